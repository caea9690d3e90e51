"""What a box that shows nothing beyond its edges cuts off from its text: all of it, or a part of its figure."""

import re
from dataclasses import dataclass, field
from math import inf

from gongkai.readers.html.styles.values import NORMAL, StyleValues, pixels

_NARROWEST = 6
"""The least width of a digit, in pixels."""
_LOWEST = 9
"""The least height of a box in pixels in which a digit can be known."""
_USUAL_LINE = 20.0
_SIDES = ("left", "right", "top", "bottom")
_INDENTED_OUT = 100
"""Pixels by which a text is indented out of a box of any size."""
_HAS_NO_SIZE = re.compile(r"strict|^(?=.*\b(?:inline-)?size\b)(?=.*\bpaint\b)")
"""Ways to ``contain`` by which a box without a height is as low as if nothing were in it, and cuts off what is."""


@dataclass(frozen=True, slots=True)
class Lead:
    """What is before a text in its box.

    Attributes:
        added: What holds for what a style adds before it.
        room: The height of blank lines, pictures and empty blocks, in pixels.
    """

    added: StyleValues = field(default_factory=dict)
    room: float = 0.0


def is_cut_off(values: StyleValues) -> bool:
    """Whether all of an element is cut off, whatever its text."""
    if values.get("mask-image", "none") not in NORMAL:
        return True
    if values.get("clip", "auto") not in NORMAL or values.get("clip-path", "none") not in NORMAL:
        return True
    if values.get("overflow", "visible") in NORMAL - {"auto"}:
        return False
    if (pixels(values.get("text-indent", "")) or 0) >= _INDENTED_OUT:
        return True
    if "height" not in values and _HAS_NO_SIZE.search(values.get("contain", "")):
        return True
    sizes = (pixels(values.get(name, "")) for name in ("height", "max-height", "width", "max-width"))
    return any(size is not None and size <= 1 for size in sizes)


def cuts(
    values: StyleValues,
    text: str,
    *,
    display: str = "inline",
    is_fixed: bool = False,
    lead: Lead | None = None,
) -> bool:
    """Whether a box is too narrow or too low for its figure, so that only a part of the figure is seen.

    Args:
        values: What holds for the box.
        text: The figure.
        display: How its tag is displayed: a cell of a table may be wider and higher than its style says.
        is_fixed: Whether the columns of its table keep their width all the same.
        lead: What is before its text.
    """
    display = values.get("display", display)
    if values.get("overflow", "visible") in NORMAL or display == "inline":
        return False
    is_cell = display == "table-cell"
    widths = [values.get("max-width", ""), *([] if is_cell and not is_fixed else [values.get("width", "")])]
    sizes = [pixels(width) for width in widths if not width.endswith("%")]
    if any(size is not None and size < _NARROWEST * len(text) for size in sizes):
        return True
    heights = [] if is_cell else [pixels(values.get(name, "")) for name in ("height", "max-height")]
    return any(size is not None and size < _LOWEST for size in heights) or _is_pushed_out(
        values, len(text), lead or Lead(), *(() if is_cell else (_least(sizes), _least(heights)))
    )


def _is_pushed_out(values: StyleValues, length: int, lead: Lead, width: float = inf, height: float = inf) -> bool:
    """Whether a text begins so far from the edges of a box of some size, which cuts it off, that it is not seen."""
    left, right, top, bottom = (max(pixels(values.get(f"padding-{side}", "")) or 0, 0) for side in _SIDES)
    if values.get("box-sizing") != "border-box":
        width, height = width + left + right, height + top + bottom
    start = left + (pixels(values.get("text-indent", "")) or 0)
    before = lead.added
    if before.get("content", "none") not in ("none", "normal"):
        is_block = before.get("display", "inline") in ("block", "table", "flex", "grid")
        top += (pixels(before.get("height", "")) or 0) if is_block else 0
        start += (pixels(before.get("width", "")) or 0) if before.get("display", "").startswith("inline-") else 0
    middle = top + lead.room + _height_of_line(values.get("line-height", "")) / 2
    return (
        start <= -_NARROWEST or start + _NARROWEST * length > width or not _LOWEST / 2 <= middle <= height - _LOWEST / 2
    )


def _height_of_line(value: str) -> float:
    """The height of a line of text in pixels."""
    size = pixels(value)
    if size is None:
        return _USUAL_LINE
    return size * (16 / 1000 if value.endswith("%") else 16 if not value[-1:].isalpha() else 1)


def _least(sizes: list[float | None]) -> float:
    return min((size for size in sizes if size is not None), default=inf)
