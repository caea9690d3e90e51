"""How many examples a property is tried with, and which: all of them, or a tenth in `make test-fast`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")

FAST = "GONGKAI_TEST_FAST"
"""The variable of the environment that `make test-fast` sets."""
FEWEST = 10


def examples(number: int, *, fewest: int = FEWEST) -> int:
    """Return how many to try, such as Hypothesis' `max_examples`, of a number that the whole suite tries."""
    return max(fewest, number // 10) if os.environ.get(FAST) else number


def some(things: Sequence[T], *, fewest: int = 3) -> list[T]:
    """Return the things that a property is tried with: all, or in `make test-fast` a tenth, the first and last of them.

    Args:
        things: What was drawn, such as the reports of a fictional district.
        fewest: How many there are at least; two or more.
    """
    number = min(len(things), examples(len(things), fewest=fewest))
    return [things[index * (len(things) - 1) // max(1, number - 1)] for index in range(number)]
