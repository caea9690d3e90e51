"""What is white on a page of a PDF, or of the colour of its ground."""

from collections.abc import Sequence
from typing import Any

from gongkai.readers.files.office_looks import WHITE, Rgb, is_alike

_SPACES = {"DeviceGray": 1, "CalGray": 1, "DeviceRGB": 3, "CalRGB": 3, "DeviceCMYK": 4}
"""Colour spaces whose numbers say by themselves what is white, and how many numbers a colour has."""
_ANY_PROFILE = "ICCBased"
_INKS = frozenset({"Separation", "DeviceN"})
"""Colour spaces whose numbers say how much there is of inks: none of any leaves the paper white."""
_LAB, _LIGHTEST, _MOST_COLORED = "Lab", 95, 8
"""A colour space of lightness, of 100, and of two numbers that say how coloured something is."""
_DARK = 80
"""The most red, green and blue of black, of 255."""
_BLACK = (0, 0, 0)
_RED = 80
"""By how much more red than green and blue a red has, of 255."""
OPACITY = "opacity"
"""Key of the opacity of what is not quite opaque; 0.5 for a blend mode that mixes its colour with those below."""


def is_white(mark: Any) -> bool:
    """Whether what fills a character or a shape is white, as far as its colour space says that.

    Args:
        mark: A character or shape of pdfplumber.
    """
    color = _color_of(mark)
    return color is not None and is_alike(color, WHITE)


def is_red(mark: Any) -> bool:
    """Whether what fills a shape is red, as far as its colour space says that.

    Args:
        mark: A shape of pdfplumber.
    """
    color = _color_of(mark)
    return color is not None and color[0] - max(color[1:]) > _RED


def is_dark(mark: Any) -> bool:
    """Whether what fills a shape is black, as it is where no colour is set, or nearly so.

    Args:
        mark: A shape of pdfplumber.
    """
    color = _BLACK if mark.get("non_stroking_color") is None else _color_of(mark)
    return color is not None and max(color) < _DARK


def is_as_ground(mark: Any, ground: Any) -> bool:
    """Whether a character has the colour of the shape behind it, as far as their colour spaces can be compared.

    Args:
        mark: A character of pdfplumber.
        ground: A shape of pdfplumber.
    """
    color, behind = _color_of(mark), _color_of(ground)
    return color is not None and behind is not None and is_alike(color, behind)


def _color_of(mark: Any) -> Rgb | None:
    color = mark.get("non_stroking_color")
    parts = tuple(color) if isinstance(color, (tuple, list)) else (color,)
    space = str(mark.get("ncs") or "")
    if not all(isinstance(part, (int, float)) for part in parts):
        return None
    is_pale = space == _LAB and parts[0] >= _LIGHTEST and all(abs(part) <= _MOST_COLORED for part in parts[1:])
    if is_pale or (space in _INKS and not any(parts)):
        return WHITE
    if _SPACES.get(space) != len(parts) and not (space in {"", _ANY_PROFILE} and len(parts) in _SPACES.values()):
        return None
    return _rgb(parts)


def _rgb(parts: Sequence[float]) -> Rgb:
    """A colour from its one, three or four numbers."""
    if len(parts) == _SPACES["DeviceCMYK"]:
        *inks, black = parts
        red, green, blue = (round(255 * (1 - min(ink + black, 1))) for ink in inks)
    else:
        red, green, blue = (round(255 * part) for part in (parts if len(parts) > 1 else (*parts, *parts, *parts)))
    return red, green, blue
