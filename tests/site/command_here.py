"""Runs the command `gongkai` in the test's own process, as its script does: a fork for it costs more than the command.

It gets the arguments, the working directory, the environment, the standard streams, the logging and the warnings of a
new process, and what the test had is put back after it. What only a process of its own has: it can be interrupted or
killed, and what it keeps of what it has read ends with it.
"""

from __future__ import annotations

import contextlib
import gc
import io
import logging
import os
import sys
import tempfile
import warnings
from typing import IO, TYPE_CHECKING
from unittest import mock

from gongkai.cli.group import main

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

HERE = frozenset({
    *("bind", "check", "correct", "export", "fix", "import", "migrate", "new", "publish", "review", "rollup", "sign"),
    *("status", "verify", "--help", "-h", "--version"),
})  # fmt: skip
"""What it may be asked to do here: it starts no process that lasts."""


def can_run_here(command: Sequence[str], cwd: Path) -> bool:
    """Whether a command can be run here: it is one of those, and no hook of a site may change this process."""
    return command[0] == "gongkai" and command[1] in HERE and not any(cwd.glob("*.py"))


def run_here(command: Sequence[str], *, cwd: Path, environment: Mapping[str, str]) -> tuple[int, str]:
    """Run the command to its end; return its exit code, and what it writes, its errors after its output.

    Args:
        command: The path of its script, and its arguments.
        cwd: Its working directory.
        environment: Its whole environment.
    """
    code: object = 0
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        with (
            contextlib.chdir(cwd),
            mock.patch.dict(os.environ, environment, clear=True),
            mock.patch.object(sys, "argv", list(command)),
            mock.patch.object(sys.modules["__main__"], "__package__", None),  # after `python -m pytest` that of pytest
            _streams(output, errors),
            _logging(),
            warnings.catch_warnings(),
        ):
            warnings.simplefilter("ignore")
            try:
                main()
            except SystemExit as ending:
                code = ending.code
        text = b"".join(_written(file) for file in (output, errors)).decode()
    return code if isinstance(code, int) else int(code is not None), text


@contextlib.contextmanager
def _streams(output: IO[bytes], errors: IO[bytes]) -> Iterator[None]:
    """Let everything that is written go to two files, whoever writes it, and give an input without a word."""
    files = {"stdin": os.open(os.devnull, os.O_RDONLY), "stdout": output.fileno(), "stderr": errors.fileno()}
    before = {number: os.dup(number) for number in range(len(files))}
    with contextlib.ExitStack() as stack:
        for number, (name, file) in enumerate(files.items()):
            os.dup2(file, number)
            raw = io.FileIO(number, "r" if name == "stdin" else "w", closefd=False)
            stream = io.TextIOWrapper(io.BufferedReader(raw) if name == "stdin" else raw, "utf-8", write_through=True)
            stack.enter_context(mock.patch.object(sys, name, stream))
        os.close(files["stdin"])
        try:
            yield
        finally:
            for number, file in before.items():
                os.dup2(file, number)
                os.close(file)


@contextlib.contextmanager
def _logging() -> Iterator[None]:
    """Let nobody listen to what is logged, so that Python writes warnings to the errors."""
    loggers = [logging.getLogger(name) for name in ("", "mkdocs", "properdocs")]
    handlers = [list(logger.handlers) for logger in loggers]
    collect_after = gc.get_threshold()
    for logger in loggers:
        logger.handlers.clear()
    try:
        yield
    finally:
        gc.set_threshold(*collect_after)
        for logger, own in zip(loggers, handlers, strict=True):
            logger.handlers[:] = own


def _written(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()
