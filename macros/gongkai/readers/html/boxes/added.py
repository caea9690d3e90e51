"""Boxes that styles add to elements (``::before``, ``::after``), and whether they lie over what is in these."""

import re

from gongkai.readers.html.styles import effects
from gongkai.readers.html.styles.colours import colour_of
from gongkai.readers.html.styles.shadows import hides_box
from gongkai.readers.html.styles.values import NORMAL, StyleValues, pixels

_LINES = ("border-left", "border-right", "border-top", "border-bottom", "outline")
_LINE = re.compile(r"\b(?:solid|dashed|dotted|double|groove|ridge|inset|outset)\b")
_SHARE = re.compile(r"(-?\d{1,5}(?:\.\d{1,5})?)%")
PLACES = frozenset({"left", "top", "right", "bottom", "margin-left", "margin-top", "margin-right"})
"""Properties by which a box is put out of sight, or over something else."""
FAR = 20.0
"""Pixels by which something is set higher, or spreads, until it reaches a row of figures."""
_FAINT, _WHOLE = 0.4, 1000.0
"""The share of its colour below which something is taken for no ink, and all of a side of a box, in pixels."""
CLEAR, HEIGHT = 0.1, 20.0
"""The least share of its colour that is seen, and the height of a line of text in pixels, at least."""


def covers_box(values: StyleValues) -> bool:
    """Whether what a style adds to a box lies over a part of it, other than along its edges."""
    if values.get("position") not in ("absolute", "fixed") or not (_is_seen(values) and has_ink(values)):
        return False
    across, left, _ = _extent(values, ("left", "width", "right"))
    down, top, bottom = _extent(values, ("top", "height", "bottom"))
    is_line = 0 < down < FAR <= min(top, bottom)
    return across + min(left, 0) >= FAR and (down + min(top, 0) >= FAR or is_line)


def _extent(values: StyleValues, names: tuple[str, str, str]) -> tuple[float, float, float]:
    """The length of a box along a side, and how far it is from both ends; shares are those of a usual screen."""
    start, size, end = (pixels(values.get(name, "")) for name in names)
    if size is None:
        text = values["content"].strip("\"'")
        size = _WHOLE - start - end if start is not None and end is not None else HEIGHT if text else 0.0
    first = start if start is not None else _WHOLE - size - end if end is not None else 0.0
    return size, min(first, _WHOLE), _WHOLE - size - first


def reaches_beyond(values: StyleValues, *, width: float, height: float) -> tuple[float, float, float]:
    """By how many pixels what a style adds to a box reaches above, to the right of and below it.

    Nothing where it is not seen, is no larger than a mark beside a text, or draws nothing but words.

    Args:
        values: Of what is added.
        width: That of the box.
        height: Likewise.
    """
    content = values.get("content", "none")
    is_figure = any(map(str.isdigit, content)) and "counter" not in content
    if values.get("position") != "absolute" or not _is_seen(values) or not (is_figure or has_ink(values)):
        return 0.0, 0.0, 0.0
    top, high, below = _extent_in(values, ("top", "height", "bottom"), height)
    _, wide, beside = _extent_in(values, ("left", "width", "right"), width)
    return (-top, beside, below) if is_figure or min(wide, high) >= FAR else (0.0, 0.0, 0.0)


def _is_seen(values: StyleValues) -> bool:
    """Whether something that is added, wherever it is, is there, before its ground, and not faint."""
    is_absent = values.get("content", "none") in ("none", "normal")
    is_faint = (pixels(values.get("opacity", "")) or 1) < _FAINT
    is_hidden = hides_box({name: value for name, value in values.items() if name not in PLACES})
    return not (is_absent or is_faint or is_hidden or values.get("z-index", "0").startswith("-"))


def _extent_in(values: StyleValues, names: tuple[str, str, str], length: float) -> tuple[float, float, float]:
    """Where something begins along a side of a box, how long it is, and how far it reaches beyond the other end."""
    start, size, end = (_length(values.get(name, ""), length) for name in names)
    if size is None:
        size = length - start - end if start is not None and end is not None else HEIGHT
    first = start if start is not None else length - size - end if end is not None else 0.0
    return first, size, first + size - length


def _length(value: str, whole: float) -> float | None:
    share = _SHARE.fullmatch(value)
    return float(share[1]) * whole / 100 if share is not None else pixels(value)


def is_higher(one: StyleValues, added: StyleValues, *, is_before: bool) -> bool:
    """Whether an element lies over what a style adds to one around it."""
    if one.get("position", "static") in NORMAL:
        return False
    own, other = (pixels(values.get("z-index", "")) or 0 for values in (one, added))
    return own > other or (own == other and is_before)


def has_ink(values: StyleValues) -> bool:
    """Whether an element draws something where it has no text."""
    ground = colour_of(values.get("background-color", ""))
    if (ground is not None and ground[3] > CLEAR) or effects.has_picture_behind(values) or spreads(values):
        return True
    return any(_LINE.search(values.get(name, "")) for name in _LINES)


def spreads(values: StyleValues) -> bool:
    """Whether the shadow of an element, or its outline, reaches far beyond it."""
    shadow = values.get("box-shadow", "none")
    lengths = [abs(pixels(word) or 0) for word in shadow.split()] if "inset" not in shadow else []
    outline = values.get("outline", "") if _LINE.search(values.get("outline", "")) else ""
    lengths += [pixels(word) or 0 for word in (*outline.split(), values.get("outline-width", ""))]
    return any(length >= FAR for length in lengths)
