"""Names of colours in number formats: in English, as files should have them, in Chinese, and by number."""

import re

from gongkai.readers.files.office_looks import Rgb, rgb_of
from gongkai.readers.formats.workbook_parts.palette import INDEXED

_ENGLISH = ("black", "white", "red", "green", "blue", "yellow", "magenta", "cyan")
_CHINESE = ("黑", "白", "红", "绿", "蓝", "黄", "洋红", "青")
"""The first colours in the order of their numbers."""
_BEFORE_FIRST = 7
"""How many colours of the palette stand before the one that has the number 1 here."""
COLOR_IN_FORMAT = re.compile(
    rf"\[(?:(?P<english>{'|'.join(_ENGLISH)})|(?P<chinese>{'|'.join(_CHINESE)})色?"
    r"|(?:color|颜色) *(?P<number>\d{1,2}))\]",
    re.IGNORECASE,
)


def named_color(match: re.Match[str]) -> Rgb | None:
    """The colour that a number format names; None for a number without a colour.

    Args:
        match: Of ``COLOR_IN_FORMAT``.
    """
    if match["number"]:
        number = int(match["number"])
    elif match["chinese"]:
        number = _CHINESE.index(match["chinese"]) + 1
    else:
        number = _ENGLISH.index(match["english"].lower()) + 1
    place = number + _BEFORE_FIRST
    return rgb_of(INDEXED[place]) if number and place < len(INDEXED) else None
