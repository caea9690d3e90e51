"""How long a reader in a process of its own may take: the more pages a file has, the longer, and the more it has read.

A hostile file of one page is stopped long before an honest one of thirty is read. One of a hundred, the reports of all
offices of a district, earns its time page by page. The limits are those of an ordinary machine; an old one has more
seconds, or it could not read what others can. Where the system counts no seconds of the processor the clock limits all
of them alike.
"""

import contextlib
import importlib
import math
import time
from functools import cache

from gongkai.readers.files.refusals import SECONDS, SECONDS_OF_FEW_PAGES

_FIRST = 3
"""Seconds for a file whose pages are not counted yet, or that has few; a report of seven pages takes half of one."""
_WORKBOOK = 2
"""Likewise for a workbook, which has no pages: one of forty sheets takes half of one. LibreOffice may have taken three
before, and all of it is to take no more than five."""
_PAGES = 4
"""Pages for which there is a further second, up to ``SECONDS_OF_FEW_PAGES``."""
_READ = 6
"""Pages that are read for which there is a further second, up to ``SECONDS``: a crowded one takes a ninth of one."""
_LOOP, _ORDINARY = 20_000, 0.0008
"""Turns of a loop that shows how fast a machine is, and the seconds that an ordinary one takes for them at most."""
_MOST_TIMES = 4
_in_force: list[int] = []
"""The limit in force; empty in a process that has none."""
_before: list[int] = []
"""Seconds that this process had worked when it began with the file, rounded up; those of its own start are none."""
_OF_START = 0.05


@cache
def times_slower() -> int:
    """How many times as long as an ordinary machine this one takes, rounded up: from 1 to 4."""
    fastest = min(_seconds_of_loop() for _ in range(5))  # 0 where the clock's steps are longer, as on Windows
    return max(1, min(_MOST_TIMES, math.ceil(fastest / _ORDINARY)))


def _seconds_of_loop() -> float:
    begin, total = time.thread_time(), 0
    for number in range(_LOOP):
        total += number
    return time.thread_time() - begin


def limit_seconds(kind: str) -> None:
    """Set the limit for this process and the file that it begins with.

    Args:
        kind: What it reads: ``pdf`` or ``xlsx``.

    Raises:
        ImportError: The system has no such limits.
    """
    _before[:] = [math.ceil(max(time.process_time() - _OF_START, 0))]
    _in_force[:] = [(_FIRST if kind == "pdf" else _WORKBOOK) * times_slower()]
    _set(*_in_force)


def allow_pages(count: int, *, progress: int = 0) -> None:
    """Raise the limit of this process, if it has one, for a file with some pages.

    Args:
        count: The pages.
        progress: How many of them have been read.
    """
    for before in _in_force[:1]:
        seconds = max(min(SECONDS_OF_FEW_PAGES, _FIRST + count // _PAGES), min(SECONDS, _FIRST + progress // _READ))
        seconds *= times_slower()
        if seconds > before:
            _in_force[:] = [seconds]
            with contextlib.suppress(ImportError):
                _set(seconds)


def _set(seconds: int) -> None:
    resource = importlib.import_module("resource")
    with contextlib.suppress(ValueError, OSError):  # macOS refuses some limits
        highest = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (sum(_before) + seconds, highest))
