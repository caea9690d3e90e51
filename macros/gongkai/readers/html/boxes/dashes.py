"""Short lines that a page draws before a figure, of which nobody knows whether they are a minus."""

import re
from typing import Any

from gongkai.readers.html.cell_parts import parts_of
from gongkai.readers.html.elements import STRIKING_TAGS
from gongkai.readers.html.styles import lines
from gongkai.readers.html.styles.rules import PageStyles
from gongkai.readers.html.styles.values import pixels

_DIGIT = re.compile(r"\d")
_LINED = STRIKING_TAGS | {"u", "ins"}
"""Elements under or through whose text a line is drawn."""
_AROUND_SHAPES = frozenset({"g", "title", "desc", "defs", "style"})
_FLAT_PATH = re.compile(r"[Mm][^A-Za-z]{1,60}[Hh][^A-Za-z]{1,60}[Zz]?")
"""A path that goes from a place to one beside it."""


def has_dash_before(cell: Any, styles: PageStyles) -> bool:
    """Whether a short line is drawn or added before the first digit of a cell, or drawn as a picture beside it.

    Args:
        cell: An element of lxml.
        styles: Those of its page.
    """
    if any(map(_is_drawn_dash, cell.iter("svg"))):
        return True
    for element, before in parts_of(cell):
        if _DIGIT.search(before):
            return False
        added = (values for values, is_before in styles.of(element).added if is_before and _is_there(values))
        if any(map(lines.is_dash, added)):
            return True
        if element is not cell and _is_dash(element, styles):
            return True
    return False


def _is_dash(element: Any, styles: PageStyles) -> bool:
    spaces = "".join(element.itertext())
    is_lined, is_rule = element.tag in _LINED, element.tag == "hr"
    return not spaces.strip() and lines.is_dash(styles.of(element).own, spaces, is_lined=is_lined, is_rule=is_rule)


def _is_drawn_dash(picture: Any) -> bool:
    """Whether a drawing has nothing but horizontal lines; most are icons."""
    shapes = [item for item in picture.iterdescendants("*") if item.tag not in _AROUND_SHAPES]
    return bool(shapes) and all(map(_is_flat, shapes))


def _is_flat(shape: Any) -> bool:
    if shape.tag == "line":
        return bool(shape.get("y1", "0") == shape.get("y2", "0"))
    if shape.tag == "rect":
        width, height = (pixels(shape.get(name, "")) or 0.0 for name in ("width", "height"))
        return 0 < 2 * height <= width
    return shape.tag == "path" and _FLAT_PATH.fullmatch(shape.get("d", "").strip()) is not None


def _is_there(added: dict[str, str]) -> bool:
    return added.get("content", "none") not in ("none", "normal")
