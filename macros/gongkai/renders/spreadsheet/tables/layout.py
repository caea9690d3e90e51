"""Where everything of a table is on its sheet; no figure is known here: a layout serves all reports of a form."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from gongkai.tables.model import BlockSkeleton, HeadCell, RowSkeleton

TITLE, CAPTION, STATE, FIRST = 0, 1, 2, 3
"""Rows above every table: whose report, which table, whether its checks hold; and the first row of the table."""

SheetPlace = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PlacedHead:
    """A head on the sheet: row and column, how many of each it takes, and its text.

    ``scope`` is that of ``gongkai.tables.HeadCell``.
    """

    place: SheetPlace
    size: tuple[int, int]
    text: str
    scope: str = "col"


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell for a figure.

    Attributes:
        id: Id of its column.
        place: Row and column on the sheet.
        width: How many columns it takes.
        total: Whether it is a total by the form's rules.
    """

    id: str
    place: SheetPlace
    width: int
    total: bool


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A row of figures: its id, its position on the form, its row on the sheet, its cells; whether all are totals."""

    id: str
    position: int
    row: int
    cells: tuple[PlacedCell, ...]
    total: bool


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A block of a table.

    Attributes:
        top: Row of its first head.
        ids: The hidden row below its heads, in which the ids of its columns are.
        lines: Its rows of figures.
    """

    top: int
    ids: int
    lines: tuple[PlacedLine, ...]

    @property
    def first(self) -> int:
        """Its first row of figures."""
        return self.ids + 1

    @property
    def last(self) -> int:
        """Its last row of figures."""
        return self.ids + len(self.lines)


@dataclass(frozen=True, slots=True, eq=False)
class SheetLayout:
    """A table on its sheet. Compared by identity, so that caches can be keyed by it.

    Attributes:
        depth: How many columns the row heads take.
        width: How many columns the table takes.
        blocks: Its blocks.
        heads: The heads of columns, corners and titles included.
        row_heads: The heads of rows.
        end: The first row below it.
        places: By row and column position on the form where a figure is on the sheet.
    """

    depth: int
    width: int
    blocks: tuple[PlacedBlock, ...]
    heads: tuple[PlacedHead, ...]
    row_heads: tuple[PlacedHead, ...]
    end: int
    places: Mapping[SheetPlace, SheetPlace]

    @property
    def lines(self) -> Iterator[PlacedLine]:
        """Every row of figures."""
        return (line for block in self.blocks for line in block.lines)


@lru_cache(maxsize=1024)
def sheet_layout(blocks: tuple[BlockSkeleton, ...], width: int) -> SheetLayout:
    """Lay a table out.

    Args:
        blocks: Its blocks before their figures.
        width: Columns that it takes, row heads included.
    """
    depth = sum(cell.colspan for cell in blocks[0].rows[0].heads)
    block_places: list[PlacedBlock] = []
    heads: list[PlacedHead] = []
    row_heads: list[PlacedHead] = []
    top = FIRST
    for block in blocks:
        heads += _placed(block.head, top, width)
        ids = top + len(block.head)
        row_heads += _placed([row.heads for row in block.rows], ids + 1, depth)
        lines = tuple(_line(row, ids + 1 + number, depth) for number, row in enumerate(block.rows))
        block_places.append(PlacedBlock(top, ids, lines))
        top = ids + 1 + len(lines)
    places = {
        (line.position, column): cell.place
        for block in block_places
        for line in block.lines
        for column, cell in enumerate(line.cells)
    }
    return SheetLayout(depth, width, tuple(block_places), tuple(heads), tuple(row_heads), top, places)


def _line(row: RowSkeleton, number: int, depth: int) -> PlacedLine:
    cells: list[PlacedCell] = []
    column = depth
    for cell in row.cells:
        cells.append(PlacedCell(cell.col, (number, column), cell.colspan, cell.total))
        column += cell.colspan
    return PlacedLine(row.row, row.position, number, tuple(cells), row.total)


def _placed(rows: Sequence[Sequence[HeadCell]], top: int, width: int) -> Iterator[PlacedHead]:
    """Cells with spans at the places that they take, row by row from the left."""
    occupied: list[list[bool]] = [[False] * width for _ in rows]
    for number, cells in enumerate(rows):
        for cell in cells:
            start = occupied[number].index(False)
            for row in occupied[number : number + cell.rowspan]:
                row[start : start + cell.colspan] = [True] * cell.colspan
            yield PlacedHead((top + number, start), (cell.rowspan, cell.colspan), cell.text, cell.scope)
