"""How large the print of a text is, and where digits of clearly different sizes touch.

Digits of one figure have one size. A smaller one right behind others is the mark of a note, or another figure.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from gongkai.readers.html.elements import is_without_text
from gongkai.readers.html.styles import effects
from gongkai.readers.html.styles.rules import PageStyles
from gongkai.readers.html.styles.values import StyleValues, pixels
from gongkai.readers.html.visibility import is_hidden

_MARKS, _ON_LINE, _HIGHEST = ("sup", "sub"), ("baseline", "initial", "0", "0px", "0em"), 16.0
"""Tags of marks beside the line, values that set them back onto it, and by how many pixels one is shifted at most."""
_SMALLER_BY = 0.85
"""The share of the size of other print up to which print is clearly smaller."""
Edge = tuple[Any, bool]
"""An element, and whether its beginning is meant, else its end."""


def is_smaller(one: float, other: float) -> bool:
    """Whether print of one size is clearly smaller than that of another."""
    return one < _SMALLER_BY * other


def changes_of_size(cell: Any, styles: PageStyles) -> Iterator[tuple[Edge, float, float]]:
    """The edges of elements at which digits of clearly different sizes touch, with the sizes before and after.

    Args:
        cell: An element of lxml.
        styles: Those of its page.
    """
    for (_, before, holder), (edge, text, its_holder) in pairwise(_texts(cell)):
        if before[-1:].isdigit() and text[:1].isdigit() and edge is not None:
            size, its_size = styles.print_size(holder), styles.print_size(its_holder)
            if is_smaller(size, its_size) or is_smaller(its_size, size):
                yield edge, size, its_size


def _texts(cell: Any) -> Iterator[tuple[Edge | None, str, Any]]:
    """The texts in a cell that are seen: the edge at which each begins, its characters, and the element they are of."""
    stack: list[tuple[Any, bool]] = [(cell, True)]
    while stack:
        element, entering = stack.pop()
        if not entering:
            if (element.tail or "").strip():
                yield (element, False), element.tail.strip("\r\n\t"), element.getparent()
            continue
        if element is not cell:
            stack.append((element, False))
        is_silent = element is not cell and (
            not isinstance(element.tag, str) or is_without_text(element) or is_hidden(element)
        )
        if not is_silent:
            if (element.text or "").strip():
                yield (element, True) if element is not cell else None, element.text.strip("\r\n\t"), element
            stack.extend((child, True) for child in reversed(element))


def is_set_back(tag: str, values: StyleValues) -> bool:
    """Whether a mark above or below the line by its tag is set back onto it, as sheets that reset all styles do.

    Args:
        tag: The tag of an element.
        values: What holds for it.
    """
    return tag in _MARKS and values.get("vertical-align", "super") in _ON_LINE and not _is_lifted(values)


def without_lift(tag: str, values: StyleValues) -> StyleValues:
    """What holds for an element, but for the shift by which a sheet raises or lowers a mark of that tag.

    Args:
        tag: Its tag.
        values: What holds for it.
    """
    if tag not in _MARKS or not _is_lifted(values):
        return values
    return {name: value for name, value in values.items() if name not in ("position", "top", "bottom")}


def _is_lifted(values: StyleValues) -> bool:
    shift = max(abs(pixels(values.get(side, "")) or 0) for side in ("top", "bottom"))
    return values.get("position") == "relative" and effects.NEAR <= shift <= _HIGHEST
