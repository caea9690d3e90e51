"""Sheets on which two pages are printed side by side: each half is read as a page of its own.

Read as one page, the lines of both would be mixed, and the tables of the right one stand among those of the left.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

_KINDS = ("char", "line", "rect", "curve", "image")
_WHOLE = 0.95
"""Share of the sheet from which on something is its ground, or a picture of all of it."""
_GUTTER = 0.015
"""Share of the sheet on both sides of its middle where nothing is: the margins of two pages, no edge of a cell."""
_BROAD, _FEWEST = 0.6, 2
"""Share of a half that lines across have which show that it is a page, no column of figures, and the fewest of them."""
_GAP, _GAP_OF_EDGES = 1.0, 3.0
"""The widest gap within a line of text, by the size of its characters, and between the edges of two cells in points."""


def halves_of(page: Any) -> list[Any]:
    """The two halves of a sheet with two pages, from left to right; else the page alone.

    Args:
        page: A page of pdfplumber.
    """
    middle, gutter = page.width / 2, _GUTTER * page.width
    if page.width <= page.height:
        return [page]
    items = [item for kind in _KINDS for item in page.objects.get(kind, ()) if not _is_ground(item, page)]
    if any(item["x0"] < middle + gutter and item["x1"] > middle - gutter for item in items):
        return [page]
    left = [item for item in items if _is_left(item, middle)]
    right = [item for item in items if not _is_left(item, middle)]
    if not all(sum(width >= _BROAD * middle for width in _widths(half)) >= _FEWEST for half in (left, right)):
        return [page]
    return [page.filter(partial(_is_of_half, middle=middle, left=is_left)) for is_left in (True, False)]


def _is_of_half(item: Any, *, middle: float, left: bool) -> bool:
    return _is_left(item, middle) is left


def _is_left(item: Any, middle: float) -> bool:
    return bool(item["x0"] + item["x1"] < 2 * middle)


def _is_ground(item: Any, page: Any) -> bool:
    return bool(item["width"] >= _WHOLE * page.width and item.get("height", 0) >= _WHOLE * page.height)


def _widths(items: Sequence[Any]) -> Iterator[float]:
    """How far lines of text and lines drawn across go on in a half, cell by cell, without a gap."""
    lines = defaultdict[tuple[bool, int], list[tuple[float, float, float]]](list)
    for item in items:
        is_text = "text" in item
        if not is_text or str(item["text"]).strip():
            gap = _GAP * item["size"] if is_text else _GAP_OF_EDGES
            lines[is_text, round(item["bottom"])].append((item["x0"], item["x1"], gap))
    for line in lines.values():
        begin = end = min(line)[0]
        for left, right, gap in sorted(line):
            if left - end > gap:
                yield end - begin
                begin = end = left
            end = max(end, right)
        yield end - begin
