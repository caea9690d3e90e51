"""Lines, curves and boxes within the cells of a ruled table: a figure drawn as outlines, or a mark made by hand."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from gongkai.readers.formats.pdf_drawn import drawings_on, is_blackened, is_stroke_of_digit, is_white
from gongkai.readers.formats.pdf_ruled.edges import Box

_FREE = 1.0
"""Points from the rules of its cell that a drawing keeps at least; what reaches them is a rule or the ground."""
_LEAST = 1.5
"""Points that a drawing is high or wide at least: a smaller one is a dot of the paper."""
_MOST = 0.6
"""Share of the cell that a drawing covers at most: a larger one is the ground of the text."""
_LEVEL = 0.5
"""Points by which the ends of a line that is level, or upright, differ at most."""
_BLACKENED, _LEAST_BLACKENED = 0.9, 3.0
"""Share of the width of its cell that an area which blackens a text covers at most, as a dark head
has a wider ground, and points that it is high and wide at least."""
_MOST_DARK, _MEET = 200, 0.5
"""The most such areas of a page, and points by which one stands apart from the rules at least."""
_LOW, _HIGH = 0.4, 2.0
"""How high what may be a digit is, by the size of those beside it."""
_ACROSS = 0.35
"""How far from the middle of a character a line that crosses it is at most, by its size."""


def set_slanted_apart(page: Any) -> None:
    """Count lines at a slant among the curves, as they are no rules of a table.

    Args:
        page: A page of pdfplumber, whose edges nobody has asked for yet; its shapes are changed.
    """
    lines = page.objects.get("line", [])
    slanted = [line for line in lines if min(line["width"], line["height"]) > _LEVEL]
    if slanted:
        page.objects["line"] = [line for line in lines if min(line["width"], line["height"]) <= _LEVEL]
        page.objects.setdefault("curve", []).extend({**line, "object_type": "curve"} for line in slanted)


def set_blackened_apart(page: Any) -> None:
    """Count dark areas that stand alone among the curves, and not as rules: a figure may have been blackened there.

    Args:
        page: A page of pdfplumber, whose edges nobody has asked for yet; its shapes are changed.
    """
    rects = page.objects.get("rect", [])
    dark = [rect for rect in rects if _is_area(rect) and is_blackened(rect)][:_MOST_DARK]
    alone = [rect for rect in dark if not any(_meet(rect, other) for other in (*rects, *page.lines))]
    if alone:
        page.objects["rect"] = [rect for rect in rects if not any(rect is one for one in alone)]
        page.objects.setdefault("curve", []).extend(
            {**rect, "object_type": "curve", "pts": []}
            for rect in alone  # without points it has no edges
        )


def set_strokes_apart(page: Any) -> None:
    """Count strokes no higher than a digit that meet nothing among the curves, and not as rules.

    Upright ones may be a 1, or parts of other digits; the rules of a table meet each other.

    Args:
        page: A page of pdfplumber, whose edges nobody has asked for yet; its shapes are changed.
    """
    sizes = Counter(round(float(mark["size"]), 1) for mark in page.chars).most_common(1)
    every = [*page.lines, *page.rects, *page.curves] if sizes else []
    strokes = {id(shape): shape for shape in every if is_stroke_of_digit(shape, sizes[0][0])}
    if not 0 < len(strokes) <= _MOST_DARK:
        return
    others = [shape for shape in every if id(shape) not in strokes]
    alone = {key: one for key, one in strokes.items() if not any(_meet(one, other) for other in others)}
    for kind in ("line", "rect", "curve"):
        page.objects[kind] = [shape for shape in page.objects.get(kind, []) if id(shape) not in alone]
    page.objects["curve"] += ({**one, "object_type": "curve", "pts": []} for one in alone.values())


def _is_area(shape: Any) -> bool:
    return bool(min(shape["width"], shape["height"]) >= _LEAST_BLACKENED)


def _meet(rect: Any, other: Any) -> bool:
    """Whether an area reaches to an edge of another shape, or lies over one."""
    if rect is other or rect["x1"] < other["x0"] - _MEET or other["x1"] < rect["x0"] - _MEET:
        return False
    if rect["bottom"] < other["top"] - _MEET or other["bottom"] < rect["top"] - _MEET:
        return False
    is_within = other["x0"] < rect["x0"] - _MEET and rect["x1"] + _MEET < other["x1"]
    return not (is_within and other["top"] < rect["top"] - _MEET and rect["bottom"] + _MEET < other["bottom"])


def drawings_in(page: Any, boxes: Sequence[Box]) -> list[list[Any]]:
    """What is drawn within each box, apart from its rules and its ground.

    Args:
        page: A page of pdfplumber.
        boxes: Those of its tables.
    """
    shapes = sorted(_visible(page), key=_middle)
    middles = [_middle(shape) for shape in shapes]
    return [
        [
            shape
            for shape in shapes[bisect_left(middles, box[1]) : bisect_left(middles, box[3])]
            if _is_within(shape, box) or _is_blackened(shape, box)
        ]
        for box in boxes
    ]


def crosses_figure(shapes: Sequence[Any], marks: Sequence[Any]) -> bool:
    """Whether a digit is crossed by something that is drawn by hand: a curve, among which are lines at a slant.

    Args:
        shapes: What is drawn within a box.
        marks: The characters in it.
    """
    return any(
        shape["x0"] <= (mark["x0"] + mark["x1"]) / 2 <= shape["x1"]
        and shape["top"] - _ACROSS * mark["size"] <= _middle(mark) <= shape["bottom"] + _ACROSS * mark["size"]
        for shape in shapes
        if shape.get("stroke") and shape["object_type"] == "curve"
        for mark in marks
        if str(mark["text"]).isdigit()
    )


def is_like_digit(item: Any, marks: Sequence[Any], box: Box) -> bool:
    """Whether a picture or a drawing may be a further digit of a figure.

    Args:
        item: What is drawn on the page.
        marks: The characters of the figure.
        box: The box that these are in.
    """
    height = item["bottom"] - item["top"]
    return _is_within(item, box) and any(
        _LOW * mark["size"] <= height <= _HIGH * mark["size"] and mark["top"] <= _middle(item) <= mark["bottom"]
        for mark in marks
    )


def drawings_beside(shapes: Sequence[Any], marks: Sequence[Any]) -> list[Any]:
    """The drawings beside the characters of a figure that may be further digits, each in the form of a picture.

    Args:
        shapes: What is drawn within a box.
        marks: The characters in it.
    """
    if not shapes or not marks:
        return []
    size = max(float(mark["size"]) for mark in marks)
    left, right = min(mark["x0"] for mark in marks) - size, max(mark["x1"] for mark in marks) + size
    return [one for one in drawings_on(shapes, marks, size) if left <= one["x1"] and one["x0"] <= right]


def _visible(page: Any) -> Iterator[Any]:
    for shape in (*page.lines, *page.curves, *page.rects):
        size = max(shape["width"], shape["height"])
        if size >= _LEAST and (shape.get("stroke") or (shape.get("fill") and not is_white(shape))):
            yield shape


def _middle(item: Any) -> float:
    return float(item["top"] + item["bottom"]) / 2


def _is_within(shape: Any, box: Box) -> bool:
    left, top, right, bottom = box
    is_free = left + _FREE < shape["x0"] and shape["x1"] < right - _FREE
    is_free = is_free and top + _FREE < shape["top"] and shape["bottom"] < bottom - _FREE
    return bool(is_free and shape["width"] * shape["height"] < _MOST * (right - left) * (bottom - top))


def _is_blackened(shape: Any, box: Box) -> bool:
    """Whether a dark area lies in a box in place of a text, as where a figure was made unreadable."""
    left, top, right, bottom = box
    is_inside = left <= shape["x0"] and shape["x1"] <= right and top <= shape["top"] and shape["bottom"] <= bottom
    return is_inside and _is_area(shape) and shape["width"] < _BLACKENED * (right - left) and is_blackened(shape)
