"""Joins the lines of a PDF page into paragraphs: what the layout broke is joined, page numbers are left out.

A paragraph begins at an indent, after a line that ends before the edge, or at the number of a section; lines in the
middle of the page stand alone, those of a large title together.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gongkai.readers.document.draft_blocks import DraftBlock
from gongkai.readers.document.whitespace import collapse_spaces, join_wrapped_lines, starts_paragraph

_NUMBER = re.compile(r"[-—–－一•·\s]*第?\s*\d{1,3}\s*页?\s*(?:[/／]\s*\d{1,3}|共\s*\d{1,3}\s*页)?[-—–－一•·\s]*")
_MARGIN = 0.12
_INDENT = 1.2
_LARGE = 1.15
_APART = 3


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
    """

    text: str
    left: float
    right: float
    top: float
    size: float
    edges: tuple[float, float] = (0.0, 0.0)

    def is_indented(self) -> bool:
        """Whether it begins to the right of the text's edge."""
        return self.left > self.edges[0] + _INDENT * self.size

    def is_full(self) -> bool:
        """Whether it reaches the right edge."""
        return self.right > self.edges[1] - 1.6 * self.size

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
    for line in page.filter(is_outside).extract_text_lines(strip=True, return_chars=True):
        text = collapse_spaces(line["text"])
        sizes = Counter(round(float(mark["size"]), 1) for mark in line["chars"])
        in_margin = line["top"] < page.height * _MARGIN or line["bottom"] > page.height * (1 - _MARGIN)
        if text and not (in_margin and _NUMBER.fullmatch(text)):
            lines.append(PdfLine(text, line["x0"], line["x1"], line["top"], sizes.most_common(1)[0][0]))
    return lines


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
    """The left and right edge that most lines of text reach."""
    lefts = Counter(round(line.left / 2) * 2 for line in lines)
    rights = sorted(line.right for line in lines)
    if not lines:
        return (0.0, 0.0)
    often = [left for left, count in lefts.items() if count * 5 >= max(lefts.values())]
    return (float(min(often)), rights[min(len(rights) - 1, len(rights) * 9 // 10)])


def _with_edges(line: PdfLine, edges: tuple[float, float]) -> PdfLine:
    return PdfLine(line.text, line.left, line.right, line.top, line.size, edges)


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
    return before.is_full() and not line.is_indented() and not starts_paragraph(line.text)


def _is_title(line: PdfLine) -> bool:
    """Whether a line is part of a title: larger than 三号 (16 points), the size of body text in official documents."""
    return line.size >= 16 * _LARGE
