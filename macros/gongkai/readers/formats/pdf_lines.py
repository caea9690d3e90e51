"""Joins the lines of a PDF page into paragraphs: what the layout broke is joined, page numbers are left out.

A paragraph begins at an indent, after a line that ends before the edge, or at the number of a section; lines in the
middle of the page stand alone, those of a large title together.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gongkai.readers.document.draft_blocks import DraftBlock
from gongkai.readers.document.whitespace import collapse_spaces, join_wrapped_lines, starts_paragraph
from gongkai.readers.formats.pdf_marks import text_lines
from gongkai.readers.formats.pdf_pictures import pictures_beside
from gongkai.readers.formats.pdf_ruled import picture_words

_NUMBER = re.compile(r"[-—–－一•·\s]*第?\s*\d{1,3}\s*页?\s*(?:[/／]\s*\d{1,3}|共\s*\d{1,3}\s*页)?[-—–－一•·\s]*")
_DIGITS, _LETTER = re.compile(r"\d+"), re.compile(r"[^\W\d_]")
_FEWEST_LETTERS = 4
_EDGE = 0.065
"""Of a page's height, above and below which nothing but running lines stands."""
_NUMBERED = re.compile(r"(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、．.]")
_MARGIN = 0.12
_GAP = 0.6
"""Width of a gap between two cells, by the size of the characters; that between two words is less."""
_GAP_OF_DIGITS = 0.06
"""Likewise between two digits, which stand close in a figure; with a space between them nobody can tell."""
_GAP_BEHIND_NOTE, _NOTE = 0.02, re.compile(r"（[^（）]{12,}）")
"""Likewise behind a sentence in brackets: that in the corner of a table may reach to the head of the first column, or
over it by the blank half of its last bracket, which browsers do not count at the end of a line."""
_GAP_OF_NUMBER = 1.6
"""Likewise after the number of a heading."""
_CLOSE = 1.8
"""Distance of two lines of one table, by the size of their characters."""
_INDENT = 1.2
_LARGE = 1.15
_NO_START = tuple("、，。；：！？）》”’")
"""Signs that begin no line."""
_APART = 3
_FEW, _SHORTER = 2, 3.0
"""More lines than this show how wide the text is; one that reaches further than all others by this, by the size of
characters, is no line of a paragraph."""


PlacedMark = tuple[str, float, float]
"""A character and where it begins and ends."""


@dataclass(frozen=True, slots=True)
class PdfPiece:
    """Words of a line with a gap before them and after them; their characters without spaces."""

    text: str
    marks: tuple[PlacedMark, ...]

    @property
    def left(self) -> float:
        """Where it begins, in points from the left edge of the page."""
        return self.marks[0][1]

    @property
    def right(self) -> float:
        """Where it ends: a wide closing bracket in its middle, as its other half is blank and may reach over a cell."""
        *others, (sign, first, last) = self.marks
        return max([(first + last) / 2 if sign == "）" else last, *(mark[2] for mark in others)])


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line of text.

    Attributes:
        text: Its text.
        left: Where it begins, in points from the left edge of the page.
        right: Where it ends.
        top: Points from the top of the page.
        size: Of most of its characters, in points.
        edges: Left and right edge of the text of its page.
        at_edge: Whether it is at the upper or lower edge of the page.
        is_number: Whether it looks like the number of the page and is where that may be.
        pieces: Its words, where gaps part them as the columns of a table are.
    """

    text: str
    left: float
    right: float
    top: float
    size: float
    edges: tuple[float, float] = (0.0, 0.0)
    at_edge: bool = False
    is_number: bool = False
    pieces: tuple[PdfPiece, ...] = ()

    def is_indented(self) -> bool:
        """Whether it begins to the right of the text's edge."""
        return self.left > self.edges[0] + _INDENT * self.size

    def is_full(self, next_line: str = "") -> bool:
        """Whether it reaches the right edge: it has no room for what must stand together at the start of the next line.

        Args:
            next_line: That line; a sign such as 、 after its first character cannot begin a line.
        """
        together = 1 + (next_line[1:2] in _NO_START)
        return self.right > self.edges[1] - (together + 0.6) * self.size

    def is_centred(self) -> bool:
        """Whether it is in the middle, away from both edges."""
        before, after = self.left - self.edges[0], self.edges[1] - self.right
        return before > 2.5 * self.size and abs(before - after) < 2 * self.size


def lines_of_page(page: Any, boxes: Sequence[tuple[float, float, float, float]]) -> list[PdfLine]:
    """The lines of a page, from top to bottom, without those in boxes and without the page number.

    Args:
        page: A page of pdfplumber.
        boxes: Left, top, right and bottom of each table, in points.
    """

    def is_outside(mark: Any) -> bool:
        if mark.get("object_type") != "char":
            return False
        x, y = (mark["x0"] + mark["x1"]) / 2, (mark["top"] + mark["bottom"]) / 2
        return not any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in boxes)

    lines = []
    every = text_lines(page.filter(is_outside))
    pictures = pictures_beside(page, every, boxes)
    for line in every:
        text = collapse_spaces(line["text"])
        sizes = Counter(round(float(mark["size"]), 1) for mark in line["chars"])
        at_edge = line["bottom"] < page.height * _EDGE or line["top"] > page.height * (1 - _EDGE)
        in_margin = line["top"] < page.height * _MARGIN or line["bottom"] > page.height * (1 - _MARGIN)
        if text:
            size = sizes.most_common(1)[0][0]
            marks = [*line["chars"], *pictures.get(id(line), ())]
            pieces = _with_number(list(_pieces(sorted(marks, key=lambda mark: mark["x0"]), size)), size)
            is_number = in_margin and _NUMBER.fullmatch(text) is not None
            place = (line["x0"], line["x1"], line["top"], size)
            lines.append(PdfLine(text, *place, at_edge=at_edge, pieces=pieces, is_number=is_number))
    return lines


def _pieces(marks: Sequence[Any], size: float) -> Iterator[PdfPiece]:
    """The marks of a line, in order, where wide gaps part them."""
    text, own, spaced = "", list[PlacedMark](), False
    for mark in marks:
        sign = picture_words(mark) if mark.get("object_type") == "image" else str(mark["text"])
        if not sign.strip():
            spaced = bool(text)
            continue
        near = _GAP_OF_DIGITS if text[-1:].isdigit() and sign.isdigit() and not spaced else _GAP
        gap = mark["x0"] - own[-1][2] if own else 0.0
        if _NOTE.fullmatch(text) and not spaced:
            near, gap = _GAP_BEHIND_NOTE, abs(gap)
        if own and gap > near * size:
            yield PdfPiece(text, tuple(own))
            text, own, spaced = "", [], False
        text += f" {sign}" if spaced else sign
        own.append((sign, mark["x0"], mark["x1"]))
        spaced = False
    if own:
        yield PdfPiece(text, tuple(own))


def _with_number(pieces: list[PdfPiece], size: float) -> tuple[PdfPiece, ...]:
    """The pieces of a line; the number of a heading and its words, with a space between them, are one."""
    if len(pieces) == len(("number", "words")) and _NUMBERED.fullmatch(pieces[0].text):
        number, words = pieces
        if words.left - number.right < _GAP_OF_NUMBER * size and not starts_paragraph(words.text):
            return (PdfPiece(f"{number.text} {words.text}", (*number.marks, *words.marks)),)
    return tuple(pieces)


def without_running_lines(pages: Sequence[Sequence[DraftBlock | PdfLine]]) -> list[list[DraftBlock | PdfLine]]:
    """Pages without their numbers and the lines at their edges that stand on other pages as well.

    Browsers print the title, the address and the number of the page there. Digits close to other text are no number of
    a page, but perhaps the rest of a figure that broke; so are those above the text of one page alone, or that count
    no pages, and a nought.

    Args:
        pages: The parts of each page.
    """

    def run(part: DraftBlock | PdfLine) -> str:
        words = isinstance(part, PdfLine) and part.at_edge and len(_LETTER.findall(part.text)) >= _FEWEST_LETTERS
        return _DIGITS.sub("0", part.text) if words and isinstance(part, PdfLine) else ""

    counts = Counter(text for parts in pages for text in {run(part) for part in parts})
    firsts = [_digits(parts[0]) if parts else None for parts in pages]
    offsets = Counter(first - page for page, first in enumerate(firsts) if first)
    return [
        [
            part
            for number, part in enumerate(parts)
            if (not run(part) or counts[run(part)] == 1)
            and not _is_page_number(parts, number, counted=offsets[(firsts[page] or 0) - page] > 1)
        ]
        for page, parts in enumerate(pages)
    ]


def _digits(part: DraftBlock | PdfLine) -> int | None:
    """The number that a line is, if it may be that of a page and has nothing but digits."""
    text = "".join(piece.text for piece in part.pieces) if isinstance(part, PdfLine) and part.is_number else ""
    return int(text) if text.isdigit() else None


def _is_page_number(parts: Sequence[DraftBlock | PdfLine], number: int, *, counted: bool) -> bool:
    """Whether a line is the number of its page; one of digits above the text has to be counted on from page to page."""
    line = parts[number]
    if not isinstance(line, PdfLine) or not line.is_number:
        return False
    beside = [part for part in parts[max(number - 1, 0) : number + 2] if isinstance(part, PdfLine) and part is not line]
    is_close = any(abs(part.top - line.top) < _CLOSE * line.size for part in beside)
    digits = _digits(line)
    return digits is None or not (digits == 0 or is_close or (number == 0 and not counted))


def joined_pages(pages: Sequence[Sequence[DraftBlock | PdfLine]]) -> list[list[DraftBlock | PdfLine]]:
    """Pages whose lines know the edges of the text; a paragraph that goes on moves to the page where it began.

    Args:
        pages: The parts of each page.
    """
    edges = _edges([part for page in pages for part in page if isinstance(part, PdfLine)])
    joined_up: list[list[DraftBlock | PdfLine]] = []
    for page in pages:
        parts = [_with_edges(part, edges) if isinstance(part, PdfLine) else part for part in page]
        last = joined_up[-1][-1] if joined_up and joined_up[-1] else None
        while parts and isinstance(last, PdfLine) and isinstance(parts[0], PdfLine) and _continues(last, parts[0]):
            last = parts.pop(0)
            joined_up[-1].append(last)
        joined_up.append(parts)
    return joined_up


def _edges(lines: Sequence[PdfLine]) -> tuple[float, float]:
    """The left and right edge that most lines of text reach.

    Where one of several lines alone reaches furthest, as the title of a printed worksheet, none breaks at the edge.
    """
    lefts = Counter(round(line.left / 2) * 2 for line in lines)
    rights = sorted(line.right for line in lines)
    if not lines:
        return (0.0, 0.0)
    often = [left_edge for left_edge, count in lefts.items() if count * 5 >= max(lefts.values())]
    right = rights[min(len(rights) - 1, len(rights) * 9 // 10)]
    is_alone = len(rights) > _FEW and all(
        other < right - _SHORTER * lines[0].size for other in rights if other != right
    )
    return (float(min(often)), right + _SHORTER * lines[0].size if is_alone else right)


def _with_edges(line: PdfLine, edges: tuple[float, float]) -> PdfLine:
    return replace(line, edges=edges)


def paragraphs(parts: Iterable[DraftBlock | PdfLine]) -> Iterator[DraftBlock]:
    """Lines joined into paragraphs, everything else as it is.

    Args:
        parts: Of one page.
    """
    run: list[PdfLine] = []
    for part in parts:
        if isinstance(part, PdfLine) and run and _continues(run[-1], part):
            run.append(part)
            continue
        yield from _paragraph(run)
        run = [part] if isinstance(part, PdfLine) else []
        if isinstance(part, DraftBlock):
            yield part
    yield from _paragraph(run)


def _paragraph(lines: Sequence[PdfLine]) -> Iterator[DraftBlock]:
    if lines:
        yield DraftBlock(join_wrapped_lines([line.text for line in lines]))


def _continues(before: PdfLine, line: PdfLine) -> bool:
    if abs(before.size - line.size) > 0.1 * before.size:
        return False
    if _is_title(before) or _is_title(line):
        return 0 < line.top - before.top < _APART * line.size
    if before.is_centred() and line.is_centred() and not before.is_full():
        return False
    if line.right > before.right + _SHORTER * line.size:
        return False  # there was room for more: a title as large as the text below it
    return before.is_full(line.text) and not line.is_indented() and not starts_paragraph(line.text)


def _is_title(line: PdfLine) -> bool:
    """Whether a line is part of a title: larger than 三号 (16 points), the size of body text in official documents."""
    return line.size >= 16 * _LARGE
