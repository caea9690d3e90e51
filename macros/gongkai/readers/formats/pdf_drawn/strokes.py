"""What is drawn on a PDF page as lines, curves and small boxes that may be a figure.

Some programs draw characters as outlines, and some people digits by hand: such a figure has no text.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from gongkai.readers.formats.pdf_drawn.colors import is_dark, is_white
from gongkai.readers.formats.pdf_drawn.crowded import CrowdedPageError

_LEAST = 1.5
"""Points that a shape is high or wide at least: a smaller one is a dot of the paper."""
_HIGHEST, _WIDEST, _LOWEST = 2.0, 6.0, 0.4
"""How high and wide a drawing is at most, and how high at least, by the size of most characters of the page."""
_GAP = 0.15
"""How far apart the shapes of a drawing are at most, likewise."""
_HIGHEST_DIGIT, _LOWEST_STROKE = 0.9, 0.25
"""How high a digit is at most, and an upright stroke of one at least, likewise."""
_THIN, _NARROW = 0.35, 0.75
"""How thick a box is that is a stroke, likewise; and how wide one is that may be a digit, by its height: a check box is
square, the ground of a cell wide."""
_CORNERS = 5
"""The most corners of a box, with the first one once more at the end."""
_STRIP = 20.0
"""Height in points of the strips in which shapes that touch are looked for."""
_MOST_STEPS = 2_000_000
"""Comparisons of shapes; no page of a report takes a tenth of it."""


def drawings_on(shapes: Sequence[Any], marks: Sequence[Any], size: float) -> list[dict[str, Any]]:
    """The drawings that may be figures, each with its box, in the form of a picture without a name.

    Args:
        shapes: Lines, curves and boxes of pdfplumber.
        marks: The characters there; what is drawn over or around one is no figure.
        size: Of most characters there.

    Raises:
        CrowdedPageError: It takes too many comparisons to know.
    """
    shapes = [shape for shape in shapes if _may_be_stroke(shape, size)]
    drawings = []
    for own in _clusters(shapes, _GAP * size):
        box = {side: min(shape[side] for shape in own) for side in ("x0", "top")}
        box |= {side: max(shape[side] for shape in own) for side in ("x1", "bottom")}
        high, wide = box["bottom"] - box["top"], box["x1"] - box["x0"]
        is_fitting = _LOWEST * size <= high <= _HIGHEST * size and wide <= _WIDEST * size
        if is_fitting and not _is_piece_of_rule(own, size) and not any(_is_over(box, mark) for mark in marks):
            drawings.append({"object_type": "image", "name": "", "width": wide, "height": high, **box})
    return drawings


def is_stroke_of_digit(shape: Any, size: float) -> bool:
    """Whether a shape may be an upright stroke of a digit, or a curve that draws one: it is no higher than a digit.

    Args:
        shape: A line, curve or box of pdfplumber.
        size: Of most characters of its page.
    """
    is_seen = shape.get("stroke") or (shape.get("fill") and not is_white(shape))
    is_high = _LOWEST_STROKE * size <= shape["height"] <= _HIGHEST_DIGIT * size
    widest = _HIGHEST_DIGIT if shape["object_type"] == "curve" else _THIN
    return bool(is_seen and is_high and shape["width"] <= widest * size)


def is_blackened(shape: Any) -> bool:
    """Whether a shape is a dark area, as what blackens a text is.

    Args:
        shape: A line, curve or box of pdfplumber.
    """
    is_area = shape.get("fill") and not shape.get("evenodd") and len(shape.get("pts") or ()) <= _CORNERS
    return bool(is_area and is_dark(shape))


def _may_be_stroke(shape: Any, size: float) -> bool:
    high, wide = shape["height"], shape["width"]
    is_seen = shape.get("stroke") or (shape.get("fill") and not is_white(shape))
    is_stroke = shape["object_type"] != "rect" or min(high, wide) <= _THIN * size
    return bool(is_seen and max(high, wide) >= _LEAST and (is_stroke or wide < _NARROW * high or is_blackened(shape)))


def _is_piece_of_rule(shapes: Sequence[Any], size: float) -> bool:
    """Whether a straight line stands alone that is higher than a digit: browsers draw a border row by row."""
    (one, *others) = shapes
    is_straight = one["object_type"] != "curve" and one["width"] <= _THIN * size
    return bool(not others and is_straight and one["height"] > _HIGHEST_DIGIT * size)


def _is_over(box: Any, mark: Any) -> bool:
    x, y = (mark["x0"] + mark["x1"]) / 2, (mark["top"] + mark["bottom"]) / 2
    is_text = str(mark["text"]).strip()
    return bool(is_text and box["x0"] <= x <= box["x1"] and box["top"] <= y <= box["bottom"])


def _clusters(shapes: Sequence[Any], gap: float) -> list[list[Any]]:
    """Shapes that touch each other, or nearly so, together."""
    clusters: dict[int, list[Any]] = {}
    open_shapes = defaultdict[int, list[Any]](list)  # by strip across the page, those that reach to the next shape
    steps_left = _MOST_STEPS
    for shape in sorted(shapes, key=lambda shape: float(shape["x0"])):
        clusters[id(shape)] = [shape]
        for strip in range(int((shape["top"] - gap) // _STRIP), int((shape["bottom"] + gap) // _STRIP) + 1):
            others = [other for other in open_shapes[strip] if other["x1"] + gap >= shape["x0"]]
            steps_left -= len(open_shapes[strip]) + 1
            if steps_left < 0:
                raise CrowdedPageError
            for other in others:
                less, more = sorted((clusters[id(shape)], clusters[id(other)]), key=len)
                if less is not more and _touch(shape, other, gap):
                    more += less
                    clusters.update((id(one), more) for one in less)
            open_shapes[strip] = [*others, shape]
    return list({id(cluster): cluster for cluster in clusters.values()}.values())


def _touch(one: Any, other: Any, gap: float) -> bool:
    """Whether shapes touch that overlap from left to right."""
    return bool(one["top"] - gap <= other["bottom"] and other["top"] - gap <= one["bottom"])
