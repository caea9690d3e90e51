"""Which agencies are listed with which years, how long lists are cut up, and what a name may do to them: nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gongkai.reports import Agency
from gongkai.site.lists import (
    ON_HOME,
    PER_PAGE,
    Entry,
    agency_page,
    entries_of,
    generated_pages,
    markdown_text,
    with_agencies,
)
from gongkai.reports.layout import Layout
from gongkai.workspace import Workspace

if TYPE_CHECKING:
    from tests.site.sites import Site


def entries(count: int) -> dict[str, Entry]:
    slugs = [f"a{number:04}" for number in range(count)]
    return {slug: Entry(Agency(slug, f"示例{slug}局", slug), (2024, 2023)) for slug in slugs}


def workspace(site: Site) -> Workspace:
    return Workspace(Layout(site.root, site.root / "data", site.root / "docs"))


def test_years_stand_newest_first_and_drafts_only_in_a_preview(site: Site) -> None:
    text = site.read("data/x/2023.yml")
    site.write("data/x/2024.yml", text.replace("2024-01-15", "2025-01-15"))
    site.write("data/x/2022.yml", text.replace("2024-01-15", "2023-01-15").replace("published\n", "draft\n"))
    loaded = workspace(site)
    assert entries_of(loaded, preview=False)["x"].years == (2024, 2023)
    seen = entries_of(loaded, preview=True)["x"]
    assert (seen.years, seen.drafts) == ((2024, 2023, 2022), frozenset({2022}))
    assert "2022 年政府信息公开工作年度报告（草稿，未公布）" in agency_page(seen, {"x": seen})


def test_agency_without_a_report_is_not_listed_so_that_no_page_tells_who_is_late(site: Site) -> None:
    site.write("data/y/agency.yml", "version: 1\nname: 示例市样例区乙局\n")
    assert list(entries_of(workspace(site), preview=True)) == ["x"]


def test_generated_pages_are_home_list_and_one_for_each_agency() -> None:
    pages = dict(generated_pages(entries(2), title="示例", intro="导语"))
    assert list(pages) == ["index.md", "agencies.md", "a0000/index.md", "a0001/index.md"]
    assert pages["index.md"] == "# 示例\n\n导语\n"
    assert "- [示例a0001局](a0001/index.md) [2024 年](a0001/2024.md) [2023 年](a0001/2023.md)" in pages["agencies.md"]


def test_list_of_more_than_a_page_is_cut_and_its_pages_lead_to_each_other() -> None:
    pages = dict(generated_pages(entries(2 * PER_PAGE + 1), title="示例", intro=""))
    parts = [pages[name] for name in ("agencies.md", "agencies/2.md", "agencies/3.md")]
    assert [part.count("\n- ") for part in parts] == [PER_PAGE, PER_PAGE, 1]
    assert "agencies/4.md" not in pages
    assert parts[0].endswith("第 1 页，共 3 页 [下一页](agencies/2.md)\n")
    assert "[上一页](../agencies.md) 第 2 页，共 3 页 [下一页](../agencies/3.md)" in parts[1]
    assert parts[2].endswith("[上一页](../agencies/2.md) 第 3 页，共 3 页\n")
    assert "](../a0200/2024.md)" in parts[2]


def test_list_of_one_page_has_no_pager() -> None:
    assert "页" not in dict(generated_pages(entries(PER_PAGE), title="示例", intro=""))["agencies.md"]


def test_list_without_an_agency_is_still_a_page() -> None:
    assert dict(generated_pages({}, title="示例", intro=""))["agencies.md"] == "# 行政机关\n\n尚未收录年度报告。\n"


def test_home_lists_few_agencies_and_counts_many() -> None:
    few = with_agencies("# 首页\n", entries(ON_HOME))
    assert few.startswith("# 首页\n\n## 已收录的年度报告\n\n- [")
    assert few.count("\n- ") == ON_HOME
    many = with_agencies("# 首页\n", entries(ON_HOME + 1))
    assert f"[共收录 {ON_HOME + 1} 个行政机关的 {2 * ON_HOME + 2} 份年度报告](agencies.md)" in many
    assert with_agencies("# 首页\n", {}) == "# 首页\n"


def test_agency_page_says_what_its_file_says_and_no_more() -> None:
    found = entries(2)
    bare = agency_page(found["a0000"], found)
    assert "- " not in bare.partition("## ")[0]
    agency = replace(found["a0000"].agency, kind="部门", reports_to="a0001", contact={"office": "办公室"}, until=2024)
    told = agency_page(Entry(agency, (2024,)), found)
    assert "- 机关类别：部门\n- 上级机关：[示例a0001局](../a0001/index.md)\n- 联系机构：办公室\n" in told
    assert "- 最后报告年度：2024 年" in told
    absent = replace(agency, reports_to="nobody")
    assert "上级机关" not in agency_page(Entry(absent, (2024,)), found)


def test_text_gives_markdown_html_and_templates_nothing_to_act_on() -> None:
    hostile = "1. {{ 7 }} <b>&amp;</b> [a](b) *c* _d_ `e` # ~f~ \\g |h|\n\ni"
    told = markdown_text(hostile)
    assert not set("{}<>[]*_`~\\|\n") & set(told)
    assert markdown_text("二里岗街道办事处（2020）-a.b") == "二里岗街道办事处（2020）-a.b"
    assert not markdown_text("- x").startswith("-")


def test_pages_that_a_site_has_written_stay_as_they_are(site: Site) -> None:
    site.write("docs/x/index.md", "# 自己写的单位页\n")
    site.write("docs/agencies.md", "# 自己写的名录\n\n[首页](index.md)\n")
    site.built("--strict")
    assert "自己写的单位页" in site.page("x/index.html")
    assert "自己写的名录" in site.page("agencies/index.html")


def test_home_that_hides_the_list_has_none(site: Site) -> None:
    shown = "已收录的年度报告"
    assert shown in site.built().page("index.html")
    site.write("docs/index.md", "---\nhide: [agencies]\n---\n# 首页\n")
    assert shown not in site.built().page("index.html")


def test_site_without_a_home_gets_one(site: Site) -> None:
    (site.root / "docs/index.md").unlink()
    page = site.built("--strict").page("index.html")
    assert "示例市样例区（虚构）</h1>" in page
    assert 'href="x/2023/"' in page
