"""Sheets that a spreadsheet saved as text: titles, headings and paragraphs are lines of one cell, and no rows."""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from gongkai.readers.formats.reading import read_document
from tests.importing.sample_documents import AGENCY, PROSE, one
from tests.importing.sample_workbooks import SampleSheet, rows_of
from tests.readers.test_web_pages import rows, texts

if TYPE_CHECKING:
    from pathlib import Path


def saved(sheet: list[list[str]], sign: str, *, quoted: bool, wide: bool) -> str:
    """A sheet as text: with each cell in quotes or not, each row as wide as the widest or not."""
    file, width = StringIO(), max(map(len, sheet)) if wide else 0
    writer = csv.writer(file, delimiter=sign, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL)
    writer.writerows([*row, *[""] * (width - len(row))] for row in sheet)
    return file.getvalue()


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize(("quoted", "wide"), [(True, False), (True, True), (False, True)])
def test_saved_sheet_says_its_agency_and_keeps_its_text(tmp_path: Path, sign: str, quoted: bool, wide: bool) -> None:  # noqa: FBT001
    item = one(tmp_path, "a.csv", saved(rows_of(SampleSheet("表")), sign, quoted=quoted, wide=wide))

    assert (item.error, item.year, item.cells.taken, item.exit_code) == ("", 2023, 200, 0)
    narrative = (tmp_path / "docs" / "yangli" / "2023.md").read_text(encoding="utf-8")
    assert all(text in narrative for text in PROSE.values())
    assert '"' not in narrative.replace('("', "").replace('")', "")


@pytest.mark.parametrize("quoted", [True, False])
@pytest.mark.parametrize("guard", ['="{}"', "'{}", "{}\t", "\t{}"])
def test_figures_that_a_program_guards_against_a_spreadsheet_are_figures(
    tmp_path: Path, guard: str, *, quoted: bool
) -> None:
    sheet = [
        [guard.format(cell) if re.fullmatch(r"[\d.]+", cell) else cell for cell in row]
        for row in rows_of(SampleSheet("表"))
    ]
    item = one(tmp_path, "a.csv", saved(sheet, ",", quoted=quoted, wide=True))

    assert (item.error, item.cells.taken, item.exit_code) == ("", 200, 0)


def test_tabs_beside_commas_separate_cells_where_tabs_stand_elsewhere_too() -> None:
    row = "规章\t1,234\t,\t0\n"
    (grid,) = read_document((row * 9).encode(), name="a.csv").grids()

    assert rows(grid)[0] == ["规章", "1,234", ",", "0"]


def test_title_in_two_lines_and_a_signature_are_text_and_a_lone_label_is_a_row() -> None:
    sheet = [
        *[[AGENCY], ["2023年政府信息公开工作年度报告"], ["一、总体情况"], ["第二十条第（一）项"]],
        *[["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"], ["规章", "0", "0", "0"], ["行政许可"]],
        *[[label, "1,2", "0", "3"] for label in ("行政处罚", "行政强制", "收费", "采购", "其他", "总计")],
        *[["六、其他需要报告的事项"], [AGENCY], ["2024年1月20日"]],
    ]
    document = read_document(saved(sheet, ",", quoted=True, wide=True).encode(), name="a.csv")
    (grid,) = document.grids()

    assert texts(document) == [*[row[0] for row in sheet[:3]], *[row[0] for row in sheet[-3:]]]
    assert rows(grid)[0] == ["第二十条第（一）项", "", "", ""]
    assert rows(grid)[3] == ["行政许可", "", "", ""]


SMALL = "热线办理情况\n事项,网上,窗口\n新收,120,118\n办结,133,130\n\n说明\n事项;件数\n退回;1\n"


def test_short_table_of_a_csv_file_is_a_table_and_of_other_text_is_none() -> None:
    document = read_document(SMALL.encode(), name="a.CSV")

    assert [rows(grid) for grid in document.grids()] == [
        [["事项", "网上", "窗口"], ["新收", "120", "118"], ["办结", "133", "130"]],
        [["事项", "件数"], ["退回", "1"]],
    ]
    assert texts(document) == ["热线办理情况", "说明"]
    assert [*read_document(SMALL.encode(), name="a.txt").grids()] == []


def test_short_tables_of_several_widths_follow_one_another_in_a_csv_file() -> None:
    written = "事项,网上,窗口\n新收,1,2\n经费,经费\n来源,金额\n"
    (grid,) = read_document(written.encode(), name="a.csv").grids()

    assert rows(grid) == [["事项", "网上", "窗口"], ["新收", "1", "2"], ["经费", "经费", ""], ["来源", "金额", ""]]


@pytest.mark.parametrize(
    "written",
    [
        "今年新收,办结都有增加。\n明年,继续做好。\n",
        "新收,1,2\n办结,3\n",
        "只有,一行\n",
        f"字,{'字' * 140_000}\n字,字\n",
    ],
    ids=["sentences", "ragged", "one line", "endless"],
)
def test_lines_with_commas_in_a_csv_file_that_are_no_table_stay_text(written: str) -> None:
    limit = csv.field_size_limit(10_000_000)  # as some libraries set it for the whole process
    try:
        document = read_document(written.encode(), name="a.csv")
    finally:
        csv.field_size_limit(limit)

    assert [*document.grids()] == []
