"""What this project publishes comes in again: pages of demo reports of all years, and bare copies, figures and text."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from lxml import html

from gongkai.site_config import read_layout
from gongkai.workspace import Workspace
from tests.site.sites import DEMO_URL, NO_OFFICE_FILES, Site, run

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.reports import Report
    from tests.shared_folders import SharedFolders

pytestmark = pytest.mark.slow

PAGE, BARE = "index.html", "fragment.html"
"""The files of a report that are brought in: its page and its bare copy."""
BLOCKS = "//*[self::h1 or self::h2 or self::h3 or self::p or self::li][not(ancestor::table)]"


@pytest.fixture(scope="module")
def district(demo_district: Path) -> Path:
    """A built demo district: both forms."""
    return demo_district


@pytest.fixture(scope="module")
def again(district: Path, shared_folders: SharedFolders) -> Path:
    """A new site that reports of the district were brought into, from their pages, and built.

    Of each agency they are those of every other year: with two agencies all seven years are there.
    """

    def make(folder: Path) -> None:
        bring_in(district, PAGE, folder, every=2)
        option = "hard_paragraphs: true"
        site = Site.at(folder).change(
            "mkdocs.yml", option, f"fragments: true\n      search: false\n{NO_OFFICE_FILES}      {option}"
        )
        site.write("mkdocs.yml", f"site_url: {DEMO_URL}\n{site.read('mkdocs.yml')}").built()

    return shared_folders.get("imported", make)


def bring_in(district: Path, file_name: str, folder: Path, *, every: int) -> None:
    """Start a site and import the file of that name of one report in so many."""
    assert run("gongkai", "init", str(folder), cwd=folder.parent).code == 0
    with (folder / "list.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["file", "agency", "year"])
        for page in (path.parent for path in sorted((district / "site").glob("*/*/report.json"))[::every]):
            rows.writerow([page / file_name, page.parent.name, page.name])
    ran = run("gongkai", "import", "--batch", "list.csv", cwd=folder)
    assert ran.code == 0, ran.output


def cells(report: Report) -> list[object]:
    """The figures of a report in printed order."""
    return [report.grids[table][row][column] for table, row, column in report.cells()]


@pytest.fixture(scope="module")
def both(district: Path, again: Path) -> tuple[Workspace, Workspace]:
    """The reports of the district and of the new site, read once."""
    return Workspace(read_layout(district), reserved=()), Workspace(read_layout(again), reserved=())


def test_every_figure_is_the_same(both: tuple[Workspace, Workspace]) -> None:
    first, second = both
    compared = 0
    for key, other in second.reports.items():
        report = first.reports[key]
        assert other.form == report.form
        assert cells(other) == cells(report), key
        assert other.published == report.published, key
        compared += 1
    assert compared == 14
    assert len({year for _, year in second.reports}) == 7


def test_every_agency_has_its_name(both: tuple[Workspace, Workspace]) -> None:
    first, second = both
    assert {slug: agency.name for slug, agency in first.agencies.items()} == {
        slug: second.agencies[slug].name for slug in first.agencies
    }


def test_every_heading_and_paragraph_is_the_same(district: Path, again: Path) -> None:
    pages = sorted((again / "site").glob("*/*/fragment.html"))
    assert len(pages) == 14
    for page in pages:
        name = page.relative_to(again / "site")
        assert blocks(page) == blocks(district / "site" / name), name


def blocks(path: Path) -> list[tuple[str, str]]:
    """Headings, paragraphs and items of a bare copy: tag and text."""
    tree = html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    return [(str(item.tag), " ".join(item.text_content().split())) for item in tree.xpath(BLOCKS)]


def test_bare_copies_give_the_same_files_as_pages(district: Path, again: Path, tmp_path: Path) -> None:
    """So every figure, name, heading and paragraph of them is the same, too."""
    bare = tmp_path / "bare"
    bring_in(district, BARE, bare, every=4)
    from_pages, from_copies = ({**written(folder, "data"), **written(folder, "docs")} for folder in (again, bare))
    alike = {path for path in from_copies if path.stem.isdecimal() or path.name == "agency.yml"}
    assert {path: from_copies[path] for path in alike} == {path: from_pages[path] for path in alike}
    reports = {path for path in alike if path.stem.isdecimal()}
    assert len(reports) == 2 * 7
    assert {path.parent.name for path in reports} == {path.parent.name for path in from_pages if path.stem.isdecimal()}


def written(folder: Path, name: str) -> dict[Path, bytes]:
    """The files below a folder of a site."""
    return {path.relative_to(folder): path.read_bytes() for path in (folder / name).rglob("*") if path.is_file()}
