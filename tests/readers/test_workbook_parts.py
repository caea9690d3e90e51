"""What cells of a workbook show where that is something else than their numbers and characters."""

from __future__ import annotations

import struct
import zlib
from base64 import b64decode
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter

from gongkai.errors import ReadError
from gongkai.readers.formats.reading import read_document
from gongkai.readers.formats.workbook_parts.number_formats import shown_number

pytestmark = pytest.mark.usefixtures("reads_here")

ACCOUNTING = r'_ * #,##0.00_ ;_ * \-#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("number", "code", "shown"),
    [
        ("75.375", "0.00", "75.38"),
        ("-75.375", "0.00", "-75.38"),
        ("12.5", "#,##0.00_);(#,##0.00)", "12.50"),
        ("12.5", "0.0#", None),
        ("1234", "#,##0", None),
        ("123.4", ACCOUNTING, "123.40"),
        ("0", ACCOUNTING, None),
        ("0", ";;;", None),
        ("3", '0"件"', None),
        ("75.375", '0.00"万元"', "75.38万元"),
        ("13.1", 'General"万元"', "13.1万元"),
        ("7", '"约"0', "约7"),
        ("-3", "0;[Red](0)", None),
        ("2.6", "0", "2.6，表里显示为“3”"),
        ("3", '"无"', "3，表里显示为“无”"),
        ("30000", "0!.0,", "30000，表里按格式“0!.0,”显示"),
        ("30000", '[>=10000]0,"千";0', '30000，表里按格式“[>=10000]0,"千";0”显示'),
        ("0.13", "0%", "0.13，表里按格式“0%”显示"),
        ("45000", 'yyyy"年"m"月"', None),
        ("13", "0.00E+00", None),
        ("nan", "0.00", None),
    ],
)
def test_number_is_given_as_its_format_shows_it(number: str, code: str, shown: str | None) -> None:
    assert shown_number(number, code) == shown


PICTURE = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgAAIAAAUAAXpeqz8AAAAASUVORK5CYII=")
"""One transparent point."""


def book() -> bytes:
    """A workbook with a row a case, its words in the first column and its cell in the second."""
    file = BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True})
    page = workbook.add_worksheet()
    struck, raised, places = (
        workbook.add_format(looks) for looks in ({"font_strikeout": 1}, {"font_script": 1}, {"num_format": 2})
    )
    page.write_column("A1", ["原样", "错误值", "上标", "删除", "整格删除", "两位小数", "图片", "图片", "白字", "蓝底"])
    page.write("B1", 64)
    page.write_formula("B2", "=1/0", None, "#DIV/0!")
    page.write_rich_string("B3", "64", raised, "1", " ")
    page.write_rich_string("B4", struck, "99", "64", " ")
    page.write("B5", 99, struck)
    page.write("B6", 75.375, places)
    page.write_column("A11", ["零头", "小数"])
    page.write_column("B11", [842.0000000001, 0.1 + 0.2])
    page.write("B9", 99, workbook.add_format({"font_color": "#FFFFFF"}))
    page.write("B10", 64, workbook.add_format({"font_color": "#FFFFFF", "bg_color": "#003366"}))
    for row in (6, 7):
        page.write_string(row, 2, "0")
    page.insert_image("B7", "a.png", {"image_data": BytesIO(PICTURE)})
    page.insert_textbox("B8", "12", {"width": 40, "height": 15})
    page.insert_textbox("A1", "印章", {"width": 400, "height": 300, "fill": {"none": True}})
    page.insert_textbox("E8", "旁边", {"width": 40, "height": 15})
    workbook.close()
    return file.getvalue()


def test_cell_is_read_as_the_sheet_shows_it() -> None:
    (grid,) = read_document(book(), name="a.xlsx").grids()
    texts: dict[str, Any] = {row[0].text: row[1].text for row in grid.rows}
    assert texts == {
        "原样": "64",
        "错误值": "#DIV/0!",
        "上标": "64[1]",
        "删除": "[删除线：99]64",
        "整格删除": "[删除线：99]",
        "两位小数": "75.38",
        "图片": "图片：12",
        "白字": "[白色字：99]",
        "蓝底": "64",
        "零头": "842",
        "小数": "0.3",
    }
    assert [cell.text for cell in grid.rows[6]] == ["图片", "图片：?", "0"]


@pytest.mark.parametrize(
    ("formula", "stored", "text"),
    [
        ("=B1+B2", 5, "5"),
        ("=B1+B2", 0, "0，按公式是 5"),
        ("=SUM(B1:B2,$B$5)-1", 7, "7，按公式是 4"),
        ("=SUM(B1:B2)-(B1)", 0, "公式没有结果"),
        ("=-(B1)", -2, "-2"),
        ("=B1-B2-1", -2, "-2"),
        ("=B1--B2", 5, "5"),
        ("=SUM(B1,-B2)", -1, "-1"),
        ("=C1", 0, "0，按公式是 6"),
        ("=C2", 0, "公式没有结果"),
        ("=B3", 0, "公式没有结果"),
        ("=SUM(B1:B3)", 5, "5"),
        ("=B1*B2", 6, "6"),
        ("=B1*B2", 0, "公式没有结果"),
        ("=0.1+0.2", 0.3, "0.3"),
        ("=SUM(B1:B9999999)", 5, "5"),
        ("=B9", 5, "5"),
        ("=RANDBETWEEN(1,9)", 5, "5，公式用了随机数，每次打开都不同"),
        ("=IF(TODAY()>1,5,3)", 5, "5，公式用了当天的日期，过后打开可能不同"),
        ("=B1*$C$3", 6, "6，公式用了当天的日期，过后打开可能不同"),
        ("=MAX(B1:C9)", 6, "6，公式用了当天的日期，过后打开可能不同"),
        ("=MAX(甲!C1:C9)", 6, "6"),
        ("=TODAY()", 46000, "46000"),
        ('=IF(NOW()>1,"5","3")', "5", "5，公式用了当天的日期，过后打开可能不同"),
    ],
)
def test_stored_result_of_a_formula_is_compared_with_what_it_comes_to(
    formula: str, stored: float | str, text: str
) -> None:
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    page = book.add_worksheet()
    page.write_column("A1", list("甲乙丙丁戊己庚辛壬"))
    page.write_column("B1", [2, 3, "规章"])
    page.write_formula("C1", "=B1+4", None, 6)
    page.write_formula("C2", "=B1*4", None, 0)
    page.write_formula("C3", "=YEAR(TODAY())", None, 7)
    page.write_formula("B9", formula, None, stored)
    book.close()
    (grid,) = read_document(file.getvalue(), name="a.xlsx").grids()

    assert grid.rows[-1][1].text == text


@pytest.mark.parametrize(
    ("place", "looks", "shown"),
    [
        ("B2", {}, ["12", "[盖住的字：34]", "56"]),
        ("B1", {"height": 60}, ["[盖住的字：12]", "[盖住的字：34]", "[盖住的字：56]"]),
        ("B2", {"fill": {"none": True}}, ["12", "34", "56"]),
        ("B2", {"width": 20}, ["12", "34", "56"]),
        ("B2", {"y_offset": 12, "height": 20}, ["12", "34", "[盖住的字：56]"]),
        ("C2", {}, ["12", "34", "56"]),
    ],
)
def test_figure_below_a_shape_that_is_filled_is_said(place: str, looks: dict[str, Any], shown: list[str]) -> None:
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    page = book.add_worksheet()
    page.write_column("A1", ["规章", "行政许可", "行政处罚"])
    page.write_column("B1", [12, 34, 56])
    page.insert_textbox(place, "", {"width": 64, "height": 20, **looks})
    book.close()
    (grid,) = read_document(file.getvalue(), name="a.xlsx").grids()

    assert [row[1].text for row in grid.rows] == shown


@pytest.mark.parametrize(
    ("scale", "anchor", "shown"), [(60, 1, "[盖住的字：34]"), (60, 2, "[盖住的字：34]"), (200, 1, "34")]
)
def test_figure_below_a_picture_that_fits_into_its_cell_is_said(scale: int, anchor: int, shown: str) -> None:
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    page = book.add_worksheet()
    page.write_column("A1", ["规章", "行政许可", "行政处罚"])
    page.write_column("B1", [12, 34, 56])
    looks = {"image_data": BytesIO(PICTURE), "x_scale": scale, "y_scale": scale / 3, "object_position": anchor}
    page.insert_image("B2", "a.png", looks)
    book.close()
    (grid,) = read_document(file.getvalue(), name="a.xlsx").grids()

    assert grid.rows[1][1].text == shown


def png(kind: int, *, clear: bool = False) -> bytes:
    """A picture of one white dot, of a kind of PNG."""
    parts = [(b"IHDR", struct.pack(">LLBBBBB", 1, 1, 8, kind, 0, 0, 0))]
    parts += [(b"PLTE", b"\xff\xff\xff")] * (kind == 3) + [(b"tRNS", b"\0\xff" * 3 if kind == 2 else b"\0")] * clear
    parts.append((b"IDAT", zlib.compress(b"\0" + b"\xff" * {2: 3, 3: 0, 6: 4}[kind] + b"\0" * (kind == 3))))
    chunks = [
        struct.pack(">L", len(data)) + name + data + struct.pack(">L", zlib.crc32(name + data)) for name, data in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize(
    ("picture", "shown"),
    [
        (png(2), "[盖住的字：34]"),
        (png(3), "[盖住的字：34]"),
        (png(2, clear=True), "34"),
        (png(3, clear=True), "34"),
        (png(6), "[盖住的字：34]"),
    ],
    ids=["colours", "palette", "clear colour", "clear palette", "opaque dots"],
)
def test_figure_below_a_large_picture_without_clear_parts_is_said(picture: bytes, shown: str) -> None:
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    page = book.add_worksheet()
    page.write_column("A1", ["规章", "行政许可", "行政处罚"])
    page.write_column("B1", [12, 34, 56])
    page.insert_image("B1", "a.png", {"image_data": BytesIO(picture), "x_scale": 60, "y_scale": 200})
    book.close()
    (grid,) = read_document(file.getvalue(), name="a.xlsx").grids()

    assert grid.rows[1][1].text == shown


def test_figure_below_a_chart_is_said() -> None:
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    page = book.add_worksheet()
    page.write_column("A1", ["规章", "行政许可", "行政处罚"])
    page.write_column("B1", [12, 34, 56])
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Sheet1!$B$1:$B$3"})
    page.insert_chart("B2", chart)
    book.close()
    (grid,) = read_document(file.getvalue(), name="a.xlsx").grids()

    assert [row[1].text for row in grid.rows] == ["12", "[盖住的字：34]", "[盖住的字：56]"]


NARROW, WRAPPED = 3.0, {"text_wrap": True}


@pytest.mark.parametrize(
    ("value", "look", "beside", "shown"),
    [
        (12345, {}, "", "[列宽或行高不够，显示不全的字：12345]"),
        (123, {}, "5", "123"),
        (12345, {"shrink": True}, "5", "12345"),
        (12.34, {}, "", "[列宽或行高不够，显示不全的字：12.34]"),
        (1.2345678, {"font_size": 6}, "", "1.2345678"),
        (123, {"font_size": 20}, "", "[列宽或行高不够，显示不全的字：123]"),
        (12345, {"font_size": 6}, "", "12345"),
        ("12345", {}, "5", "[列宽或行高不够，显示不全的字：12345]"),
        ("12345", {}, "", "12345"),
        ("12345", {"align": "right"}, "5", "[列宽或行高不够，显示不全的字：12345]"),
        ("123456", {"align": "center"}, "5", "[列宽或行高不够，显示不全的字：123456]"),
        ("12345", WRAPPED, "5", "12345"),
        ("123", {}, "5", "123"),
        ("一千二百", {}, "5", "一千二百"),
        ("１２３件", {}, "5", "[列宽或行高不够，显示不全的字：１２３件]"),
        (12, {"num_format": '0"件"'}, "", "[列宽或行高不够，显示不全的字：12]"),
        (12, {"num_format": "#,##0"}, "", "12"),
        (123, {"num_format": "#,##0"}, "", "123"),
        (123, {"num_format": "¥#,##0"}, "", "[列宽或行高不够，显示不全的字：123]"),
        (12, {"num_format": "¥#,##0"}, "", "12"),
        (123, {"num_format": "_ * #,##0_ "}, "", "[列宽或行高不够，显示不全的字：123]"),
        (1.5, {"num_format": '0.0"万元"'}, "", "[列宽或行高不够，显示不全的字：1.5万元]"),
    ],
)
def test_figure_that_is_wider_than_its_column_is_said(
    value: float | str, look: dict[str, Any], beside: str, shown: str
) -> None:
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    page = book.add_worksheet()
    page.set_column(1, 1, NARROW)
    page.write_column("A1", ["规章", "行政许可"])
    page.write("B1", value, book.add_format(look))
    page.write("B2", 7)
    page.write("C1", beside)
    page.write("C2", 8)
    book.close()
    (grid,) = read_document(file.getvalue(), name="a.xlsx").grids()

    assert grid.rows[0][1].text == shown


@pytest.mark.parametrize(("height", "shown"), [(None, "12345678"), (20, "[列宽或行高不够，显示不全的字：12345678]")])
def test_figure_that_goes_on_below_the_end_of_its_row_is_said(height: float | None, shown: str) -> None:
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    page = book.add_worksheet()
    page.set_column(1, 1, NARROW)
    page.set_row(0, height)
    page.write_column("A1", ["规章", "行政许可"])
    page.write_string("B1", "12345678", book.add_format(WRAPPED))
    page.write("B2", 7)
    book.close()
    (grid,) = read_document(file.getvalue(), name="a.xlsx").grids()

    assert grid.rows[0][1].text == shown


def test_figure_of_merged_cells_has_the_room_of_all_of_them_and_no_more() -> None:
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    page = book.add_worksheet()
    page.set_column(1, 2, NARROW)
    page.write_column("A1", ["规章", "行政许可", "行政处罚"])
    page.merge_range("B1:C1", "1234567")
    page.merge_range("B2:C2", "12345678901")
    page.write("B3", 7)
    book.close()
    (grid,) = read_document(file.getvalue(), name="a.xlsx").grids()

    assert [row[1].text for row in grid.rows[:2]] == ["1234567", "[列宽或行高不够，显示不全的字：12345678901]"]


def test_formulas_without_results_at_the_edges_of_a_sheet_are_cells_of_it() -> None:
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    page = book.add_worksheet()
    for column, head in enumerate(("结果维持", "结果纠正"), start=1):
        page.write(1, column, head)
        page.write_formula(2, column, "=ZZ9", None, "")
    page.write_formula("A2", "=ZZ9", None, "")
    page.write_formula("D2", "=ZZ9", None, "")
    lone = book.add_worksheet()
    lone.write_formula("B2", "=ZZ9", None, "")
    lone.write_formula("C2", "=ZZ9", None, "")
    book.close()

    grids = list(read_document(file.getvalue(), name="a.xlsx").grids())
    missing = "公式没有结果"

    assert [[[cell.text for cell in row] for row in grid.rows] for grid in grids] == [
        [[missing, "结果维持", "结果纠正", missing], ["", missing, missing, ""]],
        [[missing, missing]],
    ]
    assert grids[0].rows[1][1].origin.cell == "B3"


def test_formula_without_result_far_from_all_cells_makes_no_huge_sheet() -> None:
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    page = book.add_worksheet()
    page.write("A1", "规章")
    page.write_formula("XFD1048576", "=ZZ9", None, "")
    book.close()

    with pytest.raises(ReadError):
        read_document(file.getvalue(), name="a.xlsx")
