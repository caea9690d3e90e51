"""How much of an enhanced metafile (EMF) is filled with colour, so that nothing below it is seen ([MS-EMF] 2.3).

Drawings of a seal fill letters, a star and a ring, but little of their whole.
"""

import struct
from collections.abc import Iterator, Sequence
from itertools import pairwise

_MOST_RECORDS, _MOST_POINTS = 20_000, 10_000
_STEPS = 16
"""Points by which the picture is looked at, in each direction."""
_SOLID, _NULL_BRUSH, _STOCK = 0, 0x8000_0005, 0x8000_0000
_STOCK_BRUSHES = frozenset(range(_STOCK, _NULL_BRUSH))
_POLYGON, _POLYGONS, _SMALL = 3, 8, {86: 3, 91: 8}
"""Records of one and of several polygons, and those with small numbers that draw the same."""
_BEZIERS_TO, _LINES_TO, _LINE_TO, _MOVE_TO = (5, 88), (6, 89), 54, 27
_ELLIPSE, _RECTANGLE, _ROUND = 42, 43, 44
_BEGIN_PATH, _FILL_PATH, _FILL_AND_STROKE, _FILL_REGION = 59, 62, 63, 71
_WINDOW, _WINDOW_AT, _VIEW, _VIEW_AT, _TRANSFORM, _CHANGE_TRANSFORM = 9, 10, 11, 12, 35, 36
_SELECT, _BRUSH, _PATTERNS = 37, 39, (93, 94)
_SET, _LEFT, _RIGHT = 4, 2, 3
_BULGE = 0.29
"""The share of its size by which the corners of a round shape are cut off, where it is taken for eight-sided."""

_Point = tuple[float, float]
_Matrix = tuple[float, float, float, float, float, float]
_PLAIN: _Matrix = (1, 0, 0, 1, 0, 0)


def filled_share(picture: bytes) -> float:
    """The share of a metafile that is filled with colour; 0 where that is not known.

    Args:
        picture: The file.
    """
    try:
        return _Metafile(picture).filled_share()
    except (struct.error, ZeroDivisionError, OverflowError):
        return 0.0


class _Metafile:
    """A metafile, and the state of the drawing while its records are played.

    Args:
        picture: The file.
    """

    def __init__(self, picture: bytes) -> None:
        self._picture = picture
        bounds, frame = struct.unpack_from("<4i", picture, 8), struct.unpack_from("<4i", picture, 24)
        device, millimetres = struct.unpack_from("<2i", picture, 72), struct.unpack_from("<2i", picture, 80)
        self._box: Sequence[float] = bounds
        if frame[2] > frame[0] and frame[3] > frame[1] and all((*device, *millimetres)):
            scales = [dots / (length * 100) for dots, length in zip(device, millimetres, strict=True)]
            self._box = [side * scales[place % 2] for place, side in enumerate(frame)]
        self._brushes: dict[int, bool] = dict.fromkeys(_STOCK_BRUSHES, True)
        self._is_solid = True
        self._path: list[list[_Point]] | None = None
        self._transform: _Matrix = _PLAIN
        self._mapping = {_WINDOW: (1, 1), _WINDOW_AT: (0, 0), _VIEW: (1, 1), _VIEW_AT: (0, 0)}
        self._covered: set[_Point] = set()
        left, top, right, bottom = self._box
        self._dots = {
            (left + (x + 0.5) * (right - left) / _STEPS, top + (y + 0.5) * (bottom - top) / _STEPS)
            for x in range(_STEPS)
            for y in range(_STEPS)
        }

    def filled_share(self) -> float:
        """The share of the whole that is filled."""
        points = 0
        for kind, record in self._records():
            shapes = [[self._on_device(point) for point in shape] for shape in self._shapes(kind, record)]
            points += sum(map(len, shapes))
            if points > _MOST_POINTS:
                break
            if shapes:  # where one lies within the other there is a hole
                self._covered |= {
                    dot for dot in self._dots - self._covered if sum(_is_within(dot, shape) for shape in shapes) % 2
                }
        return len(self._covered) / len(self._dots)

    def _records(self) -> Iterator[tuple[int, bytes]]:
        place = 0
        for _ in range(_MOST_RECORDS):
            if place + 8 > len(self._picture):
                return
            kind, size = struct.unpack_from("<II", self._picture, place)
            yield kind, self._picture[place + 8 : place + max(size, 8)]
            place += max(size, 8)

    def _shapes(self, kind: int, record: bytes) -> list[list[_Point]]:
        """The shapes that a record fills; one that sets the state of the drawing fills none."""
        if self._set_state(kind, record):
            return []
        if kind in (_FILL_PATH, _FILL_AND_STROKE):
            shapes, self._path = self._path or [], None
            return shapes if self._is_solid else []
        if kind == _FILL_REGION:
            size, brush = struct.unpack_from("<II", record, 16)
            boxes = struct.iter_unpack("<4i", record[24 + 32 : 24 + size - size % 16]) if size else ()
            return [_corners(box) for box in boxes] if self._brushes.get(brush) else []
        shapes = _closed_shapes(kind, record)
        if self._path is not None:
            self._path += shapes
            self._go_on(kind, record, self._path)
            return []
        return shapes if self._is_solid else []

    def _set_state(self, kind: int, record: bytes) -> bool:
        if kind in self._mapping:
            self._mapping[kind] = struct.unpack_from("<2i", record)
        elif kind == _TRANSFORM:
            self._transform = struct.unpack_from("<6f", record)
        elif kind == _CHANGE_TRANSFORM:
            self._change(struct.unpack_from("<6f", record), *struct.unpack_from("<I", record, 24))
        elif kind == _BRUSH:
            number, style = struct.unpack_from("<II", record)
            self._brushes[number] = style == _SOLID
        elif kind in _PATTERNS:
            self._brushes[struct.unpack_from("<I", record)[0]] = True
        elif kind == _SELECT:
            (number,) = struct.unpack_from("<I", record)
            if number in self._brushes or number == _NULL_BRUSH:
                self._is_solid = self._brushes.get(number, False)
        elif kind == _BEGIN_PATH:
            self._path = []
        else:
            return False
        return True

    def _change(self, matrix: _Matrix, mode: int) -> None:
        if mode == _SET:
            self._transform = matrix
        elif mode in (_LEFT, _RIGHT):
            pair = (matrix, self._transform) if mode == _LEFT else (self._transform, matrix)
            self._transform = _product(*pair)
        else:
            self._transform = _PLAIN

    def _go_on(self, kind: int, record: bytes, path: list[list[_Point]]) -> None:
        """Add the points of a record to the path."""
        if kind == _MOVE_TO:
            path.append([struct.unpack_from("<2i", record)])
        elif kind == _LINE_TO and path:
            path[-1].append(struct.unpack_from("<2i", record))
        elif kind in (*_BEZIERS_TO, *_LINES_TO) and path:
            path[-1] += _points(record, small=kind > _LINE_TO)

    def _on_device(self, point: _Point) -> _Point:
        across, up, down, along, right, low = self._transform
        x, y = point[0] * across + point[1] * down + right, point[0] * up + point[1] * along + low
        (width, height), (left, top) = self._mapping[_WINDOW], self._mapping[_WINDOW_AT]
        (wide, high), (begin, start) = self._mapping[_VIEW], self._mapping[_VIEW_AT]
        return (x - left) * wide / width + begin, (y - top) * high / height + start


def _closed_shapes(kind: int, record: bytes) -> list[list[_Point]]:
    """The shapes with an area that a record draws by itself."""
    if kind in (_RECTANGLE, _ROUND):
        return [_corners(struct.unpack_from("<4i", record))]
    if kind == _ELLIPSE:
        left, top, right, bottom = struct.unpack_from("<4i", record)
        x, y = (right - left) * _BULGE, (bottom - top) * _BULGE
        upper: list[_Point] = [(left, top + y), (left + x, top), (right - x, top), (right, top + y)]
        return [[*upper, (right, bottom - y), (right - x, bottom), (left + x, bottom), (left, bottom - y)]]
    is_small = kind in _SMALL
    if _SMALL.get(kind, kind) == _POLYGON:
        return [_points(record, small=is_small)]
    if _SMALL.get(kind, kind) == _POLYGONS:
        (count,) = struct.unpack_from("<I", record, 16)
        counts = struct.unpack_from(f"<{min(count, _MOST_POINTS)}I", record, 24)
        points = iter(_points(record, small=is_small, begin=24 + 4 * len(counts), total=20))
        return [[point for _, point in zip(range(own), points, strict=False)] for own in counts]
    return []


def _points(record: bytes, *, small: bool, begin: int = 20, total: int = 16) -> list[_Point]:
    """The points of a record, after its box and their number."""
    (count,) = struct.unpack_from("<I", record, total)
    numbers = struct.unpack_from(f"<{2 * min(count, _MOST_POINTS)}{'h' if small else 'i'}", record, begin)
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _corners(box: Sequence[int]) -> list[_Point]:
    left, top, right, bottom = box
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def _product(one: _Matrix, other: _Matrix) -> _Matrix:
    """The transform that applies one after the other."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _is_within(dot: _Point, shape: Sequence[_Point]) -> bool:
    """Whether a point lies within a shape: a line from it to the right crosses the outline an odd number of times."""
    x, y = dot
    inside = False
    for (x1, y1), (x2, y2) in pairwise([*shape, *shape[:1]]):
        if (y1 > y) != (y2 > y) and x < x1 + (x2 - x1) * (y - y1) / (y2 - y1):
            inside = not inside
    return inside
