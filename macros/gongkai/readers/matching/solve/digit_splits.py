"""Every way to read pieces of text as the figures of a row: digits split into figures, and blanks put between them.

No figure has a leading zero unless it is 0, only a change has a sign, only an amount has decimals, and no figure
reaches across a space. A cell may be blank wherever the text leaves room for it. Whether one way is certain is the
caller's to decide.

The ways form a graph that is walked from the last column to the first, because totals are last: what may stand in the
columns before does not depend on how the text after was read. So ways are counted without being listed, and a part of
the graph is not entered that cannot give what a sum asks of it. A row of twenty digits has more than a million ways.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from gongkai.figures import BLANK, UNIT, Figure, Kind, Number
from gongkai.readers.matching.figure_text import is_blank_text, read_figure
from gongkai.readers.matching.solve.model import RowReading
from gongkai.readers.matching.solve.sums.row_sums import RowSum

_MOST_WAYS = 400
"""The most ways that are kept; if there are more, none of them helps."""
_MOST_STEPS = 10_000
"""Steps of a search for ways that fit the sums; it takes more only where figures of five digits are glued."""
_LONGEST_FIGURE = 120
"""Characters of a figure that is looked for among others, a note in brackets behind it included."""
_MOST_ADDED = 100
"""Numbers that the columns before a place may add up to, as far as each of them is kept; else the range of them."""
_FIGURE = re.compile(
    rf"(?P<sign>[+-]?)(?:0|[1-9]\d*|[1-9]\d{{0,2}}(?:,\d{{3}})+)(?P<decimals>\.\d+)?(?:{UNIT})?(?:[（(].+[)）])?"
)
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．，＋－−", "0123456789.,+--")


@lru_cache(maxsize=64)  # a line without a label is tried on every row, and most rows have the same columns and sums
def ways_to_read(
    chunks: tuple[str, ...], kinds: tuple[Kind, ...], sums: tuple[RowSum, ...], *, split: bool
) -> tuple[tuple[RowReading, ...] | None, tuple[RowReading, ...] | None]:
    """Every way to read pieces of text as the figures of a row.

    Args:
        chunks: Pieces of text in order, each one figure or several; a dash is a blank.
        kinds: What each column counts in.
        sums: The sums of the row; one whose total is not after its parts is not asked.
        split: Whether a piece may hold several figures.

    Returns:
        All ways, and those in which the sums hold with their totals stated: none of these if the row has no sums. None
        in place of either where there are too many.
    """
    if len(chunks) > len(kinds):
        return (), ()
    root = _Graph([chunk.translate(_HALF_WIDTH) for chunk in chunks], kinds, split=split).root()
    free = None if root.count > _MOST_WAYS else tuple(dict.fromkeys(root.ways()))
    search = _SumSearch(tuple(rule for rule in sums if rule.total > max(rule.parts)))
    return free, search.ways(root) if search.sums else ()


@dataclass(slots=True, eq=False)
class _Node:
    """A state of the search: the columns that are still to be filled, from the last one to the first.

    Attributes:
        place: The last column that is not filled; -1 if all are.
        steps: What that column may hold, each with the state that follows; only states from which all can be filled.
        count: The number of ways to fill all columns from here.
        added: What the remaining parts of each sum may add up to.
        way_counts: The number of ways that give the sums the numbers they still need.
    """

    place: int
    steps: list[tuple[Figure, "_Node"]] = field(default_factory=list)
    count: int = 0
    added: dict[int, "_PossibleSums"] = field(default_factory=dict)
    way_counts: dict["_Rests", int] = field(default_factory=dict)

    def ways(self) -> Iterator[RowReading]:
        """The ways, each from the first column to the last."""
        if self.place < 0:
            yield ()
        for figure, node in self.steps:
            for way in node.ways():
                yield (*way, figure)


class _Graph:
    """Builds the graph of the ways to read pieces of text."""

    def __init__(self, chunks: list[str], kinds: Sequence[Kind], *, split: bool) -> None:
        self.chunks = chunks
        self.kinds = kinds
        self.split = split
        self.nodes: dict[tuple[int, int, int | None], _Node] = {}

    def root(self) -> _Node:
        """Where nothing is filled."""
        return self._node(len(self.kinds) - 1, len(self.chunks) - 1, None)

    def _node(self, place: int, chunk: int, end: int | None) -> _Node:
        """What is left before a place.

        Args:
            place: The last column that is not filled.
            chunk: Number of the last piece of text that is not used up; -1 if none is left.
            end: Where the part of it that is used up begins; None if none of it is.
        """
        key = (place, chunk, end)
        if key not in self.nodes:
            node = _Node(place, count=int(place < 0 and chunk < 0))
            if place >= 0:
                every = self._steps(place, chunk, end)
                steps = ((figure, self._node(place - 1, before, until)) for figure, before, until in every)
                node.steps = [step for step in steps if step[1].count]
                node.count = sum(step[1].count for step in node.steps)
            self.nodes[key] = node
        return self.nodes[key]

    def _steps(self, place: int, chunk: int, end: int | None) -> Iterator[tuple[Figure, int, int | None]]:
        if chunk + 1 <= place:  # a blank here leaves a column for every piece
            yield BLANK, chunk, end
        if chunk < 0:
            return
        for figure, start in self._cuts(self.chunks[chunk][:end], self.kinds[place], whole=end is None):
            yield (figure, chunk, start) if start else (figure, chunk - 1, None)

    def _cuts(self, text: str, kind: Kind, *, whole: bool) -> Iterator[tuple[Figure, int]]:
        """The figures with which a text can end, each with where it begins."""
        if whole and is_blank_text(text):
            yield BLANK, 0
            return
        inner = range(len(text) - 1, 0, -1)[:_LONGEST_FIGURE] if self.split else ()
        for start in (*inner, 0) if whole or len(text) <= _LONGEST_FIGURE else inner:
            if text[start] == "0" and text[start + 1 : start + 2].isdigit():
                continue
            if start and text[start - 1] == ".":
                continue  # a figure does not begin after a decimal point
            figure = _figure(text[start:], kind)
            if figure is not None:  # a comma before it parts it from another one
                yield figure, start - (start > 0 and text[start - 1] == ",")


@lru_cache(maxsize=4096)
def _figure(text: str, kind: Kind) -> Figure | None:
    match = _FIGURE.fullmatch(text)
    if match is None:
        return None if text[:1].isdigit() else read_figure(text, kind).figure  # 约12 and 不适用 are whole cells
    if (match["sign"] and kind is not Kind.CHANGE) or (match["decimals"] and kind is not Kind.AMOUNT):
        return None
    return read_figure(text, kind).figure


class _TooManyError(Exception):
    """More steps than a search is to have."""


_BLANK_TOTAL = "blank"
"""Stands for what a sum asks of its parts where its total is blank: all of them are blank as well."""
_Rest = Number | str | None
_Rests = tuple[_Rest, ...]
"""What the parts of each sum still have to add; None while its total is not filled, and when all its parts are."""


@dataclass(frozen=True, slots=True)
class _PossibleSums:
    """What some columns may add up to: each number, if these are few, and their range."""

    numbers: frozenset[Number] | None
    least: Number
    most: Number

    def has(self, number: Number) -> bool:
        """Whether they may add up to a number."""
        if self.numbers is not None:
            return number in self.numbers
        return self.least <= number <= self.most


@dataclass(slots=True)
class _SumSearch:
    """A search for the ways in which sums hold."""

    sums: tuple[RowSum, ...]
    steps: int = 0

    def ways(self, root: _Node) -> tuple[RowReading, ...] | None:
        """The ways; None where there are too many."""
        rests: _Rests = (None,) * len(self.sums)
        try:
            return None if self._count(root, rests) > _MOST_WAYS else tuple(dict.fromkeys(self._listed(root, rests)))
        except _TooManyError:
            return None

    def _count(self, node: _Node, rests: _Rests) -> int:
        """How many ways there are; what is above the limit is not counted to its end."""
        if node.place < 0:
            return 1
        if rests not in node.way_counts:
            self.steps += 1
            if self.steps > _MOST_STEPS:
                raise _TooManyError
            ways = 0
            for _, following, below in self._steps(node, rests):
                ways += self._count(following, below)
                if ways > _MOST_WAYS:
                    break
            node.way_counts[rests] = ways
        return node.way_counts[rests]

    def _listed(self, node: _Node, rests: _Rests) -> Iterator[RowReading]:
        if node.place < 0:
            yield ()
        for figure, following, below in self._steps(node, rests):
            if self._count(following, below):
                for way in self._listed(following, below):
                    yield (*way, figure)

    def _steps(self, node: _Node, rests: _Rests) -> Iterator[tuple[Figure, _Node, _Rests]]:
        """The steps after which every sum can hold, and what the sums ask then."""
        place = node.place
        concerned = [number for number, rule in enumerate(self.sums) if place == rule.total or place in rule.parts]
        for figure, following in node.steps:
            below = list(rests)
            for number in concerned:
                rest = self._rest_below(number, figure, place, rests[number])
                if not self._can_hold(number, figure, following, rest):
                    break
                below[number] = None if place == min(self.sums[number].parts) else rest
            else:
                yield figure, following, tuple(below)

    def _rest_below(self, number: int, figure: Figure, place: int, rest: _Rest) -> _Rest:
        """What a sum asks of the columns before a place that is filled."""
        if place == self.sums[number].total:
            return _BLANK_TOTAL if figure.value is None else figure.value
        return rest if isinstance(rest, str) or rest is None else rest - figure.number

    def _can_hold(self, number: int, figure: Figure, following: _Node, rest: _Rest) -> bool:
        if isinstance(rest, str):
            return figure.value is None  # a blank total says nothing of parts that are given
        return rest is None or self._added(following, number).has(rest)

    def _added(self, node: _Node, number: int) -> _PossibleSums:
        """What the parts of a sum that are left may add up to."""
        if number not in node.added:
            node.added[number] = self._new_added(node, number)
        return node.added[number]

    def _new_added(self, node: _Node, number: int) -> _PossibleSums:
        if node.place < min(self.sums[number].parts):
            return _PossibleSums(frozenset({0}), 0, 0)
        is_part = node.place in self.sums[number].parts
        steps = [(figure.number if is_part else 0, self._added(following, number)) for figure, following in node.steps]
        numbers: set[Number] | None = set()
        for own, added in steps:
            if added.numbers is None or numbers is None or len(numbers) > _MOST_ADDED:
                numbers = None
                break
            numbers.update(own + other for other in added.numbers)
        least, most = min(own + added.least for own, added in steps), max(own + added.most for own, added in steps)
        return _PossibleSums(None if numbers is None else frozenset(numbers), least, most)
