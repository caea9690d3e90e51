"""Whether an empty box at the end of a row is a cell, or a place that the browser framed where the row has none."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from gongkai.readers.formats.pdf_ruled.dashes import JOINED
from gongkai.readers.formats.pdf_ruled.edges import Box

_OFFICE_PROGRAMS = re.compile(
    r"Writer|Calc|Word|Excel|WPS.*|(?:Microsoft|Acrobat PDFMaker|OpenOffice|LibreOffice)(?!: Print)\b.*", re.DOTALL
)
"""Creators, as word processors and programs for worksheets write them; a printer driver, which any program may have
used, is none of them."""
_CHROMIUM = re.compile(r"Skia/PDF\b.*")
"""The producer of what Chromium prints, and the many browsers that are made of it."""
_THICKEST = 3.0
"""Points that a line is thick at most."""
_SAME = 0.2
"""Points by which the ends of lines differ that are one."""


@dataclass(frozen=True, slots=True)
class PrintProgram:
    """The program that laid out a file.

    Attributes:
        frames_missing_cells: Whether it may draw a box at the end of a row that has no cell there. Browsers draw the
            frame of a table there. Word processors draw no box without a cell, and every place of a worksheet is one.
        is_chromium: Whether it is Chromium, whose lines tell the one from the other.
    """

    frames_missing_cells: bool = True
    is_chromium: bool = False


def print_program(creator: str, producer: str) -> PrintProgram:
    """The program that laid out a file, by what the file says.

    Args:
        creator: The program that made the document (``Creator``); empty if it is not known.
        producer: The one that made the PDF of it (``Producer``).
    """
    frames_missing_cells = _OFFICE_PROGRAMS.fullmatch(creator.strip()) is None
    return PrintProgram(frames_missing_cells, _CHROMIUM.fullmatch(producer) is not None)


def is_cell_by_lines(page: Any, box: Box, *, is_last: bool) -> bool:
    """Whether the lines around a box that Chromium drew are those of a cell, and not of the table alone.

    Args:
        page: A page of pdfplumber.
        box: An empty box at the end of a row.
        is_last: Whether that is the last row of the table on the page.
    """
    return _has_own_frame(page, box) or (not is_last and _shares_its_lines(page, box))


def _has_own_frame(page: Any, box: Box) -> bool:
    """Whether lines of its own close a box, as around the cells of a table with space between them (``border="1"``)."""
    for line in _lines(page):
        sides = (line["x0"], line["top"], line["x1"], line["bottom"])
        if line.get("stroke") and all(abs(side - edge) <= _THICKEST for side, edge in zip(sides, box, strict=True)):
            return True
    above, below = list(_level(page, box[1], box)), list(_level(page, box[3], box))
    return any(
        all(abs(right["x1"] - line["x1"]) <= _SAME for line in (top, bottom))
        and abs(right["top"] - top["top"]) <= _SAME
        and abs(right["bottom"] - bottom["bottom"]) <= _SAME
        for right, top, bottom in product(_upright(page, box[2], box), above, below)
    )


def _shares_its_lines(page: Any, box: Box) -> bool:
    """Whether the line at the right of a box is a cell's, where cells share their lines.

    Where it meets the line below, which is a cell's as well, both are drawn through the joint. That of the table stops
    above it, as a line of a cell takes precedence (CSS 2.1, 17.6.2.1), or the other one does where that of the table is
    thicker or double: nothing is known of such a table, nor of a last row, where both are lines of the table.
    """
    right, left = (list(_upright(page, x, box)) for x in (box[2], box[0]))
    below = list(_level(page, box[3], box))
    if not right or not left or not below:
        return False
    same_width = abs(_width(right) - _width(left)) <= _SAME
    (end, joint), (edge, joint_edge) = (
        (max(line[side] for line in right), max(line[side] for line in below)) for side in ("bottom", "x1")
    )
    return same_width and abs(end - joint) <= _SAME and abs(edge - joint_edge) <= _SAME


def _lines(page: Any) -> Iterator[Any]:
    """The shapes that lines may be but dashes; one with slanted ends is a curve to the library."""
    return (line for line in (*page.rects, *page.curves) if not line.get(JOINED))


def _width(lines: Sequence[Any]) -> float:
    return float(max(line["width"] for line in lines))


def _upright(page: Any, x: float, box: Box) -> Iterator[Any]:
    """The upright lines beside a box that are no longer than it."""
    middle = (box[1] + box[3]) / 2
    for line in _lines(page):
        is_beside = abs((line["x0"] + line["x1"]) / 2 - x) <= _THICKEST and line["top"] < middle < line["bottom"]
        if is_beside and line["width"] <= _THICKEST and line["height"] <= box[3] - box[1] + _THICKEST:
            yield line


def _level(page: Any, y: float, box: Box) -> Iterator[Any]:
    """The level lines at the height of a box's end."""
    middle = (box[0] + box[2]) / 2
    for line in _lines(page):
        is_there = abs((line["top"] + line["bottom"]) / 2 - y) <= _THICKEST and line["x0"] < middle < line["x1"]
        if is_there and line["height"] <= _THICKEST:
            yield line
