"""Small pictures and drawings on a PDF page that stand on its lines of text: a figure may be in one.

Where a table has no lines around its cells, the place of such a picture says in which cell it is.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import partial
from typing import Any

from gongkai.readers.formats.pdf_drawn import drawings_on
from gongkai.readers.formats.pdf_ruled import Box, is_large

_NEAR = 3.0
"""Points around a ruled table within which what is drawn is a part of it."""
_BEHIND = 0.6
"""How far behind the words of a line without other cells a drawing stands at least, by the size of its characters: one
before them is an ornament of a heading."""


def pictures_beside(page: Any, lines: Sequence[Any], boxes: Sequence[Box]) -> dict[int, list[Any]]:
    """The pictures on each line of a page, by the ``id()`` of the line, drawings in the form of pictures among them.

    Args:
        page: A page of pdfplumber.
        lines: Its lines of text, as pdfplumber has them.
        boxes: Those of its tables.
    """
    beside = defaultdict[int, list[Any]](list)
    for picture in page.images if lines else ():
        if not is_large(page, picture):
            beside[id(min(lines, key=partial(_distance, picture)))].append(picture)
    for drawing in _drawings(page, boxes) if lines else ():
        line = min(lines, key=partial(_distance, drawing))
        if _is_of_line(drawing, line):
            beside[id(line)].append(drawing)
    return beside


def _drawings(page: Any, boxes: Sequence[Box]) -> list[dict[str, Any]]:
    """The drawings outside of the tables with lines that may be figures."""
    sizes = Counter(round(float(mark["size"]), 1) for mark in page.chars).most_common(1)
    shapes = [
        shape
        for shape in (*page.lines, *page.curves, *page.rects)
        if not any(
            left - _NEAR < shape["x1"] and shape["x0"] < right + _NEAR
            and top - _NEAR < shape["bottom"] and shape["top"] < bottom + _NEAR
            for left, top, right, bottom in boxes
        )
    ]  # fmt: skip
    return drawings_on(shapes, page.chars, sizes[0][0]) if shapes and sizes else []


def _is_of_line(drawing: Any, line: Any) -> bool:
    """Whether a drawing may be a figure of a line, or be drawn over one: it stands among its words, or behind them."""
    _, far = _distance(drawing, line)
    high = line["bottom"] - line["top"]
    if far > high:
        return False
    marks = [mark for mark in line["chars"] if str(mark["text"]).strip()]
    has_figures = any(str(mark["text"]).isdigit() for mark in marks)
    return has_figures or drawing["x0"] > max(mark["x1"] for mark in marks) + _BEHIND * marks[-1]["size"]


def _distance(picture: Any, line: Any) -> tuple[bool, float]:
    """How far the middle of a picture stands from that of a line: in a cell it is a little higher or lower.

    Lines with figures come first, as those of a label beside it break elsewhere.
    """
    far = abs(float(picture["top"] + picture["bottom"] - line["top"] - line["bottom"])) / 2
    has_figures = any(str(mark["text"]).isdigit() for mark in line["chars"])
    return not (has_figures and far < line["bottom"] - line["top"]), far
