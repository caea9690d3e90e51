"""Text that is higher than its box and reaches over the boxes above and below: to which box it belongs.

Programs write the text of one cell in one go, and set it at the top of its box or around its middle. So the lines that
follow each other in the file are parted such that each part is set so in one box; where they cannot be, nothing is put
back, and the text is said to cross a line.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in points."""

_OVER = 0.3
"""How much of its height a character reaches over a line that is not its own box's, as its upper edge is empty."""
_SAME_LINE, _NEXT_LINE, _GAP = 0.3, 1.9, 1.5
"""By the size of characters: how much those of a line differ in height, how far the next line is below it, and how far
apart words of a line stand."""
_ALIGNED = 0.4
"""How far a text may be off the upper edge or the middle of its box, likewise."""
_MOST_LINES = 60


def crosses(mark: Any, box: Box) -> bool:
    """Whether a character reaches over the line above or below its box.

    Args:
        mark: A character of pdfplumber.
        box: The box in which its middle is.
    """
    size = mark["size"]
    return bool(mark["top"] < box[1] - _OVER * size or mark["bottom"] > box[3] + _OVER * size)


def reaches_into(mark: Any, box: Box, edge: str) -> bool:
    """Whether the upper or lower edge of a character is in a box, with enough of it to cross its line.

    Args:
        mark: A character of pdfplumber.
        box: The box.
        edge: ``top`` or ``bottom``.
    """
    inner = _OVER * mark["size"] * (1 if edge == "top" else -1)
    return bool(box[0] <= (mark["x0"] + mark["x1"]) / 2 < box[2] and box[1] < mark[edge] + inner < box[3])


@dataclass(slots=True)
class _Line:
    """Characters of a line.

    Attributes:
        marks: The characters.
        homes: The boxes in which these stand.
        is_crossing: Whether it crosses a line between boxes.
    """

    marks: list[Any]
    homes: set[int]
    is_crossing: bool = False

    @property
    def top(self) -> float:
        """Its upper edge."""
        return min(float(mark["top"]) for mark in self.marks)

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return max(float(mark["bottom"]) for mark in self.marks)


def owners_of(page: Any, boxes: Sequence[Box], inside: Sequence[Sequence[Any]]) -> dict[int, int]:
    """By character (its identity) the box of its text, where that reaches over others.

    Args:
        page: A page of pdfplumber.
        boxes: The boxes.
        inside: The characters in each of them.
    """
    homes = {id(mark): number for number, marks in enumerate(inside) for mark in marks}
    runs = list(_runs(page.chars, homes, boxes))
    texts = Counter(home for run in runs for home in set().union(*(line.homes for line in run)))
    owners: dict[int, int] = {}
    for run in runs:
        of_run = set().union(*(line.homes for line in run))
        if any(line.is_crossing for line in run) or (len(of_run) > 1 and any(texts[home] > 1 for home in of_run)):
            for lines, box in _parted(run, boxes) or _of_free_box(run, boxes, texts):
                owners |= {id(mark): box for line in lines for mark in line.marks}
    return owners


def _runs(marks: Sequence[Any], homes: Mapping[int, int], boxes: Sequence[Box]) -> Iterator[list[_Line]]:
    """The lines of a page, in the order of the file, as far as each stands right below the one before it."""
    run: list[_Line] = []
    for mark in marks:
        home = homes.get(id(mark))
        if home is None or not str(mark["text"]).strip():
            continue
        line = run[-1] if run else None
        last = line.marks[-1] if line is not None else mark
        down, size = mark["top"] - last["top"], mark["size"]
        if line is not None and abs(down) < _SAME_LINE * size and -size < mark["x0"] - last["x1"] < _GAP * size:
            line.marks.append(mark)
            line.homes.add(home)
        else:
            left = min((one["x0"] for one in line.marks), default=0.0) if line is not None else 0.0
            right = max((one["x1"] for one in line.marks), default=0.0) if line is not None else 0.0
            below = 0 < down < _NEXT_LINE * size and mark["x0"] < right and mark["x1"] > left - size
            if run and not below:
                yield run
                run = []
            line = _Line([mark], {home})
            run.append(line)
        line.is_crossing = line.is_crossing or crosses(mark, boxes[home])
    if run:
        yield run


def _parted(run: Sequence[_Line], boxes: Sequence[Box]) -> list[tuple[Sequence[_Line], int]] | None:
    """Lines parted into as many texts as may be, each with the box in which it is set; None if there is no way."""
    if len(run) > _MOST_LINES:
        return None
    best: list[list[tuple[Sequence[_Line], int]] | None] = [[]]
    for end in range(1, len(run) + 1):
        way: list[tuple[Sequence[_Line], int]] | None = None
        for start in range(end):
            before = best[start]
            box = _box_of(run[start:end], boxes)
            if before is not None and box is not None and (way is None or len(before) >= len(way)):
                way = [*before, (run[start:end], box)]
        best.append(way)
    return best[-1]


def _of_free_box(
    run: Sequence[_Line], boxes: Sequence[Box], texts: Mapping[int, int]
) -> list[tuple[Sequence[_Line], int]]:
    """Lines with the one of their boxes that has no other text, as the rest of a head that is repeated on each page."""
    homes = set().union(*(line.homes for line in run))
    above = {number for mark in run[0].marks for number, box in enumerate(boxes) if reaches_into(mark, box, "top")}
    free = [home for home in homes | above if texts[home] == (home in homes) and _is_as_wide(run, boxes[home])]
    return [(run, free[0])] if len(free) == 1 and len(run) > 1 else []


def _is_as_wide(lines: Sequence[_Line], box: Box) -> bool:
    """Whether lines stand between the left and right edge of a box."""
    left = min(float(mark["x0"]) for line in lines for mark in line.marks)
    right = max(float(mark["x1"]) for line in lines for mark in line.marks)
    return box[0] - 1 <= left and right <= box[2] + 1


def _box_of(lines: Sequence[_Line], boxes: Sequence[Box]) -> int | None:
    """The one box in which lines are set as its text; None if there is none or more than one, or they are figures."""
    if len(lines) > 1 and not any(str(mark["text"]).isalpha() for line in lines for mark in line.marks):
        return None
    top, bottom = lines[0].top, max(line.bottom for line in lines)
    near = _ALIGNED * lines[0].marks[0]["size"]
    fitting = []
    for number in sorted(set().union(*(line.homes for line in lines))):
        box = boxes[number]
        in_middle = abs(top + bottom - box[1] - box[3]) < 2 * near
        at_top = abs(top - box[1]) < near
        is_alone = len(lines) == 1 and lines[0].is_crossing
        if _is_as_wide(lines, box) and (in_middle or (at_top and not is_alone)):
            fitting.append(number)
    return fitting[0] if len(fitting) == 1 else None
