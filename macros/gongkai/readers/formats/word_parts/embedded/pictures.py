"""The figures that a metafile draws, as it writes them: the picture of a workbook within a Word file."""

import re
import struct
from collections.abc import Iterator

_MOST_RECORDS = 20_000
_TEXT_A, _TEXT_W, _SMALL_TEXT = 83, 84, 108
"""Records of text ([MS-EMF] 2.3.5.7, 2.3.5.8 and 2.3.5.34)."""
_NO_BOX, _SMALL_SIGNS = 0x100, 0x200
"""Of a small text: that no rectangle is before it, and that each of its signs has one byte."""
_LONGEST = 1_000
_HEADER = b"\x01\x00\x00\x00"
_FIGURE = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?")


def figures_drawn(picture: bytes) -> list[str]:
    """The figures in an enhanced metafile, in the order in which they are drawn; none for any other picture.

    Args:
        picture: The file.
    """
    try:
        return figures_in(_texts(picture)) if picture.startswith(_HEADER) and picture[40:44] == b" EMF" else []
    except struct.error:
        return []


def figures_in(texts: Iterator[str]) -> list[str]:
    """The figures that some texts hold, without the signs that part thousands.

    Args:
        texts: Each of a cell, or of a piece of a picture.
    """
    return [figure.replace(",", "") for text in texts for figure in _FIGURE.findall(text)]


def _texts(picture: bytes) -> Iterator[str]:
    place = 0
    for _ in range(_MOST_RECORDS):
        if place + 8 > len(picture):
            return
        kind, size = struct.unpack_from("<II", picture, place)
        record = picture[place : place + max(size, 8)]
        if kind in (_TEXT_A, _TEXT_W):
            count, begin = struct.unpack_from("<II", record, 44)
            yield _decoded(record[begin:], count, wide=kind == _TEXT_W)
        elif kind == _SMALL_TEXT:
            count, options = struct.unpack_from("<I4xI", record, 16)
            yield _decoded(record[36 + 16 * (not options & _NO_BOX) :], count, wide=not options & _SMALL_SIGNS)
        place += max(size, 8)


def _decoded(data: bytes, count: int, *, wide: bool) -> str:
    length = min(count, _LONGEST) * (1 + wide)
    return data[:length].decode("utf-16-le" if wide else "latin-1", errors="replace")
