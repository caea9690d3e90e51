"""Two reports compared figure by figure, in the order of the first one's form. Pure functions, no markup.

A difference is given only where both figures are there, count the same and are of one unit: blank is not 0, and what
the forms count differently is never subtracted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from gongkai.figures import Figure, Kind, Number, State, total
from gongkai.forms import Table
from gongkai.forms.alignment import RowAlignment, TableAlignment, align
from gongkai.reports import Report
from gongkai.reports.model import Grid
from gongkai.reports.money import head_unit


class NoChange(Enum):
    """Why there is no difference."""

    BLANK = "blank"
    """A side holds nothing."""
    NOT_APPLICABLE = "not-applicable"
    """A side says 不适用, and none holds nothing."""
    UNIT = "unit"
    """The two are of different units."""
    FORM = "form"
    """The forms count differently, or one has no such row."""


class FigurePair(NamedTuple):
    """A figure and the earlier one.

    Attributes:
        now: This report's.
        before: The earlier report's; None where there is none to compare with.
        change: ``now`` less ``before``; None where there is none to give.
        reason: Why it cannot.
    """

    now: Figure
    before: Figure | None
    change: Number | None
    reason: NoChange | None = None


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A row: how it answers to the earlier form, and a pair for each column of its block."""

    match: RowAlignment
    pairs: tuple[FigurePair, ...]


@dataclass(frozen=True, slots=True)
class ComparedTable:
    """A table: how it answers to the earlier form's, and its rows."""

    match: TableAlignment
    rows: tuple[ComparedRow, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two reports side by side.

    Attributes:
        report: The one whose form gives the order.
        earlier: The one that it is compared with.
        tables: In the order of the form; tables of the earlier form alone come last.
        broken: Whether the two are on different forms.
    """

    report: Report
    earlier: Report
    tables: tuple[ComparedTable, ...]
    broken: bool


def compare(report: Report, earlier: Report) -> Comparison:
    """Compare a report with another.

    Args:
        report: A report with a form.
        earlier: Another one with a form, of whatever agency and year.

    Raises:
        ValueError: One of them has no form, and so no figures.
    """
    if report.form is None or earlier.form is None:
        raise ValueError("a report without a form has no figures to compare")
    tables = tuple(_table(report, earlier, match) for match in align(report.form, earlier.form).tables)
    return Comparison(report, earlier, tables, report.form.id != earlier.form.id)


def _table(report: Report, earlier: Report, match: TableAlignment) -> ComparedTable:
    table, other = match.table, match.other
    if table is None:
        return ComparedTable(match, ())
    grid, before = report.grids[table.id], earlier.grids[other.id] if other else ()
    rows = []
    for item in match.rows:
        units = _units(report, earlier, match, item) if item.comparable else {}
        rows.append(ComparedRow(item, _pairs(_sums(grid, item.rows), _others(before, item), units)))
    return ComparedTable(match, tuple(rows))


def _sums(grid: Grid, rows: tuple[int, ...]) -> Sequence[Figure]:
    """The figures of a row, or of several added up column by column."""
    if len(rows) == 1:
        return grid[rows[0]]
    return [total(figures) for figures in zip(*(grid[row] for row in rows), strict=True)]


def _others(grid: Grid, match: RowAlignment) -> Sequence[Figure | None]:
    if not match.comparable:
        return (None,) * len(match.columns)
    figures = _sums(grid, match.others)
    return [None if place is None else figures[place] for place in match.columns]


def _pairs(now: Sequence[Figure], before: Sequence[Figure | None], units: "_Units") -> tuple[FigurePair, ...]:
    pairs = []
    for place, (figure, other) in enumerate(zip(now, before, strict=True)):
        if other is None:
            pairs.append(FigurePair(figure, None, None, NoChange.FORM))
        elif type(figure.value) is type(other.value) is int and figure.unit is other.unit is None and not units:
            pairs.append(FigurePair(figure, other, figure.value - other.value))  # nearly all are such
        elif figure.state is not State.GIVEN or other.state is not State.GIVEN:
            not_applicable = {figure.state, other.state} <= {State.GIVEN, State.NOT_APPLICABLE}
            pairs.append(FigurePair(figure, other, None, NoChange.NOT_APPLICABLE if not_applicable else NoChange.BLANK))
        elif _unit(figure, place, units, 0) != _unit(other, place, units, 1):
            pairs.append(FigurePair(figure, other, None, NoChange.UNIT))
        else:
            pairs.append(FigurePair(figure, other, figure.number - other.number))
    return tuple(pairs)


_Units = dict[int, tuple[str | None, str | None]]
"""By column of amounts the units that the heads of the two documents state."""


def _unit(figure: Figure, place: int, units: _Units, side: int) -> str | None:
    """A unit in the cell itself goes before the one in the head."""
    return figure.unit or (units[place][side] if place in units else None)


def _units(report: Report, earlier: Report, match: TableAlignment, item: RowAlignment) -> _Units:
    table, other = match.table, match.other
    if table is None or other is None:
        return {}
    row, before = item.rows[0], item.others[0]
    return {
        place: (head_unit(report, table, row, place), head_unit(earlier, other, before, there))
        for place, there in _amounts(table, item)
    }


@lru_cache(maxsize=4096)
def _amounts(table: Table, item: RowAlignment) -> tuple[tuple[int, int], ...]:
    """The columns of amounts that are compared, in this form and in the other."""
    columns = table.columns(item.rows[0])
    return tuple(
        (place, there)
        for place, there in enumerate(item.columns)
        if there is not None and columns[place].kind is Kind.AMOUNT
    )
