"""Pictures and text boxes that lie over the cells of a sheet: an empty cell below one of them is not blank.

Over an empty cell only those count that fit into a cell; a seal or a chart covers many rows. Over the middle of a
figure everything opaque counts: filled shapes, charts, and large pictures without transparent parts.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gongkai.figures import whole_number
from gongkai.readers.document.signs import words_of_picture
from gongkai.readers.files.archives import Archive
from gongkai.readers.files.office_xml import RELATIONS, xml_root
from gongkai.readers.formats.workbook_parts.cells import sheet_parts
from gongkai.readers.formats.workbook_parts.hidden import CellSizes
from gongkai.readers.formats.workbook_parts.values import CellPlace, sheet_root

_D = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MOST_ROWS, _MOST_COLUMNS = 2, 3
"""Cells that a picture in a cell reaches over at most, as it seldom fits exactly."""
_LONGEST = 40
_FILLS = tuple(f"{_A}{name}" for name in ("solidFill", "gradFill", "pattFill", "blipFill"))
_HALF_CLEAR = 50_000
"""Opacity, in thousandths of a per cent, below which figures can be seen through a shape."""
_MOST_LENGTH = 10**9
_WITHOUT_CLEAR_PARTS = (b"\xff\xd8", b"BM")
"""How pictures begin in the formats that have no transparency: JPEG and BMP."""
_PNG, _KIND_OF_PNG, _HEAD_OF_PNG = b"\x89PNG", 25, 2_000
_PNG_OF_COLORS = (b"\x00", b"\x02", b"\x03")
"""Colour types of PNG without an alpha channel; single colours may still be transparent (``tRNS``)."""

_Area = tuple[range, range]
"""Rows and columns, from 0."""


@dataclass(frozen=True, slots=True)
class CoveredCells:
    """The cells whose middle is covered by something opaque."""

    areas: tuple[_Area, ...]

    def __contains__(self, place: object) -> bool:
        """Whether a cell is one of them."""
        return isinstance(place, tuple) and any(
            place[0] in rows and place[1] in columns for rows, columns in self.areas
        )


def pictures_over_cells(archive: Archive) -> dict[str, dict[CellPlace, str]]:
    """By name of the sheet and by place what lies over the cells of a workbook.

    Args:
        archive: The parts of the workbook.

    Raises:
        ReadError: A part is broken.
    """
    return {name: _of_sheet(archive, path) for name, path in sheet_parts(archive)}


def covered_cells(archive: Archive) -> dict[str, CoveredCells]:
    """The cells whose middle is covered by a small picture or an opaque shape, by name of the sheet.

    Args:
        archive: The parts of the workbook.

    Raises:
        ReadError: A part is broken.
    """
    cells: dict[str, CoveredCells] = {}
    for name, path in sheet_parts(archive):
        anchors = [
            (anchor, _is_opaque(anchor, archive, drawing))
            for drawing, part in _drawings(archive, path)
            for anchor in xml_root(part)
            if _covers(anchor)
        ]
        if anchors:
            sizes = CellSizes(sheet_root(archive.part(path) or b""))
            areas = (_area(anchor, sizes, is_opaque=is_opaque) for anchor, is_opaque in anchors)
            cells[name] = CoveredCells(tuple(area for area in areas if area is not None))
    return cells


def _drawings(archive: Archive, sheet: str) -> Iterator[tuple[str, bytes]]:
    """The parts of the archive that hold what is drawn on a sheet, each after its name."""
    for kind, _, path in linked_parts(archive, sheet):
        part = archive.xml(path) if kind.endswith("/drawing") else None
        if part:
            yield path, part


def linked_parts(archive: Archive, part: str) -> Iterator[tuple[str, str, str]]:
    """The relationships of a part: the kind, the id and the name of each part that it refers to.

    Args:
        archive: The parts of the workbook.
        part: Name of the part.
    """
    folder, name = posixpath.split(part)
    links = archive.xml(f"{folder}/_rels/{name}.rels")
    for link in xml_root(links) if links else ():
        target = link.get("Target") or ""
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        yield link.get("Type") or "", link.get("Id") or "", path


def _of_sheet(archive: Archive, sheet: str) -> dict[CellPlace, str]:
    return {place: text for _, part in _drawings(archive, sheet) for place, text in _places(part)}


def _places(drawing: bytes) -> Iterator[tuple[CellPlace, str]]:
    for anchor in xml_root(drawing):
        shows = next(anchor.iter(f"{_D}pic"), None) is not None
        words = "".join(anchor.itertext(f"{_A}t")).strip()
        begin, end = _corner(anchor.find(f"{_D}from")), _corner(anchor.find(f"{_D}to"))
        if not (shows or words) or begin is None:
            continue
        last_row, last_column = end or begin
        if last_row - begin[0] < _MOST_ROWS and last_column - begin[1] < _MOST_COLUMNS:
            text = words_of_picture(words[:_LONGEST])
            for row in range(begin[0], last_row + 1):
                for column in range(begin[1], last_column + 1):
                    yield (row, column), text


def _corner(element: Any) -> CellPlace | None:
    if element is None:
        return None
    row, column = (whole_number((element.findtext(f"{_D}{name}") or "").strip()) for name in ("row", "col"))
    return (row, column) if row is not None and column is not None else None


def _covers(anchor: Any) -> bool:
    """Whether an anchored object is a picture, a chart, or a shape that is not transparent."""
    if any(item.get("hidden") in ("1", "true") for item in anchor.iter(f"{_D}cNvPr")):
        return False
    looks = anchor.find(f"{_D}sp/{_D}spPr")
    if looks is None:
        return any(anchor.find(f"{_D}{name}") is not None for name in ("pic", "graphicFrame"))
    if looks.find(f"{_A}noFill") is not None:
        return False
    fill = next(looks.iterchildren(*_FILLS), None)
    if fill is None:
        style = anchor.find(f"{_D}sp/{_D}style/{_A}fillRef")
        return style is not None and style.get("idx") != "0"
    clear = (whole_number(item.get("val") or "") for item in fill.iter(f"{_A}alpha"))
    return not any(share is not None and share < _HALF_CLEAR for share in clear)


def _is_opaque(anchor: Any, archive: Archive, drawing: str) -> bool:
    """Whether an anchored object is no picture, or a picture without transparent parts."""
    picture = anchor.find(f"{_D}pic")
    blip = next(picture.iter(f"{_A}blip"), None) if picture is not None else None
    if blip is None:
        return picture is None
    if any(blip.find(f"{_A}{name}") is not None for name in ("alphaModFix", "clrChange")):
        return False
    key = blip.get(f"{RELATIONS}embed")
    part = next((archive.part(path) for _, name, path in linked_parts(archive, drawing) if name == key), None) or b""
    if part.startswith(_PNG):
        return part[_KIND_OF_PNG : _KIND_OF_PNG + 1] in _PNG_OF_COLORS and b"tRNS" not in part[:_HEAD_OF_PNG]
    return part.startswith(_WITHOUT_CLEAR_PARTS)


def _area(anchor: Any, sizes: CellSizes, *, is_opaque: bool) -> _Area | None:
    """The cells whose middle an anchored object covers; None for a seal, which is not part of a cell."""
    sides: list[range] = []
    for axis, name, length, most in (("row", "rowOff", "cy", _MOST_ROWS), ("col", "colOff", "cx", _MOST_COLUMNS)):
        begin, end = (_number(anchor, f"{_D}{corner}/{_D}{axis}") for corner in ("from", "to"))
        before, behind = (_number(anchor, f"{_D}{corner}/{_D}{name}") or 0 for corner in ("from", "to"))
        if begin is None:
            return None
        if end is None:
            size = anchor.find(f"{_D}ext")
            reach = before + min(whole_number((size.get(length) or "") if size is not None else "") or 0, _MOST_LENGTH)
            end, remainder = sizes.end(axis, begin, reach)
            behind = round(remainder)
        if not is_opaque and end - begin >= most:
            return None
        first = begin + (before > sizes.of(axis, begin) / 2)
        sides.append(range(first, end + (behind > sizes.of(axis, end) / 2)))
    return sides[0], sides[1]


def _number(anchor: Any, path: str) -> int | None:
    return whole_number((anchor.findtext(path) or "").strip())
