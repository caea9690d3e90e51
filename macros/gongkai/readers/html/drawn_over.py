"""Finds what a web page lays over its tables from outside of them: boxes, pictures and lines without text.

Word puts the shapes of a document into such elements when it saves it as a page. Only what is within the text of the
report counts, and is not laid out in a box of its own beside the tables. Where exactly it lies is not lengths.
"""

import re
from collections.abc import Collection, Iterator
from typing import Any

from gongkai.figures import whole_number
from gongkai.readers.html import visibility
from gongkai.readers.html.styles import effects
from gongkai.readers.html.styles.effects import StyleValues
from gongkai.readers.html.styles.rules import PageStyles
from gongkai.readers.html.styles.values import colour_of, pixels

_DRAWN = frozenset({"img", "svg", "canvas", "iframe", "embed", "object", "video", "hr"})
_PASSED = frozenset({"br", "script", "style", "link", "meta", "wbr", "col", "colgroup"})
_MOST_PARTS = 12
"""Elements within one that is no more than a drawing."""
_FAR = 20.0
"""Pixels by which something is set higher, or spreads, until it reaches a row of figures."""
_SEAL, _SQUARE = 75.0, 1.3
"""The least side in pixels of a picture that may be a seal, and by how much one side is longer at most."""
_LINES = ("border-left", "border-right", "border-top", "border-bottom", "outline")
_LINE = re.compile(r"\b(?:solid|dashed|dotted|double|groove|ridge|inset|outset)\b")
_PLACES = frozenset({"left", "top", "right", "bottom", "margin-left", "margin-top", "margin-right"})
_UP = re.compile(r"translate(?:y|3d)?\((?:[^,()]*,)?\s*-(\d+(?:\.\d+)?)(?:px|pt)")
_CLEAR = 0.1


def has_drawing_over(tables: Collection[Any], styles: PageStyles) -> bool:
    """Whether something without text may lie over one of some tables.

    Args:
        tables: The tables with figures of a page.
        styles: Its styles.

    Raises:
        TooManyStylesError: It takes too many comparisons to know.
    """
    around = _around(tables)
    return around is not None and any(_lies_over(item, around, styles) for item in _beside(around, tables))


def _around(tables: Collection[Any]) -> Any:
    """The innermost element around all tables; None without any."""
    lines = [[*reversed([*table.iterancestors()])] for table in tables]
    common = [items[0] for items in zip(*lines, strict=False) if len(set(items)) == 1]
    return common[-1] if common else None


def _beside(around: Any, tables: Collection[Any]) -> Iterator[Any]:
    """The elements within one that have no text and are not in its tables."""
    waiting = [*around]
    while waiting:
        item = waiting.pop()
        if not isinstance(item.tag, str) or item.tag in _PASSED or item in tables:
            continue
        if item.tag in _DRAWN or _is_blank(item):
            yield item
        else:
            waiting += item


def _is_blank(element: Any) -> bool:
    """Whether an element has no text and little in it."""
    has_text = any(map(str.strip, element.itertext("*")))
    return not has_text and sum(1 for _ in element.iterdescendants()) <= _MOST_PARTS


def _lies_over(element: Any, around: Any, styles: PageStyles) -> bool:
    values = styles.of(element).own
    if not values or values.get("z-index", "0").startswith("-") or _is_unseen(values):
        return False
    is_absolute = values.get("position") == "absolute"
    if not is_absolute and not _is_set_higher(values) and not _spreads(values):
        return False
    if visibility.is_hidden(element) or (is_absolute and _is_in_box(element, around, styles)):
        return False
    parts = [element, *element.iterdescendants()]
    return any(_is_drawn(part, styles) for part in parts) and not _may_be_seal(parts, styles)


def _is_unseen(values: StyleValues) -> bool:
    """Whether it is not seen, wherever it is."""
    return effects.hides({name: value for name, value in values.items() if name not in _PLACES})


def _is_set_higher(values: StyleValues) -> bool:
    sides = [values.get("margin-top", "")]
    sides += [values.get("top", "")] if values.get("position") == "relative" else []
    higher = any((pixels(side) or 0) <= -_FAR for side in sides)
    return higher or any(float(up) >= _FAR for up in _UP.findall(values.get("transform", "")))


def _spreads(values: StyleValues) -> bool:
    """Whether the shadow of an element, or its outline, reaches far beyond it."""
    shadow = values.get("box-shadow", "none")
    lengths = [abs(pixels(word) or 0) for word in shadow.split()] if "inset" not in shadow else []
    outline = values.get("outline", "") if _LINE.search(values.get("outline", "")) else ""
    lengths += [pixels(word) or 0 for word in (*outline.split(), values.get("outline-width", ""))]
    return any(length >= _FAR for length in lengths)


def _is_in_box(element: Any, around: Any, styles: PageStyles) -> bool:
    """Whether it is placed by a box around it that holds no table."""
    for item in element.iterancestors():
        if item is around:
            return False
        if styles.of(item).own.get("position", "static") not in effects.NORMAL:
            return next(item.iter("table"), None) is None
    return False


def _is_drawn(element: Any, styles: PageStyles) -> bool:
    if element.tag in _DRAWN:
        return True
    values = styles.of(element).own
    ground = colour_of(values.get("background-color", ""))
    if (ground is not None and ground[3] > _CLEAR) or effects.has_picture_behind(values) or _spreads(values):
        return True
    return any(_LINE.search(values.get(name, "")) for name in _LINES)


def _may_be_seal(parts: list[Any], styles: PageStyles) -> bool:
    """Whether what is drawn is one picture as high as wide, of which nobody knows whether it is transparent."""
    pictures = [part for part in parts if part.tag == "img"]
    if len(pictures) != 1:
        return False
    values = styles.of(pictures[0]).own
    sides = [
        pixels(values.get(name, "")) or float(whole_number((pictures[0].get(name) or "").removesuffix("px")) or 0)
        for name in ("width", "height")
    ]
    lengths = [side for side in sides if side]
    return bool(not lengths or (min(lengths) >= _SEAL and max(lengths) <= _SQUARE * min(lengths)))
