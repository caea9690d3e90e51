"""The mistakes of a clerk, one at a time, in a report that adds up.

Every kind is a function from a report and chance to a change, or None where the figures at hand do not allow it.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from tests.checks.changes import (
    Change,
    block,
    column_total,
    counted_tables,
    edited,
    near,
    number_at,
    row_sums,
    with_row_total,
)
from tests.checks.mutate import Cell, given_cells

if TYPE_CHECKING:
    from gongkai.reports import Report

Mistake = Callable[["Report", random.Random], Change | None]


def _mistyped(write: Callable[[int, random.Random], int]) -> Mistake:
    """A mistake in one given cell of any table that the identities count."""

    def mistake(report: Report, rng: random.Random) -> Change | None:
        assert report.form is not None
        table = rng.choice(counted_tables(report.form))
        cell = rng.choice(list(given_cells(report, table)))
        return edited(report, table, {cell: write(number_at(report, table, cell), rng)})

    return mistake


def _mistyped_in_row(side: str, *, followed: bool) -> Mistake:
    """A mistake in a row of the right or left side of a balance; its own total follows it or not."""

    def mistake(report: Report, rng: random.Random) -> Change | None:
        form = report.form
        assert form is not None
        balance = next(item for item in form.identities if item.left)
        table = form.table_index[balance.table]
        row = table.row_index[getattr(balance, side)[-1]]
        column = rng.choice(range(len(table.columns(row)) - 1))
        wrong = near(number_at(report, table, (row, column)), rng)
        return edited(report, table, with_row_total(report, table, (row, column), wrong, followed=followed))

    return mistake


def _shifted(step: int) -> Mistake:
    """All figures of a row but its total stand one column off; what is pushed out is lost."""

    def mistake(report: Report, rng: random.Random) -> Change | None:
        table, _, _ = column_total(report)
        _, parts = rng.choice(row_sums(report, table))
        if any(cell in report.computed[table.id] for cell in parts):
            return None
        numbers = [number_at(report, table, cell) for cell in parts]
        moved = [0, *numbers[:-1]] if step > 0 else [*numbers[1:], 0]
        return edited(report, table, dict(zip(parts, moved, strict=True)))

    return mistake


def _miscounted(times: int, *, columns: str) -> Mistake:
    """The stated total at the foot of the columns counts one row otherwise than once, in all columns or in one."""

    def mistake(report: Report, rng: random.Random) -> Change | None:
        table, total, rows = column_total(report)
        if report.computed[table.id]:
            return None
        row, last = rng.choice(rows), len(table.columns(total)) - 1
        wide = range(last + 1) if columns == "all" else (rng.randrange(last),)
        edit = {
            (total, column): number_at(report, table, (total, column)) + times * number_at(report, table, (row, column))
            for column in wide
        }
        if columns == "one":
            [(cell, wrong)] = edit.items()
            edit = with_row_total(report, table, cell, wrong, followed=True)
        return edited(report, table, edit, also=frozenset((row, column) for column in range(last + 1)))

    return mistake


def _total_mistyped(*, row_end: bool, followed: bool = False) -> Mistake:
    """A stated total is another number: one at the end of a row, or one at the foot of a column."""

    def mistake(report: Report, rng: random.Random) -> Change | None:
        assert report.form is not None
        table, total, _ = column_total(report)
        cell: Cell
        if row_end:
            table = rng.choice([item for item in counted_tables(report.form) if row_sums(report, item)])
            cell = rng.choice([total for total, _ in row_sums(report, table)])
        else:
            cell = (total, rng.randrange(len(table.columns(total)) - 1))
        if cell in report.computed[table.id]:
            return None
        wrong = near(number_at(report, table, cell), rng)
        return edited(report, table, with_row_total(report, table, cell, wrong, followed=followed))

    return mistake


def _outcome_mistyped(report: Report, rng: random.Random) -> Change | None:
    """A part of a column's total is another number, and the total at the end of its row follows it."""
    table, _, rows = column_total(report)
    cell = (rng.choice(rows), rng.randrange(len(table.columns(rows[0])) - 1))
    return edited(
        report, table, with_row_total(report, table, cell, near(number_at(report, table, cell), rng), followed=True)
    )


def _block_mistyped(*, end: bool) -> Mistake:
    """One figure of a block whose cells stand in no other sum is another number: its stated total, or a part."""

    def mistake(report: Report, rng: random.Random) -> Change | None:
        table, total, parts = block(report, rng)
        cell = total if end else rng.choice(parts)
        if total in report.computed[table.id]:
            return None
        return edited(report, table, {cell: near(number_at(report, table, cell), rng)})

    return mistake


def _block_miscounted(times: int) -> Mistake:
    """A stated total at the end of a row of one block counts one of its parts otherwise than once."""

    def mistake(report: Report, rng: random.Random) -> Change | None:
        table, total, parts = block(report, rng)
        part = rng.choice(parts)
        if total in report.computed[table.id]:
            return None
        wrong = number_at(report, table, total) + times * number_at(report, table, part)
        return edited(report, table, {total: wrong}, also=frozenset({part}))

    return mistake


def _row_emptied(report: Report, rng: random.Random) -> Change | None:
    """A whole row is typed as zeros."""
    table, _, rows = column_total(report)
    row = rng.choice(rows)
    return edited(report, table, {cell: 0 for cell in given_cells(report, table) if cell[0] == row})


def _moved_within_row(report: Report, rng: random.Random) -> Change | None:
    """One figure stands in the column next to its own."""
    table, _, rows = column_total(report)
    row = rng.choice(rows)
    cells = [cell for cell in given_cells(report, table) if cell[0] == row][:-1]
    left, right = rng.choice(list(pairwise(cells)))
    return edited(report, table, {left: number_at(report, table, right), right: number_at(report, table, left)})


def _swap(number: int, rng: random.Random) -> int:
    digits = str(number)
    place = rng.randrange(len(digits) - 1) if number > 9 else 0
    return number if number < 10 else int(digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :])


def _replace_digit(number: int, rng: random.Random) -> int:
    digits = str(number)
    place = rng.randrange(len(digits))
    return int(digits[:place] + rng.choice("123456789") + digits[place + 1 :])


def _double_digit(number: int, rng: random.Random) -> int:
    place = rng.randrange(len(str(number)))
    return int(str(number)[: place + 1] + str(number)[place:])


def _lose_digit(number: int, rng: random.Random) -> int:
    digits = str(number)
    place = rng.randrange(len(digits))
    return int(digits[:place] + digits[place + 1 :] or "0")


def _with_all_totals(mistake: Mistake) -> Mistake:
    """A mistake in a report whose totals a spreadsheet adds up: all that were written down follow it."""

    def followed(report: Report, rng: random.Random) -> Change | None:
        if not any(not summed for summed in report.computed.values()):
            return None
        assert report.form is not None
        change = mistake(_without_totals(report), rng)
        if change is None:
            return None
        wrong = {row for row, _ in change.cells}
        totals = frozenset(total for total, _ in row_sums(report, change.table) if total[0] in wrong)
        return Change(replace(change.report, computed=report.computed), change.table, change.cells | totals)

    return followed


def _without_totals(report: Report) -> Report:
    """The report as if no total had been typed."""
    form = report.form
    assert form is not None
    computed = dict(report.computed)
    for table in counted_tables(form):
        columns = [item for item in form.identities if item.table == table.id and item.each == "column" and item.total]
        rows = [table.row_index[str(item.total)] for item in columns]
        foot = {(row, column) for row in rows for column in range(len(table.columns(row)))}
        computed[table.id] = frozenset(foot | {total for total, _ in row_sums(report, table)})
    return replace(report, computed=computed)


KINDS: dict[str, Mistake] = {
    "one more": _mistyped(lambda number, _: number + 1),
    "one less": _mistyped(lambda number, _: number - 1),
    "typed higher": _mistyped(lambda number, rng: number + rng.choice((rng.randint(2, 9), rng.randint(10, 99)))),
    "typed lower": _mistyped(lambda number, rng: number - rng.randint(1, max(1, number))),
    "nine more": _mistyped(lambda number, _: number + 9),
    "typed as 0": _mistyped(lambda _, __: 0),
    "digit replaced": _mistyped(_replace_digit),
    "digits swapped": _mistyped(_swap),
    "digit doubled": _mistyped(_double_digit),
    "digit lost": _mistyped(_lose_digit),
    "zero added": _mistyped(lambda number, _: number * 10),
    "carried out mistyped": _mistyped_in_row("right", followed=False),
    "carried out, total follows": _mistyped_in_row("right", followed=True),
    "carried in mistyped": _mistyped_in_row("left", followed=False),
    "carried in, total follows": _mistyped_in_row("left", followed=True),
    "row shifted right": _shifted(1),
    "row shifted left": _shifted(-1),
    "row counted twice": _miscounted(1, columns="all"),
    "row left out": _miscounted(-1, columns="all"),
    "row taken off": _miscounted(-2, columns="all"),
    "counted twice, one column": _miscounted(1, columns="one"),
    "left out, one column": _miscounted(-1, columns="one"),
    "row total mistyped": _total_mistyped(row_end=True),
    "outcome mistyped, row follows": _outcome_mistyped,
    "outcome total mistyped": _total_mistyped(row_end=False),
    "outcome total, total follows": _total_mistyped(row_end=False, followed=True),
    "review total mistyped": _block_mistyped(end=True),
    "review part mistyped": _block_mistyped(end=False),
    "review part counted twice": _block_miscounted(1),
    "review part left out": _block_miscounted(-1),
    "mistyped, all totals follow": _with_all_totals(_mistyped(near)),
    "row typed as 0": _row_emptied,
    "two columns exchanged": _moved_within_row,
}
"""Every kind of mistake by its name in the table."""
