"""Plugin and pluglet: each alone, both in either order, and settings of mkdocs-macros under which braces would stay."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.site.sites import CONFIG, PLUGINS, Site, tables

if TYPE_CHECKING:
    from pathlib import Path

ALONE = PLUGINS.replace("  - gongkai\n", "")
WITHOUT_MACROS = "plugins:\n  - gongkai\n"
WITHOUT_PLUGLET = PLUGINS.replace("      modules: [gongkai.site.pluglet]\n", "")
OTHER_TABLE = """\
def define_env(env):
    @env.macro
    def table(name):
        return name
"""


def test_pluglet_alone_prints_the_same_tables(published_site: Site, tmp_path: Path) -> None:
    alone = Site(tmp_path / "alone", CONFIG + ALONE).built()
    assert len(tables(alone.page())) == 3
    assert tables(alone.page()) == tables(published_site.page())
    assert "本年新收申请 8 件" in alone.page()
    assert not (alone.root / "site/x/2023/report.json").exists()


def test_pluglet_alone_refuses_wrong_figures_before_the_site_is_emptied(tmp_path: Path) -> None:
    site = Site(tmp_path / "alone", CONFIG + ALONE).built()
    before = site.published()
    site.change("data/x/2023.yml", "本年新收: [5", "本年新收: [6")
    ran = site.build()
    assert ran.code == 1
    assert re.search(r"data/x/2023.yml:\d+:\d+ 差错（勾稽关系 balance）：", ran.output)
    assert site.published() == before


def test_pluglet_alone_lets_no_failing_macro_into_a_page(tmp_path: Path) -> None:
    """Without `on_error_fail` mkdocs-macros would print the traceback into the page and end with 0."""
    quiet = ALONE.replace("      on_undefined: strict\n      on_error_fail: true\n", "")
    site = Site(tmp_path / "alone", CONFIG + quiet)
    site.write("docs/index.md", '# 首页\n\n{{ figure("没有.这一格", year=2023, agency="x") }}\n')
    ran = site.build()
    assert ran.code != 0
    assert "没有“没有”这张表" in ran.output


def test_pluglet_alone_refuses_drafts_which_it_could_not_keep_back(tmp_path: Path) -> None:
    site = Site(tmp_path / "alone", CONFIG + ALONE).change("data/x/2023.yml", "status: published", "status: draft")
    ran = site.build()
    assert ran.code == 1
    assert "x/2023 没有公布" in ran.output
    assert not (site.root / "site").exists()


@pytest.mark.parametrize(
    ("plugins", "message"),
    [
        (WITHOUT_MACROS, "plugins 里缺 macros"),
        (WITHOUT_PLUGLET, "mkdocs-macros 没有装入 table、figure"),
        (PLUGINS + "      render_by_default: false\n", "render_by_default 不能是 false"),
        (PLUGINS + "      j2_variable_start_string: '[['\n", "j2_variable_start_string 不能改"),
        (ALONE + "      render_by_default: false\n", "render_by_default 不能是 false"),
        (ALONE + "      j2_comment_start_string: '[#'\n", "j2_comment_start_string 不能改"),
    ],
)
def test_settings_that_would_publish_braces_are_refused_in_one_line(tmp_path: Path, plugins: str, message: str) -> None:
    site = Site(tmp_path / "clerk", CONFIG + plugins)
    ran = site.build()
    assert ran.code == 1, ran.output
    assert message in ran.output
    assert "Traceback" not in ran.output
    assert not (site.root / "site").exists()
    assert site.leftovers() == []


@pytest.mark.parametrize("plugins", [PLUGINS, ALONE])
def test_variable_or_macro_of_the_site_that_hides_ours_is_refused(tmp_path: Path, plugins: str) -> None:
    site = Site(tmp_path / "variable", CONFIG.replace("extra: {", "extra: {figure: 3, ") + plugins)
    ran = site.build()
    assert ran.code == 1, ran.output
    assert "figure 与取数代码同名" in ran.output
    site = Site(tmp_path / "macro", CONFIG + plugins)
    site.write("main.py", OTHER_TABLE)
    ran = site.build()
    assert ran.code == 1, ran.output
    assert "没有装入 table。" in ran.output


def test_macros_listed_first_make_no_difference(published_site: Site, tmp_path: Path) -> None:
    site = Site(tmp_path / "first", CONFIG + ALONE + "  - gongkai\n").built()
    assert site.published().keys() == published_site.published().keys()
    assert tables(site.page()) == tables(published_site.page())


def test_folder_of_includes_and_variables_of_the_site_serve_other_pages(tmp_path: Path) -> None:
    options = "      include_dir: parts\n      include_yaml: [more.yml]\n"
    plugins = PLUGINS.replace("- gongkai\n", "- gongkai: {trusted: [about.md]}\n")
    site = Site(tmp_path / "clerk", CONFIG + plugins + options).without_search()
    site.write("parts/hours.md", "周一至周五")
    site.write("more.yml", "office: 综合办公室\n")
    site.write("docs/about.md", '# 关于\n\n{{ office }}，{% include "hours.md" %}\n').built()
    assert "综合办公室，周一至周五" in site.page("about/index.html")
    assert len(tables(site.page())) == 3


def test_macro_with_a_wrong_argument_outside_agencies_stops_the_build(published_site: Site) -> None:
    site = published_site.without_search()
    site.write("docs/index.md", '# 首页\n\n{{ figure("申请.本年新收.总计", year=2023, agency="x") }}\n').built()
    assert "<p>8</p>" in site.page("index.html")
    before = site.published()
    for call in ('figure("申请.本年新收.总计", year=1999, agency="x")', 'table("申请")', "downloads()"):
        site.write("docs/index.md", f"# 首页\n\n{{{{ {call} }}}}\n")
        ran = site.build()
        assert ran.code != 0, call
        assert "docs/index.md:3:1 差错（取数代码 narrative-template）：" in ran.output
    assert site.published() == before


def test_data_folder_of_another_name_is_the_plugin_s_to_say(site: Site) -> None:
    (site.root / "data").rename(site.root / "数据")
    ran = site.build()
    assert ran.code == 2
    assert "找不到数据文件夹 data" in ran.output
    site.change("mkdocs.yml", "  - gongkai\n", "  - gongkai: {data_dir: 数据}\n").without_search().built()
    assert len(tables(site.page())) == 3
