"""Every way to read pieces of text as the figures of a row: digits split into figures, and blanks put between them.

No figure has a leading zero unless it is 0, only a change has a sign, only an amount has decimals, and no figure
reaches across a space. A cell may be blank wherever the text leaves room for it. Whether one way is certain is the
caller's to decide.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gongkai.figures import BLANK, UNIT, Figure, Kind
from gongkai.readers.matching.figure_text import is_blank_text, read_figure
from gongkai.readers.matching.solve.model import Reading
from gongkai.readers.matching.solve.row_sums import RowSum

_MOST_WAYS = 400
"""Ways that are kept; more are as good as none."""
_MOST_STEPS = 20_000
"""Steps of a search: a long run of digits has more splits than can be looked at."""
_FIGURE = re.compile(
    rf"(?P<sign>[+-]?)(?:0|[1-9]\d*|[1-9]\d{{0,2}}(?:,\d{{3}})+)(?P<decimals>\.\d+)?(?:{UNIT})?(?:[（(].+[)）])?"
)
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．，＋－−", "0123456789.,+--")


def ways_to_read(
    chunks: Sequence[str], kinds: Sequence[Kind], sums: Sequence[RowSum] = (), *, split: bool
) -> list[Reading] | None:
    """Every way to read pieces of text as the figures of a row.

    Args:
        chunks: Pieces of text in order, each one figure or several; a dash is a blank.
        kinds: What each column counts in.
        sums: The sums that have to hold, with their totals stated.
        split: Whether a piece may hold several figures.

    Returns:
        The ways; None where there are too many.
    """
    if len(chunks) > len(kinds):
        return []
    search = _Search([chunk.translate(_HALF_WIDTH) for chunk in chunks], kinds, sums, split)
    try:
        search.go_on(len(kinds) - 1, len(chunks) - 1, None)
    except _TooManyError:
        return None
    return search.readings


def _figure(text: str, kind: Kind) -> Figure | None:
    match = _FIGURE.fullmatch(text)
    if match is None:
        return None if text[:1].isdigit() else read_figure(text, kind).figure  # 约12 and 不适用 are whole cells
    if (match["sign"] and kind is not Kind.CHANGE) or (match["decimals"] and kind is not Kind.AMOUNT):
        return None
    return read_figure(text, kind).figure


class _TooManyError(Exception):
    """More steps or readings than a search is to have."""


@dataclass(slots=True)
class _Search:
    """One search, from the last column to the first, because totals are last; it gives up after a number of steps."""

    chunks: list[str]
    kinds: Sequence[Kind]
    sums: Sequence[RowSum]
    split: bool
    readings: list[Reading] = field(default_factory=list)
    _figures: list[Figure] = field(default_factory=list)
    _steps: int = 0
    _known_cuts: dict[tuple[int, int | None, Kind], list[tuple[Figure, int | None]]] = field(default_factory=dict)

    def go_on(self, place: int, chunk: int, end: int | None) -> None:
        """Fill a column.

        Args:
            place: Its position.
            chunk: Number of the piece of text that is not used up; -1 if none is left.
            end: Where the part of it that is used up begins; None if none of it is.

        Raises:
            _TooManyError: The search gives up.
        """
        self._steps += 1
        if self._steps > _MOST_STEPS or len(self.readings) > _MOST_WAYS:
            raise _TooManyError
        if place < 0:
            if chunk < 0:
                self.readings.append(tuple(reversed(self._figures)))
            return
        if chunk + 1 <= place:  # a blank here leaves a column for every piece
            self._take(BLANK, place, chunk, end)
        if chunk < 0:
            return
        for figure, start in self._cuts(chunk, end, self.kinds[place]):
            if start is None:
                self._take(figure, place, chunk - 1, None)
            else:
                self._take(figure, place, chunk, start)

    def _take(self, figure: Figure, place: int, chunk: int, end: int | None) -> None:
        self._figures.append(figure)
        if self._sums_allow(place):
            self.go_on(place - 1, chunk, end)
        self._figures.pop()

    def _sums_allow(self, place: int) -> bool:
        """Whether every sum can still hold with the columns from a place on."""
        width = len(self.kinds)
        for rule in self.sums:
            if place > rule.total or place < min(rule.parts):
                continue
            total = self._figures[width - 1 - rule.total]
            parts = [self._figures[width - 1 - part] for part in rule.parts if part >= place]
            added = sum(part.number for part in parts)
            complete = len(parts) == len(rule.parts)
            if total.value is None:
                if any(part.value is not None for part in parts):
                    return False  # a blank total says nothing of its parts
            elif (complete and added != total.number) or (not complete and added > total.number):
                return False
        return True

    def _cuts(self, chunk: int, end: int | None, kind: Kind) -> list[tuple[Figure, int | None]]:
        """The figures that can end at a place of a piece, each with where it begins; the same whatever follows."""
        key = (chunk, end, kind)
        if key not in self._known_cuts:
            self._known_cuts[key] = list(self._new_cuts(chunk, end, kind))
        return self._known_cuts[key]

    def _new_cuts(self, chunk: int, end: int | None, kind: Kind) -> Iterator[tuple[Figure, int | None]]:
        text = self.chunks[chunk][:end]
        if is_blank_text(text) and end is None:
            yield BLANK, None
            return
        for start in range(len(text) - 1, -1, -1) if self.split else (0,):
            if text[start] == "0" and text[start + 1 : start + 2].isdigit():
                continue
            if start and text[start - 1] in ".,":
                continue  # a figure does not begin behind a decimal point
            figure = _figure(text[start:], kind)
            if figure is not None:
                yield figure, start or None
