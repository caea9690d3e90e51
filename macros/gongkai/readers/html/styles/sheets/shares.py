"""How much of its colour and of its size an element keeps: a share of a share is left of one within another."""

import re
from collections.abc import Callable
from math import inf, prod
from typing import Any

from gongkai.readers.html.styles.sheets import lengths
from gongkai.readers.html.styles.values import StyleValues, pixels

FAINTEST = 0.1
"""The share of its colour, or of its size, up to which a text cannot be seen."""
SMALLEST_PRINT = 3
BLURRED = 2
"""The radius in pixels from which a blurred text cannot be read."""
OPACITY, SIZE = "gk-opacity", "gk-size"
"""Values of this package's own: what is left by all that is around an element as well."""
_NOTHING_LEFT = re.compile(r"matrix(?:3d)?\(\s*(?:0+(?:\.0*)?|\.0+)\s*,")
_SCALED = re.compile(r"scale(?:x|y|3d)?\(([^)]*)\)")
_FILTER = re.compile(r"([a-z-]{1,20})\(([^()]*)\)?")
_SEEN_THROUGH = {"opacity": (0.11, inf), "contrast": (0.11, inf), "invert": (-inf, 0.9), "brightness": (0.11, 1.5)}
"""Between which amounts of a filter a text is seen."""
_NUMBERS = re.compile(r"\d+\.?\d*|\.\d+")
_SHARE = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,2})?)(%?)")


def is_clear(values: StyleValues) -> bool:
    """Whether so little of its colour is left that a text cannot be seen."""
    if any(_filters_out(*one) for one in _FILTER.findall(values.get("filter", ""))):
        return True
    return " - " in values.get("opacity", "") or float(values.get(OPACITY, _opacity(values))) <= FAINTEST


def is_scaled_away(values: StyleValues) -> bool:
    """Whether so little of its size is left that a text cannot be seen."""
    if _NOTHING_LEFT.search(values.get("transform", "")):
        return True
    return min(*_scales(values), float(values.get(SIZE, 1))) <= FAINTEST


def may_add_up(values: StyleValues) -> bool:
    """Whether an element is fainter or smaller than without its style, so that little may be left within another."""
    return _opacity(values) < 1 or _size(values) < 1


def shares_left(element: Any, own: StyleValues, values_of: Callable[[Any], StyleValues]) -> dict[str, str]:
    """What is left of an element by its own style and by what is around it, where its own style takes some.

    Args:
        element: An element of lxml.
        own: Its own style values.
        values_of: Gives those of an element around it.
    """
    shares: dict[str, str] = {}
    for name, share in ((OPACITY, _opacity(own)), (SIZE, _size(own))):
        if share < 1 or (name == SIZE and "font-size" in own):
            around = (values_of(item).get(name) for item in element.iterancestors())
            shares[name] = str(share * float(next(filter(None, around), 1)))
    size = float(shares.get(SIZE, 1))
    print_size = (
        lengths.print_size(element, lambda item: own if item is element else values_of(item)) if size < 1 else inf
    )
    return {**shares, SIZE: "0"} if size * print_size < SMALLEST_PRINT else shares


def _opacity(values: StyleValues) -> float:
    value = values.get("opacity", "")
    own = min(map(float, _NUMBERS.findall(value)), default=None) if "(" in value else _share(value)
    amounts = (
        _share(amount.strip()) for name, amount in _FILTER.findall(values.get("filter", "")) if name == "opacity"
    )
    return prod(share for share in (own, *amounts) if share is not None)


def _size(values: StyleValues) -> float:
    return prod(_scales(values))


def _scales(values: StyleValues) -> list[float]:
    texts = [part.strip() for text in _SCALED.findall(values.get("transform", "")) for part in text.split(",")[:2]]
    texts += [*values.get("scale", "").split()[:2], values.get("zoom", ""), values.get("font-size-adjust", "")]
    return [1.0, *(abs(share) for share in map(_share, texts) if share is not None)]


def _filters_out(name: str, amount: str) -> bool:
    """Whether a text cannot be seen through a filter."""
    if name == "blur":
        return (pixels(amount) or 0) >= BLURRED
    if name == "url":
        return "gray" not in amount  # as in mourning; of others nobody knows
    least, most = _SEEN_THROUGH.get(name, (-inf, inf))
    share = _share(amount.strip() or "1")
    return share is not None and not least <= share <= most


def _share(value: str) -> float | None:
    number = _SHARE.fullmatch(value)
    return float(number[1]) / (100 if number[2] else 1) if number else None
