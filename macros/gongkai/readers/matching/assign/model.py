"""What the third stage hands on: by table of the form, the lines that are or may be its rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gongkai.forms import Table
from gongkai.readers.document import Origin
from gongkai.readers.matching.assign.aside import OtherSets, SmallTable
from gongkai.readers.matching.tokenise import LabelMatch, Token, TokenisedDocument, TokenLine

ColumnHeads = Mapping[int, Mapping[int, int]]
"""For each block of the form's table, the position of the form's column by column of the document's table."""


@dataclass(frozen=True, slots=True)
class RowCandidate:
    """A line that is, or may be, a row of a table with labelled rows.

    Attributes:
        line: The line.
        cells: Its tokens that hold the figures and blanks of the row.
        heads: The column heads above it.
        row: Position of the row that its label names; None where no label names one row.
        tentative: Whether the label leaves room for doubt; a line with a better label of the row goes before it.
        match: Its label.
        possible_rows: Rows that the label, which is only a part of one, may name.
        unknown_words: Words in place of a label that are no label of the form.
        named_row: Row that a label names after which such words stand: they may be in place of a figure of it.
        group: Id of the group of rows that stands in place of a row's label.
        trailing_words: Words after the figures.
        is_foreign: Whether its label is one of the form, but the group of rows that it stands in has no such row.
        foreign_group: Label of that group, as far as it is known.
        below: Digits alone on the line right below, which may be the ends of its figures; empty if there are none.
        blank_kin: Words beside its label of which others, with blanks alone, stand right below, as of another year; or
            its label, if words that begin with it stand right above without figures.
        has_figures: Whether it holds a figure; worked out when it is made, as it is asked often.
    """

    line: TokenLine
    cells: tuple[Token, ...]
    heads: ColumnHeads
    row: int | None = None
    tentative: bool = False
    match: LabelMatch | None = None
    possible_rows: frozenset[int] = frozenset()
    unknown_words: str = ""
    named_row: int | None = None
    group: str = ""
    trailing_words: str = ""
    is_foreign: bool = False
    foreign_group: str = ""
    below: str = ""
    blank_kin: str = ""
    has_figures: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Work out whether it holds a figure."""
        object.__setattr__(self, "has_figures", any(token.is_figure for token in self.cells))


@dataclass(frozen=True, slots=True)
class LabelledRows:
    """The lines of a table whose rows have labels.

    Attributes:
        table: The form's table.
        candidates: Lines that are or may be rows, in order.
        detached: Figures that stand apart from any row.
        named_columns: The columns that the document's heads name, by block of the form's table.
        heads_in_order: Whether the heads are in the order of the form.
        has_other_columns: Whether it is text without cells, and heads or figures show more columns than the form has.
        with_others: Numbers of the document's tables with a column that the form does not have, as its head or its
            figures show; 0 stands for text.
        with_heads_before: Numbers of the document's tables with words right before the heads of all columns.
    """

    table: Table
    candidates: tuple[RowCandidate, ...] = ()
    detached: tuple[Token, ...] = ()
    named_columns: Mapping[int, frozenset[int]] = field(default_factory=dict)
    heads_in_order: bool = True
    has_other_columns: bool = False
    with_others: frozenset[int] = frozenset()
    with_heads_before: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class GroupedLine:
    """A line of a table that prints one row in groups of columns.

    Attributes:
        line: The line.
        number: Its position in the document.
        cells: Its tokens that hold figures and blanks.
        columns: Positions of the columns that the heads give it, in the order of the cells.
        under_heads: Whether a head stands right over each of its cells.
        has_heads: Whether heads above it or in it were read.
        against_heads: The heads, if they are in another order than the form's and which cell is whose is uncertain.
        is_of_column: Whether it begins with the label of a column, of which it has more figures: sums, perhaps.
        below: Number of the last line of heads above it, as they stand above each of two tables on one sheet.
        beside_heads: Whether a figure of a row with a name stands beside the heads of all its columns.
    """

    line: TokenLine
    number: int
    cells: tuple[Token, ...]
    columns: tuple[int, ...]
    under_heads: bool = False
    has_heads: bool = True
    against_heads: str = ""
    is_of_column: bool = False
    below: int = 0
    beside_heads: bool = False

    @property
    def has_figures(self) -> bool:
        """Whether it holds a figure."""
        return any(token.is_figure for token in self.cells)


@dataclass(frozen=True, slots=True)
class GroupedColumns:
    """The lines of a table that prints one row in groups of columns, such as 复议诉讼.

    Attributes:
        table: The form's table.
        lines: Lines of figures, and lines of blanks whose head names their columns, in order.
        blank_cells: A line of as many blanks as the table has columns, if there is one.
        last_origin: Where its last figures were.
        has_heads: Whether the document's heads name all of its groups of columns and columns, and no other column.
        stands_twice: Whether a line of text names its groups of columns twice, as above this and last year's figures.
        lacks_heads: Whether no head names one of the innermost groups, or of the columns that groups have in common.
    """

    table: Table
    lines: tuple[GroupedLine, ...] = ()
    blank_cells: tuple[Token, ...] = ()
    last_origin: Origin = field(default_factory=Origin)
    has_heads: bool = True
    stands_twice: bool = False
    lacks_heads: bool = False


@dataclass(frozen=True, slots=True)
class HeadWording:
    """A column head of the document that is not worded as the form's.

    Attributes:
        number: Position of its line in the document.
        origin: Where the line was.
        table: The form's table.
        row: Position of the first row under it.
        column: Id of the column.
        text: The document's words.
        misprint: Whether it is a misprint of the form's label rather than a wording of its own.
    """

    number: int
    origin: Origin
    table: Table
    row: int
    column: str
    text: str
    misprint: bool


@dataclass(frozen=True, slots=True)
class Footnote:
    """A line that is a note to a table, and its position in the document."""

    number: int
    line: TokenLine
    table: Table


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, which may be a table published as an image.

    Attributes:
        line: Where it is.
        table: Id of the table whose section it is in; empty in a section without one; None before any section.
    """

    line: TokenLine
    table: str | None


@dataclass(frozen=True, slots=True)
class RowAssignment:
    """Every line of a document given to a table, and to a row where its label says which.

    Attributes:
        document: The lines.
        labelled: Tables whose rows have labels, in the order of the form.
        grouped: Tables that print one row in groups of columns.
        head_wordings: Column heads that are not worded as the form's, in order.
        footnotes: Notes to tables, in order.
        pictures: Pictures, in order.
        in_table: Whether each line belongs to a table.
        near: By line the ids of the tables in whose section or after whose lines it is: two where column heads of
            another table follow the last row.
        sections: By the form's section number the ``Origin.block`` of the heading under which its table is.
        aside: The document's tables that have labels of a table of the form and are none.
        others: Tables of the form that are another office's, year's or period's.
    """

    document: TokenisedDocument
    labelled: tuple[LabelledRows, ...]
    grouped: tuple[GroupedColumns, ...]
    head_wordings: tuple[HeadWording, ...]
    footnotes: tuple[Footnote, ...]
    pictures: tuple[Picture, ...]
    in_table: tuple[bool, ...]
    near: tuple[tuple[str, ...], ...]
    sections: Mapping[str, int]
    aside: tuple[SmallTable, ...] = ()
    others: OtherSets = field(default_factory=OtherSets)
