"""Explains the figures of a row: what they are the sum of, and what it was the year before.

Pure: two reports in, facts out. Most rows of most reports are nought, so that nought is counted and not listed.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from gongkai.figures import Figure, Number, State, count, total
from gongkai.forms import Form, Position, Table
from gongkai.forms.alignment import RowAlignment, align
from gongkai.reports import Grid, Report
from gongkai.reports.totals import sum_cells
from gongkai.tables.explanation import (
    ExplainedBalance,
    ExplainedColumn,
    ExplainedRow,
    ExplainedSum,
    SumPart,
    YearBefore,
)

NamedCell = tuple[str, Position]
"""A cell and what it is called in a sum."""


def explain_table(report: Report, table_id: str, *, before: Report | None) -> tuple[ExplainedRow, ...]:
    """Explain the figures of a table, row by row in the form's order.

    Args:
        report: A report with a form.
        table_id: Id of the table on its form.
        before: The agency's report on the year before, as far as the reader may see it.

    Raises:
        KeyError: The report's form has no such table.
    """
    if report.form is None:
        raise KeyError(table_id)
    table = report.form.table_index[table_id]
    grid = report.grids[table_id]
    plans = _plans(report.form, table, report.year)
    balances = {item: tuple(_balances(grid, item)) for item in {plan.balances for plan in plans}}
    pasts = past_rows(table, report.form, before)
    return tuple(
        _row(grid, row, plan, balances[plan.balances], past)
        for row, (plan, past) in enumerate(zip(plans, pasts, strict=True))
    )


class _SumPlan(NamedTuple):
    name: str
    cell: Position
    parts: tuple[NamedCell, ...]


class _BalancePlan(NamedTuple):
    name: str
    left: tuple[NamedCell, ...]
    right: tuple[NamedCell, ...]


class _Plan(NamedTuple):
    """The sums that a row's totals are, its balances, and whether the sums run over the row's own figures."""

    sums: tuple[_SumPlan, ...]
    balances: "_Balances"
    across: bool


class _Balances:
    """The balances of some rows; compared by identity, so that they are worked out once for rows that share them."""

    def __init__(self, plans: tuple[_BalancePlan, ...]) -> None:
        self.plans = plans


@lru_cache(maxsize=256)
def _plans(form: Form, table: Table, year: int) -> tuple[_Plan, ...]:
    """For each row the sums that make its totals, and the balances it is part of; worked out once a form and year."""
    when = year if year in form.years else form.years.start
    sums: dict[int, list[_SumPlan]] = {}
    balanced: dict[int, tuple[_BalancePlan, ...]] = {}
    for item in form.identities:
        if item.table != table.id or when not in item.years:
            continue
        by_row = item.each == "row"
        for cell, parts in sum_cells(table, item):
            name = table.columns(cell[0])[cell[1]].printed
            named_parts = tuple((_name(table, part, by_row=by_row), part) for part in parts)
            sums.setdefault(cell[0], []).append(_SumPlan(name, cell, named_parts))
        if item.left and not by_row:
            plans = tuple(_column_balances(table, item.left, item.right))
            for row in (*item.left, *item.right):
                number = table.row_index[row]
                balanced[number] = (*balanced.get(number, ()), *plans)
    shared = {plans: _Balances(plans) for plans in ((), *balanced.values())}
    return tuple(
        _Plan(
            tuple(sums.get(row, ())),
            shared[balanced.get(row, ())],
            across=all(part[0] == row for plan in sums.get(row, ()) for _, part in plan.parts),
        )
        for row in range(len(table.rows))
    )


def _name(table: Table, cell: Position, *, by_row: bool) -> str:
    return table.columns(cell[0])[cell[1]].name.label if by_row else table.rows[cell[0]].name.short


def _column_balances(table: Table, left: tuple[str, ...], right: tuple[str, ...]) -> Iterator[_BalancePlan]:
    columns = table.columns(table.row_index[left[0]])
    for place, column in enumerate(columns):
        sides = [
            tuple((table.rows[row].name.short, (row, place)) for row in (table.row_index[name] for name in side))
            for side in (left, right)
        ]
        yield _BalancePlan(column.printed, *sides)


PastRow = tuple[YearBefore, str | None, tuple[Figure | None, ...] | None]
"""What is known of last year's row, the form's remark on it, and its figures in the order of this form's columns."""
_NO_PAST: PastRow = (YearBefore.NONE, None, None)


def past_rows(table: Table, form: Form, before: Report | None) -> Iterator[PastRow]:
    """Last year's figures by row.

    Args:
        table: A table of this year's form.
        form: That form.
        before: The report on the year before; None where there is none.
    """
    if before is None or before.form is None:
        yield from (_NO_PAST for _ in table.rows)
    elif before.form is form:
        yield from ((YearBefore.GIVEN, None, figures) for figures in before.grids[table.id])
    else:
        for row in _alignments(form, before.form, table.id):
            if row.comparable and before.grids.get(table.id):
                yield YearBefore.GIVEN, row.why, _brought(row, before.grids[table.id])
            else:
                yield YearBefore.BREAK, row.why, None


@lru_cache(maxsize=256)
def _alignments(form: Form, other: Form, table_id: str) -> tuple[RowAlignment, ...]:
    """By row of a table what answers to it alone."""
    pair = align(form, other).table(table_id)
    return tuple(row for row in pair.rows if len(row.rows) == 1)


def _brought(answer: RowAlignment, grid: Grid) -> tuple[Figure | None, ...]:
    if len(answer.others) == 1:
        figures = grid[answer.others[0]]
        return tuple(None if column is None else figures[column] for column in answer.columns)
    return tuple(
        None if column is None else total(grid[row][column] for row in answer.others) for column in answer.columns
    )


def _row(grid: Grid, row: int, plan: _Plan, balances: tuple[ExplainedBalance, ...], past: PastRow) -> ExplainedRow:
    state, why, before = past
    figures = grid[row]
    nought = _noughts(len(figures))
    if plan.across and figures == nought and (before is None or before == nought):
        return _nought_row(row, len(figures), state, why)
    lines, noughts, blanks = [], 0, 0
    for column, figure in enumerate(figures):
        then = before[column] if before is not None else None
        if figure.value == 0 and (then is None or then.value == 0):
            noughts += 1
        elif figure.state is State.BLANK and (then is None or then.state is State.BLANK):
            blanks += 1
        else:
            lines.append(ExplainedColumn(column, figure, then, _change(figure, then)))
    return ExplainedRow(row, tuple(lines), noughts, blanks, tuple(_sums(grid, plan.sums)), balances, state, why)


@lru_cache(maxsize=64)
def _noughts(width: int) -> tuple[Figure, ...]:
    return (count(0),) * width


@lru_cache(maxsize=4096)
def _nought_row(row: int, width: int, past: YearBefore, why: str | None) -> ExplainedRow:
    """A row in which nothing happened in either year; most rows are."""
    return ExplainedRow(row, (), width, 0, (), (), past, why)


def _change(figure: Figure, past: Figure | None) -> Number | None:
    if past is None or figure.value is None or past.value is None or figure.unit != past.unit:
        return None
    return figure.value - past.value


def _sums(grid: Grid, plans: tuple[_SumPlan, ...]) -> Iterator[ExplainedSum]:
    for plan in plans:
        figure = grid[plan.cell[0]][plan.cell[1]]
        parts: list[SumPart] = []
        number: Number = 0
        blanks = 0
        for name, (row, column) in plan.parts:
            part = grid[row][column]
            if part.value:
                parts.append(SumPart(name, part))
                number += part.value
            elif part.value is None:
                blanks += 1
        if not (parts or figure.value):
            continue
        if (blanks or figure.value is None) and _unreadable(
            figure, *(grid[row][column] for _, (row, column) in plan.parts)
        ):
            continue
        yield ExplainedSum(
            plan.name, figure, tuple(parts), len(plan.parts) - len(parts), blanks, number == figure.number
        )


def _balances(grid: Grid, balances: _Balances) -> Iterator[ExplainedBalance]:
    for plan in balances.plans:
        left, right = (
            tuple(SumPart(name, grid[row][column]) for name, (row, column) in side) for side in (plan.left, plan.right)
        )
        cells = [part.figure for part in (*left, *right)]
        if any(cell.value for cell in cells) and not _unreadable(*cells):
            holds = sum(part.figure.number for part in left) == sum(part.figure.number for part in right)
            yield ExplainedBalance(plan.name, left, right, holds)


def _unreadable(*figures: Figure) -> bool:
    return any(figure.state is State.UNREADABLE for figure in figures)
