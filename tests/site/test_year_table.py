"""The table of all agencies of a year: every figure is that of the report; page, CSV, workbook; sorted in a browser."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree, html
from python_calamine import CalamineWorkbook

from gongkai.forms import FormRegistry, shipped_forms
from gongkai.renders.spreadsheet.measures import LINE
from gongkai.reports import Agency, Scope, Status
from gongkai.routes import year_table_page
from gongkai.site.open_data.year_page import year_page
from gongkai.site.open_data.year_tables import year_table_of
from gongkai.site.open_data.years import data_years
from gongkai.work.catalog import CatalogEntry
from gongkai.work.contents import SiteContents
from gongkai.work.page_type import GeneratedPage
from gongkai.work.settings import SiteSettings
from gongkai.work.summary import summarise
from tests import browser
from tests.renders import workbooks
from tests.shipped import shipped_form
from tests.site.audit.rendered import SHIFT
from tests.site.looks import GOOD
from tests.tables.grids import zeros

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.conftest import OpenPage, Serve
    from tests.site.looks import Looks

pytestmark = pytest.mark.xdist_group("year table")

UNSEEN = 0.001
"""A layout shift that nobody sees, of which a busy machine has some now and then; a good page has up to 0.1."""
ONE = {
    "本年新收": ("requests", "received", "total"),
    "上年结转": ("requests", "carried_in", "total"),
    "总计": ("requests", "outcome_total", "total"),
    "结转下年度": ("requests", "carried_out", "total"),
    "行政复议": ("review", "cases", "reconsideration.total"),
    "未经复议直接起诉": ("review", "cases", "litigation_direct.total"),
    "复议后起诉": ("review", "cases", "litigation_after.total"),
    "现行有效的规范性文件": ("proactive", "normative_documents", "in_force"),
}
"""Columns of one cell, by head."""
SEVERAL = {
    "予以公开": "granted",
    "部分公开": "partial",
    "不予公开": "denied_",
    "无法提供": "unable_",
    "不予处理": "rejected_",
    "其他处理": "other",
}
"""Columns of several rows, by head what the ids of these rows begin with."""


@pytest.fixture(scope="module", params=["district", "own_site"])
def built(request: pytest.FixtureRequest) -> Path:
    site: Path = request.getfixturevalue(request.param)
    return site


def document(path: Path) -> html.HtmlElement:
    return html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def reports(site: Path, year: int) -> dict[str, dict[str, Any]]:
    """By name of the agency its report's figures in the columns of the table, worked out apart."""
    by_name = {}
    for path in sorted(site.glob(f"*/{year}/report.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        cells = {(item["table"], item["row"], item["column"]): item for item in data["observations"]}
        by_name[data["agency"]["name"]] = {
            **{name: text_of([cells[cell]]) for name, cell in ONE.items() if cell in cells},
            **{
                name: text_of([item for cell, item in cells.items() if fits(cell, start)])
                for name, start in SEVERAL.items()
            },
        }
    return by_name


def fits(cell: tuple[str, str, str], start: str) -> bool:
    table, row, column = cell
    return (table, column) == ("requests", "total") and row.startswith(start) and row != "outcome_total"


def text_of(items: list[dict[str, Any]]) -> str:
    given = [item["value"] for item in items if item["value"] is not None]
    if given:
        partly = "（有空项）" if any(item["status"] == "blank" for item in items) else ""
        return f"{sum(given)}{partly}"
    return "不适用" if items[0]["status"] == "not-applicable" else "空项"


def tables(page: html.HtmlElement) -> Iterator[tuple[list[str], list[list[str]], list[list[str]]]]:
    """Of each table its heads by column, its lines, and what stands below."""
    for table in page.xpath('//table[contains(@class, "gk-all")]'):
        heads = sorted(table.xpath(".//th[@data-c]"), key=lambda head: int(head.get("data-c")))
        texts = [head.text_content().strip() for head in heads]
        parts = (table.xpath(f"./{part}/tr") for part in ("tbody", "tfoot"))
        lines, below = ([[cell.text_content().strip() for cell in row] for row in rows] for rows in parts)
        yield texts, lines, below


def years(site: Path) -> list[int]:
    return sorted(int(path.parent.name) for path in site.glob("data/*/index.html"))


def test_every_figure_of_every_year_is_that_of_the_report(built: Path) -> None:
    assert years(built) == sorted({int(path.parent.name) for path in built.glob("*/*/report.json")})
    shown = 0
    for year in years(built):
        wanted = reports(built, year)
        named = []
        for heads, lines, _ in tables(document(built / f"data/{year}/index.html")):
            for line in lines:
                assert dict(zip(heads[1:-1], line[1:-1], strict=True)) == wanted[line[0]], (year, line[0])
                named.append(line[0])
                shown += len(line) - 2
        assert sorted(named) == sorted(wanted), year
    assert shown > 0


def test_sums_run_over_own_reports_alone_and_say_over_how_many(district: Path) -> None:
    for year in years(district):
        wanted = reports(district, year)
        own, consolidated = tables(document(district / f"data/{year}/index.html"))
        heads, lines, (sums, given) = own
        for column in range(1, len(heads) - 1):
            figures = [int(wanted[line[0]][heads[column]].partition("（")[0]) for line in lines]
            assert (sums[column], given[column]) == (str(sum(figures)), str(len(figures))), (year, heads[column])
        assert (len(lines), len(consolidated[1]), consolidated[2]) == (3, 1, [])


def test_lines_stand_in_the_order_of_lists_and_lead_to_report_and_series(district: Path) -> None:
    page = document(district / "data/2025/index.html")
    listed = document(district / "years/2025/index.html").xpath("//ul[contains(@class, 'gk-list')]/li/a/@href")
    order = [link.split("/")[-3] for link in listed]
    links = page.xpath('//table[contains(@class, "gk-all")]/tbody/tr/th/a/@href')
    slugs = [link.split("/")[-3] for link in links]
    assert sorted(slugs, key=order.index) == [*slugs[-1:], *slugs[:-1]], "the consolidated report leads the list"
    assert all((district / "data/2025" / link / "index.html").is_file() for link in links)
    series = page.xpath('//table[contains(@class, "gk-all")]/tbody/tr/td/a/@href')
    assert len(series) == len(links)
    assert all((district / "data/2025" / link / "index.html").is_file() for link in series)
    assert document(district / "years/2025/index.html").xpath('//a[contains(@href, "data/2025/")]')


def test_csv_and_workbook_hold_what_the_page_shows(built: Path) -> None:
    for year in years(built):
        text = (built / f"data/agencies-{year}.csv").read_bytes().decode("utf-8-sig")
        head, *rows = csv.reader(io.StringIO(text, newline=""))
        first, last = head.index("机关类别") + 1, head.index("状态")
        book = CalamineWorkbook.from_path(built / f"data/agencies-{year}.xlsx")
        of_page = list(tables(document(built / f"data/{year}/index.html")))
        lines = [[line[0], *map(plain, line[1:-1])] for _, lines, _ in of_page for line in lines]
        assert [[row[0], *row[first:last]] for row in rows if row[last] == "已收录"] == lines
        assert [name.rpartition("—")[2] for name in head[first:last]] == of_page[0][0][1:-1]
        assert len(book.sheet_names) == 1, "a few lines on a sheet of their own would be printed on a page of their own"
        cells = book.get_sheet_by_index(0).to_python()
        in_book = [[number(cell) for cell in (row[0], *row[2:-1])] for row in cells]
        assert all(line in in_book for line in lines), year
        sums = [[line[0], *map(plain, line[1:-1])] for _, _, below in of_page for line in below]
        assert all(line in in_book for line in sums), year


def test_heads_of_the_workbook_have_room_and_an_empty_column_of_remarks_is_narrow(district: Path) -> None:
    path = district / "data/agencies-2025.xlsx"
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert "未经复议直接起诉" in rows[2] + rows[3]
    assert rows[2][-1] == "附注"
    assert {row[-1] for row in rows[4:]} == {""}
    with zipfile.ZipFile(path) as book:
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    assert float(sheet.findall("m:cols/m:col", workbooks.NS)[-1].get("width")) < 10, "a sheet is as wide as a page"
    heights = [float(row.get("ht", 0)) for row in sheet.findall("m:sheetData/m:row", workbooks.NS)]
    assert heights[2] + heights[3] >= 3 * LINE, "未经复议直接起诉 takes three lines in a column of nine characters"


@pytest.mark.heavy
def test_sums_of_the_workbook_are_worked_out_anew(district: Path, tmp_path: Path) -> None:
    """The results that the file brings along are taken out: a spreadsheet has to add up itself."""
    given = tmp_path / "agencies.xlsx"
    given.write_bytes(workbooks.without_results((district / "data/agencies-2025.xlsx").read_bytes()))
    workbooks.convert([given], "xlsx", tmp_path / "out")
    sheet = CalamineWorkbook.from_path(tmp_path / "out/agencies.xlsx").get_sheet_by_index(0).to_python()
    rows = [[number(cell) for cell in (row[0], *row[2:-1])] for row in sheet]
    own, _ = tables(document(district / "data/2025/index.html"))
    assert all([line[0], *line[1:-1]] in rows for line in own[2])


def plain(text: str) -> str:
    return "" if text == "空项" else text.partition("（")[0]


def number(cell: Any) -> str:
    return str(int(cell)) if isinstance(cell, float) else str(cell)


def test_who_has_no_line_is_named_with_the_public_reason_and_never_as_late() -> None:
    form = shipped_form("gia-2021")
    agencies = {
        "here": Agency("here", "甲局", "甲"),
        "later": Agency("later", "乙局", "乙", since=2023),
        "earlier": Agency("earlier", "丙局", "丙", until=2020),
        "back": Agency("back", "丁局", "丁"),
        "none": Agency("none", "戊局", "戊"),
        "text": Agency("text", "己局", "己"),
    }
    report = replace(zeros(form), agency="here", year=2022, status=Status.PUBLISHED)
    without = replace(report, agency="text", form=None, grids={})
    summaries = {(item.agency, 2022): summarise(item, agencies[item.agency], None) for item in (report, without)}
    years = {"here": (2022,), "text": (2022,)}
    entries = {slug: CatalogEntry(agency, years.get(slug, (2021,))) for slug, agency in agencies.items()}
    registry = FormRegistry(shipped_forms())
    contents = SiteContents(SiteSettings("示例"), entries, summaries, registry, frozenset({("back", 2022)}))
    table = year_table_of(contents, 2022)
    assert table is not None
    assert [line.agency.slug for line in table.lines] == ["here"]
    assert {reason: [agency.slug for agency in named] for reason, named in table.missing} == {
        "当年还没有开始报送": ["later"],
        "当年已不再报送": ["earlier"],
        "报告已撤回": ["back"],
        "报告没有统计表，只有文字部分": ["text"],
        "本站没有收录": ["none"],
    }
    assert year_table_of(contents, 2021) is None


def test_page_names_whose_scope_is_not_stated_and_no_one_else() -> None:
    form = shipped_form("gia-2021")
    agencies = [Agency("a", "甲局", "甲"), Agency("b", "乙局", "乙", scope=Scope.OWN)]
    reports = [replace(zeros(form), agency=one.slug, year=2022, status=Status.PUBLISHED) for one in agencies]
    summaries = {(one.slug, 2022): summarise(report, one, None) for one, report in zip(agencies, reports, strict=True)}
    entries = {one.slug: CatalogEntry(one, (2022,)) for one in agencies}
    contents = SiteContents(SiteSettings("示例"), entries, summaries, FormRegistry(shipped_forms()))
    shown = year_page(contents, GeneratedPage(year_table_page(2022), "", year=2022)).html
    assert "没有写明报告范围的，按本机关年度报告列入：甲局。" in shown


def test_year_whose_form_has_no_roles_has_no_table() -> None:
    form = replace(shipped_form("gia-2021"), roles=())
    report = replace(zeros(form), agency="here", year=2022, status=Status.PUBLISHED)
    agency = Agency("here", "甲局", "甲")
    entries = {"here": CatalogEntry(agency, (2022,))}
    summaries = {("here", 2022): summarise(report, agency, None)}
    contents = SiteContents(SiteSettings("示例"), entries, summaries, FormRegistry([shipped_form("gia-2019"), form]))
    assert year_table_of(contents, 2022) is None
    assert [item.has_table for item in data_years(contents)] == [False]


@pytest.fixture
def opened(district: Path, served: Serve, page: OpenPage) -> Page:
    return page(served(district, base="/some/base/").at("data/2025/"))


def column(opened: Page, place: int) -> list[str]:
    cells = opened.locator(f"table.gk-all >> nth=0 >> css=tbody tr:not([hidden]) > :nth-child({place})")
    return cells.all_text_contents()


def test_keyboard_sorts_both_ways_and_back_to_the_order_of_lists_and_heads_are_plain_on_paper(opened: Page) -> None:
    listed = column(opened, 1)
    head = opened.get_by_role("columnheader", name="本年新收").first
    head.get_by_role("button").focus()
    opened.keyboard.press("Enter")
    figures = [int(text) for text in column(opened, 2)]
    assert (head.get_attribute("aria-sort"), figures) == ("ascending", sorted(figures))
    assert opened.get_by_role("status").inner_text() == "已按“本年新收，从小到大”排列。"
    opened.keyboard.press("Space")
    assert (head.get_attribute("aria-sort"), column(opened, 2)) == (
        "descending",
        [str(n) for n in sorted(figures)[::-1]],
    )
    assert "order=down2" in opened.url
    opened.keyboard.press("Enter")
    assert (head.get_attribute("aria-sort"), column(opened, 1)) == (None, listed)
    heads_are_plain_text_on_paper_where_browsers_leave_buttons_out(opened)


def test_found_lines_have_sums_of_their_own_that_say_so(opened: Page) -> None:
    sums = opened.locator(".gk-total").first
    everything = sums.inner_text()
    opened.get_by_label("机关名称").fill("街道")
    assert column(opened, 1) == ["样例区甲街道办事处"]
    shown = column(opened, 2)
    assert sums.locator("> *").all_text_contents()[:2] == ["合计（列出的 1 个）", shown[0]]
    assert opened.locator(".gk-given").first.locator("> *").nth(1).inner_text() == "1"
    assert opened.get_by_role("status").inner_text() == "列出 1 个机关，共 4 个。"
    for typed in ("jyj", "教委"):  # by the first letters of its pinyin, and as people call it
        opened.get_by_label("机关名称").fill(typed)
        first = (
            "document.querySelector('table.gk-all tbody tr:not([hidden])')"  # names are loaded when they are asked for
        )
        browser.wait_until(opened, f"{first}?.textContent.includes('教育局')")
        assert column(opened, 1) == ["样例区教育局"], typed
        opened.get_by_label("机关名称").fill("")
        assert sums.inner_text() == everything
    kinds = opened.get_by_label("机关类别").locator("option").all_inner_texts()
    assert kinds == ["全部", "政府", "部门", "乡镇、街道"], "as lists and the home page name them"
    opened.get_by_label("机关类别").select_option("部门")
    assert column(opened, 1) == ["样例区人民政府办公室", "样例区教育局"]
    opened.reload()
    assert column(opened, 1) == ["样例区人民政府办公室", "样例区教育局"]
    opened.get_by_role("button", name="恢复原样").click()
    assert len(column(opened, 1)) == 3


def test_columns_can_be_chosen_and_heads_follow(opened: Page) -> None:
    opened.get_by_text("选择列").first.click()
    for name in ("予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理"):
        opened.get_by_role("checkbox", name=f"本年度办理结果—{name}").uncheck()
    group = opened.get_by_role("columnheader", name="本年度办理结果").first
    assert group.get_attribute("colspan") == "1"
    opened.get_by_role("checkbox", name="本年度办理结果—总计").uncheck()
    assert group.is_hidden()
    visible = opened.locator("table.gk-all").first.locator("tbody tr").first.locator("> :visible")
    assert visible.count() == 1 + len(ONE) - 1 + 1
    opened.reload()
    assert visible.count() == len(ONE) + 1


def heads_are_plain_text_on_paper_where_browsers_leave_buttons_out(opened: Page) -> None:
    """Look at the heads before, while and after a page is printed."""
    buttons = opened.locator("table.gk-all button")
    before = buttons.count()
    opened.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert (before > 0, buttons.count()) == (True, 0)
    assert opened.get_by_role("columnheader", name="本年新收").first.inner_text().startswith("本年新收")
    opened.evaluate("dispatchEvent(new Event('afterprint'))")
    assert buttons.count() == before


def test_home_and_the_list_of_a_year_lead_to_the_table(district: Path) -> None:
    for path, link in (("index.html", "data/2025/"), ("years/2023/index.html", "../../data/2023/")):
        assert document(district / path).xpath(f'//article//a[@href="{link}"]'), path


def test_columns_are_counted_before_the_heads_and_those_that_are_left_out_are_not(opened: Page) -> None:
    """A page that arrives in two pieces would move its heads once the rest of their row is there."""
    count = """table => [table.querySelector("col[span]").span,
        table.tHead.querySelectorAll("[data-c]:not([hidden])").length]"""
    table = opened.locator("table.gk-all").first
    assert table.evaluate("table => table.children[1].tagName") == "COLGROUP"
    span, shown = table.evaluate(count)
    assert span == shown - 1, "all but that of the names"
    opened.locator("summary", has_text="选择列").click()
    opened.locator("input[type=checkbox]:checked").first.click()
    fewer, left = table.evaluate(count)
    assert (fewer, left) == (span - 1, shown - 1)


def test_page_is_whole_without_scripts(district: Path, served: Serve, page: OpenPage) -> None:
    opened = page(served(district, base="/some/base/").at("data/2025/"), java_script_enabled=False)
    assert not opened.locator(".gk-find").is_visible()
    assert opened.locator("table.gk-all tbody td:visible").count() == 4 * (len(ONE) + len(SEVERAL) + 1)
    assert opened.locator("table.gk-all button").count() == 0


def test_nothing_moves_while_the_page_is_loading(opened: Page) -> None:
    """On a phone that is seen below."""
    assert opened.evaluate(SHIFT) < UNSEEN
    place = "() => document.querySelector('table.gk-all thead th:nth-child(2)').getBoundingClientRect().left"
    before = opened.evaluate(place)
    longer = "() => { document.querySelector('table.gk-all tbody tr:last-child a').textContent = '长'.repeat(30) }"
    opened.evaluate(longer)
    assert opened.evaluate(place) == before, "a long name that arrives later moves no column"


def test_phone_shows_the_main_columns_each_figure_with_its_name(district: Path, served: Serve, page: OpenPage) -> None:
    opened = page(served(district, base="/some/base/").at("data/2025/"), width=390)
    assert opened.evaluate(SHIFT) < UNSEEN
    first = opened.locator("table.gk-all tbody tr").first
    assert first.locator("td:visible").count() == 4
    names = first.locator("td:visible").evaluate_all("cells => cells.map(c => getComputedStyle(c, '::before').content)")
    assert names[:3] == ['"本年新收"', '"办理结果总计"', '"结转下年度"']
    order = opened.get_by_label("次序")
    every = order.locator("option").evaluate_all("all => all.map(one => [one.textContent, one.value])")
    hidden = next(value for text, value in every if "予以公开，从大到小" in text)
    order.select_option(hidden)
    place = int(hidden.removeprefix("down"))
    for _ in range(2):
        assert first.locator(f":nth-child({place})").is_visible(), "the column that is sorted by is shown"
        assert first.locator("td:visible").count() == 5
        opened.reload()
    width = """select => { const pen = document.createElement('canvas').getContext('2d');
        const style = getComputedStyle(select);
        pen.font = style.font; const room = select.clientWidth - parseFloat(style.paddingLeft) * 2 - 20;
        return [...select.options].map(one => one.text).filter(text => pen.measureText(text).width > room) }"""
    assert order.evaluate(width) == [], "each choice can be read"
    opened.get_by_text("选择列").first.click()
    opened.get_by_role("checkbox", name="本年度办理结果—予以公开").uncheck()
    assert order.input_value() == "", "nor are lines in the order of a column that is hidden by hand"


@pytest.mark.parametrize("width", [1280, 390])
def test_page_has_no_fault_of_accessibility_and_cannot_be_moved_sideways(
    district: Path, looks: Looks, width: int
) -> None:
    assert looks(district, "data/2025/", width=width) == GOOD
