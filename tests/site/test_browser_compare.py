"""Comparisons, series and charts in a browser: wide and on a phone, by keyboard, without scripts, from disk."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest

from tests import browser
from tests.site.audit.rendered import SHIFT

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page, Route

    from tests.conftest import OpenPage, Serve
    from tests.site.sites import Site

WIDE, PHONE = 1280, 390
LATE, BREAK, FIRST = 2024, 2021, 2020


@pytest.fixture(scope="session")
def compared_site(district: Path) -> Path:
    """A built fictional district over the change of form."""
    return district


def slugs(site: Path) -> list[str]:
    return sorted(path.parent.name for path in site.glob("*/series"))


def total(site: Path, slug: str, year: int, row: str) -> int:
    """A total of the table of requests as the report's own data have it."""
    observations = json.loads((site / slug / str(year) / "report.json").read_text(encoding="utf-8"))["observations"]
    return next(item["value"] for item in observations if (item["row"], item["column"]) == (row, "total"))


def signed(number: int) -> str:
    return "持平" if number == 0 else f"+{number}" if number > 0 else f"\u2212{-number}"


def cells(opened: Page, row: str) -> list[str]:
    return opened.locator(f"#{row} td").all_inner_texts()


def sideways(opened: Page) -> int:
    return int(opened.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def test_comparison_of_any_two_has_no_violation_of_any_level_and_keeps_still(
    compared_site: Path, served: Serve, page: OpenPage
) -> None:
    slug, other = slugs(compared_site)[:2]
    start = served(compared_site, base="/some/base/")
    opened = page()
    label = opened.locator("table.gk-compare tbody th[scope=row]").first
    for width in (PHONE, WIDE):
        opened.set_viewport_size({"width": width, "height": 800})
        opened.goto(start.at(f"compare/?a={slug}/{BREAK}&b={other}/{FIRST}"))
        label.wait_for()
        assert opened.evaluate(SHIFT) == 0, width
        room = label.evaluate("e => e.getBoundingClientRect().width")
        assert room > 100, f"names of two agencies leave it room at {width}"
    for faults in browser.faults_in_all_looks(opened, ".gk-page"):
        assert faults == ""
    assert start.traffic == browser.Traffic()


def test_citizen_compares_this_year_with_last(compared_site: Path, served: Serve, page: OpenPage) -> None:
    slug = slugs(compared_site)[0]
    opened = page(served(compared_site).at(f"{slug}/{LATE}/"))
    opened.locator(f'main a[href$="{LATE}/compare/"], main a[href="compare/"]').first.click()

    assert opened.url.endswith(f"/{slug}/{LATE}/compare/")
    for row in ("received", "outcome_total", "carried_out", "granted"):
        now, before = (total(compared_site, slug, year, row) for year in (LATE, LATE - 1))
        assert cells(opened, f"requests-{row}") == [str(now), str(before), signed(now - before)]
    assert f"新收申请 {total(compared_site, slug, LATE, 'received')} 件" in opened.locator(".gk-page").inner_text()
    sheets = sheets_of(opened)
    assert len(sheets) == 2, "no table leaves the sheet before it empty"
    assert all(text.count("另有") == text.count("逐项对比") for text in sheets), (
        "what is left out is said below its table"
    )
    opened.get_by_role("link", name=re.compile("^更早")).click()
    assert opened.url.endswith(f"/{slug}/{LATE - 1}/compare/")
    opened.get_by_role("link", name=re.compile("^更晚")).click()
    assert opened.url.endswith(f"/{slug}/{LATE}/compare/")


def sheets_of(opened: Page) -> list[str]:
    """The text of each sheet of paper of a comparison, all of them upright."""
    with pypdfium2.PdfDocument(opened.pdf(prefer_css_page_size=True)) as paper:
        assert all(sheet.get_width() < sheet.get_height() for sheet in paper)
        return [sheet.get_textpage().get_text_range() for sheet in paper]


def test_change_of_form_is_marked_and_never_subtracted(compared_site: Path, served: Serve, page: OpenPage) -> None:
    slug = slugs(compared_site)[0]
    opened = page(served(compared_site).at(f"{slug}/{BREAK}/compare/"), java_script_enabled=False)

    assert cells(opened, "proactive-licensing")[1] == "口径调整，不可比"
    other = sum(
        total(compared_site, slug, BREAK, row) for row in ("other_no_supplement", "other_fee_unpaid", "other_other")
    )
    before = total(compared_site, slug, FIRST, "other")
    assert cells(opened, "requests-other") == [str(other), str(before), signed(other - before)]
    assert opened.get_by_text("统计口径不同的各行标为").is_visible()
    assert opened.locator("table.gk-compare tr", has_text="（六）其他处理").count() == 1, "its subtotal stands once"
    opened.get_by_label("只看有变化的").uncheck()
    sheets = sheets_of(opened)
    assert "新收申请" in sheets[0], "the paragraph of results is on paper"
    for ending in ("行政事业性收费：本年收费金额", "四、结转下年度继续办理"):
        (sheet,) = (sheet for sheet in sheets if ending in sheet and "增减" in sheet)
        assert "对比说明" in sheet, "reasons are on the sheet of the lines that they are about"
    assert opened.get_by_role("region", name="2020 年报告里不能对应的项目").locator("tr").count() > 20
    opened.goto(opened.url.replace("compare/", "").replace(str(BREAK) + "/", "series/"))
    cut = opened.locator("#proactive-licensing td.gk-cut")
    assert cut.count() == 1
    assert opened.locator("#requests-received td.gk-cut").count() == 0
    assert opened.locator("#requests-received svg.gk-spark").count() == 1


def test_consolidated_reports_are_called_so_wherever_their_figures_are_shown(
    compared_site: Path, served: Serve, page: OpenPage
) -> None:
    start = served(compared_site)
    sentence = "的报告是本级政府年度报告（汇总）：各项数是它和各部门、下级机关的加在一起。"
    for path in ("", "series/", f"{LATE}/compare/"):
        page_text = (compared_site / "quzhengfu" / path / "index.html").read_text(encoding="utf-8")
        assert sentence in page_text.split("<table")[0]
        assert sentence not in (compared_site / "jiaoyu" / path / "index.html").read_text(encoding="utf-8")
    opened = page()
    for one, other, sentences in (("quzhengfu", "jiaoyu", 2), ("jiaoyu", "quzhengfu", 2), ("jiaoyu", "zhengfuban", 0)):
        opened.goto(start.at(f"compare/?a={one}/{LATE}&b={other}/{LATE}"))
        opened.locator("table.gk-compare").first.wait_for()
        lines = opened.locator(".gk-scope").all_inner_texts()
        assert len(lines) == sentences
        if lines:
            assert re.search(rf"区人民政府 {LATE} 年{sentence}$", lines[0])
            edges = "all => all.map(one => one.getBoundingClientRect().right)"
            assert len({*opened.locator(".gk-scope, .gk-pick").evaluate_all(edges)}) == 1, "no wider than the rest"
            assert re.match(rf"\S+区人民政府 {LATE} 年的报告里可能已含\S+教育局 {LATE} 年的报告的数", lines[1])


def test_head_of_lines_that_are_all_left_out_is_left_out_whatever_follows(
    compared_site: Path, served: Serve, page: OpenPage
) -> None:
    """The line after the last one below a head belongs to the head above that one."""
    slug = slugs(compared_site)[0]
    opened = page()
    data = json.loads((compared_site / slug / str(LATE) / "report.json").read_text(encoding="utf-8"))
    opened.route(f"**/{slug}/{LATE}/report.json", lambda route: route.fulfill(json=data))
    cell = {"row": "outcome_total", "column": "total"}
    changed = [item | {"value": 9999} if cell.items() <= item.items() else item for item in data["observations"]]
    earlier = data | {"observations": changed}
    opened.route(f"**/{slug}/{LATE - 1}/report.json", lambda route: route.fulfill(json=earlier))
    opened.goto(served(compared_site).at(f"compare/?a={slug}/{LATE}&b={slug}/{LATE - 1}"))
    opened.locator("#requests + .gk-scroll table").wait_for()
    rows = opened.locator("#requests ~ .gk-scroll tbody tr:visible th")
    assert rows.all_inner_texts() == ["三、本年度办理结果", "（七）总计"]


def test_link_to_a_row_of_the_series_leads_to_its_figures(compared_site: Path, served: Serve, page: OpenPage) -> None:
    slug = slugs(compared_site)[0]
    opened = page(served(compared_site).at(f"{slug}/series/#requests-received"), width=PHONE)

    assert opened.locator("#requests-received").evaluate("e => e.matches(':target')")
    years = sorted(int(path.name) for path in (compared_site / slug).iterdir() if path.name.isdigit())
    expected = [str(total(compared_site, slug, year, "received")) for year in years]
    assert cells(opened, "requests-received")[: len(years)] == expected[::-1], "the newest year first"
    chart = opened.locator(".gk-charts svg").first
    assert chart.get_attribute("role") == "img"
    assert all(figure in str(chart.get_attribute("aria-label")) for figure in expected)
    box = chart.bounding_box()
    assert box
    assert box["width"] <= PHONE
    assert opened.locator(".gk-charts text").first.evaluate("e => e.getBoundingClientRect().height") > 9


@pytest.mark.parametrize("kind", ["series/", f"{BREAK}/compare/"])
def test_phone_gives_every_figure_the_head_of_its_column_and_moves_nothing(
    kind: str, compared_site: Path, served: Serve, page: OpenPage
) -> None:
    opened = page(served(compared_site).at(f"{slugs(compared_site)[0]}/{kind}"), width=PHONE)
    heads = "all => all.map(e => getComputedStyle(e, '::before').content)"
    for size in ("standard", "largest"):
        settings = f"{{size: '{size}', contrast: 'normal'}}"
        opened.evaluate(f"localStorage.setItem('gongkai.reading', JSON.stringify({settings}))")
        opened.reload()
        assert opened.evaluate("document.documentElement.dataset.gkSize") == size
        assert sideways(opened) == 0
        cut = "all => all.filter(e => e.getBoundingClientRect().right > innerWidth).length"
        assert opened.locator("table.gk :is(td, tbody th, caption)").evaluate_all(cut) == 0
        shown = opened.locator(":is(.gk-series, .gk-beside) tbody tr td:not(:has(svg))").evaluate_all(heads)
        assert len(shown) > 50
        assert all(len(head.strip('"')) > 1 for head in shown)
    opened.set_viewport_size({"width": WIDE, "height": 800})
    assert set(opened.locator(":is(.gk-series, .gk-beside) td:not(:has(svg))").evaluate_all(heads)) == {"none"}
    behind = "all => all.map(e => getComputedStyle(e, '::after').width)"
    sorted_by = opened.locator("th[role=columnheader]").evaluate_all(behind)
    assert set(sorted_by) == {"auto"}, "the theme keeps no room for an icon that sorts"


def test_without_scripts_a_table_of_years_says_that_it_moves(
    compared_site: Path, served: Serve, page: OpenPage
) -> None:
    address = served(compared_site).at(f"{slugs(compared_site)[0]}/series/")
    opened = page(address, width=PHONE, java_script_enabled=False)
    assert sideways(opened) == 0
    assert opened.locator(".gk-series thead th").first.is_visible()
    hint = opened.locator(".gk-series").first.evaluate("e => getComputedStyle(e, '::before').content")
    assert "左右移动" in hint


def choose(opened: Page, side: str, slug: str, year: int) -> None:
    """Filter, choose an agency and a year, all by keyboard."""
    opened.locator(f"#gk-{side}-filter").focus()
    opened.keyboard.type(slug)
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.id") == f"gk-{side}-agency"
    options = f"document.querySelectorAll('#gk-{side}-agency option').length"
    browser.wait_until(opened, f"{options} === 2")  # names are loaded when they are asked for
    opened.keyboard.press("ArrowDown")
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.id") == f"gk-{side}-year"
    for _ in range(10):
        if opened.locator(f"#gk-{side}-year").input_value() == str(year):
            return
        opened.keyboard.press("ArrowDown")
    pytest.fail(f"{year} cannot be reached")


def test_any_two_reports_are_chosen_by_keyboard_and_the_address_can_be_shared(
    compared_site: Path, served: Serve, page: OpenPage, traffic: browser.Traffic
) -> None:
    one, other = slugs(compared_site)[:2]
    start = served(compared_site, base="/some/base/")
    opened = page(start.at("compare/"))
    opened.locator(".gk-pick").wait_for()
    choose(opened, "a", one, BREAK)
    choose(opened, "b", other, FIRST)
    opened.locator("table.gk-compare").first.wait_for()
    assert opened.url.endswith(f"/compare/?a={one}/{BREAK}&b={other}/{FIRST}")

    again = page(opened.url)
    again.locator("table.gk-compare").first.wait_for()
    for typed in ("jyj", "教委"):  # by the letters of its pinyin, and as people call it
        again.locator("#gk-a-filter").fill(typed)
        browser.wait_until(again, "document.querySelectorAll('#gk-a-agency option').length === 2")
        assert again.locator("#gk-a-agency option").last.inner_text().endswith("教育局"), typed
        again.locator("#gk-a-filter").fill("")
        browser.wait_until(again, "document.querySelectorAll('#gk-a-agency option').length > 2")
    now, before = total(compared_site, one, BREAK, "received"), total(compared_site, other, FIRST, "received")
    row = again.locator("tr", has=again.get_by_text("一、本年新收政府信息公开申请数量", exact=True))
    assert row.locator("td").all_inner_texts() == [str(now), str(before), signed(now - before)]
    assert again.locator("td.gk-broken", has_text="口径调整，不可比").count() > 5
    assert again.get_by_role("status").first.inner_text() == ""
    assert re.match(rf".+ {BREAK} 年与.+ {FIRST} 年对比 - ", again.title()), "the page is called by what it compares"
    assert again.locator("h1").inner_text() == "任选两份报告对比"
    assert traffic == browser.Traffic()


def test_any_two_reports_are_chosen_from_all_of_300_agencies(
    compared_site: Path, served: Serve, page: OpenPage
) -> None:
    names = [[f"a{number:03}", f"第 {number} 号机关", 0] for number in range(300)]
    opened = page()
    opened.route("**/reports.json", lambda route: route.fulfill(json={"years": [[2024]], "agencies": names}))
    opened.goto(served(compared_site).at("compare/"))
    opened.locator(".gk-pick").wait_for()
    for side in "ab":
        assert opened.locator(f"#gk-{side}-agency option[value]:not([value=''])").count() == len(names)


def both(static: Page, live: Page) -> list[str]:
    """What a comparison's static page and the script show, without what only one of them says; in which colours."""
    cells = "cell => `${cell.innerText.trim()} ${getComputedStyle(cell).color}`"
    rows = f"table => [...table.querySelectorAll('tr')].map(row => [...row.children].map({cells}))"
    live.locator("table.gk-compare").first.wait_for()
    bodies = []
    for opened in (static, live):
        tables: list[Any] = opened.locator("table.gk-compare").evaluate_all(f"all => all.map({rows})")
        body = [[row for row in table[1:] if row] for table in tables]
        bodies.append(str(body))
    return [text.replace("乙的格式无此项", "上年格式无此项") for text in bodies]


def test_script_shows_what_the_static_page_shows(compared_site: Path, served: Serve, page: OpenPage) -> None:
    start = served(compared_site)
    slug = slugs(compared_site)[0]
    static, live = page(), page()
    for year in (LATE, BREAK):
        static.goto(start.at(f"{slug}/{year}/compare/"))
        live.goto(start.at(f"compare/?a={slug}/{year}&b={slug}/{year - 1}"))
        first, second = both(static, live)
        assert first == second
        sides = "all => all.map(one => `${one.firstChild.data.trim()} ${getComputedStyle(one).color}`)"
        beside, drawn = (opened.locator(".gk-sides td").evaluate_all(sides) for opened in (static, live))
        assert beside
        assert beside == drawn, "columns beside the totals, too"


def test_script_and_page_say_alike_what_is_blank_and_what_does_not_apply(
    site: Site, served: Serve, page: OpenPage
) -> None:
    text = site.read("data/x/2023.yml").replace("published: 2024", "published: 2023").replace("[2, 1, 9]", "[2, 1, 8]")
    for row, word in (("上年结转", "~"), ("部分公开", "不适用"), ("予以公开", "0")):
        line = next(line for line in text.splitlines() if line.startswith(f"  {row}:"))
        text = text.replace(line, f"  {row}: [{', '.join([word] * 6)}]")
    text = text.replace("本年新收: [5, 2, 0, 0, 1, 0]", "本年新收: [2, 1, 0, 0, 1, 0]")
    site.write("data/x/2022.yml", text).explain("x/2022", "narrative-missing").built()
    start = served(site.root / "site")
    first, second = both(page(start.at("x/2023/compare/")), page(start.at("compare/?a=x/2023&b=x/2022")))
    assert first == second
    plain = re.sub(r" rgb\([\d, ]*\)", "", first)
    assert "'1', '空项', '有空项，未计'" in plain
    assert "'1', '不适用', '有不适用，未计'" in plain


def test_column_that_the_other_form_has_not_is_said_beside_its_figure(
    compared_site: Path, served: Serve, page: OpenPage
) -> None:
    slug, opened = slugs(compared_site)[0], page()

    def without_first_column(route: Route) -> None:
        forms = route.fetch().json()
        for tables in forms["pairs"].values():
            for line in (line for table in tables for line in table.get("lines", ()) if len(line["before"]) > 1):
                line["before"][1] = []
        route.fulfill(json=forms)

    opened.route("**/forms.json", without_first_column)
    opened.goto(served(compared_site).at(f"compare/?a={slug}/{LATE}&b={slug}/{LATE - 1}"))
    first = opened.locator("table.gk-sides tbody td:nth-child(2)")
    first.first.wait_for()
    assert {text.partition(" ")[2] for text in first.all_inner_texts()} == {"乙没有这一列"}


CANNOT = {
    "?a=nobody/2024&b=nobody/2023": "不能对比：nobody/2024、nobody/2023。本站没有收录",
    "?a=<i>x</i>/2024&b=y/1": "没有收录",
    "?a=__proto__/2024&b=constructor/2024": "没有收录",
    "?a={slug}/02024&b={slug}/2024.0": "不能对比：{slug}/02024、{slug}/2024.0。",
    "?a={slug}/2018&b={slug}/2024": "不能对比：{slug}/2018。",
    "?a={slug}/2024&b={slug}/2024": "两边选的是同一份报告",
    "?a={slug}&b=/2024": "都选好以后",
    "": "都选好以后",
}
"""Addresses of no comparison, and what is said of them."""


def test_what_cannot_be_compared_is_said(
    compared_site: Path, served: Serve, page: OpenPage, traffic: browser.Traffic
) -> None:
    slug = slugs(compared_site)[0]
    opened, address = page(), served(compared_site).at("compare/")
    for query, sentence in CANNOT.items():
        opened.goto(address + query.format(slug=slug))
        opened.locator(".gk-pick").wait_for()
        opened.locator("#gk-any > p[role=status]").get_by_text(sentence.format(slug=slug)).wait_for()
        assert opened.locator("#gk-any i").count() == 0, query
        assert traffic == browser.Traffic(), query


@pytest.mark.parametrize("broken", ["", '{"schema":1,'], ids=["missing", "cut off"])
def test_report_that_cannot_be_read_is_said_and_the_rest_goes_on(
    broken: str, compared_site: Path, served: Serve, page: OpenPage, tmp_path: Path
) -> None:
    slug = slugs(compared_site)[0]
    site = shutil.copytree(compared_site, tmp_path / "site")
    data = site / slug / str(LATE) / "report.json"
    data.write_text(broken, encoding="utf-8") if broken else data.unlink()
    opened = page(served(site).at(f"compare/?a={slug}/{LATE}&b={slug}/{BREAK}"))
    status = opened.locator("#gk-any > p[role=status]")
    status.get_by_text(f"没有读到这份报告的数据：{slug}/{LATE}。").wait_for()
    assert opened.locator("table.gk-compare").count() == 0
    opened.locator("#gk-a-year").select_option(str(LATE - 1))
    opened.locator("table.gk-compare").first.wait_for()
    assert "增减为甲减乙" in status.inner_text()
    opened.emulate_media(media="print")
    assert not opened.locator("#gk-any fieldset").first.is_visible(), "paper has the comparison without its form"


def test_without_scripts_and_from_disk_a_notice_leads_on(compared_site: Path, served: Serve, page: OpenPage) -> None:
    opened = page(served(compared_site).at("compare/"), java_script_enabled=False)
    assert opened.locator(".gk-need").is_visible()
    opened.locator(".gk-need").get_by_role("link", name="行政机关").click()
    assert opened.url.endswith("/agencies/")
    from_disk = page((compared_site / "compare" / "index.html").as_uri())
    assert from_disk.locator(".gk-need").is_visible()
    assert from_disk.locator(".gk-pick").count() == 0


def test_list_of_reports_is_small_and_read_on_its_page_alone(
    compared_site: Path, served: Serve, page: OpenPage
) -> None:
    listing = json.loads((compared_site / "assets/gongkai/reports.json").read_text(encoding="utf-8"))
    assert listing["years"] == [sorted(range(2019, 2026), reverse=True)]
    assert sorted(item[0] for item in listing["agencies"]) == slugs(compared_site)
    assert listing["agencies"][0][1].endswith("区人民政府"), "the order is that of all lists"
    assert {item[2] for item in listing["agencies"]} == {0}
    opened = page()
    requests: list[str] = []
    opened.on("request", lambda request: requests.append(request.url))
    opened.goto(served(compared_site).at(f"{slugs(compared_site)[0]}/{LATE}/"))
    assert not [url for url in requests if url.endswith(("reports.json", "forms.json", "compare.js"))]


def test_charts_are_on_paper(compared_site: Path, served: Serve, page: OpenPage) -> None:
    slug = max(slugs(compared_site), key=lambda name: total(compared_site, name, LATE, "outcome_total"))
    opened = page(served(compared_site).at(f"{slug}/{LATE}/"), color_scheme="dark")
    opened.emulate_media(media="print")
    chart = opened.locator("figure.gk-chart svg").first
    assert chart.is_visible()
    assert chart.locator("text").first.evaluate("e => getComputedStyle(e).fill") == "rgb(29, 36, 48)"
    assert chart.locator("rect").first.evaluate("e => getComputedStyle(e).fill") == "rgb(31, 78, 140)"
    note = opened.locator(".gk-chart-note").first.inner_text()
    assert "上表" in note
