"""Workbooks with last year's report on a sheet beside this year's: whose year is taken, and that it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.importing import Job, lines
from gongkai.reports import Status
from tests.importing.sample_documents import FORMS, brought
from tests.importing.sample_workbooks import SampleSheet, write_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.importing import ImportResult

pytestmark = pytest.mark.usefixtures("reads_here")

LAST = SampleSheet("2022年", 2022, {"行政许可": "70", "本年新收": "9 2 0 0 1 0 12"})
THIS = SampleSheet("2023年")


def taken(root: Path, name: str, *sheets: SampleSheet, year: int | None = None) -> ImportResult:
    """What the import of a workbook gives."""
    return brought(root / "site", Job(write_workbook(root / name, *sheets), "yangli", year, None, name))[0]


def remarks(item: ImportResult, code: str) -> list[str]:
    """The lines on the terminal on what was left out."""
    assert [remark.code for remark in item.remarks if remark.code.startswith("sheets-")] == [code]
    return [line for line in lines([item], FORMS, dry_run=False) if "工作表" in line]


def licenses(item: ImportResult) -> str:
    """The figure of the row 行政许可 in the data file."""
    text = next(write.content.decode() for write in item.writes if write.path.endswith(f"{item.year}.yml"))
    return next(line.split()[-1] for line in text.splitlines() if line.strip().startswith("行政许可:"))


@pytest.mark.parametrize("sheets", [(LAST, THIS), (THIS, LAST)])
@pytest.mark.parametrize(("name", "year"), [("2023年年报.xlsx", None), ("样例街道2023.xlsx", None), ("a.xlsx", 2023)])
def test_year_of_file_name_or_command_says_which_sheet_is_the_report(
    tmp_path: Path, name: str, year: int | None, sheets: tuple[SampleSheet, ...]
) -> None:
    item = taken(tmp_path, name, *sheets, year=year)
    assert (item.year, item.status, item.exit_code, licenses(item)) == (2023, Status.PUBLISHED, 0, "31")
    assert remarks(item, "sheets-left-out") == [
        f"{name} 原件：另有别的年份的工作表“2022年”，没有导入，导入的是 2023 年的。"
    ]


def test_other_year_is_taken_where_it_is_asked_for(tmp_path: Path) -> None:
    item = taken(tmp_path, "2023年年报.xlsx", LAST, THIS, year=2022)
    assert (item.year, licenses(item)) == (2022, "70")
    assert "导入的是 2022 年的" in remarks(item, "sheets-left-out")[0]


def test_draft_says_both_years_where_nothing_tells_which_it_is(tmp_path: Path) -> None:
    item = taken(tmp_path, "a.xlsx", LAST, THIS)
    assert (item.year, item.status, licenses(item)) == (2023, Status.DRAFT, "31")
    assert "采用 2023 年的，没有导入“2022年”" in remarks(item, "sheets-differ")[0]


@pytest.mark.parametrize("name", ["上年", "去年数", "2022"])
def test_sheet_that_only_its_name_calls_last_year_s_is_left_out(tmp_path: Path, name: str) -> None:
    item = taken(tmp_path, "a.xlsx", SampleSheet(name, 2022, LAST.given, title=False), THIS)
    assert (item.year, item.status, licenses(item)) == (2023, Status.PUBLISHED, "31")
    assert f"“{name}”" in remarks(item, "sheets-left-out")[0]


def test_sheets_that_name_no_other_year_are_all_read(tmp_path: Path) -> None:
    item = taken(tmp_path, "a.xlsx", THIS, SampleSheet("汇总", 2023, LAST.given, title=False))
    assert not [remark for remark in item.remarks if remark.code.startswith("sheets-")]
    assert {remark.code for remark in item.remarks if remark.table} >= {"two-tables"}
    assert item.status is Status.DRAFT
