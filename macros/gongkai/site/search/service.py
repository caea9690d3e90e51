"""Pagefind as a service: one process that is given the pages of an index one after the other, in an order that is ours.

Given a folder, Pagefind numbers the pages in the order in which the file system lists them. That is another one on
another machine, and so would the index be. As a service it numbers them as they come.

A message is JSON in Base64 with a comma behind it; each one is answered likewise. The service ends with its standard
input and leaves undone what is under way then; so the input stays open until the last answer is there, and the answers
go into a file, as a full pipe would stop the service. The files of an index come with an answer: the service says that
it has written files before they are whole. (Pagefind's own Python package looks for an answer ten times a second, which
makes minutes of a thousand pages.)

Pagefind holds all that it indexes in memory, about 80 bytes for a byte of a page. So it is given the pages in runs;
each is an index of its own, which is deleted before the next one.
"""

import base64
import binascii
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from gongkai.findings import say
from gongkai.processes import end_with_parent
from gongkai.site.faults import FaultError
from gongkai.system_errors import system_reason

_LOOK = 0.01
"""Seconds between two looks for answers."""
_READ = 1 << 20
"""Bytes of answers that are read at once."""
_LOG_TAIL = 2000
"""Characters from the end of what the program has said that are shown when it fails."""
_MOST = 2
"""So many processes are at work at most; each takes up to 0.2 GB of memory."""

Run = Sequence[tuple[str, Path]]
"""The address of each page and the file that holds it, in the order of the index."""


class Services:
    """As many services as there are processors, up to some, each at work on its share of the runs."""

    def __init__(self, program: str, scratch: Path, language: str, runs: Sequence[Run]) -> None:
        """Start the programs, and begin to send them the pages.

        Args:
            program: The path of Pagefind's program.
            scratch: Where their answers are kept; it is there.
            language: The language code of the indexes.
            runs: The runs.

        Raises:
            FaultError: The program cannot be started.
            MemoryError: The system gives no room for the threads that send the pages.
        """
        self._count = len(runs)
        self._services: list[PagefindService] = []
        count = min(_MOST, os.cpu_count() or 1, len(runs))
        try:
            for number in range(count):
                folder = Path(tempfile.mkdtemp(prefix="service-", dir=scratch))
                self._services.append(PagefindService(program, folder, language, runs[number::count]))
            for service in self._services:
                service.send()
        except BaseException:
            self.stop()
            raise

    def results(self, patience: float) -> Iterator[dict[str, bytes]]:
        """Wait for the index of each run; return its files by their paths.

        Args:
            patience: Seconds after which a program is taken to hang.

        Raises:
            FaultError: A program failed, did not end, or answered otherwise than expected.
        """
        results = [service.results(patience) for service in self._services]
        for number in range(self._count):
            yield next(results[number % len(results)])

    def stop(self) -> None:
        """End the programs."""
        for service in self._services:
            service.stop()


class PagefindService:
    """The service at work on some runs, one after the other."""

    def __init__(self, program: str, folder: Path, language: str, runs: Sequence[Run]) -> None:
        """Start the program.

        Args:
            program: The path of Pagefind's program.
            folder: Where its answers are kept; it is there.
            language: The language code of the indexes.
            runs: The runs.

        Raises:
            FaultError: The program cannot be started.
        """
        self._folder, self._language, self._runs = folder, language, runs
        with (folder / "answers").open("wb") as answers, (folder / "log").open("wb") as log:
            try:
                self._process = subprocess.Popen(  # noqa: S603 - the program of an installed package, fixed arguments
                    [program, "--service"],
                    cwd=folder,
                    stdin=subprocess.PIPE,
                    stdout=answers,
                    stderr=log,
                    preexec_fn=partial(end_with_parent, os.getpid()) if sys.platform == "linux" else None,  # noqa: PLW1509 - no threads yet
                )
            except OSError as error:
                raise FaultError(say("search.absent", {"why": system_reason(error)})) from error
        self._unread: OSError | None = None
        self._sender: threading.Thread | None = None

    def send(self) -> None:
        """Begin to send it the pages.

        Raises:
            MemoryError: The system gives no room for the thread that does.
        """
        sender = threading.Thread(target=self._send, daemon=True)
        try:
            sender.start()
        except RuntimeError as error:  # so Python says that the system gives it no further thread
            raise MemoryError(str(error)) from error
        self._sender = sender

    def results(self, patience: float) -> Iterator[dict[str, bytes]]:
        """Wait for the index of each run; return its files by their paths.

        Args:
            patience: Seconds after which the program is taken to hang.

        Raises:
            FaultError: It failed, did not end, or answered otherwise than expected.
        """
        answers = self._answers(patience)
        for number, run in enumerate(self._runs):
            before = len(run) + (2 if number else 1)  # to each page and to the messages at the begin of a run
            answer = next(islice(answers, before, None), None)
            if self._unread is not None:
                raise self._unread
            if answer is None:
                log = (self._folder / "log").read_text(encoding="utf-8", errors="replace")[-_LOG_TAIL:]
                raise FaultError(say("search.broken", {"detail": log.strip()}))
            try:
                files = json.loads(base64.b64decode(answer, validate=True))["payload"]["files"]
                yield {file["path"]: base64.b64decode(file["content"], validate=True) for file in files}
            except (ValueError, LookupError, TypeError, binascii.Error) as error:
                raise FaultError(say("search.broken", {"detail": str(error)})) from error

    def stop(self) -> None:
        """End the program if it is still running."""
        self._process.kill()
        self._process.wait()
        if self._sender is not None:
            self._sender.join()
        with contextlib.suppress(OSError):
            assert self._process.stdin is not None  # noqa: S101 - for mypy: it is a pipe
            self._process.stdin.close()

    def _answers(self, patience: float) -> Iterator[bytes]:
        """The answers as they come; they end with the program."""
        end, begun = time.monotonic() + patience, b""
        with (self._folder / "answers").open("rb") as file:
            while True:
                ended = self._process.poll() is not None or self._unread is not None
                if content := file.read(_READ):
                    *answers, begun = (begun + content).split(b",")
                    yield from answers
                    continue
                if ended:
                    return
                if time.monotonic() > end:
                    raise FaultError(say("search.slow", {"seconds": round(patience)}))
                time.sleep(_LOOK)

    def _send(self) -> None:
        assert self._process.stdin is not None  # noqa: S101 - for mypy: it is a pipe
        messages = enumerate(self._messages(), 1)
        with contextlib.suppress(BrokenPipeError):  # the program has ended, which is seen where it is waited for
            while True:
                try:
                    number, message = next(messages)
                except StopIteration:
                    break
                except OSError as error:
                    self._unread = error
                    return
                content = json.dumps({"message_id": number, "payload": message}, ensure_ascii=False).encode()
                self._process.stdin.write(base64.b64encode(content) + b",")
            self._process.stdin.flush()

    def _messages(self) -> Iterator[dict[str, Any]]:
        for number, run in enumerate(self._runs):
            if number:
                yield {"type": "DeleteIndex", "index_id": number - 1}
            yield {"type": "NewIndex", "config": {"force_language": self._language}}
            for address, path in run:
                content = path.read_text(encoding="utf-8")
                yield {"type": "AddFile", "index_id": number, "file_path": address, "file_contents": content}
            yield {"type": "GetFiles", "index_id": number}
