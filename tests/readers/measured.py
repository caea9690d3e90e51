"""Reads a document and measures what that costs; for a process that does nothing else, children included."""

from __future__ import annotations

import gc
import os
import resource
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING

from gongkai.errors import ReadError
from gongkai.readers.files import processor_time
from gongkai.readers.formats.reading import read_document
from tests.peak_memory import peak_memory

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_LOOPS = 10


def times_slower() -> float:
    """How many times as long as an ordinary processor this one takes just now for loops of a millisecond.

    A machine that others use as well may take twice as long in one minute as in the next.
    """
    return mean(processor_time._seconds_of_loop() for _ in range(_LOOPS)) / processor_time._ORDINARY


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
