"""`publish: clean`: reports without an error are published, others are not, and stay as they were published before."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from gongkai.demo import demo_files
from tests.site.sites import CONFIG, PLUGINS, Site, without_office_files
from tests.site.test_drafts import another_year

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.shared_folders import SharedFolders

CLEAN = CONFIG + PLUGINS.replace("  - gongkai\n", "  - gongkai: {publish: clean}\n")
WRONG = ("规范性文件: [2, 1, 8]", "规范性文件: [2, x, 8]")


@pytest.fixture
def site(shared_folders: SharedFolders, tmp_path: Path) -> Site:
    """A site with reports on two years, published once; built once in a run."""

    def make(folder: Path) -> None:
        another_year(Site(folder, CLEAN), 2022).without_search().built()

    folder = shared_folders.get("clean-office", make)
    return Site.at(shutil.copytree(folder, tmp_path / "office")).without_search()


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
    for name in ("x/2022/index.html", "x/2023/index.html", "x/2023/report.json", "x/series/index.html", "x/series.csv"):
        assert after[name] == before[name], name


NOTED = """
notes: [{at: 主动公开.行政许可, text: "只计本级 <b>& 甲"}]
corrections:
  - {at: 申请.本年新收.自然人, date: 2024-03-01, before: 8, after: %s, reason: 漏计一件}
"""


def make(root: Path) -> None:
    """A district of five that is published, with a remark, a correction and a text of its own."""
    for name, text in demo_files(5, 2, seed=3):
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    site = without_office_files(Site.at(root))
    site.change("mkdocs.yml", "  - gongkai:\n", "  - gongkai:\n      publish: clean\n")
    row = re.search(r"^  本年新收: *\[(\d+)", site.read("data/jiaoyu/2025.yml"), re.MULTILINE)
    assert row is not None
    site.write("data/jiaoyu/2025.yml", site.read("data/jiaoyu/2025.yml") + NOTED % row[1])
    site.change(
        "docs/jiaoyu/2025.md", "## 五、", '1. 第一项 *{{ figure("申请.本年新收.总计") }}*\n2. 第二项\n\n## 五、'
    )
    site.built()


@pytest.fixture
def district(shared_folders: SharedFolders, tmp_path: Path) -> Site:
    """A copy of the published district."""
    return Site.at(shutil.copytree(shared_folders.get("publish-clean", make), tmp_path / "district"))


def test_site_stays_byte_by_byte_what_it_was_where_all_that_is_new_is_wrong(district: Site) -> None:
    """Search, sums, tables of a year, files of data and the feed have the reports as they were published."""
    site = district
    before = site.published()
    assert {"feed.xml", "data/agencies-2025.xlsx", "rollups/quzhengfu-2025/index.html"} <= set(before)
    text = site.read("data/jiaoyu/2025.yml")
    site.write("data/jiaoyu/2025.yml", re.sub(r"^(  本年新收: *)\[\d+", r"\g<1>[999999", text, flags=re.MULTILINE))
    site.change("docs/jiaoyu/2025.md", "1. 第一项", "1. 改过的一项")
    site.write("data/zhengfuban/2024.yml", "[\n")
    (site.root / "data/jia-jiedao/2025.yml").unlink()
    wrong = re.sub(r"^( +行政强制:).*", r"\1 x", site.read("data/quzhengfu/2024.yml"), flags=re.MULTILINE)
    site.write("data/quzhengfu/2024.yml", wrong)

    ran = site.build("--strict")

    assert ran.code == 1, ran.output
    assert "仍是以前公布的" in ran.output
    after = site.published()
    assert sorted(after) == sorted(before)
    assert [name for name in before if before[name] != after[name]] == []


def test_agency_whose_file_cannot_be_read_keeps_its_name_and_its_place_in_sums(district: Site) -> None:
    site, files = district.without_search(), ("data/figures-2025.csv", "data/figures-2024.csv")
    before = {name: sorted(site.page(name).splitlines()) for name in files}
    sums = re.findall('<tr class="gk-total">.*?</tr>', site.page("data/2025/index.html"))
    site.write("data/quzhengfu/agency.yml", "[\n")

    ran = site.build()

    assert "有差错的 2 份没有更新" in ran.output
    assert {name: sorted(site.page(name).splitlines()) for name in files} == before
    assert re.findall('<tr class="gk-total">.*?</tr>', site.page("data/2025/index.html")) == sums != []


def test_report_whose_json_is_not_published_stays_and_is_in_no_sum(district: Site) -> None:
    site = district.without_search().change("mkdocs.yml", "formats: {", "formats: {json: false, ").built()
    before = site.published()
    site.write("data/zhengfuban/2025.yml", "[\n")

    ran = site.build()

    assert ran.code == 1, ran.output
    after = site.published()
    assert after["zhengfuban/2025/index.html"] == before["zhengfuban/2025/index.html"]
    assert ",zhengfuban," not in site.page("data/figures-2025.csv")
    assert ">样例区人民政府办公室</a>" in site.page("years/2025/index.html")


def test_kept_report_keeps_its_line_of_the_ledger(site: Site) -> None:
    site.change("mkdocs.yml", "publish: clean", "publish: clean, ledger: true").built()
    line = site.read("data/.published/x.tsv")
    site.change("data/x/2022.yml", *WRONG)

    assert site.build().code == 1
    assert site.read("data/.published/x.tsv") == line


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
    site = another_year(Site(tmp_path / "office", CLEAN), 2022).without_search()
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

    assert ran.code == 2
    assert "“publish”不能写“some”。可写：all、clean。" in ran.output
