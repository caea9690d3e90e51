"""Controls of forms and embedded objects on a sheet, which lie over its cells: buttons, lists, boxes, OLE objects.

They are stored as VML, which is often not well-formed XML: only their kinds and places are looked for in it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.readers.files.archives import Archive
from gongkai.readers.files.office_links import linked_parts
from gongkai.readers.formats.workbook_parts.drawn.shapes import SheetStretch
from gongkai.readers.formats.workbook_parts.hidden import CellSizes

_SHAPE = re.compile(
    rb"<v:(?:shape|rect|oval|roundrect|image)\b([^<>]*)>(.*?)</v:(?:shape|rect|oval|roundrect|image)>", re.DOTALL
)
_KIND = re.compile(rb"<x:ClientData\s[^<>]*ObjectType=['\"](\w+)['\"]")
_ANCHOR = re.compile(rb"<x:Anchor>\s*(\d+(?:\s*,\s*\d+){7})\s*</x:Anchor>")
_OPAQUE = frozenset({b"Button", b"Drop", b"List", b"Edit", b"Spin", b"Scroll"})
_OBJECTS = frozenset({b"Pict", b"Rect", b"Movie"})
"""Kinds of objects that are opaque only if they are filled."""
_NOTE, _SHOWN = b"Note", re.compile(rb"<x:Visible\s*/?>(?!\s*[Ff]alse)")
"""A comment, and what says that it is always shown."""
_NOT_FILLED = re.compile(rb"filled=['\"](?:f|false)['\"]")
_HIDDEN = re.compile(rb"visibility\s*:\s*hidden")
_OF_PIXEL, _MOST_STEPS = 9_525, 1_000


@dataclass(frozen=True, slots=True)
class Control:
    """A control or an object.

    Attributes:
        rows: The rows over which it lies.
        columns: The columns.
        is_note: Whether it is a comment, which is no content of the cells below it.
    """

    rows: SheetStretch
    columns: SheetStretch
    is_note: bool = False


def forms_of(archive: Archive, sheet: str) -> Iterator[bytes]:
    """The parts with the controls and comments of a sheet.

    Args:
        archive: The parts of the workbook.
        sheet: The name of the part of the sheet.
    """
    for kind, _, path in linked_parts(archive, sheet):
        part = archive.part(path) if kind.endswith("/vmlDrawing") else None
        if part:
            yield part


def controls_on(form: bytes, sizes: CellSizes) -> Iterator[Control]:
    """The controls and objects that cover what is below them.

    Args:
        form: A part with controls.
        sizes: The sizes of the cells of its sheet.
    """
    for looks, content in _SHAPE.findall(form):
        name, anchor = _KIND.search(content), _ANCHOR.search(content)
        if name is None or anchor is None or _HIDDEN.search(looks):
            continue
        is_shown = name[1] in _OPAQUE or (name[1] == _NOTE and _SHOWN.search(content) is not None)
        if is_shown or (name[1] in _OBJECTS and not _NOT_FILLED.search(looks)):
            left, x, top, y, right, end, bottom, foot = (int(number) for number in anchor[1].split(b","))
            rows, columns = ((top, y), (bottom, foot)), ((left, x), (right, end))
            yield Control(_stretch("row", *rows, sizes), _stretch("col", *columns, sizes), name[1] == _NOTE)


def _stretch(axis: str, begin: tuple[int, int], end: tuple[int, int], sizes: CellSizes) -> SheetStretch:
    """The rows or columns between two ends, each given as a row or column and an offset within it in pixels."""
    (first, before), (last, behind) = begin, end
    length = sum(sizes.of(axis, number) for number in range(first, min(last, first + _MOST_STEPS)))
    return SheetStretch(axis, first, before * _OF_PIXEL, max(length + (behind - before) * _OF_PIXEL, 0))
