"""`publish: clean`: reports without an error are published, others are not, and stay as they were published before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.site.sites import CONFIG, PLUGINS, Site
from tests.site.test_drafts import another_year

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CLEAN = CONFIG + PLUGINS.replace("  - gongkai\n", "  - gongkai: {publish: clean}\n")
WRONG = ("规范性文件: [2, 1, 8]", "规范性文件: [2, x, 8]")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site with reports on two years, published once."""
    return another_year(Site(tmp_path / "office", CLEAN), 2022).built()


def test_report_with_an_error_stays_as_it_was_and_others_are_published(site: Site) -> None:
    before = site.published()
    site.change("data/x/2022.yml", *WRONG).change("docs/x/2023.md", "## 六、", "改过的文字。\n\n## 六、")

    ran = site.build("--strict")

    assert ran.code == 1
    after = site.published()
    mine = {name for name in before if name.startswith("x/2022/")}
    assert mine == {name for name in after if name.startswith("x/2022/")}
    assert [name for name in mine if before[name] != after[name]] == []
    assert "改过的文字。" in site.page()
    assert "x/2022/" in site.page("years/2022/index.html")
    assert "有差错的 1 份没有更新，其余已公布：" in ran.output
    assert "2022 年（仍是以前公布的）。" in ran.output
    assert "data/x/2022.yml" in ran.output
    assert site.leftovers() == []
    assert not [name for name in after if name.endswith(".html") and "没有更新" in site.page(name)]


def test_agency_whose_own_file_is_wrong_stays_with_all_that_its_pages_link_to(site: Site) -> None:
    before = {name: text for name, text in site.published().items() if name.startswith("x/")}
    site.change("data/x/agency.yml", "name:", "name：")

    ran = site.build()

    assert "有差错的 2 份没有更新" in ran.output
    after = site.published()
    for name in ("x/2022/index.html", "x/2023/index.html", "x/2023/report.json", "x/series/index.html"):
        assert after[name] == before[name], name


def test_mended_report_is_published_anew_and_the_command_ends_with_0(site: Site) -> None:
    site.change("data/x/2022.yml", *WRONG)
    assert site.build().code == 1
    site.change("data/x/2022.yml", WRONG[1], WRONG[0]).change("docs/x/2022.md", "## 六、", "改好了。\n\n## 六、")

    site.built()

    assert "改好了。" in site.page("x/2022/index.html")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda site: site.change("data/x/2022.yml", *WRONG),
        lambda site: site.write("data/x/2022.yml", "[\n"),
        lambda site: (site.root / "data/x/2022.yml").unlink(),
    ],
    ids=["a wrong figure", "no YAML", "no data"],
)
def test_report_that_was_never_published_is_nowhere(tmp_path: Path, spoil: Callable[[Site], object]) -> None:
    site = another_year(Site(tmp_path / "office", CLEAN), 2022)
    spoil(site)

    ran = site.build()

    assert ran.code == 1, ran.output
    assert "2022 年。" in ran.output
    names = site.published()
    assert "x/2023/index.html" in names
    assert not [name for name in names if "2022" in name]


def test_report_whose_text_takes_a_figure_from_it_is_kept_back_as_well(site: Site) -> None:
    site.change("docs/x/2023.md", "## 六、", '上年新收 {{ figure("申请.本年新收.总计", year=2022) }} 件。\n\n## 六、')
    site.change("data/x/2022.yml", *WRONG)

    ran = site.build()

    assert "有差错的 2 份没有更新" in ran.output
    assert "上年新收" not in site.page()


def test_error_that_is_about_no_report_stops_the_site(site: Site) -> None:
    before = site.published()
    site.write("docs/about.md", "# 关于\n\n{{ config }}\n").change("data/x/2022.yml", *WRONG)

    ran = site.build()

    assert (ran.code, site.published()) == (1, before)
    assert "没有生成网站" in ran.output


def test_without_an_error_the_command_ends_with_0(site: Site) -> None:
    ran = site.build("--strict")

    assert ran.code == 0
    assert "没有更新" not in ran.output


def test_option_takes_two_words(site: Site) -> None:
    ran = site.change("mkdocs.yml", "publish: clean", "publish: some").build()

    assert ran.code == 1
    assert "“publish”不能写“some”。可写：all、clean。" in ran.output
