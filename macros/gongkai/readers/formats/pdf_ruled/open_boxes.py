"""Boxes for what is written inside a ruled table and in none of its boxes, as where a merged cell lacks an edge.

Spreadsheets draw the edges of the first of merged cells alone. No box is closed around such a cell, and what is written
in it would be lost.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any

from gongkai.readers.formats.pdf_ruled.edges import Box

_ROOM = 1.0
"""Points by which a box that is put up must be wide and high at least, and may reach over its neighbours."""


def boxes_around_rest(marks: Sequence[Any], whole: Box, boxes: Sequence[Box]) -> list[Box]:
    """The boxes between those of a table, and between these and its edges, in which something is written.

    Args:
        marks: The characters of the page, as pdfplumber has them.
        whole: The box of the table.
        boxes: Those of its cells.
    """
    rest = _outside(marks, whole, boxes)
    edges = sorted({edge for box in boxes for edge in (box[1], box[3])}) if rest else []
    around: dict[Box, None] = {}
    by_row: dict[int, tuple[list[float], list[float]]] = {}
    for x, y in rest:
        place = bisect_right(edges, y)
        if not 0 < place < len(edges):
            continue
        top, bottom = edges[place - 1], edges[place]
        if place not in by_row:
            beside = [box for box in boxes if box[1] < (top + bottom) / 2 < box[3]]
            by_row[place] = sorted(box[2] for box in beside), sorted(box[0] for box in beside)
        ends, starts = by_row[place]
        before, after = bisect_right(ends, x + _ROOM), bisect_left(starts, x - _ROOM)
        left = ends[before - 1] if before else whole[0]
        right = starts[after] if after < len(starts) else whole[2]
        if right - left > _ROOM and bottom - top > _ROOM:
            around[left, top, right, bottom] = None
    return list(around)


def _outside(marks: Sequence[Any], whole: Box, boxes: Sequence[Box]) -> list[tuple[float, float]]:
    """Where the middle is of each character that stands in a table and in none of its boxes."""
    middles = sorted(
        (y, (mark["x0"] + mark["x1"]) / 2)
        for mark in marks
        if str(mark["text"]).strip() and whole[1] <= (y := (mark["top"] + mark["bottom"]) / 2) <= whole[3]
    )
    inside = set[int]()
    for left, top, right, bottom in boxes:
        first, last = bisect_left(middles, (top,)), bisect_right(middles, (bottom, whole[2]))
        inside.update(place for place in range(first, last) if left <= middles[place][1] <= right)
    return [(x, y) for place, (y, x) in enumerate(middles) if place not in inside and whole[0] <= x <= whole[2]]
