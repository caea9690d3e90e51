"""ProperDocs, the continuation of MkDocs 1, builds the same report page and keeps the same promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.site.sites import TABLE, tables

if TYPE_CHECKING:
    from tests.site.sites import Site


def test_properdocs_builds_the_same_report(site: Site, published_site: Site) -> None:
    site.change("mkdocs.yml", "- gongkai\n", "- gongkai: {search: false, formats: {docx: false, xlsx: false}}\n")
    ran = site.run("properdocs", "build")
    assert ran.code == 0, ran.output
    assert len(tables(site.page())) == 3
    assert tables(site.page()) == tables(published_site.page())
    assert TABLE.sub("", site.page()).count("本年新收申请 8 件") == 1
    name = "x/2023/report.json"
    assert site.published()[name] == published_site.published()[name]
    assert site.leftovers() == []


def test_properdocs_refuses_a_wrong_figure_and_leaves_the_published_site(published_site: Site) -> None:
    before = published_site.published()
    published_site.change("data/x/2023.yml", "本年新收: [5", "本年新收: [6")
    ran = published_site.run("properdocs", "build")
    assert ran.code != 0
    assert "差错（勾稽关系 balance）：" in ran.output
    assert published_site.published() == before
    assert published_site.leftovers() == []
