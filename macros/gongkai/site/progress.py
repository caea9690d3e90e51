"""Shows on a terminal how far a long stage of a build has come.

Nothing is shown where nobody looks on, where MkDocs was asked to be quiet, and for a stage that is done at once.
"""

import logging
import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

import click

from gongkai.findings import say

FEWEST = 20
"""The fewest agencies, or runs of pages to be indexed, for which the progress of a stage is worth showing."""
_ERASE = "\r\x1b[K"
"""What sets a terminal back to the beginning of an empty line."""

Thing = TypeVar("Thing")


def with_progress(things: Iterable[Thing], count: int, *, stage: str) -> Iterator[Thing]:
    """The same things, and how many of them have been given.

    Args:
        things: What a stage makes, one after the other.
        count: How many there will be.
        stage: The name of the stage, a key of ``build.stages`` of ``words.zh.yml``.
    """
    logger = logging.getLogger("mkdocs")
    if count < FEWEST or not sys.stderr.isatty() or not logger.isEnabledFor(logging.INFO):
        yield from things
        return
    handlers, eraser = tuple(logger.handlers), _Eraser()
    for handler in handlers:
        handler.addFilter(eraser)
    try:
        label = say(f"build.stages.{stage}")
        with click.progressbar(things, length=count, label=label, file=sys.stderr) as bar:
            yield from bar
    finally:
        for handler in handlers:
            handler.removeFilter(eraser)


class _Eraser(logging.Filter):
    """Erases the progress bar before a line is logged, which would stand after it; the next step redraws it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Erase the line of the terminal, and let the record pass."""
        del record
        sys.stderr.write(_ERASE)
        return True
