"""What the second stage hands on: lines of tokens, each token with what it may mean as a label of the form.

What the later stages ask of each of them hundreds of times is worked out once, when it is made.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal

from gongkai.forms import Form
from gongkai.readers.document import Origin
from gongkai.readers.matching.figure_text import collapse_spaces, is_blank_text, looks_like_figures

LabelSort = Literal["row", "group", "column", "heads", "title", "corner", "rowhead", "section"]
"""What a label labels: a row, a group of rows, a column, a group of columns (``heads``), a block (``title``), the
upper left corner or the head of all columns (``corner``), the column of row labels (``rowhead``), or a section."""

SideDoubt = Literal["", "either", "counted", "alone", "page-count", "page-blank"]
"""Why it is not certain that the figures on lines of their own belong to a label: they may be those of the label next
to it (``either``), nothing but their count says which are whose (``counted``), or it is a single number, which may be
that of a page, and the other rows have theirs beside their labels (``alone``), or numbers outside the tables count on
with it (``page-count``), or it has as many figures as columns, one of which may be the number of a page, in a document
that has nothing for a blank cell (``page-blank``)."""


class LabelSide(Enum):
    """Where the figures of a label stand."""

    BEFORE = "before"
    BEHIND = "behind"


@dataclass(frozen=True, slots=True)
class LabelMeaning:
    """One thing that a label may stand for.

    Attributes:
        sort: What it labels.
        table: Id of the table; of a section without a table, empty.
        name: Id of the row, group of rows or column; label of the group of columns; number of the section.
        key: The form's label without numbering, in the form in which labels are compared.
        number: Its numbering on the form.
        row: Position of the row; of a group, of its first row.
        block: Position of the block of the table.
        column: Position of the column within the block.
    """

    sort: LabelSort
    table: str
    name: str
    key: str
    number: str = ""
    row: int = -1
    block: int = -1
    column: int = -1


@dataclass(frozen=True, slots=True)
class LabelMatch:
    """A text of the document that is a label of the form.

    Attributes:
        meanings: Everything that it may stand for.
        text: The document's words.
        edits: Edits between it and the form's label: above 0 it is a misprint.
        bracketed: What it has in brackets and the form's label has not.
        bracketed_match: What that means as a label, if anything.
        partial: Whether it is only a part of the form's label.
        sorts: All that it may label; worked out.
        only_table: Id of the table of which all are that it may label but sections; empty where of several; worked out.
    """

    meanings: tuple[LabelMeaning, ...]
    text: str
    edits: int = 0
    bracketed: str = ""
    bracketed_match: "LabelMatch | None" = None
    partial: bool = False
    sorts: frozenset[LabelSort] = field(init=False, repr=False, compare=False)
    only_table: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Work out what is asked often."""
        object.__setattr__(self, "sorts", frozenset([item.sort for item in self.meanings]))
        tables = {item.table for item in self.meanings if item.sort != "section"} - {""}
        object.__setattr__(self, "only_table", tables.pop() if len(tables) == 1 else "")

    def of(self, *sorts: LabelSort, table: str | None = None) -> tuple[LabelMeaning, ...]:
        """The meanings of some sorts, restricted to one table if given."""
        if self.sorts.isdisjoint(sorts):  # as most often
            return ()
        if table is None:
            return tuple([item for item in self.meanings if item.sort in sorts])
        return tuple([item for item in self.meanings if item.sort in sorts and item.table == table])


@dataclass(frozen=True, slots=True)
class Token:
    """A cell of a table, or a piece of a line of text.

    Attributes:
        text: Its text.
        origin: Where it was.
        column: Its column in the table, or its place in the line, from 0.
        width: Columns that it covers.
        match: What it means as a label, if anything.
        covered: Whether it belongs to a cell that spans down from a row above.
        padded: Whether the source has no cell here.
        shared: Whether it spans down into the row below, which has cells of its own.
        is_figure: Whether it looks like a figure, or several; worked out.
    """

    text: str
    origin: Origin
    column: int = 0
    width: int = 1
    match: LabelMatch | None = None
    covered: bool = False
    padded: bool = False
    shared: bool = False
    is_figure: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Work out what is asked often."""
        object.__setattr__(self, "is_figure", self.match is None and looks_like_figures(self.text))

    @property
    def is_blank(self) -> bool:
        """Whether it is empty, or a dash."""
        return self.match is None and is_blank_text(self.text)

    @property
    def is_unknown(self) -> bool:
        """Whether it is neither label nor figure nor blank."""
        return self.match is None and not self.is_figure and not is_blank_text(self.text)


def words_of(tokens: Iterable[Token]) -> str:
    """The words of some tokens, without those of cells that span down from a row above."""
    return " ".join(collapse_spaces(token.text) for token in tokens if token.text and not token.covered)


@dataclass(frozen=True, slots=True)
class TokenLine:
    """A row of a table or a line of text.

    Attributes:
        tokens: In order.
        origin: Where it begins.
        table: Number of its table in the document, from 1; 0 for text.
        complete: Whether a whole line of text became tokens that can be read. A line with words left over may be
            narrative, and a figure between two labels may belong to either.
        span: Start and end in the paragraph's text, for text.
        section: Number of the section that it opens.
        page_number: Whether it is the number of a page.
        moved: Whether its words were moved into another line, whose label they are part of.
        footnote: Whether it is a note to a table.
        picture: Name of a picture.
        stacked: Whether it was joined from lines of one figure each.
        is_paired: Whether its label and figures stood on lines of their own, and it is known which belong together.
        either: Why such figures may belong to another label, or be no figures at all; empty if they are its own.
        side: The side of their label on which such figures stood, if those on the other side may be meant instead.
        below_row: Whether such figures stood right below a row with figures of its own, which may continue in them.
        glued: Whether its figures may follow each other without a gap.
        cut: Whether words follow in the same line of text that are neither label nor figure.
        delimited: Whether tabs or bars are between its cells.
        long: Whether it is a row with more cells than nearly all others of its table.
        short: Whether it is a row with fewer cells than others of its table, ignoring rows with one figure too many.
        lacks_own: Whether it has no cell in a column of figures that the document has added: 小计, 上年.
        printed: Whether its cells have no ruling lines, so that a blank is known only by its place on the paper.
        may_lack_cells: Whether an empty cell at its end may be none (``SourceGrid``).
        loose: Whether a figure of such a row may stand on another row's line of print.
        torn: Whether a figure of such a row may be only a part of the figure that was printed.
        beside_heads: Whether the heads of such a row stand beside its columns, and were assigned to them by count.
        left_out: Words that say why nothing is read from it: it is of another year's table, beside which this year's
            stands, or of a column of the document's own.
        below_years: Whether its figures may belong to other columns: heads above it name this year and another one, or
            are of the document's own where each cell is a line of text; or it, or a table beside it, lacks a cell.
        twin: Whether the same table stands beside its own, and nothing says which one is this year's.
        other_head: Whether one of its words is the head of a column that no form has, such as 序号.
        in_sentences: Whether it is a row put together from sentences, or a sentence with figures that are in no row.
        figures: Its tokens that look like figures; worked out.
        matches: Its labels; worked out.
    """

    tokens: tuple[Token, ...]
    origin: Origin
    table: int = 0
    complete: bool = True
    span: tuple[int, int] = (0, 0)
    section: str = ""
    page_number: bool = False
    moved: bool = False
    footnote: bool = False
    picture: str = ""
    stacked: bool = False
    is_paired: bool = False
    either: SideDoubt = ""
    side: LabelSide | None = None
    below_row: bool = False
    glued: bool = False
    cut: bool = False
    delimited: bool = False
    long: bool = False
    short: bool = False
    lacks_own: bool = False
    printed: bool = False
    may_lack_cells: bool = False
    loose: bool = False
    torn: bool = False
    beside_heads: bool = False
    left_out: str = ""
    below_years: bool = False
    twin: bool = False
    other_head: bool = False
    in_sentences: bool = False
    figures: tuple[Token, ...] = field(init=False, repr=False, compare=False)
    matches: tuple[LabelMatch, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Work out what is asked often."""
        object.__setattr__(self, "figures", tuple([token for token in self.tokens if token.is_figure]))
        object.__setattr__(self, "matches", tuple([token.match for token in self.tokens if token.match is not None]))

    @property
    def text(self) -> str:
        """Its words."""
        return words_of(self.tokens)

    @property
    def is_grid(self) -> bool:
        """Whether its tokens are cells, each of which holds one figure at most."""
        return self.table > 0 or self.delimited

    @property
    def is_drawn(self) -> bool:
        """Whether its tokens are cells that the document has, and not places of print."""
        return self.table > 0 and not self.printed


@dataclass(frozen=True, slots=True)
class TokenisedDocument:
    """A document as lines of tokens.

    Attributes:
        form: The form whose labels it has.
        form_against_year: Whether that form was chosen by the labels although it is not valid for the year.
        year: The reporting year, if known.
        forms: All forms that were to choose from.
        lines: Rows of tables and lines of text, in order.
        tables: Numbers (``Origin.block``) of the document's tables.
        paragraphs: Numbers of its paragraphs.
        agency: Whose report it is, if known.
        of_organ: Whether it is known to hold the figures of that agency alone, without the offices below it.
    """

    form: Form
    form_against_year: bool
    year: int | None
    forms: tuple[Form, ...]
    lines: tuple[TokenLine, ...]
    tables: frozenset[int]
    paragraphs: frozenset[int]
    agency: str = ""
    of_organ: bool = False
