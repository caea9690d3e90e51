"""Findings about sums and balances that do not hold (勾稽关系): what the rules have in common that a form states."""

from collections.abc import Iterator

from gongkai.checks.causes import crossing_cell, likely_cause
from gongkai.checks.cross_foot import Break, Position, breaks, figures
from gongkai.checks.subject import Subject, form_of
from gongkai.figures import State, written
from gongkai.findings import Finding, say
from gongkai.forms import Form, Table
from gongkai.forms.codes import identity_codes
from gongkai.reports import Report


def identity_findings(subject: Subject, code: str) -> Iterator[Finding]:
    """A finding for every identity of a code that a report breaks, each with its likely cause.

    Args:
        subject: A report with a form.
        code: What the form's identities name as ``code``.

    Yields:
        Findings whose wording may use the fields ``table``, ``row_name``, ``col_name``, ``left``, ``right``,
        ``expected``, ``actual``, ``difference``, ``direction`` and ``blanks``.
    """
    report, form = subject.report, form_of(subject)
    mine = list(breaks(report, form, code))
    if not mine:
        return
    others = [item for other in identity_codes() for item in breaks(report, form, other)]
    for found in mine:
        yield _finding(subject, form, found, others)


def _finding(subject: Subject, form: Form, found: Break, others: list[Break]) -> Finding:
    table = found.table
    row, column = _anchor(found)
    crossing = crossing_cell(subject.report, form, found, others=others)
    cells = [*([crossing] if crossing else []), *(cell for cell in found.cells if cell != crossing)]
    return subject.finding(
        found.identity.code,
        rule=found.identity.rule,
        table=table.id,
        row=table.rows[row].id if row is not None else None,
        col=table.columns(cells[0][0])[column].id,
        cells=tuple((table.rows[r].id, table.columns(r)[c].id) for r, c in cells),
        expected=str(found.due.value),
        actual=str(found.found.value),
        cause=likely_cause(subject.report, form, found, others=others),
        args=_args(subject.report, form, found, row, column),
    )


def _anchor(found: Break) -> tuple[int | None, int]:
    """Where a break is said to be: at its total; a balance of a column at the column alone."""
    if found.identity.total:
        return found.found.cells[0]
    return (None, found.line) if found.identity.each == "column" else (found.line, found.found.cells[-1][1])


def _args(report: Report, form: Form, found: Break, row: int | None, column: int) -> dict[str, str]:
    table = found.table
    any_row = row if row is not None else found.cells[0][0]
    blanks = sum(figure.state is not State.GIVEN for figure in figures(report, found))
    col = table.columns(any_row)[column]
    line = next((line for line in table.lines if line.row == any_row and column in line.columns), None)
    row_name = line.name.label if table.by_blocks and line else table.rows[any_row].name.label
    return {
        "table": form.table_word(table.id),
        "row_name": row_name,
        "col_name": col.name.label if table.by_blocks else col.printed,
        "left": _sum_text(report, table, found.due.cells, found),
        "right": _sum_text(report, table, found.found.cells, found),
        "expected": str(found.due.value),
        "actual": str(found.found.value),
        "difference": str(abs(found.difference)),
        "direction": say("directions.more" if found.difference > 0 else "directions.less"),
        "blanks": say("blanks", {"count": blanks}) if blanks else "",
    }


def _sum_text(report: Report, table: Table, cells: tuple[Position, ...], found: Break) -> str:
    """``新收 12＋上年结转 1``: short names and figures of one side."""
    parts = []
    for row, column in cells:
        name = table.rows[row].name if found.identity.each == "column" else table.columns(row)[column].name
        figure = report.grids[table.id][row][column]
        parts.append(f"{name.short} {written(figure) or say('page.blank')}")
    return "＋".join(parts)
