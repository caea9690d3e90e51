"""Puts the sides of cells back to where the lines of their own table are.

The library takes upright lines of a page for one that are near each other, those of other tables among them, and moves
all to their middle: a digit at the edge of its cell may then stand on the other side.
"""

from collections.abc import Sequence
from statistics import mean
from typing import Any

from gongkai.readers.formats.pdf_ruled.edges import Box

_MOVED = 4.0
"""Points by which the library moves a line at most, through others between."""


def at_own_lines(page: Any, bounds: Box, boxes: Sequence[Box]) -> list[Box]:
    """The boxes, their left and right sides in the middle of the lines of their table that are near.

    Args:
        page: A page of pdfplumber.
        bounds: Of the table.
        boxes: Its cells.
    """
    _, top, _, bottom = bounds
    lines = [
        edge["x0"]
        for edge in page.edges
        if edge["orientation"] == "v" and edge["height"] > _MOVED and top < (edge["top"] + edge["bottom"]) / 2 < bottom
    ]
    sides = {side for left, _, right, _ in boxes for side in (left, right)}
    near = {side: [line for line in lines if abs(line - side) <= _MOVED] for side in sides}
    own = {side: mean(beside) if beside else side for side, beside in near.items()}
    return [(own[left], upper, own[right], lower) for left, upper, right, lower in boxes]
