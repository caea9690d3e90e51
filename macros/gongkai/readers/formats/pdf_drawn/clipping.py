"""What a clipping path leaves of a PDF page, and how far lines go on beyond it."""

from typing import Any

Bounds = tuple[float, float, float, float]
"""Left, lower, right and upper edge in points."""
BEYOND = "beyond"
"""Key of how far a line goes on to the left and right of what is to be seen of its page."""
_THICKEST = 3.0
"""Points that a line is thick at most, and by which it may go on beyond a clipping path that shows all of it."""


def bounds_of(points: list[tuple[float, float]], matrix: Any) -> Bounds:
    """The bounds of points that are moved by a matrix."""
    from pdfminer.utils import apply_matrix_pt  # noqa: PLC0415 - an extra; whoever has a page has it

    moved = [apply_matrix_pt(matrix, point) for point in points]
    across, up = [x for x, _ in moved], [y for _, y in moved]
    return min(across), min(up), max(across), max(up)


def common_bounds(one: Bounds | None, other: Bounds) -> Bounds:
    """The intersection of two bounds, which is empty where they do not meet."""
    if one is None:
        return other
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def beyond(item: Any, bounds: Bounds | None) -> tuple[float, float] | None:
    """How far a line across goes on to the left and right of bounds; None where it does not.

    Args:
        item: What pdfminer has drawn.
        bounds: Those of the clipping path, if there is one.
    """
    if bounds is None or not item.height < _THICKEST < item.width:
        return None
    left, right = bounds[0] - item.x0, item.x1 - bounds[2]
    return (left, right) if max(left, right) > _THICKEST else None
