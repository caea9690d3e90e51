"""Tables on a phone, without scripts: totals first, noughts named in a line, all of it one switch away."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page

    from tests.conftest import OpenPage, Serve

PHONE = 390
NOUGHTS = 14
"""Rows of noughts among the 25 of the table of requests, in the report that is looked at."""
LEAST = 300


@pytest.fixture(scope="module")
def district(demo_district: Path) -> Path:
    """The pages of the demo district that most tests share."""
    return demo_district / "site"


def folded(html: str) -> int:
    """How many rows of the table of requests a phone leaves out."""
    return len(re.findall(r'<tr id=requests-\S+ class="?gk-fold', html))


def height(part: Locator) -> float:
    box = part.bounding_box()
    assert box
    return box["height"]


def seen(opened: Page, cells: str) -> int:
    """How many of some parts are seen."""
    return int(opened.locator(cells).evaluate_all("all => all.filter(e => e.checkVisibility()).length"))


def test_table_of_requests_is_short_and_unfolds(district: Path, served: Serve, page: OpenPage) -> None:
    pages = sorted(district.glob("*/202[1-9]/index.html"))
    path = min(pages, key=lambda item: abs(folded(item.read_text(encoding="utf-8")) - NOUGHTS))
    count = folded(path.read_text(encoding="utf-8"))
    assert count <= NOUGHTS
    opened = page(served(district).at(f"{path.parent.relative_to(district)}/"), width=PHONE, java_script_enabled=False)
    table = opened.locator("#requests")
    assert LEAST < height(table) <= 1200
    assert f"其余 {count} 行均为 0：" in opened.locator("#requests .gk-folded").inner_text()
    rows = seen(opened, "#requests tbody tr[id] th[scope=row]")
    assert rows == 25 - count
    assert seen(opened, "#requests tbody td") == rows, "a total in each row"
    opened.locator("#requests").get_by_label("打勾显示全部行和各列").check()
    assert seen(opened, "#requests tbody tr[id] th[scope=row]") == 25
    assert seen(opened, "#requests tbody td") == 25 * 7
    assert not opened.locator("#requests .gk-folded").is_visible()


def test_blanks_are_never_among_the_noughts(own_site: Path, served: Serve, page: OpenPage) -> None:
    opened = page(served(own_site).at("erligang/2020/"), width=PHONE)
    blank = opened.locator("#requests tr:has(> td[data-status=blank])")
    assert blank.count() == 5
    assert all("gk-fold" not in str(row.get_attribute("class")) for row in blank.all())
    assert seen(opened, "#requests td[data-status=blank]") == 5, "the total of each"
    opened.locator("#requests").get_by_label("打勾显示全部行和各列").check()
    labels = opened.locator("#requests td[data-status=blank]").evaluate_all("all => all.map(one => one.ariaLabel)")
    assert labels[0] == "自然人 空项", "a blank is read with the name of its column"
    assert {one.split()[-1] for one in labels} == {"空项"}


def test_comparison_shows_changes_first_and_the_rest_on_demand(district: Path, served: Serve, page: OpenPage) -> None:
    start = served(district).at("jia-jiedao/2025/compare/")
    for options in ({"java_script_enabled": False}, {}):
        opened = page(start, width=PHONE, **options)
        rows = "table.gk-compare tbody tr:has(> th[scope=row])"
        every, even = opened.locator(rows).count(), opened.locator(f"{rows}[data-even]").count()
        assert 0 < even < every
        assert seen(opened, rows) == every - even
        count = sum(int(match[1]) for text in opened.locator(".gk-rest").all_inner_texts()
                   if (match := re.search(r"(?:另有|共) (\d+) 行", text)))  # fmt: skip
        assert count == even
        opened.get_by_label("只看有变化的").uncheck()
        assert seen(opened, rows) == every
        assert seen(opened, ".gk-rest") == 0
    opened.emulate_media(media="print")
    assert seen(opened, rows) == every, "paper has what the screen has"
    opened.emulate_media(media="screen")
    opened.get_by_label("只看有变化的").check()
    opened.emulate_media(media="print")
    assert seen(opened, rows) == every - even, "paper has what the screen has"
    assert "没有列出。" in opened.locator(".gk-rest").first.inner_text(), "and says what it leaves out"
    assert "打勾" not in opened.locator(".gk-rest").first.inner_text(), "paper has no switch"


def test_labels_of_a_series_have_room_between_a_phone_and_a_wide_screen(
    district: Path, served: Serve, page: OpenPage
) -> None:
    opened = page(served(district).at("jiaoyu/series/"), width=768)
    label = opened.locator(".gk-series th[scope=row]").first
    assert label.evaluate("e => e.getBoundingClientRect().width") > 160, "twelve characters and more in a line"
    rows = "#review ~ .gk-series tbody tr:has(> th[scope=row])"
    every = opened.locator(rows).count()
    assert seen(opened, rows) == every
    opened.set_viewport_size({"width": PHONE, "height": 800})
    noughts = opened.locator(f"{rows}:not(:has(td:not(:last-child):not(:text-is('0'), :text-is('—'))))").count()
    assert 0 < noughts < every
    assert seen(opened, rows) == every - noughts, "what is 0 in every year is named in a line"
    line = opened.locator("#review ~ .gk-series .gk-folded")
    assert f"其余 {noughts} 行各年均为 0：" in line.inner_text()
    opened.locator("#review ~ .gk-series").get_by_label("打勾全部列出").check()
    assert seen(opened, rows) == every
    file = opened.get_by_role("link", name="CSV，Excel 可打开", exact=True)
    box = file.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE, "the file is linked to, and its link is whole"
