"""Colours of characters in a Word file, and of what is behind them.

Word shows the colour of the theme that a file names (ECMA-376 part 1, 17.3.2.6), whatever other colour stands beside
its name for older programs. That one is written over where it is another one.
"""

import colorsys
import re
from collections.abc import Iterable
from functools import lru_cache, partial
from typing import Any

from gongkai.readers.files.office_looks import BLACK, WHITE, Rgb, is_alike, mixed, rgb_of
from gongkai.readers.files.office_xml import WORD, xml_root

EXTENDED = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_PAPER = {"background1", "light1", "bg1", "lt1"}
"""Names of the colour of the paper in the theme of a file."""
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_OF_THEME = {"dark1": "dk1", "light1": "lt1", "dark2": "dk2", "light2": "lt2", "hyperlink": "hlink"}
_OF_THEME |= {
    "text1": "dk1",
    "background1": "lt1",
    "text2": "dk2",
    "background2": "lt2",
    "followedHyperlink": "folHlink",
}
_OF_THEME |= {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}
"""The colours of a theme by the names that characters have for them."""
_COLORED = re.compile(rb"<w:(?:color|shd)\b[^<>]*\bw:theme[^<>]*>")
_ATTRIBUTE = re.compile(r"""\bw:(\w+)\s*=\s*["']([^"']*)["']""")
_SCHEME = re.compile(rb'<w14:schemeClr w14:val="(\w+)"\s*/>')
_NAMED = (("val", "theme", "themeColor"), ("color", "theme", "themeColor"), ("fill", "themeFill", "themeFill"))
"""Attributes that name a colour: for older programs, the beginning of those that change it, and in the theme."""
_MOST_REMEMBERED = 1_000
_SHARE = re.compile("[0-9A-Fa-f]{1,2}")
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


def with_theme_colors(part: bytes, theme: bytes | None) -> bytes:
    """A part with the colours of the theme in place of others that stand beside their names.

    Args:
        part: The main part of a file, or that with its styles.
        theme: The part with the theme of the file, if it has one.
    """
    if theme is None or not (_COLORED.search(part) or _SCHEME.search(part)):
        return part
    scheme: Any = next(xml_root(theme).iter(f"{_DRAWING}clrScheme"), None)
    colors: dict[str, Rgb] = {}
    for item in scheme if scheme is not None else ():
        color = rgb_of(item[0].get("lastClr") or item[0].get("val")) if len(item) else None
        if color is not None:
            colors[item.tag.removeprefix(_DRAWING)] = color
    rewritten = lru_cache(_MOST_REMEMBERED)(partial(_with_color_of_theme, colors=colors))
    part = _COLORED.sub(lambda match: rewritten(match[0]), part)
    return _SCHEME.sub(lambda match: _as_plain_color(match, colors), part)


def _with_color_of_theme(tag: bytes, colors: dict[str, Rgb]) -> bytes:
    """A tag that names colours of the theme with these in place of others."""
    attributes: dict[str, str] = dict(_ATTRIBUTE.findall(tag.decode("utf-8", "replace")))
    changed = False
    for plain, prefix, name in _NAMED:
        color = colors.get(_OF_THEME.get(attributes.get(name, ""), attributes.get(name, "")))
        own = rgb_of(attributes.get(plain))
        if plain not in attributes or color is None:
            continue
        color = _shaded(color, attributes.get(f"{prefix}Tint"), attributes.get(f"{prefix}Shade"))
        if own is None or not is_alike(own, color):
            attributes[plain], changed = bytes(color).hex(), True
            for key in (name, f"{prefix}Tint", f"{prefix}Shade"):
                attributes.pop(key, None)
    kind = tag[3 : tag.index(b" ") if b" " in tag else None].decode()
    end = "/>" if tag.endswith(b"/>") else ">"
    words = "".join(f' w:{key}="{value}"' for key, value in attributes.items())
    return f"<w:{kind}{words}{end}".encode() if changed else tag


def _shaded(color: Rgb, tint: str | None, shade: str | None) -> Rgb:
    """A colour, lighter by a tint or darker by a shade (17.3.2.6); each is a share of 255 in hexadecimal digits."""
    hue, light, full = colorsys.rgb_to_hls(*(part / 255 for part in color))
    for text, lightest in ((tint, 1.0), (shade, 0.0)):
        share = int(text, 16) / 255 if text and _SHARE.fullmatch(text) else 1.0
        light = light * share + lightest * (1 - share)
    red, green, blue = (round(255 * part) for part in colorsys.hls_to_rgb(hue, light, full))
    return red, green, blue


def _as_plain_color(match: re.Match[bytes], colors: dict[str, Rgb]) -> bytes:
    name = match[1].decode("ascii", "replace")
    color = colors.get(_OF_THEME.get(name, name))
    return f'<w14:srgbClr w14:val="{bytes(color).hex()}"/>'.encode() if color is not None else match[0]


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
