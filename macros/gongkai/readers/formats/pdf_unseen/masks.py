"""Where a picture of a PDF lets the page below it be seen, by its masks, as far as these are plain dots.

Those that are packed as pictures are (JPEG, JBIG2, fax) are not unpacked: of them nobody can tell here.
"""

from typing import Any

from gongkai.readers.formats.pdf_drawn import OPACITY

_MASKS = ("SMask", "Mask", "ImageMask")
_MOST_DOTS = 4_000_000
_SOLID = 0.9
"""How opaque a dot is below which nothing is seen."""
_DOTS_OF_BYTE = 8
_BYTES = bytes.maketrans(b"01", b"\x00\xff")
_KEY = "dots of mask"
"""Key of a picture for its mask, once it has been looked for."""
_Mask = tuple[int, bytes]
"""How many dots wide a mask is, and how opaque each is, in rows from the top."""


def is_opaque(picture: Any) -> bool:
    """Whether a picture lets nothing of what is below it be seen.

    Args:
        picture: A picture of pdfplumber.
    """
    return picture.get(OPACITY, 1) >= 1 and not any(picture["stream"].get(name) for name in _MASKS)


def is_seen_through(picture: Any) -> bool:
    """Whether a picture may let some of what is below it be seen, and nobody can tell here where.

    Args:
        picture: A picture of pdfplumber.
    """
    return not is_opaque(picture) and _mask_of(picture) is None


def solid_share(picture: Any, box: tuple[float, float, float, float]) -> float:
    """The share of the dots of a picture within a box that let nothing be seen; 0 where it is not known.

    Args:
        picture: A picture of pdfplumber, with a mask.
        box: Left, top, right and bottom, in points.
    """
    mask = _mask_of(picture)
    if mask is None:
        return 0.0
    wide, dots = mask
    high = len(dots) // wide
    left, right = (int((box[side] - picture["x0"]) / picture["width"] * wide) for side in (0, 2))
    top, bottom = (int((box[side] - picture["top"]) / picture["height"] * high) for side in (1, 3))
    columns, rows = range(max(left, 0), min(right + 1, wide)), range(max(top, 0), min(bottom + 1, high))
    own = b"".join(dots[row * wide + columns.start : row * wide + columns.stop] for row in rows)
    return sum(dot >= _SOLID * 0xFF for dot in own) / len(own) if own else 0.0


def _mask_of(picture: Any) -> _Mask | None:
    """The mask of a picture, which is unpacked once; None where it is not known."""
    if _KEY not in picture:
        picture[_KEY] = _read(picture)
    mask: _Mask | None = picture[_KEY]
    return mask


def _read(picture: Any) -> _Mask | None:
    from pdfminer.pdftypes import PDFStream, resolve1  # noqa: PLC0415 - of the same extra

    if picture.get(OPACITY, 1) < 1:
        return None
    stream = picture["stream"]
    is_stencil = bool(resolve1(stream.get("ImageMask")))
    mask = stream if is_stencil else resolve1(stream.get("SMask")) or resolve1(stream.get("Mask"))
    if not isinstance(mask, PDFStream):  # a range of colours
        return None
    width, height, bits = (resolve1(mask.get(name)) for name in ("Width", "Height", "BitsPerComponent"))
    is_of_bits = bool(resolve1(mask.get("ImageMask")))
    is_known = isinstance(width, int) and isinstance(height, int) and 0 < width * height <= _MOST_DOTS
    if not is_known or not (is_of_bits or bits in (1, _DOTS_OF_BYTE)):
        return None
    first = ([resolve1(part) for part in resolve1(mask.get("Decode")) or ()] or [0])[0]
    data = mask.get_data()
    if is_of_bits or bits == 1:
        line = -(-width // _DOTS_OF_BYTE)
        data = _spread(data, width, line) if len(data) == line * height else b""
    if len(data) != width * height:  # packed
        return None
    # A bit of 0 of a stencil is painted, while an opacity of 0 is none; Decode turns either round.
    return width, data if is_of_bits == (first == 1) else bytes(0xFF - dot for dot in data)


def _spread(data: bytes, width: int, line: int) -> bytes:
    """A byte for each bit of some rows."""
    bits = (f"{int.from_bytes(data[start : start + line], 'big'):0{line * 8}b}" for start in range(0, len(data), line))
    return b"".join(row[:width].encode("ascii").translate(_BYTES) for row in bits)
