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
        *("unchecked", "unsaid", "known", "unfiled"),
    }
)
"""Variants of which no explanation is offered: what is not filled in, not checked, not filed or not corrected yet."""

_BLANK = "blank"
_MANY_BLANKS = 4
"""From how many places of a table that are blank one explanation is offered for all of them."""
_SLIPS = frozenset({"title", "form-shape", "section-order", "narrative-missing", "placeholder", "year-mismatch"})
"""Codes, besides those of sums, of what is mistyped in a report that is being written."""


def waiver_lines(
    report: Report, findings: Iterable[Finding], today: dt.date, *, is_new: bool = False
) -> tuple[str, ...]:
    """The lines to write below ``waivers:``; reason and office are left to be filled in.

    Args:
        report: The report.
        findings: What was found of it.
        today: The date that the explanations bear.
        is_new: Whether it is being written, and no document of it was published: what is mistyped in it is to be put
            right, and there is nothing to explain.

    Returns:
        One line for each rule and place; none for what no explanation lets pass, nor for what is still to be filled in
        or could not be checked. Many blanks of a table have one line.
    """
    form = report.form
    if form is None:
        return ()
    slips = _slips() if is_new else frozenset()
    open_ones = [item for item in findings if item.code in rule_codes().waivable and item.level is not Level.WAIVED]
    offered = [item for item in open_ones if item.variant not in UNEXPLAINED and item.code not in slips]
    places = dict.fromkeys((item.code, at) for item in offered for at in _places(form, item))
    whole = _blank_tables(form, open_ones)
    lines = dict.fromkeys((code, whole.get(_table_of(form, at), at) if code == _BLANK else at) for code, at in places)
    slots = {"date": today.isoformat(), "reason": say("waiver-slots.reason"), "office": say("waiver-slots.office")}
    return tuple(say("waiver-line", {"rule": code, "at": scalar(at), **slots}) for code, at in lines)


def _slips() -> frozenset[str]:
    """Codes of what is mistyped in a report that is being written."""
    return frozenset(rule_codes().identities) | _SLIPS


def _table_of(form: Form, at: str) -> str | None:
    return resolve(form, at).table


def _blank_tables(form: Form, findings: Iterable[Finding]) -> dict[str | None, str]:
    """Tables with so many blanks that one explanation is offered for each, with its place.

    None is of a table in which blanks are still to be read or filled in: it would let these pass as well.
    """
    lines: dict[str | None, set[str]] = {}
    unexplained: set[str | None] = set()
    for item in findings:
        if item.code == _BLANK:
            for at in _places(form, item):
                table = _table_of(form, at)
                lines.setdefault(table, set()).add(at)
                unexplained |= {table} if item.variant in UNEXPLAINED else set()
    return {
        table: place_text(form, Place(table=table))
        for table, places in lines.items()
        if table is not None and len(places) >= _MANY_BLANKS and table not in unexplained
    }


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
