"""What surrounds a page: navigation of constant size, the way up, footer, notices; under any address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import markdown
import pytest

from gongkai.reports import Agency
from gongkai.site.head.page_context import place_of
from gongkai.site.report.table_regions import TableRegions
from gongkai.work.catalog import CatalogEntry
from tests.site.sites import small_lists

if TYPE_CHECKING:
    from tests.site.sites import Site

ENTRIES = {"x": CatalogEntry(Agency("x", "甲", "甲"), (2023,))}
NAV = re.compile(r'<nav class="gk-nav".*?</nav>', re.DOTALL)
PATH = re.compile(r'<nav class="gk-path".*?</nav>', re.DOTALL)


@pytest.fixture
def site(site: Site) -> Site:
    """The small site, which is built without a search here."""
    return site.without_search()


def words(html: str) -> list[str]:
    return [word for word in (part.strip() for part in re.split(r"<[^>]*>", html)) if word]


def navigation(html: str) -> str:
    match = NAV.search(html)
    assert match
    return match[0]


def bar(html: str) -> str:
    match = re.search(r'<nav class="gk-bar".*?</nav>', html, re.DOTALL)
    assert match
    return match[0]


def add_agencies(site: Site, count: int) -> None:
    for number in range(count):
        site.write(f"data/y{number:03}/agency.yml", f"version: 1\nname: 示例市样例区第{number}局\n")
        site.write(f"data/y{number:03}/2023.yml", site.read("data/x/2023.yml"))
        site.explain(f"y{number:03}/2023", "narrative-missing")


@pytest.mark.parametrize(
    ("source", "kind", "year"),
    [
        ("index.md", "home", None),
        ("agencies.md", "agencies", None),
        ("agencies/2.md", "agencies", None),
        ("x/index.md", "agency", None),
        ("x/2023.md", "report", 2023),
        ("x/2022.md", "page", None),
        ("x/guide.md", "page", None),
        ("manual/index.md", "page", None),
        ("about.md", "page", None),
    ],
)
def test_place_of_a_page_by_its_path(source: str, kind: str, year: int | None) -> None:
    place = place_of(source, ENTRIES)
    assert (place.kind, place.year) == (kind, year)
    assert (place.entry is not None) == source.startswith("x/")


def test_bar_names_the_columns_and_navigation_the_own_agency_in_full(published_site: Site) -> None:
    html = published_site.page()
    assert words(navigation(html)) == ["示例市样例区甲街道办事处", "2023 年"]
    assert words(bar(html))[:3] == ["首页", "行政机关", "年度"]
    assert bar(html).count("aria-current") == 1
    path = PATH.search(html)
    assert path
    assert words(path[0]) == ["首页", "行政机关", "示例市样例区甲街道办事处", "2023 年"]


def test_link_past_the_head_says_where_it_leads(published_site: Site) -> None:
    match = re.search(r'class="md-skip">\s*([^<]*?)\s*</a>', published_site.page())
    assert match
    assert match[1] == "跳到正文"


def test_navigation_stays_as_long_when_the_lists_take_several_pages(site: Site) -> None:
    alone = small_lists(site, 10).built().page()
    add_agencies(site, 15)
    assert site.built("--strict").page() == alone
    assert "第 1 页，共 2 页" in site.page("agencies/index.html")
    assert NAV.search(site.page("index.html")) is None, "nothing but the columns, which stand in the bar"
    assert words(bar(site.page("index.html")))[:3] == ["首页", "行政机关", "年度"]
    assert "第 2 页" in site.page("agencies/2/index.html")


def test_pages_of_a_sites_own_stand_in_the_navigation(site: Site) -> None:
    site.write("docs/about.md", "# 关于本站\n")
    site.write("docs/guide/index.md", "# 指南首页\n")
    site.write("docs/guide/use.md", "# 怎样使用\n")
    nav = words(navigation(site.built("--strict").page()))
    assert nav == [
        "示例市样例区甲街道办事处",
        "2023 年",
        "本站的其他网页",
        "关于本站",
        "指南首页",
        "怎样使用",
    ]


def test_navigation_that_a_site_has_written_is_kept(site: Site) -> None:
    before = site.read("data/x/2023.yml").replace("2024-01-15", "2023-01-15")
    site.write("data/x/2022.yml", before.replace("规范性文件: [2, 1, 9]", "规范性文件: [2, 1, 8]"))
    site.explain("x/2022", "narrative-missing")
    site.change("mkdocs.yml", "validation: {", "validation: {nav: {omitted_files: warn}, ")
    site.change("mkdocs.yml", "plugins:", "nav: [{主页: index.md}, {报告: x/2023.md}]\nplugins:")
    nav = words(navigation(site.built("--strict").page("index.html")))
    assert nav == ["首页", "报告"]


def test_pages_may_hide_navigation_and_contents(site: Site, published_site: Site) -> None:
    assert "本页目录" in published_site.page()
    text = site.read("docs/x/2023.md")
    site.write("docs/x/2023.md", f"---\nhide: [toc, navigation]\n---\n{text}")
    html = site.built().page()
    assert "本页目录" not in html
    assert 'data-md-type="navigation" hidden' in html


def test_addresses_fit_a_site_without_directories(site: Site) -> None:
    site.change("mkdocs.yml", "plugins:", "use_directory_urls: false\nplugins:").built("--strict")
    html = site.page("x/2023.html")
    assert re.findall(r'href="([^"]*)"', navigation(html)) == [
        "index.html",
        "2023.html",
    ]
    assert re.findall(r'href="([^"]*)"', bar(html))[:3] == ["../index.html", "../agencies.html", "../years.html"]
    path = PATH.search(html)
    assert path
    assert re.findall(r'href="([^"]*)"', path[0]) == ["../index.html", "../agencies.html", "index.html"]
    linked = {name for page in ("index.html", "agencies.html", "x/index.html") for name in _links(site, page)}
    assert {"x/2023.html", "x/index.html", "agencies.html"} <= linked


def _links(site: Site, page: str) -> set[str]:
    """Files below the site that a page links to; each has to be there."""
    folder = (site.root / "site").resolve()
    files = set()
    for href in re.findall(r'<a [^>]*href="([^"#:]+)"', site.page(page)):
        target = ((folder / page).parent / href).resolve()
        target = target / "index.html" if target.is_dir() else target
        assert target.is_file(), f"{page} links to {href}"
        files.add(target.relative_to(folder).as_posix())
    return files


def test_every_link_of_every_kind_of_page_is_there(published_site: Site) -> None:
    for page in ("index.html", "agencies/index.html", "x/index.html", "x/2023/index.html"):
        assert {"index.html", "agencies/index.html"} <= _links(published_site, page)


def test_footer_shows_what_is_said_and_one_notice_tells_the_rest(site: Site) -> None:
    options = "{sponsor: 示例办公室, site_code: '0000000000', icp: 示例ICP备0号, police: 示例公网安备 0000号}"
    site.change("mkdocs.yml", "  - gongkai\n", f"  - gongkai: {options}\n")
    ran = site.build("--strict")
    assert ran.code == 0, ran.output
    html = site.page()
    assert "主办单位：示例办公室" in html.partition("</header>")[0]
    footer = html.partition("<footer")[2]
    assert words(footer)[2:10] == [
        *("主办单位", "示例办公室", "网站标识码", "0000000000"),
        *("ICP备案号", "示例ICP备0号", "公安备案号", "示例公网安备 0000号"),
    ]
    assert 'href="https://beian.miit.gov.cn/"' in footer
    assert [line for line in ran.output.splitlines() if "没有写" in line] == [
        "INFO    -  提醒：mkdocs.yml 里没有写 contact（联系方式）。未填写的不显示，可随时补充。"
    ]


def test_site_that_says_everything_of_itself_hears_no_notice(site: Site) -> None:
    options = "{sponsor: 甲, contact: 乙, site_code: '0', icp: 丙, police: 丁}"
    ran = site.change("mkdocs.yml", "  - gongkai\n", f"  - gongkai: {options}\n").build()
    assert ran.code == 0, ran.output
    assert "没有写" not in ran.output


def test_own_main_that_leaves_ours_out_is_warned_of_the_lost_tags(site: Site) -> None:
    site.change("mkdocs.yml", "{name: material,", "{name: material, custom_dir: overrides,")
    site.write("overrides/main.html", '{% extends "base.html" %}')
    ran = site.build()
    assert ran.code == 0, ran.output
    assert "WARNING -  提示：overrides 里的 main.html 没有以“gongkai/main.html”为底本" in ran.output
    assert "SiteName" not in site.page()


def test_own_main_that_comes_down_from_ours_keeps_the_tags(site: Site) -> None:
    site.change("mkdocs.yml", "{name: material,", "{name: material, custom_dir: overrides,")
    site.write("overrides/main.html", '{% extends "between.html" %}{% block announce %}测试站点{% endblock %}')
    site.write("overrides/between.html", '{% extends "gongkai/main.html" %}')
    html = site.built("--strict").page()
    assert "测试站点" in html
    assert "SiteName" in html


def test_another_theme_still_shows_the_tables_and_is_warned_of_the_rest(site: Site) -> None:
    site.change("mkdocs.yml", "theme: {name: material, language: zh, font: false}", "theme: mkdocs")
    ran = site.build()
    assert ran.code == 0, ran.output
    assert "WARNING -  提示：主题不是 material" in ran.output
    assert '<table class="gk gk-requests gk-gia-2021-requests">' in site.page()
    assert "assets/gongkai/labels.css" in site.page()


def test_fonts_and_links_of_other_hosts_are_switched_off_unless_chosen(site: Site) -> None:
    site.change("mkdocs.yml", ", font: false", "").change("mkdocs.yml", "generator: false, ", "").built()
    for page in ("index.html", "x/2023/index.html", "404.html"):
        hosts = set(re.findall(r'(?:href|src)="https?://([^/"]+)', site.page(page)))
        assert hosts <= {"example.invalid"}, page


def test_missing_page_has_the_frame_of_the_site_with_and_without_an_address(published_site: Site) -> None:
    address = re.compile(r'(?:href|src|action)="([^"#][^"]*)"')
    site = published_site
    html = site.page("404.html")
    with_address = set(address.findall(html))
    assert {"/base/.", "/base/assets/gongkai/gongkai.css", "/base/search/", "/base/agencies/"} <= with_address
    assert all(item.startswith("/base/") for item in with_address if not item.startswith("http")), with_address
    assert "<base" not in html

    html = site.change("mkdocs.yml", "site_url: https://example.invalid/base/\n", "").built().page("404.html")
    tried, _, rest = html.partition('<base href="/">')
    assert "没有找到这个页面" in rest
    folders = [item.removesuffix("assets/gongkai/root.js") for item in address.findall(tried)]
    assert folders == ["../" * depth for depth in range(10)], "where the script looks for the site"
    others = address.findall(rest)
    assert {"./.", "./assets/gongkai/gongkai.css", "./search/", "./agencies/"} <= set(others)
    assert all(item.startswith("./") for item in others if not item.startswith("http")), others


def test_table_written_in_markdown_becomes_a_region_and_ours_stays() -> None:
    ours = '<table class="gk">a</table>'
    written = f"| 甲 |\n| --- |\n| 乙 |\n\n{ours}\n\n<table>b</table>\n\n<div><table>c</table></div>"
    html = with_regions(written)
    assert html.count('class="gk-scroll" role="region"') == 3
    assert html.count('<table class="gk-plain">') == 3
    places = [html.index(f'aria-label="表格 {number}"') for number in (1, 2, 3)]
    assert [*places, html.index(">c<")] == sorted([*places, html.index(">c<")])
    assert ours in html
    assert with_regions("a") == "<p>a</p>"


def test_text_around_a_table_stays_where_it_was() -> None:
    plain = markdown.markdown("前\n\n| 甲 |\n| --- |\n| 乙 |\n\n> | 丙 |\n> | --- |\n\n后", extensions=["tables"])
    html = with_regions("前\n\n| 甲 |\n| --- |\n| 乙 |\n\n> | 丙 |\n> | --- |\n\n后")
    assert html.count("gk-scroll") == 2
    assert re.sub(r"</?div[^>]*>", "", html).replace(' class="gk-plain"', "") == plain


def with_regions(text: str) -> str:
    return markdown.markdown(text, extensions=["tables", TableRegions()])
