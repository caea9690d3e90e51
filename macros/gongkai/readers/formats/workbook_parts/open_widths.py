"""Whether a figure of an OpenDocument workbook (.ods) is wider than its column, or something is drawn on its sheets.

The widths of columns are in their styles (OpenDocument 1.3, part 3, 20.272); cells and columns that repeat are stored
once with their number (19.675 and 19.679).
"""

import re
from typing import Any

from gongkai.figures import whole_number
from gongkai.readers.files.office_xml import xml_root
from gongkai.readers.formats.workbook_parts.narrow import least_width
from gongkai.readers.formats.workbook_parts.texts import FIGURE

_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_OFFICE, _TABLE, _TEXT, _STYLE, _LOOK = (
    f"{{{_NAMES}:{name}:1.0}}" for name in ("office", "table", "text", "style", "xsl-fo-compatible")
)
_DRAWN = re.compile(rb"<draw:(?:frame|custom-shape|line|connector|control|g|rect|polyline|path|ellipse|polygon)\b")
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)(cm|mm|in|pt)")
_DIGITS_OF = {"cm": 5.4, "mm": 0.54, "in": 13.71, "pt": 0.19}
"""Digits of the default font in a unit of length."""
_LOWEST = 1.35
"""The height of a row in digits of the default font up to which figures may be cut off: a quarter of a centimetre."""
_MOST_COLUMNS = 1_000


def draws_on_sheets(content: bytes) -> bool:
    """Whether a picture, shape, chart or control is on a sheet.

    Args:
        content: The part with the sheets.
    """
    return _DRAWN.search(content) is not None


def may_cut_figures(content: bytes) -> bool:
    """Whether a figure may be wider than its column, or a row too low for one.

    Args:
        content: The part with the sheets.

    Raises:
        lxml.etree.XMLSyntaxError: It is broken.
    """
    root = xml_root(content)
    if any(_is_low(looks) for looks in root.iter(f"{_STYLE}table-row-properties")):
        return True
    widths = _lengths(root, f"{_STYLE}table-column-properties", f"{_STYLE}column-width")
    indents = _lengths(root, f"{_STYLE}paragraph-properties", f"{_LOOK}margin-left")
    return any(_cuts(sheet, widths, indents) for sheet in root.iter(f"{_TABLE}table"))


def _is_low(looks: Any) -> bool:
    """Whether rows of a style are so low that a figure is not seen in full."""
    height = _LENGTH.fullmatch(looks.get(f"{_STYLE}row-height", ""))
    return height is not None and float(height[1]) * _DIGITS_OF[height[2]] < _LOWEST


def _lengths(root: Any, properties: str, name: str) -> dict[str, float]:
    """A length that styles set, in digits, by the name of the style.

    Args:
        root: The root of the part with the sheets.
        properties: The tag of the element of a style that has it.
        name: That of the attribute.
    """
    both = ((style, style.find(properties)) for style in root.iter(f"{_STYLE}style"))
    lengths = ((style, _LENGTH.fullmatch(looks.get(name, ""))) for style, looks in both if looks is not None)
    return {
        style.get(f"{_STYLE}name") or "": float(length[1]) * _DIGITS_OF[length[2]]
        for style, length in lengths
        if length is not None
    }


def _cuts(sheet: Any, widths: dict[str, float], indents: dict[str, float]) -> bool:
    columns: list[float | None] = []
    for column in sheet.iter(f"{_TABLE}table-column"):
        width = widths.get(column.get(f"{_TABLE}style-name") or "")
        columns += [width] * _count(column, _MOST_COLUMNS - len(columns))
    for row in sheet.iter(f"{_TABLE}table-row"):
        place = 0
        for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            span = whole_number(cell.get(f"{_TABLE}number-columns-spanned") or "1") or 1
            width = columns[place] if place < len(columns) and span == 1 else None
            indent = indents.get(cell.get(f"{_TABLE}style-name") or "", 0.0)
            if width is not None and _is_wider(cell, width - indent):
                return True
            place += _count(cell, _MOST_COLUMNS)
    return False


def _count(item: Any, most: int) -> int:
    return min(whole_number(item.get(f"{_TABLE}number-columns-repeated") or "1") or 1, max(most, 0))


def _is_wider(cell: Any, width: float) -> bool:
    text = "".join(part for line in cell.iterchildren(f"{_TEXT}p") for part in line.itertext()).strip()
    is_number = cell.get(f"{_OFFICE}value") is not None
    return FIGURE.fullmatch(text) is not None and width < least_width(text, 1.0, is_number=is_number)
