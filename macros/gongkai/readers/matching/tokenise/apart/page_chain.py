"""Finds the numbers that count up by one through a document, a page each, and where one of them is lacking."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

_MOST_APART, _NEAR = 12, 3
"""The most by which a page number is above the one before it, as the others between them stand among figures; and the
most that some of them may be nowhere at all."""
_MOST_RUNS = 500
"""The most pages that a report may have, and rows with a cell too many."""


@dataclass(frozen=True, slots=True)
class Run:
    """Lines of one cell each that follow each other.

    Attributes:
        label: Position of the line before them, if that is the label of a row; else None.
        numbers: The numbers among them that may be those of pages, by position.
        ends: The positions of the first and the last of them.
        is_too_long: Whether they are one more than their row has columns.
        is_row: Whether they are as many.
        is_alone: Whether there is one of them, and no label before it.
        is_short: Whether they are fewer than their row has columns.
        has_total: Whether their row has a total, so that a sum shows which of them is none of its figures.
        is_headed: Whether they are several right below a head of columns, as where labels stand behind their figures.
        cells: How many they are, if their row is known.
    """

    label: int | None
    numbers: Mapping[int, int]
    ends: frozenset[int] = frozenset()
    is_too_long: bool = False
    is_row: bool = False
    is_alone: bool = False
    is_short: bool = False
    has_total: bool = False
    is_headed: bool = False
    cells: int = 0

    @property
    def has_page(self) -> bool:
        """Whether one of them is no figure."""
        return self.is_too_long or self.is_alone


def longest_chain(runs: Sequence[Run]) -> list[tuple[int, int]]:
    """The most runs with a page number whose numbers count up, each with its number; of equals the closest ones.

    Args:
        runs: All runs of a document.
    """
    having = [place for place, run in enumerate(runs) if run.has_page]
    if len(having) > _MOST_RUNS:
        return []
    places = _places_of_numbers(runs)
    best: dict[int, tuple[tuple[int, int], int]] = {}  # by number: the rank of the chain that ends in it, and its step
    steps: list[tuple[int, int, int]] = []  # of each step: the run, its number, the step before it
    for place in having:
        news: dict[int, tuple[tuple[int, int], int]] = {}
        for page in set(runs[place].numbers.values()):
            ways = [
                ((count + 1, closeness - (page - before)), step)
                for before in range(page - _MOST_APART, page)
                for (count, closeness), step in ([best[before]] if before in best else [])
                if page - before <= _NEAR or _fit_between(places, (steps[step][0], before), (place, page))
            ]
            news[page] = max(ways, default=((1, 0), -1))
        for page, (rank, before) in news.items():
            if page not in best or rank >= best[page][0]:
                best[page] = rank, len(steps)
                steps.append((place, page, before))
    chain: list[tuple[int, int]] = []
    step = max(best.values())[1] if best else -1
    while step >= 0:
        place, page, step = steps[step]
        chain.append((place, page))
    return chain[::-1]


def steps_that_may_be_higher(runs: Sequence[Run], chain: Sequence[tuple[int, int]]) -> int:
    """How many of the last pages, two at least, may have a higher number: all runs have one as much higher.

    Then the number of a page before them stands among figures, in place of a blank.

    Args:
        runs: All runs of a document.
        chain: The pages, each with its run.
    """
    most = 0
    for step in range(1, _NEAR):
        own = 0
        for place, page in reversed(chain):
            if page + step not in runs[place].numbers.values():
                break
            own += 1
        most = max(most, own)
    return most if most > 1 else 0


def _places_of_numbers(runs: Sequence[Run]) -> dict[int, list[int]]:
    places: dict[int, list[int]] = {}
    for place, run in enumerate(runs):
        for number in set(run.numbers.values()):
            places.setdefault(number, []).append(place)
    return places


def _fit_between(places: Mapping[int, Sequence[int]], first: tuple[int, int], last: tuple[int, int]) -> bool:
    """Whether all numbers between two stand between them in order, each in a run of its own."""
    at = first[0]
    for number in range(first[1] + 1, last[1]):
        own = places.get(number, ())
        following = bisect_right(own, at)
        if following == len(own) or own[following] >= last[0]:
            return False
        at = own[following]
    return True


def places_of_lacking(runs: Sequence[Run], chain: Sequence[tuple[int, int]]) -> set[int]:
    """The runs that may hold a page number that is lacking from those that count up.

    Before the first of them and after the last they count on as long as each can be placed, if one is among rows.

    Args:
        runs: All runs of a document.
        chain: The numbers, each with its run.
    """
    places = _places_of_numbers(runs)
    lacking: set[int] = set()
    if not chain:
        return lacking
    for (start, page), (end, following) in pairwise(chain):
        lacking |= {place for number in range(page + 1, following) for place in _within(places, number, start, end)}
    rows = [place for place, run in enumerate(runs) if run.label is not None]
    if not any(rows[0] <= place <= rows[-1] for place, _ in chain if rows):
        return lacking  # they may be the numbers of points in the narrative
    end, page = chain[0]
    while page > 1 and (own := _within(places, page - 1, -1, end)):
        lacking |= {*own}
        end, page = own[-1], page - 1
    start, page = chain[-1]
    while own := _within(places, page + 1, start, len(runs)):
        lacking |= {*own}
        start, page = own[0], page + 1
    return lacking


def _within(places: Mapping[int, Sequence[int]], number: int, start: int, end: int) -> Sequence[int]:
    """The runs between two that hold a number."""
    own = places.get(number, ())
    return own[bisect_right(own, start) : bisect_left(own, end)]
