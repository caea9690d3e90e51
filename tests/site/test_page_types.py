"""Kinds of pages are declared once: reserved names, menu, context and dependencies come from the declarations."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING

import pytest

from gongkai import routes
from gongkai.reports import slug_fault
from gongkai.site.head.menu import menu_of
from gongkai.site.pages import agency_page_types, file_types, page_types, reserved_slugs, site_page_types
from gongkai.work.catalog import CatalogEntry
from gongkai.work.contents import AgencyContents, SiteContents
from gongkai.work.page_type import AgencyPageType, PageType
from gongkai.work.summary import ReportSummary

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("slug", ["pagefind", "forms", "manual", "data", "assets", "glossary", "agencies", "years"])
def test_names_of_the_site_s_own_folders_can_be_no_agency_s(slug: str) -> None:
    assert slug_fault(slug, routes.RESERVED) == "reserved-slug"
    assert slug_fault(slug, reserved_slugs()) == "reserved-slug"


def test_every_page_and_file_of_the_site_reserves_its_name() -> None:
    own = [item.route for item in (*site_page_types(), *file_types()) if item.route != routes.HOME]
    assert routes.folders_of(own) <= reserved_slugs()
    assert len(own) > 8


COLUMNS = [
    *(routes.HOME, routes.AGENCIES, routes.YEARS, routes.SEARCH, routes.ANY_TWO, routes.GLOSSARY, routes.DATA),
    *(routes.INTERNAL, routes.INTERNAL_FINDINGS),  # pages of an internal site
]
FOOT = [
    *(routes.METHODS, routes.GLOSSARY, routes.DATA, routes.YEARS, routes.FEED, routes.ACCESSIBILITY, routes.CONTACT),
]


@pytest.mark.parametrize(("menu", "declared", "order"), [("columns", "column", COLUMNS), ("below", "footer", FOOT)])
def test_menu_names_every_page_that_declares_a_place_and_these_in_this_order(
    menu: str, declared: str, order: list[str]
) -> None:
    sources = [link["source"] for link in menu_of(lambda source: source)[menu]]
    places = [item for item in page_types() if getattr(item, declared, None) is not None]
    assert sorted(sources) == sorted(item.route for item in places)
    assert [source for source in sources if source in order] == order


def test_menu_names_nothing_that_a_build_lacks() -> None:
    few = menu_of(lambda source: "." if source == routes.HOME else None)
    assert ([link["url"] for link in few["columns"]], few["below"]) == (["."], [])


def test_types_stand_in_one_order_and_have_routes_of_their_own() -> None:
    positions = [item.position for item in page_types()]
    assert positions == sorted(positions)
    declared = [item.route for item in page_types()]
    assert len(declared) == len(set(declared))
    assert {"report", "agency"} <= {item.kind for item in agency_page_types()}


def test_manual_explains_every_key_of_a_kind_of_page(root: Path) -> None:
    text = (root / "docs/manual/pages.md").read_text(encoding="utf-8").split("| 键 | 意思 |")[1].split("\n\n")[0]
    named = {name for row in text.splitlines() for name in re.findall(r"`([a-z_]+)`", row.split(" | ")[0])}
    assert named == {field.name for kind in (PageType, AgencyPageType) for field in fields(kind)}


@pytest.mark.parametrize("kind", [SiteContents, AgencyContents, CatalogEntry, ReportSummary])
def test_manual_explains_all_that_pages_are_made_from(kind: type, root: Path) -> None:
    text = (root / "docs/manual/pages.md").read_text(encoding="utf-8").split("| 对象 | 有什么 |")[1].split("\n\n")[0]
    (row,) = re.findall(rf"(?m)^\| `{kind.__name__}` \| (.*) \|$", text)
    items = [item.partition(" ")[0] for part in row.split("；") for item in part.split("、") if item.startswith("`")]
    named = {item.strip("`").partition("(")[0] for item in items}
    assert named >= {field.name for field in fields(kind)}  # type: ignore[arg-type] - each is a dataclass
    assert {name for name in named if not hasattr(kind, name) and name not in kind.__annotations__} == set()


def test_positions_are_those_of_one_kind_each() -> None:
    positions = [item.position for item in page_types()]
    assert len(positions) == len(set(positions))


@pytest.mark.parametrize(
    ("address", "at"),
    [
        ("x/2023/", "./"), ("./", "x/2023/"), ("x/", "x/2023/compare/"), ("search/", "agencies/2/"),
        ("x/2023.html", "index.html"), ("index.html", "x/2023.html"), ("x/2023/report.json", "x/2023/"),
        ("feed.xml", "x/"), ("x/", "x/"), ("years/2023-2/", "years/"),
    ],
)  # fmt: skip
def test_relative_addresses_are_those_of_mkdocs(address: str, at: str) -> None:
    from mkdocs.utils import get_relative_url  # noqa: PLC0415 - the yardstick

    assert routes.relative(address, at) == get_relative_url(address, at)
