"""Colours as shares of light: those of all notations of style sheets, and mixed ones about as a browser mixes them."""

import re
from functools import lru_cache
from typing import Any

from tinycss2.color4 import parse_color

Colour = tuple[float, float, float, float]
"""Red, green, blue and alpha, each from 0 to 1."""

_OF_SYSTEM = {"canvas": "#fff", "field": "#fff", "window": "#fff", "canvastext": "#000", "windowtext": "#000"}
"""Colours that are named by what has them, as a browser on a bright screen draws them."""
_DARK = {name: {"#fff": "#0d0d0d", "#000": "#fff"}[colour] for name, colour in _OF_SYSTEM.items()}
"""Likewise on a dark one."""
_OTHERS = frozenset({"currentcolor", "inherit", "initial", "unset", "revert", "revert-layer", "auto"})
_SYSTEM_NAME = re.compile(
    r"(?:active|inactive|button|highlight|selected|mark|menu|info|window|gray|link|visited|accent|app|three|scroll|caption|face|shadow|-)[a-z-]*"
    r"|[a-z]+text|[a-z]*face|-[a-z-]+"
)
_MIXED = re.compile(r"(light-dark|color-mix)\((.*)\)")
_SHARE = re.compile(r"(?<![\w.])\d+(?:\.\d+)?%\s*$")
_LIGHTS = (
    (3.2404542, -1.5371385, -0.4985314),
    (-0.9692660, 1.8760108, 0.0415560),
    (0.0556434, -0.2040259, 1.0572252),
)
"""What each of X, Y and Z adds to red, green and blue (CIE 1931, a white of 6500 K)."""
_DIMMEST = 0.0031308
"""The light below which a share of a colour grows in proportion to it (IEC 61966-2-1)."""
_BY_LIGHTNESS = frozenset({"lab", "lch", "oklab", "oklch"})


@lru_cache(maxsize=1024)
def colour_of(value: str) -> Colour | None:
    """A colour; None where the value is none, or one that is worked out elsewhere (``var``, ``inherit``).

    Args:
        value: As declared, or an attribute of HTML.
    """
    value = _OF_SYSTEM.get(value.lower(), value)
    mixed = _MIXED.fullmatch(value.strip().lower())
    if mixed is not None:
        return _mixed(mixed[1], split(mixed[2], ","))
    try:
        colour = parse_color(value) or parse_color(f"#{value}")
        red, green, blue = _lights(colour)
        return red, green, blue, float(colour.alpha)
    except (AttributeError, TypeError, ValueError, ZeroDivisionError, OverflowError, NotImplementedError):
        return None


def dark_colour_of(value: str) -> Colour | None:
    """A colour as a page shows it whose colours of the browser are dark ones.

    Args:
        value: As for ``colour_of``.
    """
    mixed = _MIXED.fullmatch(value.strip().lower())
    if mixed is not None and mixed[1] == "light-dark":
        return dark_colour_of(split(mixed[2], ",")[-1].strip())
    return colour_of(_DARK.get(value.lower(), value))


def may_be_colour(value: str) -> bool:
    """Whether browsers may take a value for a colour; they keep what was declared before where they do not.

    Args:
        value: In lower case.
    """
    return "(" in value or value in _OTHERS or _SYSTEM_NAME.fullmatch(value) is not None or colour_of(value) is not None


def split(text: str, sign: str) -> list[str]:
    """The parts of a text between separators that are not within brackets.

    Args:
        text: A value.
        sign: The separator, one character.
    """
    parts, begin, depth = [], 0, 0
    for place, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if character == sign and not depth:
            parts.append(text[begin:place])
            begin = place + 1
    return [*parts, text[begin:]]


def _lights(colour: Any) -> tuple[float, ...]:
    """The shares of red, green and blue of a colour of the library, which knows no way there from most notations."""
    if colour.space in _BY_LIGHTNESS:
        return _from_lab(*(float(part or 0) for part in colour.to("lab").coordinates))
    if colour.space.startswith("xyz"):
        return _from_xyz(*(float(part or 0) for part in colour.coordinates))
    parts = colour.to("srgb").coordinates if colour.space in ("hsl", "hwb", "srgb") else colour.coordinates
    return tuple(float(part or 0) for part in parts)


def _from_lab(lightness: float, green_red: float, blue_yellow: float) -> tuple[float, ...]:
    middle = (lightness + 16) / 116
    roots = (middle + green_red / 500, middle, middle - blue_yellow / 200)
    shares = (root**3 if root > 6 / 29 else 3 * (6 / 29) ** 2 * (root - 4 / 29) for root in roots)
    return _from_xyz(*(share * white for share, white in zip(shares, (0.9505, 1.0, 1.089), strict=True)))


def _from_xyz(*tristimulus: float) -> tuple[float, ...]:
    lights = (sum(map(float.__mul__, row, tristimulus)) for row in _LIGHTS)
    clear = (min(max(light, 0.0), 1.0) for light in lights)
    return tuple(12.92 * light if light <= _DIMMEST else 1.055 * light ** (1 / 2.4) - 0.055 for light in clear)


def _mixed(way: str, parts: list[str]) -> Colour | None:
    """The colour that a bright screen shows of two, or the one between two; None where one of both is not known."""
    if way == "light-dark":
        return colour_of(parts[0].strip())
    shares = [_SHARE.search(part) for part in parts[-2:]]
    one, two = (colour_of(_SHARE.sub("", part).strip()) for part in (*parts[-2:], "")[:2])
    if one is None or two is None:
        return None
    first = float(shares[0][0].rstrip("% ")) / 100 if shares[0] else None
    second = float(shares[1][0].rstrip("% ")) / 100 if shares[1] else None
    share = first if first is not None else 1 - second if second is not None else 0.5
    red, green, blue, alpha = (a * share + b * (1 - share) for a, b in zip(one, two, strict=True))
    return red, green, blue, alpha
