"""Values of cells, their formats and the names of columns as a workbook shows them.

Numbers are stored as binary fractions and are written with the fifteen digits that a workbook shows.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from gongkai.figures import whole_number
from gongkai.readers.document.spans import TooLargeError
from gongkai.readers.document.whitespace import BREAK, lines_of
from gongkai.readers.files.office_xml import SHEET, xml_root

CellPlace = tuple[int, int]
"""Row and column, from 0."""
_WITHOUT_NAME = re.compile(rb"<(?:\w+:)?(?:c|row)(?=[\s>/])(?![^>]*\sr=)")
"""A cell or a row that does not say where it is: it follows the one before it."""
_LONGEST_FORMAT = 255
"""Characters of a number format, of which Excel takes no more."""
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
MOST_PLACES = 60_000
"""Cells of a sheet, with the blank ones at its edges that have a format."""


def format_code(element: Any) -> str:
    """The code of a number format, as far as programs take it.

    Args:
        element: Its element ``numFmt``.
    """
    return (element.get("formatCode") or "")[:_LONGEST_FORMAT]


def place_of(name: str) -> CellPlace | None:
    """Where a cell is; None where that is not its name.

    Args:
        name: Such as ``B7``.
    """
    match = _PLACE.fullmatch(name)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = 26 * column + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def sheet_root(part: bytes) -> Any:
    """The root of the part of a sheet, with the names of cells and numbers of rows that it leaves to be counted.

    Args:
        part: What ``Archive.part`` gives.

    Raises:
        lxml.etree.XMLSyntaxError: It is no XML.
    """
    root = xml_root(part)
    if _WITHOUT_NAME.search(part) is None:
        return root
    row_number = 0
    for row in root.iter(f"{SHEET}row"):
        row_number = whole_number(row.get("r") or "") or row_number + 1
        row.set("r", str(row_number))
        column = 0
        for cell in row.iterchildren(f"{SHEET}c"):
            place = place_of(cell.get("r") or "")
            column = place[1] + 1 if place is not None else column + 1
            cell.set("r", f"{column_letters(column)}{row_number}")
    return root


@cache
def column_letters(column: int) -> str:
    """The name of a column: A for 1, AA for 27.

    Args:
        column: Its number from 1.
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


_NO_COUNT = Decimal("1e21")
_MOST_DIGITS = 10
"""The most digits of a number with decimal places that a cell without a format shows."""


def text_of_value(value: Any) -> str:
    """A value as its sheet shows it, but for number formats, which the library drops (see ``cells``).

    Args:
        value: As the library reads it.
    """
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, str):
        return "\n".join(lines_of(value.replace("\r\n", BREAK).replace("\n", BREAK)))
    return str(value)


def _number(value: float) -> str:
    """A number with ten digits if it has decimal places, as a sheet shows it, else with fifteen; without an exponent.

    Further digits are the noise of binary fractions and of sums. One that is no count of anything is written as it is,
    with its exponent: it costs its cell, not the file.
    """
    number = Decimal(f"{value:.15g}")
    if not number.is_finite() or abs(number) >= _NO_COUNT:
        return f"{value:.15g}".upper() if number.is_finite() else "#NUM!"
    places = _MOST_DIGITS - len(str(abs(int(number))))
    if number % 1 and places >= 0:
        number = round(number, places).normalize()
    digits = format(number, "f")
    return "0" if digits == "-0" else digits


def with_texts(
    rows: Sequence[Sequence[str]], first: CellPlace, texts: Mapping[CellPlace, str]
) -> tuple[list[list[str]], CellPlace]:
    """The texts of an area with others in the place of some of them, and the first cell of the area.

    The area grows where such a text stands outside of it: the library that reads workbooks leaves out the rows and
    columns at the edges of a sheet that hold nothing but formulas without results.

    Args:
        rows: The texts of the area, row by row.
        first: Its first cell.
        texts: The other texts, by place in the workbook.

    Raises:
        TooLargeError: It would have more cells than a sheet may have.
    """
    places = [place for place, text in texts.items() if text]
    if rows and rows[0]:
        places += [first, (first[0] + len(rows) - 1, first[1] + len(rows[0]) - 1)]
    if not places:
        return [list(row) for row in rows], first
    top, left = min(row for row, _ in places), min(column for _, column in places)
    bottom, right = max(row for row, _ in places), max(column for _, column in places)
    if (bottom - top + 1) * (right - left + 1) > MOST_PLACES:
        raise TooLargeError
    area = [[""] * (right - left + 1) for _ in range(top, bottom + 1)]
    for number, row in enumerate(rows, first[0] - top):
        area[number][first[1] - left : first[1] - left + len(row)] = row
    for (row_number, column), text in texts.items():
        if top <= row_number <= bottom and left <= column <= right:
            area[row_number - top][column - left] = text
    return area, (top, left)
