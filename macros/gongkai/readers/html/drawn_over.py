"""Finds what a web page lays over its tables: boxes, pictures and lines without text, figures, and other tables.

Word puts the shapes of a document into such elements when it saves it as a page. Only what is within the text of the
report counts, and is not laid out in a box of its own beside the tables. Where exactly it lies is not known: a line of
text counts with the height that it has at least.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from math import inf
from typing import Any

from gongkai.figures import whole_number
from gongkai.readers.html import visibility
from gongkai.readers.html.boxes.added import (
    CLEAR,
    FAR,
    HEIGHT,
    PLACES,
    covers_box,
    has_ink,
    reaches_beyond,
    spreads,
)
from gongkai.readers.html.boxes.added_over import has_addition_over
from gongkai.readers.html.cell_parts import is_figure, own_text, text_of
from gongkai.readers.html.styles.colours import colour_of
from gongkai.readers.html.styles.rules import PageStyles
from gongkai.readers.html.styles.shadows import hides_box
from gongkai.readers.html.styles.values import NORMAL, StyleValues, pixels

_DRAWN = frozenset({"img", "svg", "canvas", "iframe", "embed", "object", "video", "hr"})
_PAGES = frozenset({"iframe", "object", "embed"})
"""Elements that show another page."""
_MAY_COVER = ("div", "section", "img", *_PAGES)
_PASSED = frozenset({"br", "script", "style", "link", "meta", "wbr", "col", "colgroup"})
_MOST_PARTS = 12
"""Elements within one that is no more than a drawing."""
_SEAL, _SQUARE = 75.0, 1.3
"""The least side in pixels of a picture below the tables that may be a seal, and by how much one is longer at most."""
_UP = re.compile(r"translate(?:y|3d)?\((?:[^,()]*,)?\s*-(\d+(?:\.\d+)?)(?:px|pt)")
_ALL = ("100%", "100vh", "100vw")
_SIDES = ("left", "top", "right", "bottom")
_DIGIT = re.compile(r"\d")
_HIGH_LINE, _WIDTH = 40.0, 1000.0
"""The height of a line of text in pixels at most, and the width of a text, about."""


@dataclass(frozen=True, slots=True)
class _Beside:
    """An element beside the tables.

    Attributes:
        element: The element.
        lines: How many lines of text there are from the one before it to the last table before it; None before all.
        lines_before: How many there are before it.
        tables: The tables in it, or it alone.
    """

    element: Any
    lines: int | None
    lines_before: int
    tables: int


def has_drawing_over(tables: Collection[Any], styles: PageStyles) -> bool:
    """Whether something from outside may lie over one of some tables, or is moved from one cell over others.

    Args:
        tables: The tables with figures of a page.
        styles: Its styles.

    Raises:
        TooManyStylesError: It takes too many comparisons to know.
    """
    around = _around(tables)
    if around is None:
        return False
    others = [*_beside(around, tables)]
    boxes = around.getroottree().getroot().iter(*_MAY_COVER)
    if any(has_addition_over(table, styles) for table in tables) or any(_covers_window(box, styles) for box in boxes):
        return True
    first = next((item.lines_before for item in others if item.element in tables), 0)
    ahead, lines = {}, inf
    for item in reversed(others):
        lines = item.lines_before if item.element in tables else lines
        ahead[item.element] = lines - item.lines_before
    for item in others:
        is_blank = item.element not in tables and (item.element.tag in _DRAWN or _is_blank(item.element))
        if is_blank and _lies_over(item, around, styles) and not _is_above(item, first, styles):
            return True
        is_text_over = not is_blank and styles.may_change(item.element) and _is_text_over(item, len(tables), styles)
        is_added = item.element not in tables and _is_addition_over(item, ahead[item.element], around, styles)
        if is_text_over or is_added or _is_in_place_of_others(item, styles):
            return True
    return any(_is_moved(picture, styles) for table in tables for picture in table.iter(*_DRAWN))


def _covers_window(element: Any, styles: PageStyles) -> bool:
    """Whether an element lies over all of a window, however it is scrolled, and no script would take it away."""
    if not styles.may_change(element):
        return False
    values = styles.of(element).own
    is_wide, is_high = (
        values.get(one, "auto") in ("0", "0px")
        and (values.get(other, "auto") in ("0", "0px") or values.get(size) in _ALL)
        for one, other, size in (("left", "right", "width"), ("top", "bottom", "height"))
    )
    ground = colour_of(values.get("background-color", ""))
    is_page = element.tag in _PAGES
    is_blurred = "blur(" in values.get("backdrop-filter", "")
    is_opaque = element.tag == "img" or is_page or is_blurred or (ground is not None and ground[3] > 1 - CLEAR)
    if values.get("position") != "fixed" or not (is_wide and is_high and is_opaque) or _is_unseen(values):
        return False
    is_behind = values.get("z-index", "0").startswith("-") or visibility.is_hidden(element)
    return not is_behind and (is_page or next(element.getroottree().iter("script"), None) is None)


def _is_addition_over(item: _Beside, lines_ahead: float, around: Any, styles: PageStyles) -> bool:
    """Whether what a style adds to an element beside the tables lies over one.

    Args:
        item: The element.
        lines_ahead: How many lines of text there are from its beginning to the next table.
        around: The innermost element around all tables.
        styles: Those of the page.
    """
    element = item.element
    style = styles.of(element) if item.tables == 0 and styles.may_change(element) else None
    if style is None or not (style.before or style.after):
        return False
    if style.own.get("position", "static") in NORMAL:
        return any(map(covers_box, (style.before, style.after))) and not _is_in_box(element, around, styles)
    lines = sum(1 for part in element.iter("*") if own_text(part).strip())
    height = max(pixels(style.own.get("height", "")) or 0.0, lines * _HIGH_LINE)
    lines_behind = inf if item.lines is None else item.lines
    for values in (style.before, style.after):
        above, _, below = reaches_beyond(values, width=_WIDTH, height=height)
        if above >= FAR + lines_behind * HEIGHT or below >= FAR + max(lines_ahead - lines, 0) * HEIGHT:
            return True
    return False


def _around(tables: Collection[Any]) -> Any:
    """The innermost element around all tables; None without any."""
    lines = [[*reversed([*table.iterancestors()])] for table in tables]
    common = [items[0] for items in zip(*lines, strict=False) if len(set(items)) == 1]
    return common[-1] if common else None


def _beside(around: Any, tables: Collection[Any]) -> Iterator[_Beside]:
    """The elements within one that are not in its tables, in order; what is in a drawing is left out."""
    holding = Counter(item for table in tables for item in (table, *table.iterancestors()))
    waiting, behind, before = [*reversed(around)], None, 0
    while waiting:
        item = waiting.pop()
        if not isinstance(item.tag, str) or item.tag in _PASSED:
            continue
        yield _Beside(item, behind, before, holding[item])
        if item in tables:
            behind = 0
        elif not (item.tag in _DRAWN or _is_blank(item)):
            has_text = bool(own_text(item).strip())
            before, behind = before + has_text, None if behind is None else behind + has_text
            waiting += reversed(item)


def _is_blank(element: Any) -> bool:
    """Whether an element has no text and little in it."""
    has_text = any(map(str.strip, element.itertext("*")))
    return not has_text and sum(1 for _ in element.iterdescendants()) <= _MOST_PARTS


def _lies_over(item: _Beside, around: Any, styles: PageStyles) -> bool:
    """Whether something without text may lie over a table."""
    element, values = item.element, styles.of(item.element).own
    if not values or values.get("z-index", "0").startswith("-") or _is_unseen(values):
        return False
    is_absolute = values.get("position") == "absolute"
    if not is_absolute and _rise(values) < FAR and not spreads(values):
        return False
    if visibility.is_hidden(element) or (is_absolute and _is_in_box(element, around, styles)) or _is_adrift(element):
        return False
    parts = [element, *element.iterdescendants()]
    is_below = item.lines is not None and item.lines * HEIGHT >= _rise(values)
    is_below = is_below and not (is_absolute and "top" in values)
    return any(_is_drawn(part, styles) for part in parts) and not (is_below and _may_be_seal(parts, styles))


def _is_adrift(element: Any) -> bool:
    """Whether it is a picture to click on that a script of the page moves about, and off any figure again."""
    name = element.get("id")
    may_be = bool(name) and next(element.iter("a"), None) is not None
    return may_be and any(name in (script.text or "") for script in element.getroottree().iter("script"))


def _is_text_over(item: _Beside, count: int, styles: PageStyles) -> bool:
    """Whether a table is set over others, or a text or figure over a table."""
    values = styles.of(item.element).own
    if _is_unseen(values) or visibility.is_hidden(item.element):
        return False
    if values.get("position") == "absolute":
        words = "" if item.tables else text_of(item.element)
        return 0 < item.tables < count or (_DIGIT.search(words) is not None and is_figure(words))
    return item.lines is not None and _rise(values) >= max(FAR, item.lines * HEIGHT)


def _is_in_place_of_others(item: _Beside, styles: PageStyles) -> bool:
    """Whether an element stands in the place of a grid in which one with a table stands, and hides that."""
    parent, values = item.element.getparent(), styles.of(item.element).own
    place = _place_in_grid(values)
    if item.tables or parent is None or not all(place) or not has_ink(values) or _is_unseen(values):
        return False
    if styles.of(parent).own.get("display") not in ("grid", "inline-grid"):
        return False
    others = [one for one in parent.iterchildren("*") if next(one.iter("table"), None) is not None]
    styles.count(len(others))
    return any(_place_in_grid(styles.of(one).own) == place for one in others)


def _place_in_grid(values: StyleValues) -> tuple[str, str]:
    """The row and the column in which a box begins in a grid; empty where the grid chooses."""
    area = [part.strip() for part in values.get("grid-area", "").split("/")] + [""]
    row = values.get("grid-row-start") or values.get("grid-row", "").partition("/")[0].strip() or area[0]
    column = values.get("grid-column-start") or values.get("grid-column", "").partition("/")[0].strip() or area[1]
    return row, column or (area[0] if not area[0].isdecimal() else "")


def _is_moved(picture: Any, styles: PageStyles) -> bool:
    """Whether a picture in a cell that is no figure is set over other cells."""
    if not styles.may_change(picture):
        return False
    values = styles.of(picture).own
    is_placed = values.get("position") in ("absolute", "fixed", "relative")
    names = [*(_SIDES if is_placed else ()), *(f"margin-{side}" for side in _SIDES)]
    far = max((abs(pixels(values[name]) or 0) for name in names if name in values), default=0.0)
    cell = next(picture.iterancestors("td", "th"), None)
    return far >= FAR and not _is_unseen(values) and cell is not None and not is_figure(text_of(cell))


def _is_above(item: _Beside, first: int, styles: PageStyles) -> bool:
    """Whether a picture that is placed in the head of a page ends above the first of its tables.

    Args:
        item: The picture, or an element with it.
        first: The lines of text before that table.
        styles: Those of the page.
    """
    values = styles.of(item.element).own
    height = pixels(values.get("height", "")) or float(whole_number((item.element.get("height") or "").strip()) or 0)
    top = pixels(values["top"]) if "top" in values else item.lines_before * HEIGHT if item.lines is None else None
    if values.get("position") != "absolute" or top is None:
        return False
    return bool(height and top >= 0 and top + height <= first * HEIGHT)


def _is_unseen(values: StyleValues) -> bool:
    """Whether it is not seen, wherever it is."""
    return hides_box({name: value for name, value in values.items() if name not in PLACES})


def _rise(values: StyleValues) -> float:
    """By how many pixels an element is set higher than its place."""
    sides = [values.get("margin-top", "")]
    sides += [values.get("top", "")] if values.get("position") == "relative" else []
    ups = map(float, _UP.findall(values.get("transform", "")))
    return max(*(-(pixels(side) or 0) for side in sides), *ups, 0.0)


def _is_in_box(element: Any, around: Any, styles: PageStyles) -> bool:
    """Whether it is placed by a box around it that holds no table."""
    for item in element.iterancestors():
        if item is around:
            return False
        if styles.of(item).own.get("position", "static") not in NORMAL:
            return next(item.iter("table"), None) is None
    return False


def _is_drawn(element: Any, styles: PageStyles) -> bool:
    if element.tag in _DRAWN:
        return True
    return has_ink(styles.of(element).own)


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
