"""Amounts of money in cells made comparable: in 元, each with what its last place is worth."""

import re
from dataclasses import dataclass
from decimal import Decimal

from gongkai.figures import Kind
from gongkai.forms import CellId, Table
from gongkai.reports.model import Report

_WORTH = {"": 1, "百": 100, "千": 1000, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_UNIT = re.compile(r"([百千万亿]{0,2})元")
_HEAD = re.compile(r"(?:单位\s*(?:[:：]|为|是)?\s*|[（(]\s*|[以按])(?:人民币\s*[:：,，]?\s*)?([百千万亿]{0,2}元)")
"""The unit in a head: ``（万元）``, ``（单位：人民币元）``, ``（以元计）``."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount.

    Attributes:
        yuan: In 元.
        step: What one of its last place is worth, in 元: an amount rounded to it may be half of that more or less.
        unit: The unit that it is written in.
    """

    yuan: Decimal
    step: Decimal
    unit: str

    def in_unit(self, unit: str) -> Decimal | None:
        """The number in another unit, without zeros at its end; None where that is none."""
        one = money(1, unit)
        return (self.yuan / one.yuan).normalize() if one is not None else None


def money(number: Decimal | int, unit: str) -> Money | None:
    """A number of some unit of money; None where the unit is none."""
    match = _UNIT.fullmatch(unit)
    if match is None or match[1] not in _WORTH:
        return None
    worth, amount = _WORTH[match[1]], Decimal(number)
    exponent = amount.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return Money(amount * worth, Decimal(worth).scaleb(-places), unit)


def head_unit(report: Report, table: Table, row: int, column: int) -> str | None:
    """The unit that stands in the head over a cell; of an amount the document's own head goes before the form's.

    Args:
        report: The report.
        table: A table of its form.
        row: Position of the row.
        column: Position of the column in the row's block.

    Returns:
        The unit as written (万元); None where neither head states one.
    """
    model = table.columns(row)[column]
    own = report.head(table.id, table.rows[row].id, model.id) if model.kind is Kind.AMOUNT else None
    match = _HEAD.search(own) if own else None
    return match[1] if match is not None else model.unit


def cell_head_unit(report: Report, cell: CellId) -> str | None:
    """The same for a cell by its ids; None for a report without a form as well.

    Raises:
        KeyError: The form has no such cell.
    """
    if report.form is None:
        return None
    table = report.form.table_index[cell.table]
    return head_unit(report, table, *table.position(cell.row, cell.column))


def cell_money(report: Report, cell: CellId) -> Money | None:
    """The amount in a cell, in its own unit or in that of its head; None where there is none or the unit is unknown."""
    figure = report.figure(*cell)
    unit = figure.unit or cell_head_unit(report, cell)
    return money(figure.value, unit) if figure.value is not None and unit is not None else None
