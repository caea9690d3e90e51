"""Tables of a workbook: figures that a style paints in the colour of their cells, and the row below heads alone."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter

from gongkai.readers.files.archives import Archive
from gongkai.readers.formats.reading import read_document
from gongkai.readers.formats.workbook_parts.cells import texts_as_shown

WHITE, YELLOW = {"bg_color": "#FFFFFF"}, {"bg_color": "#FFFF00"}
FONT, FILL = '<font><color rgb="FFFFFFFF"/></font>', '<fill><patternFill><bgColor rgb="FF000000"/></patternFill></fill>'
DARK = FONT + FILL


def shown(name: str, *parts: tuple[str, str], cells: tuple[dict[str, Any], ...] = ({}, {}, {}), **more: Any) -> str:
    """Which of the figures in three rows of a table nobody sees: its style by name, with colours by part if its own.

    Figures are 1, 2, 3 in the second column and 4, 5, 6 in the third one, and a total of 9 in each where there is one.
    """
    file, changed = BytesIO(), BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    page = book.add_worksheet("表")
    last = 5 if more.get("total_row") else 4
    heads = [{"header": name} for name in ("项目", "甲", "乙")]
    page.add_table(f"A1:C{last}", {"style": "Table Style Light 1", "columns": heads, **more})
    for number, look in enumerate(cells):
        page.write_row(number + 1, 0, [f"行{number}", number + 1, number + 4], book.add_format(look))
    if last > 4:
        page.write_row(4, 1, [9, 9])
    book.close()
    own = "".join(f"<dxf>{looks}</dxf>" for _, looks in parts)
    elements = "".join(f'<tableStyleElement type="{part}" dxfId="{number}"/>' for number, (part, _) in enumerate(parts))
    styles = f'<dxfs>{own}</dxfs><tableStyles><tableStyle name="{name}">{elements}</tableStyle></tableStyles>'
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(changed, "w") as target:
        for path in source.namelist():
            content = source.read(path).decode()
            content = re.sub(r"<dxfs.*?/><tableStyles.*?/>", styles, content) if path == "xl/styles.xml" else content
            target.writestr(path, content.replace("TableStyleLight1", name))
    texts = texts_as_shown(Archive(changed.getvalue(), name="a.xlsx"))["表"]
    return "".join(text[-2] for _, text in sorted(texts.items()) if text.startswith(("[白色字", "[与底色")))


@pytest.mark.parametrize(
    ("parts", "unseen"),
    [
        ((("wholeTable", FONT),), "142536"),
        ((("wholeTable", DARK),), ""),
        ((("wholeTable", FONT), ("secondRowStripe", FILL)), "1436"),
        ((("firstRowStripe", FONT),), "1436"),
        ((("wholeTable", FILL), ("firstRowStripe", FONT)), "25"),
        ((("headerRow", FONT),), ""),
        ((("lastColumn", FONT),), ""),
        ((), ""),
    ],
)
def test_figures_that_a_style_of_ones_own_paints_white_on_white_are_said(
    parts: tuple[tuple[str, str], ...], unseen: str
) -> None:
    assert shown("自己的", *parts) == unseen


def test_parts_that_a_table_shows_only_if_it_is_told_to() -> None:
    assert shown("自己的", ("lastColumn", FONT), last_column=True) == "456"
    assert shown("自己的", ("firstColumnStripe", FONT), banded_columns=True, banded_rows=False) == "456"
    assert shown("自己的", ("secondColumnStripe", FONT), banded_columns=True) == "123"
    assert shown("自己的", ("totalRow", FONT), total_row=True) == "99"


@pytest.mark.parametrize(
    ("name", "more", "unseen"),
    [
        ("TableStyleDark3", {}, "14"),
        ("TableStyleDark9", {}, ""),
        ("TableStyleMedium9", {}, ""),
        ("TableStyleMedium9", {"last_column": True}, "4"),
        ("TableStyleLight1", {"last_column": True}, ""),
    ],
)
def test_styles_of_every_program_hide_figures_on_cells_that_somebody_has_painted(
    name: str, more: dict[str, Any], unseen: str
) -> None:
    assert shown(name, cells=(WHITE, {}, WHITE | {"font_color": "#FF0000"}), **more) == unseen


def test_what_is_set_on_a_cell_counts_more_than_the_style_of_its_table() -> None:
    assert shown("自己的", ("wholeTable", FONT), cells=(YELLOW, {"font_color": "#FF0000"}, WHITE)) == "36"


def test_row_below_the_heads_at_the_end_of_a_sheet_is_blank() -> None:
    heads = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    for name, rows in (("复议诉讼", [["行政复议", "行政诉讼"], heads * 3]), ("其他", [["甲", "乙"], heads])):
        page = book.add_worksheet(name)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    book.close()
    table, other = read_document(file.getvalue(), name="a.xlsx").grids()

    assert ["".join(cell.text for cell in row) for row in table.rows[1:]] == ["".join(heads * 3), ""]
    assert len(other.rows) == 2
