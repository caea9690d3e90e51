"""Feeds targets: hypothesis makes the inputs and makes one smaller that has broken a target."""

from __future__ import annotations

import resource
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, Phase, given, seed, settings

if TYPE_CHECKING:
    from tests.fuzz.targets import Target

LONGEST = 5.0
"""Most seconds of the processor for one input."""
LARGEST = 512 * 1024
"""Most kilobytes that one input may add to the memory of the process."""


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


def fed(target: Target, count: int, *, number: int | None = None) -> Fed:
    """Feed a target.

    Args:
        target: The target.
        count: How many inputs it gets.
        number: The seed of the inputs; the same ones in each run where there is none.

    Raises:
        Exception: What an input has broken.
    """
    done = Fed()
    begin, memory = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    def feed(value: Any) -> None:
        start = time.process_time()
        target.feed(value)
        took = time.process_time() - start
        done.inputs += 1
        done.slowest = max(done.slowest, took)
        done.memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory
        assert took < LONGEST, f"{took:.1f} s"
        assert done.memory < LARGEST, f"{done.memory // 1024} MB"

    feed = given(target.inputs())(feed)
    if number is not None:
        feed = seed(number)(feed)
    settings(
        max_examples=count, database=None, deadline=None, derandomize=number is None,
        phases=(Phase.generate, Phase.shrink), suppress_health_check=list(HealthCheck), report_multiple_bugs=False,
    )(feed)()  # fmt: skip
    done.seconds = time.process_time() - begin
    return done
