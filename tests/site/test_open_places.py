"""A narrative that calls for no table has each at the end of its section: on the page and in its bare copy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.site.sites import CONFIG, PLUGINS, Site, tables

if TYPE_CHECKING:
    from pathlib import Path

CALL = re.compile(r"\{\{ table\(.*?\) \}\}\n\n")
HEADING = re.compile(r"<h2[^>]*>([一二三四五六])、|(<table)\b")


def outline(html: str) -> str:
    """Numbers of the sections and a T for each table, in the order of a page."""
    return "".join(match[1] or "T" for match in HEADING.finditer(html))


def without_calls(site: Site) -> Site:
    text = CALL.sub("", site.read("docs/x/2023.md"))
    assert "table(" not in text
    return site.write("docs/x/2023.md", text)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return without_calls(Site(tmp_path / "site")).without_search()


def test_page_and_copy_are_the_same_as_with_the_calls(site: Site, tmp_path: Path) -> None:
    called = Site(tmp_path / "called").without_search()
    for each in (site, called):
        each.change("mkdocs.yml", "- gongkai\n", "- gongkai: {fragments: true}\n").built("--strict")

    assert outline(site.page()) == "一二T三T四T五六"
    for name in ("x/2023/index.html", "x/2023/fragment.html"):
        assert tables(site.page(name)) == tables(called.page(name))
        assert outline(site.page(name)) == outline(called.page(name))
    assert site.page("x/2023/tables.csv") == called.page("x/2023/tables.csv")


def test_pluglet_alone_shows_them_as_well(tmp_path: Path) -> None:
    site = without_calls(Site(tmp_path / "site", (CONFIG + PLUGINS).replace("  - gongkai\n", "")))

    assert outline(site.built("--strict").page()) == "一二T三T四T五六"


def test_message_on_a_narrative_that_calls_for_one_of_them_names_the_others(site: Site) -> None:
    site.change("docs/x/2023.md", "## 四、", '{{ table("申请") }}\n\n## 四、')
    ran = site.build()

    assert ran.code == 1
    assert "docs/x/2023.md:7:1 差错（法定表格 table-missing）：页面上没有“主动公开政府信息情况”表。" in ran.output
    assert '请在这一行之后另起一段，粘贴：{{ table("复议诉讼") }}' in ran.output
