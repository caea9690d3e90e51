"""The ways to read glued digits are those that are left when all are tried, and long rows take few steps."""

from __future__ import annotations

import time
from itertools import combinations, pairwise
from random import Random

import pytest

from gongkai.figures import BLANK, Figure, Kind, count
from gongkai.readers.matching.solve.digit_splits import ways_to_read
from gongkai.readers.matching.solve.sums.row_sums import RowSum

SUM = RowSum(4, (0, 1, 2, 3))
COUNTS = (Kind.COUNT,) * 5


def tried(text: str, width: int) -> set[tuple[Figure, ...]]:
    """Every split of digits into figures, with blanks put wherever there is room."""
    ways = set()
    for pieces in range(1, width + 1):
        for cuts in combinations(range(1, len(text)), pieces - 1):
            edges = [0, *cuts, len(text)]
            figures = [text[start:end] for start, end in pairwise(edges)]
            if any(len(figure) > 1 and figure[0] == "0" for figure in figures):
                continue
            for places in combinations(range(width), pieces):
                by_place = dict(zip(places, figures, strict=True))
                ways.add(tuple(count(int(by_place[n])) if n in by_place else BLANK for n in range(width)))
    return ways


@pytest.mark.parametrize("seed", range(12))
def test_all_ways_are_those_that_trying_everything_comes_to(seed: int) -> None:
    dice = Random(seed)  # noqa: S311 - a test's dice
    text = "".join(dice.choice("0011235") for _ in range(dice.randint(3, 6)))
    every = tried(text, 5)

    free, by_sums = ways_to_read((text,), COUNTS, (SUM,), split=True)

    assert (free is None) if len(every) > 400 else (set(free or ()) == every)
    holds = {way for way in every if sum(figure.number for figure in way[:4]) == way[4].number}
    holds -= {way for way in holds if way[4] == BLANK and any(figure != BLANK for figure in way[:4])}
    assert set(by_sums or ()) == holds


def test_sum_is_found_in_a_row_of_more_digits_than_can_be_tried() -> None:
    figures = (2190, 4, 317, 28, 0, 1653, 4192)
    text = "".join(map(str, figures))

    free, by_sums = ways_to_read((text,), (Kind.COUNT,) * 7, (RowSum(6, tuple(range(6))),), split=True)

    assert free is None
    assert tuple(map(count, figures)) in (by_sums or ())


def test_a_dash_among_figures_gives_each_way_once() -> None:
    free, _ = ways_to_read(("12", "-"), COUNTS, (), split=False)

    assert len(set(free or ())) == len(free or ()) == 4


def test_thousands_of_digits_are_split_in_no_time() -> None:
    start = time.process_time()

    assert ways_to_read(("1" * 8_000,), COUNTS, (SUM,), split=True) == ((), ())
    assert time.process_time() - start < 2


def test_long_note_behind_a_figure_stays_with_it() -> None:
    note = "其中" + "某" * 300

    free, _ = ways_to_read(("1", f"12（{note}）"), (Kind.COUNT,) * 2, (), split=True)

    assert [[figure.number for figure in way] for way in free or ()] == [[1, 12]]
