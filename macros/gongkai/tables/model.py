"""A statutory table ready to be shown: heads with their spans, rows of figures, the notes below. No markup here."""

from dataclasses import dataclass
from typing import NamedTuple

from gongkai.figures import Figure


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of the column head or of the row head.

    Attributes:
        id: Unique within the table.
        text: What is printed.
        colspan: Columns that it spans.
        rowspan: Rows that it spans.
        headers: Ids of the heads above it.
        scope: ``col``, ``colgroup``, ``row`` or ``rowgroup``; empty for the corner.
    """

    id: str
    text: str
    colspan: int = 1
    rowspan: int = 1
    headers: tuple[str, ...] = ()
    scope: str = "col"


class FigureCell(NamedTuple):
    """A cell that holds a figure; a tuple, as a site of 2,000 reports has 400,000.

    Attributes:
        row: Id of the row.
        col: Id of the column.
        figure: What it holds.
        headers: Ids of all its heads, titles first, its row's last.
        colspan: Columns that it spans.
        computed: Whether it was added up because no total was written.
        differs: For a stated total, the sum of its parts where that is another number.
        total: Whether it is a total by the form's rules.
        notes: Numbers of the notes that speak of it.
    """

    row: str
    col: str
    figure: Figure
    headers: tuple[str, ...]
    colspan: int = 1
    computed: bool = False
    differs: Figure | None = None
    total: bool = False
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A row: the row heads that begin in it, and its figures.

    Attributes:
        id: Unique within the table.
        heads: Row heads, outermost first.
        cells: Figures in printed order.
        total: Whether the whole row is a total.
        notes: Numbers of the notes that speak of the row.
    """

    id: str
    heads: tuple[HeadCell, ...]
    cells: tuple[FigureCell, ...]
    total: bool = False
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class BodyBlock:
    """A part of the table with a head of its own."""

    head: tuple[tuple[HeadCell, ...], ...]
    rows: tuple[BodyRow, ...]


@dataclass(frozen=True, slots=True)
class TableNote:
    """A note below the table: its number, what it speaks of (empty: the table), and its text."""

    number: int
    at: str
    text: str


@dataclass(frozen=True, slots=True)
class TableView:
    """A whole table.

    Attributes:
        id: Unique on the page.
        table: Id of the table on the form.
        caption: What it is a table of.
        blocks: Its parts.
        width: Columns of the grid, row heads included.
        notes: Below the table, by number.
    """

    id: str
    table: str
    caption: str
    blocks: tuple[BodyBlock, ...]
    width: int
    notes: tuple[TableNote, ...] = ()
