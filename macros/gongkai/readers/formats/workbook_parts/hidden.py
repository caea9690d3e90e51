"""Rows and columns of a workbook that its sheets do not show, and the sheets that it does not show at all."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from gongkai.figures import whole_number
from gongkai.readers.files.archives import Archive
from gongkai.readers.files.office_xml import SHEET
from gongkai.readers.formats.workbook_parts.cells import sheet_parts
from gongkai.readers.formats.workbook_parts.values import sheet_root

_LOWEST, _NARROWEST = 2.0, 0.4
"""Height in points and width in characters up to which nothing of a row or a column is seen."""
_MAY_HIDE = re.compile(rb'hidden=|width="0|ht="[012][".]')
_SIZE = re.compile(r"\d{1,9}(?:\.\d{1,20})?")
_MOST = 16_384
"""Columns of a sheet at most."""


@dataclass(frozen=True, slots=True)
class HiddenParts:
    """Numbers of the rows and columns that a sheet does not show, from 0."""

    rows: frozenset[int] = field(default_factory=frozenset)
    columns: frozenset[int] = field(default_factory=frozenset)


def hidden_parts(archive: Archive) -> dict[str, HiddenParts]:
    """By name of the sheet what it does not show, of those that hide anything.

    Args:
        archive: The parts of the workbook.

    Raises:
        ReadError: A part is broken.
    """
    parts = {name: archive.part(path) or b"" for name, path in sheet_parts(archive)}
    return {name: _of_sheet(sheet_root(part)) for name, part in parts.items() if _MAY_HIDE.search(part)}


def _of_sheet(sheet: Any) -> HiddenParts:
    columns = (range(first, last + 1) for item in sheet.iter(f"{SHEET}col") for first, last in _hidden_columns(item))
    rows = (
        number - 1
        for item in sheet.iter(f"{SHEET}row")
        if _is_hidden(item, "ht", _LOWEST) and (number := whole_number(item.get("r") or "")) is not None
    )
    return HiddenParts(frozenset(rows), frozenset(column for part in columns for column in part))


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
