"""A statutory table ready to be shown: heads with their spans, rows of figures, the notes below. No markup here."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
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
        short: An id of a few characters, unique on a page, for markup that names heads in every cell.
        short_headers: These of the heads above it.
    """

    id: str
    text: str
    colspan: int = 1
    rowspan: int = 1
    headers: tuple[str, ...] = ()
    scope: str = "col"
    short: str = ""
    short_headers: tuple[str, ...] = ()


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
        label: What tells its column from the others of its block.
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
    label: str = ""


@dataclass(frozen=True, slots=True)
class CellSkeleton:
    """A cell without its figure: column, heads, span, and whether the form makes it a total.

    ``label`` tells its column from the others of its block where the heads are not in view; ``short_headers`` are its
    heads as ``HeadCell.short`` names them.
    """

    col: str
    headers: tuple[str, ...]
    colspan: int
    total: bool
    label: str
    short_headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class RowSkeleton:
    """A row before its figures; ``position`` is the row's on the form.

    Compared by identity, so that caches can be keyed by it.
    """

    id: str
    row: str
    position: int
    heads: tuple[HeadCell, ...]
    cells: tuple[CellSkeleton, ...]
    total: bool


@dataclass(frozen=True, slots=True, eq=False)
class BlockSkeleton:
    """A block before its figures. Compared by identity, so that caches can be keyed by it."""

    head: tuple[tuple[HeadCell, ...], ...]
    rows: tuple[RowSkeleton, ...]


class BodyRow:
    """A row: what the form says of it, and its figures.

    Attributes:
        skeleton: Its heads and cells before their figures.
        figures: In printed order.
        notes: Numbers of the notes that speak of the row.
        marked: Whether a note speaks of one of its cells.
    """

    def __init__(
        self,
        skeleton: RowSkeleton,
        figures: tuple[Figure, ...],
        cells: Callable[[], tuple[FigureCell, ...]],
        *,
        notes: tuple[int, ...],
        marked: bool,
    ) -> None:
        """Keep a row; ``cells`` makes its cells when they are first asked for, which few printers of tables do."""
        self.skeleton = skeleton
        self.figures = figures
        self.notes = notes
        self.marked = marked
        self._cells = cells

    @property
    def id(self) -> str:
        """Unique within the table."""
        return self.skeleton.id

    @property
    def heads(self) -> tuple[HeadCell, ...]:
        """Row heads that begin in it, outermost first."""
        return self.skeleton.heads

    @property
    def total(self) -> bool:
        """Whether the whole row is a total."""
        return self.skeleton.total

    @cached_property
    def cells(self) -> tuple[FigureCell, ...]:
        """Its cells in printed order, with all that is to be said of each."""
        return self._cells()


@dataclass(frozen=True, slots=True)
class BodyBlock:
    """A part of the table with a head of its own."""

    skeleton: BlockSkeleton
    rows: tuple[BodyRow, ...]

    @property
    def head(self) -> tuple[tuple[HeadCell, ...], ...]:
        """The rows of its column head."""
        return self.skeleton.head


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
        form: Id of the form.
        has_own_columns: Whether the document calls some columns otherwise than the form does.
    """

    id: str
    table: str
    caption: str
    blocks: tuple[BodyBlock, ...]
    width: int
    notes: tuple[TableNote, ...] = ()
    form: str = ""
    has_own_columns: bool = False
