"""The feed: what it lists, in which order, under which id; a report without a date is never listed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import feedparser
import pytest

from gongkai.site.pages.atom_feed import ENTRIES
from tests.site.sites import small_lists

if TYPE_CHECKING:
    from tests.site.sites import Site

ATOM = "{http://www.w3.org/2005/Atom}"
CORRECTION = """
corrections:
  - {at: 申请.本年新收.自然人, date: 2024-03-05, before: "4", after: "5", reason: 漏计 1 件}
"""


@pytest.fixture
def site(site: Site) -> Site:
    """The small site, which is built without a search here."""
    return site.without_search()


def entries(site: Site) -> list[ET.Element]:
    text = (site.root / "site/feed.xml").read_text(encoding="utf-8")
    return ET.fromstring(text).findall(f"{ATOM}entry")  # noqa: S314 - our own


def published(site: Site, date: str) -> Site:
    text = site.read("data/x/2023.yml")
    old = next(line for line in text.splitlines() if line.startswith("published:"))
    return site.change("data/x/2023.yml", old, f"published: {date}")


def test_report_with_a_date_is_listed_in_the_time_of_china(site: Site) -> None:
    published(site, "2024-01-15 08:05").built()
    (entry,) = entries(site)
    assert entry.findtext(f"{ATOM}published") == "2024-01-15T08:05:00+08:00"
    assert entry.findtext(f"{ATOM}updated") == "2024-01-15T08:05:00+08:00"
    assert entry.findtext(f"{ATOM}id") == "https://example.invalid/base/x/2023/"


def test_report_without_a_date_is_not_listed_and_the_page_names_no_feed(site: Site) -> None:
    published(site, "未载").built()
    assert not (site.root / "site/feed.xml").exists()
    assert "atom+xml" not in (site.root / "site/index.html").read_text(encoding="utf-8")


def test_draft_is_not_listed(site: Site) -> None:
    published(site, "2024-01-15").change("data/x/2023.yml", "status: published", "status: draft").built()
    assert not (site.root / "site/feed.xml").exists()


def test_correction_is_listed_with_its_date_and_what_it_changed(site: Site) -> None:
    published(site, "2024-01-15")
    site.write("data/x/2023.yml", site.read("data/x/2023.yml") + CORRECTION).built()
    (entry,) = entries(site)
    assert entry.findtext(f"{ATOM}updated") == "2024-03-05T00:00:00+08:00"
    assert entry.findtext(f"{ATOM}published") == "2024-01-15T00:00:00+08:00"
    assert (entry.findtext(f"{ATOM}title") or "").endswith("（有更正）")
    summary = entry.findtext(f"{ATOM}summary") or ""
    assert "2024-03-05" in summary
    assert "“4”" in summary
    assert "“5”" in summary
    assert summary.endswith("（漏计 1 件）") or "原因：漏计 1 件" in summary
    assert '"dateModified":"2024-03-05' in (site.root / "site/x/2023/index.html").read_text(encoding="utf-8")


def test_every_correction_of_the_last_day_is_listed_by_the_name_of_its_place(site: Site) -> None:
    more = """\
  - {at: 六, date: 2024-04-05, before: 旧 <b>&, after: 新 "x"}
  - {at: 复议诉讼.行政复议.尚未审结, date: 2024-04-05, before: 空项, after: "0"}
"""
    published(site, "2024-01-15")
    site.write("data/x/2023.yml", site.read("data/x/2023.yml") + CORRECTION + more).built("--strict")
    (entry,) = entries(site)
    assert entry.findtext(f"{ATOM}summary") == (
        '2024-04-05 更正：第六节，原为“旧 <b>&”，改为“新 "x"”。'
        "2024-04-05 更正：行政复议—尚未审结，原为“空项”，改为“0”。"
    )
    assert "2024-04-05：第六节由 旧 &lt;b&gt;&amp; 改为" in site.page()


def test_feed_holds_the_latest_and_does_not_grow_with_the_site(site: Site) -> None:
    assert ENTRIES == 50
    data = published(small_lists(site, 5), "2024-01-15").read("data/x/2023.yml")
    for number in range(30, 38):
        agency = site.read("data/x/agency.yml").replace("甲街道", f"第 {number} <街道> & “处”")
        site.write(f"data/a{number}/agency.yml", agency)
        day = f"2024-{2 + number // 28:02d}-{1 + number % 28:02d}"
        site.write(f"data/a{number}/2023.yml", data.replace("2024-01-15", day))
        site.explain(f"a{number}/2023", "narrative-missing")
    feed = feedparser.parse(str(site.built().root / "site/feed.xml"))
    assert not feed.bozo
    assert [entry.id for entry in feed.entries] == [
        f"https://example.invalid/base/a{number}/2023/" for number in range(37, 32, -1)
    ]
    assert feed.feed.updated == feed.entries[0].updated == "2024-03-10T00:00:00+08:00"
    assert "<街道> & “处”" in feed.entries[0].title


def test_feed_of_a_site_without_an_address_is_valid_and_its_ids_last(site: Site) -> None:
    site.change("mkdocs.yml", "site_url: https://example.invalid/base/\n", "")
    published(site, "2024-01-15").built()
    first = feedparser.parse(site.root / "site/feed.xml")
    assert not first.bozo
    assert first.entries[0].id.startswith("urn:uuid:")
    assert first.entries[0].link == "x/2023/"
    site.built()
    assert feedparser.parse(site.root / "site/feed.xml").entries[0].id == first.entries[0].id
