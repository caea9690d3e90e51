"""How many examples a property is tried with: all of them, or a tenth in `make test-fast`."""

from __future__ import annotations

import os

FAST = "GONGKAI_TEST_FAST"
"""The variable of the environment that `make test-fast` sets."""
FEWEST = 10


def examples(number: int, *, fewest: int = FEWEST) -> int:
    """Return how many to try, such as Hypothesis' `max_examples`, of a number that the whole suite tries."""
    return max(fewest, number // 10) if os.environ.get(FAST) else number
