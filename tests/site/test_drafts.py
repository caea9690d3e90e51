"""What is published of what there is: no draft, a page for data alone, none for a narrative alone, links that hold."""

from __future__ import annotations

import json
import re
import shutil
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest

from tests.site.sites import CONFIG, PLUGINS, Site, served, tables

if TYPE_CHECKING:
    from pathlib import Path

OTHER_SENTENCES = {
    "各项工作按计划进行": "都比上年有所进展",
    "宣传还不够，来年多办两次讲座。": "公示栏换得慢，来年每月换一次。",
}
"""What another year says instead: a text that is last year's has a finding."""
NO_FORM = "version: 1\nform: none\npublished: 2019-01-20\nstatus: published\n"


def another_year(site: Site, year: int, status: str = "published") -> Site:
    """Copy the report of 2023 to the year before, its stock of documents such that the next year's follows from it."""
    data = site.read("data/x/2023.yml").replace("2024-01-15", f"{year + 1}-01-15")
    data = data.replace("规范性文件: [2, 1, 9]", "规范性文件: [2, 1, 8]")
    site.write(f"data/x/{year}.yml", data.replace("status: published", f"status: {status}"))
    narrative = site.read("docs/x/2023.md").replace("2023年", f"{year}年")
    for sentence, other in OTHER_SENTENCES.items():
        assert sentence in narrative
        narrative = narrative.replace(sentence, other)
    return site.write(f"docs/x/{year}.md", narrative)


@pytest.fixture
def site(site: Site) -> Site:
    """The small site, which is built without a search here."""
    return site.without_search()


@pytest.fixture
def drafted(site: Site) -> Site:
    """A site with a published report of 2023, a draft of 2022 with an attachment, and an agency with drafts alone."""
    another_year(site, 2022, "draft").write("docs/x/2022/plan.txt", "附件\n")
    site.write("docs/x/2023/plan.txt", "附件\n")
    for folder in ("data", "docs"):
        shutil.copytree(site.root / folder / "x", site.root / folder / "only-drafts")
    (site.root / "data/only-drafts/2023.yml").unlink()
    (site.root / "docs/only-drafts/2023.md").unlink()
    shutil.rmtree(site.root / "docs/only-drafts/2023")
    return site.change("data/only-drafts/agency.yml", "甲街道办事处", "未报送的办事处")


def test_draft_is_nowhere_in_the_public_site(drafted: Site) -> None:
    drafted.searched = True
    drafted.built("--strict")
    names = set(drafted.published())
    assert {"x/2023/index.html", "x/2023/report.json", "x/2023/plan.txt"} <= names
    assert not [name for name in names if "2022" in name or "only-drafts" in name]
    for name in names:
        if name.endswith((".html", ".xml", ".json", ".txt")):
            text = drafted.page(name)
            assert "x/2022" not in text, name
            assert "../2022/" not in text, name
            assert "only-drafts" not in text, name
            assert "未报送的办事处" not in text, name


def hidden_from_the_public(site: Site, *words: str) -> None:
    """Hold that no published file is of x/2022, names it, or has some words in it."""
    names = set(site.published())
    assert not [name for name in names if "2022" in name]
    for name in names:
        if name.endswith((".html", ".xml", ".json", ".txt", ".csv")):
            text = site.page(name)
            assert not [word for word in ("x/2022", "../2022/", *words) if word in text], name


def test_reviewed_report_is_not_public(drafted: Site) -> None:
    drafted.change("data/x/2022.yml", "status: draft", "status: reviewed")
    drafted.change("data/x/2022.yml", "published: 2023-01-15", "published: ~").built("--strict")
    hidden_from_the_public(drafted, "公示栏换得慢")
    ran = drafted.write("docs/index.md", '# 首页\n\n{{ table("申请", year=2022, agency="x") }}\n').build()
    assert "没有“x” 2022 年度的报告" in ran.output
    with served(drafted.write("docs/index.md", "# 首页\n")) as server:
        assert "已审核，未公布" in server.get("base/x/2022/")


def test_draft_that_is_published_appears_and_one_that_is_taken_back_goes_with_a_word(drafted: Site) -> None:
    drafted.change("data/x/2022.yml", "status: draft", "status: published").built("--strict")
    assert {"x/2022/index.html", "x/2022/report.json", "x/2022/plan.txt"} <= drafted.published().keys()
    before = drafted.published()
    ran = drafted.change("data/x/2022.yml", "status: published", "status: draft").build()
    assert ran.code == 1
    assert "差错（撤回 withdrawn）：《示例市样例区甲街道办事处2022年政府信息公开工作年度报告》已经公布" in ran.output
    assert "（site/x/2022/report.json），现在 status 是 draft（草稿），生成网站会把它撤下。" in ran.output
    assert drafted.published() == before
    assert drafted.run("gongkai", "check", "x/2022").code == 1


def test_report_whose_files_are_gone_does_not_leave_the_site_without_a_word(drafted: Site) -> None:
    drafted.change("data/x/2022.yml", "status: draft", "status: published").built("--strict")
    before = drafted.published()
    (drafted.root / "data/x/2022.yml").unlink()
    (drafted.root / "docs/x/2022.md").unlink()
    ran = drafted.build()
    assert ran.code == 1
    assert "data/x/2022.yml:1:1 差错（撤回 withdrawn）：“" in ran.output
    assert "”2022 年的报告已经公布（site/x/2022/report.json），现在数据和文字两个文件都没有了" in ran.output
    assert drafted.published() == before
    shutil.rmtree(drafted.root / "site/x/2022")
    drafted.built("--strict")


def test_report_that_was_taken_back_leaves_nothing_but_a_page_that_says_so(drafted: Site) -> None:
    drafted.change("data/x/2022.yml", "status: draft", "status: published").built("--strict")
    reason = "withdrawn: {reason: '数有误 {{ 1 }} <b>正在核对</b>', date: 2024-03-02}\n"
    data = drafted.read("data/x/2022.yml").replace("status: published", "status: draft")
    drafted.write("data/x/2022.yml", data + reason).built("--strict")

    assert [name for name in drafted.published() if "x/2022" in name] == ["x/2022/index.html"]
    page = drafted.page("x/2022/index.html")
    assert "本报告已于 2024-03-02 撤回，现不作为公布的报告提供。" in page
    assert "<p>撤回原因：数有误 &#123;&#123; 1 &#125;&#125; &#60;b&#62;正在核对&#60;/b&#62;</p>" in page
    assert "gk-cite" not in page
    for name in drafted.published():
        if name.endswith((".html", ".json", ".csv")):
            text = drafted.page(name)
            assert "公示栏换得慢" not in text, name
            assert "x/2022/report.json" not in text, name
    assert "x/2022/" not in drafted.page("x/index.html")
    assert "x/2022/" not in drafted.page("feed.xml")
    assert drafted.built("--strict").run("gongkai", "check", "x/2022").code == 0

    ran = drafted.change("data/x/2022.yml", "status: draft", "status: published").build()
    assert ran.code == 1
    assert "差错（撤回 withdrawn）：写明了 2024-03-02 撤回，status 却是 published。" in ran.output


def test_report_that_vanishes_from_a_site_without_json_is_noticed_by_another_file(drafted: Site) -> None:
    drafted.change("mkdocs.yml", "  - gongkai\n", "  - gongkai: {formats: {json: false}}\n")
    drafted.change("data/x/2022.yml", "status: draft", "status: published").built()
    ran = drafted.change("data/x/2022.yml", "status: published", "status: reviewed").build()
    assert "已经公布（site/x/2022/report.docx），现在 status 是 reviewed（已审核）" in ran.output


def test_what_is_not_public_is_named_at_the_end_of_every_check_and_build(drafted: Site) -> None:
    drafted.change("data/only-drafts/agency.yml", "short: 甲街道（虚构）", "short: 乙街道")
    last = "1 份已公布，2 份草稿不公布：乙街道 2022 年、甲街道（虚构） 2022 年。"
    assert drafted.run("gongkai", "check").output.splitlines()[-1] == last
    own = drafted.run("gongkai", "check", "x").output.splitlines()[-1]
    assert own == "1 份已公布，1 份草稿不公布：甲街道（虚构） 2022 年。"
    assert "不公布" not in drafted.run("gongkai", "check", "x/2023").output
    assert "不公布" not in drafted.run("gongkai", "check", "--format", "json").output
    built = drafted.build("--strict").output.splitlines()
    assert built[-1] == f"INFO    -  {last}"
    assert "网站已生成到" in built[-3]
    drafted.change("data/x/2022.yml", "status: draft", "status: reviewed")
    assert drafted.run("gongkai", "check").output.splitlines()[-1] == (
        "1 份已公布，1 份草稿不公布：乙街道 2022 年；1 份已定稿、还没有公布：甲街道（虚构） 2022 年。"
    )


def test_many_drafts_are_counted_and_a_few_named(site: Site) -> None:
    for year in (2021, 2022, 2024, 2025, 2026, 2027):
        another_year(site, year, "draft")
    last = site.run("gongkai", "check").output.splitlines()[-1]
    assert last.startswith("1 份已公布，6 份草稿不公布：甲街道（虚构） 2021 年、")
    assert last.endswith("2026 年等。")


def test_site_whose_reports_are_all_public_says_nothing_of_drafts(site: Site) -> None:
    assert "已公布，" not in site.build().output
    assert "已公布，" not in site.run("gongkai", "check").output


def test_findings_of_drafts_stop_no_public_build_and_are_printed_by_the_command(drafted: Site) -> None:
    drafted.change("data/x/2022.yml", "本年新收: [5", "本年新收: [6")
    drafted.change("docs/x/2022.md", "## 六、", "{{ config }}\n\n## 六、")
    (drafted.root / "docs/only-drafts/2022.md").write_bytes("# 题".encode("gbk"))
    drafted.built("--strict")
    ran = drafted.run("gongkai", "check")
    assert ran.code == 1
    for message in (
        "差错（勾稽关系 balance）：",
        "差错（取数代码 narrative-template）：",
        "docs/only-drafts/2022.md:1:1 差错",
    ):
        assert message in ran.output


def test_draft_that_cannot_be_read_is_not_known_to_be_one(drafted: Site) -> None:
    (drafted.root / "data/x/2022.yml").write_bytes("status: draft\n# 题".encode("gbk"))
    ran = drafted.build()
    assert ran.code == 1
    assert "data/x/2022.yml:" in ran.output


@pytest.mark.parametrize("page", ["docs/x/2023.md", "docs/x/note.md"])
def test_public_page_may_not_print_a_figure_of_a_draft(drafted: Site, page: str) -> None:
    call = '{{ figure("申请.本年新收.总计", year=2022) }}'
    drafted.write(page, f"{drafted.read(page)}\n{call}\n" if page.endswith("2023.md") else f"# 题\n\n{call}\n")
    ran = drafted.build()
    assert ran.code == 1
    assert f"{page}:" in ran.output
    assert "没有“x” 2022 年度的报告" in ran.output
    drafted.change("data/x/2022.yml", "status: draft", "status: published").built()


def test_home_page_may_not_print_a_figure_of_a_draft(drafted: Site) -> None:
    drafted.write("docs/index.md", '# 首页\n\n{{ figure("申请.本年新收.总计", year=2022, agency="x") }}\n')
    ran = drafted.build()
    assert ran.code != 0
    assert not (drafted.root / "site").exists()


def test_preview_shows_drafts_and_says_so(drafted: Site) -> None:
    drafted.change("docs/x/2022.md", "## 一、", "{{ report_header() }}\n\n## 一、")
    drafted.change("docs/x/2022.md", "## 六、", '上年 {{ figure("申请.本年新收.总计", year=2023) }} 件\n\n## 六、')
    with served(drafted) as server:
        page = server.get("base/x/2022/")
        assert len(tables(page)) == 3
        assert "草稿，未公布" in page
        assert "上年 8 件" in page
        assert json.loads(server.get("base/x/2022/report.json"))["year"] == 2022
        assert "x/2022/" in server.get("base/")
        assert "未报送的办事处" in server.get("base/only-drafts/2022/")


def test_data_without_narrative_give_a_page_with_every_table_of_the_form(site: Site, published_site: Site) -> None:
    (site.root / "docs/x/2023.md").unlink()
    ran = site.without_search().build()
    assert ran.code == 1
    assert "data/x/2023.yml:1:1 差错（缺文字部分 narrative-missing）：没有文字部分，找不到 docs/x/2023.md" in ran.output
    site.explain("x/2023", "narrative-missing").built("--strict")
    page = site.page()
    assert tables(page) == tables(published_site.page())
    assert "示例市样例区甲街道办事处2023年政府信息公开工作年度报告" in page
    headings = [unescape(re.sub("<[^>]*>", "", text)) for text in re.findall("<h2.*?</h2>", page, re.DOTALL)]
    assert [text.strip()[:2] for text in headings][:3] == ["二、", "三、", "四、"]
    assert re.search(r'href="[^"]*report.json"', page)


def test_narrative_without_data_is_an_orphan(site: Site) -> None:
    site.write("docs/x/2021.md", "# 没有数据\n").write("docs/nobody/2021.md", "# 没有单位\n")
    ran = site.build()
    assert ran.code == 1
    assert "docs/x/2021.md:1:1 差错（有文字无数据 orphan）：" in ran.output
    assert "data/x/2021.yml" in ran.output
    assert "docs/nobody/2021.md:1:1 差错（有文字无数据 orphan）：" in ran.output
    assert "data/nobody/agency.yml" in ran.output


def test_report_before_2019_is_a_page_without_tables(site: Site) -> None:
    site.write("data/x/2018.yml", NO_FORM)
    ran = site.build()
    assert ran.code == 1
    assert "data/x/2018.yml:1:1 差错（缺文字部分 narrative-missing）：没有文字部分，找不到 docs/x/2018.md" in ran.output
    site.write(
        "docs/x/2018.md",
        "# 2018年政府信息公开工作年度报告\n\n文字。\n\n{{ report_header() }}\n\n{{ downloads() }}\n",
    )
    site.built("--strict")
    page = site.page("x/2018/index.html")
    assert tables(page) == []
    assert "2018 年" in page
    document = json.loads(site.page("x/2018/report.json"))
    assert document["form"] == "none"
    assert document["observations"] == []


def test_agencies_have_pages_of_their_own_that_know_nothing_of_each_other(site: Site) -> None:
    for folder in ("data", "docs"):
        shutil.copytree(site.root / folder / "x", site.root / folder / "y")
    site.change("data/y/2023.yml", "本年新收: [5", "本年新收: [6").change(
        "data/y/2023.yml", "予以公开: [3", "予以公开: [4"
    )
    site.built("--strict")
    assert "本年新收申请 8 件" in site.page()
    assert "本年新收申请 9 件" in site.page("y/2023/index.html")
    before = site.published()
    site.change("docs/y/2023.md", "# 示例市样例区甲街道", "# 示例市样例区乙街道")
    site.change("data/y/agency.yml", "name: 示例市样例区甲街道办事处", "name: 示例市样例区乙街道办事处").built(
        "--strict"
    )
    after = site.published()
    assert {name for name in after if name.startswith("x/") and after[name] != before[name]} == set()
    assert after["y/2023/report.json"] != before["y/2023/report.json"]


@pytest.mark.parametrize(("directories", "page"), [("true", "x/2023/index.html"), ("false", "x/2023.html")])
def test_download_is_found_from_the_page_under_both_ways_of_writing_addresses(
    tmp_path: Path, directories: str, page: str
) -> None:
    site = Site(tmp_path / "clerk", f"use_directory_urls: {directories}\n{CONFIG}{PLUGINS}")
    site.change("docs/x/2023.md", "## 一、", "{{ downloads() }}\n\n## 一、").built("--strict")
    links = re.findall(r'<a href="([^"]*)" download', site.page(page))
    assert links
    address = f"https://example.invalid/{page.removesuffix('index.html')}"
    for link in links:
        assert (site.root / "site" / urljoin(address, link).removeprefix("https://example.invalid/")).is_file()


@pytest.mark.parametrize(
    ("line", "written"),
    [("status: published", "status: 已公布"), ("status: published", "statue: published"), ("status: published\n", "")],
)
def test_slip_in_the_status_stops_the_build_and_hides_no_page(published_site: Site, line: str, written: str) -> None:
    site = published_site
    before = site.published()
    refused = site.change("data/x/2023.yml", line, written).build()
    assert refused.code == 1
    assert "status" in refused.output
    assert site.published() == before
