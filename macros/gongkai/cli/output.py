"""Printing, also for a reader that leaves early, as ``head`` does: what is left is dropped, the exit code stays."""

import contextlib
import os
import sys
from collections.abc import Iterable
from typing import NoReturn

import click


def end(lines: Iterable[str], code: int) -> NoReturn:
    """Print lines and end with an exit code, the same whether or not all of them are read."""
    try:
        for line in lines:
            click.echo(line)
    except BrokenPipeError:
        drop_output()
    sys.exit(code)


def flush() -> None:
    """Write what is buffered, as Python would at its end, where a reader that has left would be an error."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        drop_output()


def drop_output() -> None:
    """Print nowhere from now on: nobody reads any more, and what is still buffered would end in an error."""
    with contextlib.suppress(ValueError):  # an output that is no file of the system, as in a test
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
