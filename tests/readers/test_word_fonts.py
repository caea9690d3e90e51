"""Fonts that a Word file carries may draw other digits than its text has: it says so."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO

import pytest

from gongkai.readers.files.archives import Archive
from gongkai.readers.files.font_outlines import glyph_outlines
from gongkai.readers.formats.word_parts.embedded_fonts import fonts_with_other_digits
from tests.readers.mess import word
from tests.readers.test_pdf_outlines import STROKES

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KEY = "{00112233-4455-6677-8899-AABBCCDDEEFF}"
FONTS = (
    f'<w:fonts xmlns:w="{word.W}" xmlns:r="{OFFICE}"><w:font w:name="方正 A">'
    f'<w:embedRegular r:id="rId1" w:fontKey="{KEY}"/></w:font></w:fonts>'
)
CIRCLE = [(0, 0, 0), (20, 0, 0), (20, 20, 0), (0, 20, 0)]
"""Points beside a curve alone: those on it lie halfway between them."""


def glyph(*contours: list[tuple[int, int, int]]) -> bytes:
    """A glyph of contours, each point with whether it lies on the curve."""
    points = [point for contour in contours for point in contour]
    ends = [sum(map(len, contours[: number + 1])) - 1 for number in range(len(contours))]
    data = struct.pack(f">h8x{len(ends)}HH", len(ends), *ends, 0) + bytes(point[2] for point in points)
    for axis in (0, 1):
        values = [point[axis] for point in points]
        data += struct.pack(
            f">{len(values)}h", *(own - before for own, before in zip(values, [0, *values], strict=False))
        )
    return data + bytes(len(data) % 2)


def drawn(digit: str) -> bytes:
    """A glyph of a digit, of the strokes of a clock."""
    return glyph(*([(int(10 * x), int(10 * y), 1) for x, y in stroke] for stroke in STROKES[digit]))


def font(glyphs: dict[str, bytes]) -> bytes:
    """A TrueType font of glyphs by character."""
    codes = sorted(map(ord, glyphs))
    parts = [b"", *(glyphs[chr(code)] for code in codes)]
    places = [sum(map(len, parts[:number])) // 2 for number in range(len(parts) + 1)]
    ends, starts = (*codes, 0xFFFF), (*codes, 0xFFFF)
    shifts = (*((number - code) & 0xFFFF for number, code in enumerate(codes, 1)), 1)
    count = len(ends)
    size = 16 + 8 * count
    segments = struct.pack(f">7H{count}HH{count}H{count}H", 4, size, 0, 2 * count, 0, 0, 0, *ends, 0, *starts, *shifts)
    tables = {
        b"cmap": struct.pack(">HHHHL", 0, 1, 3, 1, 12) + segments + bytes(2 * count),
        b"glyf": b"".join(parts),
        b"head": bytes(54),
        b"loca": struct.pack(f">{len(places)}H", *places),
    }
    place, head = 12 + 16 * len(tables), struct.pack(">4sHHHH", b"\0\1\0\0", len(tables), 0, 0, 0)
    for name, data in tables.items():
        head += struct.pack(">4sLLL", name, 0, place, len(data))
        place += len(data)
    return head + b"".join(tables.values())


def notices(glyphs: dict[str, bytes], *, name: str = "方正 A") -> list[str]:
    """The fonts that are noted in a file with one font, whose text uses another or the same."""
    data, key = font(glyphs), bytes.fromhex(KEY.strip("{}").replace("-", ""))[::-1]
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/fontTable.xml", FONTS)
        archive.writestr("word/_rels/fontTable.xml.rels", word.RELS.format("font", "fonts/font1.odttf"))
        masked = bytes(byte ^ mask for byte, mask in zip(data, key * 2, strict=False))
        archive.writestr("word/fonts/font1.odttf", masked + data[32:])
    part = f'<w:rFonts w:ascii="{name}"/>'.encode()
    return [notice.text for notice in fonts_with_other_digits(Archive(file.getvalue(), name="a"), [part])]


def test_a_font_that_draws_other_digits_is_noted_where_it_is_used() -> None:
    assert notices({digit: drawn(digit) for digit in STROKES}) == []
    assert notices({**{digit: drawn(digit) for digit in STROKES}, "2": drawn("5"), "5": drawn("2")}) == ["方正 A"]
    assert notices({"2": drawn("5"), "5": drawn("2")}, name="宋体") == []


def test_curves_become_points_on_them() -> None:
    (contour,) = glyph_outlines(font({"0": glyph(CIRCLE)}), "01")["0"]

    assert {(0, 10), (10, 0), (20, 10), (10, 20)} <= set(contour)
    assert all(8 < ((x - 10) ** 2 + (y - 10) ** 2) ** 0.5 < 11 for x, y in contour)


@pytest.mark.parametrize("data", [b"", b"OTTO", b"\0\1\0\0\0\1", font({"2": drawn("2")})[:150]])
def test_other_and_broken_fonts_have_no_outlines(data: bytes) -> None:
    assert glyph_outlines(data, "2") == {}
