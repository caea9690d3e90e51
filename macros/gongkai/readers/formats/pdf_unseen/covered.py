"""Characters of a PDF page over which a box or a picture was drawn later: an old figure that was painted over.

pdfplumber keeps characters, boxes and pictures apart; in which order all of them are drawn is known only before.
"""

from bisect import bisect_left
from collections import defaultdict
from typing import Any

from gongkai.readers.formats.pdf_ruled import is_large
from gongkai.readers.formats.pdf_unseen.opacity import OPACITY, drawn_on, kind_of

COVERED = "covered"
"""Key that a character has over which something is drawn."""
_MOST_STEPS = 2_000_000
"""Comparisons of characters with what may cover them; no page of a report takes a hundredth of it."""
_LEAST = 3.0
"""Points that a box or picture is high and wide at least; a thinner one is a rule."""


class CrowdedPageError(Exception):
    """A page has more characters, and more boxes over them, than any report."""


def mark_covered(page: Any) -> None:
    """Mark the characters over which something is drawn with ``COVERED``.

    Args:
        page: A page of pdfplumber with all that it was laid out with; its characters are changed.

    Raises:
        CrowdedPageError: It takes too many comparisons to know.
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, item in enumerate(drawn_on(page)):
        places[kind_of(item)].append(place)
    if not page.chars:
        return
    first = places["char"][0]
    covers = [
        (place, shape)
        for kind in ("rect", "image")
        for place, shape in zip(places[kind], page.objects.get(kind, ()), strict=True)
        if place > first and min(shape["width"], shape["height"]) >= _LEAST
    ]
    if not covers:
        return
    marks = sorted(zip(places["char"], page.chars, strict=True), key=lambda pair: _middle(pair[1]))
    heights = [_middle(mark) for _, mark in marks]
    left = _MOST_STEPS
    for place, shape in covers:
        if _hides(page, shape):
            below = marks[bisect_left(heights, shape["top"]) : bisect_left(heights, shape["bottom"])]
            left -= len(below)
            if left < 0:
                raise CrowdedPageError
            for earlier, mark in below:
                if earlier < place and shape["x0"] <= (mark["x0"] + mark["x1"]) / 2 <= shape["x1"]:
                    mark[COVERED] = True


def _middle(mark: Any) -> float:
    return float(mark["top"] + mark["bottom"]) / 2


def _hides(page: Any, shape: Any) -> bool:
    """Whether nothing is seen of what lies below a box or a picture."""
    if shape.get(OPACITY, 1) < 1:
        return False
    if shape["object_type"] == "image":
        masks = ("SMask", "Mask", "ImageMask")
        return not is_large(page, shape) and not any(shape["stream"].get(mask) for mask in masks)
    return bool(shape.get("fill"))
