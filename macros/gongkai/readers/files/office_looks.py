"""Looks of Office files: colours, whether a reader can tell two of them apart, and fonts of pictures."""

import math
import re
from typing import Final

Rgb = tuple[int, int, int]
"""Red, green and blue, from 0 to 255."""

WHITE: Final[Rgb] = (255, 255, 255)
BLACK: Final[Rgb] = (0, 0, 0)
_ALIKE = 60
"""How much two colours differ at most that look the same on paper: F2F2F2 on white is blank, and FFFFE5."""
_DIGITS = 6
FONT_OF_PICTURES = re.compile(
    r"dings|marlett|bookshelf symbol|mt extra|code ?(?:39|93|128)|barcode|条码", re.IGNORECASE
)
"""What stands in the names of fonts of pictures, and of bars for machines: they draw something else for digits."""


def rgb_of(text: str | None) -> Rgb | None:
    """A colour from its hexadecimal digits; None for ``auto`` and whatever else is none.

    Args:
        text: Such as ``1F4E79``; how opaque it is may stand before, which Office ignores: ``FF1F4E79``.
    """
    digits = (text or "").strip().removeprefix("#")[-_DIGITS:]
    try:
        red, green, blue = bytes.fromhex(digits)
    except ValueError:
        return None
    return red, green, blue


def is_alike(one: Rgb, other: Rgb) -> bool:
    """Whether text in one colour on the other cannot be read.

    The eye tells shades of green apart best, and of blue, on a light ground, worst.
    """
    red = (one[0] + other[0]) / 2 / 256
    shares = (2 + red, 4, 3 - red)
    return math.hypot(*(math.sqrt(share) * (a - b) for share, a, b in zip(shares, one, other, strict=True))) <= _ALIKE


def mixed(one: Rgb, other: Rgb, share: float) -> Rgb:
    """A colour of two.

    Args:
        one: The first.
        other: The second.
        share: How much of the first is in it, from 0 to 1.
    """
    red, green, blue = (round(share * first + (1 - share) * second) for first, second in zip(one, other, strict=True))
    return red, green, blue
