"""A Markdown file takes the place of the page that would be made at its path: it alone, once, and never unnoticed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.site.sites import Site

GENERATED = (
    *("index", "agencies", "years", "years/2023", "compare", "search", "glossary", "methods", "accessibility"),
    *("contact", "x/index", "x/series", "x/2023/compare", "x/2022"),
)
"""Every kind of page that is made where a site has written none."""

YEAR_BEFORE = (
    ("published: 2024", "published: 2023"),
    ("[2, 1, 9]", "[2, 1, 8]"),
    ("上年结转: [1,", "上年结转: [0,"),
    ("本年新收: [5,", "本年新收: [6,"),
)


@pytest.fixture
def site(site: Site) -> Site:
    """The small site, which is built without a search here."""
    return site.without_search()


@pytest.fixture
def two_years(site: Site) -> Site:
    """The small site with a report of the year before, without a narrative, so that every kind of page is made."""
    site.write("data/x/2022.yml", site.read("data/x/2023.yml"))
    for old, new in YEAR_BEFORE:
        site.change("data/x/2022.yml", old, new)
    return site.explain("x/2022", "narrative-missing")


def addresses(site: Site) -> list[str]:
    """What the site map lists."""
    return re.findall(r"<loc>https://example\.invalid/base/(.*?)</loc>", site.page("sitemap.xml"))


@pytest.mark.parametrize("directory_urls", ["true", "false"])
def test_own_page_stands_in_the_place_of_every_made_one_and_only_there(two_years: Site, directory_urls: str) -> None:
    two_years.searched = True  # the page of the search is one of those
    two_years.change("mkdocs.yml", "plugins:", f"use_directory_urls: {directory_urls}\nplugins:").built()
    before = addresses(two_years)
    for name in GENERATED:
        two_years.write(f"docs/{name}.md", f"# 自己写的 {name}\n\n文字。\n")
    two_years.explain("x/2022", "form-shape").built()
    for name in GENERATED:
        whole = name if name.endswith("index") or directory_urls == "false" else f"{name}/index"
        heads = re.findall(r"<h1[^>]*>([^<]*)<", two_years.page(f"{whole}.html"))
        assert heads == [f"自己写的 {name}"]
    assert sorted(addresses(two_years)) == sorted(before)


SAME_ADDRESS = {"glossary/index": "glossary", "x/README": "x/index", "README": "index"}
"""Pages that a site has written, with those that would be made at the same address."""


def test_page_of_the_same_address_under_another_name_is_published_once_and_reported(two_years: Site) -> None:
    (two_years.root / "docs/index.md").unlink()
    for own in SAME_ADDRESS:
        two_years.write(f"docs/{own}.md", f"# 自己写的 {own}\n")
    ran = two_years.build()
    assert ran.code == 0
    for own, generated in SAME_ADDRESS.items():
        assert f"docs/{own}.md 与 docs/{generated}.md 是同一个网址" in ran.output
        whole = generated if generated.endswith("index") else f"{generated}/index"
        assert f"自己写的 {own}</h1>" in two_years.page(f"{whole}.html")
    listed = addresses(two_years)
    assert sorted(listed) == sorted(set(listed))
    strict = two_years.build("--strict")
    assert strict.code == 1
    assert f"Aborted with {len(SAME_ADDRESS)} warnings in strict mode" in strict.output


def test_page_of_the_address_of_a_report_never_takes_the_figures_away(two_years: Site) -> None:
    ran = two_years.write("docs/x/2022/index.md", "# 自己写的页面\n").build()
    assert "docs/x/2022/index.md 没有公布" in ran.output
    assert "报告的文字部分请写在 docs/x/2022.md" in ran.output
    page = two_years.page("x/2022/index.html")
    assert "自己写的页面" not in page
    assert "id=requests-received>" in page
    assert addresses(two_years).count("x/2022/") == 1
    two_years.change("mkdocs.yml", "plugins:", "use_directory_urls: false\nplugins:").built("--strict")
    assert "自己写的页面" in two_years.page("x/2022/index.html")


def test_own_glossary_leaves_explanations_and_no_link_to_an_entry_that_is_not_there(two_years: Site) -> None:
    assert "glossary/#rules" in two_years.built().page("x/2022/index.html")
    for name in ("glossary", "glossary/index"):
        two_years.write(f"docs/{name}.md", "# 自己写的名词解释\n").built("--clean")
        page = two_years.page("x/2022/index.html")
        assert "id=requests-e-received" in page.replace('"', "")
        assert "glossary/#" not in page
        (two_years.root / f"docs/{name}.md").unlink()


TAKEN = [
    *("feed.xml", "sitemap.xml", "pagefind/forms.json", "assets/gongkai/gongkai.css", "assets/gongkai/agencies.json"),
    *("x/index.html", "agencies/index.html", "glossary/index.html", "404.html"),
]


def test_file_that_would_be_published_in_the_place_of_a_made_one_stops_the_build(site: Site) -> None:
    """Theme files, lists and feeds are looked at one after the other, so that each refusal names some of them."""
    site.searched = True
    site.change("mkdocs.yml", "  - gongkai\n", "  - gongkai: {trusted: ['**/*.html', '**/*.js', '/404.html']}\n")
    for name in TAKEN:
        site.write(f"docs/{name}", "手工放的")
    site.write("docs/x/2023/report.json", "{}")  # of the files of a report ours are published, and that is said
    left = set(TAKEN)
    while left:
        named = set(re.findall(r"^docs/(\S+):1:1 差错", site.build().output, re.MULTILINE))
        assert named & left, left
        assert named <= left
        for name in named:
            (site.root / "docs" / name).unlink()
        left -= named
    assert "docs/x/2023/report.json 与自动生成的数据文件同名" in site.build().output
    assert "手工放的" not in site.page("x/index.html")
