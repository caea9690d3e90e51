"""A report's page is whole whether its narrative calls for its parts or not; what is taken away from it is there."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from gongkai.renders.export import formats
from tests import browser
from tests.site.sites import Site, served, tables

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.conftest import OpenPage, Serve
    from tests.shared_folders import SharedFolders

PARTS = {
    "header": '<dl class="gk-meta">',
    "summary": 'class="gk-summary"',
    "corrected": 'class="gk-corrected"',
    "corrections": 'id="corrections"',
    "remarks": "第六节：原件此节为一句话。",
    "downloads": 'class="gk-downloads"',
    "cite": 'class="gk-cite"',
}
EXTRAS = """
notes:
  - {at: 六, text: 原件此节为一句话。}
corrections:
  - {at: 申请.本年新收.总计, date: 2024-03-01, before: 7, after: 8, reason: 漏计一件}
  - {at: 申请.上年结转, date: 2024-05-20, before: 0, after: 1}
"""
CALLS = "{{ report_header() }}", "{{ notes() }}", "{{ downloads() }}"
MAIN = '<main id="report">'
"""What is pasted is in it."""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site whose narrative calls for nothing but its tables, with corrections and a remark."""
    return write_site(tmp_path / "site")


def write_site(folder: Path) -> Site:
    site = Site(folder).without_search()
    return site.write("data/x/2023.yml", site.read("data/x/2023.yml") + EXTRAS)


@pytest.fixture
def built_site(shared_folders: SharedFolders) -> Site:
    """The same site, built, to be read only."""
    return Site.at(shared_folders.get("report-page", lambda folder: write_site(folder).built("--strict")))


@pytest.fixture
def site_with_copy(shared_folders: SharedFolders) -> Site:
    """The same with bare copies that are published, built, to be read only."""
    return Site.at(shared_folders.get("report-page-copy", lambda folder: with_copy(write_site(folder)).built()))


def text(html: str) -> str:
    return re.sub(r"<[^>]*>", "", html)


def test_what_a_narrative_does_not_call_for_stands_on_its_page_once_and_in_order(built_site: Site) -> None:
    page = built_site.page()
    assert {name: page.count(part) for name, part in PARTS.items()} == dict.fromkeys(PARTS, 1)
    order = ["</h1>", *(PARTS[name] for name in ("header", "corrected", "summary")), 'id="requests"']
    order += [PARTS[name] for name in ("remarks", "corrections", "downloads", "cite")]
    places = [page.index(part) for part in order]
    assert places == sorted(places)


def test_what_a_narrative_calls_for_stands_where_it_is_called_and_not_twice(site: Site) -> None:
    header, notes, downloads = CALLS
    site.change("docs/x/2023.md", "## 二、", f"{header}\n\n{downloads}\n\n{notes}\n\n## 二、")
    page = site.built("--strict").page()
    assert {name: page.count(part) for name, part in PARTS.items()} == dict.fromkeys(PARTS, 1)
    order = ["一、总体情况</h2>", *(PARTS[name] for name in ("header", "corrected", "summary", "downloads", "remarks"))]
    order += [PARTS["corrections"], "二、主动公开政府信息情况</h2>", PARTS["cite"]]
    places = [page.rindex(part) for part in order]
    assert places == sorted(places)


def test_page_without_a_heading_of_its_own_has_the_parts_at_its_top(site: Site) -> None:
    narrative = site.read("docs/x/2023.md")
    site.write("docs/x/2023.md", narrative[narrative.index("## 一") :])
    page = site.explain("x/2023", "title").built().page()
    assert page.count("<h1") == 1
    assert (
        page.index("</h1>")
        < page.index(PARTS["header"])
        < page.index(PARTS["summary"])
        < page.index("一、总体情况</h2>")
    )


def test_page_of_a_narrative_without_any_text_has_all_parts(site: Site) -> None:
    page = site.write("docs/x/2023.md", "\n").explain("x/2023", "title", "form-shape").built().page()
    parts = {name: page.count(part) for name, part in PARTS.items()}
    assert parts == dict.fromkeys(PARTS, 1)
    assert page.index(PARTS["summary"]) < page.index(PARTS["remarks"]) < page.index(PARTS["cite"])


def test_pages_that_are_no_reports_are_left_alone(site: Site) -> None:
    site.write("docs/x/about.md", "# 说明\n\n文字。\n").write("docs/other.md", "# 其他\n\n文字。\n").built()
    for name in ("index.html", "other/index.html", "x/about/index.html"):
        page = site.page(name)
        assert [
            part for part in ("gk-meta", "gk-summary", "gk-cite", "gk-downloads") if f'class="{part}"' in page
        ] == []
        assert "copy.js" not in page


def test_corrections_are_mentioned_at_the_top_and_listed_with_all_that_is_known(built_site: Site) -> None:
    page = built_site.page()
    line = re.search(r'<p class="gk-corrected">(.*?)</p>', page)
    assert line
    assert text(line[1]) == "本报告有 2 处更正，最近一次在 2024-05-20"
    assert 'href="#corrections"' in line[1]
    listed = re.search(r'<div class="gk-notes" id="corrections"><p>更正</p><ul>(.*?)</ul>', page)
    assert listed
    first, second = (text(item) for item in re.findall(r"<li>(.*?)</li>", listed[1]))
    assert first.startswith("2024-03-01：")
    assert "本年新收" in first
    assert first.endswith("由 7 改为 8。原因：漏计一件")
    assert second.endswith("由 0 改为 1。")


def test_report_without_corrections_says_nothing_of_any(published_site: Site) -> None:
    page = published_site.page()
    assert "gk-corrected" not in page
    assert 'id="corrections"' not in page


def test_page_of_a_report_without_a_form_says_that_there_are_no_tables(site: Site) -> None:
    site.write("data/x/2016.yml", "version: 1\nform: none\npublished: 未载\nstatus: published\n")
    site.write("docs/x/2016.md", "# 2016年报告\n\n文字。\n")
    page = site.built().page("x/2016/index.html")
    assert "本报告没有采用 2019 年起的格式，本站只收录文字部分；" in page
    assert 'class="gk-figures"' not in page
    assert page.count('class="gk-cite"') == 1


def test_summary_compares_with_last_year_unless_that_is_a_draft(site: Site) -> None:
    site.write("data/x/2022.yml", site.read("data/x/2023.yml").split("notes:")[0])
    changes = ("published: 2024", "published: 2023"), ("[2, 1, 9]", "[2, 1, 8]"), ("上年结转: [1,", "上年结转: [0,")
    for old, new in (*changes, ("本年新收: [5,", "本年新收: [6,")):
        site.change("data/x/2022.yml", old, new)
    site.explain("x/2022", "narrative-missing")
    assert "本年新收比上年少 1 件，办理结果总计与上年相同。" in site.built("--strict").page()
    withdrawn = "status: draft\nwithdrawn: {reason: 数据有误, date: 2026-01-20}"
    site.change("data/x/2022.yml", "status: published", withdrawn).built()
    assert "本站没有该机关 2022 年的报告，未与上年比较。" in site.page()


def test_citation_has_address_title_agency_date_hash_and_version(built_site: Site) -> None:
    page = built_site.page()
    report = json.loads(built_site.page("x/2023/report.json"))
    cite = page[page.index('<section class="gk-cite"') :]
    cite = text(cite[: cite.index("</section>")])
    title = "示例市样例区甲街道办事处2023年政府信息公开工作年度报告"
    assert f"示例市样例区甲街道办事处：《{title}》，公布日期 2024-01-15，https://example.invalid/base/x/2023/" in cite
    assert report["source_sha256"] in cite
    assert f"第 {report['schema']} 版" in cite
    assert "#requests-received" in cite
    assert '<p class="gk-printed">网址：https://example.invalid/base/x/2023/</p>' in page, "on paper, too"


def test_citation_invents_no_address_and_no_date(site: Site) -> None:
    site.change("mkdocs.yml", "site_url: https://example.invalid/base/\n", "")
    site.change("data/x/2023.yml", "published: 2024-01-15", "published: 未载")
    page = site.built().page()
    assert "未注明公布日期，本站路径 /x/2023/" in page
    assert "https://" not in page[page.index('class="gk-cite"') :].split("</section>")[0]


@pytest.mark.parametrize("directory_urls", ["true", "false"])
def test_downloads_lead_to_files_that_are_there(site: Site, directory_urls: str) -> None:
    site.change("mkdocs.yml", "plugins:", f"use_directory_urls: {directory_urls}\nplugins:").built()
    name = "x/2023/index.html" if directory_urls == "true" else "x/2023.html"
    page = site.page(name)
    listed = re.search(r'<div class="gk-downloads">(.*?)</div>', page)
    assert listed
    links = re.findall(r' href="([^"]+)"', listed[1])
    here = (site.root / "site" / name).parent
    assert [link.rpartition("/")[2] for link in links] == [item.file for item in formats() if item.public]
    assert {"report.json", "report.csv", "tables.csv"} < {link.rpartition("/")[2] for link in links}
    assert all((here / link).is_file() for link in links)


def test_format_that_the_site_switches_on_is_there_and_one_that_it_switches_off_is_written_by_the_command_alone(
    site: Site,
) -> None:
    site.change("mkdocs.yml", "- gongkai\n", "- gongkai: {formats: {csv-tables: false, pdf: true}}\n").built()
    page = site.page()
    assert "report.pdf" in page
    assert (site.root / "site/x/2023/report.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert "report.csv" in page
    assert "tables.csv" not in page
    assert (site.root / "site/x/2023/report.csv").is_file()
    assert not (site.root / "site/x/2023/tables.csv").exists()
    assert site.run("gongkai", "export", "x/2023", "--format", "csv-tables", "-o", "out.csv").code == 0


def test_switch_of_an_unknown_format_stops_the_build_and_names_the_known_ones(site: Site) -> None:
    ran = site.change("mkdocs.yml", "- gongkai\n", "- gongkai: {formats: {exel: true}}\n").build()
    assert ran.code == 2
    assert " formats 写的“exel”不是导出格式，可以写 json、" in ran.output


def with_copy(site: Site) -> Site:
    """The same with bare copies that are published."""
    return site.change("mkdocs.yml", "- gongkai\n", "- gongkai: {fragments: true}\n")


def test_bare_copy_is_for_the_office_and_published_only_where_a_site_says_so(site: Site) -> None:
    site.built()
    assert not list((site.root / "site").glob("**/fragment*.html"))
    assert "fragment" not in site.page()
    assert "gk-copy" not in site.page()
    with_copy(site).built()
    assert [path.name for path in (site.root / "site").glob("**/fragment*.html")] == ["fragment.html"]
    assert 'class="gk-copy"' in site.page()
    assert "text/html" not in site.page(), "it is no data of the report"
    ran = site.run("gongkai", "export", "x/2023", "--format", "fragment", "-o", "copy.html")
    assert (ran.code, ran.output) == (0, "新建 copy.html\n")
    assert (site.root / "copy.html").read_bytes() == (site.root / "site/x/2023/fragment.html").read_bytes()


def test_preview_offers_the_copy_with_the_address_of_the_published_site(site: Site) -> None:
    with served(site) as server:
        page = server.get("base/x/2023/")
        assert 'data-href="../../x/2023/fragment.html"' in page
        assert 'href="../../x/2023/fragment-title.html"' in page
        fragment = server.get("base/x/2023/fragment.html")
        assert "网址：https://example.invalid/base/x/2023/" in fragment
        assert "127.0.0.1" not in fragment
        assert "localhost" not in fragment


def test_fragment_is_the_report_and_nothing_of_the_site(site: Site) -> None:
    site.narrative("见[首页](../index.md)和[表](#requests)，![图](a.png)。")
    site.write("docs/x/a.png", "")
    fragment = with_copy(site).built().page("x/2023/fragment.html")
    page = site.page()
    assert fragment.startswith("<!doctype html>")
    assert '<meta charset="utf-8">' in fragment
    assert "<title>示例市样例区甲街道办事处2023年政府信息公开工作年度报告（虚构）</title>" in fragment
    assert "<h1" not in fragment
    pasted = fragment.partition(MAIN)[2]
    assert not re.search(r"<(script|style|link|img|button)\b|\s(class|id|src|href=\"(?!https:))=?", pasted)
    assert re.findall(r"<link[^>]*>|<script|<style", fragment) == ['<link rel="icon" href="data:,">']
    assert [text(re.sub(r"<sup>.*?</sup>", "", table)) for table in tables(fragment)] == [text(t) for t in tables(page)]
    assert len(tables(fragment)) == 3
    assert "由 7 改为 8" in fragment
    for absent in ("数字摘要", "下载", "引用本页", "本报告有 2 处更正", "由本报告表三"):
        assert absent not in fragment
    assert 'href="https://example.invalid/base/"' in fragment
    assert fragment.rstrip().endswith("</html>")
    name = "示例市样例区甲街道办事处"
    assert f"填报单位：{name}；公布日期：2024-01-15；网址：https://example.invalid/base/x/2023/" in fragment


def test_fragment_of_a_draft_is_not_made_in_public_and_is_in_a_preview(site: Site) -> None:
    with_copy(site).change("data/x/2023.yml", "status: published", "status: draft").built()
    assert not (site.root / "site/x/2023/fragment.html").exists()
    with served(site) as server:
        assert "本年新收" in server.get("base/x/2023/fragment.html")


def test_pluglet_alone_offers_no_files_that_only_the_plugin_makes(site: Site) -> None:
    header, notes, downloads = CALLS
    site.change("docs/x/2023.md", "## 二、", f"{header}\n\n{notes}\n\n{downloads}\n\n## 二、")
    site.change("mkdocs.yml", "  - gongkai\n", "").built()
    page = site.page()
    assert "fragment.html" not in page
    assert "report.json" not in page
    assert "report.csv" not in page
    assert 'class="gk-cite"' not in page
    assert page.count('class="gk-downloads"') == 1
    assert 'style="overflow-x:auto"><table class="gk ' in page, "without our style sheet tables scroll by themselves"


@pytest.fixture
def opened(site_with_copy: Site, served: Serve, page: OpenPage) -> Callable[..., Page]:
    """Opens a page of the built site below a base path."""
    return lambda path="x/2023/", **options: page(
        served(site_with_copy.root / "site", base="/base/").at(path), **options
    )


def pressed(shown: Page) -> None:
    """Reach the button by keyboard and press it."""
    shown.get_by_text("供网站编辑粘贴用").click()
    shown.get_by_role("link", name="网页代码", exact=True).focus()
    shown.keyboard.press("Tab")
    assert shown.evaluate("document.activeElement.matches('.gk-copy')")
    shown.keyboard.press("Enter")


def test_keyboard_copies_the_fragment_as_page_and_as_code(opened: Callable[..., Page], site_with_copy: Site) -> None:
    shown = opened(permissions=["clipboard-read", "clipboard-write"])
    pressed(shown)
    status = shown.locator('.gk-copied[role="status"]')
    status.get_by_text("已复制，可以粘贴到编辑器里了。").wait_for()
    clipboard = shown.evaluate("""async () => {
        const [item] = await navigator.clipboard.read();
        const read = async type => (await item.getType(type)).text();
        return [[...item.types].sort(), await read("text/plain"), await read("text/html")];
    }""")
    assert clipboard[0] == ["text/html", "text/plain"]
    fragment = site_with_copy.page("x/2023/fragment.html")
    assert clipboard[1] == fragment.partition(MAIN)[2].partition("</main>")[0].strip()
    assert clipboard[2].count("<table") == 3
    assert "border:1px solid" in clipboard[2].replace("border: 1px solid", "border:1px solid")


def test_code_is_shown_and_marked_where_a_browser_does_not_let_us_copy(
    opened: Callable[..., Page], site_with_copy: Site
) -> None:
    shown = opened()
    shown.evaluate("() => { document.execCommand = () => false }")
    pressed(shown)
    shown.locator(".gk-copied").get_by_text("浏览器不允许复制").wait_for()
    field = shown.get_by_role("textbox", name="网页代码")
    assert field.evaluate("e => e === document.activeElement && e.selectionEnd - e.selectionStart === e.value.length")
    assert field.input_value().replace("\r", "") in site_with_copy.page("x/2023/fragment.html")
    assert browser.describe(browser.axe(shown, context=".gk-downloads")) == ""


def test_without_scripts_there_is_the_link_and_no_button(opened: Callable[..., Page]) -> None:
    shown = opened(java_script_enabled=False)
    assert not shown.locator(".gk-copy").is_visible()
    shown.get_by_text("供网站编辑粘贴用").click()
    shown.get_by_role("link", name="网页代码", exact=True).click()
    assert shown.url.endswith("/base/x/2023/fragment.html")
    assert shown.locator("table").count() == 3


def test_fragment_in_a_browser_has_lines_figures_at_the_right_and_asks_for_nothing(
    opened: Callable[..., Page], traffic: browser.Traffic
) -> None:
    shown = opened("x/2023/fragment.html")
    style = shown.locator("td").first.evaluate(
        "e => [getComputedStyle(e).borderTopStyle, getComputedStyle(e).textAlign, getComputedStyle(e).borderTopWidth]"
    )
    assert style == ["solid", "right", "1px"]
    widths = shown.locator("table").evaluate_all("all => all.map(e => e.offsetWidth === e.parentElement.clientWidth)")
    assert widths == [True, True, True]
    assert traffic == browser.Traffic()


@pytest.mark.parametrize("width", [1280, 390])
def test_fragment_has_no_violation_and_its_frames_are_moved_by_keyboard(
    width: int, opened: Callable[..., Page]
) -> None:
    shown = opened("x/2023/fragment.html", width=width)
    assert browser.describe(browser.axe(shown)) == ""
    frame = shown.locator("div", has=shown.locator("table")).nth(1)
    assert frame.evaluate("e => e.scrollWidth > e.clientWidth") is (width == 390)
    for _ in range(2 + shown.get_by_role("link").count()):
        shown.keyboard.press("Tab")
        if frame.evaluate("e => e === document.activeElement"):
            break
    else:
        pytest.fail("the frame is not reached by keyboard")
    assert frame.evaluate("e => getComputedStyle(e).outlineStyle") != "none"
    shown.keyboard.press("ArrowRight")
    if width == 390:
        browser.wait_until(shown, "e => e.scrollLeft > 0", frame.element_handle())


def test_parts_have_no_violation_and_fit_wide_and_on_a_phone_light_and_dark(opened: Callable[..., Page]) -> None:
    for faults in browser.faults_in_all_looks(opened(), ".gk-page"):
        assert faults == ""


def test_paper_has_summary_and_citation_and_no_button(opened: Callable[..., Page]) -> None:
    shown = opened()
    shown.emulate_media(media="print")
    assert shown.locator(".gk-summary").is_visible()
    assert shown.locator(".gk-cite").is_visible()
    assert not shown.locator(".gk-copy").is_visible()


def test_key_figures_lead_to_their_rows(opened: Callable[..., Page]) -> None:
    shown = opened()
    figures = shown.locator(".gk-figures")
    assert figures.locator("dd").all_inner_texts() == ["8 件", "1 件", "8 件", "1 件"]
    figures.get_by_role("link", name="本年新收").click()
    assert shown.url.endswith("#requests-received")
    assert shown.locator(":target").get_attribute("id") == "requests-received"


@pytest.mark.parametrize("link", ["1999.md", "../none/2023.md", "../index.md#none"])
def test_link_of_a_small_site_that_leads_nowhere_is_a_warning(site: Site, link: str) -> None:
    ran = site.narrative(f"见[那里]({link})。").build("--strict")
    assert ran.code == 1, ran.output
    assert "Aborted with 1 warnings" in ran.output


def test_link_of_a_small_site_to_another_report_is_none(site: Site) -> None:
    site.write("data/x/2022.yml", site.read("data/x/2023.yml").replace("2024-", "2023-").partition("notes:")[0])
    site.write("docs/x/2022.md", site.read("docs/x/2023.md").replace("2023", "2022"))
    ran = site.narrative("见[上年](2022.md#requests-received)。").build()
    assert "2022.md" not in "".join(line for line in ran.output.splitlines() if "link" in line), ran.output
