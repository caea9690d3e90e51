"""How long a reader in a process of its own may take: the more pages a file has, the longer.

A hostile file of one page is stopped long before an honest one of thirty is read. Where the system counts no seconds of
the processor the clock limits all of them alike.
"""

import contextlib
import importlib

from gongkai.readers.files.refusals import SECONDS

_FIRST = 3
"""Seconds for a file whose pages are not counted yet, or that has few; a report of seven pages takes half of one.
Likewise for a workbook, which has no pages: one of forty sheets takes half of one."""
_PAGES = 4
"""Pages for which there is a further second, up to ``SECONDS``."""
_in_force: list[int] = []
"""The limit in force; empty in a process that has none."""


def limit_seconds() -> None:
    """Set the limit for this process.

    Raises:
        ImportError: The system has no such limits.
    """
    _in_force[:] = [_FIRST]
    _set(*_in_force)


def allow_pages(count: int) -> None:
    """Raise the limit of this process, if it has one, for a file with some pages.

    Args:
        count: The pages.
    """
    if _in_force:
        with contextlib.suppress(ImportError):
            _set(min(SECONDS, _FIRST + count // _PAGES))


def _set(seconds: int) -> None:
    resource = importlib.import_module("resource")
    with contextlib.suppress(ValueError, OSError):  # macOS refuses some limits
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, SECONDS + 1))
