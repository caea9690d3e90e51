"""The outlines of glyphs in a TrueType font, as far as they are needed to tell what a digit looks like.

Source: the OpenType specification (tables ``cmap``, ``head``, ``loca`` and ``glyf``). Fonts with outlines of another
sort (``CFF``) give none.
"""

import struct
from collections.abc import Iterator
from itertools import pairwise

_Point = tuple[float, float]
Contours = tuple[tuple[_Point, ...], ...]
"""Closed lines by their points; a curve is given by points on it."""
_Contour = list[tuple[float, float, bool]]
"""The points of a closed line, each with whether it lies on the line or only draws a curve to itself."""
_OUTLINES_OF = (b"\x00\x01\x00\x00", b"true")
_SYMBOLS = 0xF000
"""Where a font of symbols has the characters of the keyboard."""
_SEGMENTS, _TRIMMED, _GROUPS, _BYTES = 4, 6, 12, 0
_ON_CURVE, _SHORT_X, _SHORT_Y, _REPEAT, _SAME_X, _SAME_Y = 1, 2, 4, 8, 16, 32
_WORDS, _ARE_OFFSETS, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 1, 2, 8, 32, 64, 128
_MOST_POINTS, _MOST_PARTS, _DEEPEST, _MOST_TABLES, _MOST_MAPS, _MOST_GROUPS = 2_000, 8, 2, 100, 10, 20_000
_STEPS = 4
"""Straight lines that stand for a curve."""


def glyph_outlines(font: bytes, characters: str) -> dict[str, Contours]:
    """The outlines that a font has for characters; none for those that it lacks, or draws as blanks.

    Args:
        font: The file of the font.
        characters: The characters.
    """
    try:
        outlines = {character: _Font(font).outline(character) for character in characters}
    except (struct.error, IndexError, KeyError):
        return {}
    return {character: outline for character, outline in outlines.items() if outline}


class _Font:
    """A font.

    Args:
        font: Its file.
    """

    def __init__(self, font: bytes) -> None:
        self._font = font
        self._tables: dict[bytes, int] = {}
        if font[:4] not in _OUTLINES_OF:
            return
        (count,) = struct.unpack_from(">H", font, 4)
        for number in range(min(count, _MOST_TABLES)):
            name, _, place, _ = struct.unpack_from(">4sLLL", font, 12 + 16 * number)
            self._tables[name] = place

    def outline(self, character: str) -> Contours:
        """The contours of a character."""
        if not self._tables:
            return ()
        glyph = self._glyph_of(ord(character)) or self._glyph_of(_SYMBOLS + ord(character))
        contours = self._contours(glyph, 0) if glyph else []
        return tuple(map(_curved, contours)) if sum(map(len, contours)) <= _MOST_POINTS else ()

    def _glyph_of(self, code: int) -> int:
        """The number of the glyph of a character; 0 where there is none."""
        begin = self._tables[b"cmap"]
        (count,) = struct.unpack_from(">H", self._font, begin + 2)
        for number in range(min(count, _MOST_MAPS)):
            platform, _, place = struct.unpack_from(">HHL", self._font, begin + 4 + 8 * number)
            glyph = self._glyph_in(begin + place, code) if platform in (0, 3) else 0
            if glyph:
                return glyph
        return 0

    def _glyph_in(self, begin: int, code: int) -> int:
        """The glyph of a character in one table of characters."""
        (kind,) = struct.unpack_from(">H", self._font, begin)
        if kind == _SEGMENTS:
            return self._glyph_in_segments(begin, code)
        if kind == _GROUPS:
            (count,) = struct.unpack_from(">L", self._font, begin + 12)
            for number in range(min(count, _MOST_GROUPS)):
                first, last, glyph = struct.unpack_from(">LLL", self._font, begin + 16 + 12 * number)
                if first <= code <= last:
                    return int(glyph + code - first)
        if kind == _TRIMMED:
            first, count = struct.unpack_from(">HH", self._font, begin + 6)
            if first <= code < first + count:
                return int(struct.unpack_from(">H", self._font, begin + 10 + 2 * (code - first))[0])
        return self._font[begin + 6 + code] if kind == _BYTES and code < 256 else 0  # noqa: PLR2004 - a byte

    def _glyph_in_segments(self, begin: int, code: int) -> int:
        (size,) = struct.unpack_from(">H", self._font, begin + 6)  # twice the number of segments
        for place in range(begin + 14, begin + 14 + size, 2):
            (last,) = struct.unpack_from(">H", self._font, place)
            if code > last:
                continue
            first, shift, offset = (
                struct.unpack_from(">H", self._font, place + 2 + number * size)[0] for number in (1, 2, 3)
            )
            if code < first:
                return 0
            if not offset:
                return int((code + shift) & 0xFFFF)
            own = place + 2 + 3 * size + offset + 2 * (code - first)
            (glyph,) = struct.unpack_from(">H", self._font, own)
            return int((glyph + shift) & 0xFFFF) if glyph else 0
        return 0

    def _contours(self, glyph: int, depth: int) -> list[_Contour]:
        """The contours of a glyph by their points, each with whether it lies on the curve."""
        is_long = struct.unpack_from(">H", self._font, self._tables[b"head"] + 50)[0]
        form, size, unit = (">LL", 4, 1) if is_long else (">HH", 2, 2)
        begin, end = struct.unpack_from(form, self._font, self._tables[b"loca"] + size * glyph)
        if begin == end:
            return []
        place = self._tables[b"glyf"] + begin * unit
        (count,) = struct.unpack_from(">h", self._font, place)
        if count < 0:
            return list(self._parts(place + 10, depth)) if depth < _DEEPEST else []
        return self._simple(place + 10, count)

    def _simple(self, place: int, count: int) -> list[_Contour]:
        """The contours of a glyph that has no parts."""
        ends = struct.unpack_from(f">{count}H", self._font, place)
        total = min(ends[-1] + 1 if ends else 0, _MOST_POINTS)
        (length,) = struct.unpack_from(">H", self._font, place + 2 * count)
        place += 2 * count + 2 + length
        flags: list[int] = []
        while len(flags) < total:
            flag = self._font[place]
            repeats = self._font[place + 1] if flag & _REPEAT else 0
            flags += [flag] * (repeats + 1)
            place += 2 if flag & _REPEAT else 1
        flags = flags[:total]
        axes = []
        for short, same in ((_SHORT_X, _SAME_X), (_SHORT_Y, _SAME_Y)):
            values, place = self._along(flags, short, same, place)
            axes.append(values)
        points = [(x, y, bool(flag & _ON_CURVE)) for x, y, flag in zip(*axes, flags, strict=True)]
        edges = [0, *(end + 1 for end in ends)]
        return [points[first:last] for first, last in pairwise(edges)]

    def _along(self, flags: list[int], short: int, same: int, place: int) -> tuple[list[int], int]:
        """The coordinates of points along one axis, and the place after them."""
        value, values = 0, []
        for flag in flags:
            if flag & short:
                value += self._font[place] if flag & same else -self._font[place]
                place += 1
            elif not flag & same:
                value += struct.unpack_from(">h", self._font, place)[0]
                place += 2
            values.append(value)
        return values, place

    def _parts(self, place: int, depth: int) -> Iterator[_Contour]:
        """The contours of a glyph that is put together of others."""
        for _ in range(_MOST_PARTS):
            flags, glyph = struct.unpack_from(">HH", self._font, place)
            across, up = struct.unpack_from(">hh" if flags & _WORDS else ">bb", self._font, place + 4)
            place += 8 if flags & _WORDS else 6
            matrix = [1.0, 0.0, 0.0, 1.0]
            count = 1 if flags & _SCALE else 2 if flags & _TWO_SCALES else 4 if flags & _MATRIX else 0
            scales = [value / 0x4000 for value in struct.unpack_from(f">{count}h", self._font, place)]
            if count:
                matrix = scales if count == len(matrix) else [scales[0], 0.0, 0.0, scales[-1]]
            place += 2 * count
            right, high = (across, up) if flags & _ARE_OFFSETS else (0, 0)
            a, b, c, d = matrix
            for contour in self._contours(glyph, depth + 1):
                yield [(a * x + c * y + right, b * x + d * y + high, is_on) for x, y, is_on in contour]
            if not flags & _MORE:
                return


def _curved(contour: _Contour) -> tuple[_Point, ...]:
    """The points of a contour, with points on its curves in place of those beside them."""
    points: _Contour = []
    for number, (x, y, is_on) in enumerate(contour):
        before = contour[number - 1]
        if not (is_on or before[2]):  # halfway between two points beside the curve one lies on it
            points.append(((x + before[0]) / 2, (y + before[1]) / 2, True))
        points.append((x, y, is_on))
    result: list[_Point] = []
    for number, (x, y, is_on) in enumerate(points):
        if is_on:
            result.append((x, y))
            continue
        start, end = points[number - 1], points[(number + 1) % len(points)]
        for step in range(1, _STEPS):
            there = step / _STEPS
            back = 1 - there
            shares = (back**2, 2 * back * there, there**2)
            own = [
                sum(share * point[axis] for share, point in zip(shares, (start, (x, y), end), strict=True))
                for axis in (0, 1)
            ]
            result.append((own[0], own[1]))
    return tuple(result)
