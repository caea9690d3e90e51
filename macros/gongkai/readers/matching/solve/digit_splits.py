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
    readings = list(search.run())
    return None if search.exhausted or len(readings) > _MOST_WAYS else readings


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


class _Search:
    """One search, depth first, that gives up after a number of steps."""

    def __init__(self, chunks: list[str], kinds: Sequence[Kind], sums: Sequence[RowSum]) -> None:
        self.chunks, self.kinds = chunks, kinds
        self.sums = {place: [rule for rule in sums if rule.last == place] for place in range(len(kinds))}
        self.steps = 0
        self.exhausted = False

    def run(self) -> Iterator[Reading]:
        yield from self._continue(0, 0, [])

    def _continue(self, chunk: int, at: int, figures: list[Figure]) -> Iterator[Reading]:
        """Go on at a place of a chunk with the figures read so far."""
        self.steps += 1
        if self.steps > _MOST_STEPS:
            self.exhausted = True
            return
        if chunk == len(self.chunks):
            if len(figures) == len(self.kinds):
                yield tuple(figures)
            return
        left = len(self.kinds) - len(figures)
        if left < len(self.chunks) - chunk or sum(len(text) for text in self.chunks[chunk:]) - at < left:
            return
        text = self.chunks[chunk]
        kind = self.kinds[len(figures)]
        for end in range(at + 1, len(text) + 1):
            if text[at] == "0" and end > at + 1 and text[at + 1].isdigit():
                break
            figure = _figure(text[at:end], kind)
            if figure is None:
                continue
            figures.append(figure)
            if all(rule.holds(figures) for rule in self.sums[len(figures) - 1]):
                yield from self._continue(chunk + (end == len(text)), 0 if end == len(text) else end, figures)
            figures.pop()
