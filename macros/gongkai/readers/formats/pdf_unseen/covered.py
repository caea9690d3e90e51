"""Marks the characters of a PDF page over which something was drawn later: an old figure painted or written over.

pdfplumber lists characters, boxes and pictures apart; the order in which they are drawn is known to pdfminer alone.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from gongkai.readers.formats.pdf_drawn import CrowdedPageError
from gongkai.readers.formats.pdf_ruled import is_large
from gongkai.readers.formats.pdf_unseen.opacity import OPACITY, drawn_on, kind_of

COVERED = "covered"
"""Key of a character that is covered; its value is where the character, or what covers it, begins, in points."""
_MOST_STEPS = 2_000_000
"""Comparisons of characters with what may cover them; no page of a report takes a hundredth of it."""
_OVER, _SAME_LINE = 0.5, 0.3
"""Least share of its width by which a digit overlaps another, and how far apart their lines may be, by its size."""
_BITS, _MOST_DOTS = 8, 4_000_000
"""Bits of a dot of a mask that is looked at, and its most dots."""
_SOLID = 0.9
"""How opaque a picture is over a character of which nothing is seen."""
_LEVEL = 0.5
"""The most points by which the ends of a horizontal or vertical line may differ."""
_LEAST = 3.0
"""Points that a box or picture is high and wide at least; a thinner one is a rule."""


def mark_covered(page: Any) -> None:
    """Mark the characters over which something is drawn with ``COVERED``.

    Args:
        page: A page of pdfplumber with all that it was laid out with; its characters are changed.

    Raises:
        CrowdedPageError: It takes too many comparisons to know.
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, item in enumerate(drawn_on(page)):
        places[kind_of(item)].append(place)
    if not page.chars:
        return
    first = places["char"][0]
    marks = sorted(zip(places["char"], page.chars, strict=True), key=lambda pair: _middle(pair[1]))
    steps_left = _mark_overwritten(marks, _MOST_STEPS)
    covers = [
        (place, _with_stroke(shape))
        for kind in ("rect", "curve", "line", "image")
        for place, shape in zip(places[kind], page.objects.get(kind, ()), strict=True)
        if place > first
    ]
    covers = [(place, shape) for place, shape in covers if min(shape["width"], shape["height"]) >= _LEAST]
    if not covers:
        return
    heights = [_middle(mark) for _, mark in marks]
    for place, shape in covers:
        if _hides(page, shape):
            below = marks[bisect_left(heights, shape["top"]) : bisect_left(heights, shape["bottom"])]
            steps_left = _less(steps_left, len(below))
            for earlier, mark in below:
                is_below = earlier < place and shape["x0"] <= (mark["x0"] + mark["x1"]) / 2 <= shape["x1"]
                if is_below and _is_solid_over(shape, mark):
                    mark[COVERED] = min(mark.get(COVERED, mark["x0"]), mark["x0"])


def is_beneath_picture(page: Any) -> bool:
    """Whether most characters of a page lie below a picture of the whole page, as the result of OCR does.

    Args:
        page: A page of pdfplumber with all that it was laid out with.
    """
    order = [kind_of(item) for item in drawn_on(page)]
    places = [place for place, kind in enumerate(order) if kind == "image"]
    pictures = zip(places, page.images, strict=True)
    last = max((place for place, one in pictures if is_large(page, one) and _is_opaque(one)), default=0)
    return 2 * order[:last].count("char") > order.count("char")


def _is_opaque(picture: Any) -> bool:
    masks = ("SMask", "Mask", "ImageMask")
    return picture.get(OPACITY, 1) >= 1 and not any(picture["stream"].get(mask) for mask in masks)


def _middle(mark: Any) -> float:
    return float(mark["top"] + mark["bottom"]) / 2


def _hides(page: Any, shape: Any) -> bool:
    """Whether nothing is seen of what lies below a box or a picture."""
    if shape.get(OPACITY, 1) < 1:
        return False
    if shape["object_type"] == "image":
        return not is_large(page, shape) and (_is_opaque(shape) or bool(_mask_of(shape)[1]))
    is_stroke = shape["object_type"] == "line" and shape.get("linewidth", 0) >= _LEAST
    return bool(shape.get("fill") or is_stroke)


def _mask_of(picture: Any) -> tuple[int, bytes]:
    """How many dots wide a picture is, and how opaque each is, in rows from the top; none where that is not known."""
    from pdfminer.pdftypes import PDFStream, resolve1  # noqa: PLC0415 - of the same extra

    if picture.get(OPACITY, 1) < 1 or any(picture["stream"].get(name) for name in ("Mask", "ImageMask")):
        return 0, b""
    mask = resolve1(picture["stream"].get("SMask"))
    if not isinstance(mask, PDFStream) or resolve1(mask.get("BitsPerComponent")) != _BITS or mask.get("Decode"):
        return 0, b""
    width, height = (resolve1(mask.get(name)) for name in ("Width", "Height"))
    is_known = isinstance(width, int) and isinstance(height, int) and 0 < width * height <= _MOST_DOTS
    data = mask.get_data() if is_known else b""
    return (width, data) if is_known and len(data) == width * height else (0, b"")


def _is_solid_over(shape: Any, mark: Any) -> bool:
    """Whether a box, or a picture at the place of a character, lets nothing be seen of what lies below."""
    if shape["object_type"] != "image" or _is_opaque(shape):
        return True
    wide, mask = _mask_of(shape)
    high = len(mask) // wide
    left, right = (int((mark[side] - shape["x0"]) / shape["width"] * wide) for side in ("x0", "x1"))
    top, bottom = (int((mark[side] - shape["top"]) / shape["height"] * high) for side in ("top", "bottom"))
    columns, rows = range(max(left, 0), min(right + 1, wide)), range(max(top, 0), min(bottom + 1, high))
    dots = b"".join(mask[row * wide + columns.start : row * wide + columns.stop] for row in rows)
    return bool(dots) and sum(dots) >= _SOLID * 0xFF * len(dots)


def _with_stroke(shape: Any) -> Any:
    """A line with the box that its stroke covers, as editors draw a white-out; other shapes as they are."""
    is_slanted = min(shape["width"], shape["height"]) > _LEVEL
    if shape["object_type"] != "line" or is_slanted or not shape.get("stroke"):
        return shape
    half = (shape.get("linewidth") or 0) / 2
    box = {"x0": shape["x0"] - half, "x1": shape["x1"] + half}
    box |= {"top": shape["top"] - half, "bottom": shape["bottom"] + half}
    return {**shape, **box, "width": box["x1"] - box["x0"], "height": box["bottom"] - box["top"]}


def _less(steps_left: int, steps: int) -> int:
    if steps > steps_left:
        raise CrowdedPageError
    return steps_left - steps


def _mark_overwritten(marks: Sequence[tuple[int, Any]], steps_left: int) -> int:
    """Mark digits over which another digit is written.

    Args:
        marks: Characters from top to bottom, each with its place in the order of drawing.
        steps_left: Comparisons that are left.

    Returns:
        Comparisons that are left after these.
    """
    digits = [(place, mark) for place, mark in marks if str(mark["text"]).isdigit()]
    heights = [_middle(mark) for _, mark in digits]
    ends = [
        bisect_right(heights, high + _SAME_LINE * mark["size"]) for high, (_, mark) in zip(heights, digits, strict=True)
    ]
    steps_left = _less(steps_left, sum(end - number for number, end in enumerate(ends)))  # before any is taken
    for number, (place, mark) in enumerate(digits):
        for later, other in digits[number + 1 : ends[number]]:
            over = min(mark["x1"], other["x1"]) - max(mark["x0"], other["x0"])
            is_repeat = mark["text"] == other["text"]  # drawn twice to look bold
            if over > _OVER * min(mark["width"], other["width"]) and not is_repeat:
                below = mark if place < later else other
                below[COVERED] = min(below.get(COVERED, mark["x0"]), mark["x0"], other["x0"])
    return steps_left
