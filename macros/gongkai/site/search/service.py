"""Pagefind as a service: one process that is given the pages of an index one after the other, in an order that is ours.

Given a folder, Pagefind numbers the pages in the order in which the file system lists them. That is another one on
another machine, and so would the index be. As a service it numbers them as they come.

A message is JSON in Base64 with a comma behind it; each one is answered likewise. The service ends with its standard
input and leaves undone what is under way then; so the input stays open until the last answer is there, and the answers
go into a file, as a full pipe would stop the service. The files of the index come with the last answer: the service
says that it has written files before they are whole. (Pagefind's own Python package looks for an answer ten times a
second, which makes minutes of a thousand pages.)
"""

import base64
import binascii
import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from gongkai.findings import say
from gongkai.processes import end_with_parent
from gongkai.site.faults import FaultError
from gongkai.system_errors import system_reason

_LOOK = 0.01
"""Seconds between two looks for answers."""
_LOG_TAIL = 2000
"""Characters from the end of what the program has said that are shown when it fails."""


class PagefindService:
    """The service at work on one index."""

    def __init__(self, program: str, folder: Path, language: str, pages: Sequence[tuple[str, Path]]) -> None:
        """Start the program, and begin to send it the pages.

        Args:
            program: The path of Pagefind's program.
            folder: Where its answers are kept; it is there.
            language: The language code of the index.
            pages: The address of each page and the file that holds it, in the order of the index.

        Raises:
            FaultError: The program cannot be started.
            MemoryError: The system gives no room for the thread that sends the pages.
        """
        self._folder, self._language, self._pages = folder, language, pages
        self._count = len(pages) + 2
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
        self._sender = threading.Thread(target=self._send, daemon=True)
        try:
            self._sender.start()
        except RuntimeError as error:  # so Python says that the system gives it no further thread
            self._process.kill()
            raise MemoryError(str(error)) from error

    def files(self, patience: float) -> Iterator[tuple[str, bytes]]:
        """Wait for the index; return its files by their paths. The program is ended.

        Args:
            patience: Seconds after which the program is taken to hang.

        Raises:
            FaultError: It failed, did not end, or answered otherwise than expected.
        """
        try:
            answers = self._answers(patience)
        finally:
            code = self._process.poll()
            self.stop()
        if self._unread is not None:
            raise self._unread
        if len(answers) < self._count or code:
            log = (self._folder / "log").read_text(encoding="utf-8", errors="replace")[-_LOG_TAIL:]
            raise FaultError(say("search.broken", {"detail": log.strip()}))
        try:
            payload = json.loads(base64.b64decode(answers[-1], validate=True))["payload"]
            for file in payload["files"]:
                yield file["path"], base64.b64decode(file["content"], validate=True)
        except (ValueError, LookupError, TypeError, binascii.Error) as error:
            raise FaultError(say("search.broken", {"detail": str(error)})) from error

    def stop(self) -> None:
        """End the program if it is still running."""
        self._process.kill()
        self._process.wait()
        self._sender.join()
        with contextlib.suppress(OSError):
            assert self._process.stdin is not None  # noqa: S101 - for mypy: it is a pipe
            self._process.stdin.close()

    def _answers(self, patience: float) -> list[bytes]:
        end, count = time.monotonic() + patience, 0
        with (self._folder / "answers").open("rb") as file:
            while True:
                ended = self._process.poll() is not None or self._unread is not None
                count += file.read().count(b",")
                if ended or count >= self._count:
                    break
                if time.monotonic() > end:
                    raise FaultError(say("search.slow", {"seconds": round(patience)}))
                time.sleep(_LOOK)
        return (self._folder / "answers").read_bytes().split(b",")[:-1]

    def _send(self) -> None:
        assert self._process.stdin is not None  # noqa: S101 - for mypy: it is a pipe
        messages = self._messages()
        with contextlib.suppress(BrokenPipeError):  # the program has ended, which is seen where it is waited for
            for number in range(1, self._count + 1):
                try:
                    message = next(messages)
                except OSError as error:
                    self._unread = error
                    return
                content = json.dumps({"message_id": number, "payload": message}, ensure_ascii=False).encode()
                self._process.stdin.write(base64.b64encode(content) + b",")
            self._process.stdin.flush()

    def _messages(self) -> Iterator[dict[str, Any]]:
        yield {"type": "NewIndex", "config": {"force_language": self._language}}
        for address, path in self._pages:
            content = path.read_text(encoding="utf-8")
            yield {"type": "AddFile", "index_id": 0, "file_path": address, "file_contents": content}
        yield {"type": "GetFiles", "index_id": 0}
