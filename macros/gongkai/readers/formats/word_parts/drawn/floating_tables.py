"""Notes tables of a Word file that float where another table is: figures of one cover those of the other.

A table with a place of its own (``w:tblpPr``, ECMA-376 part 1, 17.4.57) may overlap others unless it says that it never
does (17.4.56). How high it is only a program that lays out the page knows, so the least is assumed. LibreOffice makes a
text box with a table in it of one that floats in an old file (.doc).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from gongkai.figures import whole_number
from gongkai.readers.document import FileNotice
from gongkai.readers.files.office_xml import WORD, xml_root
from gongkai.readers.formats.word_parts.drawn.floating import floating_objects
from gongkai.readers.formats.word_parts.drawn.page_places import Pages, text_in

_MAY_FLOAT = re.compile(rb"<w:tblpPr[\s/>]|<w:txbxContent[\s>]")
_OF_TWIP = 635
"""English Metric Units in a twentieth of a point."""
_MOST = 400
"""Floating tables that are compared; a report has a few."""
_LINE = 240
"""The least height of a row or of a line of text, in twentieths of a point."""
_OVERLAP = 120
"""By how much two tables must overlap at least: their edges may touch."""
_DIGIT = re.compile(r"\d")
_LONGEST = 20


@dataclass(frozen=True, slots=True)
class _Floating:
    """A table with a place of its own; lengths are in twentieths of a point.

    Attributes:
        element: Its element.
        block: What stands in the text where it is anchored: itself, or the paragraph with its text box.
        anchor: What its place is measured from: a page or margin, or the paragraph behind it.
        top: How far down it begins; None where it is placed by a word such as ``bottom``.
        left: How far right it begins; None where it is placed by a word such as ``center``.
        height: Its least height.
        width: Its least width.
    """

    element: Any
    block: Any
    anchor: tuple[str, Any]
    top: int | None
    left: int | None
    height: int
    width: int


def tables_over_tables(part: bytes) -> Iterator[FileNotice]:
    """A notice of each table that floats and covers a part of another one.

    Args:
        part: A main part of the file.
    """
    if not _MAY_FLOAT.search(part):
        return
    root: Any = xml_root(part)
    tables = [table for table in root.iter(f"{WORD}tbl") if next(table.iterancestors(f"{WORD}tc"), None) is None]
    pages = Pages(root)
    floating = [item for table in tables if (item := _floating(table, pages)) is not None]
    floating += _in_boxes(root, pages)
    if len(floating) > _MOST:
        yield FileNotice("drawn-over", text_in(floating[_MOST].element)[:_LONGEST])
        floating = floating[:_MOST]
    over = [item.element for item in floating if _is_over_the_one_before(item)]
    over += [other.element for one, other in combinations(floating, 2) if _overlap(one, other)]
    for table in dict.fromkeys(over):
        yield FileNotice("drawn-over", text_in(table)[:_LONGEST])


def _floating(table: Any, pages: Pages) -> _Floating | None:
    """A table as one with a place of its own; None where it has none, or moves aside for others."""
    place, overlap = (table.find(f"{WORD}tblPr/{WORD}{name}") for name in ("tblpPr", "tblOverlap"))
    if place is None or (overlap is not None and overlap.get(f"{WORD}val") == "never"):
        return None
    beside = place.get(f"{WORD}vertAnchor") or "margin"
    following = next((item for item in table.itersiblings() if item.tag != f"{WORD}tbl"), None)
    rows = list(table.iter(f"{WORD}tr"))
    columns = table.iterfind(f"{WORD}tblGrid/{WORD}gridCol")
    return _Floating(
        table,
        table,
        (beside, following if beside == "text" else pages.page_of(table)),
        None if place.get(f"{WORD}tblpYSpec") else _signed(place.get(f"{WORD}tblpY")),
        None if place.get(f"{WORD}tblpXSpec") else _signed(place.get(f"{WORD}tblpX")),
        sum(
            max(_signed(height.get(f"{WORD}val")) if height is not None else 0, _LINE) for height in map(_height, rows)
        ),
        sum(_signed(column.get(f"{WORD}w")) for column in columns),
    )


def _in_boxes(root: Any, pages: Pages) -> Iterator[_Floating]:
    """The tables in text boxes that float, outside of other tables."""
    for box in floating_objects(root):
        table = next(box.element.iter(f"{WORD}tbl"), None)
        paragraph = next(box.element.iterancestors(f"{WORD}p"), None)
        if table is None or paragraph is None or next(paragraph.iterancestors(f"{WORD}tc"), None) is not None:
            continue
        is_of_text = box.beside in ("paragraph", "line")
        yield _Floating(
            table,
            paragraph,
            ("text", paragraph) if is_of_text else (box.beside, pages.page_of(paragraph)),
            None if box.down is None else box.down // _OF_TWIP,
            box.across // _OF_TWIP,
            box.height // _OF_TWIP,
            box.width // _OF_TWIP,
        )


def _height(row: Any) -> Any:
    return row.find(f"{WORD}trPr/{WORD}trHeight")


def _signed(text: str | None) -> int:
    number = whole_number((text or "").removeprefix("-")) or 0
    return -number if (text or "").startswith("-") else number


def _is_over_the_one_before(item: _Floating) -> bool:
    """Whether a table is moved up from the paragraph behind it, or that of its box, into the table before it."""
    if item.anchor[0] != "text" or item.top is None or item.top >= 0:
        return False
    room, before = -item.top - _LINE, item.block.getprevious()
    while before is not None and before.tag == f"{WORD}p" and not text_in(before) and room > 0:
        room, before = room - _LINE, before.getprevious()
    is_table = before is not None and before.tag == f"{WORD}tbl"
    return is_table and room > 0 and before.find(f"{WORD}tblPr/{WORD}tblpPr") is None and _has_figures(before)


def _overlap(one: _Floating, other: _Floating) -> bool:
    """Whether two tables with one anchor lie on each other; those that follow each other at one place are one table."""
    if one.anchor != other.anchor or not (_has_figures(one.element) or _has_figures(other.element)):
        return False
    if other.element.getprevious() is one.element and (one.top, one.left) == (other.top, other.left):
        return False
    return _share(one.top, one.height, other.top, other.height) and _share(one.left, one.width, other.left, other.width)


def _share(begin: int | None, length: int, other_begin: int | None, other_length: int) -> bool:
    """Whether two stretches overlap; those placed by a word do where both are."""
    if begin is None or other_begin is None:
        return begin is other_begin
    return min(begin + length, other_begin + other_length) - max(begin, other_begin) > _OVERLAP


def _has_figures(table: Any) -> bool:
    return _DIGIT.search(text_in(table)) is not None
