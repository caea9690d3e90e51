"""Cells of a workbook that show something else than the library reads there, each with what it shows.

The library takes a formula without a result, or with an error for a result, for an empty cell; it knows no number
formats; and it gives struck, white, tiny and raised characters like all others.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from gongkai.figures import whole_number
from gongkai.findings import say
from gongkai.readers.document.signs import words_of_picture
from gongkai.readers.files.archives import Archive
from gongkai.readers.files.office_xml import RELATIONS, SHEET, xml_root
from gongkai.readers.formats.workbook_parts.conditional import ConditionalFormat, conditional_formats
from gongkai.readers.formats.workbook_parts.formulas import SheetResults, calculates_anew
from gongkai.readers.formats.workbook_parts.looks import CellLooks, looks_of
from gongkai.readers.formats.workbook_parts.number_formats import shown_number, shown_text
from gongkai.readers.formats.workbook_parts.palette import Palette
from gongkai.readers.formats.workbook_parts.tables import TableStyles
from gongkai.readers.formats.workbook_parts.texts import FIGURE, marked_text, plain_text
from gongkai.readers.formats.workbook_parts.values import CellPlace, place_of, sheet_root

_FORMULA_OR_ERROR = re.compile(rb"<(?:\w+:)?f[\s>/]|\bt=['\"](?:e|inlineStr)['\"]")
_PICTURE_IN_CELL = "=DISPIMG("
"""How the result of the formula begins by which WPS shows a picture in a cell (嵌入单元格)."""
_NO_STYLES = xml_root(b"<none/>")


@dataclass(frozen=True, slots=True)
class _ShownCell:
    """What says how a figure is shown.

    Attributes:
        name: What the cell is called, such as ``B7``.
        looks: The looks of its cell.
        rules: The conditional formats of its sheet.
        is_number: Whether it is stored as a number, and not as a text.
    """

    name: str
    looks: CellLooks
    rules: list[ConditionalFormat]
    is_number: bool

    def figure(self, value: str, text: str | None) -> str | None:
        """What the cell shows, if something else than its figure.

        Args:
            value: The figure.
            text: What its number format, or single characters, make of it; None for nothing else.
        """
        if not value:
            return None
        words = say("readers.struck") if self.looks.struck else self.looks.why_unseen(value if self.is_number else "")
        if words:
            return f"[{words}{text or value}]"
        place = place_of(self.name) if self.rules else None
        if place and any(rule.may_change(place, value, self.looks, is_number=self.is_number) for rule in self.rules):
            return say("readers.conditional", {"stored": text or value})
        return text


class _Workbook:
    """What the cells of all sheets refer to.

    Args:
        archive: The parts of the workbook.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        styles, self._shared = archive.part("xl/styles.xml"), archive.part("xl/sharedStrings.xml") or b""
        self._styles = xml_root(styles) if styles else _NO_STYLES
        self._palette = Palette(archive, self._styles)
        self._looks = looks_of(self._styles, self._palette)
        self._special_styles = {number for number, looks in enumerate(self._looks) if looks.has_any()}
        self._has_runs = b"rPr" in self._shared
        self._calculates_anew = calculates_anew(archive)

    @cached_property
    def _texts(self) -> list[Any]:
        """The texts that cells refer to by number."""
        return list(xml_root(self._shared).iterchildren(f"{SHEET}si")) if self._shared else []

    def shown(self, path: str) -> Iterator[tuple[CellPlace, str]]:
        """The cells of a sheet that show something else than is read there, with what they show.

        Args:
            path: The name of the part of the sheet.
        """
        part = self._archive.part(path) or b""
        has_tables = b"tablePart" in part
        is_conditional = b"conditionalFormatting" in part
        is_special = bool(self._special_styles or self._has_runs or is_conditional or has_tables)
        if not (is_special or _FORMULA_OR_ERROR.search(part)):
            return
        root = sheet_root(part)
        rules = conditional_formats(root, self._styles, self._palette) if is_conditional else []
        results = SheetResults(root) if b"<f" in part or b":f" in part else None
        tables = TableStyles(self._archive, path, self._styles, self._palette) if has_tables else None
        shows_formulas = any(view.get("showFormulas") in {"1", "true"} for view in root.iter(f"{SHEET}sheetView"))
        for cell in root.iter(f"{SHEET}c"):
            text = _formula_shown(cell) if shows_formulas else None
            text = self._shown(cell, rules, tables) if text is None else text
            if text is None and results is not None and cell.find(f"{SHEET}f") is not None:
                text = self._result(cell, results)
            place = place_of(cell.get("r") or "") if text is not None else None
            if place is not None and text is not None:
                yield place, text

    def _result(self, cell: Any, results: SheetResults) -> str | None:
        """What to say of a formula whose stored result is wrong, or may never have been computed; None for others."""
        place, value = place_of(cell.get("r") or ""), (cell.findtext(f"{SHEET}v") or "").strip()
        kind = cell.get("t") or "n"
        if place is None or not (kind == "n" or (kind == "str" and FIGURE.fullmatch(value))):
            return None
        words = results.why_another(place)
        if words:
            return say(words, {"stored": value})
        if kind != "n":
            return None
        result = results.differs(place)
        if result is not None:
            return say("readers.other-result", {"stored": value, "result": f"{result:.15g}"})
        if self._calculates_anew and value == "0" and not results.is_known(place):
            return say("readers.no-result")
        return None

    def _looks_of(self, cell: Any, tables: TableStyles | None) -> CellLooks:
        number = whole_number(cell.get("s") or "") or 0
        looks = self._looks[number] if number < len(self._looks) else CellLooks()
        place = place_of(cell.get("r") or "") if tables is not None else None
        if tables is None or place is None:
            return looks
        return tables.looks_at(place, number, looks, self._looks[0] if self._looks else CellLooks())

    def _shown(self, cell: Any, rules: list[ConditionalFormat], tables: TableStyles | None) -> str | None:
        """What a cell shows; None where that is what the library reads."""
        kind, value = cell.get("t") or "n", (cell.findtext(f"{SHEET}v") or "").strip()
        if kind == "e":
            return value or say("readers.no-result")
        is_empty_text = kind == "str" and cell.find(f"{SHEET}v") is not None  # a text may have no characters
        if cell.find(f"{SHEET}f") is not None and not value and not is_empty_text:
            return say("readers.no-result")
        number = whole_number(cell.get("s") or "") or 0
        if kind == "n" and not rules and tables is None and number not in self._special_styles:
            return None
        looks = self._looks_of(cell, tables)
        if kind == "n":
            number_shown = shown_number(value, looks.number_format)
            return _ShownCell(cell.get("r") or "", looks, rules, is_number=True).figure(value, number_shown)
        if kind in {"s", "str", "inlineStr"}:
            return self._text_shown(cell, kind, value, _ShownCell(cell.get("r") or "", looks, rules, is_number=False))
        return None

    def _text_shown(self, cell: Any, kind: str, value: str, shown_cell: _ShownCell) -> str | None:
        """What a cell with a text shows, where that is not the text that it holds; else None."""
        looks = shown_cell.looks
        item = cell.find(f"{SHEET}is") if kind == "inlineStr" else None
        has_runs = self._has_runs if kind == "s" else item is not None and item.find(f"{SHEET}r") is not None
        if not (has_runs or shown_cell.rules or looks.changes_texts()):
            return words_of_picture("") if kind == "str" and value.startswith(_PICTURE_IN_CELL) else None
        if kind == "s":
            number = whole_number(value)
            item = self._texts[number] if number is not None and number < len(self._texts) else None
        marked = marked_text(item, looks, self._palette) if item is not None else None
        text = value if kind == "str" else plain_text(item).strip() if item is not None else ""
        if FIGURE.fullmatch(text):
            return shown_cell.figure(text, marked or shown_text(text, looks.number_format))
        return f"[{say('readers.struck')}{marked or text}]" if looks.struck and text else marked


def _formula_shown(cell: Any) -> str | None:
    """What a cell with a formula shows on a sheet that shows formulas; None for any other cell."""
    formula = cell.find(f"{SHEET}f")
    if formula is None:
        return None
    stored = (cell.findtext(f"{SHEET}v") or "").strip()
    return say("readers.shown-as", {"stored": stored, "shown": f"={formula.text or ''}"})


def texts_as_shown(archive: Archive) -> dict[str, dict[CellPlace, str]]:
    """The cells that show something other than what is read there, each with its text, by name of the sheet.

    Args:
        archive: The parts of the workbook.

    Raises:
        ReadError: A part is broken.
    """
    book = _Workbook(archive)
    return {name: dict(book.shown(path)) for name, path in sheet_parts(archive)}


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
