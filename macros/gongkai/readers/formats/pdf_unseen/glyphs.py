"""Which characters a font of a PDF really draws, by its glyph names or the font program's own character map.

Extracted text is what the file says of the codes (``ToUnicode``, ISO 32000-1, 9.10.3), which may be another digit than
the one that is drawn. Fonts without names and maps, as most embedded subsets are, cannot be checked.
This module needs the extra for PDF; it is imported where a page is at hand, which proves that the extra is there.
"""

import contextlib
import re
import struct
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any

from pdfminer.encodingdb import name2unicode
from pdfminer.pdffont import CFFFont, PDFCIDFont, PDFSimpleFont, PDFType3Font, TrueTypeFont
from pdfminer.pdftypes import PDFStream, resolve1

from gongkai.readers.formats.pdf_unseen.type3_digits import codes_of_other_digits

_SYMBOLIC = 4
"""Flag ``Symbolic`` of an embedded font, which is drawn by its own codes, whatever names the file gives to them."""
_OF_SIGNS = re.compile("symbol|dingbats|wingdings|webdings", re.IGNORECASE)
_BYTES_OF_GLYPH = 2
_SPACE, _FIRST, _LAST = 0x20, 3, 98
"""Standard glyph numbers: the character of the first one, this number, and the number after the last."""


def other_digits(font: Any, spec: Mapping[str, Any]) -> frozenset[int]:
    """The codes for which a font draws another character than the file says, where either is a digit.

    Args:
        font: A font of pdfminer.
        spec: The font's dictionary in the file.
    """
    unicode_map = getattr(font, "unicode_map", None)
    text_by_code = dict(getattr(unicode_map, "cid2unichr", None) or {})
    if isinstance(font, PDFType3Font):
        with contextlib.suppress(Exception):  # as below
            return codes_of_other_digits(spec, {**getattr(font, "cid2unicode", {}), **text_by_code})
    if not text_by_code or isinstance(font, PDFType3Font):
        return frozenset()
    with contextlib.suppress(Exception):  # pdfminer raises errors of any type on a broken font, which says nothing then
        drawn = _of_many(spec) if isinstance(font, PDFCIDFont) else _of_names(font, spec)
        glyphs: Mapping[int, int] = getattr(getattr(font, "cmap", None), "glyphs", {})
        return frozenset(
            code for code, text in text_by_code.items() if _is_other_digit(text, drawn(glyphs.get(code) or code))
        )
    return frozenset()


def _is_other_digit(text: str, drawn: str | None) -> bool:
    one, other = (unicodedata.normalize("NFKC", part or "") for part in (text, drawn))
    return one != other and len(other) == 1 and (one.isdigit() or other.isdigit())


def _of_names(font: Any, spec: Mapping[str, Any]) -> Callable[[int], str | None]:
    """What a simple font, with codes of one byte, draws for a code: by the names of its glyphs."""
    descriptor = resolve1(spec.get("FontDescriptor")) or {}
    encoding = resolve1(spec.get("Encoding"))
    is_embedded = any(f"FontFile{kind}" in descriptor for kind in ("", "2", "3"))
    is_own = is_embedded and bool(int(resolve1(descriptor.get("Flags")) or 0) & _SYMBOLIC)
    if not isinstance(font, PDFSimpleFont) or (is_own and "FontFile2" in descriptor):
        return lambda _: None
    if isinstance(encoding, dict):
        names = _differences(resolve1(encoding.get("Differences")) or [])
        base = {} if is_own or "BaseEncoding" not in encoding else font.cid2unicode
        return lambda code: names.get(code) or base.get(code)
    if encoding is None and "FontFile3" in descriptor:
        return _of_compact(CFFFont("", BytesIO(resolve1(descriptor["FontFile3"]).get_data())))
    if encoding is None and is_embedded and "FontFile" not in descriptor:
        return lambda _: None
    is_of_signs = _OF_SIGNS.search(str(getattr(font, "basefont", ""))) is not None
    return font.cid2unicode.get if not (is_of_signs or (is_own and encoding is not None)) else lambda _: None


def _differences(parts: Sequence[Any]) -> dict[int, str]:
    """The characters of a ``Differences`` array by code: each number is the code of the first name after it."""
    names: dict[int, str] = {}
    code = 0
    for part in map(resolve1, parts):
        if isinstance(part, int):
            code = part
            continue
        with contextlib.suppress(KeyError, ValueError):  # a name that says nothing, such as G12
            names[code] = name2unicode(part.name)
        code += 1
    return names


def _of_compact(program: Any) -> Callable[[int], str | None]:
    """What a font program in the Compact Font Format (CFF) draws for a code, by the names of its glyphs."""

    def drawn(code: int) -> str | None:
        name = program.gid2name.get(program.code2gid.get(code))
        with contextlib.suppress(KeyError, ValueError):
            return name2unicode(name.decode("latin-1") if isinstance(name, bytes) else name)
        return None

    return drawn


def _of_many(spec: Mapping[str, Any]) -> Callable[[int], str | None]:
    """What a composite (CID) font draws for a code: by the font program's character map, or its glyph names."""
    own = resolve1((resolve1(spec.get("DescendantFonts")) or [None])[0]) or {}
    descriptor = resolve1(own.get("FontDescriptor")) or {}
    stream = resolve1(descriptor.get("FontFile2") or descriptor.get("FontFile3"))
    if not isinstance(stream, PDFStream):
        return lambda _: None
    program = TrueTypeFont("", BytesIO(stream.get_data()))
    characters = _characters(program)
    places = resolve1(own.get("CIDToGIDMap"))
    table = places.get_data() if isinstance(places, PDFStream) else None

    def drawn(code: int) -> str | None:
        if table is None:
            return characters.get(code)
        place = table[_BYTES_OF_GLYPH * code : _BYTES_OF_GLYPH * (code + 1)]
        return characters.get(int.from_bytes(place, "big")) if place else None

    return drawn


def _characters(program: TrueTypeFont) -> dict[int, str]:
    """The character of each glyph number, by the character map or else by the glyph's name."""
    with contextlib.suppress(TrueTypeFont.CMapNotFound, struct.error, AssertionError):
        return {int(glyph): text for glyph, text in program.create_unicode_map().cid2unichr.items()}
    return _names_of_glyphs(program)


def _names_of_glyphs(program: TrueTypeFont) -> dict[int, str]:
    """The character of each glyph number by the glyph's name, if the font names its glyphs (``post``, version 2).

    The names of ASCII characters, digits among them, have standard numbers in all such fonts.
    """
    place, length = program.tables.get(b"post", (0, 0))
    program.fp.seek(place)
    data = program.fp.read(length)
    if data[:4] != b"\x00\x02\x00\x00":
        return {}
    (count,) = struct.unpack(">H", data[32:34])
    numbers = struct.unpack(f">{count}H", data[34 : 34 + 2 * count])
    return {glyph: chr(number + _SPACE - _FIRST) for glyph, number in enumerate(numbers) if _FIRST <= number < _LAST}
