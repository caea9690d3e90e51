"""This repository's own site in a browser: every kind of page, wide and on a phone, without scripts, on paper."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, Protocol

import pypdfium2
import pytest

from tests import browser
from tests.site.looks import GOOD

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.conftest import OpenPage, Serve
    from tests.site.looks import Looks

WIDE, TABLET, PHONE = 1280, 604, 390
REPORT = "erligang/2020/"
PAGES = {"home": "", "list": "agencies/", "agency": "erligang/", "report": REPORT}
FOCUSED_REGION = """() => {
    const at = document.activeElement;
    return at.matches(".gk-scroll") && document.getElementById(at.getAttribute("aria-labelledby")).textContent;
}"""
LEAD_TO = """region => {
    const stops = [...document.querySelectorAll("a[href], button, input, summary, [tabindex='0']")];
    const seen = stops.filter(one => one === region || one.tabIndex === 0 && one.checkVisibility());
    seen[seen.indexOf(region) - 1].focus();
}"""
"""Gives the focus to what stands before a region of a table, from where Tab is to lead into it."""
HIDING = """[...document.querySelectorAll(".gk-scroll")].filter(one => one.scrollWidth > one.clientWidth)
    .map(one => document.getElementById(one.getAttribute("aria-labelledby")).textContent)"""
EDGES = "heads => heads.map(head => Math.round(head.getBoundingClientRect().right))"


class Visit(Protocol):
    """What the fixture `visit` gives."""

    def __call__(self, path: str, *, base: str = "/", width: int = WIDE, **options: Any) -> Page:
        """Open a page of the site, served below a base path; `options` are those of a browser context."""


@pytest.fixture
def visit(own_site: Path, served: Serve, page: OpenPage) -> Visit:
    """Opens pages of this repository's own site."""

    def open_page(path: str, *, base: str = "/", width: int = WIDE, **options: Any) -> Page:
        return page(served(own_site, base=base).at(path), width=width, **options)

    return open_page


RADICALS = {0x2EDA: "页", 0x2EA0: "民"}
"""Radicals that stand for characters on paper, and that no normal form takes for these."""


def plain(text: str) -> str:
    """Text as it compares: paper may hold the look-alikes of a character that its font shares one shape for."""
    return unicodedata.normalize("NFKC", "".join(text.split())).translate(RADICALS)


def sideways(opened: Page) -> int:
    """How many pixels the page itself can be moved sideways."""
    return int(opened.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def regions(opened: Page) -> list[dict[str, int]]:
    """Widths of every table region: what is seen, what there is."""
    widths: list[dict[str, int]] = opened.evaluate(
        "[...document.querySelectorAll('.gk-scroll')].map(e => ({seen: e.clientWidth, whole: e.scrollWidth}))"
    )
    return widths


@pytest.mark.parametrize("name", ["home", "report"])
@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_page_below_a_base_path_is_accessible_keeps_still_and_asks_nobody(
    name: str, width: int, own_site: Path, looks: Looks
) -> None:
    """What these two show is seen on no page of the district; its other pages are looked at in `test_whole`."""
    assert looks(own_site, PAGES[name], width=width) == GOOD


def test_pages_at_the_root_ask_for_nothing_that_is_not_there(visit: Visit, traffic: browser.Traffic) -> None:
    opened = visit(PAGES["home"])
    root = opened.url
    for path in PAGES.values():
        if path != PAGES["home"]:
            opened.goto(root + path)
        assert opened.locator("h1").count() == 1
    assert traffic == browser.Traffic()


def test_wide_screen_shows_all_three_tables_whole_figures_right_and_what_the_page_is(visit: Visit) -> None:
    opened = visit(REPORT, width=WIDE)
    widths = regions(opened)
    assert len(widths) == 3
    assert all(region["whole"] <= region["seen"] for region in widths)
    assert opened.locator("table.gk-review td").count() == 15
    for table in opened.locator("table.gk").all():
        box = table.bounding_box()
        assert box
        assert box["x"] + box["width"] <= WIDE
    figures_are_set_right_with_digits_of_one_width(opened)
    page_says_that_it_is_no_official_one_and_is_kept_from_search_engines(opened)


def test_phone_moves_nothing_sideways_and_small_tablets_at_most_the_regions(visit: Visit) -> None:
    opened = visit(REPORT, width=PHONE)
    assert [region["whole"] > region["seen"] for region in regions(opened)] == [False, False, False]
    opened.evaluate("window.scrollTo(500, 0)")
    assert opened.evaluate("window.scrollX") == 0
    assert all(region.get_attribute("aria-labelledby") for region in opened.locator(".gk-scroll").all())
    for width in (700, 768):
        opened.set_viewport_size({"width": width, "height": 800})
        review = regions(opened)[2]
        assert review["whole"] == review["seen"], "the link of the last column ends where its cell does"


def test_row_heads_stay_in_view_where_a_wide_table_is_moved(visit: Visit) -> None:
    opened = visit(REPORT, width=TABLET)
    opened.evaluate("localStorage.setItem('gongkai.reading', JSON.stringify({size: 'largest', contrast: 'normal'}))")
    opened.reload()
    region = opened.locator(".gk-scroll:has(table.gk-requests)")
    heads = "[scope=row], [scope=rowgroup]"
    before = region.locator(heads).evaluate_all(EDGES)
    assert region.evaluate("e => { e.scrollLeft = e.scrollWidth; return e.scrollLeft }") > 40
    assert region.locator(heads).evaluate_all(EDGES) == before
    frame = region.bounding_box()
    assert frame
    ends = set(region.locator("th[scope=row]").evaluate_all(EDGES))
    assert len(ends) == 1, "heads of every level end at one line"
    assert ends.pop() - frame["x"] < 0.5 * frame["width"]
    total = region.locator("td.gk-sum").first.bounding_box()
    assert total
    assert total["x"] + total["width"] <= frame["x"] + frame["width"] + 1


def figures_are_set_right_with_digits_of_one_width(opened: Page) -> None:
    """Look at figures, and at the head of the wide table."""
    style = opened.locator("table.gk td").first.evaluate(
        "e => [getComputedStyle(e).textAlign, getComputedStyle(e).fontVariantNumeric]"
    )
    assert style[0] == "right"
    assert "tabular-nums" in style[1]
    weight = opened.locator("table.gk-requests .gk-total td").first.evaluate("e => getComputedStyle(e).fontWeight")
    assert weight == "700"
    corner = opened.locator("table.gk-requests th:not([scope])")
    assert "勾稽关系" in corner.inner_text()


def test_keyboard_reaches_each_region_that_hides_something_shows_where_it_is_and_scrolls(visit: Visit) -> None:
    opened = visit(REPORT, width=TABLET)
    opened.evaluate("localStorage.setItem('gongkai.reading', JSON.stringify({size: 'largest', contrast: 'normal'}))")
    opened.reload()
    reached: dict[str, int] = {}
    for region in opened.locator(".gk-scroll[tabindex]").all():
        region.evaluate(LEAD_TO)
        opened.keyboard.press("Tab")
        label = opened.evaluate(FOCUSED_REGION)
        assert label
        outline = opened.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid"
        for _ in range(3):
            opened.keyboard.press("ArrowRight")
        opened.wait_for_timeout(250)
        reached[label] = opened.evaluate("document.activeElement.scrollLeft")
    assert [region["whole"] > region["seen"] for region in regions(opened)] == [False, True, True]
    assert list(reached) == opened.evaluate(HIDING), "a table that is all seen is no stop"
    assert all(reached.values())


def test_keyboard_opens_the_drawer_of_a_phone_and_a_closed_one_takes_no_focus(visit: Visit) -> None:
    opened = visit(REPORT, width=PHONE)
    years = opened.get_by_role("navigation", name="导航栏").get_by_role("link", name="2020 年")
    assert not years.is_visible()
    button = opened.get_by_role("button", name="打开导航")
    for _ in range(4):
        opened.keyboard.press("Tab")
        if button.evaluate("e => e === document.activeElement"):
            break
    assert button.get_attribute("aria-expanded") == "false"
    opened.keyboard.press("Space")
    assert button.get_attribute("aria-expanded") == "true"
    years.wait_for(state="visible")
    years.focus()
    assert years.evaluate("e => e === document.activeElement")


def test_own_agency_stands_in_the_navigation_by_its_full_name(visit: Visit) -> None:
    opened = visit(REPORT, base="/some/base/", width=WIDE)
    nav = opened.get_by_role("navigation", name="导航栏")
    assert nav.get_by_role("link", name="2020 年").get_attribute("aria-current") == "page"
    nav.get_by_role("link", name="二里岗街道办事处").click()
    assert opened.url.endswith("/some/base/erligang/")
    assert opened.locator("h1").inner_text() == "二里岗街道办事处"
    opened.get_by_role("navigation", name="当前位置").get_by_role("link", name="首页").click()
    assert opened.url.endswith("/some/base/")
    opened.get_by_role("main").get_by_role("link", name="二里岗街道办事处2020 年报告").click()
    assert opened.url.endswith("/some/base/erligang/2020/")


def test_without_scripts_everything_is_there(visit: Visit, traffic: browser.Traffic) -> None:
    opened = visit(REPORT, base="/some/base/", width=WIDE, java_script_enabled=False)
    for width in (WIDE, PHONE):
        opened.set_viewport_size({"width": width, "height": 800})
        assert opened.locator("table.gk-requests tbody tr").count() == 23
        assert opened.locator("table.gk-requests").is_visible()
        assert opened.get_by_role("link", name="报告数据（JSON）").is_visible()
        assert opened.get_by_text("本站由 Gongkai（公开）项目整理，不是政府网站").is_visible()
    opened.get_by_role("navigation", name="当前位置").get_by_role("link", name="行政机关").click()
    assert opened.locator("h1").inner_text() == "行政机关"
    assert traffic == browser.Traffic()


def page_says_that_it_is_no_official_one_and_is_kept_from_search_engines(opened: Page) -> None:
    """Look at what stands in the head of the page for machines, and at what it says."""

    def content(name: str) -> str | None:
        return opened.locator(f'meta[name="{name}"]').get_attribute("content")

    assert content("robots") == "noindex"
    assert content("ContentSource") == "Gongkai 项目"
    assert content("ArticleTitle") == opened.locator("h1").inner_text()
    for name in ("PubDate", "Url", "SiteDomain", "SiteIDCode"):
        assert opened.locator(f'meta[name="{name}"]').count() == 0, name
    assert opened.get_by_text("非官方转述：").is_visible()
    assert opened.locator("img").count() == 0


def test_download_link_fetches_the_data_under_a_base_path(visit: Visit) -> None:
    opened = visit(REPORT, base="/some/base/")
    link = opened.get_by_role("link", name="报告数据（JSON）")
    with opened.expect_download() as started:
        link.click()
    assert '"id":"erligang"' in started.value.path().read_text(encoding="utf-8")


PUT = """async address => {
    const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
    document.querySelector(".md-container").replaceWith(page.querySelector(".md-container"));
    return document.querySelectorAll("main h1").length;
}"""
"""Puts what a page holds into the frame of an open one beside it: a third of the time of opening it."""
BROKEN_NAMES = "all => all.filter(code => code.getClientRects().length > 1).map(code => code.textContent)"


def test_no_page_of_the_manual_moves_sideways_on_a_phone_and_names_in_tables_stay_in_one_piece(
    visit: Visit, root: Path
) -> None:
    pages = sorted(path.stem for path in (root / "docs/manual").glob("*.md") if path.stem != "index")
    opened = visit("manual/", width=PHONE)
    address = opened.url
    moved = {"index": sideways(opened)}
    with_tables = {"formats", "forms", "python", "rules"}
    for name in sorted(pages, key=lambda name: name not in with_tables):
        if name in with_tables:
            opened.goto(f"{address}{name}/")
        else:
            assert opened.evaluate(PUT, f"{address}{name}/") == 1
        moved[name] = sideways(opened)
        if name in with_tables:
            assert opened.locator("td:first-child code").evaluate_all(BROKEN_NAMES) == [], name
            assert [item for item in regions(opened) if item["whole"] > item["seen"]] == [], name
    assert with_tables < set(pages)
    assert {name: by for name, by in moved.items() if by} == {}


@pytest.mark.parametrize(
    ("path", "base", "width"),
    [
        ("nowhere", "/", WIDE),
        ("nowhere/at/all/", "/", PHONE),
        ("nowhere/at/all/", "/some/base/", PHONE),
        (f"{REPORT}nowhere.html", "/some/base/", WIDE),
    ],
)
def test_missing_page_has_the_frame_of_the_site_wherever_that_is(
    path: str, base: str, width: int, visit: Visit, traffic: browser.Traffic
) -> None:
    opened = visit(path, base=base, width=width)
    root = opened.url.removesuffix(path)
    assert opened.locator("h1").inner_text() == "没有找到这个页面"
    assert opened.evaluate("document.baseURI") == root
    assert opened.locator(".md-header").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(31, 78, 140)"
    assert opened.locator("article a", has_text="首页").evaluate("e => e.href") == root
    assert opened.locator(".gk-bar a", has_text="行政机关").evaluate("e => e.href") == f"{root}agencies/"
    assert opened.evaluate("__md_scope.href") == root
    assert sideways(opened) == 0
    # Whether the site stands in a folder is found by asking for the script there; the others are asked for again.
    failed = [item for item in traffic.failed if not item.endswith("/assets/gongkai/root.js")]
    assert [item for item in failed if item.startswith(root)] == [opened.url]
    assert traffic.foreign == []
    if (base, width) == ("/some/base/", PHONE):  # in a folder of a host all addresses of the page were changed
        assert browser.describe(browser.axe(opened)) == ""


SEEN_SO_FAR = """() => {
    const whole = document.querySelector(".md-container"), seen = {};
    const look = name => { seen[name] = [".md-header__topic", ".md-footer"].map(one => {
        const found = document.querySelector(one);
        return !found || getComputedStyle(found).visibility === "hidden" ? null : found.getBoundingClientRect()[
            one === ".md-footer" ? "top" : "left"]; }) };
    look("whole");
    while (whole.nextSibling) whole.nextSibling.remove();
    look("foot");
    document.querySelector(".md-footer").remove();
    look("content");
    document.querySelector(".md-content").remove();
    look("bar");
    return seen;
}"""
"""Where the site's name and the foot are seen, once all of a page has arrived, and while parts of it have not."""


def test_nothing_of_the_frame_is_seen_before_it_is_in_its_place(visit: Visit) -> None:
    for path in ("nowhere", "contact/"):
        seen = visit(path, width=PHONE).evaluate(SEEN_SO_FAR)
        name, foot = seen["whole"]
        assert name > 0
        assert foot > 0
        assert seen == {"whole": [name, foot], "foot": [name, None], "content": [name, None], "bar": [None, None]}, path


def test_missing_page_is_worked_by_keyboard_and_leads_to_a_search(visit: Visit) -> None:
    opened = visit("nowhere/at/all/", base="/some/base/")
    address = opened.url
    opened.keyboard.press("Tab")
    assert opened.locator(":focus").inner_text() == "跳到正文"
    opened.keyboard.press("Enter")
    opened.wait_for_url(f"{address}#gk-missing")  # of a step within a page the browser tells a little later
    opened.keyboard.press("Tab")
    assert opened.locator(":focus").inner_text() == "首页"
    opened.locator(".gk-seek__field").fill("公开")
    with opened.expect_navigation():
        opened.keyboard.press("Enter")
    assert opened.url.endswith("/some/base/search/?q=%E5%85%AC%E5%BC%80")


def test_missing_page_without_scripts_has_the_frame_at_the_root_of_a_host(visit: Visit) -> None:
    opened = visit("nowhere/at/all/", java_script_enabled=False)
    assert not opened.locator(".md-skip").is_visible()
    opened.locator("article a", has_text="首页").click()
    assert opened.url.removesuffix("/").count("/") == 2


def test_address_that_looks_like_another_host_does_not_make_it_the_root_of_the_site(
    own_site: Path, served: Serve, page: OpenPage, traffic: browser.Traffic
) -> None:
    url = served(own_site).url
    opened = page(f"{url}/example.invalid/nowhere/")
    assert opened.locator("h1").inner_text() == "没有找到这个页面"
    assert opened.evaluate("document.baseURI") == url
    assert traffic.foreign == []


MARGIN = 34
"""Points at the top and at the foot of a sheet that hold nothing but the running head and the number of the page."""


def between(sheet: pypdfium2.PdfPage, bottom: float, top: float) -> str:
    """What stands on a sheet between two heights, in points from its foot."""
    return plain(sheet.get_textpage().get_text_bounded(bottom=bottom, top=top))


def test_paper_has_the_wide_table_with_its_heading_on_one_page_across(visit: Visit) -> None:
    opened = visit(REPORT, color_scheme="dark")
    with pypdfium2.PdfDocument(opened.pdf(prefer_css_page_size=True)) as paper:
        sizes = [sheet.get_size() for sheet in paper]
        heads = [between(sheet, sheet.get_height() - MARGIN, sheet.get_height()) for sheet in paper]
        texts = [between(sheet, MARGIN, sheet.get_height() - MARGIN) for sheet in paper]
        feet = [between(sheet, 0, MARGIN) for sheet in paper]
    assert {tuple(sorted(map(round, size))) for size in sizes} == {(595, 842)}, "A4 only"
    across = [place for place, (width, height) in enumerate(sizes) if width > height]
    assert len(across) == 1, sizes
    assert 0 < across[0] < len(sizes) - 1
    head = "政府信息公开工作年度报告（示例站点）二里岗街道办事处2020年政府信息公开工作年度报告"
    assert heads == [plain(head)] * len(sizes), "a running head"
    assert feet == [plain(f"第{number}页，共{len(sizes)}页") for number in range(1, len(sizes) + 1)]
    assert not [text for text in texts if "点表格里的行名" in text], "a hint for the screen"
    assert texts[across[0]].startswith("三、收到和处理政府信息公开申请情况")
    assert "四、结转下年度继续办理" in texts[across[0]]
    review = next(text for text in texts if "四、" in text and "尚未审结" in text)
    assert "复议后起诉" in review, "a table of one row stands upright, with its heading"
    opened.emulate_media(media="print")
    for piece in (
        ".md-header",
        ".md-footer",
        ".md-sidebar",
        ".gk-path",
        ".gk-downloads",
        ".md-banner",
        ".gk-bar",
        ".gk-reading",
    ):
        assert not opened.locator(piece).first.is_visible(), piece
    ink = opened.locator("table.gk td:not(.z)").first.evaluate("e => getComputedStyle(e).color")
    assert ink == "rgb(29, 36, 48)"
