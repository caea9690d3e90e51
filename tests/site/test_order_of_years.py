"""Years run from the newest to the oldest wherever they stand one after the other; charts alone run the other way."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from lxml import html

from tests.site.audit.built import Built

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.html import HtmlElement

YEAR = re.compile(r"(?<!\d)(20\d\d)(?: ?年|\Z)")
CHARTED = re.compile(r"(?<!\d)(20\d\d)(?: 年)")
LISTS = "//ul | //ol | //select | //thead | //tbody | //p | //span | //nav"
NO_LIST = "ancestor::svg | ancestor-or-self::*[@class='gk-path' or @class='gk-notes']"
"""Drawings, the way up from the home page, and sentences one below the other."""


def entry_year(part: HtmlElement) -> int | None:
    """The year that an entry of a list, a head or a row is about: the first one that it names; of a row its head."""
    cells = part.xpath("./th[1]") or part.xpath("./td[1]") if part.tag == "tr" else [part]
    match = YEAR.search(" ".join(cells[0].text_content().split())) if cells else None
    return int(match[1]) if match else None


def years_of(container: HtmlElement) -> list[int]:
    """The years of what stands one after the other in a list, in the heads of a table, or in its rows."""
    if container.xpath(NO_LIST):
        return []
    parts = container.xpath("./tr/*" if container.tag == "thead" else "./*")
    return [year for part in parts if (year := entry_year(part)) is not None]


def out_of_order(page: HtmlElement) -> Iterator[str]:
    """Lists, heads and rows of a page whose years do not fall."""
    for container in page.xpath(LISTS):
        years = years_of(container)
        if years != sorted(years, reverse=True):
            yield f"{container.tag} {years}"


@pytest.fixture(scope="module")
def pages(demo_district: Path) -> dict[str, HtmlElement]:
    """Every page of a district by its address, but for the bare copies, which have what the reports' pages have."""
    built = Built.below(demo_district / "site")
    return {page.address: html.fromstring(page.text()) for page in built.pages if page.kind != "fragment"}


def test_every_list_table_and_menu_has_the_newest_year_first(pages: dict[str, HtmlElement]) -> None:
    assert {address: faults for address, page in pages.items() if (faults := list(out_of_order(page)))} == {}
    seen = {
        container.tag for page in pages.values() for container in page.xpath(LISTS) if len(set(years_of(container))) > 1
    }
    assert seen == {"ul", "select", "thead", "tbody", "span"}, "there is something to look at in each"


def test_scripts_are_given_the_newest_year_first(demo_district: Path) -> None:
    listed = json.loads((demo_district / "site/assets/gongkai/reports.json").read_text(encoding="utf-8"))["years"]
    assert listed
    assert all(years == sorted(years, reverse=True) for years in listed)


def test_charts_run_from_the_oldest_year_and_say_so(pages: dict[str, HtmlElement]) -> None:
    charts = 0
    for page in pages.values():
        for chart in page.xpath("//svg[@aria-label]"):
            years = [int(year) for year in CHARTED.findall(chart.get("aria-label", "").partition("。")[2])]
            assert years == sorted(years)
            charts += len(years) > 1
    assert charts > 8
    series = pages["jia-jiedao/series/"].text_content()
    assert "各年从新到旧排列；图从左到右由早到晚" in series
    assert all(
        "由早到晚" in head.text_content()
        for head in pages["jia-jiedao/series/"].xpath("//thead//th[last()][starts-with(normalize-space(.), '走势')]")
    )
