"""The codes of fonts whose file brings its own table of them (``Encoding`` as a stream, ISO 32000-1, 9.7.5).

pdfminer knows the tables that have a name. Of a font with any other one it drops every character without a word, so
that a figure in it would be an empty cell. Where a table cannot be read, each character counts as one without meaning.
This module needs the extra for PDF; it is imported where a page is at hand, which proves that the extra is there.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pdfminer.cmapdb import CMap
from pdfminer.pdffont import PDFCIDFont
from pdfminer.pdftypes import PDFStream, resolve1

_PART = re.compile(rb"begincid(char|range)(.*?)endcid", re.DOTALL)
_CODE = rb"<\s*([0-9A-Fa-f]{2,8})\s*>"
_CHAR, _RANGE = re.compile(_CODE + rb"\s*(\d{1,5})"), re.compile(_CODE + rb"\s*" + _CODE + rb"\s*(\d{1,5})")
_SPACE = re.compile(rb"begincodespacerange\s*<\s*([0-9A-Fa-f]+)")
_WIDEST = 4
"""The most bytes of a code."""


class OwnCodes(CMap):
    """A table of codes by their number: of the glyph of each, and of how many bytes it has.

    Attributes:
        glyphs: The number of the glyph by code.
    """

    def __init__(self, data: bytes, *, by_glyph: bool) -> None:
        """Read a table.

        Args:
            data: The table; empty where there is none that can be read.
            by_glyph: Whether the file says of glyphs what they mean, not of codes.
        """
        super().__init__()
        self.glyphs: dict[int, int] = {}
        self._sizes: dict[tuple[int, int], None] = {}  # code and bytes, as <30> and <0030> are two
        self._by_glyph = by_glyph
        space = _SPACE.search(data)
        self._usual = min(len(space[1]) // 2, _WIDEST) if space and len(space[1]) > 1 else 2
        for size, code, glyph in _entries(data):
            self.glyphs[code] = glyph
            self._sizes[code, size] = None
        self._widths = sorted({size for _, size in self._sizes} | {self._usual})

    def decode(self, code: bytes) -> Iterator[int]:
        """The codes of a text, or their glyphs."""
        place = 0
        while place < len(code):
            size = next((size for size in self._widths if self._has(code[place : place + size], size)), self._usual)
            number = int.from_bytes(code[place : place + size], "big")
            yield self.glyphs.get(number, number) if self._by_glyph else number
            place += size

    def _has(self, code: bytes, size: int) -> bool:
        return len(code) == size and (int.from_bytes(code, "big"), size) in self._sizes


def read_own_codes(font: Any, spec: Mapping[str, Any]) -> None:
    """Have a font read its codes by the table in the file, if pdfminer has none for it.

    Args:
        font: A font of pdfminer; it is changed.
        spec: The font's dictionary in the file.
    """
    if not isinstance(font, PDFCIDFont) or type(font.cmap) is not CMap or font.cmap.code2cid:
        return
    table = resolve1(spec.get("Encoding"))
    by_glyph = "ToUnicode" not in spec  # which speaks of codes
    codes = OwnCodes(table.get_data() if isinstance(table, PDFStream) else b"", by_glyph=by_glyph)
    font.cmap = codes
    if not by_glyph:
        font.widths = {code: font.widths[glyph] for code, glyph in codes.glyphs.items() if glyph in font.widths}


def _entries(data: bytes) -> Iterator[tuple[int, int, int]]:
    """The bytes, the number and the glyph of each code; the budget of the file has counted them before."""
    for kind, body in _PART.findall(data):
        if kind == b"char":
            for code, glyph in _CHAR.findall(body):
                yield len(code) // 2, int(code, 16), int(glyph)
            continue
        for first, last, glyph in _RANGE.findall(body):
            begin = int(first, 16)
            for code in range(begin, int(last, 16) + 1):
                yield len(first) // 2, code, int(glyph) + code - begin
