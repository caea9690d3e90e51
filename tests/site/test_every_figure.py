"""Every figure of every comparison and series against the reports' own data, row by row, worked out apart.

Nothing of the package is used to find or subtract a figure: HTML on the one side, ``report.json`` on the other.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from lxml import html

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

YEARS = range(2019, 2026)
MINUS = chr(0x2212)
BROKEN = "口径调整，不可比"
ALONE = "decisions"
"""The column that a row of the newer form has alone, and shares with others on the older one."""
GROUPED = ("denied_state_secret", "unable_not_held", "rejected_petition", "other_no_supplement")
"""The first rows of the ways in which requests end that have several rows."""
OTHERS = ("other_no_supplement", "other_fee_unpaid", "other_other")
"""What the newer form tells apart and the older one counts as one row, 其他处理."""


Figures = dict[str, str]
"""Figures of a report by the ids that pages give to their rows."""


def figures(site: Path, slug: str, year: int) -> Figures:
    by_id: Figures = {}
    rows: dict[str, list[dict[str, Any]]] = {}
    for item in json.loads((site / slug / str(year) / "report.json").read_text(encoding="utf-8"))["observations"]:
        rows.setdefault(f"{item['table']}-{item['row']}", []).append(item)
    for row, items in rows.items():
        for item in items:
            name = item["column"].replace(".", "-")
            by_id[f"review-{name}" if row == "review-cases" else f"{row}-{name}"] = str(item["value"])
        alone = items[0] if len(items) == 1 else next((item for item in items if item["column"] == "total"), None)
        if alone is not None:
            by_id[row] = str(alone["value"])
    parts = [by_id.get(f"requests-{row}") for row in OTHERS]
    if all(parts):
        by_id["requests-other"] = str(sum(int(part) for part in parts if part))
    for first in GROUPED:
        rows = re.compile(rf"requests-{first.partition('_')[0]}_[^-]+")
        members = [int(value) for name, value in by_id.items() if rows.fullmatch(name)]
        by_id[f"requests-{first}-sum"] = str(sum(members)) if members else by_id["requests-other"]
    return by_id


def lines(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Rows of figures that have an address: id and the text of their cells."""
    tree = html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    for row in tree.xpath("//article//tr[@id][td]"):
        yield row.get("id"), [cell.text_content().strip().removesuffix(" 万元") for cell in row.iterchildren("td")]


def printed(value: str) -> str:
    """A figure of the data as pages print it: with a minus sign in place of the hyphen."""
    return value.replace("-", MINUS)


def signed(now: str, before: str) -> str:
    change = Decimal(now) - Decimal(before)
    return "持平" if not change else f"{'+' if change > 0 else MINUS}{abs(change)}"


def test_every_row_of_every_comparison_shows_and_subtracts_what_the_reports_say(district: Path) -> None:
    compared, broken = 0, set()
    for path in sorted(district.glob("*/*/compare/index.html")):
        slug, year = path.parts[-4], int(path.parts[-3])
        now, before = figures(district, slug, year), figures(district, slug, year - 1)
        for name, cells in lines(path):
            if cells[1] == BROKEN:
                assert year == 2021, (path, name)
                assert cells[0] == printed(now[name]), (path, name)
                broken.add(name)
            else:
                shown = [printed(now[name]), printed(before[name]), signed(now[name], before[name])]
                assert cells == shown, (path, name)
                compared += 1
    assert compared > 4 * 6 * 45
    assert {name for name in broken if name.startswith("requests")} == {f"requests-{row}" for row in OTHERS}
    assert len(broken) == 3 + 10, "all of the first table, and the three rows that were one"


def test_every_row_of_every_series_shows_what_each_year_says(district: Path) -> None:
    shown = 0
    for path in sorted(district.glob("*/series/index.html")):
        slug = path.parts[-3]
        years = [figures(district, slug, year) for year in reversed(YEARS)]
        names = dict(lines(path))
        for name, cells in names.items():
            wanted = [printed(of_year.get(name) or of_year.get(f"{name}-{ALONE}", "—")) for of_year in years]
            assert cells[: len(YEARS)] == wanted, (slug, name)
            shown += 1
    assert shown > 4 * 60


LINE = re.compile(
    r"^(?P<name>.+?) (?P<now>−?[\d.]+)( 万元)?(，上年 (?P<past>−?[\d.]+)( 万元)?，"
    r"(?P<change>持平|(增加|减少) [\d.]+))?$"
)


def cells(site: Path, slug: str, year: int) -> dict[str, list[str]]:
    """Values of each row of a report in printed order; empty where there is no report."""
    path = site / slug / str(year) / "report.json"
    values: dict[str, list[str]] = {}
    for item in json.loads(path.read_text(encoding="utf-8"))["observations"] if path.is_file() else ():
        values.setdefault(f"{item['table']}-e-{item['row']}", []).append(str(item["value"]))
    return values


def column_texts(sheet: html.HtmlElement) -> dict[int, str]:
    """What a sheet says of each column that it lists, without what the column counts."""
    texts = {}
    for line in sheet.xpath(".//li[@data-c]"):
        small = "".join(line.xpath("./small//text()"))
        texts[int(line.get("data-c"))] = line.text_content().removesuffix(small).strip()
    return texts


def sides(equation: str) -> tuple[Decimal, Decimal]:
    """Both sides of ``勾稽关系，总计：本年新收 4 ＋ 上年结转 1 ＝ 办理结果总计 5（其余 3 项是 0）`` added up."""
    plain = re.sub(r"（[^）]*）", "", equation.rpartition("：")[2])
    left, right = (sum(map(Decimal, re.findall(r"\d+(?:\.\d+)?", side))) for side in plain.split("＝"))
    return Decimal(left), Decimal(right)


def comparable(name: str, year: int) -> bool:
    """Whether the year before counted the same; the form changed with 2021."""
    others = {f"requests-e-{row}" for row in OTHERS}
    return year > YEARS[0] and (year != 2021 or (not name.startswith("proactive") and name not in others))


def test_every_sheet_tells_the_figures_of_its_row_and_those_of_the_year_before(district: Path) -> None:
    sheets = lines_seen = sums = 0
    for path in sorted(district.glob("*/[0-9]*/index.html")):
        if path.parts[-3] == "years":
            continue
        slug, year = path.parts[-3], int(path.parts[-2])
        now, before = cells(district, slug, year), cells(district, slug, year - 1)
        tree = html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
        for name, values in now.items():
            (sheet,) = tree.xpath(f'//div[@id="{name}"]')
            sheets += 1
            past = before[name] if comparable(name, year) else None
            texts = column_texts(sheet)
            for place, value in enumerate(values):
                last = past[place] if past else None
                if place not in texts:
                    assert Decimal(value) == 0, (path, name, place)
                    assert last is None or Decimal(last) == 0, (path, name, place)
                    continue
                match = LINE.match(texts[place])
                assert match, (path, name, texts[place])
                assert (match["now"], match["past"]) == (printed(value), last and printed(last)), (path, name)
                if last is not None:
                    word = signed(value, last).replace("+", "增加 ").replace(chr(0x2212), "减少 ")
                    assert match["change"] == word, (path, name)
                lines_seen += 1
            equal = [sides(line.text_content()) for line in sheet.xpath('.//ul[@class="gk-parts"]/li[not(a)]')]
            assert [pair for pair in equal if pair[0] != pair[1]] == [], (path, name)
            sums += len(equal)
            assert ("口径调整" in sheet.text_content()) is (past is None and year == 2021), (path, name)
    assert sheets > 4 * 7 * 30
    assert lines_seen > 300
    assert sums > 300
