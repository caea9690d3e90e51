"""Colours of characters in a Word file, and of what is behind them."""

import re
from collections.abc import Iterable
from typing import Any

from gongkai.readers.files.office_colors import BLACK, WHITE, Rgb, mixed, rgb_of
from gongkai.readers.files.office_xml import WORD

EXTENDED = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_PAPER = {"background1", "light1", "bg1", "lt1"}
"""Names of the colour of the paper in the theme of a file."""
_OTHER: Rgb = (128, 128, 128)
"""In place of a colour of the theme that is not known: nothing is hidden in it."""
_PER_CENT = re.compile(r"pct(\d{1,2})")
_TRANSPARENT = 90_000
_MARKERS = {
    "black": BLACK,
    "white": WHITE,
    "yellow": (255, 255, 0),
    "green": (0, 255, 0),
    "cyan": (0, 255, 255),
    "blue": (0, 0, 255),
    "red": (255, 0, 0),
    "magenta": (255, 0, 255),
    "darkBlue": (0, 0, 128),
    "darkCyan": (0, 128, 128),
    "darkGreen": (0, 128, 0),
    "darkMagenta": (128, 0, 128),
    "darkRed": (128, 0, 0),
    "darkYellow": (128, 128, 0),
    "darkGray": (128, 128, 128),
    "lightGray": (192, 192, 192),
}
"""Colours of ``w:highlight`` (ECMA-376 part 1, 17.18.40)."""


def text_color(color: Any) -> Rgb | None:
    """The colour of characters; None where Word chooses one that can be read.

    Args:
        color: An element ``w:color``, or None.
    """
    return _color(color, "val", "theme") if color is not None else None


def _color(element: Any, name: str, theme: str) -> Rgb | None:
    of_theme = element.get(f"{WORD}{theme}{'Color' if theme == 'theme' else ''}")
    shade = element.get(f"{WORD}{theme}Shade")
    if of_theme in _PAPER and not shade:
        return WHITE
    color = rgb_of(element.get(f"{WORD}{name}"))
    return _OTHER if color is None and of_theme else color


def is_blackened(highlight: Any) -> bool:
    """Whether characters of no colour of their own are black on black, as by people who black something out.

    On a dark shading they would be white, but not on a marker.

    Args:
        highlight: An element ``w:highlight``, or None.
    """
    return highlight is not None and highlight.get(f"{WORD}val") == "black"


def behind(shades: Iterable[Any]) -> Rgb:
    """The colour behind characters: that of the first of some shades that has any; white for none.

    Args:
        shades: Elements ``w:shd`` and ``w:highlight``, the nearest first.
    """
    return next((color for shade in shades if (color := _shade(shade)) is not None), WHITE)


def _shade(element: Any) -> Rgb | None:
    pattern = element.get(f"{WORD}val") or "clear"
    if element.tag == f"{WORD}highlight":
        return _MARKERS.get(pattern)
    ground = _color(element, "fill", "themeFill")
    if pattern in {"clear", "nil"}:
        return ground
    share = _PER_CENT.fullmatch(pattern)
    if pattern != "solid" and share is None:
        return _OTHER
    color = _color(element, "color", "theme") or BLACK
    return color if share is None else mixed(color, ground or WHITE, int(share[1]) / 100)


def is_transparent(fill: Any) -> bool:
    """Whether characters are not drawn at all.

    Args:
        fill: An element ``w14:textFill``, or None.
    """
    if fill is None:
        return False
    alphas = (_thousandths(alpha) for alpha in fill.iter(f"{EXTENDED}alpha"))
    return fill.find(f"{EXTENDED}noFill") is not None or any(alpha >= _TRANSPARENT for alpha in alphas)


def _thousandths(alpha: Any) -> int:
    """How transparent a colour is, in thousandths of a per cent."""
    text = alpha.get(f"{EXTENDED}val") or ""
    return int(text) if text.isdecimal() and len(text) < 8 else 0  # noqa: PLR2004 - more than any share


def fill_color(fill: Any) -> Rgb | None:
    """The one colour in which characters are drawn in place of their own; None where there is none.

    Args:
        fill: An element ``w14:textFill``, or None.
    """
    solid = fill.find(f"{EXTENDED}solidFill") if fill is not None else None
    for color in solid if solid is not None else ():
        value = color.get(f"{EXTENDED}val") or ""
        if color.tag == f"{EXTENDED}srgbClr":
            return rgb_of(value)
        is_darker = color.find(f"{EXTENDED}lumMod") is not None or color.find(f"{EXTENDED}shade") is not None
        return WHITE if value in _PAPER and not is_darker else _OTHER
    return None
