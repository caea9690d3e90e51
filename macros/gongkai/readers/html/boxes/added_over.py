"""What styles add to a table, to what is around it and to its labels, where that lies over its figures."""

from typing import Any

from gongkai.readers.html.boxes.added import FAR, covers_box, is_higher, reaches_beyond
from gongkai.readers.html.cell_parts import own_text
from gongkai.readers.html.elements import ROW_GROUP_TAGS
from gongkai.readers.html.styles.rules import PageStyles
from gongkai.readers.html.styles.shadows import spreads_over_others
from gongkai.readers.html.styles.values import NORMAL

_HIGH_LINE, _WIDTH_OF_CELL = 40.0, 250.0
"""The height of a line of text in pixels at most, and the width of a cell with a label, about."""


def has_addition_over(table: Any, styles: PageStyles) -> bool:
    """Whether something that a style adds to a table, its labels or what is around it lies over its figures.

    Args:
        table: The table.
        styles: Those of its page.
    """
    return _is_under_addition(table, styles) or _is_addition_of_cell_over(table, styles)


def _is_under_addition(table: Any, styles: PageStyles) -> bool:
    """Whether something that a style adds to a table, or to what is around it, lies over it (``::before``)."""
    groups = [*table.iterchildren(*ROW_GROUP_TAGS)]
    line = [*groups, table, *table.iterancestors()]
    styles.count(len(line))
    for place, item in enumerate(line):
        style = styles.of(item)
        for values, is_before in ((style.before, True), (style.after, False)):
            inside = (styles.of(one).own for one in line[len(groups) : place])
            if covers_box(values) and not any(is_higher(one, values, is_before=is_before) for one in inside):
                is_sign = values["position"] == "fixed" and next(table.getroottree().iter("script"), None) is not None
                return not is_sign  # that the page is loading, which a script takes away
    return False


def _is_addition_of_cell_over(table: Any, styles: PageStyles) -> bool:
    """Whether what a style adds to a cell, or in it, lies over those beside it, or a wide outline or shadow of it."""
    for element in table.iter("*"):
        if not styles.may_change(element):
            continue
        style = styles.of(element)
        if spreads_over_others(style.own):
            return True
        if not (style.before or style.after) or style.own.get("position", "static") in NORMAL:
            continue
        lines = max(sum(1 for part in element.iter("*") if own_text(part).strip()), 1)
        for values in (style.before, style.after):
            if max(reaches_beyond(values, width=_WIDTH_OF_CELL, height=lines * _HIGH_LINE)) >= FAR:
                return True
    return False
