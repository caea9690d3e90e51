"""Tells whether styles set an element apart from the text that adjoins it: by a line break, a gap, a rule or a box.

Two figures that are apart on the screen must not read as one. If a page has style sheets in files that are not at
hand, any element that such a sheet may style is in doubt.
"""

import re
from collections.abc import Iterator
from typing import Any

from gongkai.readers.html.styles.effects import NEAR
from gongkai.readers.html.styles.values import NORMAL, StyleValues, pixels

_SIDES = ("left", "right")
_DRAWN_LINE = re.compile(r"\b(?:solid|dashed|dotted|double|groove|ridge|inset|outset|auto)\b")
_NO_WIDTH = re.compile(r"(?<![\w.])0(?:\.0+)?(?:px|pt|em|rem)?(?![\w.])")
_COLOUR = re.compile(r"\([^)]*\)")
_HORIZONTAL = NORMAL | {"horizontal-tb", "lr", "lr-tb"}
_OF_PROGRAMS = re.compile(r"Mso\w*|SpellE|GramE|Apple-[\w-]+|\d+|[a-zA-Z]{0,2}")
"""Classes that word processors give to parts of a text, and classes too short to say what they are for."""


def parts(values: StyleValues, around: StyleValues) -> bool:
    """Whether an element stands apart from the text beside it: on a line of its own, in a box, or with a gap between.

    Args:
        values: The style values of the element.
        around: The style values of its parent.
    """
    display = values.get("display", "inline")
    if around.get("display", "").replace("inline-", "") in ("flex", "grid"):
        return True
    if display.startswith("inline"):
        has_width = display != "inline" and any(
            values.get(name, "auto") not in NORMAL for name in ("width", "min-width")
        )
        return has_width or _has_room(values) or _is_boxed(values)
    return display not in ("none", "contents", "ruby", *NORMAL)


def adds_room(values: StyleValues) -> bool:
    """Whether generated content (``::before``, ``::after``) separates a text from the text that adjoins it.

    Args:
        values: The style values of the generated content.
    """
    content = values.get("content", "none")
    if content in ("none", "normal"):
        return False
    return content.strip("\"'") != "" or parts(values, {})


def sides_that_may_be_apart(element: Any, text: str, before: str) -> Iterator[bool]:
    """The sides on which a style sheet that is not at hand may separate an element from a figure it touches.

    Args:
        element: An element of lxml.
        text: Its text.
        before: The text before it.

    Yields:
        True for the side before the element, False for the side after it.
    """
    previous = element.getprevious()
    is_beside = previous is not None and not previous.tail and _may_have_sheet(previous)
    if before[-1:].isdigit() and text[:1].isdigit() and (is_beside or _may_have_sheet(element)):
        yield True
    if text[-1:].isdigit() and (element.tail or "")[:1].isdigit() and _may_have_sheet(element):
        yield False


def _may_have_sheet(element: Any) -> bool:
    """Whether an element has a class that a style sheet may be for, other than those of word processors."""
    return any(not _OF_PROGRAMS.fullmatch(name) for name in (element.get("class") or "").split())


def _has_room(values: StyleValues) -> bool:
    lengths = (f"{name}-{side}" for name in ("margin", "padding") for side in _SIDES)
    if any((pixels(values.get(name, "")) or 0) >= NEAR for name in (*lengths, "letter-spacing", "word-spacing")):
        return True
    if values.get("flex", "none") not in NORMAL:
        return True  # meant as a flex item, even where its parent does not make it one
    return values.get("writing-mode", "horizontal-tb") not in _HORIZONTAL


def _is_boxed(values: StyleValues) -> bool:
    """Whether an element has a border at its left or right side, an outline, a shadow, or is a rounded box."""
    if values.get("box-shadow", "none") not in NORMAL:
        return True
    if (pixels(values.get("border-radius", "")) or 0) > 0 and "background-color" in values:
        return True
    lines = (_COLOUR.sub("", values.get(name, "")) for name in ("border-left", "border-right", "outline"))
    return any(_DRAWN_LINE.search(line) is not None and not _NO_WIDTH.search(line) for line in lines)
