"""No page grows with the site: the largest page of every kind, on a district and on one of three times its size."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from gongkai.work.catalog import PER_PAGE
from tests.site.sites import small_lists, without_office_files, write_demo

if TYPE_CHECKING:
    from pathlib import Path

SMALL, LARGE = 12, 36
"""Agencies; the smaller number already fills a page of every list, as lists are shorter here."""
SHORTER = 5
"""Lines of a list on a page here; a page of `PER_PAGE` lines is at most so many times as long as these are fewer."""
LISTS = {"agencies/…/index.html", "years/…/index.html"}
LONGEST = 250_000
"""Bytes of the longest page there may be."""
GROWN = {
    "SHA256SUMS",
    *("assets/gongkai/agencies.json", "assets/gongkai/reports.json"),
    *(f"data/{name}" for name in ("2025/index.html", "agencies-2025.csv", "agencies-2025.xlsx", "figures-2025.csv")),
    "data/annual-reports.zip",
    "rollups/quzhengfu-2025/index.html",
}
"""What may grow: names for finding an agency or two reports to compare; the table and the files of all agencies."""
YEARS = re.compile(r"^(years|agencies)/.*")
REPORT = re.compile(r"^[a-z0-9-]+/\d{4}/")
AGENCY = re.compile(r"^[a-z0-9-]+/")


def largest(site: Path) -> dict[str, int]:
    """Bytes of the largest file by kind, without the index of the search, which is in parts."""
    bytes_by_kind: dict[str, int] = {}
    for path in site.rglob("*"):
        name = path.relative_to(site).as_posix()
        if not path.is_file() or "pagefind" in name:
            continue
        kind = kind_of(name)
        bytes_by_kind[kind] = max(bytes_by_kind.get(kind, 0), path.stat().st_size)
    return bytes_by_kind


def kind_of(name: str) -> str:
    if name.startswith(
        ("assets/", "search/", "compare/", "glossary/", "methods/", "accessibility/", "contact/", "data/", "rollups/")
    ):
        return name
    if YEARS.match(name):
        return f"{name.partition('/')[0]}/…/index.html"
    return AGENCY.sub("<agency>/", REPORT.sub("<agency>/<year>/", name))


@pytest.fixture(scope="module")
def sizes(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, int], dict[str, int]]:
    folder = tmp_path_factory.mktemp("growth")
    by_size = []
    for agencies in (SMALL, LARGE):
        site = without_office_files(write_demo(folder / str(agencies), agencies, 1))
        small_lists(site, SHORTER).built()
        by_size.append(largest(site.root / "site"))
    return by_size[0], by_size[1]


def test_largest_page_of_every_kind_is_as_large_on_a_site_of_three_times_the_size(
    sizes: tuple[dict[str, int], dict[str, int]],
) -> None:
    small, large = sizes
    assert set(small) == set(large)
    assert {"<agency>/<year>/index.html", "<agency>/index.html", "agencies/…/index.html", "index.html"} <= set(small)
    grown = {kind: (small[kind], large[kind]) for kind in small if large[kind] > small[kind] * 1.1}
    assert set(grown) <= GROWN, grown
    assert set(large) >= LISTS
    for kind, size in large.items():
        if kind.endswith(".html"):
            assert size * (PER_PAGE // SHORTER if kind in LISTS else 1) < LONGEST, kind
