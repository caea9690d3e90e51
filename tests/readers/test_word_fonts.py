"""Fonts that a Word file carries may draw other digits than its text has: it says so."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from fontTools.cffLib import GlobalSubrsIndex
from fontTools.fontBuilder import FontBuilder
from fontTools.misc.psCharStrings import T2CharString
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from gongkai.readers.files.archives import Archive
from gongkai.readers.files.font_outlines import glyph_outlines
from gongkai.readers.formats.word_parts.embedded_fonts import fonts_with_other_digits
from tests.readers.mess import word
from tests.readers.test_pdf_outlines import STROKES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fontTools.pens.basePen import AbstractPen

    Drawing = Callable[[AbstractPen], None]

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KEY = "{00112233-4455-6677-8899-AABBCCDDEEFF}"
FONTS = (
    f'<w:fonts xmlns:w="{word.W}" xmlns:r="{OFFICE}"><w:font w:name="方正 A">'
    f'<w:embedRegular r:id="rId1" w:fontKey="{KEY}"/></w:font></w:fonts>'
)
CIRCLE = [(0, 0), (20, 0), (20, 20), (0, 20), None]
"""Points beside a curve alone: those on it lie halfway between them."""


def drawn(digit: str) -> Drawing:
    """A digit, of the strokes of a clock."""

    def draw(pen: AbstractPen) -> None:
        for first, *others in ([(int(10 * x), int(10 * y)) for x, y in stroke] for stroke in STROKES[digit]):
            pen.moveTo(first)
            for point in others:
                pen.lineTo(point)
            pen.closePath()

    return draw


def circle(pen: AbstractPen) -> None:
    """A circle without a point on it."""
    pen.qCurveTo(*CIRCLE)
    pen.closePath()


def of(*names: str) -> Drawing:
    """A glyph of others."""

    def draw(pen: AbstractPen) -> None:
        for name in names:
            pen.addComponent(name, (1, 0, 0, 1, 0, 0))

    return draw


def font(glyphs: dict[str, Drawing], *, compact: bool = False, unnamed: Mapping[str, Drawing] = {}) -> bytes:
    """A font of glyphs by character, and of parts of them by name, with either kind of outlines."""
    drawings = {".notdef": of(), **{f"uni{ord(text):04X}": draw for text, draw in glyphs.items()}, **unnamed}
    builder = FontBuilder(200, isTTF=not compact)
    builder.setupGlyphOrder([*drawings])
    builder.setupCharacterMap({ord(text): f"uni{ord(text):04X}" for text in glyphs})
    outlines = {}
    for name, draw in drawings.items():
        pen = T2CharStringPen(100, None) if compact else TTGlyphPen(dict.fromkeys(drawings))
        draw(pen)
        outlines[name] = pen.getCharString() if compact else pen.glyph()
    if compact:
        builder.setupCFF("A", {}, outlines, {})
    else:
        for glyph in outlines.values():  # working them out would draw glyphs of other glyphs to the end
            glyph.xMin = glyph.yMin = glyph.xMax = glyph.yMax = 0
        builder.setupGlyf(outlines, calcGlyphBounds=False)
    builder.setupHorizontalMetrics(dict.fromkeys(drawings, (100, 0)))
    builder.setupHorizontalHeader()
    builder.setupPost(keepGlyphNames=False)
    file = BytesIO()
    builder.font.recalcBBoxes = False
    builder.save(file)
    return file.getvalue()


def notices(glyphs: dict[str, Drawing], *, name: str = "方正 A", compact: bool = False) -> list[str]:
    """The fonts that are noted in a file with one font, whose text uses another or the same."""
    data, key = font(glyphs, compact=compact), bytes.fromhex(KEY.strip("{}").replace("-", ""))[::-1]
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/fontTable.xml", FONTS)
        archive.writestr("word/_rels/fontTable.xml.rels", word.RELS.format("font", "fonts/font1.odttf"))
        masked = bytes(byte ^ mask for byte, mask in zip(data, key * 2, strict=False))
        archive.writestr("word/fonts/font1.odttf", masked + data[32:])
    part = f'<w:rFonts w:ascii="{name}"/>'.encode()
    return [notice.text for notice in fonts_with_other_digits(Archive(file.getvalue(), name="a"), [part])]


@pytest.mark.parametrize("compact", [False, True])
def test_a_font_that_draws_other_digits_is_noted_where_it_is_used(*, compact: bool) -> None:
    exchanged = {"2": drawn("5"), "5": drawn("2")}

    assert notices({digit: drawn(digit) for digit in STROKES}, compact=compact) == []
    assert notices({**{digit: drawn(digit) for digit in STROKES}, **exchanged}, compact=compact) == ["方正 A"]
    assert notices(exchanged, name="宋体", compact=compact) == []


def test_curves_become_points_on_them() -> None:
    (contour,) = glyph_outlines(font({"0": circle}), "01")["0"]

    assert {(0, 10), (10, 0), (20, 10), (10, 20)} <= set(contour)
    assert all(8 < ((x - 10) ** 2 + (y - 10) ** 2) ** 0.5 < 11 for x, y in contour)


def test_codes_of_a_font_of_symbols_are_those_of_the_keyboard() -> None:
    assert [*glyph_outlines(font({"\uf032": drawn("2")}), "123")] == ["2"]


def test_glyphs_of_other_glyphs_are_drawn_and_too_many_are_not() -> None:
    blanks = {"blank0": of(), **{f"blank{depth}": of(*[f"blank{depth - 1}"] * 10) for depth in range(1, 5)}}
    glyphs = {"2": of("two", "blank1"), "5": of("two", "blank4")}

    assert [*glyph_outlines(font({"2": glyphs["2"]}, unnamed={"two": drawn("2"), **blanks}), "2")] == ["2"]
    assert glyph_outlines(font(glyphs, unnamed={"two": drawn("2"), **blanks}), "5") == {}


@pytest.mark.parametrize("depth", [1, 4])
def test_routines_that_call_others_too_often_are_not_drawn(depth: int) -> None:
    program = TTFont(BytesIO(font({"2": drawn("2")}, compact=True)), recalcBBoxes=False)
    compact = program["CFF "].cff
    compact.GlobalSubrs = GlobalSubrsIndex()
    compact.GlobalSubrs.append(T2CharString(program=["return"]))
    for number in range(depth):  # the number of a routine is lower by 107 in a font of so few
        calls = [number - 107, "callgsubr"] * 10
        compact.GlobalSubrs.append(T2CharString(program=[*calls, "return"]))
    digit = compact[0].CharStrings["uni0032"]
    digit.decompile()
    digit.setProgram([depth - 107, "callgsubr", *digit.program])
    file = BytesIO()
    program.save(file)

    assert [*glyph_outlines(file.getvalue(), "2")] == (["2"] if depth == 1 else [])


@pytest.mark.parametrize("data", [b"", b"OTTO", b"\0\1\0\0\0\1"])
def test_what_is_no_font_has_no_outlines(data: bytes) -> None:
    assert glyph_outlines(data, "2") == {}


def test_a_font_that_is_cut_off_has_no_outlines() -> None:
    data = font({"2": drawn("2")})

    assert glyph_outlines(data, "2")
    assert glyph_outlines(data[: len(data) // 2], "2") == {}
