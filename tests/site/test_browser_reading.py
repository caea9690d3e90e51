"""Reading tools and tables on a phone, in a browser: keys, what is kept, what a screen reader is given."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from tests import browser
from tests.site.audit.rendered import SHIFT

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.conftest import OpenPage, Serve

WIDE, PHONE = 1280, 390
REPORT = "erligang/2020/"
PAGES = ("", "agencies/", "years/2020/", "erligang/", REPORT, "contact/")
FONT = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
LABELS = """tables => tables.map(table => [...table.querySelectorAll("td")].map(cell => {
    const heads = cell.headers.split(" ").map(id => document.getElementById(id)).filter(e => e.scope.startsWith("col"));
    const seen = getComputedStyle(cell, "::before").content.replaceAll('"', "");
    const box = cell.getBoundingClientRect();
    return {seen, head: heads.at(-1).textContent, shown: box.width > 60 && box.height > 10};
}))"""


class Visit(Protocol):
    """What the fixture `visit` gives."""

    def __call__(self, path: str, *, width: int = WIDE, size: str = "", contrast: str = "", **options: Any) -> Page:
        """Open a page of the site as one sees it who has chosen a size and a contrast before."""


@pytest.fixture
def visit(own_site: Path, served: Serve, page: OpenPage) -> Visit:
    site = served(own_site, base="/some/base/")

    def open_page(path: str, *, width: int = WIDE, size: str = "", contrast: str = "", **options: Any) -> Page:
        opened = page(width=width, **options)
        if size or contrast:
            kept = json.dumps({"size": size or "standard", "contrast": contrast or "normal"})
            opened.goto(site.at("assets/gongkai/reading.js"))  # shown as text: of the site, but without its scripts
            opened.evaluate("kept => localStorage.setItem('gongkai.reading', kept)", kept)
        opened.goto(site.at(path))
        return opened

    return open_page


def test_keyboard_sets_size_and_contrast_which_outlast_a_reload(visit: Visit) -> None:
    opened = visit(REPORT)
    before = opened.evaluate(FONT)
    summary = opened.locator(".gk-reading summary")
    for _ in range(12):
        opened.keyboard.press("Tab")
        if summary.evaluate("e => e === document.activeElement"):
            break
    opened.keyboard.press("Enter")
    group = opened.get_by_role("group", name="文字大小")
    assert group.get_by_role("button", name="标准").get_attribute("aria-pressed") == "true"
    for _ in range(3):
        opened.keyboard.press("Tab")
    opened.keyboard.press("Space")
    assert group.get_by_role("button", name="特大").get_attribute("aria-pressed") == "true"
    assert group.get_by_role("button", name="标准").get_attribute("aria-pressed") == "false"
    assert opened.evaluate(FONT) >= 1.4 * before
    for _ in range(2):
        opened.keyboard.press("Tab")
    opened.keyboard.press("Enter")
    opened.keyboard.press("Escape")
    assert not group.is_visible()
    assert summary.evaluate("e => e === document.activeElement")
    opened.reload()
    assert opened.evaluate(FONT) >= 1.4 * before
    assert opened.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 0)"
    summary.click()
    high = opened.get_by_role("group", name="对比度").get_by_role("button", name="高")
    assert high.get_attribute("aria-pressed") == "true"
    opened.mouse.click(20, 700)
    assert not high.is_visible(), "a click elsewhere closes the panel"


@pytest.mark.parametrize("path", PAGES)
def test_page_with_the_largest_text_and_high_contrast_is_whole(path: str, visit: Visit) -> None:
    """Asks the rules that size and colours may break; of the others these pages are seen to keep all as they open."""
    opened = visit(path, width=PHONE, size="largest", contrast="high", color_scheme="light")
    for width, scheme in ((PHONE, "light"), (PHONE, "dark"), (WIDE, "dark"), (WIDE, "light")):
        opened.set_viewport_size({"width": width, "height": 800})
        if (width, scheme) == (PHONE, "dark"):
            browser.turn_dark(opened, reload=False)
        elif (width, scheme) == (WIDE, "light"):
            browser.turn_light(opened)
        assert opened.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
        assert browser.describe(browser.axe(opened, rules=browser.SIZE_RULES)) == ""
        ink, ground = opened.evaluate(
            "[getComputedStyle(document.querySelector('h1')).color, getComputedStyle(document.body).backgroundColor]"
        )
        assert {ink, ground} == {"rgb(0, 0, 0)", "rgb(255, 255, 255)"}


def test_open_panel_has_no_violation(visit: Visit) -> None:
    opened = visit(REPORT, width=PHONE, color_scheme="light")
    for rules in (None, browser.COLOUR_RULES):
        if rules is not None:
            browser.turn_dark(opened, reload=False)
        panel = opened.locator(".gk-reading__panel")
        if not panel.is_visible():  # the click that switches the colours closes it, as any click elsewhere does
            opened.locator(".gk-reading summary").click()
        assert browser.describe(browser.axe(opened, context=".gk-reading", rules=rules)) == ""
        box = panel.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE


def test_chosen_size_is_there_before_anything_is_shown(visit: Visit) -> None:
    assert visit(REPORT, width=PHONE, size="largest").evaluate(SHIFT) == 0


def test_without_scripts_no_reading_tool_is_offered(visit: Visit) -> None:
    opened = visit(REPORT, java_script_enabled=False)
    assert not opened.locator(".gk-reading").is_visible()


def show_all(opened: Page) -> None:
    """Switch on, at each wide table of a phone, what it shows of each row but its total, and rows of noughts."""
    for switch in opened.locator("input.gk-full").all():
        switch.check()


def test_phone_shows_the_head_of_the_column_at_every_figure_of_a_wide_table(visit: Visit) -> None:
    opened = visit(REPORT, width=PHONE)
    show_all(opened)
    tables = opened.locator(".gk-wide table.gk").evaluate_all(LABELS)
    assert [len(cells) for cells in tables] == [23 * 7, 15]
    for cells in tables:
        for cell in cells:
            assert cell["shown"], cell
            assert cell["seen"].endswith(cell["head"]), cell
    assert len({cell["seen"] for cell in tables[1]}) == 15, "one label, one column"
    row = opened.locator("#requests-received")
    head, total = row.locator("th[scope=row]").bounding_box(), row.locator("td.gk-sum").bounding_box()
    other = row.locator("td").first.bounding_box()
    assert head
    assert total
    assert other
    assert abs(total["y"] + total["height"] / 2 - head["y"] - head["height"] / 2) < 12, "the total stands at its label"
    assert other["y"] >= head["y"] + head["height"] - 2
    everywhere = visit(REPORT, width=WIDE).locator(".gk-wide td").first
    assert everywhere.evaluate("e => getComputedStyle(e, '::before').content") == "none"


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_screen_reader_is_given_a_table_at_every_width(width: int, visit: Visit) -> None:
    opened = visit(REPORT, width=width)
    if width == PHONE:
        show_all(opened)
    tree = opened.context.new_cdp_session(opened).send("Accessibility.getFullAXTree")
    by_id = {node["nodeId"]: node for node in tree["nodes"]}

    def below(node: dict[str, Any]) -> Counter[str]:
        roles = Counter([node.get("role", {}).get("value", "")])
        for child in node.get("childIds", ()):
            if child in by_id:
                roles.update(below(by_id[child]))
        return roles

    counts = [below(node) for node in tree["nodes"] if node.get("role", {}).get("value") == "table"]
    requests = max(counts, key=lambda count: count["cell"])
    assert requests["cell"] == 23 * 7
    assert requests["row"] >= 23 + 2
    assert requests["columnheader"] >= 7
    assert requests["rowheader"] >= 23
