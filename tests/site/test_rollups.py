"""The pages of what consolidated reports add up: there are some where all parts are on the site, and only there."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.site.sites import Site, live, without_office_files, write_demo

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import OpenPage, Serve

MISSING = "教育局"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A district of two years; in the first of them a department has not filed."""
    folder: Path = tmp_path_factory.mktemp("rollups")
    site = without_office_files(write_demo(folder / "district", 5, 2))
    for name in ("data/jiaoyu/2024.yml", "docs/jiaoyu/2024.md"):
        (site.root / name).unlink()
    return site.built("--strict")


def test_page_lists_the_reports_with_their_sum_and_the_consolidated_one(site: Site) -> None:
    page = site.page("rollups/quzhengfu-2025/index.html")

    assert "计入汇总的机关（4 个）" in page
    for slug in ("zhengfuban", "jiaoyu", "jia-jiedao", "zi-zhen", "quzhengfu"):
        assert f'href="../../{slug}/2025/"' in page, slug
    figures = page.split("<tfoot>")[1].split("</tr>")[0]
    own = page.split("汇总的报告</span>")[1].split("<tbody>")[1].split("</tr>")[0]
    assert numbers(figures) == numbers(own)
    assert len(numbers(own)) > 10
    way = page.split('class="gk-path"')[1].split("</nav>")[0]
    assert [text.strip() for text in re.findall(r">([^<>\s][^<>]*)</", way)][:3] == ["首页", "数据", "汇总报告的构成"]


def test_columns_that_a_phone_hides_can_be_shown_there(site: Site, served: Serve, page: OpenPage) -> None:
    opened = page(served(site.root / "site").at("rollups/quzhengfu-2025/"), width=390)
    first = opened.locator("table.gk-all tbody tr").first.locator("td:visible")
    assert first.count() == 4
    opened.get_by_text("选择列").first.click()
    opened.get_by_role("checkbox", name="上年结转").check()
    assert first.count() == 5


def test_methods_tell_that_the_sums_were_checked_and_nothing_of_who_is_late(site: Site) -> None:
    page = site.page("methods/index.html")

    assert "roll-up" in page
    assert "filing" not in page


def numbers(row: str) -> list[str]:
    """The figures of a row of a table."""
    cells = [part.split("</td>")[0].rpartition(">")[2] for part in row.split("<td")[1:]]
    return [cell for cell in cells if cell.isdecimal()]


def test_there_is_no_page_where_a_report_is_missing_and_nothing_tells_of_it(site: Site) -> None:
    assert not (site.root / "site/rollups/quzhengfu-2024").exists()
    assert "rollups/" in site.page("years/2025/index.html")
    assert "rollups/" not in site.page("years/2024/index.html")
    assert "2024" not in site.page("rollups/index.html").split("<h1")[1].split("</ul>")[0]
    for path in (site.root / "site").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "未报送" not in text, path
        assert "没有报送" not in text, path


READINGS = """\
from pathlib import Path


def on_files(files, config):
    with Path("readings").open("a", encoding="utf-8") as file:
        print("read", file=file)
"""
"""A hook that notes each time that MkDocs reads the whole site."""
SEEN = (
    "index.html", "agencies/index.html", "rollups/index.html", "rollups/quzhengfu-2025/index.html", "data/index.html",
    "data/2025/index.html", "years/2025/index.html", "quzhengfu/2025/index.html", "jiaoyu/2025/index.html",
    "jiaoyu/series/index.html", "methods/index.html", "search/index.html", "sitemap.xml", "feed.xml",
    "assets/gongkai/reports.json", "404.html",
)  # fmt: skip


def test_page_that_goes_with_a_saved_figure_goes_without_reading_the_whole_site(site: Site, tmp_path: Path) -> None:
    shutil.copytree(site.root, tmp_path / "office")
    office = Site.at(tmp_path / "office").hook(READINGS)
    figures = office.read("data/jiaoyu/2025.yml")
    with live(office) as server:
        before = {name: server.written(name) for name in SEEN}
        assert all(before.values())
        wrong = re.sub(r"(行政许可: *\[?)\d+", r"\g<1>70001", figures)
        server.follows(lambda: office.write("data/jiaoyu/2025.yml", wrong))
        after = {name: server.written(name) for name in SEEN}
        assert office.read("readings").count("read") == 1
        server.follows(lambda: office.write("data/jiaoyu/note.txt", "不是数据\n"))
        assert office.read("readings").count("read") == 2
        assert {name: server.written(name) for name in SEEN} == after
        assert [name for name in SEEN if not after[name]] == [name for name in SEEN if name.startswith("rollups/")]
        assert b"70001" in after["jiaoyu/2025/index.html"]
        server.follows(lambda: office.write("data/jiaoyu/2025.yml", figures))
        assert {name: server.written(name) for name in SEEN} == before
