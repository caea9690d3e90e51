"""Reports that do not follow from the year before, and published ones that were changed without a word."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from gongkai.forms import CellPosition, place_id
from gongkai.reports import Moment
from gongkai.reports.carry_over import CARRY_OVER
from gongkai.reports.ledger import entry_of
from gongkai.reports.rollup import cell_id, leaf_cells
from tests.checks.between import model

if TYPE_CHECKING:
    import random

    from gongkai.checks.between.district import District
    from gongkai.reports import Report

_SUMS = frozenset({"balance", "outcome-total", "row-total", "review-total", "carry-over", "stock"})
"""Codes of sums that a changed figure breaks as well."""
_ON_ITS_OWN = frozenset({*_SUMS, "roll-up", "plausibility", "fee-statement", "rule-making-power", "repeated-figures"})
"""Codes that an altered published figure may have besides."""


def _later(district: District, rng: random.Random) -> Report:
    """A report of a department or a street office that has one on the year before."""
    return rng.choice([
        report
        for (slug, year), report in district.reports.items()
        if slug != model.GOVERNMENT and (slug, year - 1) in district.reports
    ])  # fmt: skip


def _at(report: Report, cell: CellPosition) -> str:
    assert report.form is not None
    return place_id(report.form, *cell_id(report.form, cell))


def carry_over(district: District, rng: random.Random) -> model.Mistake:
    """What an agency carried in is not what it carried out a year before; its own sums hold."""
    report, column = _later(district, rng), rng.randrange(6)
    assert report.form is not None
    table = report.form.table_index["requests"]
    cells = {name: ("requests", table.row_index[name], column) for name in ("received", "carried_in")}
    old = {name: int(report.grids["requests"][row][column].number) for name, (_, row, _) in cells.items()}
    more = rng.randint(-old["carried_in"] or 1, max(old["received"], 1)) or 1
    new = {"carried_in": old["carried_in"] + more, "received": max(old["received"] - more, 0)}
    wrong = model.with_cells(report, {cells[name]: number for name, number in new.items()})
    return _mistake(model.with_reports(district, wrong), wrong, CARRY_OVER, cells["carried_in"])


def stock(district: District, rng: random.Random) -> model.Mistake | None:
    """The documents in force are not those of the year before, more and less those of this year."""
    report = _later(district, rng)
    assert report.form is not None
    rules = [rule for rule in report.form.across if rule.code == "stock" and report.year in rule.years]
    cells = [
        (rule.table, report.form.table_index[rule.table].row_index[row], column)
        for rule in rules
        for row in rule.rows
        if (column := _column(report, rule.table, row, rule.column)) is not None
    ]
    if not cells:
        return None
    cell = rng.choice(cells)
    old = int(report.grids[cell[0]][cell[1]][cell[2]].number)
    wrong = model.with_cells(report, {cell: old + rng.choice((-1, 1)) * rng.randint(1, 30) if old > 30 else old + 11})
    return _mistake(model.with_reports(district, wrong), wrong, "stock", cell, also=frozenset({"roll-up", "stock"}))


def silent_change(district: District, rng: random.Random) -> model.Mistake:
    """A published figure is another one, and no correction says so."""
    report = _later(district, rng)
    cell = rng.choice(model.counts(report))
    old = int(report.grids[cell[0]][cell[1]][cell[2]].number)
    wrong = model.with_cells(report, {cell: old + rng.randint(1, 900)})
    return _of_published(model.with_reports(district, wrong), report, cell)


def silent_change_of_the_sum(district: District, rng: random.Random) -> model.Mistake:
    """A published figure of the consolidated report is another one, and no correction says so."""
    report = rng.choice([item for item in district.consolidated() if item.agency == model.GOVERNMENT])
    cell = rng.choice(model.counts(report, 10))
    old = int(report.grids[cell[0]][cell[1]][cell[2]].number)
    wrong = model.with_cells(report, {cell: old // 10})
    return _of_published(model.with_reports(district, wrong), report, cell)


def date_altered(district: District, rng: random.Random) -> model.Mistake | None:
    """The date of publication is another one."""
    report = _later(district, rng)
    if report.published is None:
        return None
    other = Moment(report.published.date - dt.timedelta(days=rng.randint(1, 9)))
    changed = model.with_reports(district, replace(report, published=other))
    return _of_published(changed, report, None, str(report.published.date), str(other.date))


def _of_published(district: District, before: Report, cell: CellPosition | None, *names: str) -> model.Mistake:
    key = (before.agency, before.year)
    return model.Mistake(
        district, "silent-change", *key, cell=_at(before, cell) if cell is not None else None, names=names,
        variant="unsaid" if cell is not None else "date", ledger={key: entry_of(before, "0" * 64).line},
        also=_ON_ITS_OWN,
    )  # fmt: skip


def _mistake(
    district: District, report: Report, code: str, cell: CellPosition, *, also: frozenset[str] = frozenset()
) -> model.Mistake:
    return model.Mistake(district, code, report.agency, report.year, cell=_at(report, cell), also=also)


def _column(report: Report, table: str, row: str, column: str | None) -> int | None:
    assert report.form is not None
    places = report.form.table_index[table]
    number = places.row_index[row]
    if column is None:
        return None
    position = places.column_index(number, column)
    return position if (table, number, position) in leaf_cells(report.form, report.year) else None


KINDS = {
    "carry-over broken": carry_over,
    "stock broken": stock,
    "figure changed silently": silent_change,
    "figure of the sum changed silently": silent_change_of_the_sum,
    "date altered": date_altered,
}
