"""Finds figures of a workbook that are too wide for their column: a text is cut off, and a number shown as ####.

The width of a column is counted in digits of the default font (ECMA-376 part 1, 18.3.1.13), so a text can be measured
without its font: a Chinese character is as wide as two digits. What is only a little too wide is not reported.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import ceil, inf
from typing import Any

from gongkai.figures import whole_number
from gongkai.readers.files.archives import Archive
from gongkai.readers.files.office_xml import SHEET, xml_root
from gongkai.readers.formats.workbook_parts.cells import sheet_parts
from gongkai.readers.formats.workbook_parts.format_codes.sections import read_section, split_code
from gongkai.readers.formats.workbook_parts.hidden import LOWEST, CellSizes
from gongkai.readers.formats.workbook_parts.looks import codes_of_styles
from gongkai.readers.formats.workbook_parts.texts import FIGURE
from gongkai.readers.formats.workbook_parts.values import CellPlace, place_of, sheet_root

_ROOM = 0.5
"""Space that a column needs beside a number, in digits; a text may lose as much and can still be read."""
_DECIMALS = re.compile(r"(\.\d\d)\d+")
"""Decimal places of an amount, of which two matter."""
_OF_COMMA, _IN_GROUP, _OF_SPACE = 0.4, 3, 0.5
"""The width of a comma between groups of digits, how many these have, and the width of a space beside a number."""
_NARROW = ".,"
"""Signs half as wide as a digit."""
_OF_LINE = 1.1
"""Height of a line of text, in units of its font size."""
_SEEN, _SEEN_OF_SMALLER, _DIGIT = 0.75, 0.6, 0.5
"""How much of the height of characters must be seen, also of some that are made smaller, and the width of a digit, in
units of their font size."""
_LEAST_SHARE = 4
"""By how much characters are made smaller at which they cannot be read."""
_USUAL_SIZE = 11.0
OF_INDENT = 1.2
"""The least width of one step of an indent, in digits."""
_INDENTED = ("left", "right", "distributed")
"""The alignments that have indents."""
_YES = ("1", "true")


@dataclass(frozen=True, slots=True)
class CellLayout:
    """How a style lays out what is in its cells.

    Attributes:
        size: Its font size, relative to the default one.
        points: Its font size in points.
        side: The horizontal alignment: ``general``, ``left``, ``right``, ``center`` and others.
        wraps: Whether a text continues on the next line.
        indent: How far from the side its texts begin, in digits of the default font.
        turned: Whether it is rotated.
        shrinks: Whether it is made smaller until it fits.
        fits: Whether nothing is ever cut off, because text is repeated to fill the cell.
        code: The code of its number format.
    """

    size: float = 1.0
    points: float = _USUAL_SIZE
    side: str = "general"
    wraps: bool = False
    indent: float = 0.0
    turned: bool = False
    shrinks: bool = False
    fits: bool = False
    code: str = ""


def figures_cut(archive: Archive, texts: Mapping[str, Mapping[CellPlace, str]]) -> dict[str, set[CellPlace]]:
    """The cells whose figures are not shown in full, by name of the sheet.

    Args:
        archive: The parts of the workbook.
        texts: What the cells hold, as their formats show it, by name of the sheet and by place; without empty cells.

    Raises:
        ReadError: A part is broken.
    """
    styles = archive.part("xl/styles.xml")
    layouts = _layouts(xml_root(styles)) if styles else []
    return {
        name: set(_CellWidths(sheet_root(archive.part(path) or b""), layouts, texts[name]).cut())
        for name, path in sheet_parts(archive)
        if any(map(FIGURE.fullmatch, texts.get(name, {}).values()))
    }


def least_width(text: str, size: float, *, is_number: bool) -> float:
    """The least width of a column, in digits, that shows a figure which is alone in its row.

    Args:
        text: The figure as its format shows it.
        size: Its font size, relative to the default one.
        is_number: Whether it is stored as a number, and not as a text.
    """
    return _digits(_rounded(text)) * size + _ROOM if is_number else _digits(text) * size - _ROOM


def added_width(code: str, text: str) -> float:
    """How wide what a number format adds to a figure is, in digits: commas, a unit, room beside it.

    Args:
        code: The code of the format.
        text: The figure, which may have the unit already.
    """
    first = split_code(code)[0]
    section = read_section(first)
    whole = text.lstrip("-").partition(".")[0]
    has_commas = "," in section.digits.rstrip(",") and whole.isdecimal()
    literals = (part for part in (section.before.strip(), section.behind.strip()) if part not in text)
    commas = _OF_COMMA * ((len(whole) - 1) // _IN_GROUP) if has_commas else 0.0
    return commas + sum(map(_digits, literals)) + _OF_SPACE * first.count("_")


def _layouts(styles: Any) -> list[CellLayout]:
    """The layouts of the styles of cells, in the order of their numbers."""
    fonts, bases, own = (styles.find(f"{SHEET}{name}") for name in ("fonts", "cellStyleXfs", "cellXfs"))
    points = [_points(font.find(f"{SHEET}sz")) for font in (fonts if fonts is not None else ())]

    def size_of(item: Any) -> float:
        number = whole_number(item.get("fontId") or "0") or 0
        return points[number] if number < len(points) else _USUAL_SIZE

    usual = size_of(bases[0]) if bases is not None and len(bases) else _USUAL_SIZE
    return [
        _layout(item.find(f"{SHEET}alignment"), size_of(item), usual, code)
        for item, code in zip(own if own is not None else (), codes_of_styles(styles), strict=True)
    ]


def _layout(alignment: Any, points: float, usual: float, code: str) -> CellLayout:
    looks = alignment.attrib if alignment is not None else {}
    side = looks.get("horizontal", "general")
    return CellLayout(
        points / usual,
        points,
        side,
        indent=OF_INDENT * (whole_number(looks.get("indent", "0")) or 0) if side in _INDENTED else 0.0,
        wraps=looks.get("wrapText") in _YES or side in {"justify", "distributed"},
        turned=looks.get("textRotation", "0") != "0",
        shrinks=looks.get("shrinkToFit") in _YES,
        fits=side == "fill",
        code=code,
    )


def _points(size: Any) -> float:
    try:
        return max(float(size.get("val") or ""), 1.0) if size is not None else _USUAL_SIZE
    except ValueError:
        return _USUAL_SIZE


class _CellWidths:
    """Compares the cells of a sheet with the widths of its columns.

    Args:
        sheet: The root of its part.
        layouts: The layouts of the styles of cells, in the order of their numbers.
        texts: What its cells hold.
    """

    def __init__(self, sheet: Any, layouts: list[CellLayout], texts: Mapping[CellPlace, str]) -> None:
        self._sheet, self._layouts, self._texts = sheet, layouts, texts
        self._sizes = CellSizes(sheet)
        self._last = max((column for _, column in texts), default=0)

    @cached_property
    def _merged(self) -> dict[CellPlace, range]:
        """The columns of merged cells, by their first cell; a text in merged cells never runs over their edge."""
        merged: dict[CellPlace, range] = {}
        for item in self._sheet.iter(f"{SHEET}mergeCell"):
            begin, end = (place_of(name) for name in (item.get("ref") or ":").partition(":")[::2])
            if begin is not None and end is not None:
                merged[begin] = range(begin[1], end[1] + 1)
        return merged

    def cut(self) -> Iterator[CellPlace]:
        """The places of figures that are not shown in full."""
        for row in self._sheet.iter(f"{SHEET}row"):
            height = self._sizes.height_of(row)
            for cell in row.iterchildren(f"{SHEET}c"):
                place = place_of(cell.get("r") or "")
                text = self._texts.get(place, "") if place is not None else ""
                if place is None or FIGURE.fullmatch(text) is None:
                    continue
                number = whole_number(cell.get("s") or "") or 0
                layout = self._layouts[number] if number < len(self._layouts) else CellLayout()
                is_number = (cell.get("t") or "n") == "n"
                if not layout.fits and self._is_cut(place, text.strip(), layout, height, is_number=is_number):
                    yield place

    def _is_cut(
        self, place: CellPlace, text: str, layout: CellLayout, height: float | None, *, is_number: bool
    ) -> bool:
        columns = self._merged.get(place, range(place[1], place[1] + 1))
        width = sum(map(self._sizes.digits, columns))
        need = _digits(_rounded(text) if is_number else text) * layout.size
        if not width:
            return False  # the column is hidden
        is_low = height is not None and place not in self._merged and _is_higher(need / layout.size, layout, height)
        if is_low or layout.turned or layout.shrinks:
            return is_low or (not layout.turned and need > _LEAST_SHARE * width)
        if is_number:
            return need + _ROOM + layout.indent + added_width(layout.code, text) * layout.size > width
        if layout.wraps:
            lines = ceil(need / max(width - layout.indent, 1.0))
            return lines > 1 and height is not None and lines * layout.points * _OF_LINE > height
        need += layout.indent
        excess = (need - width) / 2 if layout.side.startswith("center") else need - width
        if excess <= _ROOM or place in self._merged:
            return excess > _ROOM
        before, behind = range(place[1] - 1, -1, -1), range(place[1] + 1, self._last + 1)
        sides = {"right": (before,), "center": (before, behind), "centerContinuous": (before, behind)}
        return any(excess - self._room(place[0], others) > _ROOM for others in sides.get(layout.side, (behind,)))

    def _room(self, row: int, others: range) -> float:
        """How many digits of room a text has in the empty cells beside its own, up to the next cell that is filled."""
        room = 0.0
        for column in others:
            if self._texts.get((row, column)):
                return room
            room += self._sizes.digits(column)
        return room if others.step < 0 else inf


def _is_higher(length: float, layout: CellLayout, height: float) -> bool:
    """Whether a row shows less of a figure than can be read; one that is as good as hidden is none of these.

    Args:
        length: How many digits it has.
        layout: That of its cell.
        height: That of the row in points.
    """
    share = _SEEN_OF_SMALLER if layout.shrinks else _SEEN
    return LOWEST < height < layout.points * (length * _DIGIT if layout.turned else share)


def _rounded(number: str) -> str:
    """A number cut to the decimal places that matter: a cell without a format shows as many as there is room for."""
    return _DECIMALS.sub(r"\1", number)


def _digits(text: str) -> float:
    """How wide a text is, in digits."""
    return sum(0.5 if sign in _NARROW else 2.0 if unicodedata.east_asian_width(sign) in "WF" else 1.0 for sign in text)
