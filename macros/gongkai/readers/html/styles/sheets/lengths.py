"""How large print is by what is declared: sizes in pixels, and those that depend on the print around or of the page."""

import re
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any

from gongkai.readers.html.styles.values import StyleValues, pixels

USUAL = 16.0
"""The size of print in pixels where a page says nothing."""
_STEP = 1.2
"""By how much the next larger size is larger."""
_NAMED = {
    "xx-small": 9.0,
    "x-small": 10.0,
    "small": 13.0,
    "medium": USUAL,
    "initial": USUAL,
    "large": 18.0,
    "x-large": 24.0,
    "xx-large": 32.0,
    "xxx-large": 48.0,
}
_OF_FONTS = (10.0, 13.0, USUAL, 18.0, 24.0, 32.0, 48.0)
"""Pixels for the sizes 1 to 7 of a ``font`` element."""
_RELATIVE, _OF_TAGS = {"smaller": 1 / _STEP, "larger": _STEP}, {"small": 1 / _STEP, "big": _STEP}
"""Sizes as against that around them."""
_UNITS = ("%", "em", "ex", "ch")
"""Units of such sizes."""
_REM = re.compile(r"(?<![\w.#-])([+-]?(?:\d{1,9}\.?\d{0,9}|\.\d{1,9}))rem\b", re.IGNORECASE)
_SET = re.compile(
    r"\.style\s{0,9}\.\s{0,9}fontSize\s{0,9}=(?!=)\s{0,9}(?:[\"'`]\s{0,9}(\d{0,4}\.?\d{1,4})(px|pt|%)[\"'`])?"
    r"|\$\(\s{0,9}[\"'`](?:html|:root)[\"'`]\s{0,9}\)\s{0,9}\.\s{0,9}css\(\s{0,9}\{?\s{0,9}[\"'`]?font-?size"
    r"|setProperty\(\s{0,9}[\"'`]font-size",
    re.IGNORECASE,
)
"""How scripts set the size of the print of an element; of the page where they speak of it."""
_OF_PAGE = re.compile(r"documentElement|[\"'`](?:html|:root)[\"'`]")
_FLEXIBLE = re.compile(r"flexible|(?:^|[^a-z])rem(?:[^a-z]|$)|hotcss|adapt|fontsize", re.IGNORECASE)
"""What scripts in files are called that set it by the width of the window."""
_LARGE, _MOST = 100.0, 20
"""The size for which pages are written that a script fits to the window: nothing is small by it."""


def rem_of(root: Any, value: str, scripts: Sequence[str]) -> float:
    """The size of the print of a page in pixels, which ``rem`` stands for.

    Args:
        root: Its outermost element.
        value: What is declared for that.
        scripts: The texts of its scripts.
    """
    matches = (match for text in scripts if _OF_PAGE.search(text) for match in islice(_SET.finditer(text), _MOST))
    for match in matches:
        number = float(match[1]) if match[1] else _LARGE
        return number * {"pt": 4 / 3, "%": USUAL / 100}.get(match[2] or "", 1.0)
    if "vw" in value or any(_FLEXIBLE.search(script.get("src") or "") for script in root.iter("script")):
        return _LARGE
    size, is_share = declared_size(root, value)
    return USUAL if size is None else size * USUAL if is_share else size


def without_rems(text: str, rem: float) -> str:
    """A style sheet, or a style, with pixels for lengths by the size of the page's print.

    Args:
        text: Its text.
        rem: That size in pixels.
    """
    return _REM.sub(lambda match: f"{float(match[1]) * rem:.3f}px", text) if rem != USUAL else text


def is_relative(value: str) -> bool:
    """Whether a size depends on the print around an element.

    Args:
        value: As declared.
    """
    return value in _RELATIVE or value.lstrip("+-.0123456789") in _UNITS


def print_size(element: Any, values_of: Callable[[Any], StyleValues]) -> float:
    """The size of the print of an element in pixels, about.

    Args:
        element: An element of lxml.
        values_of: Gives the style values of an element.
    """
    share = 1.0
    for item in (element, *element.iterancestors()):
        size, is_share = declared_size(item, values_of(item).get("font-size", ""))
        if size is not None and not is_share:
            return share * size
        share *= size if size is not None else 1.0
    return share * USUAL


def declared_size(element: Any, value: str) -> tuple[float | None, bool]:
    """The size that is declared for an element, if any is, and whether it is a share of that around it.

    Args:
        element: An element of lxml.
        value: As declared.
    """
    if not value:
        is_font = element.tag == "font"
        return (
            _size_of_font((element.get("size") or "").strip()) if is_font else _OF_TAGS.get(element.tag)
        ), not is_font
    if value in _NAMED:
        return _NAMED[value], False
    if value in _RELATIVE:
        return _RELATIVE[value], True
    length = pixels(value)
    unit = value.lstrip("+-.0123456789")
    if length is None or unit not in _UNITS:
        return length, False
    return length / (1000 if unit == "%" else USUAL), True


def _size_of_font(size: str) -> float | None:
    number = size.lstrip("+-")
    if len(number) != 1 or not number.isdecimal():
        return None
    place = int(number) if number == size else 3 + int(number) * (-1 if size.startswith("-") else 1)
    return _OF_FONTS[min(max(place, 1), len(_OF_FONTS)) - 1]
