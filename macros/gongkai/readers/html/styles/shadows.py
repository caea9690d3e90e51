"""What is drawn of a box besides its text: shadows within it and an outline, as a ground or a line across its figure.

A shadow within lies on the background and below the text; an outline lies on the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from gongkai.readers.html.styles.colours import colour_of, split
from gongkai.readers.html.styles.effects import hides, is_alike
from gongkai.readers.html.styles.values import OF_TEXT, StyleValues, pixels

_LENGTH = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:px|r?em|pt|pc|in|cm|mm|ex|ch|v[wh]|)")
_DRAWN = re.compile(r"\b(?:solid|dashed|dotted|double|groove|ridge|inset|outset)\b")
_WIDTHS = {"thin": 1.0, "medium": 3.0, "thick": 5.0}
_FILLS_BY_SPREAD, _FILLS_DOWN, _FILLS_ACROSS = 9.0, 16.0, 100.0
"""Pixels of spread, and of offset down and across, by which a shadow fills a cell with one line of text."""
_CLEAR = 0.4
"""Share of its colour below which something is no ink."""
_FIRST, _LAST, _THIN = 5.0, 24.0, 4.0
"""Pixels from the edge of a cell between which a line crosses its digits, and the most height of a line."""
_WIDE = 8.0
"""Pixels of an outline that covers digits."""

_FAR = 20.0
"""Pixels by which something reaches the figures beside it."""
_MARGINS = frozenset({"margin-left", "margin-right", "margin-top"})
_OF_TEXT_ALONE = frozenset({
    *("color", "text-fill-color", "text-stroke", "text-security", "text-indent", "font-size", "font-family"),
    *("content-visibility", "contain", "overflow", "overflow-x", "overflow-y", "mix-blend-mode"),
})  # fmt: skip
"""Properties that keep a text from sight and leave the box around it."""


@dataclass(frozen=True, slots=True)
class _Shadow:
    """A shadow within an element: its offsets and its spread in pixels, and its colour as it is written."""

    across: float
    down: float
    spread: float
    colour: str


def hides_box(values: StyleValues) -> bool:
    """Whether nothing of a box is drawn, its ground and lines included, whatever text is in it.

    Args:
        values: What holds for the element.
    """
    is_whole = "left" in values and "right" in values  # which margins move, but not out of sight
    idle = _OF_TEXT_ALONE | (_MARGINS if is_whole else frozenset())
    return hides({name: value for name, value in values.items() if name not in idle})


def spreads_over_others(values: StyleValues) -> bool:
    """Whether an outline around a box, or its shadow by more than a blur, lies over what is beside it.

    Args:
        values: What holds for the element.
    """
    shadow = values.get("box-shadow", "none")
    lengths = [abs(size) for size in map(pixels, shadow.split()) if size is not None] if "inset" not in shadow else []
    outline = values.get("outline", "") if _DRAWN.search(values.get("outline", "")) else ""
    widths = [pixels(word) or 0 for word in (*outline.split(), values.get("outline-width", "") if outline else "")]
    return max((*lengths[:2], *lengths[3:4], *widths), default=0) >= _FAR


def ground_of_shadow(values: StyleValues) -> str:
    """The colour of a shadow that fills an element, as a value; empty where none does.

    Args:
        values: The style values of the element.
    """
    for shadow in _shadows(values):
        spreads = shadow.spread >= _FILLS_BY_SPREAD
        if spreads or abs(shadow.down) >= _FILLS_DOWN or abs(shadow.across) >= _FILLS_ACROSS:
            return shadow.colour
    return ""


def has_line_of_shadows(values: StyleValues) -> bool:
    """Whether two shadows, one on the other, leave a thin line between them across the digits."""
    for upper, lower in pairwise(_shadows(values)):
        edge, far = abs(upper.down), abs(lower.down)
        colours = colour_of(upper.colour), colour_of(lower.colour)
        is_line = 0 < far - edge <= _THIN and upper.down * lower.down > 0 and _FIRST <= edge <= _LAST
        if is_line and not (colours[0] is not None and colours[1] is not None and is_alike(colours[0], colours[1])):
            return True
    return False


def is_outlined_within(values: StyleValues) -> bool:
    """Whether an outline is drawn so far within an element that it runs across its figure."""
    inside = -(pixels(values.get("outline-offset", "")) or 0)
    return inside >= _FIRST and _width(values) > 0


def is_covered_by_outline(values: StyleValues) -> bool:
    """Whether such an outline is as wide as digits are high."""
    return is_outlined_within(values) and _width(values) >= _WIDE


def may_lie_within(values: StyleValues) -> bool:
    """Whether a shadow or an outline is declared that may lie within an element."""
    return "inset" in values.get("box-shadow", "") or "-" in values.get("outline-offset", "")


def _width(values: StyleValues) -> float:
    """The width of the outline in pixels; 0 where none is drawn."""
    words = split(values.get("outline", ""), " ")
    colours = [colour for colour in map(colour_of, words) if colour is not None]
    if not _DRAWN.search(values.get("outline", "")) or (colours and colours[0][3] <= _CLEAR):
        return 0.0
    for word in (values.get("outline-width", ""), *words):
        length = _WIDTHS.get(word, pixels(word) if _LENGTH.fullmatch(word) else None)
        if length is not None:
            return length
    return _WIDTHS["medium"]


def _shadows(values: StyleValues) -> Iterator[_Shadow]:
    """The shadows within an element that can be seen, the uppermost first."""
    text = values.get("box-shadow", "")
    for layer in split(text, ",") if "inset" in text else ():
        words = [word for word in split(layer.strip(), " ") if word]
        lengths = [pixels(word) or 0.0 for word in words if _LENGTH.fullmatch(word)]
        others = [word for word in words if word != "inset" and not _LENGTH.fullmatch(word)]
        colour = others[0] if others else OF_TEXT
        light = colour_of(colour)
        if "inset" not in words or (colour != OF_TEXT and (light is None or light[3] <= _CLEAR)):
            continue
        across, down, _, spread = [*lengths, 0.0, 0.0, 0.0, 0.0][:4]
        yield _Shadow(across, down, spread, colour)
