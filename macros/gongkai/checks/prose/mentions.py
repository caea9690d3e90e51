"""What a sentence says of a figure of the tables, with the cells that it may speak of."""

from dataclasses import dataclass
from enum import Enum

from gongkai.checks.prose.quantities import Quantity
from gongkai.forms import CellPosition

MeantCells = tuple[CellPosition, ...]
"""Cells whose figures are added up."""


class StatementKind(Enum):
    """What a statement says of cells."""

    FIGURE = "figure"
    """Their sum."""
    NOTHING = "nothing"
    """That their sum is 0, in words."""
    SHARE = "share"
    """What percentage of others they are."""
    CHANGE = "change"
    """How much more or less they are than the year before."""
    GROWTH = "growth"
    """The same as a percentage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a number of a sentence, or words for nothing, say.

    Attributes:
        kind: See ``StatementKind``.
        quantity: The number, by its place in the sentence.
        readings: What it may speak of, the usual reading first.
        start: Where the words that say so begin in the sentence.
        end: Where they end.
        bases: Of what it may be a percentage.
        sign: 1 for more than last year, -1 for less; 0 for anything else.
        year: The year that is spoken of.
        sure: Whether the words name a figure of the tables; where they name something near it, a difference may be
            right.
    """

    kind: StatementKind
    quantity: Quantity
    readings: tuple[MeantCells, ...]
    start: int
    end: int
    bases: tuple[MeantCells, ...] = ()
    sign: int = 0
    year: int
    sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A statement at its place in a narrative.

    Attributes:
        statement: What is said.
        text: The words and the number, as a message quotes them.
        start: Where the number begins in the narrative's text.
        end: Where it ends, its unit left out.
        line: Its line in the file, from 1.
        column: Its column, from 1.
    """

    statement: Statement
    text: str
    start: int
    end: int
    line: int
    column: int
