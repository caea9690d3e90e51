"""Pictures and text boxes that lie over the cells of a sheet: an empty cell below one of them is not blank.

Only pictures that fit into a cell, controls, and opaque pictures count; a seal or a chart covers many rows.
"""

from collections.abc import Iterator
from typing import Any

from gongkai.figures import whole_number
from gongkai.readers.document.signs import words_of_picture
from gongkai.readers.files.archives import Archive
from gongkai.readers.files.office_xml import xml_root
from gongkai.readers.formats.workbook_parts.cells import sheet_parts
from gongkai.readers.formats.workbook_parts.drawn.covered import places_below
from gongkai.readers.formats.workbook_parts.drawn.shapes import (
    DRAWING,
    MOST_COLUMNS,
    MOST_ROWS,
    TEXT_OF_SHAPE,
    drawings_of,
)
from gongkai.readers.formats.workbook_parts.values import CellPlace

_LONGEST = 40


def pictures_over_cells(archive: Archive) -> dict[str, dict[CellPlace, str]]:
    """What lies over the cells of a workbook, by name of the sheet and by place.

    Args:
        archive: The parts of the workbook.

    Raises:
        ReadError: A part is broken.
    """
    return {name: _of_sheet(archive, path) for name, path in sheet_parts(archive)}


def _of_sheet(archive: Archive, sheet: str) -> dict[CellPlace, str]:
    places = dict.fromkeys(places_below(archive, sheet), words_of_picture(""))
    return places | {place: text for _, part in drawings_of(archive, sheet) for place, text in _places(part)}


def _places(drawing: bytes) -> Iterator[tuple[CellPlace, str]]:
    for anchor in xml_root(drawing):
        shows = next(anchor.iter(f"{DRAWING}pic"), None) is not None
        words = "".join(anchor.itertext(TEXT_OF_SHAPE)).strip()
        begin, end = _corner(anchor.find(f"{DRAWING}from")), _corner(anchor.find(f"{DRAWING}to"))
        if not (shows or words) or begin is None:
            continue
        last_row, last_column = end or begin
        if last_row - begin[0] < MOST_ROWS and last_column - begin[1] < MOST_COLUMNS:
            text = words_of_picture(words[:_LONGEST])
            for row in range(begin[0], last_row + 1):
                for column in range(begin[1], last_column + 1):
                    yield (row, column), text


def _corner(element: Any) -> CellPlace | None:
    if element is None:
        return None
    row, column = (whole_number((element.findtext(f"{DRAWING}{name}") or "").strip()) for name in ("row", "col"))
    return (row, column) if row is not None and column is not None else None
