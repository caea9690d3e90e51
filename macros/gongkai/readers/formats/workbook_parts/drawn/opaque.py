"""Tells whether a picture hides what is below it: by its format, or by the share of its pixels that are opaque."""

import struct
import warnings
from collections.abc import Iterator
from io import BytesIO

from gongkai.readers.formats.workbook_parts.drawn import old_metafiles
from gongkai.readers.formats.workbook_parts.drawn.metafiles import filled_share

_OPAQUE_FORMATS = (b"\xff\xd8", b"BM", b"II*\x00", b"MM\x00*")
"""How pictures begin in the formats that have no transparency, or hardly ever use it: JPEG, BMP and TIFF. Programs show
such a picture even where the end of its file is lost."""
_RASTERS = ("PNG", "GIF", "JPEG", "BMP", "TIFF", "WEBP")
"""Those of Pillow's readers that may read a picture: of the formats that office programs show."""
_EMF, _WMF = b" EMF", (b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00", b"\x02\x00\x09\x00")
_PLACE_OF_EMF = 40
_BITMAPS = frozenset({76, 77, 80, 81})
"""Records of an enhanced metafile that draw a bitmap (BITBLT, STRETCHBLT, SETDIBITSTODEVICE, STRETCHDIBITS)."""
_COMMENT, _PLUS, _PLUS_HEAD, _MOST_KINDS = 70, b"EMF+", 0x4001, 1_000
_PLUS_FILLS = frozenset({0x4009, 0x400A, 0x401A, 0x401B})
"""Records that fill the whole or boxes, or draw a picture (CLEAR, FILLRECTS, DRAWIMAGE, DRAWIMAGEPOINTS)."""
_OLD_BITMAPS = frozenset({0x0922, 0x0940, 0x0B23, 0x0B41, 0x0D33, 0x0F43})
"""Records of a Windows metafile that do so."""
_MOST_RECORDS = 20_000
_MOST_DOTS = 4_000_000
"""Dots of a picture with clear parts that are looked at; a larger one is taken for opaque, and so is asked about."""
_MOST_OF_IT, _HALF = 0.6, 128
"""The share of opaque pixels at which figures below a picture cannot be read; and the alpha of half opacity."""


def is_opaque(picture: bytes) -> bool:
    """Whether most of a picture cannot be seen through; False where that is not known.

    Args:
        picture: The file.
    """
    if picture[_PLACE_OF_EMF : _PLACE_OF_EMF + 4] == _EMF:
        kinds = [kind for kind, _ in _records(picture, 0)]
        return not _BITMAPS.isdisjoint(kinds) or filled_share(picture) >= _MOST_OF_IT or _is_filled_by_plus(picture)
    if picture.startswith(_WMF):
        has_bitmap = any(kind in _OLD_BITMAPS for kind in _old_records(picture))
        return has_bitmap or old_metafiles.filled_share(picture) >= _MOST_OF_IT
    return _is_opaque_raster(picture)


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


def _is_opaque_raster(picture: bytes) -> bool:
    """Whether a picture of dots is opaque; one of no known format is not, as no program shows it."""
    from PIL import Image  # noqa: PLC0415 - takes a tenth of a second, and few files have a picture over figures

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # it warns of what is not drawn here
            image = Image.open(BytesIO(picture), formats=_RASTERS)
        if not image.has_transparency_data or image.width * image.height > _MOST_DOTS:
            return True
        alphas: list[int] = image.convert("RGBA").getchannel("A").histogram()
    except Image.DecompressionBombError:
        return True
    except Exception:  # noqa: BLE001 - Pillow raises errors of any type on a broken picture
        return picture.startswith(_OPAQUE_FORMATS)
    return sum(alphas[_HALF:]) >= _MOST_OF_IT * sum(alphas)
