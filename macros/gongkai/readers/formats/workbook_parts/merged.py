"""Merged cells of a sheet: where they begin, how far they reach, and what lies beneath them and is not seen."""

import re
from collections.abc import Iterator, Mapping, Sequence

from gongkai.readers.formats.workbook_parts.values import CellPlace

MergedRange = tuple[CellPlace, CellPlace]
"""First and last cell."""
CellSpan = tuple[int, int]
"""Columns and rows that a cell takes."""


def merged_spans(
    ranges: Sequence[MergedRange], first: CellPlace, size: tuple[int, int]
) -> tuple[dict[CellPlace, CellSpan], set[CellPlace]]:
    """Spans by the cell where they begin, and the places that they cover; counted from the first cell read.

    Args:
        ranges: The merged ranges of the sheet.
        first: The first cell that was read.
        size: How many rows and columns were read.
    """
    spans: dict[CellPlace, CellSpan] = {}
    covered: set[CellPlace] = set()
    height, width = size
    for (top, left), (bottom, right) in ranges:
        row, column = top - first[0], left - first[1]
        last, edge = min(bottom - first[0], height - 1), min(right - first[1], width - 1)
        if row < 0 or column < 0 or last < row or edge < column:
            continue
        spans[row, column] = (edge - column + 1, last - row + 1)
        covered |= set(_places((row, column), spans[row, column])) - {(row, column)}
    return spans, covered


def _places(begin: CellPlace, span: CellSpan) -> Iterator[CellPlace]:
    (row, column), (width, height) = begin, span
    return ((y, x) for y in range(row, row + height) for x in range(column, column + width))


def figures_beneath(texts: Sequence[Sequence[str]], spans: Mapping[CellPlace, CellSpan]) -> dict[CellPlace, str]:
    """The texts with figures that lie hidden beneath merged cells, by the place where each merged cell begins.

    Args:
        texts: The texts of the sheet, by row and column.
        spans: The spans of its merged cells.
    """
    beneath: dict[CellPlace, str] = {}
    for begin, span in spans.items():
        own = texts[begin[0]][begin[1]]
        others = [texts[y][x] for y, x in _places(begin, span) if texts[y][x] not in ("", own)]
        if re.search(r"\d", "".join(others)):
            beneath[begin] = " ".join(others)
    return beneath
