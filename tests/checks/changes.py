"""What a mistake is made of: a report with figures changed, and where in a form its totals and their parts stand.

No id of a row or column stands here: what is a total, a part or one side of a balance is read from the form's
identities.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from gongkai.figures import count
from gongkai.reports.totals import fill
from tests.checks.mutate import Cell

if TYPE_CHECKING:
    import random

    from gongkai.forms import Form, Identity, Table
    from gongkai.reports import Report

Edit = Mapping[Cell, int]
"""New numbers of cells."""


@dataclass(frozen=True)
class Change:
    """A report with one mistake in it.

    Attributes:
        report: The report as it is checked.
        table: The table of the mistake.
        cells: The cells that a cause may name: those that are wrong, and the row that was miscounted.
    """

    report: Report
    table: Table
    cells: frozenset[Cell]


def edited(report: Report, table: Table, edit: Edit, *, also: frozenset[Cell] = frozenset()) -> Change | None:
    """The report with figures changed and the totals over them that were not stated added up anew.

    Args:
        report: The report.
        table: The table of the figures.
        edit: New numbers; those that are as before are passed over.
        also: Further cells that a cause may name.
    """
    assert report.form is not None
    grid, summed = report.grids[table.id], report.computed[table.id]
    edit = {cell: number for cell, number in edit.items() if grid[cell[0]][cell[1]].number != number}
    if not edit or any(number < 0 for number in edit.values()):
        return None
    partial = [
        [None if (row, column) in summed else old for column, old in enumerate(figures)]
        for row, figures in enumerate(grid)
    ]
    for (row, column), number in edit.items():
        partial[row][column] = count(number)
    filled, _ = fill(report.form, table, partial, year=report.year)
    return Change(replace(report, grids={**report.grids, table.id: filled}), table, frozenset(edit) | also)


def number_at(report: Report, table: Table, cell: Cell) -> int:
    """The count in a cell."""
    number = report.grids[table.id][cell[0]][cell[1]].number
    assert isinstance(number, int)
    return number


def counted_tables(form: Form) -> list[Table]:
    names = {item.table for item in form.identities}
    return [table for table in form.tables if table.id in names]


def near(number: int, rng: random.Random) -> int:
    return number + rng.choice((-1, 1)) * rng.choice((1, rng.randint(1, 9), rng.randint(1, 60)))


def with_row_total(report: Report, table: Table, cell: Cell, wrong: int, *, followed: bool) -> dict[Cell, int]:
    """The wrong number of a cell and, where its total was added up from it and written down, that total."""
    edit = {cell: wrong}
    for total, parts in row_sums(report, table):
        if followed and cell in parts and total not in report.computed[table.id]:
            edit[total] = number_at(report, table, total) + wrong - number_at(report, table, cell)
    return edit


def row_sums(report: Report, table: Table) -> tuple[tuple[Cell, tuple[Cell, ...]], ...]:
    assert report.form is not None
    return _row_sums(report.form, table)


@cache
def _row_sums(form: Form, table: Table) -> tuple[tuple[Cell, tuple[Cell, ...]], ...]:
    sums = []
    for item in (item for item in form.identities if item.table == table.id and item.each == "row"):
        for row in range(len(table.rows)):
            total = table.column_index(row, str(item.total))
            parts = [table.column_index(row, part) for part in item.parts]
            if total is not None:
                sums.append(((row, total), tuple((row, part) for part in parts if part is not None)))
    return tuple(sums)


def column_total(report: Report) -> tuple[Table, int, list[int]]:
    """Table, row and parts of the total at the foot of columns."""
    assert report.form is not None
    identity: Identity = next(item for item in report.form.identities if item.total and item.each == "column")
    table = report.form.table_index[identity.table]
    return table, table.row_index[str(identity.total)], [table.row_index[part] for part in identity.parts]


def block(report: Report, rng: random.Random) -> tuple[Table, Cell, tuple[Cell, ...]]:
    """Table, total and parts of one of the blocks in the last table."""
    assert report.form is not None
    table = report.form.tables[-1]
    return table, *rng.choice(row_sums(report, table))
