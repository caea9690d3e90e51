"""Characters of a PDF page, brought into the shape that the reader of its lines takes for granted.

What stands on one line begins at one height: digits in a font of their own begin lower than the Chinese characters
beside them, and a large title came apart. Marks of notes are set apart: 12 with a small raised 1 must not read 121.
"""

from collections.abc import Sequence
from typing import Any

_ABOVE = 0.85
"""How much of the height of a character is above the line that it stands on."""
_SMALLER = 0.9
"""A mark is smaller than its figure by a tenth at least,"""
_OFF_LINE = 0.1
"""stands off its line by a tenth of its size at least,"""
_NEAR = 0.5
"""and no further from it than half of its size."""


def level_lines(marks: Sequence[Any]) -> None:
    """Give characters the height that they have on paper, by the line on which they stand.

    The parser gives them that of their font's box, and fonts have boxes of very different heights.

    Args:
        marks: Characters of a page, as pdfplumber has them; they are changed.
    """
    for mark in marks:
        across, up, down, along = mark["matrix"][:4]
        if not (up or down) and across > 0 and along > 0:  # not turned
            line = mark["bottom"] - (_line_of(mark) - mark["y0"])
            mark["top"], mark["bottom"] = line - _ABOVE * mark["size"], line + (1 - _ABOVE) * mark["size"]


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
