"""The feed: what is told, in which order, under which id; a report without a date is never told."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import feedparser

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.site.sites import Site

ATOM = "{http://www.w3.org/2005/Atom}"
CORRECTION = """
corrections:
  - {at: 申请.本年新收.自然人, date: 2024-03-05, before: "9", after: "10", reason: 漏计 1 件}
"""


def entries(site: Site) -> list[ET.Element]:
    text = (site.root / "site/feed.xml").read_text(encoding="utf-8")
    return ET.fromstring(text).findall(f"{ATOM}entry")  # noqa: S314 - our own


def published(site: Site, date: str) -> Site:
    text = site.read("data/x/2023.yml")
    old = next(line for line in text.splitlines() if line.startswith("published:"))
    return site.change("data/x/2023.yml", old, f"published: {date}")


def test_report_with_a_date_is_told_in_the_time_of_china(site: Site) -> None:
    published(site, "2024-01-15 08:05").built()
    (entry,) = entries(site)
    assert entry.findtext(f"{ATOM}published") == "2024-01-15T08:05:00+08:00"
    assert entry.findtext(f"{ATOM}updated") == "2024-01-15T08:05:00+08:00"
    assert entry.findtext(f"{ATOM}id") == "https://example.invalid/base/x/2023/"


def test_report_without_a_date_is_not_told_and_the_page_names_no_feed(site: Site) -> None:
    published(site, "未载").built()
    assert not (site.root / "site/feed.xml").exists()
    assert "atom+xml" not in (site.root / "site/index.html").read_text(encoding="utf-8")


def test_draft_is_not_told(site: Site) -> None:
    published(site, "2024-01-15").change("data/x/2023.yml", "status: published", "status: draft").built()
    assert not (site.root / "site/feed.xml").exists()


def test_correction_is_told_with_its_date_and_what_it_changed(site: Site) -> None:
    published(site, "2024-01-15")
    site.write("data/x/2023.yml", site.read("data/x/2023.yml") + CORRECTION).built()
    (entry,) = entries(site)
    assert entry.findtext(f"{ATOM}updated") == "2024-03-05T00:00:00+08:00"
    assert entry.findtext(f"{ATOM}published") == "2024-01-15T00:00:00+08:00"
    assert (entry.findtext(f"{ATOM}title") or "").endswith("（有更正）")
    told = entry.findtext(f"{ATOM}summary") or ""
    assert "2024-03-05" in told
    assert "“9”" in told
    assert "“10”" in told
    assert '"dateModified":"2024-03-05' in (site.root / "site/x/2023/index.html").read_text(encoding="utf-8")


def test_feed_of_a_site_without_an_address_is_valid_and_its_ids_last(site: Site) -> None:
    site.change("mkdocs.yml", "site_url: https://example.invalid/base/\n", "")
    published(site, "2024-01-15").built()
    first = feedparser.parse(site.root / "site/feed.xml")
    assert not first.bozo
    assert first.entries[0].id.startswith("urn:uuid:")
    assert first.entries[0].link == "x/2023/"
    site.built()
    assert feedparser.parse(site.root / "site/feed.xml").entries[0].id == first.entries[0].id


def test_two_builds_on_different_days_differ_in_nothing(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(site, "2024-01-15").built("-d", str(tmp_path / "one"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    site.built("-d", str(tmp_path / "two"))
    for name in ("sitemap.xml", "sitemap.xml.gz", "feed.xml", "x/2023/index.html"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name
