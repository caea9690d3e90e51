"""How far the curves on a PDF page reach: the parser knows their ends only, and of a ring these are on one line."""

from collections.abc import Iterator, Sequence
from typing import Any

from gongkai.readers.formats.pdf_drawn.outlines import points_on_curve

_Point = tuple[float, float]
_Bounds = tuple[float, float, float, float]


def bounds_with_curves(bounds: _Bounds, path: Sequence[Any]) -> _Bounds:
    """The bounds of a path, wider where a curve of it reaches beyond its ends.

    Args:
        bounds: Left, lower, right and upper edge of the ends of its parts.
        path: Its parts as the parser has them, each an operator and the points that follow it.
    """
    points = [point for part in path for point in part[1:-1]]
    if all(bounds[0] <= x <= bounds[2] and bounds[1] <= y <= bounds[3] for x, y in points):
        return bounds  # a curve stays between its ends and the points that draw it
    points = list(_points_on(path))
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(bounds[0], *across), min(bounds[1], *up), max(bounds[2], *across), max(bounds[3], *up)


def _points_on(path: Sequence[Any]) -> Iterator[_Point]:
    last: _Point = (0.0, 0.0)
    for operator, *points in path:
        if operator in ("v", "y"):  # one of the two points that draw the curve is one of its ends
            points.insert(0 if operator == "v" else 1, last if operator == "v" else points[-1])
        if operator in ("c", "v", "y"):
            yield from points_on_curve(last, *points)
        else:
            yield from points
        last = points[-1] if points else last
