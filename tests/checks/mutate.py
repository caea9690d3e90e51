"""One figure of a report in memory changed, and what changes with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gongkai.figures import Figure, count
from gongkai.forms import place_id
from gongkai.reports.totals import fill

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from gongkai.forms import Form, Table
    from gongkai.reports import Report

Cell = tuple[int, int]


def changed(report: Report, table: Table, cell: Cell, figure: Figure) -> Report:
    """The report with one figure changed, and the totals over it that were not stated added up anew."""
    assert report.form is not None
    summed = report.computed[table.id]
    partial = [
        [None if (row, column) in summed else old for column, old in enumerate(figures)]
        for row, figures in enumerate(report.grids[table.id])
    ]
    partial[cell[0]][cell[1]] = figure
    grid, again = fill(report.form, table, partial, year=report.year)
    assert again == summed
    return replace(report, grids={**report.grids, table.id: grid})


def given_cells(report: Report, table: Table) -> Iterator[Cell]:
    """The cells that the document itself gives."""
    for row in range(len(table.rows)):
        for column in range(len(table.columns(row))):
            if (row, column) not in report.computed[table.id]:
                yield row, column


def wrong(report: Report, table: Table, cell: Cell, rng: random.Random) -> list[Figure]:
    """Two wrong figures for a cell: one more, and one that is off by something else."""
    number = report.grids[table.id][cell[0]][cell[1]].number
    assert isinstance(number, int)
    other = rng.choice(
        [new for new in (number + 9, number * 10, number // 10, number - 1) if new >= 0 and new != number]
    )
    return [count(number + 1), count(other)]


def cell_id(form: Form, table: Table, cell: Cell) -> str:
    """The place of a cell, as findings name it."""
    return place_id(form, table.id, table.rows[cell[0]].id, table.columns(cell[0])[cell[1]].id)
