"""Characters of a PDF page, brought into the shape that the reader of its lines takes for granted.

What stands on one line begins at one height: digits in a font of their own begin lower than the Chinese characters
beside them, and a large title came apart. Marks of notes are set apart: 12 with a small raised 1 must not read 121.
"""

from collections.abc import Sequence
from typing import Any

_SMALLER = 0.9
"""A mark is smaller than its figure by a tenth at least,"""
_OFF_LINE = 0.1
"""stands off its line by a tenth of its size at least,"""
_NEAR = 0.5
"""and no further from it than half of its size."""


def level_lines(marks: Sequence[Any]) -> None:
    """Give characters of one size on one line the same top and bottom.

    Args:
        marks: Characters of a page, as pdfplumber has them; they are changed.
    """
    heights: dict[tuple[float, float], tuple[float, float]] = {}
    for mark in marks:
        if mark["upright"]:
            key = (round(_line_of(mark), 1), round(float(mark["size"]), 1))
            mark["top"], mark["bottom"] = heights.setdefault(key, (mark["top"], mark["bottom"]))


def bracket_raised(marks: Sequence[Any]) -> None:
    """Put small digits above or below the line, right behind a figure, into brackets.

    Args:
        marks: Characters of a page in the order of the file, as pdfplumber has them; their texts are changed.
    """
    figure: Any = None
    raised: list[Any] = []
    for mark in marks:
        is_digit = str(mark["text"]).isdigit()
        last = raised[-1] if raised else figure
        if is_digit and last is not None and _is_raised(mark, figure, last):
            raised.append(mark)
            continue
        _bracket(raised)
        raised = []
        figure = mark if is_digit else None
    _bracket(raised)


def _is_raised(mark: Any, figure: Any, last: Any) -> bool:
    size = float(figure["size"])
    off = abs(_line_of(mark) - _line_of(figure))
    is_behind = -_OFF_LINE * size < mark["x0"] - last["x1"] < _NEAR * size
    return bool(is_behind and mark["size"] < _SMALLER * size and _OFF_LINE * size < off < size)


def _line_of(mark: Any) -> float:
    """How high the line stands on which a character is set."""
    return float(mark["matrix"][5])


def _bracket(raised: Sequence[Any]) -> None:
    if raised:
        raised[0]["text"] = f"[{raised[0]['text']}"
        raised[-1]["text"] = f"{raised[-1]['text']}]"
