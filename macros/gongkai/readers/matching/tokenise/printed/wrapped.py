"""Figures that a narrow column breaks, as 1276 into 127 and 6 below it: put together where nothing else can be meant.

The first part is as wide as any figure of its column, and the rest follows as close as lines of one cell do. Either
both stand evenly above and below the row's other figures, or the first stands beside these and the rest on a line
without a label. Whether the rest may as well be of the next row, or on the next page, the sums of the row have to say.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from gongkai.readers.matching.tokenise.printed.pieces import Label

_PITCH = 130
"""Distance of two lines of a cell at most, in hundredths of the height of their characters."""
_NEXT_PAGE = 145
"""Likewise where the second stands on the next page."""
_NEAR = 40
"""Distance within which a label begins beside a line, or a line is the middle of two others, likewise."""
_FIRST, _REST = re.compile(r"[+\-－]?[\d０-９][\d０-９,，.]*"), re.compile(r"[\d０-９,，.]*[\d０-９]")
_FEWEST_HALVES = 4
"""Width of the first part at least, in half digits."""
_WIDE = (4, 3)
"""Possible widths of a full-width digit, likewise: two digits, or one and a half if digits are of another font."""


@dataclass(slots=True)
class WrappedFigures:
    """Figures with those that break put together.

    Attributes:
        figures: The figures, each on the line on which the others of its row are.
        open_lines: Lines of parts that may as well be of another row.
    """

    figures: list[Label]
    open_lines: set[int] = field(default_factory=set)


def join_wrapped(values: Sequence[Label], labels: Sequence[Label], tops: Sequence[int]) -> WrappedFigures:
    """Put figures that break together.

    Args:
        values: The figures of a table, from top to bottom.
        labels: The labels of its rows.
        tops: How far down each line of print stands.
    """
    counts = Counter(value.first for value in values)
    columns: dict[int, list[Label]] = {}
    for value in values:
        columns.setdefault(value.left, []).append(value)
    rows = {line for line, count in counts.items() if 2 * count >= len(columns)}
    begins = {line for label in labels for line, top in enumerate(tops) if abs(tops[label.first] - top) < _NEAR}
    joined = WrappedFigures([])
    for own in columns.values():
        column = _Column(own, rows, begins, tops)
        for parts in list(column.chains()):  # all chains first: a joined figure is wider than the column
            certain = column.is_certain(parts)
            _join(parts, rows, certain=certain)
            columns[own[0].left] = [value for value in columns[own[0].left] if value not in parts[1:]]
            joined.open_lines |= set() if certain else {part.first for part in parts[1:]}
    own_figures = {id(value) for own in columns.values() for value in own}
    joined.figures = [value for value in values if id(value) in own_figures]
    return joined


@dataclass(slots=True)
class _Column:
    """The figures of one column of print, from top to bottom.

    Attributes:
        own: The figures.
        rows: Lines with the figures of a row.
        begins: Lines beside which the label of a row begins.
        tops: How far down each line stands.
    """

    own: list[Label]
    rows: set[int]
    begins: set[int]
    tops: Sequence[int]

    def chains(self) -> Iterator[list[Label]]:
        """The parts of each figure that breaks."""
        chained: set[int] = set()
        for start, count in itertools.product(range(len(self.own)), (3, 2)):
            parts = self.own[start : start + count]
            is_free = not chained & set(map(id, parts))
            if len(parts) == count and is_free and self._follow(parts) and self._are_around(parts):
                chained |= set(map(id, parts))
                yield parts
        unchained = [value for value in self.own if id(value) not in chained]
        for place, first in enumerate(unchained):
            parts = [first]
            for rest in unchained[place + 1 :]:
                if rest.first in self.rows | self.begins or not self._follow([*parts, rest]):
                    break
                parts.append(rest)
            if len(parts) > 1 and first.first in self.rows:
                yield parts

    def is_certain(self, parts: Sequence[Label]) -> bool:
        """Whether the rest cannot be a figure of the next row."""
        if any(self.tops[two.first] - self.tops[one.first] > _PITCH for one, two in itertools.pairwise(parts)):
            return False
        row = min((line for line in self.rows if line > parts[-1].first), default=None)
        return self._are_around(parts) or any(value.first == row for value in self.own)

    def _follow(self, parts: Sequence[Label]) -> bool:
        """Whether figures may be parts of one, by their widths and distances."""
        full = any(self._are_full(parts[:-1], wide) for wide in _WIDE)
        digits = _FIRST.fullmatch(parts[0].text) and all(_REST.fullmatch(part.text) for part in parts[1:])
        close = all(self.tops[two.first] - self.tops[one.first] <= _NEXT_PAGE for one, two in itertools.pairwise(parts))
        return bool(full and digits and close)

    def _are_full(self, parts: Sequence[Label], wide: int) -> bool:
        """Whether figures are as wide as any of the column, given the width of a full-width digit."""
        widest = max(_width(value.text, wide) for value in self.own)
        return all(max(widest - 1, _FEWEST_HALVES) <= _width(part.text, wide) for part in parts)

    def _are_around(self, parts: Sequence[Label]) -> bool:
        """Whether parts stand evenly around the line of the other figures of their row."""
        first, last = parts[0].first, parts[-1].first
        middle = (self.tops[first] + self.tops[last]) / 2
        within = [line for line in self.rows if first < line < last and abs(self.tops[line] - middle) < _NEAR]
        own = {part.first for part in parts[1:-1]}
        return not {first, last} & self.rows and len(within) == 1 and own <= set(within)


def _join(parts: Sequence[Label], rows: set[int], *, certain: bool) -> None:
    """Make a figure of its parts, on the line of its row."""
    first, last = parts[0], parts[-1]
    first.text = "".join(part.text for part in parts)
    first.cell = replace(first.cell, text=first.text, torn=not certain)
    first.first = first.last = next((line for line in range(first.first, last.first + 1) if line in rows), first.first)


def _width(text: str, wide: int) -> int:
    """The approximate width of a figure in half digits, given the width of a full-width digit."""
    return sum(1 if sign in ",." else wide if sign >= "！" else 2 for sign in text)
