"""Digits of a PDF that its font draws as others than the file says of their codes."""

from __future__ import annotations

import struct
from typing import Any

import pytest

from gongkai.readers.document import SourceGrid
from gongkai.readers.formats.reading import read_document
from tests.readers.test_pdf_outlines import STROKES
from tests.readers.test_pdf_unseen import pdf_file

pytestmark = pytest.mark.usefixtures("reads_here")

_ONE, _TWO = "0031", "0032"
_OTHER = "[显示的与文字编码不同的字：2]"
_EMBEDDED = "/FontDescriptor<</Type/FontDescriptor/FontName/A/Flags {flags}/FontFile2 13 0 R>>"
_MANY = "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[14 0 R]/ToUnicode 12 0 R>>"


def stream(content: str, entries: str = "") -> str:
    """A stream of the file."""
    return f"<</Length {len(content)}{entries}>>\nstream\n{content}\nendstream"


def to_unicode(code: str, character: str) -> str:
    """What the file says of a code."""
    width = "0" * len(code)
    codes = f"1 begincodespacerange <{width}><{'F' * len(code)}> endcodespacerange"
    return stream(f"begincmap {codes} 1 beginbfchar <{code}> <{character}> endbfchar endcmap")


def program(characters: bytes = b"", names: bytes = b"") -> str:
    """A font program with a table of characters, or of names of glyphs."""
    tables = [(name, data) for name, data in ((b"cmap", characters), (b"post", names)) if data]
    place = 12 + 16 * len(tables)
    head = b"\0\1\0\0" + struct.pack(">HHHH", len(tables), 0, 0, 0)
    for name, data in tables:
        head += struct.pack(">4sLLL", name, 0, place, len(data))
        place += len(data)
    content = (head + b"".join(data for _, data in tables)).hex() + ">"
    return stream(content, "/Filter/ASCIIHexDecode")


def characters(first: int) -> bytes:
    """A table with the digits, of which 0 is a glyph of some number."""
    own = struct.pack(">HHHHH10H", 6, 30, 0, 0x30, 10, *range(first, first + 10))
    return struct.pack(">HHHHL", 0, 1, 3, 1, 12) + own


def names(first: int) -> bytes:
    """Names of glyphs, of which some number has that of 0 and so on."""
    numbers = [0] * first + list(range(19, 29))
    return b"\0\2\0\0" + bytes(28) + struct.pack(f">H{len(numbers)}H", len(numbers), *numbers)


def text_of(font: str, code: str, *more: str, text_matrix: str = "1 0 0 1 160 607") -> str:
    """How a cell is read that holds a code in a font."""
    cells = "".join(f"{left} {top} 100 20 re S\n" for left in (50, 150) for top in (600, 620))
    labels = "BT /F1 10 Tf 55 607 Td (Rules) Tj ET\nBT /F1 10 Tf 155 627 Td (Made) Tj ET\n"
    drawing = f"{cells}{labels}BT /F2 10 Tf {text_matrix} Tm <{code}> Tj ET\n"
    data = pdf_file(drawing, fonts="/F2 11 0 R", more=(font, *more))
    (grid,) = [block for block in read_document(data, name="a.pdf").blocks if isinstance(block, SourceGrid)]
    return grid.rows[1][1].text


@pytest.mark.parametrize(
    ("entries", "text"),
    [
        ("/Subtype/Type1/BaseFont/Helvetica", _OTHER),
        ("/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding", _OTHER),
        ("/Subtype/Type1/BaseFont/A/Encoding<</Differences[49/three]>>", _OTHER),
        ("/Subtype/Type1/BaseFont/A/Encoding<</Differences[48/one/two]>>", "2"),
        ("/Subtype/Type1/BaseFont/A/Encoding<</Differences[49/G12]>>", "2"),
        ("/Subtype/Type1/BaseFont/A/Encoding<</Differences[49/uni0032]>>", "2"),
        ("/Subtype/Type1/BaseFont/Wingdings", "2"),
        ("/Subtype/TrueType/BaseFont/A" + _EMBEDDED.format(flags=4), "2"),
        ("/Subtype/TrueType/BaseFont/A/Encoding/WinAnsiEncoding" + _EMBEDDED.format(flags=4), "2"),
        ("/Subtype/TrueType/BaseFont/A/Encoding/WinAnsiEncoding" + _EMBEDDED.format(flags=32), _OTHER),
    ],
)
def test_names_of_glyphs_are_compared_with_what_the_file_says(entries: str, text: str) -> None:
    widths = "/FirstChar 49/LastChar 49/Widths[556]"
    parts = (to_unicode("31", _TWO), program(characters(5)))
    assert text_of(f"<</Type/Font{entries}{widths}/ToUnicode 12 0 R>>", "31", *parts) == text


@pytest.mark.parametrize(
    ("font", "places", "text"),
    [
        (program(characters(5)), "", _OTHER),
        (program(characters(4)), "", "2"),
        (program(b"", names(5)), "", _OTHER),
        (program(b"", names(4)), "", "2"),
        (program(), "", "2"),
        (program(characters(4)), "/CIDToGIDMap 15 0 R", _OTHER),
        (program(characters(3)), "/CIDToGIDMap 15 0 R", "2"),
    ],
    ids=["table", "true table", "names", "true names", "neither", "table of places", "true table of places"],
)
def test_table_of_a_font_program_is_compared_with_what_the_file_says(font: str, places: str, text: str) -> None:
    system = "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
    own = f"<</Type/Font/Subtype/CIDFontType2/BaseFont/A{system}{_EMBEDDED.format(flags=4)}{places}/DW 556>>"
    moved = stream("".join(f"{max(code - 1, 0):04x}" for code in range(20)) + ">", "/Filter/ASCIIHexDecode")
    assert text_of(_MANY, "0006", to_unicode("0006", _TWO), font, own, moved) == text


def drawn(digit: str, *, flip: bool = False) -> str:
    """The procedure of a digit, of the strokes of a clock."""
    lines = [
        f"{x} {16 - y if flip else y} {'l' if number else 'm'}"
        for stroke in STROKES[digit]
        for number, (x, y) in enumerate(stroke)
    ]
    return f"600 0 0 0 10 18 d1 {' '.join(lines)} f"


def pictured(digit: str, *, by: str, flip: bool = False) -> str:
    """The procedure of a digit that is a picture of 20 by 36 dots, or of few, of the same strokes."""
    step = {"few dots": 2, "fewer dots": 3}.get(by, 0.5)  # how large a dot is
    across, up = int(12 / step), int(18 / step)
    edges = [(min(x), max(x), min(y), max(y)) for x, y in (zip(*stroke, strict=True) for stroke in STROKES[digit])]
    lines = [
        [
            any(left <= x * step < right and low <= y * step < high for left, right, low, high in edges)
            for x in range(across)
        ]
        for y in (range(up) if flip else reversed(range(up)))
    ]
    is_grey, is_lit = by == "grey", by == "mask"
    dots = ["".join("ff" if dot is is_lit else "00" for dot in line) for line in lines]
    ends = "0" * (-across % 8)
    bits = [
        f"{int(''.join(str(int(dot is is_lit)) for dot in line) + ends, 2):0{-(-across // 8) * 2}x}" for line in lines
    ]
    kind = {"grey": "/BPC 8/CS/G", "mask": "/IM true/D[1 0]"}.get(by, "/IM true")
    entries = f"/W {across}/H {up}{kind}/F/AHx"
    return f"600 0 0 0 10 18 d1 q 12 0 0 18 0 0 cm BI {entries} ID {''.join(dots if is_grey else bits)}> EI Q"


def drawings(shapes: str, *, matrix: str = "0.05 0 0 0.05 0 0", flip: bool = False, curve: str = "", **at: str) -> str:
    """How a cell is read that holds 2 in a font of drawings, or of pictures, where 2, 5, 6 and 9 have some shapes."""
    by = at.pop("by", "")
    names = "/FirstChar 50/LastChar 57/Widths[12 12 12 12 12 12 12 12]"
    glyphs = "".join(f"/g{digit} {number} 0 R" for number, digit in enumerate("2569", 13))
    encoding = "<</Differences[50/g2 53/g5/g6 57/g9]>>"
    font = (
        f"<</Type/Font/Subtype/Type3/FontBBox[0 0 10 18]/FontMatrix[{matrix}]/Encoding{encoding}"
        f"/CharProcs<<{glyphs}>>{names}/Resources<<>>/ToUnicode 12 0 R>>"
    )
    glyphs_drawn = [pictured(shape, by=by, flip=flip) if by else drawn(shape, flip=flip) + curve for shape in shapes]
    digits = (
        "begincmap 1 begincodespacerange <00><FF> endcodespacerange 1 beginbfrange <32><39><0032> endbfrange endcmap"
    )
    return text_of(font, "32", stream(digits), *map(stream, glyphs_drawn), **at)


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"shapes": "2569"}, "2"),
        ({"shapes": "5269"}, _OTHER),
        ({"shapes": "9562"}, _OTHER),
        ({"shapes": "2596"}, "2"),
        ({"shapes": "2569", "matrix": "0.05 0 0 -0.05 0 0", "flip": True}, "2"),
        ({"shapes": "5269", "matrix": "0.05 0 0 -0.05 0 0", "flip": True}, _OTHER),
        ({"shapes": "2569", "flip": True}, _OTHER),
        ({"shapes": "2569", "flip": True, "text_matrix": "1 0 0 -1 160 607"}, "2"),
        ({"shapes": "5269", "curve": " 0 0 m 0 1 1 1 1 0 c f"}, _OTHER),
        ({"shapes": "5269", "curve": " BI /W 1 ID x EI"}, "2"),
        ({"shapes": "2569", "by": "mask"}, "2"),
        ({"shapes": "5269", "by": "mask"}, _OTHER),
        ({"shapes": "5269", "by": "plain mask"}, _OTHER),
        ({"shapes": "5269", "by": "grey"}, _OTHER),
        ({"shapes": "2569", "by": "few dots"}, "2"),
        ({"shapes": "5269", "by": "few dots"}, _OTHER),
        ({"shapes": "2569", "by": "fewer dots"}, _OTHER),
        ({"shapes": "2569", "by": "mask", "flip": True}, _OTHER),
    ],
)
def test_digits_that_are_drawings_are_looked_at(options: dict[str, Any], text: str) -> None:
    assert drawings(**options) == text


_OWN = "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding {encoding}/DescendantFonts[14 0 R]{more}>>"
_PLAIN = "<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)>>/W[{}]>>"


@pytest.mark.parametrize(
    ("table", "encoding", "code", "text"),
    [
        ("1 begincidchar <0007> 300 endcidchar", "13 0 R", "0007", "2"),
        ("1 begincidrange <0005><0009> 298 endcidrange", "13 0 R", "0007", "2"),
        ("1 begincidchar <07> 300 endcidchar", "13 0 R", "07", "2"),
        ("no table", "13 0 R", "0007", "2"),
        ("", "/Strange-H", "0007", "2"),
        ("", "/Strange-H", "0009", "(cid:9)"),
        ("", "/UniGB-UCS2-H", "0038", "2"),
    ],
    ids=["codes", "range", "one byte", "none", "unknown name", "no meaning", "known name"],
)
def test_codes_by_a_table_of_the_file_are_read_and_none_is_dropped(
    table: str, encoding: str, code: str, text: str
) -> None:
    space = f"begincodespacerange <{'0' * len(code)}><{'F' * len(code)}> endcodespacerange"
    font = _OWN.format(encoding=encoding, more="/ToUnicode 12 0 R")
    own = stream(f"begincmap {space} {table} endcmap", "/Type/CMap/CMapName/Own-Codes")
    meaning = to_unicode(code if code in ("07", "0038") else "0007", "0032")
    assert text_of(font, code, meaning, own, _PLAIN.format("")) == text


def test_glyph_of_a_code_by_a_table_of_the_file_has_the_width_of_that_glyph() -> None:
    font = _OWN.format(encoding="13 0 R", more="/ToUnicode 12 0 R")
    own = stream("begincmap 1 begincidchar <0007> 300 endcidchar endcmap", "/Type/CMap/CMapName/Own-Codes")
    codes = "0007" * 3

    wide, narrow = (
        text_of(font, codes, to_unicode("0007", "0032"), own, _PLAIN.format(f"{cid}[4000]")) for cid in (300, 7)
    )
    assert narrow == "222"
    assert wide != narrow, "the last one stands beyond the line"
