"""What the styles of what is around a table do to all of it: they hide it, or cut a part of it off.

Such a table is read, as scripts, other styles or a click may show it. Heights of lines and rows are not known; they are
taken for those of small print, so that a box counts as too low only where it certainly is.
"""

import re
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Any

from gongkai.figures import whole_number
from gongkai.readers.html import visibility
from gongkai.readers.html.boxes.shrunk import size_by_others
from gongkai.readers.html.cell_parts import own_text, text_of
from gongkai.readers.html.elements import ROW_GROUP_TAGS
from gongkai.readers.html.styles import effects, grounds
from gongkai.readers.html.styles.rules import PageStyles
from gongkai.readers.html.styles.values import StyleValues, pixels

_LINES = ("tr", "p", "h1", "h2", "h3", "h4", "h5", "h6", "li")
"""Elements that are a line of text each, at least."""
_MAY_BE_LINES = ("br", "div", "section", "article")
"""Elements that end a line of text, or are one where they have a text of their own."""
_HEIGHT_OF_LINE, _MORE_IN_ROW = 20.0, 4.0
"""The height of a line of text in pixels, and what a row of a table has besides, at least."""
_CUTS, _SCROLLS = frozenset({"hidden", "clip"}), frozenset({"auto", "scroll", "overlay"})
_OF_TABLES = frozenset({"table", "inline-table", "table-row-group", "table-header-group", "table-footer-group"})
_OF_PAGE = frozenset({"body", "html"})
_SHARE = re.compile(r"(\d{1,3}(?:\.\d{1,3})?)(vh|%)")
_OWN_SIZE = re.compile(r"(?<![\w-])(?:size|strict|block-size)(?![\w-])")
"""By what a box has no size from its content."""
_ONE_LENGTH = re.compile(r"\d{1,5}px")
_LOW_SHARE, _WINDOW = 60, 1100.0
"""Hundredths of a window in which no page is laid out as a whole, and the height of a high window in pixels."""
_NO_ROWS = ("0", "0px", "0fr")
"""Heights of the rows of a grid in which nothing is seen."""
_OF_WINDOW = ("%", "vh", "vw", "vmin", "vmax")
"""Units of lengths that are shares of something else: nobody knows how long they are."""
_PLACED, _OFF_PAGE = frozenset({"absolute", "fixed"}), -300
"""Positions by which an element is placed on the page, and pixels from its edge on which nothing is seen."""
_BELOW_WINDOW, _BESIDE_WINDOW = 1200, 3000
"""Pixels from the upper and the left edge of a window beyond which nothing is seen that does not scroll."""
_STEPS_OF_ELEMENT = 20
"""What it costs to look at an element, as against a comparison."""
_MOST_FIGURES = 20
"""Figures of a table whose colours are looked at."""


def is_unseen(table: Any, styles: PageStyles) -> bool:
    """Whether a table cannot be seen because of what a style sheet does to it, or to something around it.

    What is hidden by a style in its own tag is left to ``hidden_tables``.

    Args:
        table: The table.
        styles: Those of its page.
    """
    around = _around(table, styles)
    if any(_is_folded(item, inner) for inner, item in pairwise(around)):
        return True
    page = around[-1]  # whose own style no list of hidden tables knows
    if page.get("hidden") is not None or _hides(page, styles):
        return True
    if any(_hides(item, styles) and not visibility.is_hidden(item) for item in around):
        return True
    spacings = (styles.of(item).own.get("letter-spacing") for item in around)
    spacing = next(filter(None, spacings), "")  # which cells inherit
    return effects.overlaps({"letter-spacing": spacing}) or _has_colour_of_ground(table, styles)


def is_cut(table: Any, styles: PageStyles) -> bool:
    """Whether something around a table is too low or too narrow for it and does not show the rest, even by scrolling.

    Args:
        table: The table.
        styles: Those of its page.
    """
    scrolled: set[str] = set()
    for item in (*table.iterchildren(*ROW_GROUP_TAGS), *_around(table, styles)):
        if item.tag in _OF_PAGE:
            break
        values = styles.of(item).own
        for axis, names in (("y", ("height", "max-height")), ("x", ("width", "max-width"))):
            way = values.get(f"overflow-{axis}", "visible")
            other = values.get(f"overflow-{'x' if axis == 'y' else 'y'}", "visible")
            if way in _SCROLLS or (way == "visible" and other not in ("visible", "clip")):
                scrolled.add(axis)  # a box that cuts off one side lets the other one be scrolled
            is_hard = way in _CUTS and axis not in scrolled
            sizes = (_least_length(item, names, styles), size_by_others(item, axis, styles)) if is_hard else ()
            length = min((size for size in sizes if size is not None), default=None)
            if length is not None and values.get("box-sizing") == "border-box":
                length -= pixels(values.get("padding-top" if axis == "y" else "padding-left", "")) or 0
            if length is not None and _is_box(item, values) and _is_longer(table, item, axis, length, styles):
                return True
    return False


def _around(table: Any, styles: PageStyles) -> list[Any]:
    """A table and what is around it, the nearest first."""
    around = [table, *table.iterancestors()]
    styles.count(len(around))
    return around


def _is_folded(item: Any, inner: Any) -> bool:
    """Whether an element is shown only once somebody opens it, but for its title."""
    return item.tag == "details" and item.get("open") is None and inner.tag != "summary"


def _hides(item: Any, styles: PageStyles) -> bool:
    values = styles.of(item).own
    is_pushed_out = item.tag == "table" and (pixels(values.get("margin-left", "")) or 0) <= _OFF_PAGE
    if _is_off_page(item, values, styles) or (is_pushed_out and values.get("position", "static") == "static"):
        return True
    if not effects.hides_around(values):
        return False
    return not effects.hides_by_inheritance(values) or styles.is_hidden(item)


def _is_off_page(item: Any, values: StyleValues, styles: PageStyles) -> bool:
    """Whether an element is placed above a page or left of it, with nothing around it that would bring it back."""
    if values.get("position") not in _PLACED or all(_length(values.get(side, "")) is None for side in ("top", "left")):
        return False
    top, left = (_length(values.get(side, "")) or 0 for side in ("top", "left"))
    if values["position"] == "fixed" and (top >= _BELOW_WINDOW or left >= _BESIDE_WINDOW):
        return True
    if min(top, left) > _OFF_PAGE:
        return False
    return all(styles.of(one).own.get("position", "static") == "static" for one in item.iterancestors())


def _has_colour_of_ground(table: Any, styles: PageStyles) -> bool:
    """Whether the first figures of a table have the colour of what is behind them; single cells say that themselves."""
    cells = islice((cell for cell in table.iter("td", "th") if text_of(cell).isdecimal()), _MOST_FIGURES)
    parts = [next(item for item in cell.iter("*") if own_text(item).strip()) for cell in cells]
    for part in parts:
        line = (part, *part.iterancestors())
        styles.count(len(line))
        if grounds.colour_like_ground(line, styles) is None:
            return False
    return len(parts) > 1


def _is_box(item: Any, values: StyleValues) -> bool:
    """Whether an element keeps to the height and width that are declared for it: a table grows with its cells."""
    return item.tag not in ("table", *ROW_GROUP_TAGS) or values.get("display", "table") not in _OF_TABLES


def _length(value: str) -> float | None:
    return None if value.endswith(_OF_WINDOW) else pixels(value)


def _least_length(box: Any, names: tuple[str, str], styles: PageStyles) -> float | None:
    """The least of the lengths that are declared for a box; shares of a low window or box around it are known, too."""
    values = styles.of(box).own
    lengths = [_length(values.get(name, "")) for name in names]
    if _OWN_SIZE.search(values.get("contain", "")) and names[0] == "height" and lengths == [None, None]:
        lengths.append(1.0)  # as of a box without content
    if names[0] == "height":
        around = styles.of(box.getparent()).own if box.getparent() is not None else {}
        row = around.get("grid-template-rows", "")  # of one row alone: of others it is not known which is meant
        lengths += [1.0 if row in _NO_ROWS else _length(row)] if row in _NO_ROWS or _ONE_LENGTH.fullmatch(row) else []
        whole = _length(around.get("height", ""))
        for share in (match for name in names if (match := _SHARE.fullmatch(values.get(name, "")))):
            if share[2] == "vh" and float(share[1]) <= _LOW_SHARE:
                lengths.append(float(share[1]) * _WINDOW / 100)
            elif share[2] == "%" and whole is not None:
                lengths.append(float(share[1]) * whole / 100)
    return min(filter(None, lengths), default=None)


def _is_longer(table: Any, box: Any, axis: str, length: float, styles: PageStyles) -> bool:
    """Whether a table reaches beyond a box around it, by half a column or by a line."""
    room = _room_before(table, box, axis, styles)
    if axis == "y":
        rows = sum(1 for row in table.iter("tr") if _is_line(row)) * _MORE_IN_ROW
        return room + rows + (sum(1 for _ in _lines_to_end(table, box, styles)) - 1) * _HEIGHT_OF_LINE > length
    if max(room, _HEIGHT_OF_LINE) >= length:  # in which no figure has room either
        return True
    values = styles.of(table).own
    attribute = float(whole_number((table.get("width") or "").strip().removesuffix("px")) or 0)
    width = max(_length(values.get("width", "")) or attribute, _length(values.get("min-width", "")) or 0)
    columns = max((sum(1 for _ in row.iterchildren("td", "th")) for row in table.iter("tr")), default=1)
    return room + width - length > width / max(columns, 1) / 2


def _room_before(table: Any, box: Any, axis: str, styles: PageStyles) -> float:
    """By how much declared lengths push a table down or to the right in a box around it, besides lines of text."""
    side, shift = ("top", 1) if axis == "y" else ("left", 0)
    room = 0.0
    for item in (table, *table.iterancestors()):
        if item is box:
            break
        values = styles.of(item).own
        names = [f"margin-{side}", f"padding-{side}"] if item is not table else [f"margin-{side}"]
        names += [side] if values.get("position", "static") not in ("static", "sticky") else []
        room += sum(max(_length(values.get(name, "")) or 0, 0) for name in names)
        room += max(effects.shifts(values)[shift], 0)
        before = item.itersiblings("*", preceding=True) if axis == "y" else ()
        room += sum(_height_besides_text(other, styles) for other in before)
    return room


def _height_besides_text(item: Any, styles: PageStyles) -> float:
    """The height that is declared for an element before a table, less that of its lines of text."""
    styles.count(_STEPS_OF_ELEMENT)
    values = styles.of(item).own
    is_wide = values.get("float", "none") == "none" or values.get("width", "").startswith("100")
    if effects.takes_out(values) or visibility.is_hidden(item) or values.get("position") in _PLACED or not is_wide:
        return 0.0
    attribute = float(whole_number((item.get("height") or "").strip().removesuffix("px")) or 0)
    lengths = [_length(values.get(name, "")) or 0 for name in ("height", "min-height")]
    lines = sum(1 for line in item.iter(*_LINES) if any(map(str.strip, line.itertext("*"))))
    own = max(*lengths, attribute) - lines * _HEIGHT_OF_LINE
    if own <= 0 and lengths == [0, 0]:
        own = sum(_height_besides_text(child, styles) for child in item.iterchildren("*"))
    margins = (_length(values.get(f"margin-{side}", "")) or 0 for side in ("top", "bottom"))
    return max(own, 0.0) + max(sum(margins), 0.0)


def _is_line(item: Any) -> bool:
    if item.tag in _LINES:
        return any(map(str.strip, item.itertext("*")))
    return bool(own_text(item).strip()) and item.getparent().tag not in _LINES


def _lines_to_end(table: Any, box: Any, styles: PageStyles) -> Iterator[Any]:
    """The lines of text in a box up to the end of a table in it."""
    rows = [*table.iter("tr")]
    inside = {item for row in rows for item in row.iterdescendants()}
    for item in box.iter(*_LINES, *_MAY_BE_LINES):
        styles.count(1)
        if item not in inside and (item.tag == "br" or _is_line(item)):
            yield item
        if rows and item is rows[-1]:
            return
