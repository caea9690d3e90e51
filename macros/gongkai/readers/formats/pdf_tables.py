"""Ruled tables of a PDF page as rows with spans, from the boxes that their lines enclose."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from gongkai.readers.document.spans import SourceCell, SourceRow
from gongkai.readers.document.whitespace import BREAK, lines_of

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in points."""

_NEAR = 3.0
_FEWEST_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class PdfTable:
    """A table with its place on the page."""

    box: Box
    rows: tuple[SourceRow, ...]


def tables_of(page: Any) -> list[PdfTable]:
    """The tables of a page; a box around text, which has one column, is none.

    Args:
        page: A page of pdfplumber.
    """
    tables = []
    for table in page.find_tables():
        rows = _rows(page, table.cells)
        if max((len(row.cells) for row in rows), default=0) >= _FEWEST_COLUMNS:
            tables.append(PdfTable(table.bbox, rows))
    return [
        table for table in tables if not any(_within(table.box, other.box) for other in tables if other is not table)
    ]


def _rows(page: Any, cells: Sequence[Any]) -> tuple[SourceRow, ...]:
    """Cells by row, each with the number of columns and rows that its box covers."""
    lefts, tops = _edges(cell[0] for cell in cells), _edges(cell[1] for cell in cells)
    rights, bottoms = _edges(cell[2] for cell in cells), _edges(cell[3] for cell in cells)
    columns, lines = _edges([*lefts, *rights]), _edges([*tops, *bottoms])
    texts = _texts(page, cells)
    rows: list[list[tuple[int, SourceCell]]] = [[] for _ in lines]
    for cell, text in zip(cells, texts, strict=True):
        left, right = _index(columns, cell[0]), _index(columns, cell[2])
        top, bottom = _index(lines, cell[1]), _index(lines, cell[3])
        rows[top].append((left, SourceCell(text, max(right - left, 1), max(bottom - top, 1))))
    return _filled(rows, len(columns) - 1)


def _filled(rows: Sequence[list[tuple[int, SourceCell]]], width: int) -> tuple[SourceRow, ...]:
    """Rows in which a place without a box, as at the edge of a page, is an empty cell."""
    taken: set[tuple[int, int]] = set()
    filled = []
    for row, cells in enumerate(rows):
        for left, source in cells:
            taken |= {(row + y, left + x) for y in range(source.rowspan) for x in range(source.colspan)}
        if cells:
            empty = [(column, SourceCell("")) for column in range(width) if (row, column) not in taken]
            filled.append(SourceRow(tuple(source for _, source in sorted([*cells, *empty], key=lambda pair: pair[0]))))
    return tuple(filled)


def _texts(page: Any, cells: Sequence[Any]) -> list[str]:
    """The text of each box: characters whose middle lies in it."""
    texts = []
    marks = sorted(page.chars, key=lambda mark: mark["top"] + mark["bottom"])
    middles = [(mark["top"] + mark["bottom"]) / 2 for mark in marks]
    for left, top, right, bottom in cells:
        inside = [
            mark
            for mark in marks[bisect_left(middles, top) : bisect_left(middles, bottom)]
            if left <= (mark["x0"] + mark["x1"]) / 2 < right
        ]
        texts.append("\n".join(lines_of(_text(inside).replace("\n", BREAK))))
    return texts


def _text(marks: list[Any]) -> str:
    if not marks:
        return ""
    from pdfplumber.utils.text import extract_text  # noqa: PLC0415 - an extra; whoever has a page has it

    return str(extract_text(marks))


def _edges(values: Iterable[float]) -> list[float]:
    """Sorted values, of those within a few points of each other the least."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _NEAR:
            edges.append(value)
    return edges


def _index(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - value))


def _within(box: Box, other: Box) -> bool:
    return (
        box[0] >= other[0] - 1 and box[1] >= other[1] - 1 and box[2] <= other[2] + 1 and box[3] <= other[3] + 1
    ) and box != other
