"""Turns cells with spans, as HTML and Word have them, into a grid with a cell at every place.

Spans are resolved as browsers do it, but never make a grid larger than the cells themselves need, whatever numbers a
file claims. Columns in which no cell begins, which Word produces, are removed.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from gongkai.findings import say
from gongkai.readers.document import GridCell, Origin, SourceGrid

MOST_CELLS = 30_000
"""Places of a grid; the largest table of a report has 300, and a district's sheet 200 for each of its offices.

What comes after reading takes up to five seconds for as many.
"""


class TooLargeError(ValueError):
    """A table has more cells than a grid may have, or more columns; spans alone never make it so."""


WIDEST = 256
"""Columns of a grid: a district's sheet with all figures of an office in a row has 200, and those of old Excel 256."""


class SourceCell(NamedTuple):
    """A cell as the source writes it.

    Attributes:
        text: Its text.
        colspan: As written; 0 and less count as 1.
        rowspan: As written; 0 reaches to the end of its group.
        line: Line of the source, if known.
        cell: What the source calls its place, such as ``B7``.
    """

    text: str
    colspan: int = 1
    rowspan: int = 1
    line: int | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row as the source writes it; spans end with the row's group (head, a body, foot)."""

    cells: tuple[SourceCell, ...]
    group: int = 0


@dataclass(slots=True)
class _PlacedCell:
    source: SourceCell
    row: int
    column: int
    width: int
    height: int


_Raster = dict[tuple[int, int], _PlacedCell]


def make_grid(rows: Sequence[SourceRow], *, origin: Origin) -> SourceGrid | None:
    """Build the grid of a table; None if it has no cell.

    Args:
        rows: In the order in which they are shown.
        origin: Where the table was; its cells get the same page, sheet, block and number of the table.

    Raises:
        TooLargeError: It has more cells or columns of its own than a grid may have.
    """
    rows = [row for row in rows if row.cells]
    if _is_plain(rows):
        return SourceGrid(tuple(_plain_row(row, number, origin) for number, row in enumerate(rows)), origin)
    raster = _place(rows)
    if not raster:
        return None
    height = max(row for row, _ in raster) + 1
    return _grid(raster, height, _kept(raster), origin)


def _is_plain(rows: Sequence[SourceRow]) -> bool:
    """Whether no cell spans others and all rows are of one length, so that each cell stands where it is written."""
    widths = {len(row.cells) for row in rows}
    return (
        len(widths) == 1
        and max(widths) <= WIDEST
        and max(widths) * len(rows) <= MOST_CELLS
        and all(cell.colspan == cell.rowspan == 1 for row in rows for cell in row.cells)
    )


def _plain_row(row: SourceRow, number: int, origin: Origin) -> tuple[GridCell, ...]:
    return tuple(
        [
            GridCell(cell.text, _origin(origin, cell.line, number, column, cell.cell))
            for column, cell in enumerate(row.cells)
        ]
    )


def _place(rows: Sequence[SourceRow]) -> _Raster:
    widest = _width(rows)
    if widest * len(rows) > MOST_CELLS or max((len(row.cells) for row in rows), default=0) > WIDEST:
        raise TooLargeError
    ends = _group_ends(rows)
    raster: _Raster = {}
    for row, source_row in enumerate(rows):
        column = _column_of_head(raster, source_row.cells, row, widest)
        below = rows[row + 1].cells if row + 1 < ends[row] else ()
        for source in _with_lost_span(source_row.cells, below, raster, row, widest):
            while (row, column) in raster:
                column += 1
            if column >= WIDEST * 2:
                break
            height = ends[row] - row if source.rowspan == 0 else max(source.rowspan, 1)
            width = min(max(source.colspan, 1), max(widest - column, 1))
            height = min(height, ends[row] - row, max((MOST_CELLS - len(raster)) // width, 1))
            _cover(raster, _PlacedCell(source, row, column, width, height))
            column += width
    return raster


def _with_lost_span(
    cells: Sequence[SourceCell], below: Sequence[SourceCell], raster: _Raster, row: int, widest: int
) -> Sequence[SourceCell]:
    """The cells of a row, with a head as wide as the cells below it where only so all of its row is filled.

    All other cells of the row span down, so that those below have no other place.
    """
    heads = [cell for cell in cells if cell.rowspan == 1]
    if len(heads) != 1 or len(cells) == 1 or any(cell.colspan != 1 or cell.rowspan != 1 for cell in below):
        return cells
    room = sum((row, column) not in raster for column in range(widest))
    more = room - sum(max(cell.colspan, 1) for cell in cells)
    if more <= 0 or len(below) != heads[0].colspan + more or any(map(str.isdigit, heads[0].text)):
        return cells
    return [cell._replace(colspan=len(below)) if cell is heads[0] else cell for cell in cells]


def _column_of_head(raster: _Raster, cells: Sequence[SourceCell], row: int, widest: int) -> int:
    """Where some cells begin: below the only head that is as wide as they are, where they are too few for their row.

    Something beside that head has lost its span down. Cells with digits are left where they stand.
    """
    room = sum((row, column) not in raster for column in range(widest)) if len(cells) > 1 else 0
    if len(cells) >= room or not all(
        cell.colspan == cell.rowspan == 1 and cell.text.strip() and not any(map(str.isdigit, cell.text))
        for cell in cells
    ):
        return 0
    above = [raster.get((row - 1, column)) for column in range(widest)]
    columns = {cell.column for cell in above if cell and cell.row + cell.height == row and cell.width == len(cells)}
    return min(columns) if len(columns) == 1 else 0


def _cover(raster: _Raster, cell: _PlacedCell) -> None:
    """Enter a cell at all of its places but those that another cell has taken."""
    for row in range(cell.row, cell.row + cell.height):
        for column in range(cell.column, cell.column + cell.width):
            raster.setdefault((row, column), cell)


def _width(rows: Sequence[SourceRow]) -> int:
    """Columns that the cells need; a span beyond the limit counts as one here and is cut to this width later."""
    widths = [sum(min(max(cell.colspan, 1), WIDEST) % WIDEST or 1 for cell in row.cells) for row in rows]
    return min(max(widths, default=0), WIDEST)


def _group_ends(rows: Sequence[SourceRow]) -> list[int]:
    ends = [len(rows)] * len(rows)
    for row in range(len(rows) - 2, -1, -1):
        ends[row] = ends[row + 1] if rows[row].group == rows[row + 1].group else row + 1
    return ends


def _kept(raster: _Raster) -> list[int]:
    """Columns in which at least one cell begins."""
    return sorted({cell.column for cell in raster.values()})


def _grid(raster: _Raster, height: int, columns: Sequence[int], origin: Origin) -> SourceGrid:
    places = _Columns(columns)
    rows = [
        tuple([_cell(raster.get((row, column)), (row, index), places, origin) for index, column in enumerate(columns)])
        for row in range(height)
    ]
    return SourceGrid(tuple(rows), origin)


class _Columns:
    """The columns of a raster in which cells begin."""

    def __init__(self, columns: Sequence[int]) -> None:
        self._columns = columns
        self._places = {column: place for place, column in enumerate(columns)}

    def span(self, cell: _PlacedCell) -> tuple[int, int]:
        """The place among them at which a cell begins, and how many it covers."""
        start = self._places[cell.column]
        return start, bisect_left(self._columns, cell.column + cell.width) - start if cell.width > 1 else 1


def _cell(cell: _PlacedCell | None, at: tuple[int, int], columns: _Columns, origin: Origin) -> GridCell:
    if cell is None:
        return GridCell("", _origin(origin, None, *at, None), padded=True)
    start, width = columns.span(cell)
    source = cell.source
    own = _origin(origin, source.line, cell.row, start, source.cell)
    return GridCell(source.text, own, (cell.row, start) == at, max(width, 1), cell.height)


def _origin(table: Origin, line: int | None, row: int, column: int, cell: str | None) -> Origin:
    place = cell or cell_place(row + 1, column + 1)
    return Origin(table.block, line or table.line, table.page, table.sheet, place, table.table_number)


@lru_cache(maxsize=MOST_CELLS)
def cell_place(row: int, column: int) -> str:
    """A place in a table in words.

    Args:
        row: From 1.
        column: From 1.
    """
    return _cell_words().format(row=row, column=column)


@cache
def _cell_words() -> str:
    return say("readers.cell", {"row": "{row}", "column": "{column}"})
