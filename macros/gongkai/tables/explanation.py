"""The explanation of the figures of a row, as a model: sums, balances, and the year before.

Facts alone; the words are chosen by who shows them. What a row counts and its article are on the form.
"""

from enum import Enum
from typing import NamedTuple

from gongkai.figures import Figure, Number


class YearBefore(Enum):
    """What is known of the year before."""

    NONE = "none"
    """There is no report on it, or none that the public may see, or one without tables."""
    BREAK = "break"
    """The form of that year counts otherwise (口径调整，不可比), or has nothing that answers to the row."""
    GIVEN = "given"


class ExplainedColumn(NamedTuple):
    """One column of a row.

    Attributes:
        column: Its position.
        figure: What is written there.
        past: What it was the year before; None where nothing can be said of it.
        change: This year's number less last year's; None unless both are given in one unit.
    """

    column: int
    figure: Figure
    past: Figure | None
    change: Number | None


class SumPart(NamedTuple):
    """A figure within a sum, and what it is called there."""

    name: str
    figure: Figure


class ExplainedSum(NamedTuple):
    """A total and its parts.

    Attributes:
        name: What the total is called.
        figure: The total as it is in the table.
        parts: Those of its parts that are not nought, in printed order.
        noughts: How many parts are left out.
        blanks: How many of these are blank or not applicable.
        holds: Whether the parts add up to it; a stated total may be another number.
    """

    name: str
    figure: Figure
    parts: tuple[SumPart, ...]
    noughts: int
    blanks: int
    holds: bool


class ExplainedBalance(NamedTuple):
    """Two sides that must be equal (勾稽关系), in one column."""

    name: str
    left: tuple[SumPart, ...]
    right: tuple[SumPart, ...]
    holds: bool


class ExplainedRow(NamedTuple):
    """The figures of one row.

    Attributes:
        row: Position of the row on the form.
        lines: Columns that are not nought or blank in both years, in printed order.
        noughts: How many columns are left out as nought.
        blanks: How many are left out as blank.
        sums: What its totals are the sum of; none for a total that is nought and all of whose parts are.
        balances: The balances that the row takes part in, for the columns that are not nought throughout.
        past: What can be said of the year before.
        why: The form's remark on how the row answers to the other form, where the year before was reported on it.
    """

    row: int
    lines: tuple[ExplainedColumn, ...]
    noughts: int
    blanks: int
    sums: tuple[ExplainedSum, ...]
    balances: tuple[ExplainedBalance, ...]
    past: YearBefore
    why: str | None
