"""Characters of a PDF page that are drawn twice or more, a hair beside each other, so that they look bold: each once.

Browsers draw a shadow so, and printers' drivers a bold face that a font has not: 12 must not read 1122.
"""

from collections import defaultdict
from itertools import product
from math import isclose
from typing import Any

_NEAR = 0.07
"""How far the same characters are apart at most, level and upright, by their size: a third of the narrowest digit's
width, so that 11 stays 11."""


def draw_once(page: Any) -> None:
    """Leave of each character that is drawn several times at one place the last one, which lies on the others.

    Args:
        page: A page of pdfplumber; its characters are changed.
    """
    marks = page.objects.get("char", [])
    unique_marks: list[Any] = []
    places: defaultdict[tuple[str, int, int], list[Any]] = defaultdict(list)
    for mark in reversed(marks):
        near = _NEAR * float(mark["size"])
        column, line = (int(mark[side] // near) if near else 0 for side in ("x0", "top"))
        around = product((column - 1, column, column + 1), (line - 1, line, line + 1))
        others = (other for x, y in around for other in places[mark["text"], x, y])
        if str(mark["text"]).strip() and any(_is_repeat(mark, other, near) for other in others):
            continue
        places[mark["text"], column, line].append(mark)
        unique_marks.append(mark)
    if len(unique_marks) < len(marks):
        page.objects["char"] = unique_marks[::-1]


def _is_repeat(mark: Any, other: Any, near: float) -> bool:
    is_near = abs(mark["x0"] - other["x0"]) <= near and abs(mark["top"] - other["top"]) <= near
    return bool(
        is_near and mark["fontname"] == other["fontname"] and isclose(mark["size"], other["size"], rel_tol=0.01)
    )
