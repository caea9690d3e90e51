"""Finds the box of text that is taller than its box and overflows into the boxes above and below.

Programs write the text of a cell in one go, aligned to the top or the middle of its box. So the lines that follow each
other in the file are divided so that each part fits one box in one of these alignments. Where no division fits,
nothing is moved, and the text is reported to cross a line.
"""

import itertools
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gongkai.readers.formats.pdf_ruled.edges import OVER, Box, crosses, reaches_into

_SAME_LINE, _LEAST, _NEXT_LINE, _FAR_LINE, _GAP = 0.3, 0.7, 1.9, 2.8, 1.5
"""By the size of characters: how much those of a line differ in height, how far the next line is below it at least and
at most, how far where lines are wide apart, and how far apart words of a line stand."""
_ALIGNED = 0.4
"""How far a text may be off the upper edge or the middle of its box, likewise."""
_MOST_LINES = 60
_REACH = 16.0
"""Width and height of the squares by which characters over each other are looked for, in points."""


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
    def is_figure(self) -> bool:
        """Whether it is a figure, and not the number of a label, which a full stop follows."""
        return str(self.marks[-1]["text"]).isdigit() and not any(str(mark["text"]).isalpha() for mark in self.marks)

    @property
    def top(self) -> float:
        """Its upper edge."""
        return min(float(mark["top"]) for mark in self.marks)

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return max(float(mark["bottom"]) for mark in self.marks)


def owners_of(
    page: Any, boxes: Sequence[Box], inside: Sequence[Sequence[Any]]
) -> tuple[dict[int, int], frozenset[int]]:
    """The box to which each character of an overflowing text belongs, by the ``id()`` of the character.

    And the boxes between which a text cannot be told: it begins at the top of one and stands around the middle of
    another one.

    Args:
        page: A page of pdfplumber.
        boxes: The boxes.
        inside: The characters in each of them.
    """
    homes = {id(mark): number for number, marks in enumerate(inside) for mark in marks}
    runs = list(_runs(page.chars, homes, boxes))
    texts = Counter(home for run in runs for home in _homes_of(run))
    reaching = {id(run): run for run in runs if _reaches(run, texts)}
    owners: dict[int, int] = {}
    for chain in _chains(runs, reaching, boxes):
        parts = _parted([line for run in chain for line in run], boxes)
        if parts is None:
            parts = [part for run in chain if id(run) in reaching for part in _of_free_box(run, boxes, texts)]
        owners |= _owners(parts)
    moved, undecided = _owners_apart(runs, [*reaching.values()], homes | owners, boxes, texts)
    doubtful = (_in_doubt(run, boxes) for run in reaching.values())
    return owners | moved, frozenset(undecided).union(*doubtful)


def _in_doubt(run: Sequence[_Line], boxes: Sequence[Box]) -> set[int]:
    """The boxes of several lines that may be the text of more than one of them, and those that they stand in."""
    fitting = _fitting(run, boxes, {}) if len(run) > 1 else []
    return {*fitting, *_homes_of(run)} if len(fitting) > 1 else set()


def _reaches(run: Sequence[_Line], texts: Mapping[int, int]) -> bool:
    """Whether a run stands on a line between boxes, or in several boxes of which one has another text."""
    of_run = _homes_of(run)
    return any(line.is_crossing for line in run) or (len(of_run) > 1 and any(texts[home] > 1 for home in of_run))


def _chains(runs: Sequence[list[_Line]], reaching: Container[int], boxes: Sequence[Box]) -> Iterator[list[list[_Line]]]:
    """Runs that reach over their boxes; those that cannot be parted together with what they may go on with.

    The lines of one text may be so wide apart that they are runs of their own.
    """
    chain: list[list[_Line]] = []
    is_open = False
    for run in runs:
        reaches = id(run) in reaching
        is_parted = reaches and _parted(run, boxes) is not None
        follows = bool(chain) and _follow_wide_apart(chain[-1][-1], run[0])
        if is_open and not (reaches and not is_parted and follows):
            yield chain
            chain, follows = [], False
        chain = [*chain, run] if follows and reaches and not is_parted else [run]
        is_open = reaches and not is_parted
        if is_parted:
            yield [run]
            chain = []
    if is_open:
        yield chain


def _follow_wide_apart(one: _Line, other: _Line) -> bool:
    """Whether a line may be the next one of a text that is set with an empty line between."""
    is_below = 0 < other.top - one.top < _FAR_LINE * _size([one])
    return is_below and other.marks[0]["x0"] < one.marks[-1]["x1"] and other.marks[-1]["x1"] > one.marks[0]["x0"]


def _homes_of(lines: Sequence[_Line]) -> set[int]:
    return set().union(*(line.homes for line in lines))


def _size(lines: Sequence[_Line]) -> float:
    return float(lines[0].marks[0]["size"])


def _owners(parts: Sequence[tuple[Sequence[_Line], int]]) -> dict[int, int]:
    return {id(mark): box for lines, box in parts for line in lines for mark in line.marks}


def _owners_apart(
    runs: Sequence[list[_Line]],
    reaching: Sequence[list[_Line]],
    owners: Mapping[int, int],
    boxes: Sequence[Box],
    texts: Mapping[int, int],
) -> tuple[dict[int, int], set[int]]:
    """Of two texts that are printed over each other in one box, the one that can be set in another box is that one's.

    A text that is set in the first one just as well may be of either, which are doubtful.

    LibreOffice prints the whole head of a table over the rows of the next page, where it repeats a part of it.
    """
    over = _printed_over(runs, owners)
    moved: dict[int, int] = {}
    doubtful: set[int] = set()
    for run in reaching:
        if any(id(mark) in over for line in run for mark in line.marks):
            own = _owners(_parted(run, boxes, over) or _of_free_box(run, boxes, texts, over))
            fitting = _fitting(run, boxes, {}) if len(run) > 1 else []
            moved |= own
            doubtful |= {*own.values(), *fitting} if own and fitting and {*own.values()} != {*fitting} else set()
    return moved, doubtful


def _printed_over(runs: Sequence[Sequence[_Line]], owners: Mapping[int, int]) -> dict[int, int]:
    """By character (its identity) its box, where a character of another text of this box is printed over it."""
    at: dict[tuple[int, int], list[tuple[int, Any]]] = {}
    over: dict[int, int] = {}
    for number, mark in ((number, mark) for number, run in enumerate(runs) for line in run for mark in line.marks):
        x, y = int(mark["x0"] // _REACH), int(mark["top"] // _REACH)
        for place in itertools.product(range(x - 1, x + 2), range(y - 1, y + 2)):
            for other_number, other in at.get(place, ()):
                box = owners[id(mark)]
                if number != other_number and owners[id(other)] == box and _is_over(mark, other):
                    over |= {id(mark): box, id(other): box}
        at.setdefault((x, y), []).append((number, mark))
    return over


def _is_over(mark: Any, other: Any) -> bool:
    """Whether a character is over another one: by half of its width, and by more than lines ever come close."""
    across = min(mark["x1"], other["x1"]) - max(mark["x0"], other["x0"])
    down = min(mark["bottom"], other["bottom"]) - max(mark["top"], other["top"])
    least = 0.15 * min(mark["size"], other["size"])
    return bool(across > 0.5 * min(mark["width"], other["width"]) and down > least)


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
            below = _LEAST * size < down < _NEXT_LINE * size and mark["x0"] < right and mark["x1"] > left - size
            if run and not below:
                yield run
                run = []
            line = _Line([mark], {home})
            run.append(line)
        line.is_crossing = line.is_crossing or crosses(mark, boxes[home])
    if run:
        yield run


def _parted(
    run: Sequence[_Line], boxes: Sequence[Box], over: Mapping[int, int] | None = None
) -> list[tuple[Sequence[_Line], int]] | None:
    """Lines parted into as many texts as may be, each with the box in which it is set; None if there is no way.

    ``over`` has the characters that are printed over others of a box: that box is not theirs.
    """
    if len(run) > _MOST_LINES:
        return None
    best: list[list[tuple[Sequence[_Line], int]] | None] = [[]]
    for end in range(1, len(run) + 1):
        way: list[tuple[Sequence[_Line], int]] | None = None
        for start in range(end):
            before = best[start]
            box = _box_of(run[start:end], boxes, over or {})
            if before is not None and box is not None and (way is None or len(before) >= len(way)):
                way = [*before, (run[start:end], box)]
        best.append(way)
    return best[-1]


def _of_free_box(
    run: Sequence[_Line], boxes: Sequence[Box], texts: Mapping[int, int], over: Mapping[int, int] | None = None
) -> list[tuple[Sequence[_Line], int]]:
    """Lines with the one of their boxes that has no other text, as the rest of a head that is repeated on each page.

    It may be the box right above, where lines are printed over other words and over the edges of all their boxes.
    """
    homes = _homes_of(run)
    above = {number for mark in run[0].marks for number, box in enumerate(boxes) if reaches_into(mark, box, "top")}
    if over and not any(_is_as_wide(run, boxes[home]) for home in homes):
        size = _size(run)
        above |= {number for number, box in enumerate(boxes) if 0 <= run[0].top - box[3] + OVER * size < size}
    free = [home for home in homes | above if texts[home] == (home in homes) and _is_as_wide(run, boxes[home])]
    return [(run, free[0])] if len(free) == 1 and len(run) > 1 else []


def _is_as_wide(lines: Sequence[_Line], box: Box) -> bool:
    """Whether lines stand between the left and right edge of a box."""
    left = min(float(mark["x0"]) for line in lines for mark in line.marks)
    right = max(float(mark["x1"]) for line in lines for mark in line.marks)
    return box[0] - 1 <= left and right <= box[2] + 1


def _box_of(lines: Sequence[_Line], boxes: Sequence[Box], over: Mapping[int, int]) -> int | None:
    """The one box in which lines are set as its text; None if there is none or more than one, or they are figures."""
    fitting = _fitting(lines, boxes, over)
    return fitting[0] if len(fitting) == 1 else None


def _fitting(lines: Sequence[_Line], boxes: Sequence[Box], over: Mapping[int, int]) -> list[int]:
    """The boxes in which lines may be set as the text; none of figures.

    An even number of lines around the middle of a low box stands in the boxes above and below it.
    """
    has_words = any(str(mark["text"]).isalpha() for line in lines for mark in line.marks)
    figures = [line for line in lines if line.is_figure]
    if len(lines) > 1 and not (has_words and not any(line.is_crossing for line in figures)):
        return []
    top, bottom = lines[0].top, max(line.bottom for line in lines)
    near = _ALIGNED * lines[0].marks[0]["size"]
    fitting = []
    between = {number for number, box in enumerate(boxes) if top < box[1] and box[3] < bottom}
    for number in sorted(_homes_of(lines) | between):
        box = boxes[number]
        in_middle = abs(top + bottom - box[1] - box[3]) < 2 * near
        at_top = abs(top - box[1]) < near
        is_alone = len(lines) == 1 and lines[0].is_crossing
        is_free = not any(over.get(id(mark)) == number for line in lines for mark in line.marks)
        is_free = is_free and all(number in line.homes for line in figures)  # a figure stands in its own box
        if _is_as_wide(lines, box) and is_free and (in_middle or (at_top and not is_alone)):
            fitting.append(number)
    return fitting
