"""Writes what a Windows metafile (WMF) fills with colour as the records of an enhanced one ([MS-WMF] 2.3)."""

import struct
from collections.abc import Iterator

from gongkai.readers.formats.workbook_parts.drawn import metafiles

_WITH_SIZE = b"\xd7\xcd\xc6\x9a"
_MOST_RECORDS = 20_000
_WINDOW_AT, _WINDOW = 0x020B, 0x020C
_BRUSH, _PATTERNS = 0x02FC, (0x01F9, 0x0142)
_OTHER_OBJECTS = frozenset({0x02FA, 0x02FB, 0x00F7, 0x06FF})
"""Records that make a pen, a font, a palette or a region: they take numbers as brushes do."""
_SELECT, _DELETE = 0x012D, 0x01F0
_POLYGON, _POLYGONS, _RECTANGLE, _ROUND, _ELLIPSE = 0x0324, 0x0538, 0x041B, 0x061C, 0x0418
_BOXES = {_RECTANGLE: (43, 0), _ROUND: (44, 4), _ELLIPSE: (42, 0)}
"""Records that fill a box or what is round within it: the number of the same record in an enhanced metafile, and where
its sides begin."""


def filled_share(picture: bytes) -> float:
    """The share of a Windows metafile that is filled with colour; 0 where that is not known.

    Args:
        picture: The file.
    """
    try:
        return metafiles.filled_share(_enhanced(picture))
    except struct.error:
        return 0.0


def _enhanced(picture: bytes) -> bytes:
    origin, size = [0, 0], [0, 0]
    if picture.startswith(_WITH_SIZE):
        left, top, right, bottom = struct.unpack_from("<4h", picture, 6)
        origin, size = [left, top], [right - left, bottom - top]
    objects: list[int | None] = []
    content, count = bytearray(), 0
    for kind, record in _records(picture):
        if kind in (_WINDOW, _WINDOW_AT):
            own = [*struct.unpack_from("<2h", record)][::-1]
            origin, size = (origin, own) if kind == _WINDOW else (own, size)
        elif kind == _BRUSH or kind in _PATTERNS or kind in _OTHER_OBJECTS:
            count += 1
            place = objects.index(None) if None in objects else len(objects)
            objects[place : place + 1] = [count]
            content += _brush(kind, count, record)
        elif kind in (_SELECT, _DELETE):
            (place,) = struct.unpack_from("<H", record)
            number = objects[place] if place < len(objects) else None
            if number is not None and kind == _SELECT:
                content += _record(37, struct.pack("<I", number))
            elif number is not None:
                objects[place] = None
        else:
            content += _shape(kind, record)
    sides = sorted((origin[0], origin[0] + size[0])), sorted((origin[1], origin[1] + size[1]))
    box = struct.pack("<4i", sides[0][0], sides[1][0], sides[0][1], sides[1][1])
    return _record(1, box + bytes(64)) + bytes(content)


def _records(picture: bytes) -> Iterator[tuple[int, bytes]]:
    place = 40 if picture.startswith(_WITH_SIZE) else 18
    for _ in range(_MOST_RECORDS):
        if place + 6 > len(picture):
            return
        size, kind = struct.unpack_from("<IH", picture, place)
        yield kind, picture[place + 6 : place + 2 * max(size, 3)]
        place += 2 * max(size, 3)


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<II", kind, 8 + len(content)) + content


def _brush(kind: int, number: int, record: bytes) -> bytes:
    """The record of a brush; nothing for an object of another sort."""
    if kind in _OTHER_OBJECTS:
        return b""
    if kind in _PATTERNS:
        return _record(93, struct.pack("<I", number))
    return _record(39, struct.pack("<II", number, *struct.unpack_from("<H", record)))


def _shape(kind: int, record: bytes) -> bytes:
    """The record of a filled shape; nothing for any other."""
    if kind in _BOXES:
        number, begin = _BOXES[kind]
        bottom, right, top, left = struct.unpack_from("<4h", record, begin)
        return _record(number, struct.pack("<4i", left, top, right, bottom))
    if kind == _POLYGON:
        (count,) = struct.unpack_from("<H", record)
        return _record(86, bytes(16) + struct.pack("<I", count) + record[2 : 2 + 4 * count])
    if kind == _POLYGONS:
        (count,) = struct.unpack_from("<H", record)
        counts = struct.unpack_from(f"<{count}H", record, 2)
        points = record[2 + 2 * count :]
        return _record(91, bytes(16) + struct.pack(f"<II{count}I", count, sum(counts), *counts) + points)
    return b""
