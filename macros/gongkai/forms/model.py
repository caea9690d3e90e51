"""A statutory form as frozen parts: sections, tables, blocks, head trees, rows, and the identities they must hold.

Everything that is printed or checked of a form is data here, loaded from its YAML; no label and no rule stands in
Python. Positions are whole numbers into tuples, ids are the fixed ids that exports use. A form, a table and an
identity are equal to no other, so that what is worked out from one can be kept by it.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from gongkai.figures import Kind

_QUOTES = str.maketrans("", "", "“”‘’\"'「」『』 \u00a0\u3000\t")


@lru_cache(maxsize=65536)
def canonical(name: str) -> str:
    """A name as it is compared: compatibility forms folded, spaces and quotation marks dropped."""
    return unicodedata.normalize("NFKC", name).translate(_QUOTES)


@dataclass(frozen=True, slots=True)
class Years:
    """The reporting years for which something holds; ``to`` None means still."""

    start: int
    to: int | None = None

    def __contains__(self, year: object) -> bool:
        """Whether the reporting year lies within."""
        return isinstance(year, int) and self.start <= year and (self.to is None or year <= self.to)


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the form explained to a citizen, with the article it rests on."""

    id: str
    term: str
    meaning: str
    article: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """How a row answers to the other form: which rows there count the same, and whether figures may be compared."""

    rows: tuple[str, ...]
    comparable: bool
    why: str | None


@dataclass(frozen=True, slots=True)
class Name:
    """What a row, column, line or table answers to.

    Attributes:
        id: The fixed id of exports.
        label: As printed on the form.
        short: As a clerk writes it; unique within its axis.
        also: Further names taken in writing.
    """

    id: str
    label: str
    short: str
    also: tuple[str, ...] = ()

    def all(self) -> Iterator[str]:
        """Every name, canonical."""
        for name in (self.id, self.short, self.label, *self.also):
            yield canonical(name)


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

    ``counts``, ``article`` and ``glossary`` explain it as those of a row do.
    """

    id: str
    label: str
    children: tuple["Head", ...] = ()
    column: int | None = None
    counts: str | None = None
    article: str | None = None
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
        glossary: Id of the term that explains it.
        answers: How it answers to the other form.
    """

    name: Name
    groups: tuple[Group, ...]
    block: int
    printed: bool = True
    counts: str | None = None
    article: str | None = None
    glossary: str | None = None
    answers: Answer | None = None

    @property
    def id(self) -> str:
        """The fixed id."""
        return self.name.id


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


@dataclass(frozen=True, slots=True, eq=False)
class Identity:
    """A cross-foot rule: a total and its parts, or two sides, over every row or every column of a table."""

    code: str
    rule: str | None
    table: str
    each: str
    total: str | None
    parts: tuple[str, ...]
    left: tuple[str, ...]
    right: tuple[str, ...]
    years: Years
    wording: str


@dataclass(frozen=True, slots=True)
class Across:
    """A rule across years as the form states it; evaluated where reports of more than one year meet."""

    code: str
    rule: str | None
    table: str
    rows: tuple[str, ...]
    column: str | None
    terms: tuple[tuple[int, int, str | None, str | None], ...]
    """Each term of the other side: sign, years back (0 or -1), row (None: the same), column (None: the same)."""
    level: str
    years: Years
    wording: str


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

    def columns(self, row: int) -> tuple[Column, ...]:
        """The columns of the block that a row stands in."""
        return self.blocks[self.rows[row].block].columns

    def column_index(self, row: int, column: str) -> int | None:
        """Position of a column id in a row's block, or None."""
        return next((number for number, col in enumerate(self.columns(row)) if col.id == column), None)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the report as the form numbers and titles it; ``table`` is the table that stands in it."""

    number: str
    title: str
    table: str | None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Form:
    """One statutory layout with its rules, the years it is valid for, and its glossary."""

    id: str
    title: str
    authority: str
    authority_name: str | None
    years: Years
    encouraged: tuple[int, ...]
    overview_limit: int | None
    aspects: tuple[str, ...]
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    identities: tuple[Identity, ...]
    across: tuple[Across, ...]
    glossary: tuple[Term, ...]

    @cached_property
    def table_index(self) -> dict[str, Table]:
        """Table id → table."""
        return {table.id: table for table in self.tables}

    def table_named(self, name: str) -> Table | None:
        """The table that answers to an id, short name or title."""
        wanted = canonical(name)
        return next((table for table in self.tables if wanted in (*table.name.all(), canonical(table.title))), None)

    def section_of(self, table: str) -> Section | None:
        """The section that a table stands in."""
        return next((section for section in self.sections if section.table == table), None)

    def table_word(self, table: str) -> str:
        """How a message speaks of a table: ``表三`` after its section's number, else its title."""
        section = self.section_of(table)
        return f"表{section.number}" if section else self.table_index[table].title

    def identities_for(self, year: int, code: str) -> tuple[Identity, ...]:
        """The identities of one code that hold for a reporting year."""
        return tuple(item for item in self.identities if item.code == code and year in item.years)
