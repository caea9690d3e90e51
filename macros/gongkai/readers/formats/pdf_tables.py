"""Ruled tables of a PDF page as rows with spans, from the boxes that their lines enclose."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from gongkai.findings import say
from gongkai.readers.document.spans import SourceCell, SourceRow
from gongkai.readers.document.whitespace import BREAK, lines_of

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in points."""

_NEAR = 3.0
_FEWEST_COLUMNS = 2
_OVER = 0.3
"""How much of its height a character reaches over a line that is not its own box's, as its upper edge is empty."""
_LARGE = 5
"""A picture of more than a page's area by this is large."""


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
    for table in page.find_tables({"explicit_horizontal_lines": _open_ends(page)}):
        rows = _rows(page, table.cells)
        if max((len(row.cells) for row in rows), default=0) >= _FEWEST_COLUMNS:
            tables.append(PdfTable(table.bbox, rows))
    return [
        table for table in tables if not any(_within(table.box, other.box) for other in tables if other is not table)
    ]


def _open_ends(page: Any) -> list[float]:
    """Where the lines between columns begin or end without one across: a table that goes on over the page may be open.

    Browsers print it so.
    """
    along = [edge for edge in page.edges if edge["orientation"] == "v"]
    across = [edge["top"] for edge in page.edges if edge["orientation"] == "h"]
    if not along or not across:
        return []
    ends = (min(edge["top"] for edge in along), max(edge["bottom"] for edge in along))
    return [end for end in ends if all(abs(end - line) > _NEAR for line in across)]


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
    return _filled(rows)


def _filled(rows: Sequence[list[tuple[int, SourceCell]]]) -> tuple[SourceRow, ...]:
    """Rows in which a place without a box, as at the edge of a page, is an empty cell.

    Behind its last box a row has no cell: it has fewer than the others.
    """
    taken: set[tuple[int, int]] = set()
    filled = []
    for row, cells in enumerate(rows):
        for left, source in cells:
            taken |= {(row + y, left + x) for y in range(source.rowspan) for x in range(source.colspan)}
        if cells:
            last = max(column for place, column in taken if place == row)
            empty = [(column, SourceCell("")) for column in range(last) if (row, column) not in taken]
            filled.append(SourceRow(tuple(source for _, source in sorted([*cells, *empty], key=lambda pair: pair[0]))))
    return tuple(filled)


def _texts(page: Any, cells: Sequence[Any]) -> list[str]:
    """The text of each box: characters whose middle lies in it, or that there is a picture in it and nothing else."""
    texts = []
    pictures = [picture for picture in page.images if not is_large(page, picture)]
    marks = sorted(page.chars, key=lambda mark: mark["top"] + mark["bottom"])
    middles = [(mark["top"] + mark["bottom"]) / 2 for mark in marks]
    for left, top, right, bottom in cells:
        inside = [
            mark
            for mark in marks[bisect_left(middles, top) : bisect_left(middles, bottom)]
            if left <= (mark["x0"] + mark["x1"]) / 2 < right
        ]
        text = "\n".join(lines_of(_text(inside).replace("\n", BREAK)))
        if any(_crosses(mark, top, bottom) for mark in inside):
            text = say("readers.crossed", {"text": text})
        elif not text:  # a figure may be in a picture: no blank cell
            text = next((picture_words(one) for one in pictures if _holds(one, (left, top, right, bottom))), "")
        texts.append(text)
    return texts


def is_large(page: Any, picture: Any) -> bool:
    """Whether a picture is large enough to be a table or a page.

    Args:
        page: A page of pdfplumber.
        picture: One of its pictures.
    """
    area = (picture["x1"] - picture["x0"]) * (picture["bottom"] - picture["top"])
    return bool(area * _LARGE > page.width * page.height)


def picture_words(picture: Any) -> str:
    """What is written in place of a small picture.

    Args:
        picture: A picture of pdfplumber.
    """
    return say("readers.picture", {"name": str(picture.get("name") or "?")})


def _crosses(mark: Any, top: float, bottom: float) -> bool:
    """Whether a character reaches over the line above or below its box: the text is higher than its box."""
    size = mark["size"]
    return bool(mark["top"] < top - _OVER * size or mark["bottom"] > bottom + _OVER * size)


def _holds(mark: Any, box: Box) -> bool:
    """Whether the middle of a mark lies in a box."""
    left, top, right, bottom = box
    return bool(left <= (mark["x0"] + mark["x1"]) / 2 < right and top <= (mark["top"] + mark["bottom"]) / 2 < bottom)


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
