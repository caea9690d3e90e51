"""What this project publishes comes in again: built page or bare copy of every demo report, figures and text."""

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

FILES = ("index.html", "fragment.html")
"""The kinds of files. Reports are brought in from one and the other by turns, so that each kind is of all years."""
BLOCKS = "//*[self::h1 or self::h2 or self::h3 or self::p or self::li][not(ancestor::table)]"


@pytest.fixture(scope="module")
def district(demo_district: Path) -> Path:
    """A built demo district: both forms."""
    return demo_district


@pytest.fixture(scope="module")
def again(district: Path, shared_folders: SharedFolders) -> Path:
    """A new site that all reports of the district were brought into, and built."""
    return shared_folders.get("imported", lambda folder: bring_in(district, folder))


def bring_in(district: Path, folder: Path) -> None:
    """Start a site, import a file of every report, and build."""
    assert run("gongkai", "init", str(folder), cwd=folder.parent).code == 0
    with (folder / "list.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["file", "agency", "year"])
        pages = [path.parent for path in sorted((district / "site").glob("*/*/report.json"))]
        for number, page in enumerate(pages):  # each agency has seven
            rows.writerow([page / FILES[number % len(FILES)], page.parent.name, page.name])
    ran = run("gongkai", "import", "--batch", "list.csv", cwd=folder)
    assert ran.code == 0, ran.output
    option = "hard_paragraphs: true"
    site = Site.at(folder).change(
        "mkdocs.yml", option, f"fragments: true\n      search: false\n{NO_OFFICE_FILES}      {option}"
    )
    site.write("mkdocs.yml", f"site_url: {DEMO_URL}\n{site.read('mkdocs.yml')}").built()


def cells(report: Report) -> list[object]:
    """The figures of a report in printed order."""
    return [report.grids[table][row][column] for table, row, column in report.cells()]


def test_every_figure_is_the_same(district: Path, again: Path) -> None:
    first, second = (Workspace(read_layout(folder), reserved=()) for folder in (district, again))
    compared = 0
    for key, report in first.reports.items():
        other = second.report(*key)
        assert other is not None, key
        assert other.form == report.form
        assert cells(other) == cells(report), key
        assert other.published == report.published, key
        compared += 1
    assert compared == 28


def test_every_agency_has_its_name(district: Path, again: Path) -> None:
    first, second = (Workspace(read_layout(folder), reserved=()) for folder in (district, again))
    assert {slug: agency.name for slug, agency in first.agencies.items()} == {
        slug: second.agencies[slug].name for slug in first.agencies
    }


def test_every_heading_and_paragraph_is_the_same(district: Path, again: Path) -> None:
    pages = sorted((district / "site").glob("*/*/fragment.html"))
    assert len(pages) == 28
    for page in pages:
        name = page.relative_to(district / "site")
        assert blocks(again / "site" / name) == blocks(page), name


def blocks(path: Path) -> list[tuple[str, str]]:
    """Headings, paragraphs and items of a bare copy: tag and text."""
    tree = html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    return [(str(item.tag), " ".join(item.text_content().split())) for item in tree.xpath(BLOCKS)]
