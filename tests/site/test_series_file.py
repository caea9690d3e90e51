"""The file of an agency's figures over the years: those of its page, line by line, with its change of form."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

from gongkai.checksums import SUMS
from gongkai.renders.open_data.series import series_csv
from gongkai.reports import Agency, Scope
from gongkai.reports.model import Retelling
from gongkai.routes import Addresses
from gongkai.site.pages import agency_file_types, agency_page_types, reserved_slugs
from gongkai.work.catalog import CatalogEntry
from gongkai.work.contents import AgencyContents
from gongkai.work.settings import SiteSettings
from tests.tables.reports_of_cells import report_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gongkai.reports import Report

RECEIVED = "requests.received.total"
AMOUNT = "proactive.procurement.amount"
YEARS = [
    report_of("gia-2019", 2019, {RECEIVED: 3, "requests.other.total": 2, AMOUNT: "12.50"}),
    report_of("gia-2019", 2020, {RECEIVED: 4, AMOUNT: "251000元", "proactive.licensing.change": -6}),
    report_of("gia-2021", 2021, {RECEIVED: "6（含上年漏计1件）", "requests.other_other.total": 4}),
    report_of("gia-2021", 2023, {RECEIVED: "不适用"}),
    report_of("gia-2021", 2024, {RECEIVED: None}),
]
OWNER = Agency("a", "=甲局", "甲", scope=Scope.OWN)


def rows_of(data: bytes) -> list[dict[str, str]]:
    text = data.decode("utf-8-sig")
    assert data.startswith(b"\xef\xbb\xbf")
    assert text.count("\r\n") == text.count("\n"), "as Excel writes lines"
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert all(None not in row and None not in row.values() for row in rows), "each line has all columns"
    assert len({row["项目代号"] for row in rows}) == len(rows)
    return rows


def lines_of(reports: list[Report]) -> dict[str, dict[str, str]]:
    return {row["项目代号"]: row for row in rows_of(series_csv(OWNER, reports))}


def years_of(row: dict[str, str]) -> dict[str, str]:
    return {name.removesuffix(" 年"): text for name, text in row.items() if name.endswith(" 年")}


def check_groups(page: Any, rows: Iterator[dict[str, str]]) -> int:
    """The next rows are the sums that the chart's table has and no line of the page; how many there are."""
    lines = page.xpath("//table[contains(@class, 'gk-parts')]//tr[@id][td]")
    there = {"其他处理"}  # one row of the form of 2019, which goes on as a sum
    shown = [line for line in reversed(lines) if line.xpath("string(th)") not in there]
    for line in shown:
        row = next(rows)
        assert row["项目代号"] == line.get("id")
        assert row["行"].endswith(f"{line.xpath('string(th)')}（各项之和）")
        assert list(years_of(row).values()) == [cell.text.partition("（")[0] for cell in line.xpath("td")], row
    return len(shown)


def test_file_of_each_agency_has_the_lines_years_and_figures_of_its_page(district: Path, own_site: Path) -> None:
    compared, changed, groups = 0, 0, 0
    for site in (district, own_site):
        for path in sorted(site.glob("*/series.csv")):
            rows = iter(rows_of(path.read_bytes()))
            page = html.fromstring((path.parent / "series/index.html").read_bytes().decode())
            assert page.xpath("//p[@class='gk-ways']//a[@download]/@href") == ["../series.csv"]
            for table in page.xpath("//div[contains(@class, 'gk-series')]//table"):
                heads = [head.text.strip() for head in table.xpath("./thead/tr/th")[1:-1]]
                for line in table.xpath("./tbody/tr[th[@scope='row']]"):
                    row = next(rows)
                    shown = [cell.text_content().replace("\N{MINUS SIGN}", "-") for cell in line.xpath("./td")[:-1]]
                    label = line.xpath("string(./th)").partition("：")[0]
                    assert label.split("—")[-1] in f"{row['行']}—{row['列']}", (path, row)
                    assert list(years_of(row)) == [head.removesuffix(" 年") for head in heads]
                    assert [text or "空项" for text in years_of(row).values()] == [
                        text.partition(" ")[0] for text in shown
                    ], (path, row)
                    assert ("不可比" in row["格式调整"]) <= bool(line.xpath("./td[@class='gk-cut']"))
                    compared += len(shown)
                    changed += row["格式调整"].startswith("2021 年起")
                if table.xpath("string(caption)").endswith("申请情况"):
                    groups += check_groups(page, rows)
            assert next(rows, None) is None, path
    assert compared > 1500
    assert changed > 200
    assert groups == 3 * 4, "不予公开, 无法提供 and 不予处理 of each agency of the district"


def test_figures_names_and_source_are_those_of_each_report(district: Path) -> None:
    for path in sorted(district.glob("*/series.csv")):
        rows = rows_of(path.read_bytes())
        for year in (2020, 2025):
            report = path.parent / f"{year}/report.csv"
            cells = {(row["表"], row["行"], row["列"]): row for row in rows_of_report(report)}
            same = [(row, cells[key]) for row in rows if (key := (row["表"], row["行"], row["列"])) in cells]
            assert len(same) > 45, (path, year)
            for row, cell in same:
                names = ("行政机关", "报告范围", "来源", "机关代号", "表代号")
                assert [row[name] for name in names] == [cell[name] for name in names]
                if row[f"{year} 年"] != "—":  # the form of the other year may have a line that is called the same
                    assert row[f"{year} 年"] == (cell["状态"] if cell["状态"] == "不适用" else cell["数值"]), row


def rows_of_report(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def test_what_is_no_figure_is_distinguished_and_the_newest_year_comes_first() -> None:
    lines = lines_of(YEARS)

    received = lines["requests-received"]
    assert years_of(received) == {"2024": "", "2023": "不适用", "2022": "无报告", "2021": "6", "2020": "4", "2019": "3"}
    assert list(years_of(received)) == ["2024", "2023", "2022", "2021", "2020", "2019"]
    assert received["附注"] == "2021 年：含上年漏计1件"
    assert years_of(lines["proactive-licensing-change"])["2020"] == "-6", "a number, not a guarded text"
    assert years_of(lines["proactive-licensing-change"])["2024"] == "—"
    assert received["行政机关"] == "'=甲局"


def test_change_of_form_is_said_of_each_line_with_the_reason() -> None:
    lines = lines_of(YEARS)

    reasons = {name: line["格式调整"] for name, line in lines.items()}
    assert reasons["requests-received"] == "2021 年起换用新格式，前后可比"
    assert reasons["proactive-licensing"].startswith("2021 年起换用新格式，前后不可比（2019年格式统计")
    assert reasons["requests-other_other"] == "2021 年起的格式才有这一项"
    assert reasons["proactive-procurement-projects"] == "2021 年起的格式没有这一项"
    assert lines["requests-other"]["行"] == "三、本年度办理结果—（六）其他处理（各项之和）"
    assert years_of(lines["requests-other"])["2021"] == "4"
    assert lines["requests-received"]["格式代号"] == "2024 年、2023 年、2021 年：gia-2021；2020 年、2019 年：gia-2019"
    assert {line["格式调整"] for line in lines_of(YEARS[2:]).values()} == {""}


def test_units_and_who_tells_are_said_once_or_by_year() -> None:
    retold = [replace(YEARS[0], retold=Retelling("项目", "原件"))]
    own, mixed = lines_of(YEARS), lines_of([*retold, *YEARS[1:2]])

    amount = own["proactive-procurement-amount"]
    assert (years_of(amount)["2020"], years_of(amount)["2019"]) == ("251000", "12.50")
    assert amount["计量单位"].startswith("2020 年：元")
    assert {line["来源"] for line in own.values()} == {"编制机关"}
    assert {line["来源"] for line in mixed.values()} == {"2020 年：编制机关；2019 年：非官方转述"}
    assert {line["来源"] for line in lines_of(retold).values()} == {"非官方转述"}


def test_file_has_its_sum_and_reserves_no_name(district: Path) -> None:
    sums = (district / SUMS).read_text(encoding="utf-8")
    files = sorted(path.parent.name for path in district.glob("*/series.csv"))
    assert len(files) == 4
    assert all(f"  {name}/series.csv\n" in sums for name in files)
    assert not any("{" in name for name in reserved_slugs())


def test_files_of_two_reports_are_saved_under_names_of_their_own(district: Path) -> None:
    saved: dict[str, str] = {}
    pages = (*district.glob("*/20[0-9][0-9]/index.html"), *district.glob("*/series/index.html"))
    for page in (page for page in pages if page.parent.parent.name != "data"):
        for link in html.fromstring(page.read_bytes().decode()).xpath("//article//a[@download]"):
            file = (page.parent / link.get("href")).resolve().relative_to(district.resolve())
            agency, *year, name = file.parts
            rest = name.removeprefix("report.")
            wanted = "-".join((agency, *year)) + (f".{rest}" if rest != name else f"-{name}")
            assert link.get("download") == wanted, page
            assert saved.setdefault(wanted, str(file)) == str(file)
    assert len(saved) > 100


@pytest.mark.parametrize(("settings", "href"), [
    ({}, "../series.csv"), ({"addresses": Addresses(directory_urls=False)}, "series.csv"),
    ({"open_data": False}, None), ({"internal": True}, None),
])  # fmt: skip
def test_page_links_to_the_file_where_the_site_has_one(settings: dict[str, object], href: str | None) -> None:
    entry = CatalogEntry(OWNER, tuple(report.year for report in reversed(YEARS)))
    contents = AgencyContents(SiteSettings("名", **settings), entry, tuple(YEARS))  # type: ignore[arg-type]
    (page_type,) = (item for item in agency_page_types() if item.route == "{agency}/series.md")
    (file_type,) = agency_file_types()
    (page,) = page_type.pages(contents)
    assert page_type.make is not None
    tree = html.fromstring(str(page_type.make(contents, page).html))

    assert tree.xpath("//a[@download]/@href") == ([href] if href else [])
    assert file_type.exists(contents) == bool(href)
