"""R9 and the document's own header: cells taken one by one."""

import re
from collections.abc import Iterator
from functools import lru_cache

from gongkai.checks.registry import Subject, check, form_of
from gongkai.figures import Figure, Kind, State, written
from gongkai.findings import Finding, Level
from gongkai.forms import Form, Line, Table, place_id
from gongkai.reports import Report

_PLACES = re.compile(r"(?:保留|小数点后)\s*([0-9０-９一二两三四五六])\s*位(?:小数)?")
_NUMERALS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6}


@check("blank", rule="R9", levels=(Level.WARNING,))
def blank(subject: Subject) -> Iterator[Finding]:
    """R9. A blank is not 0: 没有发生填 0, 空项须说明. One finding a line, however many of its cells are blank."""
    form = form_of(subject)
    for table in form.tables:
        for line in table.lines:
            yield from _blank_line(subject, form, table, line)


def line_absent(report: Report, form: Form, table: Table, line: Line) -> bool:
    """Whether the data lack a line, or its whole table: that has a finding of its own."""
    row = table.rows[line.row].id
    place = place_id(form, table.id, row, line.name.id if table.by_blocks else None)
    return not report.absent.isdisjoint((table.id, place))


def _blank_line(subject: Subject, form: Form, table: Table, line: Line) -> Iterator[Finding]:
    figures = subject.report.grids[table.id][line.row]
    summed = subject.report.computed[table.id]
    blanks = [
        column for column in line.columns if figures[column].state is State.BLANK and (line.row, column) not in summed
    ]
    if not blanks or line_absent(subject.report, form, table, line):
        return
    row, columns = table.rows[line.row], table.columns(line.row)
    single = columns[blanks[0]] if len(blanks) == 1 else None
    yield subject.finding(
        "blank",
        level=Level.WARNING,
        rule="R9",
        variant="cell" if single else "row",
        table=table.id,
        row=row.id,
        col=single.id if single else None,
        cells=tuple((row.id, columns[column].id) for column in blanks),
        args={
            "row_name": line.name.label,
            "count": str(len(blanks)),
            "col_name": (single.name.label if table.by_blocks else single.printed) if single else "",
        },
    )


@check("decimals", levels=(Level.WARNING,))
def decimals(subject: Subject) -> Iterator[Finding]:
    """A header that prescribes decimal places holds for the figure below it; the document's own header first."""
    form = form_of(subject)
    for table_id, row, column in _amounts(form):
        table = form.table_index[table_id]
        figure = subject.report.grids[table_id][row][column]
        col = table.columns(row)[column]
        head = subject.report.head(table_id, table.rows[row].id, col.id) or col.name.label
        wanted, found = _prescribed(head), _decimals(figure)
        if wanted is None or found is None or wanted == found:
            continue
        yield subject.finding(
            "decimals",
            level=Level.WARNING,
            table=table_id,
            row=table.rows[row].id,
            col=col.id,
            cells=((table.rows[row].id, col.id),),
            expected=str(wanted),
            actual=str(found),
            args={
                "row_name": table.rows[row].name.label,
                "head": head,
                "expected": str(wanted),
                "actual": str(found),
                "written": written(figure),
            },
        )


@lru_cache(maxsize=64)
def _amounts(form: Form) -> tuple[tuple[str, int, int], ...]:
    """The cells that may have decimals; worked out once a form."""
    return tuple(
        (table.id, row, column)
        for table in form.tables
        for row in range(len(table.rows))
        for column, col in enumerate(table.columns(row))
        if col.kind is Kind.AMOUNT
    )


def _prescribed(head: str) -> int | None:
    match = _PLACES.search(head)
    return _NUMERALS.get(match[1]) or int(match[1]) if match else None


def _decimals(figure: Figure) -> int | None:
    """Decimal places of a given amount other than nought; a bare 0 needs none."""
    if figure.state is not State.GIVEN or not figure.number:
        return None
    _, _, places = f"{figure.number:f}".partition(".")
    return len(places)
