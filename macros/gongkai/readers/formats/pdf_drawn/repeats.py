"""Characters of a PDF page that are drawn twice or more, a hair beside each other, so that they look bold: each once.

Browsers draw a shadow so, word processors one in grey or a bold face over the plain one, and printers' drivers a bold
face that a font has not: 12 must not read 1122.
"""

from collections import defaultdict
from itertools import product
from math import isclose
from typing import Any

from gongkai.readers.formats.pdf_drawn.colors import OPACITY

_NEAR, _OF_WIDTH, _BELOW = 0.07, 0.33, 0.15
"""How far the same characters are apart at most: level by their size, a third of the narrowest digit's width, or by
their own width, so that 11 stays 11; and upright by their size."""
_SQUARE = 4.0
"""Points of the squares in which others are looked for: the farthest that any are apart."""
_MOST = 50
"""The most same characters of such a square that others are compared with; more can be seen in none."""
_LIKE = 0.1
"""By how much of it the size of a shadow may be another one."""


def draw_once(page: Any) -> None:
    """Leave of each character that is drawn several times at one place the last one, which lies on the others.

    Args:
        page: A page of pdfplumber; its characters are changed.
    """
    marks = page.objects.get("char", [])
    unique_marks: list[Any] = []
    places: defaultdict[tuple[str, int, int], list[Any]] = defaultdict(list)
    for mark in reversed(marks):
        column, line = (int(mark[side] // _SQUARE) for side in ("x0", "top"))
        around = product((column - 1, column, column + 1), (line - 1, line, line + 1))
        others = (other for x, y in around for other in places[mark["text"], x, y])
        if str(mark["text"]).strip() and any(_is_repeat(mark, other) for other in others):
            continue
        if len(place := places[mark["text"], column, line]) < _MOST:
            place.append(mark)
        unique_marks.append(mark)
    if len(unique_marks) < len(marks):
        page.objects["char"] = unique_marks[::-1]


def _is_repeat(mark: Any, other: Any) -> bool:
    """Whether a character is drawn again by a later one, of which no more is to be said than of the first."""
    size, width = min(mark["size"], other["size"]), min(mark["width"], other["width"])
    near = min(max(_NEAR * size, _OF_WIDTH * width), _SQUARE)
    if abs(mark["x0"] - other["x0"]) > near or abs(mark["top"] - other["top"]) > min(_BELOW * size, _SQUARE):
        return False
    is_like = isclose(mark["size"], other["size"], rel_tol=_LIKE)
    return is_like and other.keys() - {OPACITY} <= mark.keys()
