"""Old workbooks whose figures are wider than their columns, or on whose sheets something is drawn, by their records."""

from __future__ import annotations

import struct

import pytest

from gongkai.readers.formats.workbook_parts.old.cells import parts_of_texts, texts_of
from gongkai.readers.formats.workbook_parts.old.looks import has_looks_of_note
from gongkai.readers.formats.workbook_parts.old.print_areas import has_figures_not_printed
from gongkai.readers.formats.workbook_parts.old.widths import draws_on_sheets, may_cut_figures
from gongkai.readers.formats.workbook_parts.open_widths import draws_on_sheets as draws_on_open_sheets
from gongkai.readers.formats.workbook_parts.open_widths import may_cut_figures as may_cut_open_figures
from tests.readers.test_workbook_looks import record

SECOND = 1


def columns(width: float, first: int = SECOND, last: int = SECOND) -> bytes:
    return record(0x7D, struct.pack("<HHHHHH", first, last, round(width * 256), 15, 2, 0))


def cell(number: float, style: int = 0) -> bytes:
    return record(0x0203, struct.pack("<HHHd", 3, SECOND, style, number))


def short(number: int, *, many: bool = False) -> bytes:
    value = struct.pack("<i", number << 2 | 2)
    if not many:
        return record(0x027E, struct.pack("<HHH", 3, SECOND, 0) + value)
    return record(0xBD, struct.pack("<HH", 3, 0) + (struct.pack("<H", 0) + value) * 2 + struct.pack("<H", 1))


def text(words: str) -> bytes:
    content = struct.pack("<II", 2, 2)
    for one in ("规章", words):
        content += struct.pack("<HB", len(one), 1) + one.encode("utf-16-le")
    return record(0xFC, content) + record(0xFD, struct.pack("<HHHI", 3, SECOND, 0, 1))


def looks(*heights: int) -> bytes:
    """Fonts of some heights, and a style for each."""
    fonts = b"".join(
        record(
            0x31, struct.pack("<HHHHHBBBBBB", height, 0, 0x7FFF, 400, 0, 0, 0, 0, 0, 1, 1) + "宋".encode("utf-16-le")
        )
        for height in heights
    )
    return fonts + b"".join(record(0xE0, struct.pack("<HH", font, 0) + bytes(16)) for font in range(len(heights)))


def indented(steps: int, *, side: int) -> bytes:
    """A style with an indent from a side."""
    return record(0xE0, bytes(6) + bytes([side, 0, steps]) + bytes(11))


@pytest.mark.parametrize(
    ("data", "may_cut"),
    [
        (columns(4) + cell(1234567.0), True),
        (columns(9) + cell(1234567.0), False),
        (columns(4, 2, 9) + cell(1234567.0), False),
        (columns(4, 0, 9) + cell(1234567.0), True),
        (columns(0) + cell(1234567.0), False),
        (record(0x0208, bytes(6) + struct.pack("<H", 120) + bytes(8)), True),
        (record(0x0208, bytes(6) + struct.pack("<H", 270) + bytes(8)), False),
        (columns(4) + indented(3, side=1) + cell(12.0), True),
        (columns(4) + indented(3, side=0) + cell(12.0), False),
        (columns(9) + indented(1, side=3) + cell(12.0), False),
        (cell(12345678901.0), True),
        (record(0x55, struct.pack("<H", 14)) + cell(12345678901.0), False),
        (record(0x99, struct.pack("<H", 4 * 256)) + cell(1234567.0), True),
        (columns(4) + short(12345), True),
        (columns(4) + short(123), False),
        (columns(4) + short(12345, many=True), True),
        (columns(4) + text("1234567"), True),
        (columns(4) + text("1234"), False),
        (columns(4) + text("规范性文件"), False),
        (looks(200, 400) + columns(5) + cell(1234.0, 1), True),
        (looks(200, 200) + columns(5) + cell(1234.0, 1), False),
    ],
)
def test_old_workbook_with_a_figure_wider_than_its_column_is_known(data: bytes, *, may_cut: bool) -> None:
    assert may_cut_figures(data) is may_cut


@pytest.mark.parametrize(
    ("kind", "flags", "draws"),
    [(0x05, 0x6011, True), (0x08, 0x6011, True), (0x14, 0x2101, False), (0x14, 0x2001, True), (0x19, 0x4011, False)],
    ids=["chart", "picture", "arrow of a filter", "list", "comment"],
)
def test_old_workbook_on_which_something_is_drawn_is_known(kind: int, flags: int, *, draws: bool) -> None:
    common = struct.pack("<HHHHH", 0x15, 0x12, kind, 1, flags) + bytes(12)
    assert draws_on_sheets(record(0x5D, common + bytes(4))) is draws


def test_texts_of_an_old_workbook_are_known_with_their_columns() -> None:
    assert list(texts_of(text("481"))) == [(SECOND, 0, "481")]
    assert list(parts_of_texts(text("481"))) == []


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_bytes_that_look_like_no_number_are_none_of_an_old_workbook(number: float) -> None:
    assert not has_looks_of_note(looks(200) + cell(number))
    assert not may_cut_figures(looks(200) + columns(1) + cell(number))


NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style", "drawing")
)
INDENTED = 'table:style-name="in"'


def open_sheet(width: str, cells: str) -> bytes:
    style = f'<style:style style:name="co"><style:table-column-properties style:column-width="{width}"/></style:style>'
    fo = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    style += f'<style:style {fo} style:name="in"><style:paragraph-properties fo:margin-left="0.6cm"/></style:style>'
    column = '<table:table-column/><table:table-column table:style-name="co" table:number-columns-repeated="2"/>'
    row = f"<table:table-row><table:table-cell/>{cells}</table:table-row>"
    return f"<office:document {NAMES}>{style}<table:table>{column}{row}</table:table></office:document>".encode()


def open_cell(words: str, more: str = "") -> str:
    return f"<table:table-cell {more}><text:p>{words}</text:p></table:table-cell>"


NUMBER = 'office:value="1234567"'


def test_open_document_with_a_low_row_is_known() -> None:
    row = '<style:style><style:table-row-properties style:row-height="{}"/></style:style>'
    documents = (f"<office:document {NAMES}>{row.format(height)}</office:document>" for height in ("0.15cm", "5mm"))
    assert [may_cut_open_figures(document.encode()) for document in documents] == [True, False]


@pytest.mark.parametrize(
    ("width", "cells", "may_cut"),
    [
        ("0.7cm", open_cell("1234567", NUMBER), True),
        ("7mm", open_cell("1234567"), True),
        ("2cm", open_cell("1234567", NUMBER), False),
        ("0.7cm", open_cell("12", NUMBER), False),
        ("0.7cm", open_cell("规范性文件"), False),
        ("1cm", open_cell("12", f"{NUMBER} {INDENTED}"), True),
        ("2cm", open_cell("12", f"{NUMBER} {INDENTED}"), False),
        ("0.7cm", open_cell("1234567", f'{NUMBER} table:number-columns-spanned="2"'), False),
        ("0.7cm", open_cell("1", 'table:number-columns-repeated="2"') + open_cell("1234567", NUMBER), False),
    ],
)
def test_open_document_with_a_figure_wider_than_its_column_is_known(width: str, cells: str, *, may_cut: bool) -> None:
    assert may_cut_open_figures(open_sheet(width, cells)) is may_cut


@pytest.mark.parametrize(
    ("content", "draws"), [(b'<draw:frame draw:name="a">', True), (b"<draw:line/>", True), (b"<text:p>", False)]
)
def test_open_document_on_which_something_is_drawn_is_known(content: bytes, *, draws: bool) -> None:
    assert draws_on_open_sheets(content) is draws


def area(*ranges: tuple[int, int, int, int], name: bytes = b"\x06") -> bytes:
    """The name of what is printed of a sheet: the first and the last row and column of each part."""
    formula = b"".join(struct.pack("<BHHHHH", 0x3B, 0, *item) for item in ranges) + b"\x10" * (len(ranges) - 1)
    return record(0x18, struct.pack("<HBBHHHI", 0x20, 0, 1, len(formula), 0, 1, 0) + b"\0" + name + formula)


@pytest.mark.parametrize(
    ("data", "is_outside"),
    [
        (area((0, 9, 0, 4)) + cell(24), False),
        (area((0, 2, 0, 4)) + cell(24), True),
        (area((0, 9, 0, 0)) + cell(24), True),
        (area((0, 9, 0, 0), (3, 3, 1, 1)) + cell(24), False),
        (area((0, 9, 0, 4)) + area((0, 2, 0, 4)) + cell(24), True),
        (area((0, 9, 0, 0)) + short(24, many=True), True),
        (area((0, 9, 0, 1)) + short(24, many=True), False),
        (area((0, 2, 0, 4), name=b"\x07") + cell(24), False),
        (cell(24), False),
    ],
)
def test_figures_of_an_old_workbook_outside_of_what_is_printed_are_found(data: bytes, is_outside: bool) -> None:  # noqa: FBT001
    assert has_figures_not_printed(data) is is_outside
