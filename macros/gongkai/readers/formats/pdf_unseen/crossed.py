"""Digits of a PDF page through which a line is drawn by hand: at a slant, or as a curve.

Level lines strike characters out wherever they stand close together: see ``brackets``. The frame of a page is a curve
for the library as well: what counts is where a line runs, and not how much of the page is around it.
"""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from gongkai.readers.formats.pdf_drawn import CrowdedPageError
from gongkai.readers.formats.pdf_unseen.covered import digits_of_dates

_NEAR = 0.35
"""How far a line runs past the middle of a digit at most, by the size of the digit."""
_SHORTEST = 3.0
"""How long it is at least, in points."""
_MOST_STEPS = 2_000_000
"""Comparisons of digits with lines; no page of a report takes a hundredth of it."""
_Point = tuple[float, float]


def crossed_by_hand(page: Any) -> Iterator[Any]:
    """The digits that lines at a slant or curves cross, without those of dates, on which seals are set.

    Args:
        page: A page of pdfplumber, whose lines at a slant are curves.

    Raises:
        CrowdedPageError: It takes too many comparisons to know.
    """
    curves = [curve for curve in page.curves if curve.get("stroke") and not curve.get("fill")]
    curves = [curve for curve in curves if max(curve["width"], curve["height"]) >= _SHORTEST]
    dates = set(map(id, digits_of_dates(page.chars))) if curves else set()
    digits = [mark for mark in page.chars if str(mark["text"]).isdigit() and id(mark) not in dates] if curves else []
    if not digits:
        return
    digits.sort(key=lambda mark: _middle(mark)[1])
    heights = [_middle(mark)[1] for mark in digits]
    reach = max(float(mark["size"]) for mark in digits)
    steps_left = _MOST_STEPS
    for start, end in (pair for curve in curves for pair in pairwise(curve.get("pts") or ())):
        top, bottom = sorted((start[1], end[1]))
        own = digits[bisect_left(heights, top - reach) : bisect_left(heights, bottom + reach)]
        steps_left -= len(own) + 1
        if steps_left < 0:
            raise CrowdedPageError
        yield from (mark for mark in own if _crosses(start, end, mark))


def _middle(mark: Any) -> _Point:
    return float(mark["x0"] + mark["x1"]) / 2, float(mark["top"] + mark["bottom"]) / 2


def _crosses(start: _Point, end: _Point, mark: Any) -> bool:
    """Whether a straight line passes the middle of a character closely."""
    (x, y), size = _middle(mark), float(mark["size"])
    across, down = end[0] - start[0], end[1] - start[1]
    square = across**2 + down**2
    share = min(max(((x - start[0]) * across + (y - start[1]) * down) / square, 0), 1) if square else 0
    off = (start[0] + share * across - x) ** 2 + (start[1] + share * down - y) ** 2
    return bool(off <= (_NEAR * size) ** 2)
