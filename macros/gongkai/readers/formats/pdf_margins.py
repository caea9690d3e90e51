"""What stands on the pages of a PDF beside their text: watermarks, and the lines at their edges.

It is no text of the report and is left out, but it may say that the report is a draft, or another year's.
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from gongkai.readers.document import FileNotice, Origin
from gongkai.readers.document.draft_blocks import DraftBlock
from gongkai.readers.document.whitespace import collapse_spaces
from gongkai.readers.formats.pdf_lines import PdfLine
from gongkai.readers.formats.pdf_tags import Tags

_LARGE = 2.0
"""How many times as large as most characters of its page those of a watermark are,"""
_TILES = 4
"""or how many times a smaller one stands on a page: programs cover a page with who printed it, and when."""
_SLANT = (15, 75)
"""Degrees by which a watermark is turned; text of a scan that lies askew is turned by less."""
_NEXT = 2.0
"""How far the characters of a watermark stand apart at most, by their size."""
_MOST, _LONGEST = 200, 8
"""Notices of a page, and characters of a watermark that is not turned."""


def margins_of_page(page: Any, tags: Tags) -> list[FileNotice]:
    """Notices ``margin`` of what a page has beside its text; turned watermarks are taken off the page.

    Args:
        page: A page of pdfplumber; its characters are changed.
        tags: Those of the file: characters that are no text of it have none. Empty for a file without tags.
    """
    texts = [*_watermarks(page), *(_untagged(page, tags) if tags else ())]
    plain = dict.fromkeys(filter(None, map(collapse_spaces, texts)))
    return [FileNotice("margin", text, origin=Origin(page=page.page_number)) for text in [*plain][:_MOST]]


def _watermarks(page: Any) -> Iterator[str]:
    """The words of large or of many equal watermarks on a page."""
    marks = page.objects.get("char", [])
    sizes = Counter(round(_size(mark)) for mark in marks).most_common(1)
    runs = list(_runs(marks))
    counts = Counter(_words(run) for run in runs if _is_slanted(run[0]))
    turned: set[int] = set()
    for run in runs:
        text, is_large = _words(run), _size(run[0]) >= _LARGE * sizes[0][0]
        if not any(sign.isalpha() for sign in text):
            continue
        if _is_slanted(run[0]) and (is_large or counts[text] >= _TILES):
            turned.update(map(id, run))
            yield text
        elif is_large and text.isalpha() and len(text) <= _LONGEST:
            yield text
    if turned:
        page.objects["char"] = [mark for mark in marks if id(mark) not in turned]


def _words(run: Sequence[Any]) -> str:
    return "".join(str(mark["text"]) for mark in run).strip()


def _runs(marks: Sequence[Any]) -> Iterator[list[Any]]:
    """The characters in the order of the file, those together that follow each other in one direction and size."""
    run: list[Any] = []
    for mark in marks:
        if run and not _follows(run[-1], mark):
            yield run
            run = []
        run.append(mark)
    if run:
        yield run


def _follows(before: Any, mark: Any) -> bool:
    (*one, across, up), (*other, x, y) = before["matrix"], mark["matrix"]
    is_one_size = _is_slanted(mark) or math.isclose(_size(before), _size(mark), rel_tol=0.01)
    return one == other and is_one_size and math.hypot(x - across, y - up) <= _NEXT * _size(mark)


def _size(mark: Any) -> float:
    """The size of a character; of a turned one about, by the box around it."""
    across, up = mark["matrix"][:2]
    if not (across and up):
        return float(mark["size"])
    turn = math.atan2(abs(up), abs(across))
    return float(mark["height"]) / (math.sin(turn) + math.cos(turn))


def _is_slanted(mark: Any) -> bool:
    across, up = mark["matrix"][:2]
    return _SLANT[0] <= math.degrees(math.atan2(abs(up), abs(across))) <= _SLANT[1]


def _untagged(page: Any, tags: Tags) -> Iterator[str]:
    """The lines of a page that the tags of its file call no text: heads and feet, watermarks."""
    number = page.page_obj.pageid
    marks = (mark for mark in page.chars if (number, mark["mcid"]) not in tags)
    for _, line in groupby(marks, key=lambda mark: round(float(mark["matrix"][5]))):
        yield _words(list(line))


def with_common_head(pages: Sequence[Sequence[DraftBlock | PdfLine]]) -> list[list[DraftBlock | PdfLine]]:
    """Pages whose first lines stand at their edge if all of them have the same: on small paper it is further down."""
    firsts = [parts[0] if parts else None for parts in pages]
    heads = [first for first in firsts if isinstance(first, PdfLine)]
    if not len(pages) == len(heads) > 1 or len({(head.text, round(head.top), head.size) for head in heads}) > 1:
        return [list(parts) for parts in pages]
    return [[replace(head, at_edge=True), *parts[1:]] for head, parts in zip(heads, pages, strict=True)]


def repeated_lines(pages: Sequence[Sequence[DraftBlock | PdfLine]], numbers: Sequence[int]) -> Iterator[FileNotice]:
    """A notice ``margin`` of each line that stands at the edge of several pages.

    Args:
        pages: The parts of each page, page numbers and repeated lines among them.
        numbers: That of each page; of two that are printed on one sheet, that of the sheet.
    """
    edges = [
        {part.text for part in parts if isinstance(part, PdfLine) and part.at_edge and not part.is_number}
        for parts in pages
    ]
    counts = Counter(text for texts in edges for text in texts)
    for number, texts in zip(numbers, edges, strict=False):
        for text in sorted(texts):
            if counts.pop(text, 0) > 1:
                yield FileNotice("margin", text, origin=Origin(page=number))
