"""Dialogs that scripts open, where the page behind them cannot be seen."""

import re
from collections.abc import Sequence
from typing import Any

from gongkai.readers.html.styles import effects
from gongkai.readers.html.styles.colours import colour_of
from gongkai.readers.html.styles.rules import PageStyles
from gongkai.readers.html.styles.shadows import hides_box
from gongkai.readers.html.styles.values import StyleValues, pixels

_OPENS = re.compile(r"\.\s{0,9}(?:showModal|showPopover|togglePopover|requestFullscreen)\(")
_CLEAR, _BLURRED = 0.1, 2
"""The share of its colour that a ground may lack, and the radius in pixels from which nothing is read through it."""
_WHOLE = ("100%", "100vw", "100vh", "100dvh", "100svw", "100svh", "100dvw", "stretch", "-webkit-fill-available")
_NONE = ("0", "0px", "0%")


def is_behind_dialog(root: Any, styles: PageStyles, scripts: Sequence[str]) -> bool:
    """Whether a script opens a dialog that covers the page, or whose backdrop does.

    Args:
        root: The outermost element of the page.
        styles: Its styles.
        scripts: The texts of its scripts, without what only a click calls.

    Raises:
        TooManyStylesError: It takes too many comparisons to know.
    """
    if not any(map(_OPENS.search, scripts)):
        return False
    boxes = [item for item in root.iter("*") if item.tag == "dialog" or item.get("popover") is not None]
    return any(_covers(styles.of(box).backdrop) or _is_whole(styles.of(box).own) for box in boxes)


def _covers(backdrop: StyleValues) -> bool:
    """Whether nothing can be seen through a backdrop, which lies over all of a window unless it is set elsewhere."""
    if hides_box(backdrop):
        return False
    blur = re.search(r"blur\(([^()]{1,20})\)", backdrop.get("backdrop-filter", ""))
    if blur is not None and (pixels(blur[1]) or 0) >= _BLURRED:
        return True
    opacity = re.fullmatch(r"(\d?\.?\d{1,9})(%?)", backdrop.get("opacity", "1"))
    is_faint = opacity is not None and float(opacity[1]) / (100 if opacity[2] else 1) < 1 - _CLEAR
    return not is_faint and (_is_opaque(backdrop, "") or effects.has_picture_behind(backdrop))


def _is_whole(values: StyleValues) -> bool:
    """Whether a dialog, whose ground is white unless it has another one, is as large as a window."""
    wide, high = (
        values.get(size) in _WHOLE or (values.get(size) is None and all(values.get(side) in _NONE for side in sides))
        for size, sides in (("width", ("left", "right")), ("height", ("top", "bottom")))
    )
    return wide and high and _is_opaque(values, "#fff")


def _is_opaque(values: StyleValues, usual: str) -> bool:
    ground = colour_of(values.get("background-color", usual))
    return ground is not None and ground[3] > 1 - _CLEAR
