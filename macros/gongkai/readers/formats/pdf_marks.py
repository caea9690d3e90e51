"""Characters of a PDF page, brought into the shape that the reader of its lines takes for granted.

What stands on one line begins at one height: digits in a font of their own begin lower than the Chinese characters
beside them, and a large title came apart. Marks of notes are set apart: 12 with a small raised 1 must not read 121.
Words printed over other words are lines of their own.
"""

import itertools
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

_ABOVE = 0.85
"""How much of the height of a character is above the line that it stands on."""
_SMALLER = 0.9
"""A mark is smaller than its figure by a tenth at least,"""
_SMALLER_ON_LINE = 0.75
"""and by a quarter where it stands on the line of the figure; else it"""
_OFF_LINE = 0.1
"""stands off its line by a tenth of its size at least,"""
_NEAR = 0.5
"""and no further from it than half of its size."""
_STEP, _HIGHEST_STEP, _BESIDE = 0.15, 0.75, 0.15
"""A mark as large as its figure stands off its line by this at least and at most, and no further from it than this."""
_INTO = 0.4
"""How far a clearly smaller digit may reach into a larger one, as below a watermark, by the size of the larger."""
_MOST_NEAR = 200
"""Digits that are looked at for the one before a mark: as many end beside it on all lines of a page."""
_SAME_LINE, _MOST_IN_LINE = 0.3, 3.0
"""By how much characters of one line differ in height at most: by their size, and in points."""
_OVER = 0.6
"""By how much of its width a character stands over another one of other words at least: browsers print 。 over the
blank half of ） before it."""
_NEXT_LAYER = 0.01
"""How far the words printed over others are set below them, in points."""


def level_lines(marks: Sequence[Any]) -> None:
    """Give characters the height that they have on paper, by the line on which they stand.

    The parser gives them that of their font's box, and fonts have boxes of very different heights.

    Args:
        marks: Characters of a page, as pdfplumber has them; they are changed.
    """
    for mark in marks:
        if is_level(mark):
            line = mark["bottom"] - (_line_of(mark) - mark["y0"])
            mark["top"], mark["bottom"] = line - _ABOVE * mark["size"], line + (1 - _ABOVE) * mark["size"]


def is_level(mark: Any) -> bool:
    """Whether a character is not turned.

    Args:
        mark: A character, as pdfplumber has it.
    """
    across, up, down, along = mark["matrix"][:4]
    return not (up or down) and across > 0 and along > 0


def height_of_line(mark: Any) -> float:
    """How far below the top of the page the line is on which a character stands, in points.

    Args:
        mark: A character that ``level_lines`` has seen.
    """
    return float(mark["top"] + _ABOVE * mark["size"])


def bracket_raised(marks: Sequence[Any]) -> None:
    """Put small digits right after a figure into brackets, and a space between small digits and larger ones after them.

    They stand anywhere in the file: some programs write all characters of a font together.

    Args:
        marks: Characters of a page, as pdfplumber has them; their texts are changed.
    """
    digits = sorted((mark for mark in marks if str(mark["text"]).isdigit()), key=lambda mark: mark["x1"])
    sizes = [float(mark["size"]) for mark in digits]
    if not sizes or (min(sizes) >= _SMALLER * max(sizes) and not _has_steps(digits, max(sizes))):
        return
    ends = [float(mark["x1"]) for mark in digits]
    figures: dict[int, Any] = {}
    raised: dict[tuple[int, float], list[Any]] = {}
    larger: dict[int, Any] = {}
    for mark in sorted(digits, key=lambda mark: mark["x0"]):
        first, last = (bisect_left(ends, mark["x0"] + share * max(sizes)) for share in (-_NEAR, _INTO))
        for other in digits[max(first, last - _MOST_NEAR) : last]:
            if _is_larger(mark, other) or _is_step(other, mark, other, mark):
                larger[id(mark)] = mark
            figure = figures.get(id(other), other)
            if other is not mark and _is_raised(mark, figure, other):
                figures[id(mark)] = figure
                raised.setdefault((id(figure), _line_of(mark)), []).append(mark)
                break
    for run in raised.values():
        _bracket(run)
    for mark in larger.values():
        mark["text"] = f" {mark['text']}"


def _is_raised(mark: Any, figure: Any, last: Any) -> bool:
    size = float(figure["size"])
    off = abs(_line_of(mark) - _line_of(figure))
    is_clear = mark["size"] <= _SMALLER_ON_LINE * size
    is_behind = -(_INTO if is_clear else _OFF_LINE) * size < mark["x0"] - last["x1"] < _NEAR * size
    is_mark = off < size and (is_clear or off > _OFF_LINE * size)
    is_small = mark["size"] < _SMALLER * size
    return bool(is_behind and is_mark and (is_small or _is_step(mark, figure, last, mark)))


def _is_step(high: Any, low: Any, first: Any, second: Any) -> bool:
    """Whether a digit stands clearly higher than another, of two that are one behind the other and equally large."""
    size = float(low["size"])
    is_beside = is_level(low) and abs(second["x0"] - first["x1"]) < _BESIDE * size
    is_beside = is_beside and size * _SMALLER < high["size"] < size / _SMALLER
    return bool(is_beside and _STEP * size < _line_of(high) - _line_of(low) < _HIGHEST_STEP * size)


def _has_steps(digits: Sequence[Any], size: float) -> bool:
    """Whether a digit may stand higher or lower than the one before it."""
    room, high = 2 * _BESIDE * size, _HIGHEST_STEP * size
    ends = defaultdict[tuple[int, int], set[float]](set)
    for mark in digits:
        ends[int(mark["x1"] // room), int(_line_of(mark) // high)].add(round(_line_of(mark), 1))
    for mark in digits:
        line = _line_of(mark)
        column, row = int(mark["x0"] // room), int(line // high)
        around = itertools.product((column - 1, column, column + 1), (row - 1, row, row + 1))
        if any(_STEP * size <= abs(line - other) <= high for place in around for other in ends.get(place, ())):
            return True
    return False


def _is_larger(mark: Any, last: Any) -> bool:
    """Whether a digit follows a clearly smaller one on one line: they are of two texts, perhaps of a watermark."""
    size = float(mark["size"])
    is_behind = -_INTO * size < mark["x0"] - last["x1"] < _NEAR * last["size"]
    off = abs(_line_of(mark) - _line_of(last))
    return bool(is_behind and off <= _OFF_LINE * size and last["size"] <= _SMALLER_ON_LINE * size)


def _line_of(mark: Any) -> float:
    """How high the line stands on which a character is set."""
    return float(mark["matrix"][5])


def _bracket(raised: Sequence[Any]) -> None:
    raised[0]["text"] = f"[{raised[0]['text']}"
    raised[-1]["text"] = f"{raised[-1]['text']}]"


def text_lines(page: Any) -> list[Any]:
    """The lines of text of a page from top to bottom, as pdfplumber has them: text, characters and box.

    A sheet made to fit a page has small characters and lines close together. Where its rows are too low for their text,
    the words of one cell are printed over those of the next: each are a line then, in the order of the file.

    Args:
        page: A page of pdfplumber.
    """
    sizes = Counter(round(float(mark["size"]), 1) for mark in page.chars).most_common(1)
    within = min(_SAME_LINE * sizes[0][0], _MOST_IN_LINE) if sizes else _MOST_IN_LINE
    places = {id(mark): place for place, mark in enumerate(page.chars)}
    lines = []
    for line in page.extract_text_lines(strip=True, return_chars=True, y_tolerance=within):
        own = {
            id(mark): mark for mark in line["chars"]
        }  # pdfplumber has one of several letters, such as [3, several times
        line["chars"] = list(own.values())
        layers = _layers(sorted(own.values(), key=lambda mark: places.get(id(mark), 0)))
        if len(layers) == 1:
            lines.append(line)
            continue
        top = line["top"]
        for layer in layers:
            lines.append(_line(layer, lowest=top))
            top = lines[-1]["top"] + _NEXT_LAYER
    return lines


def _layers(marks: Sequence[Any]) -> list[list[Any]]:
    """Characters of a line, in the order of the file: those that are printed over others apart from these."""
    runs: list[list[Any]] = []
    for mark in marks:
        if runs and mark["x0"] >= runs[-1][-1]["x1"] - _OVER * mark["width"]:
            runs[-1].append(mark)
        else:
            runs.append([mark])
    layers: list[list[Any]] = []
    for run in runs:
        free = next((layer for layer in layers if not _are_over(run, layer)), None)
        if free is None:
            layers.append(run)
        else:
            free += run
    return layers


def _are_over(some: Sequence[Any], others: Sequence[Any]) -> bool:
    """Whether a character of one kind stands over one of the others."""
    return any(
        min(one["x1"], other["x1"]) - max(one["x0"], other["x0"]) > _OVER * min(one["width"], other["width"])
        for one, other in itertools.product(some, others)
        if str(one["text"]).strip() and str(other["text"]).strip()
    )


def _line(marks: Sequence[Any], *, lowest: float) -> dict[str, Any]:
    """A line of some characters, as pdfplumber has it; below a height, as the lines of a page are sorted by theirs."""
    own = sorted(marks, key=lambda mark: mark["x0"])
    box = {side: min(mark[side] for mark in own) for side in ("x0", "top")}
    box |= {side: max(mark[side] for mark in own) for side in ("x1", "bottom")}
    box["top"] = max(box["top"], lowest)
    return {"text": "".join(str(mark["text"]) for mark in own), "chars": own, **box}
