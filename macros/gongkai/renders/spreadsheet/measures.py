"""Widths of columns and heights of rows, so that every head can be read: no program works out those of merged cells."""

import math
from collections.abc import Iterable, Sequence

from gongkai.renders.spreadsheet.tables.layout import PlacedHead, SheetLayout
from gongkai.reports.scalars import width

HEADS_OF_ROWS: tuple[tuple[float, ...], ...] = ((), (34.0,), (18.0, 38.0), (11.0, 15.0, 40.0))
"""By how many columns the row heads take, how wide these are, in characters."""
_FURTHER = 16.0
_FIGURES = {4: 17.0, 8: 10.5}
"""Up to how many columns of figures they are how wide."""
_MANY = 8.0
LINE = 15.0
"""Height of a line of text, in points."""
_PADDING = 5.0


def column_widths(layout: SheetLayout) -> tuple[float, ...]:
    """How wide the columns of a table are, in characters."""
    depth = layout.depth
    of_heads = HEADS_OF_ROWS[depth] if depth < len(HEADS_OF_ROWS) else (_FURTHER,) * depth
    figures = layout.width - depth
    wide = next((size for most, size in _FIGURES.items() if figures <= most), _MANY)
    return (*of_heads, *(wide,) * figures)


def row_heights(heads: Iterable[PlacedHead], widths: Sequence[float]) -> dict[int, float]:
    """How high rows have to be for the heads in them, by row; in points.

    Args:
        heads: Heads; one that spans rows shares its height out among them.
        widths: Widths of the columns.
    """
    heights: dict[int, float] = {}
    for head in heads:
        (row, column), (high, wide) = head.place, head.size
        lines = lines_of(head.text, sum(widths[column : column + wide]))
        for number in range(row, row + high):
            heights[number] = max(heights.get(number, 0.0), height_of(math.ceil(lines / high)))
    return heights


def lines_of(text: str, wide: float) -> int:
    """How many lines a text takes in a cell of a width in characters."""
    room = max(wide - 2, 2)
    return sum(max(math.ceil(width(line) / room), 1) for line in text.split("\n"))


def height_of(lines: int) -> float:
    """How high a row of some lines of text is, in points."""
    return lines * LINE + _PADDING
