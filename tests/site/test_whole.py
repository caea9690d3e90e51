"""A whole district in a real browser and before real validators: every kind of page, every link, what machines read.

The demo district is small here; `python -m tests.site.audit`, of whose parts these tests are made, asks the same of a
site of any size.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from tests import browser
from tests.site.audit.built import AuditResult, Built
from tests.site.audit.links import links
from tests.site.audit.machines import LINKED, feed, linked, site_map
from tests.site.audit.markup import markup
from tests.site.audit.rendered import PHONE, REPORT_LIMIT, SHIFT, WIDE, faults_of, sample, weigh
from tests.site.conftest import BASE
from tests.site.looks import GOOD, by_keyboard

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import OpenPage, Serve
    from tests.site.looks import Looks

AGENCY = "jia-jiedao"
TABLET = 768
PAGES = {
    "home": "",
    "agencies": "agencies/",
    "years": "years/",
    "year": "years/2024/",
    "agency": f"{AGENCY}/",
    "report-2019": f"{AGENCY}/2020/",
    "report-2021": f"{AGENCY}/2025/",
    "plain-words": f"{AGENCY}/2025/easy/",
    "comparison": f"{AGENCY}/2025/compare/",
    "comparison-over-the-break": f"{AGENCY}/2021/compare/",
    "series": f"{AGENCY}/series/",
    "any-two": "compare/",
    "search": "search/",
    "glossary": "glossary/",
    "methods": "methods/",
    "accessibility": "accessibility/",
    "contact": "contact/",
    "missing": "404.html",
}


@pytest.fixture(scope="module")
def built(district: Path) -> Built:
    """The district as the audit sees it."""
    return Built.below(district)


def test_every_kind_of_page_is_there(district: Path) -> None:
    missing = [path for path in PAGES.values() if not (district / path / "index.html").is_file() and "404" not in path]
    assert missing == []


def test_no_link_and_no_anchor_leads_nowhere_or_to_another_host(built: Built) -> None:
    seen = links(built)
    assert seen.faults == []
    assert seen.counts["pages"] > 28
    assert seen.counts["links"] > 500


INVALID = """\
<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><title>页</title></head><body><p>文</span></p>
<table><tr><td>1</td> <td aria-label="空项"></td></tr></table>
<p aria-label="名">文</p></body></html>
"""


@pytest.mark.heavy
def test_pages_of_every_kind_and_the_extremes_are_valid_html(built: Built, tmp_path: Path) -> None:
    """Another page is named with its lines: not that of a cell that has a name, but that of a paragraph with one."""
    pages = sample(built, number=1, seed=1)
    assert {page.kind for page in pages} == {page.kind for page in built.pages}
    (tmp_path / "index.html").write_text(INVALID, encoding="utf-8")
    seen = markup(built, pages=[*pages, *Built.below(tmp_path).pages])
    assert seen.counts["warnings of cells with a name"] > 0
    assert [fault.rpartition("/")[2].partition(" ")[0] for fault in seen.faults] == ["index.html:2:", "index.html:4:"]
    assert seen.faults[0].endswith("index.html:2: Stray end tag “span”.")
    assert seen.faults[0].startswith(tmp_path.as_posix().lstrip("/"))


@pytest.mark.parametrize(
    ("part", "counted", "least"), [(linked, "Dataset", 28), (feed, "entries", 4), (site_map, "dates", 24)]
)
def test_what_machines_read_is_what_the_data_say(
    part: Callable[[Built], AuditResult], counted: str, least: int, built: Built
) -> None:
    seen = part(built)
    assert seen.faults == []
    assert seen.counts[counted] >= least


def described(path: Path) -> list[dict[str, Any]]:
    """The JSON-LD of a page."""
    match = LINKED.search(path.read_text(encoding="utf-8"))
    return json.loads(match[1]) if match else []


def test_a_report_says_of_itself_where_it_is_by_full_addresses_and_no_office_for_a_fictional_one(
    district: Path,
) -> None:
    crumbs, data = described(district / AGENCY / "2025/index.html")
    assert data["url"] == f"https://example.invalid{BASE}{AGENCY}/2025/"
    assert data["distribution"][0]["contentUrl"] == f"https://example.invalid{BASE}{AGENCY}/2025/report.json"
    assert "creator" not in data, "a fictional office is no government organisation"
    assert len(crumbs["itemListElement"]) == 4
    assert all(item["item"].startswith(f"https://example.invalid{BASE}") for item in crumbs["itemListElement"])


def test_open_graph_names_page_and_picture_by_full_addresses(district: Path) -> None:
    text = (district / AGENCY / "2025/index.html").read_text(encoding="utf-8")
    properties = dict(re.findall(r'<meta property="(og:[a-z:]+)" content="([^"]+)">', text))
    assert {"og:title", "og:type", "og:url", "og:image", "og:description"} <= set(properties)
    assert properties["og:url"] == f"https://example.invalid{BASE}{AGENCY}/2025/"
    picture = properties["og:image"].removeprefix(f"https://example.invalid{BASE}")
    assert (district / picture).read_bytes().startswith(b"\x89PNG")


@pytest.fixture
def address(district: Path, served: Serve) -> Callable[[str], str]:
    """Gives the address of a kind of page, served below a base path."""
    site = served(district, base=BASE)
    return lambda name: site.at(PAGES[name])


@pytest.mark.parametrize("name", list(PAGES))
@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_page_has_no_violation_of_any_level_keeps_still_light_and_dark_and_asks_nobody(
    name: str, width: int, district: Path, looks: Looks, frames: dict[int, set[str]]
) -> None:
    """On a phone the Tab key reaches everything, too, and shows where it is; how on a wide screen is tested below."""
    switch_is_looked_at = name == "home"  # all pages have the same one, and nothing else but colours depends on it
    walked = frames[PHONE] if width == PHONE else None
    assert looks(district, PAGES[name], width=width, switch=switch_is_looked_at, frames=walked) == GOOD


@pytest.mark.parametrize("name", ["home", "agencies", "report-2021", "comparison", "series"])
def test_page_has_no_violation_between_a_phone_and_a_wide_screen(
    name: str, address: Callable[[str], str], page: OpenPage
) -> None:
    """All rules see the same elements at one of the other widths; their colours do not depend on it."""
    assert faults_of(page(address(name), width=TABLET), browser.SIZE_RULES) == []


@pytest.mark.parametrize("name", ["report-2019", "report-2021"])
def test_report_is_light_and_does_not_jump(name: str, address: Callable[[str], str], page: OpenPage) -> None:
    opened = page()
    loaded = weigh(opened, address(name))
    assert sum(loaded.values()) <= REPORT_LIMIT, loaded
    assert opened.evaluate(SHIFT) == 0
    opened.set_viewport_size({"width": PHONE, "height": 800})
    opened.goto(address(name))
    assert opened.evaluate(SHIFT) == 0, "on a phone"


@pytest.fixture(scope="module")
def frames() -> dict[int, set[str]]:
    """The kinds of head and foot that were gone through already, by the width of the window."""
    return {PHONE: set(), WIDE: set()}


@pytest.mark.parametrize("name", list(PAGES))
def test_page_reads_without_scripts_on_a_phone_and_is_worked_by_keyboard_on_a_wide_screen(
    name: str, address: Callable[[str], str], page: OpenPage, frames: dict[int, set[str]]
) -> None:
    opened = page(address(name), width=PHONE, java_script_enabled=False)
    assert opened.locator("h1").is_visible()
    assert len(opened.get_by_role("main").inner_text()) > 40
    opened.set_viewport_size({"width": WIDE, "height": 800})
    assert by_keyboard(opened, frames[WIDE]) == []


@pytest.mark.parametrize(("scheme", "names"), [("light", ("slate", "default")), ("dark", ("default", "slate"))])
def test_keyboard_switches_the_colours(
    scheme: str, names: tuple[str, str], address: Callable[[str], str], page: OpenPage
) -> None:
    opened = page(address("home"), color_scheme=scheme)
    switch = opened.locator(".md-option:focus-visible")
    for _ in range(10):
        opened.keyboard.press("Tab")
        if switch.count():
            break
    for name in names:
        opened.keyboard.press("Enter")
        opened.locator(f'body[data-md-color-scheme="{name}"]').wait_for()
        assert switch.count() == 1
