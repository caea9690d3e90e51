"""The draft that a report begins as: every row of the form, with what last year's report gives filled in."""

from collections.abc import Iterator
from dataclasses import replace

from gongkai.figures import BLANK, Figure
from gongkai.forms import Form, Table
from gongkai.forms.model import CrossYearRule
from gongkai.reports.carry_over import CARRY_OVER, CarriedCell, carried
from gongkai.reports.model import Report, Status
from gongkai.reports.totals import Partial, fill


def draft_report(  # noqa: PLR0913 - what a report is begun from
    form: Form | None, year: int, *, agency: str, path: str, previous: Report | None = None, other: Figure = BLANK
) -> Report:
    """A draft with every row of the form, totals left to be added up, that balances before anything is filled in.

    Args:
        form: The form, or None for a year before there was one.
        year: The year reported on.
        agency: Slug of the agency.
        path: The file that it will be written to, relative to the site.
        previous: The report on the year before, or None where there is none.
        other: What stands wherever last year's report gives nothing: a blank, or 0 for an office without a case.
    """
    if form is None:
        return Report(agency, year, None, path, Status.DRAFT)
    start = carried(form, year, previous) if previous is not None else ()
    prefilled = {(item.table, item.row, item.column): item.figure for item in (*start, *_still_open(form, start))}
    grids, computed = {}, {}
    for table in form.tables:
        partial = open_table(form, table, other)
        for row, figures in enumerate(partial):
            for column, figure in enumerate(figures):
                if figure is not None:
                    figures[column] = prefilled.get((table.id, row, column), figure)
        grids[table.id], computed[table.id] = fill(form, table, partial, year=year)
    return Report(agency, year, form, path, Status.DRAFT, grids=grids, computed=computed)


def _still_open(form: Form, start: tuple[CarriedCell, ...]) -> Iterator[CarriedCell]:
    """Requests that were carried over and have no outcome yet are carried on, so that the draft balances (R1)."""
    onward = {rule.table: _source(rule) for rule in form.across if rule.code == CARRY_OVER}
    for item in start:
        row = onward.get(item.table) if item.code == CARRY_OVER else None
        if row is not None:
            yield replace(item, row=form.table_index[item.table].row_index[row])


def _source(rule: CrossYearRule) -> str | None:
    return next((term.row for term in rule.terms if term.year), None)


def open_table(form: Form, table: Table, other: Figure) -> Partial:
    """A table with the same figure in every cell; its totals are None, to be added up."""
    total_rows = {item.total for item in form.identities if item.table == table.id and item.each == "column"}
    totals = {(line.row, column) for line in table.lines for column in line.totals}
    return [
        [
            None if row.id in total_rows or (number, column) in totals else other
            for column in range(len(table.columns(number)))
        ]
        for number, row in enumerate(table.rows)
    ]
