"""120 hostile texts in every text of the data, through every output: nothing runs, breaks out or gets lost.

The same site is built with harmless texts in their places. Whatever the outputs are made of (tags and attributes of
pages, parts of office files, keys of JSON, formulas) has to be the same in both; only texts may differ.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from tests.site.sites import Site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import OpenPage, Serve
    from tests.shared_folders import SharedFolders

MANY = 120
SINCE = "date: 2024-02-01"
LINES = Path(__file__).with_name("attacks.jsonl").read_text(encoding="utf-8").splitlines()
ATTACKS = tuple(map(json.loads, LINES))
"""Texts that would run, break out of where they stand, or be worked out, were they put in as they are."""
SEARCHED = "收费<10元的R&D"
"""One of them, of which nothing may be lost in an excerpt of the search."""
NUMBER = re.compile(r"-[0-9]+(?:\.[0-9]+)?")
REPORT, AGENCY = "data/x/2023.yml", "data/x/agency.yml"
NAMED = '"><script>window.broken=1</script>{{ 7*7 }}=1+1&amp;'
"""One text for what there is one of: names, title, head of a table."""


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def write(folder: Path, texts: tuple[str, ...], named: str) -> None:
    """Build the smallest site with texts in everything that holds some."""
    site, one = Site(folder), quoted(named)
    contact = f"{{office: {one}, hours: {one}}}"
    site.change(AGENCY, "name: 示例市样例区甲街道办事处", f"name: {one}")
    site.change(AGENCY, "short: 甲街道（虚构）", f"short: {one}\nformer: {one}\ncontact: {contact}")
    site.change(REPORT, "status: published", f"status: published\ntitle: {one}\nheads: {{申请.本年新收: {one}}}")
    notes = "".join(f"  - {{at: 申请.本年新收.自然人, text: {quoted(text)}}}\n" for text in texts)
    steps = [(before, before + 1) for before in range(10, 29)] + [(29, 3)]  # the last one leads to what the cell says
    changes = "".join(
        f"  - {{at: 申请.予以公开.自然人, before: {before}, after: {after}, {SINCE}, reason: {quoted(text)}}}\n"
        for (before, after), text in zip(steps, texts, strict=False)
    )
    waiver = f"  - {{rule: title, at: 一, reason: {one}, date: 2024-02-01, office: 办公室}}\n"
    site.write(REPORT, f"{site.read(REPORT)}\nnotes:\n{notes}corrections:\n{changes}waivers:\n{waiver}")
    options = f"sponsor: {one}, icp: {one}, licence: {one}, fragments: true"
    site.change("mkdocs.yml", "  - gongkai\n", f"  - gongkai: {{{options}}}\n")
    site.change("docs/x/2023.md", "宣传还不够", f"宣传还不够，{SEARCHED.replace('<', chr(92) + '<')}")
    site.built()


@pytest.fixture(scope="module")
def attacked(shared_folders: SharedFolders) -> Site:
    return Site.at(shared_folders.get("attacked", lambda folder: write(folder, ATTACKS, NAMED)))


@pytest.fixture(scope="module")
def harmless(shared_folders: SharedFolders) -> Site:
    """The same with words; those that begin a line anew do so here too."""
    words = tuple("\n".join(f"词{number}" for _ in text.split("\n")) for number, text in enumerate(ATTACKS))
    return Site.at(shared_folders.get("harmless", lambda folder: write(folder, words, "示例词")))


class Skeleton(HTMLParser):
    """The tags of a page with the names of their attributes, and what its scripts of data say."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, ...]] = []
        self.data: list[str] = []
        self._in_data = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, *(name for name, _ in attrs)))
        self._in_data = tag == "script" and ("type", "application/ld+json") in attrs

    def handle_endtag(self, tag: str) -> None:
        self.tags.append((f"/{tag}",))
        self._in_data = False

    def handle_data(self, data: str) -> None:
        if self._in_data:
            self.data.append(data)

    def handle_comment(self, data: str) -> None:
        self.tags.append(("!", data))


def shape(value: Any) -> Any:
    """JSON with its keys alone."""
    if isinstance(value, dict):
        return {key: shape(item) for key, item in value.items()}
    return [shape(item) for item in value] if isinstance(value, list) else type(value).__name__


def xml_shape(data: bytes) -> list[tuple[str, ...]]:
    return [(item.tag, *sorted(item.attrib)) for item in ET.fromstring(data).iter()]  # noqa: S314 - our own file


def files(site: Site, suffix: str) -> dict[str, bytes]:
    root = site.root / "site"
    found_below = (path for path in sorted(root.rglob(f"*{suffix}")) if "pagefind" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found_below}


def pairs(attacked: Site, harmless: Site, suffix: str) -> Iterator[tuple[str, bytes, bytes]]:
    hostile, plain = files(attacked, suffix), files(harmless, suffix)
    assert hostile.keys() == plain.keys()
    assert hostile
    for name, data in hostile.items():
        yield name, data, plain[name]


def test_there_are_as_many_attacks_as_are_meant() -> None:
    assert len(set(ATTACKS)) == len(ATTACKS) >= MANY


def test_no_page_has_a_tag_or_attribute_more(attacked: Site, harmless: Site) -> None:
    for name, hostile, plain in pairs(attacked, harmless, ".html"):
        left, right = Skeleton(hostile.decode()), Skeleton(plain.decode())
        assert left.tags == right.tags, name
        assert [shape(json.loads(text)) for text in left.data] == [shape(json.loads(text)) for text in right.data], name


def test_texts_come_out_of_json_as_they_went_in(attacked: Site) -> None:
    report = json.loads(attacked.page("x/2023/report.json"))
    assert {note["text"] for note in report["notes"]} >= set(ATTACKS)
    assert report["agency"]["name"] == NAMED


def test_json_has_the_same_keys(attacked: Site, harmless: Site) -> None:
    for name, hostile, plain in pairs(attacked, harmless, ".json"):
        if name != "sitemap.json":
            assert shape(json.loads(hostile)) == shape(json.loads(plain)), name


def test_feed_and_site_map_are_the_same_xml(attacked: Site, harmless: Site) -> None:
    for name, hostile, plain in pairs(attacked, harmless, ".xml"):
        assert xml_shape(hostile) == xml_shape(plain), name


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_office_files_have_the_same_parts_and_formulas(attacked: Site, harmless: Site, suffix: str) -> None:
    for name, hostile, plain in pairs(attacked, harmless, suffix):
        with zipfile.ZipFile(io.BytesIO(hostile)) as left, zipfile.ZipFile(io.BytesIO(plain)) as right:
            assert left.namelist() == right.namelist()
            for part in left.namelist():
                if part.endswith((".xml", ".rels")):
                    ours, others = (acting(file.read(part)) for file in (left, right))
                    assert ours == others, (name, part)


def acting(part: bytes) -> list[str]:
    """Elements of an office file's part that work something out, or lead or load from elsewhere."""
    tags = ("}f", "}fldSimple", "}instrText", "}hyperlink", "}Relationship", "}object", "}altChunk")
    return [tag for tag, *_ in xml_shape(part) if tag.endswith(tags)]


def test_no_cell_of_a_csv_file_is_worked_out(attacked: Site) -> None:
    for name, data in files(attacked, ".csv").items():
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
            formula_like = [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
            assert [cell for cell in formula_like if not NUMBER.fullmatch(cell)] == [], name


def test_nothing_runs_in_a_browser_and_an_excerpt_of_the_search_loses_nothing(
    attacked: Site, page: OpenPage, served: Serve
) -> None:
    """The fixture `traffic` fails the test where a page goes against the policy, which an inline script would."""
    address = served(attacked.root / "site", "/base/")
    opened = page(address.at("x/2023/"))
    opened.on("dialog", lambda dialog: pytest.fail(f"asked {dialog.message}"))
    for path in ("x/2023/", "x/", "", "agencies/", "data/", "x/2023/easy/", "x/2023/fragment.html", "search/?q=R%26D"):
        opened.goto(address.at(path))
        assert opened.evaluate("window.broken") is None, path
        assert opened.locator("[onerror], [onload], [onclick], [onmouseover], iframe, object, embed").count() == 0, path
    opened.wait_for_selector("#gk-search[data-state=done]")
    assert SEARCHED in opened.locator(".gk-results").inner_text()
