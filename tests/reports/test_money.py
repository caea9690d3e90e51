"""Amounts of money in cells, in 元."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gongkai.forms import CellId
from gongkai.reports.money import cell_head_unit, cell_money, money
from tests.checks import subjects
from tests.checks.case_files import _base

CELL = CellId("proactive", "fees", "amount")


@pytest.mark.parametrize(
    ("number", "unit", "yuan", "step"),
    [
        ("12.50", "万元", "125000", "100"),
        ("3", "亿元", "300000000", "100000000"),
        ("120", "元", "120", "1"),
        ("1.5", "百元", "150", "10"),
    ],
)
def test_amount_is_worth_its_unit(number: str, unit: str, yuan: str, step: str) -> None:
    amount = money(Decimal(number), unit)

    assert amount is not None
    assert (amount.yuan, amount.step) == (Decimal(yuan), Decimal(step))


def test_other_units_are_no_money() -> None:
    assert money(1, "件") is None
    assert money(1, "万亿元") is None


def test_amount_in_another_unit_has_no_zeros_at_its_end() -> None:
    amount = money(120000, "元")

    assert amount is not None
    assert f"{amount.in_unit('万元'):f}" == "12"
    assert amount.in_unit("件") is None


@pytest.mark.parametrize(
    ("figure", "head", "unit", "yuan"),
    [
        ("120.50", None, "万元", "1205000"),
        ("5000元", None, "万元", "5000"),
        ("5000", "本年收费金额（单位：元）", "元", "5000"),
        ("5000", "本年收费金额(元)", "元", "5000"),
        ("5000", "本年收费金额（单位：人民币元）", "元", "5000"),
        ("5000", "本年收费金额（人民币：元）", "元", "5000"),
        ("5000", "本年收费金额（以元计）", "元", "5000"),
        ("5000", "本年收费金额，单位为元", "元", "5000"),
        ("5", "本年收费金额", "万元", "50000"),
    ],
)
def test_cell_is_in_its_own_unit_or_in_that_of_its_head(figure: str, head: str | None, unit: str, yuan: str) -> None:
    sheet = _base("consistent-2021")
    sheet.write("主动公开.行政事业性收费", [figure])
    sheet.below = f"heads: {{主动公开.行政事业性收费.收费金额: {head}}}\n" if head else ""
    report, _ = subjects.load(sheet.text(), year=2023)
    amount = cell_money(report, CELL)

    assert cell_head_unit(report, CELL) == unit
    assert amount is not None
    assert amount.yuan == Decimal(yuan)
