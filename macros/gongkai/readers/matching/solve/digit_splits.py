"""Figures glued together: every way to split digits into the figures of a row, restricted by the sums of the row.

No figure has a leading zero unless it is 0, only a change has a sign, only an amount has decimals. No figure reaches
across a space. Whether one way is enough to be certain is the caller's to decide.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from math import comb

from gongkai.figures import BLANK, UNIT, Figure, Kind
from gongkai.readers.matching.figure_text import is_blank_text, read_figure
from gongkai.readers.matching.solve.model import Reading
from gongkai.readers.matching.solve.row_sums import RowSum

_MOST_WAYS = 400
"""Ways that are kept; more are as good as none."""
_MOST_STEPS = 15_000
"""Steps of a search: a long run of digits has more splits than can be looked at."""
_FIGURE = re.compile(
    rf"(?P<sign>[+-]?)(?:0|[1-9]\d*|[1-9]\d{{0,2}}(?:,\d{{3}})+)(?P<decimals>\.\d+)?(?:{UNIT})?(?:[（(].+[)）])?"
)
_Cut = tuple[Figure, tuple[int, int]]
"""A figure, and the chunk and place in it where the next one begins."""
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．，＋－−", "0123456789.,+--")


def ways_to_split(chunks: Sequence[str], kinds: Sequence[Kind], sums: Sequence[RowSum]) -> list[Reading] | None:
    """Every way to read chunks of digits as the figures of a row so that its sums hold.

    Args:
        chunks: Strings of digits.
        kinds: What each column counts in.
        sums: The row's own sums.

    Returns:
        The ways; None where there are too many.
    """
    search = _Search([chunk.translate(_HALF_WIDTH) for chunk in chunks], kinds, sums)
    try:
        search.go_on(0, 0)
    except _TooManyError:
        return None
    return search.readings


def ways_to_place(chunks: Sequence[str], kinds: Sequence[Kind], sums: Sequence[RowSum]) -> list[Reading] | None:
    """Every way to set figures into columns in order, leaving the others blank, so that the sums hold.

    Args:
        chunks: Figures, or dashes for blanks.
        kinds: What each column counts in.
        sums: The row's own sums.

    Returns:
        The ways; None where there are too many.
    """
    width, given = len(kinds), len(chunks)
    if given > width:
        return []
    if comb(width, given) > _MOST_WAYS:
        return None
    readings = []
    for places in combinations(range(width), given):
        reading = _place(chunks, places, kinds)
        if reading is not None and all(rule.holds(reading) for rule in sums) and _have_totals(reading, sums):
            readings.append(reading)
    return readings


def _place(chunks: Sequence[str], places: Sequence[int], kinds: Sequence[Kind]) -> Reading | None:
    figures: list[Figure] = [BLANK] * len(kinds)
    for place, chunk in zip(places, chunks, strict=True):
        if not is_blank_text(chunk):
            figure = _figure(chunk.translate(_HALF_WIDTH), kinds[place])
            if figure is None:
                return None
            figures[place] = figure
    return tuple(figures)


def _have_totals(figures: Reading, sums: Sequence[RowSum]) -> bool:
    """Whether no total is blank above parts that count: nothing would hold such a reading."""
    return all(
        figures[rule.total].value is not None or not any(figures[part].number for part in rule.parts) for rule in sums
    )


def _figure(text: str, kind: Kind) -> Figure | None:
    match = _FIGURE.fullmatch(text)
    if match is None or (match["sign"] and kind is not Kind.CHANGE) or (match["decimals"] and kind is not Kind.AMOUNT):
        return None
    return read_figure(text, kind).figure


class _TooManyError(Exception):
    """More steps or readings than a search is to have."""


class _Search:
    """One search, depth first, that gives up after a number of steps."""

    def __init__(self, chunks: list[str], kinds: Sequence[Kind], sums: Sequence[RowSum]) -> None:
        self.readings: list[Reading] = []
        self._chunks, self._kinds = chunks, kinds
        self._sums = [[rule for rule in sums if rule.last == place] for place in range(len(kinds))]
        self._digits_from = [sum(map(len, chunks[chunk:])) for chunk in range(len(chunks))]
        self._known_cuts: dict[tuple[int, int, Kind], list[_Cut]] = {}
        self._figures: list[Figure] = []
        self._steps = 0

    def go_on(self, chunk: int, at: int) -> None:
        """Go on at a place of a chunk with the figures read so far.

        Raises:
            _TooManyError: The search gives up.
        """
        self._steps += 1
        figures = self._figures
        place, left_chunks = len(figures), len(self._chunks) - chunk
        if self._steps > _MOST_STEPS or len(self.readings) > _MOST_WAYS:
            raise _TooManyError
        left = len(self._kinds) - place
        if not left_chunks:
            self.readings += [] if left else [tuple(figures)]
            return
        if left < left_chunks or self._digits_from[chunk] - at < left:
            return
        checks = [check for rule in self._sums[place] if (check := rule.last_figure(figures)) is not None]
        for figure, after in self._cuts(chunk, at, self._kinds[place]):
            if not checks or all(times * figure.number == number for times, number in checks):
                figures.append(figure)
                self.go_on(*after)
                figures.pop()

    def _cuts(self, chunk: int, at: int, kind: Kind) -> list[_Cut]:
        """The figures that can begin at a place of a chunk; the same for every way to read what comes before."""
        cuts = self._known_cuts.get((chunk, at, kind))
        if cuts is None:
            cuts = self._known_cuts[chunk, at, kind] = list(self._new_cuts(chunk, at, kind))
        return cuts

    def _new_cuts(self, chunk: int, at: int, kind: Kind) -> Iterator[_Cut]:
        text = self._chunks[chunk]
        for end in range(at + 1, len(text) + 1):
            if text[at] == "0" and end > at + 1 and text[at + 1].isdigit():
                break
            figure = _figure(text[at:end], kind)
            if figure is not None:
                yield figure, ((chunk + 1, 0) if end == len(text) else (chunk, end))
