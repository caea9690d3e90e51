"""Pages of a PDF on which the text is turned: wide tables printed on upright paper, or pages the wrong way up.

Everything on such a page is turned back, so that its readers find lines of text that run from left to right.
"""

import math
from collections import Counter
from collections.abc import Callable
from typing import Any

_MOST = 0.9
"""Share of the characters that have to be turned in one way: the number of the page may stand upright."""
_Point = tuple[float, float]
_Turn = Callable[[float, float], _Point]


def turn_back(page: Any) -> None:
    """Turn everything on a page, if its characters are turned by a quarter or a half.

    Args:
        page: A page of pdfplumber, whose edges nobody has asked for yet; its box, characters and shapes are changed.
    """
    ways = Counter(_way(mark) for mark in page.chars if str(mark["text"]).strip())
    way, count = ways.most_common(1)[0] if ways else ("", 0)
    if not way or count < _MOST * sum(ways.values()):
        return
    left, top, right, bottom = page.bbox
    width, height = right - left, bottom - top
    turns: dict[str, _Turn] = {
        "up": lambda x, y: (bottom - y, x - left),
        "down": lambda x, y: (y - top, right - x),
        "over": lambda x, y: (right - x, bottom - y),
    }
    size = (width, height) if way == "over" else (height, width)
    for some in page.objects.values():
        for item in some:
            _turn(item, turns[way], bottom, size[1])
    page.bbox = (0, 0, *size)


def is_running_up(mark: Any) -> bool:
    """Whether the text of a character runs from below upwards.

    Args:
        mark: A character of pdfplumber.
    """
    return not mark["upright"] and _way(mark) == "up"


def _way(mark: Any) -> str:
    """How the text of a character runs: up, down or over its head; empty for from left to right, or at a slant."""
    across, up, down, along = mark["matrix"][:4]
    if not (across or along):
        return "up" if up > 0 > down else "down" if up < 0 < down else ""
    return "over" if not (up or down) and across < 0 and along < 0 else ""


def _turn(item: Any, turn: _Turn, bottom: float, height: float) -> None:
    """Turn one thing.

    Args:
        item: The thing, as pdfplumber has it.
        turn: The new place of a point, in points from the upper left corner.
        bottom: The lower edge of the page.
        height: The height of the page once it is turned.
    """
    corners = turn(item["x0"], item["top"]), turn(item["x1"], item["bottom"])
    (left, right), (above, below) = (sorted(pair) for pair in zip(*corners, strict=True))
    before = item["doctop"] - item["top"]
    item |= {"x0": left, "x1": right, "top": above, "bottom": below, "doctop": before + above}
    item |= {"y0": height - below, "y1": height - above, "width": right - left, "height": below - above}
    if "pts" in item:
        item["pts"] = [turn(*point) for point in item["pts"]]
    if "matrix" in item:
        across, up, down, along, x, y = item["matrix"]
        x, y = turn(x, bottom - y)
        item["matrix"] = (math.hypot(across, up), 0, 0, math.hypot(down, along), x, height - y)
        item |= {"size": below - above, "upright": True}
