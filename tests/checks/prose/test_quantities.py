"""Numbers as they are written: what they are, what they count, which figures they allow."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gongkai.checks.prose.numerals import arabic, chinese
from gongkai.checks.prose.quantities import Counts, Quantity, quantities
from tests.checks.injected.prose import in_chinese


def one(text: str) -> Quantity:
    (quantity,) = [item for item in quantities(text) if isinstance(item, Quantity)]
    return quantity


@pytest.mark.parametrize(
    ("written", "number"),
    [
        *(("十二", 12), ("二十", 20), ("两百零三", 203), ("两百三", 230), ("一千", 1000), ("一千零五", 1005)),
        *(("一万二", 12000), ("一万二千三百四十五", 12345), ("一亿二千万", 120_000_000), ("一百零八万", 1_080_000)),
        *(("百", 100), ("零", 0), ("〇", 0), ("二〇二一", 2021), ("三五百", None), ("万", None), ("万万", None)),
    ],
)
def test_chinese_numerals_are_read(written: str, number: int | None) -> None:
    assert chinese(written) == number


def test_every_number_is_read_as_it_is_said() -> None:
    for number in (*range(120), *range(120, 9999, 97)):
        assert chinese(in_chinese(number)) == number


@pytest.mark.parametrize(
    ("written", "number"),
    [("1,295", 1295), ("１２．５", Decimal("12.5")), ("１，２９５", 1295), ("12.50", Decimal("12.50"))],
)
def test_digits_of_either_width_are_read(written: str, number: Decimal | int) -> None:
    assert arabic(written) == number


@pytest.mark.parametrize(
    ("text", "allowed", "refused"),
    [
        ("受理12件", [12], [11, 13]),
        ("80余件", [80, 85, 143], [79, 400]),
        ("一千余件", [1000, 1900], [999, 2000]),
        ("近百件", [100, 93], [101, 60]),
        ("约1,295件", [1295, 1200], [1100, 1500]),
        ("不足10件", [9, 3], [11]),
        ("超过20件", [20, 999], [19]),
        ("20件以上", [20, 35], [19]),
        ("20件左右", [18, 22], [15, 25]),
        ("数十件", [20, 99], [10, 101]),
        ("上百件", [100, 500], [99]),
        ("1.2万件", [12000], [11999]),
    ],
)
def test_number_allows_what_is_meant(text: str, allowed: list[int], refused: list[int]) -> None:
    quantity = one(text)
    assert [number for number in allowed if not quantity.allows(number)] == []
    assert [number for number in refused if quantity.allows(number)] == []


@pytest.mark.parametrize(
    ("text", "allowed", "refused"),
    [
        ("12.5%", "12.54", "12.61"),
        ("百分之十二点五", "12.46", "12.61"),
        ("100%", "99.9", "98.9"),
        ("12.5 万元", "125400", "126100"),
        ("3 亿元", "300000000", "400100000"),
        ("380 元", "380", "381"),
    ],
)
def test_shares_and_amounts_may_be_rounded_either_way(text: str, allowed: str, refused: str) -> None:
    quantity = one(text.replace(" ", ""))
    assert quantity.counts in (Counts.SHARE, Counts.MONEY)
    assert quantity.allows(Decimal(allowed))
    assert not quantity.allows(Decimal(refused))


@pytest.mark.parametrize(
    "text",
    [
        *("2025年1月1日", "国办公开办函〔2021〕30号", "第20条", "第三方", "12345热线", "电话0517-83605210", "7×24小时"),
        *("20个工作日", "一是", "统一", "三审三校", "无一件被纠正", "5·15", "9:30", "v1.2", "a12件", "每一件"),
    ],
)
def test_what_is_no_number_of_anything_is_left_out(text: str) -> None:
    assert [item for item in quantities(text) if isinstance(item, Quantity)] == []


@pytest.mark.parametrize(
    "text", ["3场", "5篇", "860余人次", "3—5件", "五个方面", "21期", "三类", "12名", "一件事", "13件事"]
)
def test_what_no_table_counts_is_something_else(text: str) -> None:
    assert one(text).counts is Counts.OTHER


def test_items_are_counted_though_affairs_are_not() -> None:
    assert one("13件事项").counts is Counts.FIGURE
