"""Measures of the shape of a glyph: its holes, bays and free corners on a coarse grid that is fitted to it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

_ACROSS, _UP = 24, 32
"""Places of the grid from side to side, and from the foot to the top."""
_MIDDLE_ROWS = range(9, 16)
"""Rows of the grid below the middle, where a 1 has its stem only and a 4 its bar."""
_SMALLEST_HOLE = 4
"""Fewest places of a hole; fewer are a gap between strokes that touch."""
_AREA = _ACROSS * _UP
_FULL = (1 << (_ACROSS + 2)) - 1
_NAMES = {
    (True, True, False, True): ("left below", "left above"),
    (True, True, True, False): ("right below", "right above"),
    (True, False, True, False): ("lower right", ""),
    (True, False, False, True): ("lower left", ""),
    (False, True, True, False): ("over foot", "upper right"),
    (False, True, False, True): ("before foot", "upper left"),
}
"""What a place without ink is part of in the lower and in the upper half, by whether it has ink above it, below it, on
its left and on its right."""

GlyphOutline = tuple[tuple[tuple[float, float], ...], ...]
"""Closed lines by their points; a curve is given by points on it."""
_Rows = list[int]
"""A grid by its rows from below, each as the bits of its places, with an empty place at every edge."""


def measures_of(outline: GlyphOutline) -> Mapping[str, float]:
    """Measures of the shape of an outline: sizes of places without ink are shares of the grid.

    Bays have the names of the side to which they are open and of the half of the grid, free corners those of where they
    are; what is ``over foot`` has ink below it and on its left. Widths of rows are shares of the grid's width, the
    ``width`` of the whole is one of its height; those of a hole are shares of the grid's height or of its own.
    """
    ink, width = _grid(outline)
    measures = defaultdict(float, width=width)
    for name, count in _places(ink):
        measures[name] += count / _AREA
    measures["foot"] = max(map(_width, ink[1:3]))
    measures["top"] = max(map(_width, ink[-3:-1]))
    measures["stem"] = max(_width(ink[row]) for row in _MIDDLE_ROWS)
    holes = sorted(_holes(ink), key=_size, reverse=True)
    measures["holes"] = len(holes)
    if holes:
        rows = [row for row, bits in enumerate(holes[0]) if bits]
        sizes = [holes[0][row].bit_count() for row in rows]
        widest = [place for place, size in enumerate(sizes) if size == max(sizes)]
        measures["hole middle"] = (rows[0] + rows[-1] - 1) / 2 / _UP
        measures["hole height"] = len(rows) / _UP
        measures["hole widest"] = (sum(widest) / len(widest) + 0.5) / len(rows)
    if len(holes) > 1:
        measures["second hole"] = _size(holes[1]) / _AREA
        measures["holes beside"] = any(one and other for one, other in zip(*holes[:2], strict=True))
    return measures


def _grid(outline: GlyphOutline) -> tuple[_Rows, float]:
    """The places of the grid that have ink, and the width of the outline as a share of its height.

    The grid is fitted to the outline. A stroke has ink in each place that it touches, however thin it is.
    """
    across, up = ([point[axis] for contour in outline for point in contour] for axis in (0, 1))
    left, low = min(across), min(up)
    width, height = max(max(across) - left, 1e-6), max(max(up) - low, 1e-6)
    ink = [0] * (_UP + 2)
    crossings: list[list[tuple[float, int]]] = [[] for _ in range(_UP)]
    for contour in outline:
        points = [((x - left) / width * _ACROSS, (y - low) / height * _UP) for x, y in contour]
        for start, end in zip(points, (*points[1:], points[0]), strict=True):
            _touch(ink, start, end)
            _cross(crossings, start, end)
    for row, own in enumerate(crossings, 1):
        winding = 0
        for (begin, way), (end_of_run, _) in zip(sorted(own), sorted(own)[1:], strict=False):
            winding += way
            if winding:
                ink[row] |= (2 << _place(end_of_run, _ACROSS)) - (1 << _place(begin, _ACROSS))
    return ink, width / height


def _place(value: float, count: int) -> int:
    """The place of the grid in which a point lies, counted with the empty one at the edge."""
    return min(int(value), count - 1) + 1


def _touch(ink: _Rows, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Give ink to the places that a straight line touches."""
    (x, y), (to_x, to_y) = start, end
    steps = int(max(abs(to_x - x), abs(to_y - y)) * 2) + 1
    for step in range(steps + 1):
        share = step / steps
        ink[_place(y + (to_y - y) * share, _UP)] |= 1 << _place(x + (to_x - x) * share, _ACROSS)


def _cross(crossings: list[list[tuple[float, int]]], start: tuple[float, float], end: tuple[float, float]) -> None:
    """Add where a straight line crosses the middles of rows, and whether it goes up (1) or down (-1)."""
    (x, y), (to_x, to_y) = start, end
    low, high = min(y, to_y), max(y, to_y)
    for row in range(max(int(low - 0.5), 0), min(int(high + 0.5), _UP)):
        middle = row + 0.5
        if low <= middle < high:
            crossings[row].append((x + (middle - y) * (to_x - x) / (to_y - y), 1 if to_y > y else -1))


def _width(bits: int) -> float:
    """How far the ink of a row reaches, as a share of the grid's width."""
    return (bits.bit_length() - (bits & -bits).bit_length() + 1) / _ACROSS if bits else 0.0


def _places(ink: _Rows) -> Iterator[tuple[str, int]]:
    """How many places of each row are parts of bays and free corners."""
    free = _spread([~bits & _FULL if row == 0 else 0 for row, bits in enumerate(ink)], ink)
    for row in range(1, _UP + 1):
        above, below = _joined(ink[row + 1 :]), _joined(ink[:row])
        lowest = ink[row] & -ink[row]
        beyond = ~((lowest << 1) - 1) & _FULL if lowest else 0
        before = (1 << max(ink[row].bit_length() - 1, 0)) - 1
        for sides, names in _NAMES.items():
            places = free[row]
            for is_inked, bits in zip(sides, (above, below, beyond, before), strict=True):
                places &= bits if is_inked else ~bits
            name = names[row > _UP // 2]
            if name and places:
                yield name, places.bit_count()


def _joined(rows: Sequence[int]) -> int:
    bits = 0
    for row in rows:
        bits |= row
    return bits


def _holes(ink: _Rows) -> Iterator[_Rows]:
    """The holes of a shape, each by its places."""
    outside = _spread([_FULL, *[0] * (_UP + 1)], ink)
    rest = [~(one | other) & _FULL for one, other in zip(ink, outside, strict=True)]
    for row in range(len(rest)):
        while rest[row]:
            seed = [0] * len(rest)
            seed[row] = rest[row] & -rest[row]
            hole = _spread(seed, ink)
            rest = [bits & ~own for bits, own in zip(rest, hole, strict=True)]
            if _size(hole) >= _SMALLEST_HOLE:
                yield hole


def _size(rows: _Rows) -> int:
    return sum(bits.bit_count() for bits in rows)


def _spread(seed: _Rows, ink: _Rows) -> _Rows:
    """The places without ink that can be reached from some of them."""
    rows, before = list(seed), list[int]()
    order = (*range(len(rows)), *reversed(range(len(rows))))
    while rows != before:
        before = list(rows)
        for row in order:
            near = (rows[row] | rows[max(row - 1, 0)] | rows[min(row + 1, len(rows) - 1)]) & ~ink[row] & _FULL
            while (wider := (near | near << 1 | near >> 1) & ~ink[row] & _FULL) != near:
                near = wider
            rows[row] = near
    return rows
