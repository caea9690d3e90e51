"""Noughts of a workbook that its sheets do not show, by a number format, a conditional one or the switch of the sheet.

They are read as noughts; on paper their cells are blank, which is for a person to see.
"""

from collections.abc import Iterator
from typing import Any

from gongkai.figures import whole_number
from gongkai.readers.files.archives import Archive
from gongkai.readers.files.office_xml import SHEET, xml_root
from gongkai.readers.formats.workbook_parts.cells import sheet_parts
from gongkai.readers.formats.workbook_parts.conditional import ConditionalFormat, conditional_formats
from gongkai.readers.formats.workbook_parts.looks import CellLooks, looks_of
from gongkai.readers.formats.workbook_parts.number_formats import hides_nought
from gongkai.readers.formats.workbook_parts.palette import Palette
from gongkai.readers.formats.workbook_parts.values import place_of, sheet_root

_OFF = {"0", "false"}


def hidden_noughts(archive: Archive) -> dict[str, list[str]]:
    """The names of the cells with a 0 that is not shown, by name of the sheet; sheets without any are left out.

    Args:
        archive: The parts of the workbook.

    Raises:
        ReadError: A part is broken.
    """
    part = archive.part("xl/styles.xml")
    styles: Any = xml_root(part or b"<none/>")
    cell_styles = _Styles(styles, Palette(archive, styles))
    cells = {name: list(cell_styles.cells(archive.part(path) or b"")) for name, path in sheet_parts(archive)}
    return {name: places for name, places in cells.items() if places}


class _Styles:
    """The styles of the cells of all sheets.

    Args:
        styles: The root of the part that defines them.
        palette: The colours of the workbook.
    """

    def __init__(self, styles: Any, palette: Palette) -> None:
        self._styles, self._palette = styles, palette
        self._looks = looks_of(styles, palette)
        self._hiding = {number for number, item in enumerate(self._looks) if hides_nought(item.number_format)}

    def cells(self, part: bytes) -> Iterator[str]:
        """The names of the cells of a sheet with a nought that it does not show.

        Args:
            part: The part of the sheet.
        """
        is_conditional = b"conditionalFormatting" in part
        if not (self._hiding or is_conditional or b"showZeros" in part):
            return
        sheet = sheet_root(part)
        view = next(sheet.iter(f"{SHEET}sheetView"), None)
        shows_none = view is not None and view.get("showZeros") in _OFF
        rules = conditional_formats(sheet, self._styles, self._palette) if is_conditional else []
        for cell in sheet.iter(f"{SHEET}c"):
            is_number = (cell.get("t") or "n") == "n"
            if is_number and _is_nought(cell.findtext(f"{SHEET}v") or "") and (shows_none or self._hides(cell, rules)):
                yield cell.get("r") or ""

    def _hides(self, cell: Any, rules: list[ConditionalFormat]) -> bool:
        """Whether the style of a cell, or a conditional format, hides a nought there."""
        number = whole_number(cell.get("s") or "") or 0
        looks = self._looks[number] if number < len(self._looks) else CellLooks()
        place = place_of(cell.get("r") or "") if rules else None
        return number in self._hiding or (
            place is not None and any(rule.may_hide_nought(place, looks) for rule in rules)
        )


def _is_nought(value: str) -> bool:
    return whole_number(value) == 0 or value in ("0.0", "-0")
