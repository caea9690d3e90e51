"""Which agencies are listed with which years, how lists are cut up, and what the home page shows of many agencies."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gongkai.figures import count
from gongkai.forms import FormRegistry, shipped_forms
from gongkai.pages.report import report_header
from gongkai.renders.html.dates import day_html
from gongkai.renders.html.pager import pager_html
from gongkai.renders.html.report import header_html
from gongkai.reports import Agency, Report, Scope
from gongkai.reports.agencies import AgencyKind
from gongkai.reports.layout import Layout
from gongkai.reports.model import Moment, Status
from gongkai.routes import Addresses
from gongkai.site.build.site_contents import site_contents
from gongkai.site.home.lists import LATEST, ROWS, complete_year, latest_reports, lists_html
from gongkai.site.pages import site_page_types
from gongkai.site.pages.agency_list import COLUMNS, columns_of, matrix_html
from gongkai.site.pages.home import headline, home_text, markdown_text, opening_html
from gongkai.site.pages.per_agency.agency import agency_page
from gongkai.work.agency_groups import GROUPS, grouped
from gongkai.work.catalog import PER_PAGE, CatalogEntry, chunks
from gongkai.work.contents import AgencyContents, SiteContents
from gongkai.work.page_type import GeneratedPage
from gongkai.work.settings import SiteSettings
from gongkai.work.summary import summarise
from gongkai.workspace import Workspace
from tests.tables import grids

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.site.sites import Site

ADDRESSES = Addresses(directory_urls=True)
FORM = grids.every_form()[0]


@pytest.fixture
def site(site: Site) -> Site:
    """The small site, which is built without a search here."""
    return site.without_search()


def entries(number: int, years: tuple[int, ...] = (2024, 2023)) -> dict[str, CatalogEntry]:
    slugs = [f"a{place:04}" for place in range(number)]
    return {slug: CatalogEntry(Agency(slug, f"示例{slug}局", slug), years) for slug in slugs}


def workspace(site: Site) -> Workspace:
    return Workspace(Layout(site.root, site.root / "data", site.root / "docs"), reserved=())


def shown(loaded: Workspace, *, preview: bool) -> Mapping[str, CatalogEntry]:
    return site_contents(loaded, SiteSettings("示例", preview=preview)).entries


def contents_of(shown: dict[str, CatalogEntry], *reports: Report, contact: str = "") -> SiteContents:
    """What a site shows, of which these reports have figures."""
    given = {(item.agency, item.year): item for item in reports}
    summaries = {}
    for slug, entry in shown.items():
        for year in entry.years:
            report = given.get((slug, year), Report(slug, year, None, "", Status.PUBLISHED))
            summaries[slug, year] = summarise(report, entry.agency, None)
    return SiteContents(SiteSettings("示例", contact=contact), shown, summaries, FormRegistry(shipped_forms()))


def page(
    entry: CatalogEntry, shown: dict[str, CatalogEntry], *, reports: list[Report] | None = None, contact: str = ""
) -> str:
    def other(slug: str | None) -> Agency | None:
        return shown[slug].agency if slug in shown else None

    settings = SiteSettings("示例", contact=contact)
    agency = entry.agency
    contents = AgencyContents(settings, entry, tuple(reports or ()), other(agency.reports_to), other(agency.successor))
    return agency_page(contents, GeneratedPage(f"{entry.slug}/index.md", agency.name, entry.slug)).html


def home(contents: SiteContents, *present: str) -> str:
    """The parts that the home page is given."""
    return f"{opening_html(contents, present=present)}{lists_html(contents)}"


def sources(shown: dict[str, CatalogEntry]) -> list[str]:
    """Sources of the pages that list agencies or reports."""
    contents = contents_of(shown)
    lists = [item for item in site_page_types() if item.kind in ("home", "agencies", "years")]
    return [page.source for item in lists for page in item.pages_of(contents)]


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def report(slug: str, year: int, *, received: int | None = None, published: str = "") -> Report:
    filled = replace(grids.numbered(FORM), agency=slug, year=year)
    if received is not None:
        table = FORM.table_index["requests"]
        rows = [list(row) for row in filled.grids["requests"]]
        for name, value in (("received", received), ("outcome_total", received), ("carried_out", 0)):
            rows[table.row_index[name]][-1] = count(value)
        filled = replace(filled, grids={**filled.grids, "requests": tuple(map(tuple, rows))})
    return replace(filled, published=Moment(dt.date.fromisoformat(published)) if published else None)


def test_years_stand_newest_first_and_drafts_only_in_a_preview(site: Site) -> None:
    text = site.read("data/x/2023.yml")
    site.write("data/x/2024.yml", text.replace("2024-01-15", "2025-01-15"))
    site.write("data/x/2022.yml", text.replace("2024-01-15", "2023-01-15").replace("published\n", "draft\n"))
    loaded = workspace(site)
    assert shown(loaded, preview=False)["x"].years == (2024, 2023)
    seen = shown(loaded, preview=True)["x"]
    assert (seen.years, seen.drafts) == ((2024, 2023, 2022), frozenset({2022}))
    reports = [loaded.reports["x", year] for year in seen.years]
    assert "2022 年政府信息公开工作年度报告（未公布）" in page(seen, {"x": seen}, reports=reports)


def test_agency_without_a_report_is_not_listed_so_that_no_page_tells_who_is_late(site: Site) -> None:
    site.write("data/y/agency.yml", "version: 1\nname: 示例市样例区乙局\n")
    assert list(shown(workspace(site), preview=True)) == ["x"]


def test_lists_are_home_agencies_and_years_each_cut_into_pages() -> None:
    assert sources(entries(2)) == [*("index.md", "agencies.md", "years.md", "years/2024.md", "years/2023.md")]
    many = sources(entries(2 * PER_PAGE + 1, (2024,)))
    assert many[1:4] == ["agencies.md", "agencies/2.md", "agencies/3.md"]
    assert many[5:] == ["years/2024.md", "years/2024-2.md", "years/2024-3.md"]
    assert [len(chunk) for chunk in chunks(range(2 * PER_PAGE + 1))] == [PER_PAGE, PER_PAGE, 1]
    assert sources({}) == ["index.md", "agencies.md", "years.md"]


def test_pager_is_of_one_size_and_leads_to_the_neighbours_and_the_ends() -> None:
    assert pager_html(1, 1, str) == ""
    assert re.findall('href="(.)"', pager_html(1, 9, str)) == ["2", "9"]
    assert re.findall('href="(.)"', pager_html(5, 9, str)) == ["1", "4", "6", "9"]
    assert re.findall('href="(.)"', pager_html(9, 9, str)) == ["1", "8"]
    assert "第 5 页，共 9 页" in pager_html(5, 9, str)


def test_matrix_links_each_report_by_name_and_leaves_what_is_not_here_empty() -> None:
    shown = {
        "a": CatalogEntry(Agency("a", "甲<局>", "甲"), (2024, 2022)),
        "b": CatalogEntry(Agency("b", "乙局", "乙"), (2023,)),
    }
    html = matrix_html(shown.values(), columns_of(shown), at="agencies/2.md", addresses=ADDRESSES)
    assert re.findall(r'<th scope="col"[^>]*>(\d+) 年<', html) == ["2024", "2023", "2022"]
    assert '<a href="../../a/2024/" aria-label="甲&lt;局&gt;2024 年报告"><span>2024</span></a>' in html
    assert html.count("未收录</span></td>") == 3
    assert not re.search("未报|逾期|迟", html)
    flat = matrix_html(shown.values(), (2024,), at="index.md", addresses=Addresses(directory_urls=False))
    assert 'href="a/2024.html"' in flat


def test_matrix_has_the_latest_years_and_says_where_older_ones_are() -> None:
    old = entries(1, tuple(range(2024, 2010, -1)))
    years = columns_of(old)
    assert len(years) == COLUMNS
    assert years[0] == 2024
    assert "更早的年度" in matrix_html(old.values(), years, at="index.md", addresses=ADDRESSES)
    new = entries(1)
    assert "更早的年度" not in matrix_html(new.values(), columns_of(new), at="index.md", addresses=ADDRESSES)


def test_headline_adds_up_reports_of_organs_on_themselves_and_no_consolidated_one() -> None:
    shown = entries(3, (2024,))
    shown["a0002"] = replace(shown["a0002"], agency=replace(shown["a0002"].agency, scope=Scope.CONSOLIDATED))
    reports = (report(slug, 2024, received=10 ** (place + 1)) for place, slug in enumerate(shown))
    latest = headline(contents_of(shown, *reports))
    assert latest is not None
    assert (latest.year, latest.reports, latest.totals) == (2024, 2, (110, 110, 0))
    alone = {"a0002": shown["a0002"]}
    assert headline(contents_of(alone, report("a0002", 2024, received=5))) is None


def test_headline_is_of_a_year_that_is_as_good_as_complete() -> None:
    shown = {**entries(20, (2023, 2022)), "new": CatalogEntry(Agency("new", "新局", "新"), (2024, 2023))}
    assert complete_year(shown) == 2023
    assert complete_year(entries(3)) == 2024


def test_latest_reports_go_by_their_dates_and_undated_ones_stay_out() -> None:
    shown = entries(LATEST + 4, (2024, 2023))
    reports = [report(slug, 2024, published=f"2025-01-{place + 1:02}") for place, slug in enumerate(shown)]
    undated = report("a0000", 2023)
    latest = latest_reports(contents_of(shown, *reports, undated))
    assert latest.dated
    assert [str(item.published) for item in latest.reports] == [f"2025-01-{day:02}" for day in range(LATEST + 4, 4, -1)]
    some = {"a0000": entries(1, (2023,))["a0000"], "a0001": entries(2, (2024,))["a0001"]}
    none = latest_reports(contents_of(some, undated, report("a0001", 2024)))
    assert not none.dated
    assert [(item.agency, item.year) for item in none.reports] == [("a0001", 2024)]


@pytest.mark.parametrize("number", [ROWS, 300, 3000])
def test_home_names_as_many_agencies_of_a_group_whatever_their_number(number: int) -> None:
    html = home(contents_of(entries(number)))
    small = number <= ROWS
    assert html.count('<th scope="row"') == (ROWS if small else 0)
    assert len(re.findall(r'<a href="a\d+/">', html)) == ROWS
    assert f"共收录 {number} 个行政机关的 {2 * number} 份年度报告" in html
    assert (f"其他（{number}）" in html) is not small
    assert (f">全部 {number} 个</a>" in html) is not small
    assert ('id="gk-finder"' in html) is not small
    assert 'href="agencies/"' in html
    assert 'href="years/"' in html


def test_home_says_in_two_lines_what_the_site_is_and_for_whom() -> None:
    (lead,) = re.findall('<p class="gk-lead">(.*?)</p>', home(contents_of(entries(3))))
    what, whom = lead.split("<br>")
    assert what.startswith("本站收录 3 个行政机关 2023—2024 年的 6 份政府信息公开年度报告")
    assert whom.startswith("给要了解、要申请政府信息的人")
    assert "2024 年的 1 份" in home(contents_of(entries(1, (2024,))))


def test_home_leads_to_every_year_with_the_table_of_its_agencies() -> None:
    shown = entries(2)
    html = home(contents_of(shown, report("a0000", 2024, received=1)))
    years = html.partition('id="years"')[2].partition("</ul>")[0]
    assert re.findall('href="([^"]*)"', years) == ["years/2024/", "data/2024/", "years/2023/"]


def test_home_has_one_chart_of_all_agencies_and_no_consolidated_report_is_in_it() -> None:
    shown = entries(3, (2024,))
    shown["a0002"] = replace(shown["a0002"], agency=replace(shown["a0002"].agency, scope=Scope.CONSOLIDATED))
    reports = [report(slug, 2024, received=10 ** (place + 1)) for place, slug in enumerate(shown)]
    html = home(contents_of(shown, *reports))
    assert html.count("<svg") == 1
    assert "2024 年办结的申请按结果分（2 份年度报告合计 110 件）" in html


@pytest.mark.parametrize(("number", "last"), [(3, "years"), (ROWS, None)])
def test_chart_of_the_home_page_is_in_the_shorter_column(number: int, last: str | None) -> None:
    shown = entries(number)
    html = home(contents_of(shown, *(report(slug, 2024, received=1) for slug in shown)))
    before, _, after = html.partition("<svg")
    assert 'id="agencies"' in before
    assert ('id="latest"' in before) == (last is None)
    assert ('id="years"' in after) == (last is not None)


def test_agencies_stand_in_groups_that_name_their_kinds() -> None:
    kinds = ("街道（派出机关）", None, "部门", "政府", "政府办公厅（室）", "管委会", "乡镇")
    shown = [
        CatalogEntry(Agency(f"a{place}", f"甲{place}", "甲", kind=kind), (2024,)) for place, kind in enumerate(kinds)
    ]
    slugs = [(group.label, [entry.slug for entry in group.entries]) for group in grouped(shown)]
    assert slugs == [
        ("政府", ["a3"]),
        ("部门", ["a2", "a4"]),
        ("乡镇、街道", ["a0", "a6"]),
        ("派出机构、管委会", ["a5"]),
        ("其他", ["a1"]),
    ]
    assert {kind for kinds in GROUPS.values() for kind in kinds} == set(AgencyKind), "every kind has its group"
    html = matrix_html(shown[2:4], (2024,), at="index.md", addresses=ADDRESSES)
    assert re.findall('scope="rowgroup" colspan="2">([^<]*)<', html) == ["部门（1）", "政府（1）"]


def test_home_offers_search_and_methods_where_the_build_has_them() -> None:
    contents = contents_of(entries(1, (2024,)), report("a0000", 2024, received=1))
    bare = home(contents)
    assert "<form" not in bare
    assert "methods/" not in bare
    html = home(contents, "search.md", "methods.md")
    assert 'action="search/" method="get" role="search"' in html
    assert 'name="q"' in html
    assert 'href="methods/"' in html
    assert home(contents_of({}), "search.md", "methods.md") == "<p>尚未收录年度报告。</p>"


def test_search_and_figures_of_the_home_page_come_before_its_first_section(site: Site) -> None:
    site.searched = True
    site.write("docs/index.md", "# 甲\n\n> 引\n\n## 乙\n\n文字。\n")
    html = site.built("--strict").page("index.html")
    assert html.index("引") < html.index('<form class="gk-ask"') < html.index(">乙") < html.index('id="latest"')


def test_agency_page_says_what_its_file_says_and_no_more() -> None:
    catalog = entries(2)
    bare = words(page(catalog["a0000"], catalog))
    assert "机关类别" not in bare
    assert bare.endswith("联系方式 暂未提供。")
    assert "可联系本站：示例科" in page(catalog["a0000"], catalog, contact="示例科")
    agency = replace(
        catalog["a0000"].agency, kind="部门", level="县级", reports_to="a0001", contact={"office": "办公室"}, until=2024
    )
    text = words(page(CatalogEntry(agency, (2024,)), catalog, contact="示例科"))
    assert "机关类别 部门 层级 县级 上级机关 示例a0001局 最后报告年度 2024 年" in text
    assert "联系机构 办公室" in text
    assert "示例科" not in text
    absent = replace(agency, reports_to="nobody")
    assert "上级机关" not in page(CatalogEntry(absent, (2024,)), catalog)


def test_agency_page_lists_years_with_dates_and_the_figures_of_each() -> None:
    shown = entries(1)
    reports = [report("a0000", 2024, received=7, published="2025-01-20"), report("a0000", 2023, received=5)]
    html = page(shown["a0000"], shown, reports=reports)
    text = words(html)
    assert "最近一份： 2024 年政府信息公开工作年度报告" in text
    assert "2024 年政府信息公开工作年度报告 公布日期： 2025-01-20" in text
    assert "2023 年政府信息公开工作年度报告 公布日期：未注明" in text
    assert '<time datetime="2025-01-20">2025-01-20</time>' in html
    assert html.count("<svg") >= 2
    assert html.index("<svg") < html.index('href="series/"')
    table = words(html[html.rindex("<table") :])
    assert "7" in table.split()
    assert "5" in table.split()


def test_time_of_day_is_for_programs_and_the_day_for_readers() -> None:
    moment = Moment(dt.date(2025, 1, 20), dt.time(8, 5))
    assert day_html(moment) == '<time datetime="2025-01-20T08:05+08:00">2025-01-20</time>'
    shown = entries(1)
    timed = replace(report("a0000", 2024, received=7), published=moment)
    assert day_html(moment) in page(shown["a0000"], shown, reports=[timed])
    assert day_html(moment) in header_html(report_header(timed, shown["a0000"].agency))


def test_text_gives_markdown_html_and_templates_nothing_to_act_on() -> None:
    hostile = "1. {{ 7 }} <b>&amp;</b> [a](b) *c* _d_ `e` # ~f~ \\g |h|\n\ni"
    text = markdown_text(hostile)
    assert not set("{}<>[]*_`~\\|\n") & set(text)
    assert markdown_text("二里岗街道办事处（2020）-a.b") == "二里岗街道办事处（2020）-a.b"
    assert not markdown_text("- x").startswith("-")
    assert home_text(title="示例", intro="导语") == "# 示例\n\n导语\n"


def test_pages_that_a_site_has_written_stay_as_they_are(site: Site) -> None:
    own = ("x/index", "agencies", "years", "years/2023", "accessibility", "contact")
    for name in own:
        site.write(f"docs/{name}.md", f"# 自己写的{name}\n\n## 一节\n")
    site.built("--strict")
    for name in own:
        assert f"自己写的{name}" in site.page("x/index.html" if name == "x/index" else f"{name}/index.html")


def test_home_that_hides_the_list_has_none(site: Site, published_site: Site) -> None:
    shown = "按行政机关找"
    assert shown in published_site.page("index.html")
    site.write("docs/index.md", "---\nhide: [agencies]\n---\n# 首页\n")
    assert shown not in site.built().page("index.html")


def test_site_without_a_home_gets_one(site: Site) -> None:
    (site.root / "docs/index.md").unlink()
    html = site.built("--strict").page("index.html")
    assert "示例市样例区（虚构）</h1>" in html
    assert 'href="x/2023/"' in html


def test_list_without_an_agency_is_still_a_page(site: Site) -> None:
    site.change("data/x/2023.yml", "status: published", "status: draft").built("--strict")
    for name in ("agencies/index.html", "years/index.html", "index.html"):
        assert "尚未收录年度报告。" in site.page(name), name
    assert "网站尚未收录年度报告，没有核对的内容。" in site.page("methods/index.html")


def test_accessibility_and_contact_say_what_is_so_and_what_is_not_given(site: Site) -> None:
    bare = words(site.built("--strict").page("contact/index.html").partition("<article")[2])
    assert "主办单位 暂未提供 联系方式 暂未提供" in bare
    assert "网站标识码" not in bare
    assert "请告诉报告页面上写明的编制机关" in bare
    assert "上面的联系方式" not in bare
    assert "向哪个机关的政府信息公开工作机构申请" in bare
    assert "本站刊载年度报告，不接收申请。" in bare
    assert site.page("index.html").count('href="contact/#apply">怎样申请政府信息公开</a>') == 1
    site.change("mkdocs.yml", "  - gongkai\n", "  - gongkai: {sponsor: 示例办, contact: <示例科>, site_code: '00'}\n")
    article = site.built("--strict").page("contact/index.html").partition("<article")[2]
    assert "主办单位 示例办 联系方式 &lt;示例科&gt; 网站标识码 00" in words(article)
    page = words(site.page("accessibility/index.html").partition("<article")[2])
    for part in ("键盘操作", "文字大小", "对比度", "还做不到的", "怎样检测", "联系我们"):
        assert part in page
    for name in ("accessibility", "contact"):
        assert f'{name}/">' in site.page().partition("<footer")[2]
