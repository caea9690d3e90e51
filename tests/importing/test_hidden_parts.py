"""Rows, columns and sheets that a workbook does not show: they are not read, and that is said."""

from __future__ import annotations

import re
import struct
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from gongkai.importing import Job, lines
from gongkai.readers.formats.old_office import _is_read_in_part
from gongkai.readers.formats.reading import read_document
from gongkai.readers.formats.workbook_parts.old.looks import has_raised_figures
from gongkai.readers.formats.workbook_parts.open_cells import has_raised_cells
from gongkai.reports import Status
from tests.importing.sample_documents import FORMS, brought
from tests.importing.sample_workbooks import SampleSheet, rows_of, write_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.importing import ImportResult

pytestmark = pytest.mark.usefixtures("reads_here")

HIDE = {"hidden": True}
NUMBERS = {row[0]: number for number, row in enumerate(rows_of(SampleSheet("表"))) if row and row[0]}
"""By label the number of a row, from 0."""


def taken(root: Path, *sheets: SampleSheet) -> ImportResult:
    """What the import of a workbook gives."""
    return brought(root / "site", Job(write_workbook(root / "a.xlsx", *sheets), "yangli", None, None, "a.xlsx"))[0]


def lines_on(item: ImportResult) -> list[str]:
    """The lines on the terminal on what is hidden."""
    return [line for line in lines([item], FORMS, dry_run=False) if "隐藏" in line]


def test_hidden_column_is_no_column_of_the_table_and_is_said(tmp_path: Path) -> None:
    def hide(page: xlsxwriter.worksheet.Worksheet) -> None:
        page.set_column(20, 20, None, None, HIDE)
        page.write(NUMBERS["一、本年新收政府信息公开申请数量"], 20, 77)

    item = taken(tmp_path, SampleSheet("表", change=hide))
    assert lines_on(item) == ["a.xlsx：工作表“表” 原件：工作表里 U 列是隐藏的，没有读取：“77”。"]
    assert (item.cells.taken, item.status, item.exit_code) == (200, Status.PUBLISHED, 0)


def test_row_whose_last_column_is_hidden_is_asked_about_and_not_simply_blank(tmp_path: Path) -> None:
    every = rows_of(SampleSheet("表"))
    labels = [row[0] for row in every]
    first, last = labels.index("第二十条第（一）项"), labels.index("行政事业性收费")

    def hide(page: xlsxwriter.worksheet.Worksheet) -> None:
        for number in range(first, last + 1):
            *labels, text = every[number]
            if len(every[number]) <= 2:
                page.merge_range(number, len(labels), number, 3, text)
        page.set_column(3, 3, None, None, HIDE)

    item = taken(tmp_path, SampleSheet("表", change=hide))

    assert {"rules", "normative_documents"} <= {remark.row for remark in item.remarks if not remark.sure}
    assert item.status is Status.DRAFT


def test_hidden_row_is_missing_and_is_said_with_its_figures(tmp_path: Path) -> None:
    number = NUMBERS["行政许可"]
    item = taken(tmp_path, SampleSheet("表", change=lambda page: page.set_row(number, None, None, HIDE)))
    assert lines_on(item) == [f"a.xlsx：工作表“表” 原件：工作表里第 {number + 1} 行是隐藏的，没有读取：“行政许可 31”。"]
    assert (item.cells.missing, item.status) == (1, Status.DRAFT)


@pytest.mark.parametrize(("height", "is_hidden"), [(0.75, True), (1.5, True), (3, True), (9, False)])
def test_row_too_low_to_be_seen_is_a_hidden_one(tmp_path: Path, height: float, is_hidden: bool) -> None:  # noqa: FBT001
    item = taken(tmp_path, SampleSheet("表", change=lambda page: page.set_row(NUMBERS["行政许可"], height)))
    assert ["“行政许可 31”" in line for line in lines_on(item)] == [True] * is_hidden
    assert item.cells.missing == is_hidden


@pytest.mark.parametrize(("width", "is_hidden"), [(0, True), (0.08, True), (0.9, False)])
def test_column_too_narrow_to_be_seen_is_a_hidden_one(tmp_path: Path, width: float, is_hidden: bool) -> None:  # noqa: FBT001
    def narrow(page: xlsxwriter.worksheet.Worksheet) -> None:
        page.set_column(20, 20, width)
        page.write(NUMBERS["行政许可"], 20, 77)

    shown = lines_on(taken(tmp_path, SampleSheet("表", change=narrow)))
    assert ["U 列是隐藏的，没有读取：“77”" in line for line in shown] == [True] * is_hidden


def test_noughts_that_a_sheet_does_not_show_are_read_and_said(tmp_path: Path) -> None:
    item = taken(tmp_path, SampleSheet("表", change=lambda page: page.hide_zero()))
    (line,) = [line for line in lines([item], FORMS, dry_run=False) if "不显示" in line]
    assert re.match(r"a.xlsx：工作表“表” 原件：工作表里有 \d+ 格（[A-Z]\d+ 等）的 0 设成不显示", line)
    assert (item.cells.taken, item.cells.blank, item.status, item.exit_code) == (200, 0, Status.PUBLISHED, 0)


def test_hidden_sheet_is_said(tmp_path: Path) -> None:
    item = taken(tmp_path, SampleSheet("表"), SampleSheet("旧", 2022, change=lambda page: page.hide()))
    assert lines_on(item) == ["a.xlsx 原件：工作表“旧”是隐藏的，没有读取。"]
    assert (item.year, item.status) == (2023, Status.PUBLISHED)


def test_hidden_parts_without_anything_are_not_mentioned(tmp_path: Path) -> None:
    item = taken(tmp_path, SampleSheet("表", change=lambda page: page.set_column(30, 40, None, None, HIDE)))
    assert (lines_on(item), item.exit_code) == ([], 0)


def test_comments_and_text_boxes_are_counted_and_the_first_are_quoted(tmp_path: Path) -> None:
    def write(page: xlsxwriter.worksheet.Worksheet) -> None:
        for row in range(4):
            page.write_comment(row, 3, f"见附件 {row + 1}", {"author": ""})
        page.insert_textbox(2, 14, "制表 815")

    item = taken(tmp_path, SampleSheet("表", change=write))
    assert [line for line in lines([item], FORMS, dry_run=False) if "没有读取" in line] == [
        "a.xlsx 原件：文件里有 4 条批注，没有读取，请看有没有要改的数：“见附件 1；见附件 2；见附件 3”。",
        "a.xlsx 原件：工作表上有 1 个文本框，没有读取，请看有没有要改的数：“制表 815”。",
    ]
    assert (item.cells.taken, item.status, item.exit_code) == (200, Status.PUBLISHED, 0)


def merged(*, columns: tuple[int, ...] = (), rows: tuple[int, ...] = ()) -> list[list[str]]:
    """The cells of a sheet with merged ones, of which some rows and columns are hidden, as they are read."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    page = book.add_worksheet("表")
    page.merge_range("A1:D1", "题")
    page.merge_range("A2:A4", "组")
    for row in range(1, 4):
        page.write_row(row, 1, [f"{sign}{row}" for sign in "甲乙丙"])
    for column in columns:
        page.set_column(column, column, None, None, HIDE)
    for row in rows:
        page.set_row(row, None, None, HIDE)
    book.close()
    (grid,) = read_document(file.getvalue(), name="a.xlsx").grids()
    return [[cell.text for cell in row] for row in grid.rows]


@pytest.mark.parametrize(
    ("columns", "rows", "read"),
    [
        ((2,), (), [["题"] * 3, ["组", "甲1", "丙1"], ["组", "甲2", "丙2"], ["组", "甲3", "丙3"]]),
        ((0,), (), [["题"] * 3, ["甲1", "乙1", "丙1"], ["甲2", "乙2", "丙2"], ["甲3", "乙3", "丙3"]]),
        ((), (1,), [["题"] * 4, ["组", "甲2", "乙2", "丙2"], ["组", "甲3", "乙3", "丙3"]]),
        ((1,), (2,), [["题"] * 3, ["组", "乙1", "丙1"], ["组", "乙3", "丙3"]]),
    ],
)
def test_merged_cells_span_what_is_shown(
    columns: tuple[int, ...], rows: tuple[int, ...], read: list[list[str]]
) -> None:
    assert merged(columns=columns, rows=rows) == read


def test_figures_beneath_merged_cells_are_quoted_and_copies_and_words_are_not(tmp_path: Path) -> None:
    row, other = NUMBERS["行政许可"], NUMBERS["规章"]

    def merge(page: xlsxwriter.worksheet.Worksheet) -> None:
        page.merge_range(row, 1, row, 3, 31)
        page.write_row(row, 2, [977, 31])
        page.merge_range(other, 5, other, 7, "甲")
        page.write_row(other, 6, ["乙", "甲"])

    item = taken(tmp_path, SampleSheet("表", change=merge))
    assert [line for line in lines([item], FORMS, dry_run=False) if "合并" in line] == [
        f"a.xlsx：工作表“表” 原件：合并的单元格 B{row + 1} 下面还有数，表里看不见，没有读取：“977”。"
    ]
    assert (item.cells.taken, item.status) == (200, Status.PUBLISHED)


@pytest.mark.parametrize(
    ("record", "hides"),
    [
        (b"\x7d\x00\x0c\x00" + bytes(5) + b"\x09\0\0\x03\x00", True),
        (b"\x7d\x00\x0b\x00" + bytes(5) + b"\x09\0\0\x03\x00", True),  # as other programs write it
        (b"\x7d\x00\x0c\x00" + bytes(5) + b"\x09\0\0\x06\x00", False),
        (b"\x7d\x00\x0c\x00" + bytes(8) + b"\x06\x00", True),  # it has no width
        (b"\x08\x02\x10\x00" + bytes(12) + b"\x20\x01", True),
        (b"\x08\x02\x10\x00" + bytes(12) + b"\xc0\x01", False),
    ],
)
def test_old_workbook_that_hides_something_is_read_by_way_of_libreoffice(record: bytes, hides: bool) -> None:  # noqa: FBT001
    assert _is_read_in_part(b"\xd0\xcf" + record, name="a.xls") is hides


def font(*, height: int = 220, flags: int = 0, color: int = 8, raised: int = 0) -> bytes:
    """A font of an old workbook."""
    numbers = (height, flags, color, 400, raised)
    return b"\x31\x00\x1a\x00" + b"".join(number.to_bytes(2, "little") for number in numbers) + bytes(16)


def style(
    *, number_format: int = 0, pattern: int = 0, behind: int = 64, of_style: bool = False, crossed: bool = False
) -> bytes:
    """A style of cells of an old workbook with its second font."""
    numbers = (1, number_format, 4 if of_style else 0)
    begin = b"".join(number.to_bytes(2, "little") for number in numbers)
    borders = bytes(7) + b"\x40\0\0\x20" if crossed else bytes(11)
    return b"\xe0\x00\x14\x00" + begin + borders + bytes([pattern << 2, behind, 0])


def number_format(code: str) -> bytes:
    """The number format 164 of an old workbook."""
    size = (5 + 2 * len(code)).to_bytes(2, "little")
    return b"\x1e\x04" + size + b"\xa4\x00" + bytes([len(code), 0, 1]) + code.encode("utf-16-le")


def test_figure_raised_with_its_whole_cell_is_known_though_no_conversion_keeps_that() -> None:
    number = b"\x03\x02\x0e\x00" + b"\0\0\1\0\0\0" + struct.pack("<d", 3)
    raised = font() + font(raised=1) + style()
    assert has_raised_figures(raised + number)
    assert not has_raised_figures(raised)
    assert not has_raised_figures(font() + font() + style() + number)

    cells = (
        '<a xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"><style:style style:family="{}">'
        '<style:text-properties style:text-position="{}"/></style:style></a>'
    )
    assert has_raised_cells(cells.format("table-cell", "33% 58%").encode(), b"")
    assert has_raised_cells(b"<a/>", cells.format("table-cell", "-33% 58%").encode())
    assert not has_raised_cells(cells.format("table-cell", "0% 100%").encode(), b"")
    assert not has_raised_cells(cells.format("text", "33% 58%").encode(), b"")


@pytest.mark.parametrize(
    ("records", "is_of_note"),
    [
        (font() + font() + style(), False),
        (font() + font(flags=8) + style(), True),
        (font() + font(height=20) + style(), True),
        (font() + font() + style(crossed=True), True),
        (font() + font(color=9) + style(), True),
        (font() + font(color=9) + style(of_style=True), False),
        (font() + font(color=9) + style(pattern=1, behind=18), False),
        (font() + font(color=18) + style(pattern=1, behind=18), True),
        (b"\xb0\x01\x1a\x00\x01\x00" + bytes(20), True),
        (number_format('[>5]"多";0') + font() + font() + style(number_format=164), True),
        (number_format('[>5]"多";0') + font() + font() + style(number_format=0), False),
        (number_format("#,##0.00_ ;[Red]-0") + font() + font() + style(number_format=164), False),
        (number_format("0.0,") + font() + font() + style(number_format=164), True),
    ],
)
def test_old_workbook_with_looks_of_note_is_read_by_way_of_libreoffice(records: bytes, is_of_note: bool) -> None:  # noqa: FBT001
    assert _is_read_in_part(b"\xd0\xcf" + records, name="a.xls") is is_of_note
