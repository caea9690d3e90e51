"""A reader in a process of its own, with bounds of time and memory that no file can get around.

For kinds whose libraries may loop or allocate at a file's word. Where the system sets no bounds of memory, time alone
is bounded. What comes back is a document or the reason why there is none.
"""

import contextlib
import importlib
import os
import pickle
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from gongkai.errors import ReadError
from gongkai.readers.document import Document
from gongkai.readers.files.refusals import MEGABYTE, MEMORY, SECONDS, refuse

_READERS = {"pdf": ("gongkai.readers.formats.pdf", "read_pdf"), "xlsx": ("gongkai.readers.formats.xlsx", "read_xlsx")}


def read_bounded(kind: str, data: bytes, *, name: str) -> Document:
    """What the reader of a kind makes of a file.

    Args:
        kind: ``pdf`` or ``xlsx``.
        data: The file.
        name: The file as the clerk knows it.

    Raises:
        ReadError: The reader refused it, or went beyond its bounds.
    """
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        given, made = Path(folder, "given"), Path(folder, "made")
        given.write_bytes(data)
        command = [sys.executable, "-P", "-m", "gongkai.readers.files.child_process", kind, str(given), str(made), name]
        status = _run(command, name=name)
        if not made.is_file():
            raise refuse("memory" if status < 0 else "broken", name=name, limit=MEMORY)
        result = pickle.loads(made.read_bytes())  # noqa: S301 - written by this module in the process above
    if isinstance(result, Document):
        return result
    code, message = result
    raise ReadError(message, code=code)


def _run(command: list[str], *, name: str) -> int:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONDONTWRITEBYTECODE": "1"}
    quiet = subprocess.DEVNULL
    try:
        done = subprocess.run(  # noqa: S603 - this interpreter and this module
            command, env=environment, stdin=quiet, stdout=quiet, stderr=quiet, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise refuse("slow", name=name, limit=SECONDS) from error
    return done.returncode


def _main(kind: str, given: str, made: str, name: str) -> None:
    """In the process of its own: read and write down what came of it."""
    _bound()
    Path(made).write_bytes(pickle.dumps(_result(kind, given, name)))


def _result(kind: str, given: str, name: str) -> Any:
    module, function = _READERS[kind]
    try:
        return getattr(importlib.import_module(module), function)(Path(given).read_bytes(), name=name)
    except ReadError as error:
        return error.code, str(error)
    except (MemoryError, RecursionError):
        beyond = refuse("memory", name=name, limit=MEMORY)
        return beyond.code, str(beyond)


def _bound() -> None:
    with contextlib.suppress(ImportError):  # Windows has no such bounds
        resource = importlib.import_module("resource")
        with contextlib.suppress(ValueError, OSError):  # macOS refuses some of them
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY * MEGABYTE, MEMORY * MEGABYTE))
            resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _main(*sys.argv[1:])
