"""Digits of a PDF page beside or on which a dot or a short stroke is drawn: 1 and 5 with a dot between them are 1.5.

The stroke may be a sign before the figure, or make another digit of one, as a level one at the top of a 1 makes a 7.
What stands below the digits is an underline, and what is as high as a digit may be one itself: see ``drawings``.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from gongkai.readers.formats.pdf_drawn import CrowdedPageError, is_white
from gongkai.readers.formats.pdf_marks import is_level
from gongkai.readers.formats.pdf_unseen.opacity import is_faint

DRAWN_ON = "drawn on"
"""Key of a digit of a figure beside or on which something small is drawn."""
_KINDS = ("rect", "curve", "line")
_THICKEST, _LONGEST, _LEAST = 0.35, 0.9, 0.3
"""How high and wide a dot is at most, and how wide a level stroke, by the size of the digit; and how large in points
anything is that can be seen."""
_LEVEL = 2.5
"""How many times wider than high a stroke is that is level."""
_BEFORE, _BEHIND = 0.6, 0.3
"""How far before and behind a digit it is at most, by the size of the digit."""
_FOOT, _TOP, _OVER = 0.05, 0.7, 0.8
"""Between which heights above the line of the digits something is a part of them; up to where a stroke over a digit is
that is narrower than the digit, as no overline is."""
_DEEP = 0.02
_GAP, _SAME_LINE = 0.45, 0.1
"""How far apart the characters of one figure are at most, and their lines, by their size."""
_SIGNS = ".,，．"
LOWEST_STRIKE, HIGHEST_STRIKE = 0.17, 0.52
"""How far a line that strikes characters out is above the line on which they stand, by their size: in the middle of the
height of a digit."""
_MOST_STEPS = 2_000_000
"""Comparisons of digits with what is drawn; no page of a report takes a hundredth of it."""
_Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in points."""


def set_specks_apart(page: Any) -> None:
    """Mark the digits of such figures with ``DRAWN_ON``, and count what is drawn there among the curves, not as rules.

    Args:
        page: A page of pdfplumber, whose edges nobody has asked for yet; its characters and shapes are changed.

    Raises:
        CrowdedPageError: It takes too many comparisons to know.
    """
    digits = [mark for mark in page.chars if str(mark["text"]).isdigit() and is_level(mark)]
    largest = max((float(mark["size"]) for mark in digits), default=0.0)
    shapes = [shape for kind in _KINDS for shape in page.objects.get(kind, ())] if digits else []
    specks = [shape for shape in shapes if _is_speck(shape, largest)]
    if not specks:
        return
    digits.sort(key=_line_of)
    lines = [_line_of(mark) for mark in digits]
    near: dict[int, Any] = {}
    touched: set[int] = set()
    steps_left = _MOST_STEPS
    for speck in specks:
        box = _box_of(speck)
        own = digits[bisect_left(lines, box[1]) : bisect_right(lines, box[3] + largest)]
        steps_left -= len(own)
        if steps_left < 0:
            raise CrowdedPageError
        on = [id(mark) for mark in own if _is_on(box, mark)]
        if on and not any(_strikes_out(box, mark) for mark in own):
            near[id(speck)] = speck
            touched.update(on)
    if near:
        for mark in _figures_with(touched, page.chars):
            mark[DRAWN_ON] = True
        for kind in _KINDS:
            page.objects[kind] = [shape for shape in page.objects.get(kind, ()) if id(shape) not in near]
        page.objects["curve"] += ({**one, "object_type": "curve", "pts": []} for one in near.values())


def _is_speck(shape: Any, size: float) -> bool:
    """Whether a shape may be a dot or a short stroke of a figure of some size."""
    if max(shape["width"], shape["height"]) > _LONGEST * size:
        return False
    left, top, right, bottom = _box_of(shape)
    is_seen = shape.get("stroke") or (shape.get("fill") and not is_white(shape))
    return bool(is_seen and min(right - left, bottom - top) >= _LEAST and not is_faint(shape))


def _box_of(shape: Any) -> _Box:
    """Where a shape leaves ink: around its lines, as thick as they are."""
    half = (shape.get("linewidth") or 0) / 2 if shape.get("stroke") else 0
    return shape["x0"] - half, shape["top"] - half, shape["x1"] + half, shape["bottom"] + half


def _line_of(mark: Any) -> float:
    """How far below the top of the page the line is on which a digit stands."""
    return float(mark["bottom"] - (mark["matrix"][5] - mark["y0"]))


def _is_on(box: _Box, mark: Any) -> bool:
    """Whether what is drawn in a box belongs to a digit, be it on it or beside it."""
    size, line = float(mark["size"]), _line_of(mark)
    left, top, right, bottom = box
    if not size or right < mark["x0"] - _BEFORE * size or left > mark["x1"] + _BEHIND * size:
        return False
    high, low = (line - top) / size, (line - bottom) / size
    wide, thick = (right - left) / size, high - low
    if wide < _LEVEL * thick:
        return wide <= _THICKEST and thick <= _THICKEST and high > _DEEP and low < _TOP
    is_within = left > mark["x0"] or right < mark["x1"]
    return wide <= _LONGEST and (high + low) / 2 > _FOOT and low < (_OVER if is_within else _TOP)


def _strikes_out(box: _Box, mark: Any) -> bool:
    """Whether what is drawn in a box is a line through a digit, which strikes it out: see ``brackets``."""
    left, top, right, bottom = box
    size, middle = float(mark["size"]), (_line_of(mark) - (top + bottom) / 2)
    is_over = left <= (mark["x0"] + mark["x1"]) / 2 <= right and right - left > bottom - top
    return is_over and LOWEST_STRIKE * size <= middle <= HIGHEST_STRIKE * size


def _figures_with(touched: set[int], marks: Sequence[Any]) -> Iterator[Any]:
    """The digits of the figures of which a digit is touched."""
    own = [mark for mark in marks if is_level(mark) and (str(mark["text"]).isdigit() or mark["text"] in _SIGNS)]
    own.sort(key=lambda mark: (round(_line_of(mark)), float(mark["x0"])))
    run: list[Any] = []
    for mark, following in pairwise([*own, None]):
        run.append(mark)
        if following is None or not _follows(following, mark):
            if any(id(one) in touched for one in run):
                yield from run
            run = []


def _follows(mark: Any, last: Any) -> bool:
    size = float(last["size"])
    is_level_with = abs(_line_of(mark) - _line_of(last)) <= _SAME_LINE * size
    return is_level_with and bool(mark["x0"] - last["x1"] <= _GAP * size)
