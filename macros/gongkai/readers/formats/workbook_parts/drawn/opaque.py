"""Tells whether a picture hides what is below it: by its format, or by the share of its pixels that are opaque."""

import re
import struct
import zlib
from collections.abc import Iterator
from itertools import accumulate

from gongkai.readers.formats.workbook_parts.drawn import old_metafiles
from gongkai.readers.formats.workbook_parts.drawn.metafiles import filled_share

_OPAQUE_FORMATS = (b"\xff\xd8", b"BM", b"II*\x00", b"MM\x00*")
"""How pictures begin in the formats that have no transparency, or hardly ever use it: JPEG, BMP and TIFF."""
_PNG, _GIF, _EMF, _WMF = b"\x89PNG", b"GIF8", b" EMF", (b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00", b"\x02\x00\x09\x00")
_GIF_WITH_CLEAR_COLOUR = re.compile(rb"\x21\xf9\x04[\x01\x03\x05\x07\x09\x0b\x0d\x0f]")
_PLACE_OF_EMF = 40
_BITMAPS = frozenset({76, 77, 80, 81})
"""Records of an enhanced metafile that draw a bitmap (BITBLT, STRETCHBLT, SETDIBITSTODEVICE, STRETCHDIBITS)."""
_COMMENT, _PLUS, _PLUS_HEAD, _MOST_KINDS = 70, b"EMF+", 0x4001, 1_000
_PLUS_FILLS = frozenset({0x4009, 0x400A, 0x401A, 0x401B})
"""Records that fill the whole or boxes, or draw a picture (CLEAR, FILLRECTS, DRAWIMAGE, DRAWIMAGEPOINTS)."""
_OLD_BITMAPS = frozenset({0x0922, 0x0940, 0x0B23, 0x0B41, 0x0D33, 0x0F43})
"""Records of a Windows metafile that do so."""
_MOST_RECORDS = 20_000
_MOST_DOTS = 1_000_000
_MOST_OF_IT, _HALF = 0.6, 128
"""The share of opaque pixels at which figures below a picture cannot be read; and the alpha of half opacity."""
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_PALETTE, _BITS = 3, 8
_SINGLE_COLOURS = (0, 2)


def is_opaque(picture: bytes) -> bool:
    """Whether most of a picture cannot be seen through; False where that is not known.

    Args:
        picture: The file.
    """
    if picture.startswith(_PNG):
        return _is_opaque_png(picture)
    if picture.startswith(_GIF):
        return _GIF_WITH_CLEAR_COLOUR.search(picture[:2_000]) is None
    if picture[_PLACE_OF_EMF : _PLACE_OF_EMF + 4] == _EMF:
        kinds = [kind for kind, _ in _records(picture, 0)]
        return not _BITMAPS.isdisjoint(kinds) or filled_share(picture) >= _MOST_OF_IT or _is_filled_by_plus(picture)
    if picture.startswith(_WMF):
        has_bitmap = any(kind in _OLD_BITMAPS for kind in _old_records(picture))
        return has_bitmap or old_metafiles.filled_share(picture) >= _MOST_OF_IT
    return picture.startswith(_OPAQUE_FORMATS)


def _records(picture: bytes, place: int) -> Iterator[tuple[int, int]]:
    """The kinds of the records of an enhanced metafile ([MS-EMF] 2.3), and where each begins."""
    for _ in range(_MOST_RECORDS):
        if place + 8 > len(picture):
            return
        kind, size = struct.unpack_from("<II", picture, place)
        yield kind, place
        place += max(size, 8)


def _is_filled_by_plus(picture: bytes) -> bool:
    """Whether a metafile has its drawing in comments alone (EMF+), with a picture or boxes in it ([MS-EMFPLUS] 2.3).

    Other drawings there are taken for those of a seal.
    """
    kinds: set[int] = set()
    for kind, begin in _records(picture, 0):
        if kind != _COMMENT or picture[begin + 12 : begin + 16] != _PLUS:
            continue
        (length,) = struct.unpack_from("<I", picture, begin + 8)
        place, end = begin + 16, min(begin + 12 + length, len(picture))
        while place + 12 <= end and len(kinds) < _MOST_KINDS:
            own, flags, size = struct.unpack_from("<HHI", picture, place)
            if own == _PLUS_HEAD and flags & 1:
                return False  # the same drawing stands in plain records as well
            kinds.add(own)
            place += max(size, 12)
    return not _PLUS_FILLS.isdisjoint(kinds)


def _old_records(picture: bytes) -> Iterator[int]:
    """The kinds of the records of a Windows metafile ([MS-WMF] 2.3), which may have a head for its size."""
    place = 40 if picture.startswith(_WMF[0]) else 18
    for _ in range(_MOST_RECORDS):
        if place + 6 > len(picture):
            return
        size, kind = struct.unpack_from("<IH", picture, place)
        yield kind
        place += 2 * max(size, 3)


def _is_opaque_png(picture: bytes) -> bool:
    chunks = dict(_chunks(picture))
    head = chunks.get(b"IHDR", b"")
    if len(head) < 13:  # noqa: PLR2004 - bytes of a head
        return False
    width, height, bits, kind, _, _, interlaced = struct.unpack(">IIBBBBB", head[:13])
    clear = chunks.get(b"tRNS")
    if clear is None and kind in (*_SINGLE_COLOURS, _PALETTE):
        return True
    is_known = bits >= _BITS and not interlaced and kind in _CHANNELS and kind not in _SINGLE_COLOURS
    if not is_known or not 0 < width * height <= _MOST_DOTS:
        return False
    size = _CHANNELS[kind] * bits // _BITS
    length = height * (1 + width * size)
    data = zlib.decompressobj().decompress(chunks.get(b"IDAT", b""), length)
    if len(data) < length:
        return False
    dots = _last_channel(data, width, size, bits // _BITS)
    if kind == _PALETTE:
        alphas = (clear or b"").ljust(256, b"\xff")
        dots = dots.translate(alphas)
    return sum(dot >= _HALF for dot in dots) >= _MOST_OF_IT * len(dots)


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG by their names; the data of the image itself, which may be many chunks, as one."""
    place, parts = 8, []
    while place + 8 <= len(picture):
        (length,) = struct.unpack_from(">I", picture, place)
        name, data = picture[place + 4 : place + 8], picture[place + 8 : place + 8 + length]
        place += length + 12
        if name == b"IDAT":
            parts.append(data)
        else:
            yield name, data
    yield b"IDAT", b"".join(parts)


def _last_channel(data: bytes, width: int, size: int, depth: int) -> bytes:
    """The first byte of the last channel of each pixel of a PNG: its alpha, or the number of its colour.

    A row is stored as differences from the pixels before or above (PNG, 9.2), byte by byte, so that other channels
    need not be decoded.

    Args:
        data: The rows, each after a byte that says how it is stored.
        width: Pixels of a row.
        size: Bytes of a pixel.
        depth: Bytes of a channel.
    """
    length = 1 + width * size
    above = bytes(width)
    rows = []
    for begin in range(0, len(data), length):
        stored = data[begin + 1 + size - depth : begin + length : size]
        above = _restored(data[begin], stored, above)
        rows.append(above)
    return b"".join(rows)


def _restored(way: int, stored: bytes, above: bytes) -> bytes:
    """Undo the filter of a row: None, or the difference from the byte before, above, their mean, or the Paeth value."""
    if way == 0:
        return stored
    if way == 1:
        return bytes(byte & 0xFF for byte in accumulate(stored))
    if way == 2:  # noqa: PLR2004 - the numbers of the standard
        return bytes((byte + upper) & 0xFF for byte, upper in zip(stored, above, strict=True))
    row: list[int] = []
    before = corner = 0
    for byte, upper in zip(stored, above, strict=True):
        guess = (before + upper) >> 1 if way == 3 else _nearest(before, upper, corner)  # noqa: PLR2004 - likewise
        before, corner = (byte + guess) & 0xFF, upper
        row.append(before)
    return bytes(row)


def _nearest(before: int, upper: int, corner: int) -> int:
    """The Paeth predictor: of three bytes the one nearest to the sum of the first two less the third."""
    aim = before + upper - corner
    distances = [(abs(aim - byte), place, byte) for place, byte in enumerate((before, upper, corner))]
    return min(distances)[2]
