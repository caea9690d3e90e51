"""What the fourth stage hands on: the figures of every row, how each was determined, and the lines without a row."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from gongkai.figures import BLANK, Figure
from gongkai.forms import Column, Table
from gongkai.readers.document import Origin
from gongkai.readers.matching.assign import RowAssignment, RowCandidate
from gongkai.readers.matching.tokenise import Token, TokenLine

RowReading = tuple[Figure, ...]
"""One way to read a line: a figure for each column."""


@dataclass(frozen=True, slots=True)
class CellNote:
    """A remark on the reading of one cell.

    Attributes:
        column: Position of its column; None if it concerns the row.
        code: Code of the remark.
        text: The document's words.
        certain: Whether the reading is certain.
        was_read: Whether there is a figure at all.
    """

    column: int | None
    code: str
    text: str
    certain: bool
    was_read: bool = True


@dataclass(frozen=True, slots=True)
class ColumnFit:
    """The cells of a line set into the columns of a row.

    Attributes:
        figures: The figure of each column; None where the readings differ or none could be taken.
        readings: Where cells are glued or missing: every reading, those that the sums of the row allow first.
        by_sums: Those of the readings that the sums of the row allow.
        too_many: Whether there are too many readings to list.
        notes: Remarks on the reading of cells.
        certain: Whether the columns are certain.
        split: Whether glued digits were split, or blanks put in.
        lacking: Whether the line is a row of a grid that lacks cells.
        contradicted: Whether another line states the row with other figures.
        origins: Where the figure of each column was.
        extra: Cells that belong to no column.
        blank_elsewhere: Whether another line has the row without figures, so that these may be another year's.
        in_two_parts: Whether the row may be the sum of two lines, each with words of its own.
    """

    figures: tuple[Figure | None, ...]
    readings: tuple[RowReading, ...] = ()
    too_many: bool = False
    notes: tuple[CellNote, ...] = ()
    certain: bool = True
    split: bool = False
    origins: tuple[Origin, ...] = ()
    extra: tuple[Token, ...] = ()
    by_sums: tuple[RowReading, ...] = ()
    lacking: bool = False
    contradicted: bool = False
    blank_elsewhere: bool = False
    in_two_parts: bool = False

    @property
    def is_open(self) -> bool:
        """Whether more than one reading is left."""
        return len(self.readings) > 1 or self.too_many or self.lacking or self.contradicted

    def without_blanks(self) -> "ColumnFit":
        """The same with its blanks left open: each may stand for a figure of another cell, or one that was lost."""
        figures = tuple(None if figure == BLANK else figure for figure in self.figures)
        return replace(self, figures=figures, notes=tuple(note for note in self.notes if note.code != "dash"))


@dataclass(frozen=True, slots=True)
class CellChoice:
    """Some cells of a line, and what they hold if they are the figures of its row."""

    cells: tuple[Token, ...]
    figures: RowReading


@dataclass(frozen=True, slots=True)
class SolvedRow:
    """A row of the form with the line that holds its figures.

    Attributes:
        row: Position of the row.
        candidate: The line.
        fit: Its figures.
        by_order: Whether the row follows from the order of the lines alone.
        has_unknown_label: Whether such a line has words that are no label of the form.
        near_unplaced: Whether the line has no figures, and those next to it are of no row or of two.
        by_detached_figure: Whether a figure that stood apart was put into it.
        choices: Of a row with figures in no column, which of its cells may be its own; see ``UnplacedLine``.
    """

    row: int
    candidate: RowCandidate
    fit: ColumnFit
    by_order: bool = False
    has_unknown_label: bool = False
    near_unplaced: bool = False
    by_detached_figure: bool = False
    choices: tuple[CellChoice, ...] = ()


@dataclass(frozen=True, slots=True)
class UnplacedLine:
    """A line that has no row, or whose figures do not fit the row that its label names.

    Attributes:
        line: The line.
        choices: Which of its cells may be the figures of the row, as far as they can be read without knowing their
            columns: of a row with more cells than columns those at the beginning, those at the end, and so on.
        row: Position of the row that its label names; None if it names none.
        group: Id of the group of rows that stands in place of a row's label.
        has_more: Whether it has more cells than its row has columns.
        foreign_group: Label of the group that it stands in, where its label is one of the form in other groups only.
    """

    line: TokenLine
    choices: tuple[CellChoice, ...]
    row: int | None = None
    group: str = ""
    has_more: bool = False
    foreign_group: str = ""


@dataclass(frozen=True, slots=True)
class SolvedLabelledRows:
    """A table with labelled rows.

    Attributes:
        table: The form's table.
        rows: Rows with figures, in the order of the form.
        order_is_borne_out: Whether the sums over rows confirm every row that was taken by order alone.
        repeated: Lines that repeat a row with the same figures, each with the row.
        labels: Where the label is of a row whose line has no figures that fit.
        bare_labels: Rows of which a grid has the label and no cells, though its other rows have some.
        unplaced: Lines without a row, and lines that do not fit theirs.
        placed_detached: Figures that stood apart from their row, each with the row it was put into.
        detached: Figures that stand apart and were put nowhere.
        stands_twice: Whether several rows are stated twice, and not all of them alike: there are two such tables.
        first_origin: Where the table begins.
        unnamed_columns: Columns whose figures were taken by their place alone, because no head of the document names
            them, or because its heads are in another order and not above the figures.
        columns_without_head: By block the positions of columns with figures that no head of the document names, whether
            or not their place is certain.
        absent_columns: The positions of the columns that the document does not have, by block of the form's table.
        columns_by_heads: Columns of which heads on other lines tell the order, another than the form's, in that order.
        seems_shifted: Whether its figures seem to stand one row too high.
        restated: Lines outside it that repeat the total of a row, each with the row; None for that of a group of rows.
    """

    table: Table
    rows: tuple[SolvedRow, ...] = ()
    order_is_borne_out: bool = False
    repeated: tuple[tuple[TokenLine, int], ...] = ()
    labels: Mapping[int, Origin] = field(default_factory=dict)
    unplaced: tuple[UnplacedLine, ...] = ()
    placed_detached: tuple[tuple[Token, int], ...] = ()
    detached: tuple[Token, ...] = ()
    first_origin: Origin = field(default_factory=Origin)
    unnamed_columns: tuple[Column, ...] = ()
    stands_twice: bool = False
    bare_labels: frozenset[int] = frozenset()
    absent_columns: Mapping[int, frozenset[int]] = field(default_factory=dict)
    columns_by_heads: tuple[Column, ...] = ()
    seems_shifted: bool = False
    columns_without_head: Mapping[int, frozenset[int]] = field(default_factory=dict)
    restated: tuple[tuple[TokenLine, int | None], ...] = ()


@dataclass(frozen=True, slots=True)
class GroupFit:
    """A line of a table with groups of columns, set into columns.

    Attributes:
        line: The line.
        number: Its position in the document; None for the blanks that stand for the whole table.
        columns: Positions of its columns.
        fit: Its figures.
        certain: Whether the columns are certain.
        by_heads: Whether the document's heads gave the columns.
        against_heads: The heads, if they are in another order than the form's and which cell is whose is uncertain.
        is_repetition: Whether all of its columns had the same figures before.
        contradicted: Columns that had another figure before.
    """

    line: TokenLine | None
    number: int | None
    columns: tuple[int, ...]
    fit: ColumnFit
    certain: bool = True
    by_heads: bool = True
    against_heads: str = ""
    is_repetition: bool = False
    contradicted: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SolvedGroupedColumns:
    """A table that prints one row in groups of columns.

    Attributes:
        table: The form's table.
        fits: Lines set into columns, in order.
        unplaced: Lines whose figures fit no columns.
        missing: Positions of columns without a line.
        last_origin: Where its last figures were.
        has_heads: Whether the document's heads name all columns.
        stands_twice: Whether they name them twice in a line of text.
        lacks_heads: Whether no head names one of the innermost groups, or of the columns that groups have in common.
    """

    table: Table
    fits: tuple[GroupFit, ...] = ()
    unplaced: tuple[UnplacedLine, ...] = ()
    missing: tuple[int, ...] = ()
    last_origin: Origin = field(default_factory=Origin)
    has_heads: bool = True
    stands_twice: bool = False
    lacks_heads: bool = False


@dataclass(frozen=True, slots=True)
class SolvedTables:
    """Every table of a document, solved."""

    assignment: RowAssignment
    labelled: tuple[SolvedLabelledRows, ...]
    grouped: tuple[SolvedGroupedColumns, ...]

    @property
    def tables(self) -> tuple[SolvedLabelledRows | SolvedGroupedColumns, ...]:
        """All of them."""
        return (*self.labelled, *self.grouped)
