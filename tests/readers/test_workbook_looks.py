"""Figures of a workbook that a number format, colour, size or conditional format shows otherwise, or not at all."""

from __future__ import annotations

import re
import struct
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter

from gongkai.readers.formats.reading import read_document
from gongkai.readers.formats.workbook_parts.number_formats import hides_nought, shown_number, shown_text
from gongkai.readers.formats.workbook_parts.old.looks import has_looks_of_note
from gongkai.readers.formats.workbook_parts.open_cells import hides_figures, shows_other_figures

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

pytestmark = pytest.mark.usefixtures("reads_here")


def texts(write: Any, *, styles: tuple[bytes, bytes] = (b"", b"")) -> list[str]:
    """The cells of the second column of a sheet that is written by a function; something in its styles replaced."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    page = book.add_worksheet()
    write(book, page)
    page.write_column("A1", [f"行{number}" for number in range(12)])
    book.close()
    data = file.getvalue()
    if styles[0]:
        changed = BytesIO()
        with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(changed, "w") as target:
            for name in source.namelist():
                content = source.read(name)
                if name == "xl/styles.xml":
                    content = re.sub(*styles, content)
                target.writestr(name, content)
        data = changed.getvalue()
    (grid,) = read_document(data, name="a.xlsx").grids()
    return [row[1].text for row in grid.rows if row[1].text]


def cells(*looks: dict[str, Any], value: float | str = 24, **more: Any) -> list[str]:
    """A cell for each of some looks, as it is read."""

    def write(book: Workbook, page: Worksheet) -> None:
        for row, look in enumerate(looks):
            page.write(row, 1, value, book.add_format(look))

    return texts(write, **more)


def conditional(*rules: dict[str, Any], values: tuple[float | str, ...] = (24,), cell: str = "B1") -> list[str]:
    """Some cells with conditional formats, as they are read."""

    def write(book: Workbook, page: Worksheet) -> None:
        for row, value in enumerate(values):
            page.write(row, 1, value)
        for rule in rules:
            look = {"format": book.add_format(rule["look"])} if "look" in rule else {}
            page.conditional_format(f"{cell}:B9", {key: item for key, item in rule.items() if key != "look"} | look)

    return texts(write)


WHITE, DOUBTED = {"font_color": "#FFFFFF"}, "24，表里按条件格式可能不这样显示"


@pytest.mark.parametrize(
    ("number", "code", "shown"),
    [
        ("24", '[>5]"多";0', "24，表里显示为“多”"),
        ("3", "0* 9", "3，表里按格式“0* 9”显示"),
        ("0", "0.0* 0", "0，表里按格式“0.0* 0”显示"),
        ("12", "0*,0", "12，表里按格式“0*,0”显示"),
        ("3", '0" "9', '3，表里按格式“0" "9”显示'),
        ("3", "1_ 0", "3，表里按格式“1_ 0”显示"),
        ("3", '"1"0', "13"),
        ("-3", '"1"0', '-3，表里按格式“"1"0”显示'),
        ("3", "*-0", "3，表里显示为“-3”"),
        ("3", "0*-", None),
        ("12345", "0 000", None),
        ("3", "_-* #,##0_-", None),
        ("3", '[>5]"多";0', None),
        ("7", '[<10]"";0', "7，表里显示为“”"),
        ("17", '[<10]"";0', None),
        ("500", '[>=10000]0,"千";0', None),
        ("3", '[=1]"是";[=0]"否";0', None),
        ("1", '[=1]"是";[=0]"否";0', "1，表里显示为“是”"),
        ("3", '[>5]"多"', '3，表里按格式“[>5]"多"”显示'),
        ("3", '[>5]0;"少";0', '3，表里按格式“[>5]0;"少";0”显示'),
        ("0", '[=0]"5";0', '0，表里按格式“[=0]"5";0”显示'),
        ("0", '0;-0;"5件"', '0，表里按格式“0;-0;"5件"”显示'),
        ("0", '0;-0;"无"', None),
        ("0", '"1"0', '0，表里按格式“"1"0”显示'),
        ("-3", "0;0", "-3，表里显示为“3”"),
        ("2500", "0,.0", "2500，表里按格式“0,.0”显示"),
        ("-3", "0;[Red]0", None),
        ("-3", "0;(0)", None),
        ("5", "-0", "5，表里显示为“-5”"),
        ("5", '"("0")"', "5，表里显示为“(5)”"),
        ("5", '0"-"', "5，表里显示为“5-”"),
        ("5", '_-* #,##0_-;-* #,##0_-;_-* "-"_-', None),
        ("5", '0"（件）"', "5（件）"),
        ("5", "0*1", "5，表里按格式“0*1”显示"),
        ("5", "0* ", None),
        ("3", "[$5]0", "53"),
        ("3", "[$￥-804]0", None),
        ("3", "[$CNY] #,##0", None),
        ("3", "$#,##0", "$3"),
        ("3", "[$$-409]#,##0.00", "$3.00"),
        ("3", "#,##0 [$€-407]", "3€"),
        ("0.3", "# ?/?", "0.3，表里按格式“# ?/?”显示"),
        ("3", "# ?/?", None),
        ("13", "0E+00", "13，表里按格式“0E+00”显示"),
        ("13", "0.0E+00", None),
        ("123", "##0.0E+0", None),
        ("1234", "##0.0E+0", "1234，表里按格式“##0.0E+0”显示"),
        ("3", '0"万"', "3万"),
        ("3", ";;;", "3，表里显示为“”"),
        ("3", 'e"年"', '3，表里按格式“e"年"”显示'),
        ("3", "yyyy", None),
        ("11733.028558", "0.000000", "11733.028558"),
        ("11733.028558", "General", None),
    ],
)
def test_number_format_with_conditions_and_signs(number: str, code: str, shown: str | None) -> None:
    assert shown_number(number, code) == shown


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("@", None),
        ("0", None),
        ('_ * #,##0_ ;_ * "-"??_ ;_ @_ ', None),
        (";;;", "24，表里显示为“”"),
        ('@"0"', "24，表里显示为“240”"),
        ('0;0;0;"无"', "24，表里显示为“无”"),
        ('"@"0', None),
    ],
)
def test_number_format_of_a_text(code: str, shown: str | None) -> None:
    assert shown_text("24", code) == shown
    assert cells({"num_format": code}, value="24") == [shown or "24"]


def test_number_formats_that_a_workbook_names_by_number_only() -> None:
    assert cells(*({"num_format": number} for number in (11, 12, 41, 42)), value=1234.5) == [
        *("1234.5，表里按格式“0.00E+00”显示", "1234.5，表里按格式“# ?/?”显示"),
        *["1234.5，表里显示为“1235”"] * 2,
    ]


def test_colour_of_characters_is_compared_with_what_is_behind_them() -> None:
    black, dark = {"font_color": "#000000", "bg_color": "#000000"}, {"bg_color": "#1F4E79"}
    for value in (24, "24"):
        assert cells({"font_color": "#FFFFFF"}, black, WHITE | dark, dark, {}, value=value) == [
            *("[白色字：24]", "[与底色一样的字：24]"),
            *("24", "24", "24"),
        ]
    assert cells({"font_color": "#F2F2F2"}, {"font_color": "#A6A6A6"}) == ["[白色字：24]", "24"]
    assert cells(WHITE | {"bg_color": "#FFFFFF"}, WHITE | {"pattern": 2}) == ["[白色字：24]", "24"]
    assert cells(WHITE, value="规章") == ["规章"]


@pytest.mark.parametrize(
    ("look", "text"),
    [
        ({"pattern": 3}, "[与底色一样的字：24]"),
        ({"pattern": 9}, "[与底色一样的字：24]"),
        ({"pattern": 9, "fg_color": "#FFFF00"}, "24"),
        ({"pattern": 2}, "24"),
        ({"pattern": 17}, "24"),
        ({"pattern": 17, "bg_color": "#000000"}, "[与底色一样的字：24]"),
        ({"pattern": 2, "fg_color": "#000000", "bg_color": "#000000"}, "[与底色一样的字：24]"),
        (WHITE | {"pattern": 17}, "[白色字：24]"),
        (WHITE | {"pattern": 17, "bg_color": "#1F4E79"}, "24"),
    ],
)
def test_colour_of_characters_is_compared_with_most_of_a_pattern(look: dict[str, Any], text: str) -> None:
    black = {"font_color": "#000000", "fg_color": "#000000"}
    assert cells(black | look) == [text]
    assert conditional({"type": "cell", "criteria": ">", "value": 0, "look": black | look}) == [
        "24" if text == "24" else DOUBTED
    ]


@pytest.mark.parametrize(
    ("stops", "text"), [((b"000000", b"0A0A0A"), "[与底色一样的字：24]"), ((b"000000", b"FFFFFF"), "24")]
)
def test_colour_of_characters_is_compared_with_a_run_of_colours(stops: tuple[bytes, bytes], text: str) -> None:
    colors = b"".join(b'<stop position="%d"><color rgb="FF%s"/></stop>' % item for item in enumerate(stops))
    run = b"<gradientFill>" + colors + b"</gradientFill>"
    assert cells({"pattern": 3}, styles=(rb'<patternFill patternType="darkGray"/?>(?:.*?</patternFill>)?', run)) == [
        text
    ]


def test_figure_across_which_a_line_runs_is_said() -> None:
    assert cells({"diag_type": 1}, {"diag_type": 3, "diag_border": 7}, {"border": 1}) == [
        *("[删除线：24]", "[删除线：24]", "24"),
    ]
    assert cells({"diag_type": 1}, value="规章") == ["规章"]


@pytest.mark.parametrize(
    ("color", "text"),
    [
        (rb'rgb="00FFFFFF"', "[白色字：24]"),
        (rb'indexed="9"', "[白色字：24]"),
        (rb'indexed="65"', "[白色字：24]"),
        (rb'theme="0"', "[白色字：24]"),
        (rb'theme="0" tint="-0.05"', "[白色字：24]"),
        (rb'theme="0" tint="-0.5"', "24"),
        (rb'theme="1" tint="0.99"', "[白色字：24]"),
        (rb'theme="4"', "24"),
        (rb'indexed="64"', "24"),
        (rb'auto="1"', "24"),
        (rb'rgb="no colour"', "24"),
        (rb'theme="0" tint="much"', "[白色字：24]"),
    ],
)
def test_colour_is_known_however_it_is_named(color: bytes, text: str) -> None:
    assert cells(WHITE, styles=(rb'rgb="FFFFFFFF"', color)) == [text]


def test_number_format_may_have_a_colour() -> None:
    dark = {"num_format": "[White]0", "bg_color": "#1F4E79"}
    assert cells(
        {"num_format": "[White]0"}, {"num_format": "0;[White]-0"}, {"num_format": "[Color 2]General"}, dark
    ) == [
        *("[白色字：24]", "24", "[白色字：24]", "24"),
    ]


def test_struck_and_tiny_figures_are_said_be_they_numbers_or_texts() -> None:
    for value in (24, "24"):
        assert cells({"font_strikeout": 1}, {"font_size": 1}, value=value) == ["[删除线：24]", "[小得看不见的字：24]"]
    assert cells({"font_strikeout": 1}, value="规章") == ["[删除线：规章]"]


def test_raised_figure_that_is_alone_in_its_cell_is_said() -> None:
    def write(book: Workbook, page: Worksheet) -> None:
        raised, plain = book.add_format({"font_script": 1}), book.add_format({"bold": True})
        page.write_rich_string("B1", raised, "1", raised, " ")
        page.write_rich_string("B2", raised, "注", plain, " ")

    words = "[单独的上标或下标，可能是注的编号：{}]"
    for value in (1, "1"):
        assert cells({"font_script": 1}, {"font_script": 2}, value=value) == [words.format(1)] * 2
    assert cells({"font_script": 1}, value="规章") == ["规章"]
    assert texts(write) == [words.format(1), "注"]


def test_figure_that_is_repeated_until_its_cell_is_full_is_said() -> None:
    for value in (24, "24"):
        assert cells({"align": "fill"}, {"align": "center_across"}, value=value) == [
            "[对齐方式是“填充”，表里重复显示：24]", "24",
        ]  # fmt: skip
    assert cells({"align": "fill"}, value="规章") == ["规章"]


def test_style_by_name_counts_where_a_cell_leaves_the_font_to_it() -> None:
    base = rb'(<cellStyleXfs count="1"><xf numFmtId="0" fontId=)"0"'
    assert cells({"font_strikeout": 1}, {}, styles=(base, rb'\1"1"')) == ["[删除线：24]", "[删除线：24]"]


def test_characters_of_note_in_a_text() -> None:
    def write(book: Workbook, page: Worksheet) -> None:
        raised, white, tiny = (book.add_format(look) for look in ({"font_script": 1}, WHITE, {"font_size": 1}))
        page.write_rich_string("B1", raised, "1", "24")
        page.write_rich_string("B2", "24", white, "1")
        page.write_rich_string("B3", "24", tiny, "1")
        page.write_rich_string("B4", "24", white, "1", book.add_format({"bg_color": "#1F4E79"}))

    assert texts(write) == ["[1]24", "24[白色字：1]", "24[小得看不见的字：1]", "241"]


def test_digits_of_other_sizes_in_a_text_are_apart() -> None:
    def write(book: Workbook, page: Worksheet) -> None:
        small, large, other, red = (
            book.add_format(look) for look in (*({"font_size": size} for size in (6, 20, 10)), {"font_color": "red"})
        )
        page.write_rich_string("B1", "24", small, "1")
        page.write_rich_string("B2", large, "24", "1", " ")
        page.write_rich_string("B3", "2", other, "4")
        page.write_rich_string("B4", small, "1", "24")
        page.write_rich_string("B5", "24.", small, "50")
        page.write_rich_string("B6", "2", red, "4")

    assert texts(write) == ["24[1]", "24[1]", "24", "[1]24", "24.50", "24"]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ({"type": "cell", "criteria": "<", "value": 30, "look": WHITE}, DOUBTED),
        ({"type": "cell", "criteria": ">", "value": 30, "look": WHITE}, "24"),
        ({"type": "cell", "criteria": "==", "value": 0, "look": WHITE}, "24"),
        ({"type": "cell", "criteria": "==", "value": "$Z$1", "look": WHITE}, DOUBTED),
        ({"type": "cell", "criteria": "between", "minimum": 20, "maximum": 30, "look": WHITE}, DOUBTED),
        ({"type": "cell", "criteria": "not between", "minimum": 20, "maximum": 30, "look": WHITE}, "24"),
        ({"type": "cell", "criteria": ">", "value": 0, "look": {"font_color": "#9C0006", "bg_color": "#FFC7CE"}}, "24"),
        ({"type": "cell", "criteria": ">", "value": 0, "look": {"bg_color": "#000000"}}, DOUBTED),
        ({"type": "cell", "criteria": ">", "value": 0, "look": {"num_format": '"无"'}}, DOUBTED),
        ({"type": "cell", "criteria": ">", "value": 0, "look": {"num_format": "0"}}, "24"),
        ({"type": "cell", "criteria": ">", "value": 0, "look": {"font_strikeout": 1}}, DOUBTED),
        ({"type": "formula", "criteria": "=$A1=5", "look": WHITE}, DOUBTED),
        ({"type": "formula", "criteria": "=B1=0", "look": WHITE}, "24"),
        ({"type": "formula", "criteria": "=B1<>0", "look": WHITE}, DOUBTED),
        ({"type": "formula", "criteria": "=MOD(ROW(),2)=1", "look": {"bg_color": "#DDEBF7"}}, "24"),
        ({"type": "blanks", "look": WHITE}, "24"),
        ({"type": "no_errors", "look": WHITE}, DOUBTED),
        ({"type": "top", "value": 10, "look": WHITE}, DOUBTED),
        ({"type": "icon_set", "icon_style": "3_arrows", "icons_only": True}, DOUBTED),
        ({"type": "icon_set", "icon_style": "3_arrows"}, "24"),
        ({"type": "data_bar"}, "24"),
        ({"type": "data_bar", "bar_only": True}, DOUBTED),
        ({"type": "2_color_scale"}, "24"),
    ],
)
def test_conditional_format_that_may_change_a_figure_is_said(rule: dict[str, Any], text: str) -> None:
    assert conditional(rule) == [text]


def test_conditional_format_that_hides_noughts_is_none_of_note() -> None:
    hidden = {"type": "cell", "criteria": "==", "value": 0, "look": WHITE}
    assert conditional(hidden, values=(0, 5, "规章")) == ["0", "5", "规章"]
    assert conditional({"type": "formula", "criteria": "=B$1=0", "look": WHITE}, values=(5, 6)) == [
        "5",
        "6，表里按条件格式可能不这样显示",
    ]
    assert conditional(hidden, values=("0", "5")) == ["0", "5"]


@pytest.mark.parametrize(
    ("rule", "hides"),
    [
        ({"type": "cell", "criteria": "==", "value": 0, "look": WHITE}, True),
        ({"type": "cell", "criteria": "==", "value": 0, "look": {"num_format": ";;;"}}, True),
        ({"type": "formula", "criteria": "=B$2=0", "look": {"num_format": "#,##0;-#,##0;;"}}, True),
        ({"type": "icon_set", "icon_style": "3_arrows", "icons_only": True}, True),
        ({"type": "cell", "criteria": ">", "value": 0, "look": WHITE}, False),
        ({"type": "cell", "criteria": "==", "value": 0, "look": {"font_color": "#FF0000"}}, False),
        ({"type": "cell", "criteria": "==", "value": 0, "look": {"num_format": '0;-0;"-"'}}, False),
    ],
)
def test_nought_that_a_conditional_format_hides_is_noted(rule: dict[str, Any], hides: bool) -> None:  # noqa: FBT001
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    page = book.add_worksheet("表")
    page.write_row("A2", ["规章", 0, 5])
    look = {"format": book.add_format(rule["look"])} if "look" in rule else {}
    page.conditional_format("B2:B9", {key: item for key, item in rule.items() if key != "look"} | look)
    book.close()
    document = read_document(file.getvalue(), name="a.xlsx")

    assert [(notice.code, notice.args) for notice in document.notices] == [
        ("hidden-noughts", (("count", "1"), ("place", "B2")))
    ] * hides


def record(number: int, content: bytes) -> bytes:
    return number.to_bytes(2, "little") + len(content).to_bytes(2, "little") + content


@pytest.mark.parametrize(
    ("code", "flags", "of_note"),
    [
        ("0", 0xB6, False),
        ('0;-0;"-"', 0xB6, False),
        ("0;;;", 0xB6, True),
        ("#,##0;-#,##0;;", 0xB6, True),
        ("#,###", 0xB6, True),
        ("0", 0xA6, True),
        ('0"."0000', 0xB6, True),
        ("0!.0000", 0xB6, True),
        ("0\\.0000", 0xB6, True),
        ('"2"0', 0xB6, True),
        ('0"0"', 0xB6, True),
        ('0"万元"', 0xB6, True),
        ("#,##0,", 0xB6, True),
        ("0,.00", 0xB6, True),
        ("0%", 0xB6, True),
        ("-0", 0xB6, True),
        ("[<10]0;General", 0xB6, True),
        ('@"0"', 0xB6, True),
        ("0.00_ ;[Red]\\-0.00\\ ", 0xB6, False),
        ('0"件"', 0xB6, False),
        ('yyyy"年"m"月"', 0xB6, False),
        ('_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', 0xB6, False),
    ],
)
def test_old_workbook_that_shows_other_figures_is_known(code: str, flags: int, of_note: bool) -> None:  # noqa: FBT001
    number_format = record(0x041E, b"\xa5\0" + len(code).to_bytes(2, "little") + b"\1" + code.encode("utf-16-le"))
    style = record(0xE0, b"\0\0\xa5\0" + bytes(16))
    window = record(0x023E, bytes([flags, 6]) + bytes(16))
    assert has_looks_of_note(number_format + style + window) is of_note


@pytest.mark.parametrize(
    ("texts", "of_note"),
    [
        ([("481", [(2, 5)])], True),
        ([("481", [(2, 6)])], True),
        ([("481m", [(3, 6)])], False),
        ([("481", [(2, 0)])], False),
        ([("481", [(2, 7)])], True),
        ([("481m", [(2, 7)])], False),
        ([("规章481", [(0, 5), (2, 0)])], False),
        ([("规章", []), ("4812", [(2, 5)])], True),
        ([("规" * 3000, []), ("章" * 3000, [(1, 0)]), ("481", [(1, 5), (2, 0)])], True),
        ([("规" * 3000, []), ("章" * 3000, [(1, 0)]), ("481", [(1, 0)])], False),
    ],
)
def test_old_workbook_with_a_white_or_raised_part_of_a_text_is_known(
    texts: list[tuple[str, list[tuple[int, int]]]],
    of_note: bool,  # noqa: FBT001
) -> None:
    fonts = b"".join(
        record(0x31, struct.pack("<5H6B", height, 0, color, 400, raised, 0, 0, 0, 0, 1, 1) + "宋".encode("utf-16-le"))
        for height, color, raised in (*[(200, 0x7FFF, 0)] * 4, (200, 9, 0), (200, 0x7FFF, 1), (120, 0x7FFF, 0))
    )
    content = struct.pack("<II", len(texts), len(texts))
    records = b""
    for text, runs in texts:
        head = struct.pack("<HB", len(text), 9) + struct.pack("<H", len(runs))
        end = b"".join(struct.pack("<HH", *run) for run in runs)
        half = len(text) // 2
        if len(text) > 100:  # of which the second half goes on in another record
            number = 0x3C if records else 0xFC
            records += record(number, content + head + text[:half].encode("utf-16-le"))
            content = b"\1" + text[half:].encode("utf-16-le") + end
        else:
            content += head + text.encode("utf-16-le") + end
    data = fonts + records + record(0x3C if records else 0xFC, content) + record(0x0A, b"")
    assert has_looks_of_note(data) is of_note


@pytest.mark.parametrize(
    ("pattern", "ink", "paper", "align", "of_note"),
    [
        (0, 64, 65, 0, False),
        (1, 64, 65, 0, True),
        (1, 13, 65, 0, False),
        (3, 8, 65, 0, True),
        (2, 8, 65, 0, False),
        (2, 8, 64, 0, True),
        (17, 64, 65, 0, False),
        (17, 65, 64, 0, True),
        (0, 64, 65, 2, False),
        (0, 64, 65, 4, True),
    ],
)
def test_old_workbook_that_hides_figures_in_its_patterns_is_known(
    pattern: int,
    ink: int,
    paper: int,
    align: int,
    of_note: bool,  # noqa: FBT001
) -> None:
    font = record(0x31, (200).to_bytes(2, "little") + bytes(2) + b"\xff\x7f\x90\x01" + bytes(8))
    colors = (ink | paper << 7).to_bytes(2, "little")
    style = record(0xE0, bytes(6) + bytes([align]) + bytes(10) + bytes([pattern << 2]) + colors)
    assert has_looks_of_note(font + style) is of_note


@pytest.mark.parametrize(("color", "of_note"), [(b"\xff\xff\xe5", True), (b"\xff\xff\x00", False)])
def test_colour_of_the_palette_of_an_old_workbook_that_is_as_good_as_white_is_known(
    color: bytes,
    of_note: bool,  # noqa: FBT001
) -> None:
    font = record(0x31, (200).to_bytes(2, "little") + bytes(2) + b"\x1a\x00\x90\x01" + bytes(8))
    palette = record(0x92, b"\x38\0" + bytes(18 * 4) + color + bytes(1 + 37 * 4))
    assert has_looks_of_note(font + palette + record(0xE0, bytes(20))) is of_note


@pytest.mark.parametrize(
    ("cell", "of_note"),
    [
        (record(0x203, bytes(6) + struct.pack("<d", 75.375)), True),
        (record(0x203, bytes(6) + struct.pack("<d", 75.37)), False),
        (record(0x203, bytes(6) + struct.pack("<d", 75)), False),
        (record(0x27E, bytes(6) + ((75375 << 2) | 3).to_bytes(4, "little")), False),
        (record(0x27E, bytes(6) + struct.pack("<d", 75.375)[4:]), True),
        (record(0xBD, bytes(6) + struct.pack("<d", 5)[4:] + bytes(2) + struct.pack("<d", 75.375)[4:] + bytes(2)), True),
    ],
)
@pytest.mark.parametrize("code", ["0.00", ""])
def test_old_workbook_that_rounds_a_number_is_known(cell: bytes, code: str, of_note: bool) -> None:  # noqa: FBT001
    number = 0xA5 if code else 2
    text = code.encode("utf-16-le")
    number_format = record(0x41E, bytes([number, 0]) + len(code).to_bytes(2, "little") + b"\1" + text) if code else b""
    assert has_looks_of_note(number_format + record(0xE0, bytes([0, 0, number, 0]) + bytes(16)) + cell) is of_note


@pytest.mark.parametrize(
    ("number", "of_note"), [(1, False), (2, False), (9, True), (10, True), (12, True), (14, False)]
)
def test_old_workbook_need_not_write_the_formats_that_all_have(number: int, of_note: bool) -> None:  # noqa: FBT001
    assert has_looks_of_note(record(0xE0, bytes([0, 0, number, 0]) + bytes(16))) is of_note


@pytest.mark.parametrize(
    ("value", "text", "shows_others"),
    [
        ("253465", "<text:p>253465</text:p>", False),
        ("253465", "<text:p>253,465.00</text:p>", False),
        ("-3", "<text:p>-3</text:p>", False),
        ("0", "<text:p> - </text:p>", False),
        ("25346.500000000004", "<text:p>25346.5</text:p>", False),
        (
            "3",
            "<office:annotation><text:p>注</text:p></office:annotation><text:p><text:span>3</text:span></text:p>",
            False,
        ),
        ("253465", "<text:p>25.3465</text:p>", True),
        ("253465", "<text:p>253</text:p>", True),
        ("75.375", "<text:p>75.38</text:p>", True),
        ("3", "<text:p>3万</text:p>", True),
        ("0", "", True),
        ("0", "<text:p/>", True),
        ("3", "<text:p>-</text:p>", True),
    ],
)
def test_open_document_that_shows_other_figures_is_known(value: str, text: str, shows_others: bool) -> None:  # noqa: FBT001
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    cell = f'<table:table-cell office:value-type="float" office:value="{value}">{text}</table:table-cell>'
    assert shows_other_figures(f"<a {names}>{cell}</a>".encode()) is shows_others
    covered = "<table:covered-table-cell>{}</table:covered-table-cell>"
    assert shows_other_figures(f"<a {names}>{covered.format('<text:p>9</text:p>')}</a>".encode())
    assert not shows_other_figures(f"<a {names}>{covered.format('<text:p/>')}</a>".encode())


@pytest.mark.parametrize(
    ("family", "text", "cell", "hides"),
    [
        ("table-cell", 'fo:color="#ffffff"', "", True),
        ("table-cell", 'fo:color="#ffffff"', 'fo:background-color="#1f4e79"', False),
        ("table-cell", 'fo:color="#ff0000"', 'fo:background-color="#ff0000"', True),
        ("table-cell", "", 'fo:background-color="#000000"', True),
        ("table-cell", 'style:use-window-font-color="true"', 'fo:background-color="#000000"', False),
        ("table-cell", "", 'fo:background-color="transparent"', False),
        ("table-cell", 'style:text-line-through-style="solid"', "", True),
        ("table-cell", 'style:text-line-through-style="none"', "", False),
        ("table-cell", 'fo:font-size="1pt"', "", True),
        ("table-cell", 'fo:font-size="10.5pt"', "", False),
        ("table-cell", "", 'style:repeat-content="true"', True),
        ("text", 'style:text-position="super 58%"', "", True),
        ("text", 'style:text-position="0% 100%"', "", False),
        ("paragraph", 'fo:color="#ffffff"', "", False),
    ],
)
def test_open_document_that_hides_figures_is_known(family: str, text: str, cell: str, hides: bool) -> None:  # noqa: FBT001
    names = {"office": "office", "style": "style", "fo": "xsl-fo-compatible"}
    spaces = " ".join(f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for key, name in names.items())
    properties = f"<style:text-properties {text}/><style:table-cell-properties {cell}/>"
    style = f'<a {spaces}><style:style style:family="{family}">{properties}</style:style></a>'.encode()
    plain = b"<a/>"

    assert hides_figures(style, b"") is hides
    assert hides_figures(plain, style) is hides
    for name in ("condition", "color-scale", "data-bar"):
        assert hides_figures(f'<a xmlns:calcext="a"><calcext:{name}/></a>'.encode(), plain)


def test_conditional_format_is_for_its_cells_only_and_of_very_many_for_all() -> None:
    rule = {"type": "cell", "criteria": ">", "value": 0, "look": WHITE}
    assert conditional(rule, values=(24, 24), cell="B2") == ["24", DOUBTED]
    other = rule | {"criteria": "<", "multi_range": " ".join(f"D{row}" for row in range(1, 400))}
    assert conditional(other) == [DOUBTED]


@pytest.mark.parametrize(
    ("code", "hides"),
    [
        ("0;-0;;@", True),
        ("#,###", True),
        ("#", True),
        (';;;"文"', True),
        ('[=0]"";0', True),
        ("General;-General;", True),
        ('0;-0;"-"', False),
        ("#,##0", False),
        ("#.##", False),
        ("0", False),
        ('_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', False),
        ("General", False),
        ("", False),
    ],
)
def test_number_format_that_shows_no_nought_is_known_and_its_cells_are_noted(code: str, hides: bool) -> None:  # noqa: FBT001
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    page = book.add_worksheet("表")
    look = book.add_format({"num_format": code}) if code else None
    page.write_row("A1", ["规章", "甲", "乙"])
    page.write_row("B2", [0, 5], look)
    page.write_formula("D2", "=B2", look, 0)
    page.write_string("E2", "0", look)
    book.close()
    document = read_document(file.getvalue(), name="a.xlsx")

    assert hides_nought(code) is hides
    assert [(notice.code, notice.args) for notice in document.notices if notice.code == "hidden-noughts"] == [
        ("hidden-noughts", (("count", "2"), ("place", "B2")))
    ] * hides


@pytest.mark.parametrize(("version", "of_note"), [(0x0500, True), (0x0600, False)])
def test_workbook_older_than_the_looks_that_are_known_is_of_note(version: int, of_note: bool) -> None:  # noqa: FBT001
    assert has_looks_of_note(record(0x0809, struct.pack("<HHHH", version, 5, 0, 0))) is of_note
