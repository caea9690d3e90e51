"""Feeds targets: hypothesis makes the inputs and makes one smaller that has broken a target."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from hypothesis import strategies as st

from tests.fuzz.inputs import LENGTH
from tests.peak_memory import peak_memory

if TYPE_CHECKING:
    from tests.fuzz.targets import Target

LONGEST = 5.0
"""Most seconds of the processor for one input."""
LARGEST = 512 * 1024
"""Most kilobytes that one input may add to the memory of the process."""
TOGETHER = 64
"""How many inputs hypothesis draws at a time, where a target gets many."""
SHOWN = 2_000
"""Characters of an input that has broken a target."""


@dataclass(slots=True)
class Fed:
    """What it took to feed a target.

    Attributes:
        inputs: How many inputs it got.
        seconds: Seconds of the processor for all of them, making them included.
        slowest: Seconds for the slowest of them.
        memory: By how many kilobytes the memory of the process grew at most.
    """

    inputs: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    memory: int = 0

    def add(self, more: Fed) -> None:
        """Take in what it took to feed the same target again."""
        self.inputs += more.inputs
        self.seconds += more.seconds
        self.slowest = max(self.slowest, more.slowest)
        self.memory = max(self.memory, more.memory)


def fed(target: Target, count: int, *, number: int | None = None) -> Fed:
    """Feed a target.

    Args:
        target: The target.
        count: How many inputs it gets.
        number: The seed of the inputs; the same ones in each run where there is none.

    Raises:
        Exception: What an input has broken; a note of it shows the input.
    """
    feeding = _Feeding(target, count)
    together = min(TOGETHER, max(1, count // 2))
    feed = given(st.binary(min_size=together * LENGTH, max_size=together * LENGTH))(feeding.feed)
    if number is not None:
        feed = seed(number)(feed)
    begin = time.process_time()
    settings(
        max_examples=count // together + 2, database=None, deadline=None, derandomize=number is None,
        phases=(Phase.generate, Phase.shrink), suppress_health_check=list(HealthCheck), report_multiple_bugs=False,
        verbosity=Verbosity.quiet,  # the codes say nothing: the note of an error shows the input
    )(feed)()  # fmt: skip
    feeding.tally.seconds = time.process_time() - begin
    return feeding.tally


class _Feeding:
    """Feeds one target with what hypothesis draws; once an input has broken it, with what stands in its place alone."""

    def __init__(self, target: Target, most: int) -> None:
        self.tally = Fed()
        self._decode, self._read, self._most = target.inputs(), target.feed, most
        self._memory = peak_memory()
        self._broken: int | None = None

    def feed(self, codes: bytes) -> None:
        """Feed all inputs that some codes stand for; those without a change are the same as the first."""
        each = [codes[start : start + LENGTH] for start in range(0, len(codes), LENGTH)]
        if self._broken is not None:
            self._one(each[self._broken])
            return
        for place, code in enumerate(each):
            if self.tally.inputs < self._most and (any(code) or not place):
                try:
                    self._one(code)
                except Exception:
                    self._broken = place
                    raise

    def _one(self, code: bytes) -> None:
        value = self._decode(code)
        start = time.process_time()
        try:
            self._read(value)
            took, self.tally.memory = time.process_time() - start, peak_memory() - self._memory
            assert took < LONGEST, f"{took:.1f} s"
            assert self.tally.memory < LARGEST, f"{self.tally.memory // 1024} MB"
        except Exception as error:
            error.add_note(repr(value)[:SHOWN])
            raise
        self.tally.inputs += 1
        self.tally.slowest = max(self.tally.slowest, took)
