"""The codes of fonts whose file brings its own table of them (``Encoding`` as a stream, ISO 32000-1, 9.7.5).

pdfminer knows the tables that have a name. Of a font with any other one it drops every character without a word, so
that a figure in it would be an empty cell. Where a table cannot be read, each character counts as one without meaning.
Of a font with a named table it looks up the number of the glyph where the file says what the codes mean.
This module needs the extra for PDF; it is imported where a page is at hand, which proves that the extra is there.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
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

    def __init__(self, entries: Iterable[tuple[int, int, int]], *, usual: int, by_glyph: bool) -> None:
        """Take in a table.

        Args:
            entries: The bytes, the number and the glyph of each code; none where there is no table that can be read.
            usual: The bytes of a code that is not in the table.
            by_glyph: Whether the file says of glyphs what they mean, not of codes.
        """
        super().__init__()
        self.glyphs: dict[int, int] = {}
        self._sizes: dict[tuple[int, int], None] = {}  # code and bytes, as <30> and <0030> are two
        self._by_glyph, self._usual = by_glyph, usual
        for size, code, glyph in entries:
            self.glyphs[code] = glyph
            self._sizes[code, size] = None
        self._widths = sorted({size for _, size in self._sizes} | {usual})

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
    """Have a font read its codes by the table in the file, or by a named one where the file says what codes mean.

    Args:
        font: A font of pdfminer; it is changed.
        spec: The font's dictionary in the file.
    """
    if not isinstance(font, PDFCIDFont) or not isinstance(font.cmap, CMap):
        return  # each two bytes are the number of a glyph
    of_codes = isinstance(resolve1(spec.get("ToUnicode")), PDFStream)
    if font.cmap.code2cid:
        if not of_codes:
            return
        codes = _codes_of_named(font.cmap)
    else:
        table = resolve1(spec.get("Encoding"))
        data = table.get_data() if isinstance(table, PDFStream) else b""
        space = _SPACE.search(data)
        usual = min(len(space[1]) // 2, _WIDEST) if space and len(space[1]) > 1 else 2
        codes = OwnCodes(_entries(data), usual=usual, by_glyph=not of_codes)
    font.cmap = codes
    if of_codes:
        font.widths = {code: font.widths[glyph] for code, glyph in codes.glyphs.items() if glyph in font.widths}


@lru_cache(maxsize=4)
def _codes_of_named(table: CMap) -> OwnCodes:
    """The codes of a table with a name, of which the library has one object each."""
    return OwnCodes(_of_named(table.code2cid), usual=2, by_glyph=False)


def _of_named(table: Mapping[int, Any], size: int = 1, before: int = 0) -> Iterator[tuple[int, int, int]]:
    """Likewise of a table with a name, which has further ones for the bytes that follow."""
    for byte, glyph in table.items():
        code = before * 256 + byte
        if isinstance(glyph, int):
            yield size, code, glyph
        elif size < _WIDEST:
            yield from _of_named(glyph, size + 1, code)


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
