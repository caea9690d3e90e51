"""Which of several values in each of some rows can be right, if the rows of one side add up to those of the other.

A set of sums is a whole number here, in which bit n says whether n is one of them: adding a value to all of them is a
shift. Twenty rows with dozens of values each have more combinations than can be looked at, but few sums.
"""

from collections.abc import Collection, Sequence

from gongkai.figures import Number

_LARGEST = 200_000
"""Sums above this are not looked at."""

SumSide = Sequence[tuple[int, Collection[Number]]]
"""The rows of one side: position and values of each."""


def values_that_add_up(left: SumSide, right: SumSide) -> dict[int, frozenset[int]] | None:
    """The values with which both sides can be equal, by row; of no row any where they cannot.

    Args:
        left: The rows of one side.
        right: Those of the other.

    Returns:
        The values; None where they are not whole numbers, or too large.
    """
    values = [value for _, own in (*left, *right) for value in own]
    if not all(isinstance(value, int) and value >= 0 for value in values):
        return None
    if min(sum(max(own) for _, own in side) for side in (left, right)) > _LARGEST:
        return None
    mask = (1 << (_LARGEST + 1)) - 1
    return {**_of_side(left, _sums(right, mask), mask), **_of_side(right, _sums(left, mask), mask)}


def _sums(side: SumSide, mask: int) -> int:
    sums = 1
    for _, values in side:
        sums = _plus(sums, values, mask)
    return sums


def _plus(sums: int, values: Collection[Number], mask: int) -> int:
    """The sums with any of some values added; what is too large is left out, as the other side cannot be as large."""
    with_value = 0
    for value in values:
        if value <= _LARGEST:
            with_value |= (sums << int(value)) & mask
    return with_value


def _of_side(side: SumSide, targets: int, mask: int) -> dict[int, frozenset[int]]:
    before = [1]
    for _, values in side:
        before.append(_plus(before[-1], values, mask))
    possible: dict[int, frozenset[int]] = {}
    for (row, values), sums in zip(reversed(side), reversed(before[:-1]), strict=True):
        possible[row] = frozenset(int(v) for v in values if v <= _LARGEST and (sums << int(v)) & targets)
        rest = 0
        for value in possible[row]:
            rest |= targets >> value
        targets = rest  # what the rows before have to add up to
    return possible
