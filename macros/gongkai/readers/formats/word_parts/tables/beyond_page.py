"""Figures of a Word table that lie beyond the edge of the paper: nobody sees them on a page, in Word or in print.

Only a table of fixed widths (ECMA-376 part 1, 17.4.52) is where its file says; Word makes others fit.
"""

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from gongkai.figures import whole_number
from gongkai.readers.document import FileNotice
from gongkai.readers.files.office_xml import WORD
from gongkai.readers.formats.word_parts.drawn.page_places import text_in

_DIGIT = re.compile(r"\d")
_LONGEST = 60
_SIDES = {"center": 0.5, "right": 1.0, "end": 1.0}
"""Share of the room beside a table that is left of it, by how it is aligned."""


def figures_beyond_page(root: Any) -> Iterator[FileNotice]:
    """A notice of each table with figures beyond the edge of the paper: how many, and their words.

    Args:
        root: The root of a main part of the file.
    """
    sections = [*root.iter(f"{WORD}sectPr")]
    order = {item: place for place, item in enumerate(root.iter(f"{WORD}tbl", f"{WORD}sectPr"))}
    for number, table in enumerate(root.iter(f"{WORD}tbl"), 1):
        section = next((item for item in sections if order[item] > order[table]), None)
        texts = [*_texts_beyond(table, section)] if section is not None and _is_fixed(table) else []
        if texts:
            args = (("count", str(len(texts))), ("table", str(number)))
            yield FileNotice("beyond-page", " ".join(texts)[:_LONGEST], args=args)


def _is_fixed(table: Any) -> bool:
    """Whether a table stands in the text, not in another one, with the widths that its file says."""
    layout, place = (table.find(f"{WORD}tblPr/{WORD}{name}") for name in ("tblLayout", "tblpPr"))
    is_inner = next(table.iterancestors(f"{WORD}tc", f"{WORD}txbxContent"), None) is not None
    return layout is not None and layout.get(f"{WORD}type") == "fixed" and place is None and not is_inner


def _texts_beyond(table: Any, section: Any) -> Iterator[str]:
    """The texts with digits whose cells lie mostly beyond the left or the right edge of the paper."""
    page, margins = _length(section.find(f"{WORD}pgSz"), "w"), section.find(f"{WORD}pgMar")
    left, indent = _length(margins, "left"), _length(table.find(f"{WORD}tblPr/{WORD}tblInd"), "w")
    widths = [_length(column, "w") for column in table.iterfind(f"{WORD}tblGrid/{WORD}gridCol")]
    room, side = page - left - _length(margins, "right") - sum(widths), table.find(f"{WORD}tblPr/{WORD}jc")
    share = _SIDES.get(side.get(f"{WORD}val") or "", 0.0) if side is not None else 0.0
    edges = [*accumulate(widths, initial=left + (share * room if share else indent))]
    for row in table.iterfind(f"{WORD}tr") if page else ():
        before = row.find(f"{WORD}trPr/{WORD}gridBefore")
        column = _length(before, "val")
        for cell in row.iterfind(f"{WORD}tc"):
            first, column = column, column + (_length(cell.find(f"{WORD}tcPr/{WORD}gridSpan"), "val") or 1)
            text = text_in(cell).strip()
            if column < len(edges) and _DIGIT.search(text):
                middle = (edges[first] + edges[column]) / 2
                if not 0 < middle < page:
                    yield text


def _length(item: Any, name: str) -> int:
    """A number of an element, such as a length in twentieths of a point; 0 where there is none."""
    text = (item.get(f"{WORD}{name}") or "") if item is not None else ""
    number = whole_number(text.removeprefix("-")) or 0
    return -number if text.startswith("-") else number
