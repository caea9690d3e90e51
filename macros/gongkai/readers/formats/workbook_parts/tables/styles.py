"""What the styles of tables on sheets make of the looks of their cells: white figures on cells painted white, for one.

A style paints parts of a table, from the whole of it to its total row (ECMA-376 part 1, 18.8.40 and 18.18.93). It
yields to what is set on a cell: to a fill, and to a colour of characters other than the usual one of the workbook.
Styles that every program has are in no file; those that write in white on dark cells are listed here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from gongkai.figures import whole_number
from gongkai.readers.files.archives import Archive
from gongkai.readers.files.office_links import linked_parts
from gongkai.readers.files.office_looks import WHITE, Rgb
from gongkai.readers.files.office_xml import SHEET, xml_root
from gongkai.readers.formats.workbook_parts.conditional import colors_of_difference
from gongkai.readers.formats.workbook_parts.looks import CellLooks
from gongkai.readers.formats.workbook_parts.palette import Palette
from gongkai.readers.formats.workbook_parts.values import CellPlace, place_of

_ON = {"1", "true"}
_DARK: Rgb = (64, 64, 64)
"""In place of the dark colours of such styles, which depend on the theme: only dark characters are hidden in it."""
_WHITE_ON_DARK = {
    re.compile(r"TableStyleDark[1-7]"): ("wholeTable",),
    re.compile(r"TableStyleMedium(?:[89]|1\d|2[01])"): ("headerRow", "firstColumn", "lastColumn"),
    re.compile(r"TableStyleMedium[1-7]|TableStyleDark(?:[89]|1[01])"): ("headerRow",),
}

_Colors = tuple[Rgb | None, Rgb | None]
"""The colour of characters and the one behind them; None for what is left as it is."""


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of a sheet.

    Attributes:
        first: Its first cell.
        last: Its last cell.
        heads: How many rows of heads it has.
        totals: How many rows of totals.
        options: What it shows of its style: ``showFirstColumn``, ``showRowStripes`` and so on.
        parts: The colours of the parts of its style, by name, and for stripes how many rows or columns one has.
    """

    first: CellPlace
    last: CellPlace
    heads: int
    totals: int
    options: frozenset[str]
    parts: dict[str, tuple[_Colors, int]]

    def colors_at(self, place: CellPlace) -> _Colors:
        """The colours that it gives to one of its cells.

        Args:
            place: Where the cell is.
        """
        color: Rgb | None = None
        ground: Rgb | None = None
        for name in self._parts_at(place):
            (own_color, own_ground), _ = self.parts.get(name, ((None, None), 1))
            color, ground = own_color or color, own_ground or ground
        return color, ground

    def has(self, place: CellPlace) -> bool:
        """Whether a cell is one of its own."""
        return all(first <= at <= last for first, at, last in zip(self.first, place, self.last, strict=True))

    def _parts_at(self, place: CellPlace) -> Iterator[str]:
        """The parts of the style that a cell has, the ones that count more after the others."""
        (row, column), (top, left), (bottom, right) = place, self.first, self.last
        yield "wholeTable"
        is_head, is_total = row < top + self.heads, row > bottom - self.totals
        if "showColumnStripes" in self.options and not (is_head or is_total):
            yield self._stripe(("firstColumnStripe", "secondColumnStripe"), column - left)
        if "showRowStripes" in self.options and not (is_head or is_total):
            yield self._stripe(("firstRowStripe", "secondRowStripe"), row - top - self.heads)
        if "showLastColumn" in self.options and column == right:
            yield "lastColumn"
        if "showFirstColumn" in self.options and column == left:
            yield "firstColumn"
        if is_total:
            yield "totalRow"
        if is_head:
            yield "headerRow"

    def _stripe(self, names: tuple[str, str], number: int) -> str:
        sizes = [self.parts.get(name, (None, 1))[1] for name in names]
        return names[number % sum(sizes) >= sizes[0]]


class TableStyles:
    """The tables of a sheet.

    Args:
        archive: The parts of the workbook.
        sheet: The name of the part of the sheet.
        styles: The root of the part that defines the styles.
        palette: The colours of the workbook.
    """

    def __init__(self, archive: Archive, sheet: str, styles: Any, palette: Palette) -> None:
        self._styles, self._palette = styles, palette
        self._formats: list[Any] = styles.findall(f"{SHEET}dxfs/{SHEET}dxf")
        fills = [fill.find(f"{SHEET}patternFill") for fill in styles.iterfind(f"{SHEET}fills/{SHEET}fill")]
        self._filled = {
            number
            for number, item in enumerate(styles.iterfind(f"{SHEET}cellXfs/{SHEET}xf"))
            if (fill := whole_number(item.get("fillId") or "") or 0) < len(fills)
            and (fills[fill] is None or (fills[fill].get("patternType") or "none") != "none")
        }
        paths = [path for kind, _, path in linked_parts(archive, sheet) if kind.endswith("/table")]
        tables = (self._table(xml_root(part)) for path in paths if (part := archive.xml(path)))
        self._tables = [table for table in tables if table is not None and table.parts]

    def looks_at(self, place: CellPlace, style: int, looks: CellLooks, usual: CellLooks) -> CellLooks:
        """The looks of a cell, as the style of its table changes them.

        Args:
            place: Where the cell is.
            style: The number of its own style.
            looks: The looks that this style gives to it.
            usual: Those of a cell whose style nobody has set.
        """
        table = next((table for table in self._tables if table.has(place)), None)
        color, ground = table.colors_at(place) if table is not None else (None, None)
        if color is not None and looks.color == usual.color:
            looks = replace(looks, color=color)
        return looks if ground is None or style in self._filled else replace(looks, ground=ground)

    def _table(self, root: Any) -> _Table | None:
        first, _, last = (root.get("ref") or "").partition(":")
        begin, end = place_of(first), place_of(last or first)
        info = root.find(f"{SHEET}tableStyleInfo")
        if begin is None or end is None or info is None:
            return None
        heads, totals = (whole_number(root.get(name) or usual) or 0 for name, usual in _COUNTS)
        options = frozenset(name for name, value in info.attrib.items() if value in _ON)
        return _Table(begin, end, heads, totals, options, dict(self._parts(info.get("name") or "")))

    def _parts(self, name: str) -> Iterator[tuple[str, tuple[_Colors, int]]]:
        """The parts of a style with their colours, and the sizes of stripes."""
        for pattern, parts in _WHITE_ON_DARK.items():
            if pattern.fullmatch(name):
                yield from ((part, ((WHITE, _DARK), 1)) for part in parts)
        for style in self._styles.iterfind(f"{SHEET}tableStyles/{SHEET}tableStyle"):
            for item in style if style.get("name") == name else ():
                number = whole_number(item.get("dxfId") or "")
                if number is not None and number < len(self._formats):
                    colors = colors_of_difference(self._formats[number], self._palette)
                    yield item.get("type") or "", (colors, whole_number(item.get("size") or "") or 1)


_COUNTS = (("headerRowCount", "1"), ("totalsRowCount", "0"))
"""Rows of heads and of totals: the attributes that count them, each with its default."""
