"""The shapes that are anchored to the cells of a sheet, each with its place; those in groups are given one by one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gongkai.figures import whole_number
from gongkai.readers.files.archives import Archive
from gongkai.readers.files.office_links import linked_parts
from gongkai.readers.files.office_xml import xml_root
from gongkai.readers.formats.workbook_parts.hidden import CellSizes

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
LOOKS = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
TEXT_OF_SHAPE = f"{LOOKS}t"
MOST_ROWS, MOST_COLUMNS = 2, 3
"""The most rows and columns that a picture in a cell may touch, as it seldom fits exactly."""
_EITHER = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_KINDS = frozenset(f"{DRAWING}{name}" for name in ("sp", "pic", "graphicFrame", "cxnSp"))
_GROUP = f"{DRAWING}grpSp"
_MOST_LENGTH = 10**9
_MOST_STEPS = 1_000
_DEEPEST = 8
_AXES = (("row", "rowOff", "cy", "y"), ("col", "colOff", "cx", "x"))
_WHOLE = (0.0, 1.0)

Share = tuple[float, float]
"""Where something begins and ends, as shares of a length."""


@dataclass(frozen=True, slots=True)
class SheetStretch:
    """A stretch of rows or of columns.

    Attributes:
        axis: ``row`` or ``col``.
        first: The row or column in which it begins, from 0.
        offset: How far within that, in English metric units.
        length: How long it is, likewise.
    """

    axis: str
    first: int
    offset: float
    length: float

    def part(self, share: Share) -> "SheetStretch":
        """A part of it.

        Args:
            share: Where it begins and ends.
        """
        begin, end = share
        return SheetStretch(self.axis, self.first, self.offset + begin * self.length, (end - begin) * self.length)

    def cells(self, sizes: CellSizes) -> range:
        """The rows or columns whose middle it covers.

        Args:
            sizes: Those of the sheet.
        """
        first, before = sizes.end(self.axis, self.first, self.offset)
        last, behind = sizes.end(self.axis, self.first, self.offset + self.length)
        return range(first + (before > sizes.of(self.axis, first) / 2), last + (behind > sizes.of(self.axis, last) / 2))

    def touched(self, sizes: CellSizes) -> int:
        """How many rows or columns it extends beyond the first one.

        Args:
            sizes: Those of the sheet.
        """
        first, _ = sizes.end(self.axis, self.first, self.offset)
        return sizes.end(self.axis, self.first, self.offset + self.length)[0] - first


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape, picture, chart or line on a sheet.

    Attributes:
        element: Its element.
        rows: The rows over which it lies.
        columns: The columns.
    """

    element: Any
    rows: SheetStretch
    columns: SheetStretch


def drawings_of(archive: Archive, sheet: str) -> Iterator[tuple[str, bytes]]:
    """The parts of the archive that hold what is drawn on a sheet, each after its name.

    Args:
        archive: The parts of the workbook.
        sheet: The name of the part of the sheet.
    """
    for kind, _, path in linked_parts(archive, sheet):
        part = archive.xml(path) if kind.endswith("/drawing") else None
        if part:
            yield path, part


def shapes_on(drawing: bytes, sizes: CellSizes) -> Iterator[Shape]:
    """The shapes of a drawing that are shown.

    Args:
        drawing: The part.
        sizes: The sizes of the cells of its sheet.
    """
    for anchor in _without_alternatives(xml_root(drawing)):
        rows, columns = (_stretch(anchor, sizes, names) for names in _AXES)
        if rows is not None and columns is not None:
            for element, across, down in _parts(anchor, _WHOLE, _WHOLE, 0):
                yield Shape(element, rows.part(down), columns.part(across))


def _without_alternatives(parent: Any) -> Iterator[Any]:
    """The children of an element; of alternatives for new and for old programs, the one for new programs.

    Ink is an element of its own only for new programs, and a picture for all others: there the picture is taken.
    """
    for item in parent.iterchildren("*"):
        if item.tag != f"{_EITHER}AlternateContent":
            yield item
            continue
        choices = [list(choice) for choice in item.iterchildren("*")]
        usable = [
            parts
            for parts in choices
            if any(part.tag in _KINDS or part.tag == _GROUP or _is_anchor(part) for part in parts)
        ]
        yield from usable[0] if usable else ()


def _is_anchor(element: Any) -> bool:
    return str(element.tag).endswith("Anchor")


def _parts(parent: Any, across: Share, down: Share, depth: int) -> Iterator[tuple[Any, Share, Share]]:
    """The shapes in an anchor or a group, each with the shares of the anchor that it takes."""
    for item in _without_alternatives(parent):
        if item.tag in _KINDS:
            if not _is_hidden(item):
                yield item, *(_shares_in(parent, item, across, down) if depth else (across, down))
        elif item.tag == _GROUP and depth < _DEEPEST and not _is_hidden(item):
            inner = _shares_in(parent, item, across, down) if depth else (across, down)
            yield from _parts(item, *inner, depth + 1)


def _is_hidden(item: Any) -> bool:
    own = next(item.iterchildren("*"), None)  # its name and whether it is shown
    names = own.iter(f"{DRAWING}cNvPr") if own is not None else ()
    return any(name.get("hidden") in ("1", "true") for name in names)


def _shares_in(group: Any, item: Any, across: Share, down: Share) -> tuple[Share, Share]:
    """The shares of the anchor that a part of a group takes; those of the whole group if the part's are not known."""
    frame = group.find(f"{DRAWING}grpSpPr/{LOOKS}xfrm")
    own = next(item.iter(f"{LOOKS}xfrm", f"{DRAWING}xfrm"), None)
    if frame is None or own is None:
        return across, down
    shares: list[Share] = []
    for (begin, end), place, size in ((across, "x", "cx"), (down, "y", "cy")):
        origin, whole = _number(frame, "chOff", place), _number(frame, "chExt", size)
        offset, length = _number(own, "off", place), _number(own, "ext", size)
        if origin is None or not whole or offset is None or length is None:
            shares.append((begin, end))
            continue
        first = begin + (end - begin) * (offset - origin) / whole
        shares.append((first, first + (end - begin) * length / whole))
    return shares[0], shares[1]


def _number(frame: Any, name: str, attribute: str) -> int | None:
    item = frame.find(f"{LOOKS}{name}")
    text = (item.get(attribute) or "") if item is not None else ""
    number = whole_number(text.removeprefix("-"))
    return -number if number is not None and text.startswith("-") else number


def _stretch(anchor: Any, sizes: CellSizes, names: tuple[str, str, str, str]) -> SheetStretch | None:
    """The rows or columns over which an anchor lies."""
    axis, name, length, place = names
    begin, end = (_text(anchor, f"{DRAWING}{corner}/{DRAWING}{axis}") for corner in ("from", "to"))
    before, behind = (_text(anchor, f"{DRAWING}{corner}/{DRAWING}{name}") or 0 for corner in ("from", "to"))
    size, position = anchor.find(f"{DRAWING}ext"), anchor.find(f"{DRAWING}pos")
    if begin is None and position is not None:
        begin, before = 0, whole_number(position.get(place) or "") or 0
    if begin is None:
        return None
    if end is None:
        reach = min(whole_number((size.get(length) or "") if size is not None else "") or 0, _MOST_LENGTH)
    else:
        reach = round(sum(sizes.of(axis, number) for number in range(begin, min(end, begin + _MOST_STEPS))))
        reach += behind - before
    return SheetStretch(axis, begin, before, max(reach, 0))


def _text(anchor: Any, path: str) -> int | None:
    return whole_number((anchor.findtext(path) or "").strip())
