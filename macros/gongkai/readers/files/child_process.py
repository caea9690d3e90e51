"""A reader in a process of its own, within limits of time, memory and answer that no file can get around.

For formats whose libraries may loop or allocate without end at a file's word. Where the system sets no limit of memory,
time alone is limited. The process answers in JSON, a document or the reason why there is none, and the answer is
checked: whoever takes the process over by way of a hostile file runs nothing in this one.

On Linux it is forked, because Python and the libraries need half a second to start. It reads some further files too, as
a fork takes as long as a small workbook; after a file that ends it or is refused the next one has a new process, and so
it has after sixteen. A process with threads is not forked, as a lock that one of them holds would stay held; there a
new Python is started for each file.
"""

import contextlib
import gc
import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from threading import active_count
from typing import Any

from gongkai.errors import ReadError
from gongkai.readers.document.json_codec import DocumentJsonError, document_from_json, document_to_json
from gongkai.readers.document.model import Document
from gongkai.readers.files.job_process import JobProcess
from gongkai.readers.files.processor_time import limit_seconds, times_slower
from gongkai.readers.files.refusals import MEGABYTE, MEMORY, SECONDS, refuse
from gongkai.words import words

_READERS = {"pdf": ("gongkai.readers.formats.pdf", "read_pdf"), "xlsx": ("gongkai.readers.formats.xlsx", "read_xlsx")}
_LIBRARIES = {"pdf": ("pdfplumber", "pypdfium2", "gongkai.readers.formats.pdf_unseen.states"), "xlsx": ()}
"""Modules that the reader of a format imports with its first file. Those of PDF need an extra, which may be missing."""

MOST_ANSWER = 32 * MEGABYTE
"""Bytes of an answer; that of a report has some hundred thousand."""

_LONGEST_MESSAGE = 2_000
_DEEPEST = 100
"""Forms or lists within one another that a library surely gets through: it calls itself some times for each."""
_BY_CLOCK = 5 * SECONDS if hasattr(signal, "SIGXCPU") else SECONDS
"""Seconds by the clock: where the system counts those of the processor, a busy machine is not held against a file."""
_SLOW = -signal.SIGXCPU if hasattr(signal, "SIGXCPU") else None
"""The status of a process that the system has ended as it took too long."""
_MOST_FILES = 16
"""Files that a forked process reads at most, as what libraries keep of each adds up."""
_processes: list[JobProcess] = []
"""The forked process that reads the files of this one; empty where there is none."""
_COLLECT_AFTER = 10_000
"""New objects after which Python looks for unused ones, instead of 700: most files are read before."""
_PYTHON = 192
"""Megabytes of ``MEMORY`` that a new Python and the libraries of a reader take."""


def read_in_child_process(kind: str, data: bytes, *, name: str) -> Document:
    """What the reader of a format makes of a file.

    Args:
        kind: ``pdf`` or ``xlsx``.
        data: The file.
        name: The file as the clerk knows it.

    Raises:
        ReadError: The reader refused it, went beyond its limits, or answered something that is no document.
    """
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        source, answer = Path(folder, "source"), Path(folder, "answer")
        source.write_bytes(data)
        if _may_fork():
            status = _run_forked(kind, str(source), str(answer), name)
        else:
            status = _run(_command(kind, str(source), str(answer), name), name=name)
        if not answer.is_file():
            raise _ended_badly(status, name=name)
        if answer.stat().st_size > MOST_ANSWER:
            raise _too_long(name)
        return _decoded(answer.read_bytes(), kind, name=name)


def _may_fork() -> bool:
    """Whether this process may be forked: it has no other thread."""
    return sys.platform.startswith("linux") and active_count() == 1


def _run_forked(kind: str, source: str, answer: str, name: str) -> int:
    """The exit status of the forked process at a file; 0 where it has answered, negative where a signal ended it.

    A process in which files were read before may end for a reason of theirs, as memory that is in use: a new one begins
    with the file then.
    """
    _import_reader(kind)
    try:
        process = _reading_process()
        end = process.do((kind, source, answer, name), seconds=_BY_CLOCK)
        if end is not None and end.status != _SLOW and process.count > 1:
            Path(answer).unlink(missing_ok=True)
            end = _reading_process().do((kind, source, answer, name), seconds=_BY_CLOCK)
    except TimeoutError as error:
        raise refuse("slow", name=name, limit=_BY_CLOCK) from error
    if end is not None and end.status == _SLOW:
        raise refuse("slow", name=name, limit=round(end.seconds))
    return end.status if end is not None else 0


@cache
def _import_reader(kind: str) -> None:
    """Import the reader of a format here, and so not once more in each process that is forked from now on."""
    end_reading_process()
    importlib.import_module(_READERS[kind][0])
    for library in _LIBRARIES[kind]:
        with contextlib.suppress(ImportError):  # an extra that is not there; the reader says so in its words
            importlib.import_module(library)
    times_slower()  # likewise: the process that is forked knows it


def _reading_process() -> JobProcess:
    """The process that reads the next file: the one that has read those before, or a new one."""
    if _processes and not (_processes[0].is_usable and _processes[0].count < _MOST_FILES):
        end_reading_process()
    if not _processes:
        _processes.append(JobProcess(_read_in_fork))
    return _processes[0]


def end_reading_process() -> None:
    """End the process that has read files before; the next file begins with a new one."""
    for process in _processes:
        process.end()
    _processes.clear()


def _read_in_fork(job: Sequence[str]) -> bool:
    """In the forked process: do what a new one would do; whether it may go on to another file.

    It may not after one that was refused, of which something may be left. Where there was no memory for a file, files
    before it may have taken that: the process ends as if there were no answer.
    """
    kind, source, answer, name = job
    content = _main(kind, source, answer, name)
    if content.get("refusal", {}).get("code") == "memory":
        raise MemoryError
    return "document" in content


def _command(kind: str, source: str, answer: str, name: str) -> list[str]:
    return [sys.executable, "-P", "-m", __name__, kind, source, answer, name]


def _ended_badly(status: int, *, name: str) -> ReadError:
    if status == _SLOW:
        return refuse("slow", name=name, limit=SECONDS * times_slower())
    return refuse("memory" if status < 0 else "broken", name=name, limit=MEMORY)


def _run(command: list[str], *, name: str) -> int:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONDONTWRITEBYTECODE": "1"}
    quiet = subprocess.DEVNULL
    try:
        ended = subprocess.run(  # noqa: S603 - this interpreter and this module
            command, env=environment, stdin=quiet, stdout=quiet, stderr=quiet, timeout=_BY_CLOCK, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise refuse("slow", name=name, limit=_BY_CLOCK) from error
    return ended.returncode


def _decoded(answer: bytes, kind: str, *, name: str) -> Document:
    """The document of an answer; raises the refusal that it holds, or one of its own where it is anything else."""
    try:
        value = json.loads(answer)
        if isinstance(value, dict) and value.keys() == {"refusal"}:
            raise _refusal(value["refusal"], name=name)
        if not isinstance(value, dict) or value.keys() != {"document"}:
            raise DocumentJsonError("neither a document nor a refusal")
        document = document_from_json(value["document"])
        if document.kind != kind:
            raise DocumentJsonError("kind")
    except (ValueError, RecursionError) as error:
        raise refuse("broken", name=name) from error
    return document


def _refusal(value: object, *, name: str) -> ReadError:
    """The refusal in an answer: a code that has words, and a message that is safe to print but for the file's name."""
    if not isinstance(value, dict) or value.keys() != {"code", "message"}:
        raise DocumentJsonError("refusal")
    code, message = value["code"], value["message"]
    if not isinstance(code, str) or code not in words()["readers"]:
        raise DocumentJsonError("code")
    if not isinstance(message, str) or len(message) > _LONGEST_MESSAGE or not message.replace(name, "").isprintable():
        raise DocumentJsonError("message")
    return ReadError(message, code=code)


def _too_long(name: str) -> ReadError:
    return refuse("crowded", name=name, limit=f"{MOST_ANSWER // MEGABYTE} MB")


def _main(kind: str, source: str, answer: str, name: str) -> dict[str, Any]:
    """In the process of its own: read the file and write the answer, which is returned as well."""
    gc.set_threshold(_COLLECT_AFTER)
    _limit(kind, _address_space())
    content = _answer(kind, source, name)
    text = json.dumps(content)
    if len(text) > MOST_ANSWER:
        text = json.dumps(_refused(_too_long(name)))
    Path(answer).write_text(text, encoding="utf-8")
    return content


def _answer(kind: str, source: str, name: str) -> dict[str, Any]:
    module, function = _READERS[kind]
    try:
        document = getattr(importlib.import_module(module), function)(Path(source).read_bytes(), name=name)
        return {"document": document_to_json(document)}
    except ReadError as error:
        return _refused(error)
    except MemoryError:
        return _refused(refuse("memory", name=name, limit=MEMORY))
    except RecursionError:
        return _refused(refuse("deep", name=name, limit=_DEEPEST))


def _refused(error: ReadError) -> dict[str, Any]:
    return {"refusal": {"code": error.code, "message": str(error)}}


@cache
def _address_space() -> int:
    """Bytes of address space that this process had when it began with its first file; 0 where that is not known."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


def _limit(kind: str, initial: int) -> None:
    """Set the limits.

    Args:
        kind: ``pdf`` or ``xlsx``.
        initial: Bytes of address space in use before anything is read. A forked process begins with Python, the
            libraries and whatever else its parent has loaded: none of this is counted against the file.
    """
    memory = max(MEMORY * MEGABYTE, initial + (MEMORY - _PYTHON) * MEGABYTE)
    with contextlib.suppress(ImportError):  # Windows has no such limits
        limit_seconds(kind)
        resource = importlib.import_module("resource")
        with contextlib.suppress(ValueError, OSError):  # macOS refuses some of them
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
            resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_ANSWER, MOST_ANSWER))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _main(*sys.argv[1:])
