"""Ruled tables that a browser prints right below each other, and boxes that it draws where a row has no cell.

The library takes such tables for one grid. Their rows have lines between columns at different places.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from gongkai.readers.formats.pdf_ruled.tables import NEAR, PdfCell, PdfTable

_FEWEST_OWN = 2
"""Lines between columns that each of two tables has alone, at least: rows of one table share a grid."""
_NARROWEST = 9.0
"""Points that a column is wide at least: a digit and some room beside it."""
_DIGITS = re.compile(r"[\d０-９,，.]+")


def set_apart(tables: Sequence[PdfTable]) -> list[PdfTable]:
    """The tables of a page, those that adjoin each other apart, without the boxes where rows have no cell.

    Args:
        tables: The tables as their lines enclose them.
    """
    return [_without_boxes_behind(part) for table in tables for part in _parted(_without_frame(table))]


def _without_frame(table: PdfTable) -> PdfTable:
    """The table without the empty strips between its own edges and a frame drawn around it, as around a whole page."""
    cells = table.cells
    for inner, outer in ((2, 0), (0, 2)):  # to the left of the table, to its right
        strip = [cell for cell in cells if abs(cell.box[outer] - table.box[outer]) <= NEAR]
        is_narrow = all(cell.box[2] - cell.box[0] < _NARROWEST and not cell.text.strip() for cell in strip)
        if strip and is_narrow and len({round(cell.box[inner]) for cell in strip}) == 1 and len(strip) < len(cells):
            cells = tuple(cell for cell in cells if cell not in strip)
    return _table(cells) if cells != table.cells else table


def _parted(table: PdfTable) -> Iterator[PdfTable]:
    """The tables of one grid, from top to bottom."""
    best, place = 0, None
    for y in sorted({cell.box[1] for cell in table.cells})[1:]:
        above, below = _halves(table.cells, y)
        if above and below and not any(cell.box[1] < y - NEAR and cell.box[3] > y + NEAR for cell in table.cells):
            own = min(len(_own_edges(above, below)), len(_own_edges(below, above)))
            if own >= _FEWEST_OWN and own > best:
                best, place = own, y
    if place is None:
        yield table
        return
    for half in _halves(table.cells, place):
        yield from _parted(_table(half))


def _halves(cells: Sequence[PdfCell], y: float) -> tuple[list[PdfCell], list[PdfCell]]:
    """The cells above and below a height."""
    above = [cell for cell in cells if cell.box[1] < y - NEAR]
    return above, [cell for cell in cells if cell.box[1] >= y - NEAR]


def _own_edges(cells: Sequence[PdfCell], others: Sequence[PdfCell]) -> list[float]:
    """Where lines between columns are that other cells do not have."""
    rest = {edge for cell in others for edge in (cell.box[0], cell.box[2])}
    edges = sorted({edge for cell in cells for edge in (cell.box[0], cell.box[2])})
    own = [edge for edge in edges if all(abs(edge - other) > NEAR for other in rest)]
    return [edge for number, edge in enumerate(own) if not number or edge - own[number - 1] > NEAR]


def _table(cells: Sequence[PdfCell]) -> PdfTable:
    boxes = [cell.box for cell in cells]
    left, top = (min(box[side] for box in boxes) for side in (0, 1))
    right, bottom = (max(box[side] for box in boxes) for side in (2, 3))
    return PdfTable((left, top, right, bottom), tuple(cells))


def _without_boxes_behind(table: PdfTable) -> PdfTable:
    """The table without empty boxes in which its rows have no cell.

    Such a box is right of the first row, beside a row with a cell too many. Or it encloses the ends of several rows
    whose figures begin below the head of the labels: on paper a row that lacks the cell of its group stands one column
    to the left, and after it is an empty place.
    """
    first = min(table.cells, key=lambda cell: (cell.box[1], cell.box[0]))
    heads = [cell for cell in table.cells if cell.box[1] < first.box[1] + NEAR]
    end = max(cell.box[2] for cell in heads) - NEAR
    fewest = 2 if any(_DIGITS.fullmatch(cell.text) for cell in heads) else 1
    behind = []
    for cell in table.cells:
        if not cell.text.strip() and cell.box[2] > table.box[2] - NEAR:
            rows = _rows_beside(cell, table.cells)
            below_labels = [row for row in rows if any(_is_figure_below(one, first) for one in row)]
            if (cell.box[0] > end and len(rows) >= fewest) or 2 * len(below_labels) > len(rows) > 1:
                behind.append(cell)
    return PdfTable(table.box, tuple(cell for cell in table.cells if cell not in behind)) if behind else table


def _rows_beside(box: PdfCell, cells: Sequence[PdfCell]) -> list[list[PdfCell]]:
    """The rows whose ends a box encloses."""
    beside = [cell for cell in cells if box.box[1] - NEAR < cell.box[1] and cell.box[3] < box.box[3] + NEAR]
    return [list(row) for _, row in groupby(sorted(beside, key=_top), key=_top)]


def _is_figure_below(cell: PdfCell, head: PdfCell) -> bool:
    return _DIGITS.fullmatch(cell.text) is not None and cell.box[2] <= head.box[2]


def _top(cell: PdfCell) -> int:
    return round(cell.box[1])
