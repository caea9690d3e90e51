"""Consistent reports out of a seed: any form, totals stated or left out, written as clerks write them.

Figures are made up so that every identity of the form holds: the parts at random, then the left sides of the balances
from their right sides, then the totals. No id of a row or column stands here, so a new form needs nothing new.
"""

from __future__ import annotations

import random
from decimal import Decimal
from typing import TYPE_CHECKING

from gongkai.figures import NOT_APPLICABLE_WORD, Kind
from tests.checks.sheet import Sheet

if TYPE_CHECKING:
    from gongkai.forms import Column, Form, Identity, Table

Numbers = list[list[int]]
"""Whole numbers of one table, by row and column."""


def chance(seed: int | str) -> random.Random:
    """A source of chance that gives the same from the same seed."""
    return random.Random(seed)  # noqa: S311 - figures for tests, no secrets


def generate(rng: random.Random, form: Form, *, stated: bool) -> Sheet:
    """Make up one report that adds up.

    Args:
        rng: Where all chance comes from.
        form: The form.
        stated: Whether the totals are written down.
    """
    sheet = Sheet(form, {"version": "1", "form": form.id, "published": "未载", "status": "published"}, {})
    for table in form.tables:
        identities = [item for item in form.identities if item.table == table.id]
        numbers = _numbers(rng, table, identities)
        sheet.tables[table.id] = {
            line.name.id: _written(rng, [(table.columns(line.row)[c], numbers[line.row][c]) for c in line.columns])
            for line in table.lines
        }
        for line in table.lines:
            sheet.names[table.id, line.name.id] = rng.choice((line.name.short, line.name.label, line.name.id))
    if not stated:
        sheet.leave_totals_out()
    return sheet


def _numbers(rng: random.Random, table: Table, identities: list[Identity]) -> Numbers:
    busy = rng.choice((0, 3, 30, 4000))
    numbers = [[_number(rng, column, busy) for column in table.columns(row)] for row in range(len(table.rows))]
    down = [item for item in identities if item.each == "column"]
    for total in (item for item in down if item.total):
        _add_down(table, numbers, total)
    for balance in (item for item in down if not item.total):
        _balance(rng, table, numbers, balance)
    for total in (item for item in identities if item.each == "row"):
        _add_across(table, numbers, total)
    for total in (item for item in down if item.total):
        _add_down(table, numbers, total)
    return numbers


def _number(rng: random.Random, column: Column, busy: int) -> int:
    number = rng.choice((0, 0, 1, rng.randint(0, 9), rng.randint(0, busy)))
    return -number if column.kind is Kind.CHANGE and rng.random() < 0.5 else number


def _add_down(table: Table, numbers: Numbers, identity: Identity) -> None:
    assert identity.total is not None
    rows = [table.row_index[part] for part in identity.parts]
    for column, figures in enumerate(zip(*(numbers[row] for row in rows), strict=True)):
        numbers[table.row_index[identity.total]][column] = sum(figures)


def _add_across(table: Table, numbers: Numbers, identity: Identity) -> None:
    assert identity.total is not None
    for row, figures in enumerate(numbers):
        total = table.column_index(row, identity.total)
        parts = [table.column_index(row, part) for part in identity.parts]
        if total is not None:
            figures[total] = sum(figures[part] for part in parts if part is not None)


def _balance(rng: random.Random, table: Table, numbers: Numbers, identity: Identity) -> None:
    """Give each row of the left side a share of what the right side adds up to."""
    left = [table.row_index[row] for row in identity.left]
    right = [table.row_index[row] for row in identity.right]
    for column in range(len(numbers[left[0]])):
        rest = sum(numbers[row][column] for row in right)
        for row in left[1:]:
            numbers[row][column] = rng.randint(0, rest)
            rest -= numbers[row][column]
        numbers[left[0]][column] = rest


def _written(rng: random.Random, figures: list[tuple[Column, int]]) -> list[str]:
    """The figures of a line as text; a line of noughts may be one that does not apply."""
    if all(number == 0 for _, number in figures) and rng.random() < 0.2:
        return [NOT_APPLICABLE_WORD] * len(figures)
    return [_amount(rng, number) if column.kind is Kind.AMOUNT else str(number) for column, number in figures]


def _amount(rng: random.Random, number: int) -> str:
    places = rng.choice((0, 1, 2, 4))
    amount = (Decimal(number) + Decimal(rng.randint(0, 9999)) / 10000).quantize(Decimal(1).scaleb(-places))
    return f"{amount}{rng.choice(('', '万元', ' 万元', '元'))}"
