"""Brackets characters of a PDF page that must not be read as they are: struck out, covered, upside down or invisible.

A PDF printed from a Word file with tracked changes has the old figure, struck out, right before the new one: 9 and 3
must not read 93. The brackets hold the same words that the readers of Office files use.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from gongkai.findings import say
from gongkai.readers.formats.pdf_drawn import (
    OPACITY,
    CrowdedPageError,
    DigitsByFont,
    digits_drawn_otherwise,
    is_as_ground,
    is_white,
)
from gongkai.readers.formats.pdf_marks import height_of_line, is_level
from gongkai.readers.formats.pdf_unseen.covered import BENEATH_PICTURE, COVERED, PARTLY_COVERED, digits_of_dates
from gongkai.readers.formats.pdf_unseen.crossed import crossed_by_hand
from gongkai.readers.formats.pdf_unseen.opacity import GLYPH, MASKED, MIRRORED, UNSEEN, is_faint
from gongkai.readers.formats.pdf_unseen.specks import DRAWN_ON, HIGHEST_STRIKE, LOWEST_STRIKE

_THICKEST = 1.5
"""Height of a line that strikes characters out at most, in points."""
_PAST = 4.0
"""How far it reaches past them at most, in points; the rule of a table reaches to the edges of the cell."""
_SQUEEZED = 0.1
"""Width of a digit, in units of its size, below which it looks like a mere line."""
_MOST_STEPS = 2_000_000
"""Comparisons of digits with boxes; no page of a report takes a tenth of it."""
_LEAST = 3.0
"""The least height and width of a box that is the background of a figure, in points; a thinner one is a rule."""
_TINY = 2.0
"""Size in points up to which a digit cannot be seen; the width of one is about half of it."""
_JOINED = 1.0
"""Gap between two pieces of one line at most, in points."""
_GAP = 0.3
"""Gap between two characters of one figure at most, by their size."""
_NARROW = 0.01
"""Width in points that a covered character is given in front of what is written over it."""
_PATTERN = "Pattern"
"""The colour space of what is filled with a pattern or a shading."""
_SAID_OF = {
    MASKED: "readers.beneath-picture",
    BENEATH_PICTURE: "readers.beneath-picture",
    DRAWN_ON: "readers.drawn-on",
    PARTLY_COVERED: "readers.partly-covered",
    COVERED: "readers.covered",
}
_Stroke = tuple[float, float, float]
"""How high a line is, from the top of the page, where it begins and where it ends."""


def bracket_unseen(page: Any, other_digits: DigitsByFont | None = None) -> None:
    """Put characters that are struck out, covered, transparent, upside down or white into brackets that say so.

    Args:
        page: A page of pdfplumber whose characters are sorted into level lines; their texts are changed.
        other_digits: The digits that its fonts draw as others, if any.

    Raises:
        CrowdedPageError: It takes too many comparisons to know.
    """
    why = dict.fromkeys(map(id, _white_figures(page)), say("readers.white"))
    why |= dict.fromkeys(map(id, _figures_as_their_ground(page)), say("readers.same-color"))
    why |= dict.fromkeys(map(id, _patterned_figures(page)), say("readers.patterned"))
    why |= dict.fromkeys(map(id, (*_struck(page), *crossed_by_hand(page))), say("readers.struck"))
    why |= dict.fromkeys((id(mark) for mark in page.chars if is_faint(mark)), say("readers.unseen"))
    why |= dict.fromkeys(map(id, _figures_without_trace(page)), say("readers.unseen"))
    why |= dict.fromkeys(map(id, _drawn_otherwise(page, other_digits or {})), say("readers.other-glyph"))
    for key, words_key in _SAID_OF.items():
        why |= dict.fromkeys((id(mark) for mark in page.chars if key in mark), say(words_key))
    why |= dict.fromkeys((id(mark) for mark in page.chars if _is_on_its_head(mark)), say("readers.upside-down"))
    why |= dict.fromkeys((id(mark) for mark in page.chars if _is_mirrored(mark)), say("readers.mirrored"))
    why |= dict.fromkeys(map(id, _tiny_figures(page)), say("readers.tiny"))
    run: list[Any] = []
    for mark in page.chars if why else ():
        words = why.get(id(mark))
        if run and (words != why[id(run[-1])] or not _is_behind(mark, run[-1])):
            _bracket(run, why[id(run[0])])
            run = []
        if words:
            run.append(mark)
    if run:
        _bracket(run, why[id(run[0])])


def _drawn_otherwise(page: Any, other_digits: DigitsByFont) -> Iterator[Any]:
    """Characters that are drawn as others than the file says: of a font that does so with a digit, all digits."""
    fonts = {
        mark["fontname"]
        for mark in (page.chars if other_digits else ())
        if mark["text"] in digits_drawn_otherwise(mark["fontname"], other_digits)
    }
    for mark in page.chars:
        if GLYPH in mark or (mark["fontname"] in fonts and str(mark["text"]).isdigit()):
            yield mark


def _is_behind(mark: Any, last: Any) -> bool:
    is_level_with = abs(mark["top"] - last["top"]) < _GAP * last["size"]
    return bool(is_level_with and abs(mark["x0"] - last["x1"]) < _GAP * last["size"])


def _is_on_its_head(mark: Any) -> bool:
    """Whether a digit is upside down on an upright page: 12 would be read as 21, and a 6 may be a 9."""
    across, up, down, along = mark["matrix"][:4]
    return bool(across < 0 and along < 0 and not (up or down) and str(mark["text"]).isdigit())


def _is_mirrored(mark: Any) -> bool:
    """Whether a digit is drawn as a mirror shows it, so that those of a figure run from right to left."""
    return MIRRORED in mark and str(mark["text"]).isdigit()


def _tiny_figures(page: Any) -> Iterator[Any]:
    """Digits that are too small to be seen, on a page with larger ones: a drawing may be scaled down as a whole."""
    digits = [mark for mark in page.chars if str(mark["text"]).isdigit() and is_level(mark)]
    small = [mark for mark in digits if mark["size"] <= _TINY and mark["x1"] - mark["x0"] <= _TINY / 2]
    return iter(small if len(small) < len(page.chars) / 2 else ())


def _bracket(marks: Sequence[Any], words: str) -> None:
    if all(COVERED in mark for mark in marks):
        _set_before(marks, min(mark[COVERED] for mark in marks))
    marks[0]["text"] = f"[{words}{marks[0]['text']}"
    marks[-1]["text"] = f"{marks[-1]['text']}]"


def _set_before(marks: Sequence[Any], left: float) -> None:
    """Move covered characters in front of ``left``, in order, so that they do not mix with those that cover them."""
    for number, mark in enumerate(marks):
        x = left - (len(marks) - number) * _NARROW
        mark.update(x0=x, x1=x + _NARROW, width=_NARROW)


def _figures_without_trace(page: Any) -> Iterator[Any]:
    """Digits that are clipped, drawn invisibly, or squeezed until nobody can read them.

    Only digits matter: words that run past their cell are often clipped at the end.
    """
    for mark in page.chars:
        if str(mark["text"]).isdigit():
            is_squeezed = is_level(mark) and mark["x1"] - mark["x0"] < _SQUEEZED * mark["size"]
            if UNSEEN in mark or is_squeezed:
                yield mark


def _white_figures(page: Any) -> Iterator[Any]:
    """Digits that are white, with nothing of another colour behind them."""
    white = [mark for mark in page.chars if str(mark["text"]).isdigit() and is_white(mark)]
    grounds = [shape for shape in (*page.rects, *page.curves) if shape.get("fill") and not is_white(shape)]
    grounds += page.images
    for mark in white:
        x, y = (mark["x0"] + mark["x1"]) / 2, (mark["top"] + mark["bottom"]) / 2
        if not any(one["x0"] <= x <= one["x1"] and one["top"] <= y <= one["bottom"] for one in grounds):
            yield mark


def _figures_as_their_ground(page: Any) -> Iterator[Any]:
    """Digits that have the colour of the topmost box behind them."""
    digits = [mark for mark in page.chars if str(mark["text"]).isdigit()]
    grounds = [box for box in page.rects if box.get("fill") and min(box["width"], box["height"]) >= _LEAST]
    if all(OPACITY in box or is_white(box) for box in grounds):
        return
    if len(digits) * len(grounds) > _MOST_STEPS:
        raise CrowdedPageError
    for mark in digits:
        x, y = (mark["x0"] + mark["x1"]) / 2, (mark["top"] + mark["bottom"]) / 2
        below = [
            one for one in (*grounds, *page.images) if one["x0"] <= x <= one["x1"] and one["top"] <= y <= one["bottom"]
        ]
        if below and OPACITY not in below[-1] and is_as_ground(mark, below[-1]) and not _is_frame(below):
            yield mark


def _is_frame(boxes: Sequence[Any]) -> bool:
    """Whether the last box may be only the inner edge of a frame, where the area between two boxes is filled."""
    return sum(bool(box.get("evenodd")) and is_as_ground(box, boxes[-1]) for box in boxes) > 1


def _patterned_figures(page: Any) -> Iterator[Any]:
    """Digits that a pattern or a shading fills, whose colours nobody knows here; not those of dates, as in a title."""
    own = [mark for mark in page.chars if mark.get("ncs") == _PATTERN and str(mark["text"]).isdigit()]
    dates = set(map(id, digits_of_dates(page.chars))) if own else set()
    return (mark for mark in own if id(mark) not in dates)


def _struck(page: Any) -> Iterator[Any]:
    """Characters that a short line strikes out."""
    strokes = list(_strokes(page))
    if not strokes:
        return
    heights = [height for height, _, _ in strokes]
    crossed: dict[_Stroke, list[Any]] = {}
    for mark in page.chars:
        if is_level(mark):
            line, size = height_of_line(mark), mark["size"]
            first, last = (bisect_left(heights, line - share * size) for share in (HIGHEST_STRIKE, LOWEST_STRIKE))
            for stroke in strokes[first:last]:
                if stroke[1] <= (mark["x0"] + mark["x1"]) / 2 <= stroke[2]:
                    crossed.setdefault(stroke, []).append(mark)
    for (_, left, right), marks in crossed.items():
        in_order = sorted(marks, key=lambda mark: mark["x0"])
        ends = in_order[0]["x0"] - _PAST <= left and right <= max(mark["x1"] for mark in marks) + _PAST
        if ends and all(after["x0"] - before["x1"] < before["size"] for before, after in pairwise(in_order)):
            yield from (mark for mark in marks if str(mark["text"]).strip())


def _strokes(page: Any) -> Iterator[_Stroke]:
    """Thin level lines of a page from top to bottom, pieces of one joined."""
    thin = [one for one in page.rects if one["height"] <= _THICKEST and not _is_blank(one)]
    thin += [one for one in page.lines if one["height"] <= _THICKEST and (one.get("linewidth") or 0) <= _THICKEST]
    pieces = sorted(
        (round((one["top"] + one["bottom"]) / 2, 1), one["x0"], one["x1"])
        for one in thin
        if one["width"] > one["height"]
    )
    stroke: _Stroke | None = None
    for height, left, right in pieces:
        if stroke is not None and stroke[0] == height and left <= stroke[2] + _JOINED:
            stroke = (height, stroke[1], max(stroke[2], right))
            continue
        if stroke is not None:
            yield stroke
        stroke = (height, left, right)
    if stroke is not None:
        yield stroke


def _is_blank(shape: Any) -> bool:
    """Whether a shape leaves nothing on paper."""
    return not shape.get("stroke") and (not shape.get("fill") or is_white(shape))
