"""Noughts of a workbook that its sheets do not show, by their number format or by the switch of the sheet.

They are read as noughts; on paper their cells are blank, which is for a person to see.
"""

from collections.abc import Iterator
from typing import Any

from gongkai.figures import whole_number
from gongkai.readers.files.archives import Archive
from gongkai.readers.files.office_xml import SHEET, xml_root
from gongkai.readers.formats.workbook_parts.cells import sheet_parts
from gongkai.readers.formats.workbook_parts.looks import looks_of
from gongkai.readers.formats.workbook_parts.number_formats import hides_nought
from gongkai.readers.formats.workbook_parts.palette import Palette

_OFF = {"0", "false"}


def hidden_noughts(archive: Archive) -> dict[str, list[str]]:
    """By name of the sheet the names of its cells with a nought that they do not show, of those that have any.

    Args:
        archive: The parts of the workbook.

    Raises:
        ReadError: A part is broken.
    """
    part = archive.part("xl/styles.xml")
    styles: Any = xml_root(part) if part else None
    looks = looks_of(styles, Palette(archive, styles)) if styles is not None else []
    hiding = {str(number) for number, item in enumerate(looks) if hides_nought(item.number_format)}
    cells = {name: list(_of_sheet(archive.part(path) or b"", hiding)) for name, path in sheet_parts(archive)}
    return {name: places for name, places in cells.items() if places}


def _of_sheet(part: bytes, hiding: set[str]) -> Iterator[str]:
    """The names of the cells of a sheet.

    Args:
        part: The part of the sheet.
        hiding: Numbers of the styles that show no nought.
    """
    if not hiding and b"showZeros" not in part:
        return
    sheet = xml_root(part)
    view = next(sheet.iter(f"{SHEET}sheetView"), None)
    shows_none = view is not None and view.get("showZeros") in _OFF
    for cell in sheet.iter(f"{SHEET}c"):
        is_number = (cell.get("t") or "n") == "n"
        if is_number and (shows_none or cell.get("s") in hiding) and _is_nought(cell.findtext(f"{SHEET}v") or ""):
            yield cell.get("r") or ""


def _is_nought(value: str) -> bool:
    return whole_number(value) == 0 or value in ("0.0", "-0")
