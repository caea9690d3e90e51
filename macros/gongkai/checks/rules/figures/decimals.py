"""Decimal places that a header prescribes: the document's own header, else the form's."""

import re
from collections.abc import Iterator
from functools import lru_cache

from gongkai.checks.registry import rule
from gongkai.checks.subject import Subject, form_of
from gongkai.figures import Figure, Kind, State, written
from gongkai.findings import Finding, Level
from gongkai.forms import Form

_PLACES = re.compile(r"(?:保留|小数点后)\s*([0-9０-９一二两三四五六])\s*位(?:小数)?")
_NUMERALS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6}


@rule(
    "decimals",
    name="小数位数",
    levels=(Level.WARNING,),
    source="原件或格式的表头",
    statement="表头规定了小数位数的，金额照规定的位数填写。",
    english="the document's own header prescribes decimal places",
    waivable=True,
    wordings={
        "text": (
            "“{row_name}”一行“{head}”要求保留 {expected} 位小数，"
            "现有 {actual} 位（{written}）。请按原件核对；原公布件如此的，登记情况说明。"
        ),
    },
)
def decimals(subject: Subject) -> Iterator[Finding]:
    """A header that prescribes decimal places holds for the figure below it; the document's own header first."""
    form = form_of(subject)
    for table_id, row, column in _amounts(form):
        table = form.table_index[table_id]
        figure = subject.report.grids[table_id][row][column]
        col = table.columns(row)[column]
        head = subject.report.head(table_id, table.rows[row].id, col.id) or col.name.label
        expected, actual = _prescribed(head), _decimals(figure)
        if expected is None or actual is None or expected == actual:
            continue
        yield subject.finding(
            "decimals",
            level=Level.WARNING,
            table=table_id,
            row=table.rows[row].id,
            col=col.id,
            cells=((table.rows[row].id, col.id),),
            expected=str(expected),
            actual=str(actual),
            args={
                "row_name": table.rows[row].name.label,
                "head": head,
                "expected": str(expected),
                "actual": str(actual),
                "written": written(figure),
            },
        )


@lru_cache(maxsize=64)
def _amounts(form: Form) -> tuple[tuple[str, int, int], ...]:
    """The cells that may have decimals; worked out once a form."""
    return tuple(
        (table, row, column)
        for table, row, column in form.positions
        if form.table_index[table].columns(row)[column].kind is Kind.AMOUNT
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
