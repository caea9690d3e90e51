"""Figures of a workbook that an indent, a scale of colours, a width of nought or the view of its sheet keeps unseen."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter

from gongkai.readers.formats.reading import read_document
from gongkai.readers.formats.workbook_parts.margins import figures_not_printed
from gongkai.readers.formats.workbook_parts.number_formats import paints_like_paper, shown_number
from gongkai.readers.formats.workbook_parts.old.looks import has_looks_of_note
from gongkai.readers.formats.workbook_parts.old.pictures import has_open_pictures_behind, has_pictures_behind
from gongkai.readers.formats.workbook_parts.open_cells import cells_with_icons_alone, hides_figures
from tests.readers.test_workbook_looks import DOUBTED, cells, conditional
from tests.readers.test_workbook_looks import texts as looks_texts

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from gongkai.readers.document import Document

pytestmark = pytest.mark.usefixtures("reads_here")

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
NARROW = "[列宽或行高不够，显示不全的字：{}]".format


def written(
    *rows: tuple[Any, ...], looks: dict[str, Any] | None = None, sheet: tuple[bytes, bytes] = (b"", b"")
) -> Document:
    """A workbook of rows, its second column narrow and of some looks; something in the part of its sheet replaced."""
    file, changed = BytesIO(), BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    page = book.add_worksheet()
    page.set_column(1, 1, 4)
    form = book.add_format(looks or {})
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
        page.write(number, 1, row[1], form)
    book.close()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, re.sub(*sheet, content) if "sheet1" in name else content)
    return read_document(changed.getvalue(), name="a.xlsx")


def texts(document: Document) -> list[list[str]]:
    (grid,) = document.grids()
    return [[cell.text for cell in row] for row in grid.rows]


@pytest.mark.parametrize(
    ("looks", "value", "text"),
    [
        ({"indent": 1}, 12, "12"),
        ({"indent": 3}, 12, NARROW("12")),
        ({"indent": 3, "align": "right"}, 12, NARROW("12")),
        ({"indent": 15}, "12", NARROW("12")),
        ({"indent": 1}, "12", "12"),
        ({"indent": 2, "text_wrap": True}, "12", "12"),
    ],
)
def test_figure_that_an_indent_pushes_out_of_its_column_is_said(looks: dict[str, Any], value: float, text: str) -> None:
    assert texts(written(("甲", value, 3), ("乙", value, 4), looks=looks)) == [["甲", text, "3"], ["乙", text, "4"]]


@pytest.mark.parametrize(
    ("height", "looks", "text"),
    [
        (6, {}, NARROW("12")),
        (8, {}, NARROW("12")),
        (9, {}, "12"),
        (6, {"font_size": 8}, "12"),
        (9, {"rotation": 90}, NARROW("12")),
        (20, {"rotation": 90}, "12"),
        (20, {"shrink": True, "font_size": 100}, NARROW("12")),
        (20, {"shrink": True, "font_size": 30}, "12"),
    ],
)
def test_figure_in_a_row_too_low_for_it_is_said(height: float, looks: dict[str, Any], text: str) -> None:
    low = (rb'<row r="1"([^>]*)>', rb'<row r="1"\1 ht="%g" customHeight="1">' % height)
    assert texts(written(("甲", 12, "字"), ("乙", 3, 4), looks=looks, sheet=low))[0] == ["甲", text, "字"]


def test_figure_in_a_font_of_pictures_is_said() -> None:
    assert cells({"font_name": "Wingdings 2"}, {"font_name": "宋体"}) == ["[符号24]", "24"]
    assert cells({"font_name": "Webdings"}, value="24") == ["[符号24]"]
    assert cells({"font_name": "Wingdings"}, value="规章") == ["规章"]
    assert has_looks_of_note("Wingdings".encode("utf-16-le"))


def test_scale_of_colours_in_an_old_workbook_is_of_note() -> None:
    assert has_looks_of_note(record(0x879, b"\x79\x08" + bytes(20)))


@pytest.mark.parametrize("is_shown", [True, False])
def test_figure_below_a_comment_that_is_always_shown_is_said(is_shown: bool) -> None:  # noqa: FBT001
    def write(_: Workbook, page: Worksheet) -> None:
        page.write(2, 1, 12)
        options = {"visible": is_shown, "start_row": 1, "start_col": 1, "width": 300, "height": 90}
        page.write_comment("D9", "说明", options)

    assert looks_texts(write) == ["[盖住的字：12]" if is_shown else "12"]


def test_figure_on_a_scale_or_bar_of_its_own_colour_is_said() -> None:
    dark = {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": "#000000"}
    assert conditional(dark) == conditional({"type": "data_bar", "bar_color": "#0A0A0A"}) == [DOUBTED]
    assert conditional({"type": "3_color_scale"}, values=(24, 0)) == ["24", "0"]
    assert conditional({"type": "data_bar"}, {"type": "data_bar", "data_bar_2010": True}) == ["24"]


def test_colour_of_a_number_format_may_be_named_in_chinese_or_by_number() -> None:
    codes = ("[白色]0", "[颜色 2]0", "[白]0", "[红色]0", "0;[白色]-0", "[Color 60]0")
    white = "[白色字：24]"
    assert cells(*({"num_format": code} for code in codes)) == [white, white, white, "24", "24", "24"]
    assert cells({"num_format": "[颜色51]0", "bg_color": "#333300"}) == ["24"]
    assert cells({"num_format": "[颜色53]0", "bg_color": "#993300"}) == ["[与底色一样的字：24]"]
    assert shown_number("-3", "0;[红色]0") is None
    assert [paints_like_paper(code) for code in ("[White]0", "0;[黑色]0", "#,##0;[Red]-#,##0", "0")] == [
        *(True, True, False, False),
    ]


def test_sheet_that_shows_formulas_shows_no_results() -> None:
    view = (rb"<sheetView ", rb'<sheetView showFormulas="1" ')
    rows = [("甲", 3), ("乙", 4), ("计", "=SUM(B1:B2)")]
    assert texts(written(*rows, sheet=view))[2] == ["计", "0，表里显示为“=SUM(B1:B2)”"]
    assert texts(written(*rows, sheet=view))[:2] == [["甲", "3"], ["乙", "4"]]


@pytest.mark.parametrize(("result", "text"), [(b"", "公式没有结果"), (b"<v></v>", ""), (b"<v>3</v>", "3")])
def test_formula_for_a_text_without_a_result_is_no_blank(result: bytes, text: str) -> None:
    formula = (rb'<c r="B2"[^>]*><f>(.*?)</f><v>0</v>', rb'<c r="B2" t="str"><f>\1</f>' + result)
    assert texts(written(("甲", 3), ("乙", "=A1"), ("丙", 3), sheet=formula))[1] == ["乙", text]


@pytest.mark.parametrize(
    ("areas", "args"),
    [
        (("A1:B1",), [(("count", "3"), ("place", "C1"))]),
        (("A1:B1", "C1:C2"), [(("count", "1"), ("place", "B2"))]),
        (("A1:C2",), []),
        (("A:B",), []),
    ],
)
def test_numbers_outside_of_the_area_that_is_printed_are_counted(
    areas: tuple[str, ...], args: list[tuple[tuple[str, str], ...]]
) -> None:
    def parts(path: str) -> bytes:
        names = ",".join("'表'!" + re.sub(r"([A-Z]+|\d+)", r"$\1", area) for area in areas)
        name = f'<definedName name="_xlnm.Print_Area" localSheetId="0">{names}</definedName>'
        cells = "".join(f'<c r="{place}"><v>5</v></c>' for place in ("B1", "C1", "B2", "C2"))
        link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        sheets = '<sheets><sheet name="表" r:id="r1"/></sheets>'
        return {
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{link}">{sheets}{name}</workbook>',
            "xl/_rels/workbook.xml.rels": '<a><b Id="r1" Target="s.xml"/></a>',
            "xl/s.xml": f'<worksheet xmlns="{MAIN}">{cells}</worksheet>',
        }[path].encode()

    archive = SimpleNamespace(part=parts)
    assert [notice.args for notice in figures_not_printed(archive)] == args  # type: ignore[arg-type]


def test_picture_that_wps_shows_in_a_cell_is_said_to_be_one() -> None:
    def write(_: Workbook, page: Worksheet) -> None:
        page.write_formula(0, 1, '=_xlfn.DISPIMG("ID_1",1)', None, '=DISPIMG("ID_1",1)')

    assert looks_texts(write) == ["图片：?"]


@pytest.mark.parametrize(("text", "lacks"), [("41", True), ("注", False)])
def test_rows_of_a_sheet_that_hides_a_column_of_figures_may_lack_a_cell(text: str, lacks: bool) -> None:  # noqa: FBT001
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    page = book.add_worksheet()
    for number, row in enumerate((["规章", 72, 229, text, ""], ["行政许可", 26, "", "", 5])):
        page.write_row(number, 0, row)
    page.set_column(3, 3, None, None, {"hidden": True})
    book.close()

    (grid,) = read_document(file.getvalue(), name="a.xlsx").grids()

    assert [cell.text for cell in grid.rows[0]] == ["规章", "72", "229", ""]
    assert grid.may_lack_cells is lacks


def test_columns_without_a_width_are_hidden_where_the_usual_one_is_nought() -> None:
    usual = (rb"<sheetFormatPr (.*?)<cols>.*?</cols>", rb'<sheetFormatPr defaultColWidth="0" \1')
    document = written(("甲", 3, 77), ("乙", 4, 78), sheet=usual)
    assert [(notice.code, notice.text) for notice in document.notices] == [("all-hidden", "")]
    named = (rb'<sheetFormatPr (.*?)<col min="2"', rb'<sheetFormatPr defaultColWidth="0" \1<col min="1"')
    document = written(("甲", 3, 77), ("乙", 4, 78), sheet=named)
    assert texts(document) == [["甲", "3"], ["乙", "4"]]
    assert [(notice.code, notice.text) for notice in document.notices] == [("hidden-column", "77 78")]


def record(kind: int, content: bytes) -> bytes:
    return kind.to_bytes(2, "little") + len(content).to_bytes(2, "little") + content


def picture_of_head(height: int) -> bytes:
    size = b"\0\0\x10\xf0\x08\0\0\0" + (100).to_bytes(4, "little") + height.to_bytes(4, "little")
    return record(0x866, b"\x66\x08" + bytes(12) + size)


def test_picture_behind_the_pages_of_an_old_workbook_is_known() -> None:
    assert has_pictures_behind(record(0xE9, b"\x09\0\x01\0" + bytes(8)))
    assert [has_pictures_behind(picture_of_head(height)) for height in (40, 400)] == [False, True]
    assert not has_pictures_behind(picture_of_head(40) + bytes(20))


@pytest.mark.parametrize(
    ("looks", "is_behind"), [("page-layout", True), ("header-footer", True), ("table-cell", False)]
)
def test_picture_behind_the_pages_of_an_open_document_is_known(looks: str, is_behind: bool) -> None:  # noqa: FBT001
    image = b'<style:background-image xlink:href="Pictures/a.png"/>'
    begin = f'<style:{looks}-properties fo:margin="1cm">'.encode()
    assert has_open_pictures_behind(begin + image) is is_behind
    assert not has_open_pictures_behind(begin + b"<style:background-image/>")


@pytest.mark.parametrize(("shown", "cells"), [("false", ["年报.E26:年报.E27"]), ("true", [])])
def test_cells_of_an_open_document_that_show_icons_alone_are_known(shown: str, cells: list[str]) -> None:
    entries = "".join(
        f'<calcext:formatting-entry {more}calcext:value="0"/>' for more in ("", f'calcext:show-value="{shown}" ')
    )
    icons = f'<calcext:icon-set calcext:icon-set-type="3Arrows">{entries}</calcext:icon-set>'
    begin = '<calcext:conditional-format calcext:target-range-address="年报.E26:年报.E27">'
    other = '<calcext:conditional-format calcext:target-range-address="年报.A1:年报.A2"><calcext:data-bar/>'
    assert cells_with_icons_alone(f"{other}</calcext:conditional-format>{begin}{icons}".encode()) == cells


@pytest.mark.parametrize(("color", "hides"), [("#ffffff", True), ("#ff0000", False)])
def test_number_format_of_an_open_document_may_paint_like_paper(color: str, hides: bool) -> None:  # noqa: FBT001
    names = {"style": "style", "fo": "xsl-fo-compatible", "number": "datastyle"}
    spaces = " ".join(f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for key, name in names.items())
    style = f'<number:number-style><style:text-properties fo:color="{color}"/></number:number-style>'
    assert hides_figures(f"<a {spaces}>{style}</a>".encode(), b"") is hides
