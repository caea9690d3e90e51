"""Cells of a workbook that show something else than the library reads there, each with what it shows.

The library takes a formula without a result, or with an error for a result, for an empty cell; it knows no number
formats; and it gives struck, white and raised characters like all others.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gongkai.figures import whole_number
from gongkai.findings import say
from gongkai.readers.files.archives import Archive
from gongkai.readers.files.office_xml import RELATIONS, SHEET, xml_root
from gongkai.readers.formats.workbook_parts.looks import CellLooks, looks_of, marked_texts, text_of
from gongkai.readers.formats.workbook_parts.number_formats import shown_number

_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_FORMULA_OR_ERROR = re.compile(rb"<(?:\w+:)?f[\s>/]|\bt=['\"](?:e|inlineStr)['\"]")

CellPlace = tuple[int, int]
"""Row and column, from 0."""


@dataclass(frozen=True, slots=True)
class _Workbook:
    """What the cells of all sheets refer to.

    Attributes:
        looks: By number of a style the looks that matter.
        marked: By number of a shared text, with its marks, where it has struck or raised characters.
    """

    looks: dict[int, CellLooks]
    marked: dict[int, str]

    def concerns(self, part: bytes) -> bool:
        """Whether a sheet may have any of the cells that are looked for."""
        return bool(self.looks or self.marked or _FORMULA_OR_ERROR.search(part))


def texts_as_shown(archive: Archive) -> dict[str, dict[CellPlace, str]]:
    """By name of the sheet the cells that show something else than is read there, each with its text.

    Args:
        archive: The parts of the workbook.

    Raises:
        ReadError: A part is broken.
    """
    book = _Workbook(looks_of(archive.part("xl/styles.xml")), marked_texts(archive.part("xl/sharedStrings.xml")))
    return {name: dict(_cells(archive.part(path) or b"", book)) for name, path in sheet_parts(archive)}


def sheet_parts(archive: Archive) -> Iterator[tuple[str, str]]:
    """Names of the sheets, and of their parts.

    Args:
        archive: The parts of the workbook.
    """
    book, links = archive.part("xl/workbook.xml"), archive.part("xl/_rels/workbook.xml.rels")
    if book is None or links is None:
        return
    targets = {link.get("Id"): link.get("Target") or "" for link in xml_root(links)}
    for sheet in xml_root(book).iter(f"{SHEET}sheet"):
        target = targets.get(sheet.get(f"{RELATIONS}id"), "")
        yield sheet.get("name") or "", target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _cells(part: bytes, book: _Workbook) -> Iterator[tuple[CellPlace, str]]:
    if not book.concerns(part):
        return
    for cell in xml_root(part).iter(f"{SHEET}c"):
        place = _PLACE.fullmatch(cell.get("r") or "")
        text = _shown(cell, book) if place is not None else None
        if place is not None and text is not None:
            column = 0
            for letter in place[1]:
                column = 26 * column + ord(letter) - 64
            yield (int(place[2]) - 1, column - 1), text


def _shown(cell: Any, book: _Workbook) -> str | None:
    """What a cell shows; None where that is what the library reads."""
    kind, value = cell.get("t") or "n", cell.findtext(f"{SHEET}v") or ""
    if kind == "e":
        return value.strip() or say("readers.no-result")
    if cell.find(f"{SHEET}f") is not None and not value.strip() and kind != "str":  # a text may have no characters
        return say("readers.no-result")
    looks = book.looks.get(_whole(cell.get("s")), CellLooks())
    text = None
    if kind == "s":
        text = book.marked.get(_whole(value))
    elif kind == "inlineStr":
        text = text_of(cell.find(f"{SHEET}is"))
    elif kind == "n" and looks.number_format:
        text = shown_number(value.strip(), looks.number_format)
    if (looks.struck or looks.white) and value.strip() and kind in {"n", "str"}:
        return f"[{say('readers.struck' if looks.struck else 'readers.white')}{text or value.strip()}]"
    return text


def _whole(text: str | None) -> int:
    return whole_number(text or "") or 0
