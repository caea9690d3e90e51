"""Digits of a PDF whose outlines are not those of the digits that the file says, in fonts that are embedded in part."""

from __future__ import annotations

import re
import zlib

import pypdfium2
import pytest
import typst
from pypdfium2 import raw

from gongkai.readers.document import SourceGrid
from gongkai.readers.formats.pdf_drawn.outlines import other_digits_of_fonts
from gongkai.readers.formats.reading import read_document

pytestmark = pytest.mark.usefixtures("reads_here")

FONTS = ("Noto Sans CJK SC", "Noto Serif CJK SC", "DejaVu Sans", "DejaVu Sans Mono")
PAGE = """
#set text(font: ("{font}", "Noto Sans CJK SC"))
= 二、主动公开政府信息情况
#table(columns: 2, [信息内容], [本年处理决定数量], [行政许可], [{one}], [行政处罚], [{other}])
本年度按时完成各项公开工作，没有其他需要说明的情况。
"""
OTHER = "[显示的与文字编码不同的字：{}]"
_STREAM = re.compile(rb"(/Length )(\d+)(.*?stream\r?\n)(.*?)(\nendstream)", re.DOTALL)


def file(font: str, one: str, other: str) -> bytes:
    page = PAGE.format(font=font, one=one, other=other)
    return typst.compile(page.encode())


def exchanged(data: bytes, one: str, other: str) -> bytes:
    """The file with two digits exchanged in what it says of the codes of its fonts."""

    def change(match: re.Match[bytes]) -> bytes:
        try:
            content = zlib.decompress(match[4])
        except zlib.error:
            content = match[4]
        if b"beginbf" not in content:
            return match[0]
        first, second = (f"<{ord(digit):04x}>".encode() for digit in (one, other))
        changed = content.replace(first, b"<->").replace(second, first).replace(b"<->", second)
        packed = changed if content is match[4] else zlib.compress(changed, 9)
        return (
            match[0]
            if len(packed) > len(match[4])
            else b"".join((*match.groups()[:3], packed.ljust(len(match[4]), b"\0"), match[5]))
        )

    return _STREAM.sub(change, data)


def rows(data: bytes) -> list[str]:
    (grid,) = [block for block in read_document(data, name="a.pdf").blocks if isinstance(block, SourceGrid)]
    return [row[1].text for row in grid.rows[1:]]


@pytest.mark.parametrize("font", FONTS)
def test_digits_of_a_font_that_draws_an_8_as_a_3_are_said(font: str) -> None:
    assert rows(file(font, "1286", "37")) == ["1286", "37"]
    assert rows(exchanged(file(font, "1286", "37"), "3", "8")) == [OTHER.format("1236"), OTHER.format("87")]


@pytest.mark.parametrize(("one", "other"), ["69", "06", "10", "59", "48"])
def test_digits_are_told_by_their_holes_and_where_these_are(one: str, other: str) -> None:
    data = exchanged(file("Noto Sans CJK SC", "0123456789", "0"), one, other)
    with pypdfium2.PdfDocument(data) as pages:
        (digits,) = other_digits_of_fonts(list(pages), raw).values()

    assert digits & {one, other}


@pytest.mark.parametrize("font", FONTS)
def test_digits_of_a_true_font_are_those_that_it_draws(font: str) -> None:
    with pypdfium2.PdfDocument(file(font, "0123456789", "0")) as pages:
        assert other_digits_of_fonts(list(pages), raw) == {}
