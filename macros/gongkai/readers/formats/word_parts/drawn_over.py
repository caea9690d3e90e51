"""Notes lines, boxes and pictures of a Word file that float over figures of a table but are anchored elsewhere.

They are anchored to a paragraph, and only a program that lays out the page knows where they lie. So those are noted
that are anchored to the label of a row and extend beyond its cell, or to the paragraph right before or after a table
and extend into it. What is anchored in the cell of a figure is reported there.
"""

import re
from collections.abc import Iterator
from typing import Any

from gongkai.figures import whole_number
from gongkai.readers.document import FileNotice
from gongkai.readers.files.office_xml import WORD, xml_root

_MAY_FLOAT = re.compile(rb"<wp:anchor\b|position:\s*absolute")
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_LOOKS = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_SHAPES = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_OFFSETS = [f"{_DRAWING}position{side}/{_DRAWING}posOffset" for side in ("H", "V")]
_SEAL = 720_000
"""The least height of a picture that is taken for a seal, which is transparent, in English Metric Units (2 cm)."""
_OF_TWIP, _LINE = 635, 250_000
"""English metric units of a twentieth of a point; the height of a line of text."""
_DIGIT = re.compile(r"\d")
_LONGEST = 20


def drawn_over_tables(part: bytes) -> Iterator[FileNotice]:
    """A notice of each thing that floats over a table and may strike out or cover its figures.

    Args:
        part: A main part of the file.
    """
    if not _MAY_FLOAT.search(part):
        return
    root: Any = xml_root(part)
    for anchor in root.iter(f"{_DRAWING}anchor"):
        if anchor.get("behindDoc") not in ("1", "true") and _is_seen(anchor) and _reaches_figures(anchor):
            paragraph = next(anchor.iterancestors(f"{WORD}p"), anchor)
            yield FileNotice("drawn-over", _text(paragraph)[:_LONGEST])


def _is_seen(anchor: Any) -> bool:
    """Whether an object is a line, a filled shape without text, or a picture other than a seal; copies do not count."""
    if next(anchor.iterancestors(_FALLBACK), None) is not None or _text(anchor).strip():
        return False
    if next(anchor.iter(_PICTURE), None) is not None:
        return _size(anchor, "cy") < _SEAL
    return any(map(_has_colour, anchor.iter(f"{_SHAPES}spPr")))


def _has_colour(looks: Any) -> bool:
    form = looks.find(f"{_LOOKS}prstGeom")
    is_line = form is not None and ("line" in form.get("prst", "") or "Connector" in form.get("prst", ""))
    return looks.find(f"{_LOOKS}ln/{_LOOKS}noFill" if is_line else f"{_LOOKS}noFill") is None


def _reaches_figures(anchor: Any) -> bool:
    """Whether an anchored object extends beyond the cell of a label, or from a paragraph into the table beside it."""
    offsets = [(anchor.findtext(path) or "").strip() for path in _OFFSETS]
    across, down = (whole_number(offset.removeprefix("-")) or 0 for offset in offsets)
    cell = next(anchor.iterancestors(f"{WORD}tc"), None)
    if cell is not None:
        width = cell.find(f"{WORD}tcPr/{WORD}tcW")
        room = (whole_number(width.get(f"{WORD}w") or "") or 0) * _OF_TWIP if width is not None else 0
        return not _DIGIT.search(_text(cell)) and across + _size(anchor, "cx") > room and _has_figures(cell.getparent())
    place = anchor.find(f"{_DRAWING}positionV")
    if place is None or place.get("relativeFrom") not in ("paragraph", "line"):
        return False
    block = next((item for item in anchor.iterancestors(f"{WORD}p") if item.getparent().tag == f"{WORD}body"), None)
    before, behind = (block.getprevious(), block.getnext()) if block is not None else (None, None)
    if offsets[1].startswith("-"):
        return before is not None and before.tag == f"{WORD}tbl" and down > _LINE
    return behind is not None and behind.tag == f"{WORD}tbl" and down + _size(anchor, "cy") > 2 * _LINE


def _has_figures(row: Any) -> bool:
    return any(_DIGIT.search(_text(cell)) for cell in row.iterchildren(f"{WORD}tc"))


def _size(anchor: Any, side: str) -> int:
    extent = anchor.find(f"{_DRAWING}extent")
    return (whole_number(extent.get(side) or "") or 0) if extent is not None else 0


def _text(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(f"{WORD}t"))
