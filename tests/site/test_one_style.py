"""One style on every kind of page: where one is, one scale, noughts lighter, paper without hints, forced colours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import OpenPage, Serve

BAR = re.compile(r'<nav class="gk-bar".*?</nav>', re.DOTALL)
PATH = re.compile(r'<nav class="gk-path".*?</nav>', re.DOTALL)
SIDE = re.compile(r'<nav class="gk-nav" .*?</nav>', re.DOTALL)
PLACES = {
    "jia-jiedao/": ("行政机关", "示例市样例区甲街道办事处"),
    "jia-jiedao/2025/": ("行政机关", "2025 年"),
    "jia-jiedao/2025/compare/": ("行政机关", "2025 年"),
    "jia-jiedao/2025/easy/": ("行政机关", "2025 年"),
    "jia-jiedao/series/": ("行政机关", "示例市样例区甲街道办事处"),
}
"""By address the entry of the bar and that of the side list which say where one is."""


@pytest.fixture(scope="module")
def district(demo_district: Path) -> Path:
    """The pages of the demo district that most tests share."""
    return demo_district / "site"


def pages_of(site: Path) -> list[Path]:
    """Every page of a site that readers open, but for the home page."""
    return [path for path in sorted(site.rglob("index.html")) if path.parent != site]


def current(part: re.Pattern[str], html: str) -> list[str]:
    """What is marked as current in a part of a page."""
    match = part.search(html)
    assert match
    return [text.strip() for text in re.findall(r'aria-current="[a-z]+">([^<]*)<', match[0])]


def page_of(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("address", PLACES)
def test_bar_and_side_list_say_where_one_is(address: str, district: Path) -> None:
    html = page_of(district, address)
    bar, side = PLACES[address]
    assert current(BAR, html) == [bar]
    (marked,) = current(SIDE, html)
    assert marked.endswith(side.removeprefix("示例市"))


def test_every_page_says_where_one_is_in_its_breadcrumb_and_in_a_menu(district: Path) -> None:
    foot = re.compile(r"<footer.*?</footer>", re.DOTALL)
    pages = pages_of(district)
    assert len(pages) > 50
    for path in pages:
        html = path.read_text(encoding="utf-8")
        assert len(current(PATH, html)) == 1, path
        assert current(BAR, html) or current(foot, html), path
    assert current(BAR, (district / "index.html").read_text(encoding="utf-8")) == ["首页"]


def test_breadcrumb_of_a_page_about_a_report_leads_to_the_report(district: Path) -> None:
    path = PATH.search(page_of(district, "jia-jiedao/2025/compare/"))
    assert path
    steps = [text.strip() for text in re.findall(r">([^<>]+)</(?:a|span)>", path[0])]
    assert steps[:2] == ["首页", "行政机关"]
    assert steps[-2] == "2025 年"
    assert 'href="../"' in path[0]
    assert current(PATH, page_of(district, "jia-jiedao/2025/compare/")) == [steps[-1]]


def test_rows_of_an_older_form_stand_under_a_heading_of_their_own(district: Path) -> None:
    html = page_of(district, "jia-jiedao/series/")
    heading = "只有 2020 年及以前的格式才有的项目"
    tables = re.findall(r"<table class=\"gk\">.*?</table>", html, re.DOTALL)
    assert [table.count(heading) for table in tables] == [1, 0, 0], "what is compared as a sum goes on"
    below = tables[0].partition(heading)[2]
    first = re.search(r'<th scope="row"[^>]*>.*?</tr>', below, re.DOTALL)
    assert first
    assert first[0].count("—") >= 5, "no figure since the form changed"


def test_text_charts_and_tables_have_one_width(district: Path, own_site: Path, served: Serve, page: OpenPage) -> None:
    edges = "all => [...new Set(all.map(e => Math.round(e.getBoundingClientRect().right)))]"
    opened = page(served(district).at("jia-jiedao/"))
    (edge,) = opened.locator(".gk-page > :is(ul.gk-list, p), .gk-charts, .gk-scroll, .gk-meta").evaluate_all(edges)
    size = "all => all.map(e => e.getBoundingClientRect().height)"
    drawn = opened.locator(".gk-charts text").evaluate_all(size)
    assert min(drawn) > 9, "text of charts beside each other stays readable"
    opened.goto(f"{opened.url}2025/")
    starts = opened.locator(".gk-meta > div").evaluate_all(
        "all => all.map(e => Math.round(e.getBoundingClientRect().left))"
    )
    assert len(starts) > len(set(starts)) == 3, "cells of one row stand below those of another"
    opened.goto(opened.url.replace("jia-jiedao/2025/", "agencies/"))
    assert opened.locator(".gk-finder").evaluate("e => e.getBoundingClientRect().width") == 37 * 20
    opened.goto(opened.url.replace("agencies/", "jia-jiedao/series/"))
    assert opened.locator(".gk-charts, .gk-scroll:has(> .gk-parts)").evaluate_all(edges) == [edge]
    align = "all => [...new Set(all.map(e => getComputedStyle(e).textAlign))]"
    years = ".gk-series thead th:not(:first-child, :last-child)"
    assert opened.locator(years).evaluate_all(align) == ["right"], "heads stand over their figures"
    opened.emulate_media(media="print")
    left = "e => parseFloat(getComputedStyle(e).paddingLeft)"
    labels = [opened.locator(f".gk-series th[scope=row]{kind}").first for kind in (":not(.i1, .i2)", ".i1", ".i2")]
    indents = [label.evaluate(left) for label in labels]
    assert indents == sorted(set(indents)), "rows below a head are set in on paper"
    opened.emulate_media(media="screen")
    opened.goto(served(own_site).at("erligang/series/"))
    assert opened.locator(".gk-scroll").evaluate_all(edges) == [edge], "tables of few years are no wider than text"


def test_outcomes_of_the_years_are_one_chart_with_every_figure_in_its_table(district: Path) -> None:
    html = page_of(district, "jia-jiedao/series/")
    table = re.search(r'<table class="gk gk-parts">.*?</table>', html, re.DOTALL)
    assert table
    assert "各图用同一刻度" in html
    stack = re.search(r'<g class="gk-stack".*?</g>', html, re.DOTALL)
    assert stack
    heads = re.findall(r'<th scope="row">.*?</span>([^<]*)</th>', table[0])
    assert heads[-1] == "予以公开"
    for name in heads:
        assert name in re.findall(r'aria-label="([^"]*)"', html.partition('<g class="gk-stack"')[0])[-1]


def test_what_is_for_the_screen_or_the_office_is_apart(district: Path) -> None:
    html = page_of(district, "jia-jiedao/2025/")
    assert re.search(r'<span class="gk-screen">点表格里的行名', html)
    office = re.search(r'<details class="gk-office">.*?</details>', html, re.DOTALL)
    assert office
    assert "fragment.html" in office[0]
    assert "fragment.html" not in html.replace(office[0], "")
    assert 'title="“主动公开政府信息情况”一表的链接"' in html


def test_missing_page_leads_on(district: Path) -> None:
    page = (district / "404.html").read_text(encoding="utf-8")
    first, *columns = re.findall(r">\s*([^<>\s]+)\s*</a>", BAR.findall(page)[0])
    links = re.findall(r">([^<>]+)</a>", page.partition('id="gk-missing"')[2].partition("</ul>")[0])
    columns.remove("检索")

    assert {"行政机关", "年度", "对比", "名词解释", "数据"} <= set(columns)
    assert links == [first, "检索年度报告", *columns]


SCHEME = re.compile(r'\[data-md-color-scheme="(default|slate)"\] \{(.*?)\}', re.DOTALL)
INK = ("fg-color", "fg-color--light", "fg-color--lighter")
ENHANCED = 7.0
"""The contrast of text by WCAG's level AAA."""


def luminance(colour: str) -> float:
    digits = colour if len(colour) == 6 else "".join(2 * digit for digit in colour)
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted(map(luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_text_has_enhanced_contrast_on_every_ground(root: Path) -> None:
    """Added up here, as axe-core looks at no text of one character: most noughts are one."""
    css = (root / "macros/gongkai/site/theme/assets/gongkai/gongkai.css").read_text(encoding="utf-8")
    for scheme, body in SCHEME.findall(css)[:2]:
        colours = dict(re.findall(r"--(?:md-|gk-)?([\w-]+): #([0-9a-f]{3,6});", body))
        inks = [*(colours[f"default-{name}"] for name in INK), colours["typeset-a-color"], colours["accent-fg-color"]]
        grounds = [colours[name] for name in ("default-bg-color", "head", "sum", "mark")]
        low = {(ink, ground): contrast(ink, ground) for ink in inks for ground in grounds}
        assert {pair: value for pair, value in low.items() if value < ENHANCED} == {}, scheme
        assert all(contrast(colours["alarm"], ground) >= ENHANCED for ground in grounds[:3])


def test_forced_colours_mark_the_current_entry_alone_and_a_row_is_highlighted_whole(
    district: Path, served: Serve, page: OpenPage
) -> None:
    opened = page(served(district).at("jia-jiedao/2025/#requests-received"), forced_colors="active")
    border = "all => [...new Set(all.map(e => getComputedStyle(e).borderLeftColor))]"
    (marked,) = opened.locator(".gk-nav a[aria-current]").evaluate_all(border)
    (others,) = opened.locator(".gk-nav a:not([aria-current])").evaluate_all(border)
    assert marked != others
    assert others == opened.locator("body").evaluate("e => getComputedStyle(e).backgroundColor")
    outline = "e => getComputedStyle(e).outlineStyle"
    assert opened.locator("tr#requests-received").evaluate(outline) == "solid", "its ground is the system's then"
    opened.emulate_media(forced_colors="none", color_scheme="light")
    ground = "all => [...new Set(all.map(e => getComputedStyle(e).backgroundColor))]"
    assert opened.locator("tr#requests-received > *").evaluate_all(ground) == ["rgb(255, 244, 214)"]
    nought = opened.locator("#requests td.z").first.evaluate("e => getComputedStyle(e).color")
    other = opened.locator("#requests-received td.gk-sum").first.evaluate("e => getComputedStyle(e).color")
    assert nought != other
