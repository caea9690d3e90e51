"""The fonts, number formats and styles of an old workbook (.xls), as they mostly stand in the bytes of the file.

The records are Font, Format and XF ([MS-XLS] 2.4.122, 2.4.126 and 2.4.353).
"""

import re
import struct
from collections.abc import Iterator

from gongkai.readers.files.office_looks import Rgb
from gongkai.readers.formats.workbook_parts.looks import BUILT_IN

_FONT = re.compile(rb"\x31\x00[\x0f-\xff]\x00(..)(.)\x00(..)(?:\x90\x01|\xbc\x02)(.)\x00", re.DOTALL)
"""A font, of usual weight or bold: its height in twentieths of a point, its flags, its colour, and if it is raised."""
_STYLE = re.compile(rb"\xe0\x00\x14\x00(.{20})", re.DOTALL)
_FORMAT = re.compile(rb"\x1e\x04.\x00(..)(.)\x00([\x00\x01])", re.DOTALL)
"""A number format: its number, how many characters it has, and whether each is of two bytes."""
_PALETTE = re.compile(rb"\x92\x00\xe2\x00\x38\x00(.{224})", re.DOTALL)
"""The 56 colours of a workbook that has its own, each of red, green, blue and a spare byte (2.4.188)."""
_FIRST_OF_PALETTE = 8
_NO_NUMBER = 4
"""The number that no font has."""


def fonts_of(data: bytes) -> list[tuple[int, int, int, bool]]:
    """The fonts: the height in twentieths of a point, flags, the number of the colour, and if it is raised or lowered.

    Args:
        data: The file.
    """
    return [
        (int.from_bytes(height, "little"), flags[0], int.from_bytes(color, "little"), script != b"\0")
        for height, flags, color, script in _FONT.findall(data)
    ]


def place_of_font(number: int) -> int:
    """The place of a font among all of them.

    Args:
        number: Its number, of which one is left out.
    """
    return number - 1 if number > _NO_NUMBER else number


def palette_of(data: bytes) -> dict[int, Rgb]:
    """The colours that the file has itself, by their numbers.

    Args:
        data: The file.
    """
    match = _PALETTE.search(data)
    colors = struct.iter_unpack("<BBBx", match[1]) if match else ()
    return {number: (red, green, blue) for number, (red, green, blue) in enumerate(colors, _FIRST_OF_PALETTE)}


def styles_of(data: bytes) -> list[bytes]:
    """The styles of cells, each as its record: the numbers of its font and of its format come first.

    Args:
        data: The file.
    """
    return _STYLE.findall(data)


def formats_of(data: bytes) -> Iterator[tuple[bytes, str]]:
    """The number formats that the file has itself, by their numbers.

    Args:
        data: The file.
    """
    for match in _FORMAT.finditer(data):
        code, wide = "utf-16-le" if match[3] == b"\x01" else "latin-1", match[3] == b"\x01"
        yield match[1], data[match.end() : match.end() + match[2][0] * (1 + wide)].decode(code, "replace")


def codes_of(data: bytes) -> dict[bytes, str]:
    """All number formats, those that every workbook has among them, by their numbers.

    Args:
        data: The file.
    """
    return {number.to_bytes(2, "little"): code for number, code in BUILT_IN.items()} | dict(formats_of(data))
