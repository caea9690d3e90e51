"""Digits of a PDF whose outlines are not those of the digits that the file says, in fonts that are embedded in part."""

from __future__ import annotations

import re
import zlib
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

import pypdfium2
import pytest
import typst
from pypdfium2 import raw

from gongkai.readers.document import SourceGrid
from gongkai.readers.formats.pdf_drawn.digit_shapes import other_digit, other_digits
from gongkai.readers.formats.pdf_drawn.outlines import digits_drawn_otherwise, other_digits_of_fonts
from gongkai.readers.formats.reading import read_document

if TYPE_CHECKING:
    from gongkai.readers.formats.pdf_drawn.shape_measures import GlyphOutline

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


@cache
def fonts() -> typst.Fonts:
    """The fonts of the system: to look for them takes fifty times as long as to set a page."""
    return typst.Fonts()


def file(font: str, one: str, other: str) -> bytes:
    page = PAGE.format(font=font, one=one, other=other)
    return typst.compile(page.encode(), font_paths=fonts())


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
def test_digits_of_a_font_that_draws_others_are_said(font: str) -> None:
    assert rows(file(font, "1286", "37")) == ["1286", "37"]
    assert rows(exchanged(file(font, "1286", "37"), "3", "8")) == [OTHER.format("1236"), OTHER.format("87")]
    assert rows(exchanged(file(font, "1286", "37"), "3", "1")) == [OTHER.format("3286"), OTHER.format("17")]


@pytest.mark.parametrize("font", FONTS)
def test_every_exchange_of_two_digits_is_said_of_both(font: str) -> None:
    data = file(font, "0123456789", "0")
    wrong = []
    for one, other in combinations("0123456789", 2):
        with pypdfium2.PdfDocument(exchanged(data, one, other)) as pages:
            digits = other_digits_of_fonts(list(pages), raw)
        if list(digits.values()) != [{one, other}]:
            wrong.append((one, other, digits))

    assert not wrong


@pytest.mark.parametrize("look", ['style: "italic"', 'weight: "bold"', "size: 5pt", 'number-type: "old-style"'])
@pytest.mark.parametrize("font", [*FONTS, "DejaVu Serif", "Noto Sans Mono CJK SC", "New Computer Modern"])
def test_digits_of_a_true_font_are_those_that_it_draws(font: str, look: str) -> None:
    text = f'#text({look}, font: "{font}")[0123456789]'
    with pypdfium2.PdfDocument(typst.compile(text.encode(), font_paths=fonts())) as pages:
        assert other_digits_of_fonts(list(pages), raw) == {}


def box(left: float, low: float, right: float, high: float) -> tuple[tuple[float, float], ...]:
    return ((left, low), (left, high), (right, high), (right, low))


BARS = tuple(box(0, low, 10, low + 2) for low in (0, 8, 16))
UPPER_LEFT, LOWER_LEFT, UPPER_RIGHT, LOWER_RIGHT = (box(x, y, x + 2, y + 10) for x in (0, 8) for y in (8, 0))
STROKES = {
    "2": (*BARS, UPPER_RIGHT, LOWER_LEFT),
    "5": (*BARS, UPPER_LEFT, LOWER_RIGHT),
    "6": (*BARS, UPPER_LEFT, LOWER_LEFT, LOWER_RIGHT),
    "9": (*BARS, UPPER_LEFT, UPPER_RIGHT, LOWER_RIGHT),
}


@pytest.mark.parametrize("drawn", STROKES)
def test_strokes_that_lie_over_each_other_are_one_shape(drawn: str) -> None:
    others = [other_digit(digit, STROKES[drawn]) for digit in "0123456789"]

    assert others == ["" if digit == drawn else drawn for digit in "0123456789"]


def test_digits_in_frames_are_not_taken_for_noughts() -> None:
    outlines = {digit: (box(0, 0, 10, 16), box(1, 1, 9, 15)[::-1]) for digit in "0123"}

    assert other_digit("3", outlines["3"]) == "0"
    assert not other_digits(outlines)


@pytest.mark.parametrize("outline", [(box(0, 0, 10, 10),), (box(0, 0, 10, 0), box(3, 0, 5, 0))])
def test_an_outline_without_the_shape_of_a_digit_says_nothing(outline: GlyphOutline) -> None:
    assert not other_digits(dict.fromkeys("12", outline))


def leaning(outline: GlyphOutline, by: float) -> GlyphOutline:
    return tuple(tuple((x + by * y, y) for x, y in contour) for contour in outline)


@pytest.mark.parametrize("by", [0.0, 0.1, 0.2, 0.25])
def test_digits_that_lean_are_told_apart_as_well(by: float) -> None:
    outlines = {digit: leaning(outline, by) for digit, outline in STROKES.items()}

    assert other_digits(outlines) == frozenset()
    for one, other in combinations(outlines, 2):
        assert other_digits({**outlines, one: outlines[other], other: outlines[one]}) == {one, other}


@pytest.mark.parametrize(("name", "digits"), [("ABCDEF+A", "3"), ("A", "3"), ("ABCDE+A", ""), ("ABCDEF+B", "")])
def test_font_that_is_embedded_in_part_is_known_by_its_bare_name(name: str, digits: str) -> None:
    assert digits_drawn_otherwise(name, {"A": frozenset("3")}) == frozenset(digits)
