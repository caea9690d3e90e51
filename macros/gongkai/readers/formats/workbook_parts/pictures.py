"""Pictures and text boxes that lie over the cells of a sheet: a cell below one that is empty is not blank.

Only those that fit into a cell count; a seal or a chart covers many rows.
"""

import posixpath
from collections.abc import Iterator
from typing import Any

from gongkai.figures import whole_number
from gongkai.readers.document.signs import words_of_picture
from gongkai.readers.files.archives import Archive
from gongkai.readers.files.office_xml import xml_root
from gongkai.readers.formats.workbook_parts.cells import sheet_parts
from gongkai.readers.formats.workbook_parts.values import CellPlace

_D = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MOST_ROWS, _MOST_COLUMNS = 2, 3
"""Cells that a picture in a cell reaches over at most, as it seldom fits exactly."""
_LONGEST = 40


def pictures_over_cells(archive: Archive) -> dict[str, dict[CellPlace, str]]:
    """By name of the sheet and by place what lies over the cells of a workbook.

    Args:
        archive: The parts of the workbook.

    Raises:
        ReadError: A part is broken.
    """
    return {name: _of_sheet(archive, path) for name, path in sheet_parts(archive)}


def _of_sheet(archive: Archive, sheet: str) -> dict[CellPlace, str]:
    folder, name = posixpath.split(sheet)
    links = archive.xml(f"{folder}/_rels/{name}.rels")
    places: dict[CellPlace, str] = {}
    for link in xml_root(links) if links else ():
        if (link.get("Type") or "").endswith("/drawing"):
            target = link.get("Target") or ""
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            places |= dict(_places(archive.xml(path)))
    return places


def _places(drawing: bytes | None) -> Iterator[tuple[CellPlace, str]]:
    for anchor in xml_root(drawing) if drawing else ():
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
