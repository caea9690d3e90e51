"""Explanations of figures in a browser: by keyboard, by touch and without scripts; the pages to look things up in."""

from __future__ import annotations

import gzip
import json
import re
from typing import TYPE_CHECKING

import pytest

from tests import browser
from tests.site.looks import LAYOUT
from tests.site.sites import until

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.conftest import OpenPage, Serve

WIDE, PHONE = 1280, 390
ROW = "requests-received"
SHEET = "requests-e-received"
OPEN = ".gk-sheet:target"
UNMARK = """for (const row of document.querySelectorAll(".gk-open")) {
    row.classList.remove("gk-open");
    if (!row.className) row.removeAttribute("class");
}"""
"""Takes the highlight from the row of the open sheet, as if none were open."""


@pytest.fixture
def agency(district: Path) -> str:
    """The agency with the most requests in 2023: something to explain."""

    def received(folder: Path) -> int:
        observations = json.loads((folder / "2023" / "report.json").read_text(encoding="utf-8"))["observations"]
        return next(item["value"] for item in observations if (item["row"], item["column"]) == ("received", "total"))

    folders = [folder for folder in sorted(district.iterdir()) if (folder / "2023" / "report.json").is_file()]
    return max(folders, key=received).name


def figures(district: Path, agency: str, year: int) -> dict[tuple[str, str], int]:
    report = json.loads((district / agency / str(year) / "report.json").read_text(encoding="utf-8"))
    requests = [item for item in report["observations"] if item["table"] == "requests"]
    return {(item["row"], item["column"]): item["value"] for item in requests}


def active(opened: Page) -> str:
    return str(opened.evaluate("document.activeElement.id || document.activeElement.getAttribute('href') || ''"))


LEAD_TO = """href => {
    const stops = [...document.querySelectorAll("a[href], button, input, summary, [tabindex='0']")];
    const seen = stops.filter(one => one.tabIndex === 0 && one.checkVisibility());
    seen[seen.findIndex(one => one.getAttribute("href") === href) - 1].focus();
}"""
"""Gives the focus to what stands before a link; that Tab gets there from the top is tested in `test_whole`."""


def tab_to(opened: Page, href: str) -> None:
    opened.evaluate(LEAD_TO, href)
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.getAttribute('href')") == href


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_keyboard_opens_reads_and_closes_a_sheet_without_scripts(  # noqa: PLR0913, PLR0917 - fixtures
    width: int, district: Path, agency: str, served: Serve, page: OpenPage, traffic: browser.Traffic
) -> None:
    opened = page(served(district, base="/a/b/").at(f"{agency}/2023/"), width=width, java_script_enabled=False)
    assert opened.locator(OPEN).count() == 0
    tab_to(opened, f"#{SHEET}")
    opened.keyboard.press("Enter")
    sheet = opened.locator(OPEN)
    assert sheet.is_visible()
    assert active(opened) == SHEET
    called = opened.get_by_role("region", name="一、本年新收政府信息公开申请数量")
    assert called.get_attribute("id") == SHEET
    this, last = figures(district, agency, 2023), figures(district, agency, 2022)
    text = sheet.inner_text()
    key = ("received", "total")
    assert f"总计 {this[key]}，上年 {last[key]}" in text
    assert "条例第二十七条" in text
    assert re.search(rf"总计 {this[key]} ＝ .*自然人 {this['received', 'natural_person']}", text)
    opened.keyboard.press("Tab")
    assert active(opened) == f"#{ROW}"
    opened.keyboard.press("Enter")
    assert opened.locator(OPEN).count() == 0
    assert opened.url.endswith(f"#{ROW}")
    opened.keyboard.press("Tab")
    assert active(opened) == f"#{SHEET}", "one goes on where one was"
    assert traffic == browser.Traffic()


def test_any_figure_opens_its_row_at_its_column_and_escape_closes_it(
    district: Path, agency: str, served: Serve, page: OpenPage
) -> None:
    opened = page(served(district).at(f"{agency}/2023/"), width=WIDE)
    at = opened.locator(f"#{ROW} td").first
    at.scroll_into_view_if_needed()
    at.click()
    assert opened.locator(OPEN).get_attribute("id") == SHEET
    until(lambda: in_sight(opened), "the row in sight, to which the page scrolls once its address has changed")
    assert opened.locator(f"{OPEN} .gk-here").inner_text().startswith("自然人 ")
    assert opened.locator("tr.gk-open").get_attribute("id") == ROW, "the row that is explained is highlighted"
    opened.keyboard.press("Escape")
    assert opened.locator(OPEN).count() == 0
    assert active(opened) == f"#{SHEET}"

    # A table is a stop of the keyboard where some of it is out of sight, and only there.
    hidden = "(e.scrollWidth > e.clientWidth)"
    stops = f"[...document.querySelectorAll('.gk-scroll')].every(e => (e.tabIndex === 0) === {hidden})"
    browser.wait_until(opened, f"{stops} && !document.querySelector('.gk-scroll[tabindex]')")
    opened.set_viewport_size({"width": 600, "height": 800})
    browser.wait_until(opened, f"{stops} && document.querySelector('.gk-scroll[tabindex]')")


def in_sight(opened: Page) -> bool:
    """Whether the row of the open sheet stands below the head of the page and above the sheet."""
    row, sheet = opened.locator(f"#{ROW}").bounding_box(), opened.locator(OPEN).bounding_box()
    head = opened.locator(".md-header").bounding_box()
    assert row
    assert sheet
    assert head
    return row["y"] >= head["y"] + head["height"] and row["y"] + row["height"] <= sheet["y"]


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_address_of_an_explanation_shows_its_row_beside_it(
    width: int, district: Path, agency: str, served: Serve, page: OpenPage
) -> None:
    opened = page(served(district).at(f"{agency}/2023/#{SHEET}"), width=width, height=800)
    browser.wait_until(opened, "scrollY > 0")
    until(lambda: in_sight(opened), "the row in sight, to which the page scrolls once its address has changed")
    assert opened.locator(OPEN).evaluate("e => e.scrollTop") == 0


def test_way_back_leads_out_of_what_was_looked_up(district: Path, agency: str, served: Serve, page: OpenPage) -> None:
    site = served(district)
    opened = page(site.at(f"{agency}/"), width=WIDE, height=800)
    opened.goto(site.at(f"{agency}/2023/"))
    for _ in range(2):
        opened.locator(f"#{ROW} td").first.click()
        opened.locator("#requests-outcome_total td").first.click()
        opened.keyboard.press("Escape")
        assert opened.locator(OPEN).count() == 0
    for _ in range(4):
        if opened.url == site.at(f"{agency}/"):
            break
        opened.go_back()
        assert opened.locator(OPEN).count() == 0, "nothing opens again"
    assert opened.url == site.at(f"{agency}/")


def test_touch_opens_the_sheet_of_a_total_at_the_foot_of_a_phone(
    district: Path, agency: str, served: Serve, page: OpenPage
) -> None:
    address = served(district).at(f"{agency}/2023/")
    opened = page(address, width=PHONE, height=800, has_touch=True, is_mobile=True, java_script_enabled=False)
    opened.locator("#requests-outcome_total a").last.tap()
    sheet = opened.locator(OPEN)
    box = sheet.bounding_box()
    assert box
    assert (round(box["x"]), round(box["width"])) == (0, PHONE)
    assert round(box["y"] + box["height"]) == 800
    assert box["height"] <= 0.63 * 800
    close = sheet.get_by_role("link", name="关闭").bounding_box()
    assert close
    assert close["y"] >= box["y"]
    sheet.get_by_role("link", name="关闭").tap()
    assert opened.locator(OPEN).count() == 0


def test_open_sheet_has_no_violation_of_any_level(district: Path, agency: str, served: Serve, page: OpenPage) -> None:
    """On a phone, where all sheets have one place and one style, one is looked at in dark colours and one in light."""
    opened = page(served(district).at(f"{agency}/2023/"), width=WIDE)
    sheets = (SHEET, "requests-e-outcome_total", "review-h-explained")
    for width, dark, names in ((WIDE, False, sheets), (WIDE, True, sheets), (PHONE, True, sheets[:1])):
        opened.set_viewport_size({"width": width, "height": 800})
        if dark and width == WIDE:
            browser.turn_dark(opened, reload=False)
        layouts = {opened.evaluate(LAYOUT, [".gk-table", ".gk-sheet"])} if width == WIDE else set()
        for name in names:
            assert faults_of_sheet(opened, name, None if not dark else browser.SIZE_RULES) == ""
            layouts.add(opened.evaluate(LAYOUT, [".gk-table", ".gk-sheet"]))
        assert len(layouts) == 1, "whichever sheet is open, the rest of the tables is as it was without one"
    browser.turn_light(opened)
    assert faults_of_sheet(opened, sheets[1], browser.SIZE_RULES) == ""


def faults_of_sheet(opened: Page, name: str, rules: tuple[str, ...] | None) -> str:
    """Open a sheet and ask rules of it and of the row that it explains; the highlight of the row is taken away then."""
    opened.evaluate(f"location.hash = '{name}'")
    assert opened.locator(OPEN).get_attribute("id") == name
    assert opened.locator(OPEN).is_visible()
    browser.wait_until(opened, f"document.querySelector('.gk-open a[href=\"#{name}\"]')")
    faults = browser.describe(browser.axe(opened, context=f"#{name}, .gk-open", rules=rules))
    opened.evaluate(UNMARK)
    return faults


def test_glossary_is_one_link_away_and_its_entry_is_the_target(
    district: Path, agency: str, served: Serve, page: OpenPage, traffic: browser.Traffic
) -> None:
    address = served(district, base="/a/b/").at(f"{agency}/2023/#requests-e-denied_safety")
    opened = page(address, java_script_enabled=False)
    opened.locator(OPEN).get_by_role("link", name="名词解释：三安全一稳定").click()
    assert opened.url.endswith("/a/b/glossary/#three_safeties")
    assert opened.locator("dt:target").inner_text() == "三安全一稳定"
    assert opened.locator("dt:target + dd").inner_text().startswith("国家安全、公共安全")
    assert traffic == browser.Traffic()


def test_tables_and_rows_have_addresses_that_can_be_taken(
    district: Path, agency: str, served: Serve, page: OpenPage
) -> None:
    opened = page(served(district).at(f"{agency}/2023/"))
    link = opened.get_by_role("link", name="“收到和处理政府信息公开申请情况”一表的链接")
    assert link.is_visible()
    link.click()
    assert opened.url.endswith("#requests")
    opened.goto(f"{opened.url.partition('#')[0]}#{SHEET}")
    opened.locator(OPEN).get_by_role("link", name="关闭").click()
    assert opened.url.endswith(f"#{ROW}")
    assert opened.locator(f"#{ROW}:target").count() == 1


def test_year_of_another_form_and_first_year_say_why_nothing_is_compared(district: Path, agency: str) -> None:
    years = sorted(int(folder.name) for folder in (district / agency).iterdir() if re.fullmatch(r"\d{4}", folder.name))
    first = (district / agency / str(years[0]) / "index.html").read_text(encoding="utf-8")
    assert "无上年数据。" in first
    change = (district / agency / "2021" / "index.html").read_text(encoding="utf-8")
    assert "口径调整，与上年不可比。" in change
    assert "口径调整" not in (district / agency / "2023" / "index.html").read_text(encoding="utf-8")


def test_every_link_to_the_glossary_leads_to_an_entry(district: Path) -> None:
    entries = set(re.findall(r'<dt id="([^"]+)"', (district / "glossary" / "index.html").read_text(encoding="utf-8")))
    linked = set()
    for path in district.glob("*/20*/index.html"):
        linked |= set(re.findall(r"href=\.\./\.\./glossary/#([^>]+)>", path.read_text(encoding="utf-8")))
    assert len(linked) > 20
    assert linked <= entries


def test_report_page_stays_light(district: Path, agency: str) -> None:
    html = (district / agency / "2023" / "index.html").read_bytes()
    assert len(html) < 160_000
    assert len(gzip.compress(html, 6)) < 25_000


def test_paper_shows_no_sheet(district: Path, agency: str, served: Serve, page: OpenPage) -> None:
    opened = page(served(district).at(f"{agency}/2023/#{SHEET}"))
    assert opened.locator(f"#{SHEET}").is_visible()
    opened.emulate_media(media="print")
    assert not opened.locator(f"#{SHEET}").is_visible()
    assert not opened.locator(".gk-address").first.is_visible()
    assert opened.locator(f"#{ROW} th a").is_visible()


def test_methods_name_no_agency_and_count_every_report(district: Path) -> None:
    html = (district / "methods" / "index.html").read_text(encoding="utf-8")
    article = html[html.index("<article") : html.index("</article>")]
    reports = list(district.glob("*/20*/report.json"))
    assert f"{len(reports)} 份报告" in article
    assert "<td>勾稽关系（balance，R1）</td>" in article, "a rule has a name besides its code"
    names = {json.loads(path.read_text(encoding="utf-8"))["agency"]["name"] for path in reports}
    assert not [name for name in names if name in article]
