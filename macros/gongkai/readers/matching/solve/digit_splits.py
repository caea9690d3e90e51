"""Every way to read pieces of text as the figures of a row: digits split into figures, and blanks put between them.

No figure has a leading zero unless it is 0, only a change has a sign, only an amount has decimals, and no figure
reaches across a space. A cell may be blank wherever the text leaves room for it. Whether one way is certain is the
caller's to decide.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

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
class _SumSoFar:
    """A sum in a row that is filled from its end.

    Attributes:
        place: The column of its total.
        missing: How many of its parts are not filled yet.
        total: What stands in its total; None where that is not filled yet.
        added: The sum of the parts that are filled.
        given: How many of these are not blank.
    """

    place: int
    missing: int
    total: Figure | None = None
    added: int | Decimal = 0
    given: int = 0

    def add(self, figure: Figure, place: int) -> None:
        """Fill a column that it has as its total or a part."""
        if place == self.place:
            self.total = figure
            return
        self.missing -= 1
        self.given += figure.value is not None
        self.added += figure.number

    def remove(self, figure: Figure, place: int) -> None:
        """Undo ``add``."""
        if place == self.place:
            self.total = None
            return
        self.missing += 1
        self.given -= figure.value is not None
        self.added -= figure.number

    @property
    def can_hold(self) -> bool:
        """Whether it can still hold, whatever the columns have that are not filled yet."""
        if self.total is None:
            return True
        if self.total.value is None:
            return not self.given  # a blank total says nothing of its parts
        return self.added <= self.total.number if self.missing else self.added == self.total.number


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
    _sums_at: list[list["_SumSoFar"]] = field(init=False)
    """By column the sums that it is part or total of; adding up all of them at every step took most of the time."""
    _known_cuts: dict[tuple[int, int | None, Kind], list[tuple[Figure, int | None]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with nothing added up; a sum whose total stands before its parts is not asked."""
        self._sums_at = [[] for _ in self.kinds]
        for rule in self.sums:
            if rule.total > min(rule.parts):
                item = _SumSoFar(rule.total, len(rule.parts))
                for place in (rule.total, *rule.parts):
                    self._sums_at[place].append(item)

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
        sums = self._sums_at[place]
        self._figures.append(figure)
        for item in sums:
            item.add(figure, place)
        if all(item.can_hold for item in sums):
            self.go_on(place - 1, chunk, end)
        for item in sums:
            item.remove(figure, place)
        self._figures.pop()

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
