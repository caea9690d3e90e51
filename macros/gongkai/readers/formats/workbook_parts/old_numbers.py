"""Numbers in the cells of an old workbook (.xls), each with the number of the style of its cell.

Like looks, they are looked for in the bytes of the file ([MS-XLS] 2.4.180, 2.4.220, 2.4.175 and 2.4.127).
"""

import re
import struct
from collections.abc import Iterator

_NUMBER = re.compile(rb"\x03\x02\x0e\x00.{4}(..)(.{8})", re.DOTALL)
_SHORT = re.compile(rb"\x7e\x02\x0a\x00.{4}(..)(.{4})", re.DOTALL)
_SHORTS = re.compile(rb"\xbd\x00(..).{4}", re.DOTALL)
_FORMULA = re.compile(rb"\x06\x00[\x16-\xff].{5}(..)(.{8})", re.DOTALL)
_OF_ROW, _OF_SHORT = 6, 6
"""Bytes of the places in a row of short numbers, and of each of them with its style."""
_IN_HUNDREDTHS, _WHOLE = 1, 2


def numbers_of(data: bytes) -> Iterator[tuple[int, float]]:
    """The numbers, those that are results of formulas among them.

    Args:
        data: The file.
    """
    for pattern in (_NUMBER, _FORMULA):
        for style, value in pattern.findall(data):
            yield int.from_bytes(style, "little"), struct.unpack("<d", value)[0]
    for style, value in _SHORT.findall(data):
        yield int.from_bytes(style, "little"), _short(value)
    for match in _SHORTS.finditer(data):
        length = int.from_bytes(match[1], "little") - _OF_ROW
        row = data[match.end() : match.end() + length]
        if length > 0 and not length % _OF_SHORT:
            for place in range(0, len(row) - _OF_SHORT + 1, _OF_SHORT):
                yield int.from_bytes(row[place : place + 2], "little"), _short(row[place + 2 : place + 6])


def _short(data: bytes) -> float:
    """A number of which the file keeps the first thirty bits alone."""
    bits = int.from_bytes(data, "little", signed=True)
    if bits & _WHOLE:
        number = float(bits >> 2)
    else:
        number = struct.unpack("<d", b"\0\0\0\0" + (bits & ~3).to_bytes(4, "little", signed=True))[0]
    return number / 100 if bits & _IN_HUNDREDTHS else number
