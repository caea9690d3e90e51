"""A statutory form as frozen parts: sections, tables, the identities that they must hold, and a glossary.

Everything that is printed or checked of a form is data here, loaded from its YAML; no label and no rule is in
Python. Forms, tables and identities are compared by identity, so that caches can be keyed by them.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from gongkai.errors import unknown_name
from gongkai.forms.identities import CrossYearRule, CrossYearTerm, Identity, Years
from gongkai.forms.names import Name, canonical
from gongkai.forms.roles import ROLES
from gongkai.forms.table import Answer, Block, CellPosition, Column, Group, Head, Line, Position, Row, Table
from gongkai.located import FilePlace

__all__ = [
    "Answer",
    "Aspect",
    "Block",
    "CellId",
    "CellIds",
    "CellPosition",
    "Column",
    "CrossYearRule",
    "CrossYearTerm",
    "Form",
    "Group",
    "Head",
    "Identity",
    "Line",
    "Name",
    "Position",
    "Row",
    "Section",
    "Table",
    "Term",
    "Years",
    "canonical",
]


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the form explained to citizens, with the article that it rests on.

    ``unverified`` is as that of a row.
    """

    id: str
    term: str
    meaning: str
    article: str | None
    unverified: str | None = None


class CellId(NamedTuple):
    """A cell of a form by the ids of its table, row and column."""

    table: str
    row: str
    column: str


CellIds = tuple[str, str, str]
"""The same ids as a plain tuple, which is quicker to make; in a table by blocks the column is ``block.verdict``."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the report as the form numbers and titles it; ``table`` is the table that is in it.

    Attributes:
        holds: What its text is about: ``overview``, ``problems`` or ``others``; None where no rule asks for it.
        fee_within: Where its text has to state the information processing fee, the cell of the charges that the fee
            is a part of.
    """

    number: str
    title: str
    table: str | None
    also: tuple[str, ...] = ()
    holds: str | None = None
    fee_within: CellId | None = None

    @property
    def heading(self) -> str:
        """Number and title as they are printed, ``一、总体情况``."""
        return f"{self.number}、{self.title}"


@dataclass(frozen=True, slots=True)
class Aspect:
    """A thing that a report has to speak of in words, and the words by which reports speak of it."""

    name: str
    also: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Every word for it."""
        return (self.name, *self.also)


@dataclass(frozen=True, eq=False)
class Form:
    """One statutory layout with its rules, the years it is valid for, its glossary and the roles of its cells.

    Attributes:
        overview_limit: How many characters the section that holds the overview may have, where the form says so.
        aspects: What the overview has to speak of.
        assessment: What it has to speak of besides in the report of a people's government.
        answers_to: Id of the form that ``answers`` of its rows speak of; None where it speaks of none.
        answers_to_place: Where that is written; None where it is not.
        place: Where the form's id is written.
        predecessors: The forms that a chain of ``answers_to`` leads back to, the nearest first; set when forms are
            gathered (``gongkai.forms.registry``).
    """

    id: str
    title: str
    authority: str
    authority_name: str | None
    years: Years
    encouraged: tuple[int, ...]
    overview_limit: int | None
    aspects: tuple[Aspect, ...]
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    identities: tuple[Identity, ...]
    across: tuple[CrossYearRule, ...]
    glossary: tuple[Term, ...]
    assessment: tuple[Aspect, ...] = ()
    roles: tuple[tuple[str, tuple[CellId, ...]], ...] = ()
    answers_to: str | None = None
    answers_to_place: FilePlace | None = None
    place: FilePlace | None = None
    predecessors: tuple["Form", ...] = ()

    def role(self, name: str) -> CellId | None:
        """The cell that has a role (see ``gongkai.forms.roles``); None where the form names none.

        Raises:
            UnknownNameError: There is no such role.
        """
        return next(iter(self.role_cells(name)), None)

    def role_cells(self, name: str) -> tuple[CellId, ...]:
        """Every cell that has a role, in written order.

        Raises:
            UnknownNameError: There is no such role.
        """
        cells = next((cells for role, cells in self.roles if role == name), None)
        if cells is None and name not in ROLES:
            raise unknown_name("role", name, ROLES)
        return cells or ()

    @cached_property
    def table_index(self) -> dict[str, Table]:
        """Table id → table."""
        return {table.id: table for table in self.tables}

    @cached_property
    def positions(self) -> tuple[CellPosition, ...]:
        """Table, row and column of every cell, in printed order."""
        return tuple((table.id, *position) for table in self.tables for position in table.positions)

    def table_named(self, name: str) -> Table | None:
        """The table with an id, short name or title; None where there is none."""
        key = canonical(name)
        return next((table for table in self.tables if key in (*table.name.all(), canonical(table.title))), None)

    def section_that_holds(self, content: str) -> Section | None:
        """The section whose text is about something (see ``Section.holds``)."""
        return next((section for section in self.sections if section.holds == content), None)

    def table_word(self, table: str) -> str:
        """How a message or page speaks of a table: by its name, ``申请`` as ``申请表``. Forms do not number tables."""
        name = self.table_index[table].name.short
        return name if name.endswith("表") else f"{name}表"

    def states(self, code: str) -> bool:
        """Whether the form states anything for a rule to check, within a report or across years."""
        codes = {item.code for item in self.identities} | {item.code for item in self.across}
        return code in codes

    def identities_for(self, year: int, code: str) -> tuple[Identity, ...]:
        """The identities of one code that hold for a reporting year."""
        return tuple(item for item in self.identities if item.code == code and year in item.years)
