"""A workbook while it is written: styles shared by their name, the same bytes for the same content.

XlsxWriter writes the file. Nobody is named as its author, and no time of writing is in it.
"""

import datetime as dt
from io import BytesIO
from typing import Any, cast

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from gongkai.findings import say
from gongkai.renders.spreadsheet.sheet import CellSheet, CellWorkbook
from gongkai.renders.spreadsheet.styles import STYLES

NO_DAY = dt.datetime(1980, 1, 1)  # noqa: DTZ001 - the format knows no zone; the first day that an archive can state
"""When a workbook is said to be made whose report has no day of publication."""
LONGEST_NAME = 31
"""Most characters of a sheet's name."""
LONGEST_TEXT = 32_767
"""Most characters of a cell."""
_A4 = 9
_NO_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


class Book:
    """A workbook while it is written."""

    def __init__(self, *, title: str, day: dt.datetime = NO_DAY) -> None:
        """Begin a workbook.

        Args:
            title: What its properties say it is.
            day: When they say it was made; the same report must give the same bytes.
        """
        self._file = BytesIO()
        self._book = CellWorkbook(self._file, {"in_memory": True})
        self._book.set_properties({"title": title, "created": day})
        self._book.set_calc_mode("auto")
        self._formats: dict[tuple[str, str], Format] = {}
        self._names: set[str] = set()

    def sheet(self, name: str) -> CellSheet:
        """A new sheet; what its name may not hold is left out, and no two have one name."""
        base = " ".join(name.translate(_NO_NAME).split())[:LONGEST_NAME] or "-"
        allowed, number = base, 1
        while allowed.lower() in self._names:
            number += 1
            allowed = f"{base[: LONGEST_NAME - len(str(number))]}{number}"
        self._names.add(allowed.lower())
        return cast("CellSheet", self._book.add_worksheet(allowed, CellSheet))

    def style(self, name: str, number: str = "") -> Format:
        """A style by its name in ``styles``, with a number format where it shows a number."""
        key = (name, number)
        known = self._formats.get(key)
        if known is None:
            properties: dict[str, Any] = {**STYLES[name], **({"num_format": number} if number else {})}
            known = self._formats[key] = self._book.add_format(properties)
        return known

    def bytes(self) -> bytes:
        """The file; nothing can be written afterwards."""
        self._book.close()
        return self._file.getvalue()


def merged(sheet: Worksheet, place: tuple[int, int], size: tuple[int, int], text: str, style: Format) -> None:
    """Write a text into a range of cells that is one cell, or into a single cell.

    Args:
        sheet: The sheet.
        place: Row and column.
        size: How many rows and columns.
        text: The text, which starts no formula whatever it begins with.
        style: Its style.
    """
    row, column = place
    height, width = size
    if (height, width) != (1, 1):
        sheet.merge_range(row, column, row + height - 1, column + width - 1, "", style)
    sheet.write_string(row, column, text, style)


def set_page(sheet: Worksheet, *, across: bool = False) -> None:
    """Set up how a sheet is printed: on A4, as wide as a page, numbered.

    Args:
        sheet: The sheet.
        across: Whether pages lie across.
    """
    sheet.hide_gridlines(2)
    sheet.set_paper(_A4)
    if across:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.6, top=0.75, bottom=0.75)
    sheet.center_horizontally()
    sheet.set_footer(f"&C&9{say('sheet.page')}")
