"""Fonts in a Word file that draw other digits than its text has: people see those, and the text is what is read.

Word garbles the first 32 bytes of such a font with the key that its table of fonts names (ECMA-376 part 4, 2.8.1).
"""

from collections.abc import Iterable, Iterator
from typing import Any

from gongkai.readers.document import FileNotice
from gongkai.readers.files.archives import Archive
from gongkai.readers.files.office_links import linked_parts
from gongkai.readers.files.office_xml import RELATIONS, WORD, xml_root
from gongkai.readers.formats.pdf_drawn.digit_shapes import other_digits

_TABLE = "word/fontTable.xml"
_KINDS = [f"{WORD}embed{kind}" for kind in ("Regular", "Bold", "Italic", "BoldItalic")]
_GARBLED, _KEY = 32, 16
_MOST_FONTS = 40
_DIGITS = "0123456789"


def fonts_with_other_digits(archive: Archive, parts: Iterable[bytes]) -> Iterator[FileNotice]:
    """A notice of each embedded font that a text may use and that draws a digit as another one.

    Args:
        archive: The parts of the file.
        parts: Its main parts.
    """
    table = archive.xml(_TABLE)
    if not table or b"<w:embed" not in table:
        return
    from gongkai.readers.files.font_outlines import glyph_outlines  # noqa: PLC0415 - loads fontTools

    texts = [*parts, *(archive.part(path) or b"" for path in ("word/styles.xml", "word/theme/theme1.xml"))]
    paths = {key: path for _, key, path in linked_parts(archive, _TABLE)}
    fonts = [
        font
        for font in xml_root(table).iter(f"{WORD}font")
        if any(f'"{font.get(f"{WORD}name")}"'.encode() in text for text in texts)
    ]
    for font in fonts[:_MOST_FONTS]:
        if any(other_digits(glyph_outlines(data, _DIGITS)) for data in _programs(archive, font, paths)):
            yield FileNotice("embedded-font", font.get(f"{WORD}name") or "")


def _programs(archive: Archive, font: Any, paths: dict[str, str]) -> Iterator[bytes]:
    """The files of a font, in its different styles."""
    for element in font.iterchildren(*_KINDS):
        data = archive.part(paths.get(element.get(f"{RELATIONS}id") or "", ""))
        if data:
            yield _clear(data, element.get(f"{WORD}fontKey") or "")


def _clear(data: bytes, key: str) -> bytes:
    """A font with its first bytes as they were."""
    try:
        mask = bytes.fromhex(key.strip("{}").replace("-", ""))[::-1]
    except ValueError:
        return data
    if len(mask) != _KEY:
        return data
    return bytes(byte ^ mask[number % _KEY] for number, byte in enumerate(data[:_GARBLED])) + data[_GARBLED:]
