"""How large the rows and columns of the sheets of a workbook are, and which ones its sheets do not show."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from gongkai.figures import whole_number
from gongkai.readers.files.archives import Archive
from gongkai.readers.files.office_xml import SHEET
from gongkai.readers.formats.workbook_parts.cells import sheet_parts
from gongkai.readers.formats.workbook_parts.values import sheet_root

LOWEST, _NARROWEST = 4.0, 0.4
"""Height in points and width in characters up to which nothing of a row or a column is seen."""
_MAY_HIDE = re.compile(rb'hidden=|[wW]idth="0|ht="[0-4][".]')
_SIZE = re.compile(r"\d{1,9}(?:\.\d{1,20})?")
_USUAL_HEIGHT, _USUAL_WIDTH = 15.0, 9.14
_OF_POINT, _OF_CHARACTER = 12_700, 66_675
"""English Metric Units (EMU) in a point, and in one digit of a column's width."""
_MOST_STEPS = 1_000
_MOST = 16_384
"""Columns of a sheet at most."""


@dataclass(frozen=True, slots=True)
class HiddenParts:
    """Numbers of the rows and columns that a sheet does not show, from 0."""

    rows: frozenset[int] = field(default_factory=frozenset)
    columns: frozenset[int] = field(default_factory=frozenset)


def hidden_parts(archive: Archive) -> dict[str, HiddenParts]:
    """What each sheet does not show, by its name; sheets that hide nothing are left out.

    Args:
        archive: The parts of the workbook.

    Raises:
        ReadError: A part is broken.
    """
    parts = {name: archive.part(path) or b"" for name, path in sheet_parts(archive)}
    return {name: _of_sheet(sheet_root(part)) for name, part in parts.items() if _MAY_HIDE.search(part)}


def _of_sheet(sheet: Any) -> HiddenParts:
    columns = (bounds for item in sheet.iter(f"{SHEET}col") for bounds in _hidden_columns(item))
    rows = (
        number - 1
        for item in sheet.iter(f"{SHEET}row")
        if _is_hidden(item, "ht", LOWEST) and (number := whole_number(item.get("r") or "")) is not None
    )
    return HiddenParts(frozenset(rows), _columns_in(columns) | _not_named(sheet))


def _columns_in(bounds: Iterable[tuple[int, int]]) -> frozenset[int]:
    """The numbers of columns, by the first and last ones of ranges, which a file may repeat without end."""
    columns: set[int] = set()
    following = 0
    for first, last in sorted(bounds):
        columns.update(range(max(first, following), last + 1))
        following = max(following, last + 1)
    return frozenset(columns)


def _not_named(sheet: Any) -> frozenset[int]:
    """The columns for which no width is stated, where the usual width is nought."""
    usual = next(sheet.iter(f"{SHEET}sheetFormatPr"), None)
    if usual is None or not _is_hidden(usual, "defaultColWidth", _NARROWEST):
        return frozenset()
    bounds = (
        (whole_number(item.get(name) or "") or 0 for name in ("min", "max")) for item in sheet.iter(f"{SHEET}col")
    )
    return frozenset(range(_MOST)) - _columns_in((first - 1, min(last, _MOST) - 1) for first, last in bounds)


def _hidden_columns(item: Any) -> Iterator[tuple[int, int]]:
    """The first and last of some columns that are hidden together."""
    first, last = (whole_number(item.get(name) or "") for name in ("min", "max"))
    if _is_hidden(item, "width", _NARROWEST) and first is not None and last is not None:
        yield first - 1, min(last, _MOST) - 1


def _is_hidden(item: Any, measure: str, least: float) -> bool:
    if item.get("hidden") in ("1", "true"):
        return True
    size = item.get(measure) or ""
    return _SIZE.fullmatch(size) is not None and float(size) <= least


class CellSizes:
    """The sizes of the rows and columns of a sheet in English Metric Units (EMU), in which its shapes are measured.

    Args:
        sheet: The root of its part.
    """

    def __init__(self, sheet: Any) -> None:
        usual = next(sheet.iter(f"{SHEET}sheetFormatPr"), None)
        height, width = (
            (usual.get(name) or "") if usual is not None else "" for name in ("defaultRowHeight", "defaultColWidth")
        )
        self._usual = {
            "row": _size(height, _USUAL_HEIGHT) * _OF_POINT,
            "col": _size(width, _USUAL_WIDTH) * _OF_CHARACTER,
        }
        self._rows = {
            (whole_number(item.get("r") or "") or 0) - 1: _size(item.get("ht") or "", _USUAL_HEIGHT) * _OF_POINT
            for item in sheet.iter(f"{SHEET}row")
            if item.get("ht")
        }
        self._columns = [
            (
                range((whole_number(item.get("min") or "") or 1) - 1, whole_number(item.get("max") or "") or 0),
                _size(item.get("width") or "", _USUAL_WIDTH) * _OF_CHARACTER,
            )
            for item in sheet.iter(f"{SHEET}col")
        ]
        self._widths: dict[int, float] = {}
        self._hidden = _of_sheet(sheet).columns

    def of(self, axis: str, number: int) -> float:
        """The height of a row, or the width of a column.

        Args:
            axis: ``row`` or ``col``.
            number: Which one, from 0.
        """
        if axis == "row":
            return self._rows.get(number, self._usual[axis])
        if number not in self._widths:
            widths = (width for columns, width in self._columns if number in columns)
            self._widths[number] = next(widths, self._usual[axis])
        return self._widths[number]

    def digits(self, column: int) -> float:
        """The width of a column in digits of the usual font; 0 where it is hidden.

        Args:
            column: Which one, from 0.
        """
        return 0.0 if column in self._hidden else self.of("col", column) / _OF_CHARACTER

    def height_of(self, row: Any) -> float | None:
        """The height of a row in points; None if the row grows with its contents.

        Args:
            row: Its element.
        """
        return _size(row.get("ht") or "", _USUAL_HEIGHT) if row.get("customHeight") in ("1", "true") else None

    def end(self, axis: str, number: int, length: float) -> tuple[int, float]:
        """The row or column in which something ends, and how far within it.

        Args:
            axis: ``row`` or ``col``.
            number: The row or column in which it begins, from 0.
            length: Its length, measured from the beginning of that row or column.
        """
        for _ in range(_MOST_STEPS):
            size = self.of(axis, number)
            if length <= size:
                break
            number, length = number + 1, length - size
        return number, length


def _size(text: str, usual: float) -> float:
    return float(text) if _SIZE.fullmatch(text) else usual
