"""Findings about sums and balances (勾稽关系) that do not hold, for all rules whose equations a form states."""

from collections.abc import Iterator

from gongkai.checks.causes import Mismatches, crossing_cell, gather_mismatches, likely_cause
from gongkai.checks.cross_foot import BrokenIdentity, breaks, figures
from gongkai.checks.subject import Subject, form_of
from gongkai.figures import State, written
from gongkai.findings import ExplainedAt, Finding, say
from gongkai.forms import Form, Position, Table
from gongkai.reports import Report


def identity_findings(subject: Subject, code: str) -> Iterator[Finding]:
    """A finding for every identity of a code that a report breaks, each with its likely cause.

    Args:
        subject: A report with a form.
        code: What the form's identities name as ``code``.

    Yields:
        Findings whose wording may use the fields ``table``, ``row_name``, ``col_name``, ``left``, ``right``,
        ``expected``, ``actual``, ``difference``, ``direction``, ``stated`` and ``blanks``.
    """
    report, form = subject.report, form_of(subject)
    mine = [broken for broken in breaks(report, form, code) if not _lacks_a_line(report, form, broken)]
    if not mine:
        return
    mismatches = subject.once(_mismatches)
    for broken in mine:
        yield _finding(subject, broken, mismatches)


def _mismatches(subject: Subject) -> Mismatches:
    report = subject.report
    return gather_mismatches(report, form_of(subject), subject.lookup(report.agency, report.year - 1))


def _lacks_a_line(report: Report, form: Form, broken: BrokenIdentity) -> bool:
    """Whether a line that a sum needs is missing and reported as an error, so that the sum needs no error of its own.

    If the missing line is not an error, because the form was only encouraged in that year or an explanation lets it
    pass, the sum is checked without it.
    """
    if report.year in form.encouraged:
        return False
    rows = {broken.table.rows[row].id for row, _ in broken.cells}
    explained = [item.place for item in report.waivers if item.rule == "form-shape"]
    return any(
        f"{broken.table.id}.{row}" in report.absent
        and not any(place.covers(broken.table.id, row, None) for place in explained)
        for row in rows
    )


def _finding(subject: Subject, broken: BrokenIdentity, mismatches: Mismatches) -> Finding:
    table = broken.table
    row, column = _anchor(broken)
    crossing = crossing_cell(mismatches, broken)
    cells = [*([crossing] if crossing else []), *(cell for cell in broken.cells if cell != crossing)]
    return subject.finding(
        broken.identity.code,
        rule=broken.identity.rule,
        table=table.id,
        row=table.rows[row].id if row is not None else None,
        col=table.columns(cells[0][0])[column].id,
        cells=tuple((table.rows[r].id, table.columns(r)[c].id) for r, c in cells),
        expected=str(broken.expected.value),
        actual=str(broken.actual.value),
        explained_at=ExplainedAt.ANY_CELL,
        cause=likely_cause(mismatches, broken),
        args=_args(subject.report, mismatches.form, broken, row, column),
    )


def _anchor(broken: BrokenIdentity) -> tuple[int | None, int]:
    """Row and column at which a broken identity is reported: its total; of a column's balance the column alone."""
    if broken.identity.total:
        return broken.actual.cells[0]
    return (None, broken.line) if broken.identity.each == "column" else (broken.line, broken.actual.cells[-1][1])


def _args(report: Report, form: Form, broken: BrokenIdentity, row: int | None, column: int) -> dict[str, str]:
    table = broken.table
    any_row = row if row is not None else broken.cells[0][0]
    totals = broken.actual.cells if broken.identity.total else ()
    is_blank = any(report.grids[table.id][r][c].state is State.BLANK for r, c in totals)
    blanks = sum(figure.state is not State.GIVEN for figure in figures(report, broken)) - is_blank
    amounts = {
        "actual": str(broken.actual.value),
        "difference": str(abs(broken.difference)),
        "direction": say("directions.more" if broken.difference > 0 else "directions.less"),
    }
    col = table.columns(any_row)[column]
    line = next((line for line in table.lines if line.row == any_row and column in line.columns), None)
    row_name = line.name.label if table.by_blocks and line else table.rows[any_row].name.label
    return {
        "table": form.table_word(table.id),
        "row_name": row_name,
        "col_name": col.name.label if table.by_blocks else col.printed,
        "left": _sum_text(report, table, broken.expected.cells, broken),
        "right": _sum_text(report, table, broken.actual.cells, broken),
        "expected": str(broken.expected.value),
        **amounts,
        "stated": say("stated-blank") if is_blank else say("stated", amounts),
        "blanks": say("blanks", {"count": blanks}) if blanks else "",
    }


def _sum_text(report: Report, table: Table, cells: tuple[Position, ...], broken: BrokenIdentity) -> str:
    """``新收 12＋上年结转 1``: short names and figures of one side."""
    parts = []
    for row, column in cells:
        name = table.rows[row].name if broken.identity.each == "column" else table.columns(row)[column].name
        figure = report.grids[table.id][row][column]
        parts.append(f"{name.short} {written(figure) or say('page.blank')}")
    return "＋".join(parts)
