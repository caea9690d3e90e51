"""Formulas of a workbook whose results it does not hold: programs that do not calculate write them so.

What reads workbooks takes such a cell for an empty one, and it is not.
"""

import re
from collections.abc import Iterator

from lxml import etree

from gongkai.readers.files.archives import Archive

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")

CellPlace = tuple[int, int]
"""Row and column, from 0."""


def cells_without_result(archive: Archive) -> dict[str, frozenset[CellPlace]]:
    """By name of the sheet the cells with a formula and without its result.

    Args:
        archive: The parts of the workbook.

    Raises:
        ReadError: A part is broken.
    """
    return {name: frozenset(_cells(archive.part(path) or b"")) for name, path in _sheets(archive)}


def _sheets(archive: Archive) -> Iterator[tuple[str, str]]:
    """Names of the sheets, and of their parts."""
    book, links = archive.part("xl/workbook.xml"), archive.part("xl/_rels/workbook.xml.rels")
    if book is None or links is None:
        return
    targets = {link.get("Id"): link.get("Target") or "" for link in _xml(links)}
    for sheet in _xml(book).iter(f"{_S}sheet"):
        target = targets.get(sheet.get(f"{_R}id"), "")
        yield sheet.get("name") or "", target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _cells(part: bytes) -> Iterator[CellPlace]:
    if not _FORMULA.search(part):
        return
    for cell in _xml(part).iter(f"{_S}c"):
        place = _PLACE.fullmatch(cell.get("r") or "")
        if place is not None and cell.find(f"{_S}f") is not None and not _has_result(cell):
            column = 0
            for letter in place[1]:
                column = 26 * column + ord(letter) - 64
            yield int(place[2]) - 1, column - 1


def _has_result(cell: etree._Element) -> bool:
    """Whether the result is there; that of a formula that gives a text may be no characters."""
    value = cell.find(f"{_S}v")
    return value is not None and (bool((value.text or "").strip()) or cell.get("t") == "str")


def _xml(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
