"""The unit of amounts that a document states on a line of its own, as offices do above a table: ``金额单位：元``."""

import re
from dataclasses import replace

from gongkai.figures import Kind
from gongkai.forms import Column, Table
from gongkai.readers.matching.assign import RowAssignment
from gongkai.readers.matching.label_text import fold
from gongkai.readers.matching.remark.collector import ResultCollector
from gongkai.readers.remarks import Doubt

_STATED = re.compile(r"\(?(?:金额|人民币|计量)?单位:?(?:[^元\d]{1,2}[、,/])*(?:人民币)?([百千万亿]{0,2}元)\)?")
"""A line with nothing but a unit, blanks taken out: ``（单位：元）``, ``单位：件、万元``."""


def take_units_above(assignment: RowAssignment, collector: ResultCollector) -> None:
    """Give amounts the unit that a line near their table states, where neither they nor their head have one.

    Without it an amount is read in the unit of the form. A line in the form's own unit changes nothing.
    """
    for line, near in zip(assignment.document.lines, assignment.near, strict=True):
        stated = _STATED.fullmatch(re.sub(r"\s", "", fold(line.text)))
        if stated is None:
            continue
        for at, figure in list(collector.figures.items()):
            table = collector.form.table_index[at[0]]
            row, place = table.position(*at[1:])
            column = table.columns(row)[place]
            is_meant = table.id in near and column.kind is Kind.AMOUNT and column.unit != stated[1]
            if not is_meant or figure.value is None or figure.unit or _head_has_unit(assignment, table, column):
                continue
            collector.figures[at] = replace(figure, unit=stated[1])
            collector.remark(
                Doubt.GUESSED, "unit-above", line.origin, text=line.text, table=at[0], row=at[1], col=at[2],
                args=(("unit", column.unit or ""),),
            )  # fmt: skip


def _head_has_unit(assignment: RowAssignment, table: Table, column: Column) -> bool:
    """Whether the document's head of a column states a unit of money itself."""
    return any(
        "元" in token.text
        for line in assignment.document.lines
        for token in line.tokens
        if token.match is not None
        and any(meaning.name == column.id for meaning in token.match.of("column", table=table.id))
    )
