"""How a table of a form is laid out: blocks of columns under head trees, rows under groups, and lines to write.

Positions are whole numbers into tuples; ids are those that exports and addresses use, and never change.
"""

from dataclasses import dataclass, field
from functools import cached_property

from gongkai.errors import unknown_name
from gongkai.figures import Kind
from gongkai.forms.names import Name, canonical
from gongkai.located import FilePlace

Position = tuple[int, int]
"""A cell within its table: position of its row, and of its column in the row's block."""
CellPosition = tuple[str, int, int]
"""A cell of a form: id of its table, position of its row, and of its column in the row's block."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How a row answers to the form that ``Form.answers_to`` names.

    Attributes:
        rows: Ids of the rows there, in the table of the same id, that together count what this row does.
        comparable: Whether figures may be compared.
        why: Why not, or what has to be known of the comparison.
        place: Where the answer is written.
        places: Where each of ``rows`` is written.
    """

    rows: tuple[str, ...]
    comparable: bool
    why: str | None
    place: FilePlace = field(compare=False)
    places: tuple[FilePlace, ...] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures.

    Attributes:
        name: Its names; the id of a column in a block that a clerk writes as a line is ``block.verdict``.
        kind: What it counts in.
        unit: The unit that the printed head states, if any.
        group: Id of the column group that is written as a line of its own, for tables written by blocks.
        heads: Labels from the outermost head down to its own.
        ambiguous: Whether another column of its block has the same label.
    """

    name: Name
    kind: Kind
    unit: str | None
    group: str | None
    heads: tuple[str, ...]
    ambiguous: bool = False

    @property
    def id(self) -> str:
        """The fixed id."""
        return self.name.id

    @property
    def printed(self) -> str:
        """The label, with the group's before it where the label alone would be ambiguous."""
        return "—".join(self.heads[-2:]) if self.group or self.ambiguous else self.name.label


@dataclass(frozen=True, slots=True)
class Head:
    """A cell of the column head: a label over further heads, or over one column (its position in the block).

    ``counts``, ``article``, ``unverified`` and ``glossary`` explain it as those of a row do.
    """

    id: str
    label: str
    children: tuple["Head", ...] = ()
    column: int | None = None
    counts: str | None = None
    article: str | None = None
    unverified: str | None = None
    glossary: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A row head that spans the rows below it and holds no figures of its own.

    ``glossary`` is the id of the term that explains it.
    """

    id: str
    label: str
    glossary: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of figures.

    Attributes:
        name: Its names.
        groups: The row heads above it, outermost first.
        block: Position of its block in the table.
        printed: Whether the printed form shows its label.
        counts: What it counts, in a plain sentence.
        article: The article it rests on.
        unverified: What of the article was not compared with the official text, as far as anything was not.
        glossary: Id of the term that explains it.
        answers: How it answers to the form that its form names under ``answers_to``.
    """

    name: Name
    groups: tuple[Group, ...]
    block: int
    printed: bool = True
    counts: str | None = None
    article: str | None = None
    unverified: str | None = None
    glossary: str | None = None
    answers: Answer | None = None

    @property
    def id(self) -> str:
        """The fixed id."""
        return self.name.id

    @property
    def path(self) -> str:
        """The label with the heads above it, joined by a dash."""
        return "—".join((*(group.label for group in self.groups), self.name.label))


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a table with columns of its own; most tables have one."""

    title: str | None
    article: str | None
    row_head: str | None
    corner: str | None
    columns_head: str | None
    columns: tuple[Column, ...]
    heads: tuple[Head, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """What a clerk writes as one line: the cells of one row, or of one column group of a row.

    ``columns`` are positions in the row's block; ``totals`` those among them that may be left to be added up.
    """

    name: Name
    row: int
    columns: tuple[int, ...]
    totals: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Table:
    """One statutory table."""

    id: str
    name: Name
    title: str
    by_blocks: bool
    blocks: tuple[Block, ...]
    rows: tuple[Row, ...]
    lines: tuple[Line, ...]

    @cached_property
    def row_index(self) -> dict[str, int]:
        """Row id → position."""
        return {row.id: number for number, row in enumerate(self.rows)}

    @cached_property
    def line_index(self) -> dict[str, int]:
        """Every canonical name of a line → position; a label that two lines share is the name of neither."""
        labels = [canonical(line.name.label) for line in self.lines]
        index = {label: number for number, label in enumerate(labels) if labels.count(label) == 1}
        for number, line in enumerate(self.lines):
            index.update({canonical(name): number for name in (line.name.id, line.name.short, *line.name.also)})
        return index

    @cached_property
    def positions(self) -> tuple[Position, ...]:
        """Row and column of every cell, in printed order."""
        rows = range(len(self.rows))
        return tuple((row, column) for row in rows for column in range(len(self.columns(row))))

    def columns(self, row: int) -> tuple[Column, ...]:
        """The columns of the block that a row is in."""
        return self.blocks[self.rows[row].block].columns

    def labels(self, row: int, column: int) -> tuple[str, str]:
        """Labels of a row and of one of its columns as printed, each with the heads above it, joined by a dash."""
        return self.rows[row].path, "—".join(self.columns(row)[column].heads)

    def position(self, row: str, column: str) -> tuple[int, int]:
        """Row and column position of a cell by ids.

        Raises:
            UnknownNameError: The table has no such cell.
        """
        number = self.row_index.get(row)
        if number is None:
            raise unknown_name("row", row, self.row_index)
        place = self.column_index(number, column)
        if place is None:
            raise unknown_name("column", column, (item.id for item in self.columns(number)))
        return number, place

    def column_index(self, row: int, column: str) -> int | None:
        """Position of a column id in a row's block, or None."""
        return self._column_indexes[self.rows[row].block].get(column)

    @cached_property
    def _column_indexes(self) -> tuple[dict[str, int], ...]:
        """By block column id → position."""
        return tuple({column.id: number for number, column in enumerate(block.columns)} for block in self.blocks)
