"""Reads a document and measures what that costs; for a process that does nothing else, children included."""

from __future__ import annotations

import gc
import os
import resource
import time
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.errors import ReadError
from gongkai.readers.formats.reading import read_document
from tests.peak_memory import peak_memory

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_TURNS, _ORDINARY = 250_000, 0.01
"""Turns of a loop, and the seconds that an ordinary processor takes for them, as ``files.processor_time`` has it."""


def times_slower() -> float:
    """How many times as long as an ordinary processor this one takes just now for a loop of ten milliseconds.

    A machine that others use as well may take twice as long in one minute as in the next.
    """
    begin, total = time.process_time(), 0
    for number in range(_TURNS):
        total += number
    return (time.process_time() - begin) / _ORDINARY


def read_measured(path: str, answer: Connection) -> None:
    """Read a document and send what came of it.

    Args:
        path: The document.
        answer: Takes the code and the words of a refusal (empty when there is none), the number of blocks, the seconds
            on an ordinary processor and the largest memory in megabytes.
    """
    gc.set_threshold(10_000)  # as the command does
    gc.freeze()  # to look through all that was imported before the fork would copy it, page by page
    slower = times_slower()
    before = os.times()
    code, message, blocks = "", "", 0
    try:
        blocks = len(read_document(Path(path)).blocks)
    except ReadError as error:
        code, message = error.code, str(error)
    memory = max(peak_memory(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
    seconds = (sum(os.times()[:4]) - sum(before[:4])) / max(1, (slower + times_slower()) / 2)
    answer.send((code, message, blocks, seconds, memory / 1024))
