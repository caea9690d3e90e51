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
_USUAL = 16.0
"""Pixels of print for which nothing is declared."""
_SMALLER_BY = 0.85
"""The share of the size of other print up to which print is clearly smaller."""
_STEP = 1.2
"""By how much the next larger size is larger."""
_NAMED = {
    "xx-small": 9.0,
    "x-small": 10.0,
    "small": 13.0,
    "medium": _USUAL,
    "initial": _USUAL,
    "large": 18.0,
    "x-large": 24.0,
    "xx-large": 32.0,
    "xxx-large": 48.0,
}
_OF_FONTS = (10.0, 13.0, _USUAL, 18.0, 24.0, 32.0, 48.0)
"""Pixels for the sizes 1 to 7 of a ``font`` element."""
_RELATIVE, _OF_TAGS = {"smaller": 1 / _STEP, "larger": _STEP}, {"small": 1 / _STEP, "big": _STEP}
"""Sizes as against that around them."""

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
            size, its_size = print_size(holder, styles), print_size(its_holder, styles)
            if is_smaller(size, its_size) or is_smaller(its_size, size):
                yield edge, size, its_size


def print_size(element: Any, styles: PageStyles) -> float:
    """The size of the print of an element in pixels, about.

    Args:
        element: An element of lxml.
        styles: Those of its page.
    """
    share = 1.0
    for item in (element, *element.iterancestors()):
        styles.count(1)
        size, is_share = _own_size(item, styles.of(item).own.get("font-size", ""))
        if size is not None and not is_share:
            return share * size
        share *= size or 1.0
    return share * _USUAL


def _own_size(element: Any, value: str) -> tuple[float | None, bool]:
    """The size that is declared for an element, if any is, and whether it is a share of that around it."""
    if not value:
        is_font = element.tag == "font"
        return (
            _size_of_font((element.get("size") or "").strip()) if is_font else _OF_TAGS.get(element.tag)
        ), not is_font
    if value in _NAMED:
        return _NAMED[value], False
    if value in _RELATIVE:
        return _RELATIVE[value], True
    length = pixels(value)
    unit = value.lstrip("+-.0123456789")
    if length is None or unit not in ("%", "em", "ex", "ch"):
        return length, False
    return length / (1000 if unit == "%" else _USUAL), True


def _size_of_font(size: str) -> float | None:
    number = size.lstrip("+-")
    if len(number) != 1 or not number.isdecimal():
        return None
    place = int(number) if number == size else 3 + int(number) * (-1 if size.startswith("-") else 1)
    return _OF_FONTS[min(max(place, 1), len(_OF_FONTS)) - 1]


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
