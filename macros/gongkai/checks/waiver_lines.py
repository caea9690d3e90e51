"""Explanations (情况说明) ready to paste: for every finding that one lets pass a line with its rule and its place."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from gongkai.checks.registry import rule_codes
from gongkai.findings import ExplainedAt, Finding, Level, say
from gongkai.forms import Form, Place, resolve
from gongkai.reports import Report
from gongkai.reports.scalars import scalar
from gongkai.reports.write import place_text

UNEXPLAINED = frozenset(
    {
        *("draft", "draft-column-total", "unread", "unread-column-total", "unread-row-total"),
        *("unchecked", "unsaid", "unfiled"),
    }
)
"""Variants of which no explanation is offered: what is not filled in, not checked, not filed or not corrected yet."""


def waiver_lines(report: Report, findings: Iterable[Finding], today: dt.date) -> tuple[str, ...]:
    """The lines to write below ``waivers:``; reason and office are left to be filled in.

    Args:
        report: The report.
        findings: What was found of it.
        today: The date that the explanations bear.

    Returns:
        One line for each rule and place; none for what no explanation lets pass, nor for what is still to be filled in
        or could not be checked.
    """
    form = report.form
    if form is None:
        return ()
    waivable = [item for item in findings if item.code in rule_codes().waivable and item.level is not Level.WAIVED]
    places = {
        (item.code, at): None for item in waivable if item.variant not in UNEXPLAINED for at in _places(form, item)
    }
    slots = {"date": today.isoformat(), "reason": say("waiver-slots.reason"), "office": say("waiver-slots.office")}
    return tuple(say("waiver-line", {"rule": code, "at": scalar(at), **slots}) for code, at in places)


def _places(form: Form, finding: Finding) -> Iterator[str]:
    """The places that an explanation of a finding has to name, by short names."""
    cells = [resolve(form, cell) for cell in finding.cells]
    if cells and finding.explained_at is ExplainedAt.ALL_CELLS:
        yield from (place_text(form, place) for place in _joined(form, cells))
    elif cells:
        own = next((cell for cell in cells if cell.cell == (finding.table, finding.row, finding.col)), cells[0])
        yield place_text(form, own)
    elif finding.table is not None:
        yield place_text(
            form, Place(table=finding.table, row=finding.row, cols=(finding.col,) if finding.col else None)
        )
    else:
        numbers = [section.number for section in form.sections]
        number = finding.args.get("number")
        yield number if number in numbers else numbers[0]


def _joined(form: Form, cells: Sequence[Place]) -> Iterator[Place]:
    """Cells as places: a line of which every cell is named is named as a line, other cells one by one."""
    lines: dict[tuple[str | None, str | None, int], list[Place]] = {}
    for cell in cells:
        lines.setdefault((cell.table, cell.row, _line_number(form, cell)), []).append(cell)
    for (table, row, number), places in lines.items():
        if table is None or row is None or number < 0:
            yield from places
            continue
        line = form.table_index[table].lines[number]
        columns = form.table_index[table].columns(line.row)
        all_cells = {columns[column].id for column in line.columns if column not in line.totals}
        if len(places) > 1 and all_cells <= {col for cell in places for col in cell.cols or ()}:
            ids = tuple(columns[column].id for column in line.columns)
            yield Place(table=table, row=row, cols=ids if form.table_index[table].by_blocks else None)
        else:
            yield from places


def _line_number(form: Form, cell: Place) -> int:
    """Position of the line that a cell is in; -1 where a place is no cell."""
    if cell.cell is None:
        return -1
    table = form.table_index[cell.cell[0]]
    row, column = table.position(*cell.cell[1:])
    return next(n for n, line in enumerate(table.lines) if line.row == row and column in line.columns)
