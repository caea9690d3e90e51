"""What is written in the boxes of a ruled table: their characters, or that there is a picture or a drawing in them.

The text of a cell that is higher than its box reaches over the boxes below; where it can be told from theirs by the
order of the file, it is put back. A figure that breaks where its box ends is one figure.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Any

from gongkai.findings import say
from gongkai.readers.document.signs import words_of_picture
from gongkai.readers.document.whitespace import BREAK, lines_of
from gongkai.readers.formats.pdf_drawn import is_running_up
from gongkai.readers.formats.pdf_ruled.drawings import (
    crosses_figure,
    drawings_beside,
    drawings_in,
    is_like_digit,
)
from gongkai.readers.formats.pdf_ruled.edges import Box, crosses, reaches_into
from gongkai.readers.formats.pdf_ruled.overflow import owners_of

_LARGE = 5
"""A picture of more than a page's area by this is large."""
_PADDING = 1.2
"""Room at both sides of the text of a box together at most, by the size of its characters."""
_DIGITS = re.compile(r"[+\-－]?[\d０-９][\d０-９,，.]*(?:\n[\d０-９,，.]+)+")
_FIGURE = re.compile(r"[+\-－]?[\d０-９,，.\s]+")
_STRUCK = f"[{say('readers.struck')}"
_NEAR, _NEAR_BY_SIZE = 3, 0.3
"""How far characters of one word are apart at most, in points, and by the size of most of them: a worksheet that
is printed to fit its page may have two figures of four points in a cell."""
_SAME_LINE, _TOUCHING, _SET_APART = 0.3, 0.1, 0.03
"""How much characters of one line differ in height, how far those of one figure are apart, and by how much more than
these the figures of two cells at least, likewise."""


def texts_of(page: Any, boxes: Sequence[Box]) -> list[str]:
    """The text of each box: characters whose middle lies in it, or that there is a picture in it and nothing else.

    A figure that is crossed by a line drawn by hand counts as struck out; a picture beside digits is named.

    Args:
        page: A page of pdfplumber.
        boxes: Those of its tables.
    """
    own, doubtful = _marks_of(page, boxes)
    pictures = [picture for picture in page.images if not is_large(page, picture)]
    drawings = drawings_in(page, boxes)
    texts = []
    for number, box in enumerate(boxes):
        text = _text(own[number])
        if number in doubtful:
            text = say("readers.crossed", {"text": "\n".join(lines_of(text.replace("\n", BREAK)))})
        elif not text.strip():  # a figure may be in a picture: no blank cell
            names = (picture_words(one) for one in pictures if _holds(one, box))
            text = next(names, words_of_picture("") if drawings[number] else "")
        elif crosses_figure(drawings[number], own[number]):
            text = text if text.startswith(_STRUCK) else f"{_STRUCK}{text}]"
        elif _FIGURE.fullmatch(text):  # a digit of it may be in a picture beside the others
            drawn = drawings_beside(drawings[number], own[number])
            beside = [one for one in (*pictures, *drawn) if is_like_digit(one, own[number], box)]
            text = text.replace("\n", "") if _DIGITS.fullmatch(text) and _is_full(own[number], box) else text
            text += f"[{picture_words(beside[0])}]" if beside else ""
        texts.append("\n".join(lines_of(text.replace("\n", BREAK))))
    return texts


def _marks_of(page: Any, boxes: Sequence[Box]) -> tuple[list[list[Any]], set[int]]:
    """The characters of each box, including those that overflow it; and the boxes whose characters are doubtful."""
    marks = sorted(page.chars, key=lambda mark: mark["top"] + mark["bottom"])
    middles = [(mark["top"] + mark["bottom"]) / 2 for mark in marks]
    inside = [
        [
            mark
            for mark in marks[bisect_left(middles, top) : bisect_left(middles, bottom)]
            if left <= (mark["x0"] + mark["x1"]) / 2 < right
        ]
        for left, top, right, bottom in boxes
    ]
    owners, undecided = owners_of(page, boxes, inside)
    own = [[mark for mark in marks if id(mark) not in owners] for marks in inside]
    doubtful = _crossed(own, boxes) | _parted(page.chars, own) | undecided
    for mark in page.chars:
        if id(mark) in owners:
            own[owners[id(mark)]].append(mark)
    return own, doubtful


def _crossed(own: Sequence[Sequence[Any]], boxes: Sequence[Box]) -> set[int]:
    """The boxes whose text may as well be that of the next one, or its text theirs: it stands on the line between them.

    It is the box's own where the next one has a text besides, and this one none.
    """
    own = [[mark for mark in marks if str(mark["text"]).strip()] for marks in own]
    crossing = [[mark for mark in marks if crosses(mark, box)] for marks, box in zip(own, boxes, strict=True)]
    doubtful: set[int] = set()
    for number, marks in enumerate(crossing):
        for mark in marks:
            beside = {
                other
                for other, box in enumerate(boxes)
                if other != number and any(reaches_into(mark, box, edge) for edge in ("top", "bottom"))
            }
            blank = {other for other in beside if len(crossing[other]) == len(own[other])}
            if blank or len(marks) < len(own[number]):
                doubtful |= {number, *blank}
    return doubtful


def _parted(marks: Sequence[Any], own: Sequence[Sequence[Any]]) -> set[int]:
    """The boxes between which the line runs through a figure: its digits are those of one text."""
    owners = {id(mark): number for number, some in enumerate(own) for mark in some}
    doubtful: set[int] = set()
    for place, (one, other) in enumerate(pairwise(marks)):
        first, second = owners.get(id(one)), owners.get(id(other))
        if first == second or not _are_of_one_figure(one, other):
            continue
        within = pairwise(marks[max(place - 1, 0) : place + 3])
        gaps = [_gap(*pair) for pair in within if pair != (one, other) and _are_of_one_figure(*pair)]
        if not gaps or _gap(one, other) < _SET_APART * one["size"] + max(gaps):
            doubtful |= {number for number in (first, second) if number is not None}
    return doubtful


def _are_of_one_figure(one: Any, other: Any) -> bool:
    """Whether a digit follows the one before it on their line, which may run up or down, without a gap between."""
    level = "top" if one["upright"] else "x0"
    is_beside = max(_gap(one, other), abs(other[level] - one[level])) < _TOUCHING * one["size"]
    return bool(is_beside and str(one["text"]).isdigit() and str(other["text"]).isdigit())


def _gap(one: Any, other: Any) -> float:
    begin, end = ("x0", "x1") if one["upright"] else ("top", "bottom")
    return float(min(abs(other[begin] - one[end]), abs(one[begin] - other[end])))


def is_large(page: Any, picture: Any) -> bool:
    """Whether a picture is large enough to be a table or a page.

    Args:
        page: A page of pdfplumber.
        picture: One of its pictures.
    """
    area = (picture["x1"] - picture["x0"]) * (picture["bottom"] - picture["top"])
    return bool(area * _LARGE > page.width * page.height)


def picture_words(picture: Any) -> str:
    """What is written in place of a small picture.

    Args:
        picture: A picture of pdfplumber.
    """
    name = str(picture.get("name") or "")
    return words_of_picture("" if name.isdecimal() else name)  # the library numbers those without a name by chance


def _holds(mark: Any, box: Box) -> bool:
    """Whether the middle of a mark lies in a box."""
    left, top, right, bottom = box
    return bool(left <= (mark["x0"] + mark["x1"]) / 2 < right and top <= (mark["top"] + mark["bottom"]) / 2 < bottom)


def _text(marks: list[Any]) -> str:
    if not marks:
        return ""
    from pdfplumber.utils.text import extract_text  # noqa: PLC0415 - an extra; whoever has a page has it

    runs_up = sum(map(is_running_up, marks)) > len(marks) / 2
    near = min(_NEAR, _NEAR_BY_SIZE * median(mark["size"] for mark in marks))
    return str(extract_text(marks, x_tolerance=near, char_dir_rotated="btt" if runs_up else "ttb"))


def _is_full(marks: Sequence[Any], box: Box) -> bool:
    """Whether no further digit has room after any line of a box but the last."""
    lines: list[list[Any]] = []
    for mark in sorted((mark for mark in marks if mark["text"].strip()), key=lambda mark: mark["top"]):
        if lines and mark["top"] - lines[-1][0]["top"] < _SAME_LINE * mark["size"]:
            lines[-1].append(mark)
        else:
            lines.append([mark])
    return all(
        box[2] - box[0] - sum(mark["width"] for mark in line) < _PADDING * line[0]["size"] + line[0]["width"]
        for line in lines[:-1]
    )
