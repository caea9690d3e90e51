"""Notes lines, boxes and pictures of a Word file that float over figures of a table but are anchored elsewhere.

They are anchored to a paragraph, and only a program that lays out the page knows where they lie. So those are noted
that are anchored to the label of a row and extend beyond its cell, or to the paragraph right before or after a table
and extend into it; and those placed by the page, where a table has figures on it and they are no part of a heading.
What is anchored in the cell of a figure is reported there.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from gongkai.figures import whole_number
from gongkai.readers.document import FileNotice
from gongkai.readers.files.office_xml import WORD, xml_root
from gongkai.readers.formats.word_parts.drawn.floating import Floating, floating_objects
from gongkai.readers.formats.word_parts.drawn.page_places import Pages, text_in
from gongkai.readers.formats.workbook_parts.drawn.opaque import is_opaque

_MAY_FLOAT = re.compile(rb"<wp:anchor\b|position:\s*absolute")
_SEAL = 720_000
"""The least height of a picture that may be a seal, which is transparent, in English Metric Units (2 cm)."""
_OF_TWIP, _LINE = 635, 250_000
"""English metric units of a twentieth of a point; the height of a line of text."""
_MARGIN, _HEAD, _FOOT = 914_400, 2_700_000, 9_600_000
"""Width of the margin at the left of a page, and how far down its head ends and its foot begins."""
_DIGIT = re.compile(r"\d")
_IN_PLACE = re.compile(r"[-+]?\d[\d,.]*[件个宗条份人家起项次篇]?|(?:已|此件)?(?:作废|无效)")
"""What a box over a table may say in place of what is there."""
_LONGEST = 20


def drawn_over_tables(part: bytes, picture_of: Callable[[str], bytes] = lambda _: b"") -> Iterator[FileNotice]:
    """A notice of each thing that floats over a table and may strike out or cover its figures.

    Args:
        part: A main part of the file.
        picture_of: The picture with an id of the part; empty where there is none.
    """
    if not _MAY_FLOAT.search(part):
        return
    root: Any = xml_root(part)
    pages: Pages | None = None
    for item in floating_objects(root):
        if item.is_above and _is_seen(item, picture_of):
            pages = pages or Pages(root)
            if _reaches_figures(item, pages):
                paragraph = next(item.element.iterancestors(f"{WORD}p"), item.element)
                yield FileNotice("drawn-over", text_in(paragraph)[:_LONGEST])


def _is_seen(item: Floating, picture_of: Callable[[str], bytes]) -> bool:
    """Whether an object is a line, a filled shape, a figure in a box, a file within, or a picture other than a seal."""
    if next(item.element.iterancestors(f"{WORD}object"), None) is not None:  # a file within, of which a copy is seen
        return True
    text = "".join(text_in(item.element).split())
    if text:
        return _IN_PLACE.fullmatch(text) is not None
    if item.picture is not None:
        return item.height < _SEAL or is_opaque(picture_of(item.picture))
    return item.has_colour


def _reaches_figures(item: Floating, pages: Pages) -> bool:
    """Whether an object extends beyond the cell of a label, or from a paragraph or the page into a table."""
    cell = next(item.element.iterancestors(f"{WORD}tc"), None)
    if cell is not None and item.is_of_cell:
        width = cell.find(f"{WORD}tcPr/{WORD}tcW")
        room = (whole_number(width.get(f"{WORD}w") or "") or 0) * _OF_TWIP if width is not None else 0
        return not _DIGIT.search(text_in(cell)) and item.across + item.width > room and _has_figures(cell.getparent())
    if item.beside not in ("paragraph", "line"):
        return _may_lie_on_table(item, pages)
    ancestors = item.element.iterancestors(f"{WORD}p")
    block = next((one for one in ancestors if one.getparent().tag == f"{WORD}body"), None)
    before, behind = (block.getprevious(), block.getnext()) if block is not None else (None, None)
    down = item.down or 0
    if down < 0:
        return before is not None and before.tag == f"{WORD}tbl" and -down > _LINE
    return behind is not None and behind.tag == f"{WORD}tbl" and down + item.height > 2 * _LINE


def _may_lie_on_table(item: Floating, pages: Pages) -> bool:
    """Whether an object that is placed by the page may lie on figures: it is in no heading, no foot and no margin."""
    if not pages.have_figures_beside(item.element):
        return False
    is_beside = item.beside == "page" and item.across > 0 and item.across + item.width <= _MARGIN
    top = item.down if item.beside in ("page", "topMargin") or item.down is None else item.down + _MARGIN
    if is_beside or (top is not None and top >= _FOOT):
        return False
    is_in_head = item.is_line or (top is not None and top + item.height <= _HEAD)
    return not (is_in_head and pages.is_before_figures(item.element))


def _has_figures(row: Any) -> bool:
    return any(_DIGIT.search(text_in(cell)) for cell in row.iterchildren(f"{WORD}tc"))
