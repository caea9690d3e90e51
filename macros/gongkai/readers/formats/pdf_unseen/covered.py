"""Marks the characters of a PDF page over which something was drawn later: an old figure painted or written over.

pdfplumber lists characters, boxes and pictures apart; the order in which they are drawn is known to pdfminer alone.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from gongkai.readers.formats.pdf_drawn import CrowdedPageError, is_white
from gongkai.readers.formats.pdf_marks import is_level
from gongkai.readers.formats.pdf_ruled import is_large
from gongkai.readers.formats.pdf_unseen.masks import is_opaque, is_seen_through, solid_share
from gongkai.readers.formats.pdf_unseen.opacity import drawn_on, is_solid, kind_of

COVERED = "covered"
"""Key of a character that is covered; its value is where the character, or what covers it, begins, in points."""
PARTLY_COVERED, BENEATH_PICTURE = "partly covered", "beneath picture"
"""Keys of a digit of which a part is covered, as of an 8 that then looks like a 3, and of one below a picture of which
nobody can tell here where it lets the page be seen."""
_MOST_STEPS = 2_000_000
"""Comparisons of characters with what may cover them; no page of a report takes a hundredth of it."""
_OVER, _SAME_LINE = 0.5, 0.3
"""Least share of its width by which a digit overlaps another, and how far apart their lines may be, by its size."""
_SOLID = 0.9
"""How opaque a picture is over a character of which nothing is seen."""
_LEVEL = 0.5
"""The most points by which the ends of a horizontal or vertical line may differ."""
_LEAST, _LEAST_COLORED, _LEAST_WHITE = 3.0, 1.5, 1.0
"""Points that a box or picture is high and wide at least; likewise one that covers a part of a digit, by its colour. A
thinner one is a rule."""
_PART = 0.2
"""Least share of the ink of a digit that is covered so that it may look like another one."""
_INK_HIGH, _BEARING = 0.7, 0.08
"""How high a digit is, by its size, and the empty share of its width on each side."""
_OF_DATE = "年月日"
_Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in points."""


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
    covers = [(place, shape) for place, shape in covers if min(shape["width"], shape["height"]) >= _LEAST_WHITE]
    covers = [(place, shape) for place, shape in covers if _hides(page, shape)]
    if not covers:
        return
    heights = [_middle(mark) for _, mark in marks]
    reach = max(float(mark["size"]) for _, mark in marks)
    dates = set(map(id, digits_of_dates(page.chars)))
    for place, shape in covers:
        below = marks[bisect_left(heights, shape["top"] - reach) : bisect_left(heights, shape["bottom"] + reach)]
        steps_left = _less(steps_left, len(below))
        for earlier, mark in below:
            if earlier < place:
                _mark_beneath(shape, mark, is_date=id(mark) in dates)


def _mark_beneath(shape: Any, mark: Any, *, is_date: bool) -> None:
    """Mark a character as far as a box or a picture hides it; a seal usually lies on a date, which stays legible."""
    is_over_middle = shape["x0"] <= (mark["x0"] + mark["x1"]) / 2 <= shape["x1"]
    is_over_middle = is_over_middle and shape["top"] <= _middle(mark) < shape["bottom"]
    thickness = min(shape["width"], shape["height"])
    if is_over_middle and thickness >= _LEAST and _share_hidden(shape, _box_of(mark)) >= _SOLID:
        mark[COVERED] = min(mark.get(COVERED, mark["x0"]), mark["x0"])
    elif str(mark["text"]).isdigit() and not (is_date and shape["object_type"] == "image"):
        ink = _ink_of(mark)
        if shape["object_type"] == "image" and is_seen_through(shape):
            if _share_common(shape, ink) >= _PART:
                mark[BENEATH_PICTURE] = True
        elif (thickness >= _LEAST_COLORED or is_white(shape)) and _share_common(shape, ink) * _share_hidden(
            shape, ink
        ) >= _PART:
            mark[PARTLY_COVERED] = True


def _box_of(mark: Any) -> _Box:
    return mark["x0"], mark["top"], mark["x1"], mark["bottom"]


def _ink_of(mark: Any) -> _Box:
    """Where a digit has ink: from the line on which it stands to the height of a capital letter."""
    bearing = _BEARING * (mark["x1"] - mark["x0"])
    if not is_level(mark):
        high = mark["bottom"] - mark["top"]
        return mark["x0"] + bearing, mark["top"] + _BEARING * high, mark["x1"] - bearing, mark["bottom"]
    line = mark["bottom"] - (mark["matrix"][5] - mark["y0"])
    return mark["x0"] + bearing, line - _INK_HIGH * mark["size"], mark["x1"] - bearing, line


def _share_common(shape: Any, box: _Box) -> float:
    """The share of a box that a shape is over."""
    across = min(shape["x1"], box[2]) - max(shape["x0"], box[0])
    down = min(shape["bottom"], box[3]) - max(shape["top"], box[1])
    area = (box[2] - box[0]) * (box[3] - box[1])
    return float(across * down / area) if across > 0 and down > 0 and area > 0 else 0.0


def _share_hidden(shape: Any, box: _Box) -> float:
    """The share that a shape hides of the part of a box that it is over; 0 where that is not known."""
    if shape["object_type"] != "image" or is_opaque(shape):
        return 1.0
    return solid_share(shape, box)


def digits_of_dates(marks: Sequence[Any]) -> Iterator[Any]:
    """The digits right before 年, 月 or 日.

    Args:
        marks: The characters of a page, in the order of the file.
    """
    is_of_date = False
    signs = [mark for mark in reversed(marks) if str(mark["text"]).strip()]
    for last, mark in pairwise(signs):
        text, before = str(mark["text"]), str(last["text"])
        is_next = abs(last["top"] - mark["top"]) < mark["size"] and abs(last["x0"] - mark["x1"]) < mark["size"]
        is_of_date = text.isdigit() and is_next and (before in _OF_DATE or is_of_date)
        if is_of_date:
            yield mark


def is_beneath_picture(page: Any) -> bool:
    """Whether most characters of a page lie below a picture of the whole page, as the result of OCR does.

    Args:
        page: A page of pdfplumber with all that it was laid out with.
    """
    order = [kind_of(item) for item in drawn_on(page)]
    places = [place for place, kind in enumerate(order) if kind == "image"]
    pictures = zip(places, page.images, strict=True)
    last = max((place for place, one in pictures if is_large(page, one) and is_opaque(one)), default=0)
    return 2 * order[:last].count("char") > order.count("char")


def _middle(mark: Any) -> float:
    return float(mark["top"] + mark["bottom"]) / 2


def _hides(page: Any, shape: Any) -> bool:
    """Whether a box or a picture may hide what lies below it."""
    if not is_solid(shape):
        return False
    if shape["object_type"] == "image":
        return not is_large(page, shape)
    is_stroke = shape["object_type"] == "line" and shape.get("linewidth", 0) >= _LEAST
    return bool(shape.get("fill") or is_stroke)


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
