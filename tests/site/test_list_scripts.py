"""What readers see of lists and tables: agencies by name and pinyin, lines with a change alone, lines on a phone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gongkai.renders.html.years.comparison import comparison_html
from gongkai.tables.comparison import compare
from tests.tables import grids

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.conftest import OpenPage, Serve

LEFT = """() => [...document.querySelectorAll("table.gk, .gk-rest")].filter(one => one.checkVisibility())
    .map(one => one.tBodies ? [...one.tBodies[0].rows].filter(
        row => row.checkVisibility() && row.querySelector("[scope=row]")).length : one.innerText)"""
"""Of each table that is seen the number of its lines that are seen; sentences about lines that are not."""


def test_agencies_are_found_by_name_by_pinyin_and_by_its_first_letters(
    district: Path, served: Serve, page: OpenPage
) -> None:
    opened = page(served(district, base="/some/base/").at("agencies/"))
    box, status = opened.get_by_role("searchbox", name="找一个机关"), opened.locator(".gk-finder [role=status]")
    for typed in ("甲街道", "jiajiedao", "jjd", "jia-jie", "JJD", "yangliquj", "ylqjjd", "区甲街处"):
        box.fill(typed)
        opened.locator(".gk-finder").get_by_role("link", name="样例区甲街道办事处", exact=True).wait_for(timeout=5000)
    for typed, unlike in {"教委": "县教委", "区教委": "教育处", "教体": "iedao", "样教局": "局教"}.items():
        box.fill(typed)
        status.get_by_text("找到 1 个机关。").wait_for(timeout=5000)
        assert opened.locator(".gk-finder li").all_inner_texts() == ["样例区教育局"], typed
        box.fill(unlike)
        status.get_by_text("没有名称或拼音合得上的机关。").wait_for(timeout=5000)
    box.fill("jjd")
    opened.locator(".gk-finder li a").first.click()
    assert opened.url.endswith("/some/base/jia-jiedao/")


def switched(opened: Page) -> tuple[list[int | str], list[int | str]]:
    """What is left with changes alone, and with all lines."""
    alone = opened.evaluate(LEFT)
    opened.locator("#gk-only").uncheck()
    return alone, opened.evaluate(LEFT)


def compare_with_itself(opened: Page) -> None:
    """Show a comparison of two years that do not differ in an open page of a comparison."""
    now = grids.numbered(grids.every_form()[0])
    html = str(comparison_html(compare(now, replace(now, year=now.year - 1))))
    opened.evaluate("html => document.getElementById('gk-content').innerHTML = html", html)


def test_no_table_is_left_with_its_head_alone_where_nothing_changed(
    district: Path, served: Serve, page: OpenPage
) -> None:
    opened = page(served(district).at("jia-jiedao/2025/compare/"))
    compare_with_itself(opened)
    alone, every = switched(opened)
    opened.goto(opened.url.replace("jia-jiedao/2025/compare/", "compare/?a=jia-jiedao/2025&b=jia-jiedao/2025"))
    opened.locator(".gk-rest").first.wait_for()
    assert opened.locator("label[for=gk-only]").inner_text().startswith("只看不同的行"), "nothing changed between two"
    for some, all_lines in ((alone, every), switched(opened)):
        assert 0 not in some
        assert some
        assert all("没有列出" in str(text) for text in some), "no line says that nothing changed"
        assert all(isinstance(count, int) and count for count in all_lines)
        assert len(all_lines) >= 3


def test_line_without_a_change_that_an_address_leads_to_is_shown_with_its_table(
    district: Path, served: Serve, page: OpenPage
) -> None:
    opened = page(served(district).at("jia-jiedao/2025/compare/"))
    compare_with_itself(opened)
    place = opened.locator("table.gk-compare >> nth=0").locator("tbody tr[data-even][id]").first
    assert not place.is_visible()
    opened.evaluate("id => { location.hash = id }", place.get_attribute("id"))
    assert place.is_visible()


def test_years_to_take_away_are_lines_before_any_script_and_nothing_moves_later(
    district: Path, served: Serve, page: OpenPage
) -> None:
    opened = page(served(district).at("data/"), width=390, java_script_enabled=False)
    labels = opened.locator("table.gk-lined >> nth=0").locator("tbody tr >> nth=0").locator("td")
    shown = labels.evaluate_all("all => all.map(e => getComputedStyle(e, '::before').content)")
    assert shown == ["none", '"报告"', '"各机关一览"', '"全部数字"']
