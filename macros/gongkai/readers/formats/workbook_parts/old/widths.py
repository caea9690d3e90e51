"""Whether a figure of an old workbook (.xls) may be wider than its column, or something is drawn on its sheets.

The records are ColInfo, DefColWidth, DxGCol and Obj ([MS-XLS] 2.4.53, 2.4.89, 2.4.98 and 2.4.181). Of the columns with
the same number on several sheets the narrowest counts: after its conversion the workbook shows which figures are cut.
"""

import re

from gongkai.readers.formats.workbook_parts.narrow import OF_INDENT, added_width, least_width
from gongkai.readers.formats.workbook_parts.number_formats import shown_number
from gongkai.readers.formats.workbook_parts.old.cells import numbers_of, texts_of
from gongkai.readers.formats.workbook_parts.old.styles import codes_of, fonts_of, place_of_font, styles_of
from gongkai.readers.formats.workbook_parts.texts import FIGURE

_COLUMNS = re.compile(rb"\x7d\x00[\x0b\x0c]\x00(..)(..)(..)", re.DOTALL)
_USUAL = re.compile(rb"\x99\x00\x02\x00(..)", re.DOTALL)
_USUAL_IN_DIGITS = re.compile(rb"\x55\x00\x02\x00(..)", re.DOTALL)
_OF_DIGIT, _BESIDE = 256, 0.71
"""Units of stored widths in a digit; and the padding beside the digits that a width given in digits leaves out."""
_STEPS, _SIDE, _INDENTED = 0x0F, 0x07, frozenset({1, 3, 7})
"""In a style the bits of the steps of its indent and of its alignment, and the alignments that have indents."""
_ROW, _IS_USUAL, _LOWEST = re.compile(rb"\x08\x02\x10\x00.{6}(..)", re.DOTALL), 0x8000, 132
"""A row with its height in twentieths of a point; the bit of one that has the default height; and the height up to
which figures may be cut off."""
_USUAL_WIDTH = 9.14
_WIDEST = 256.0
_LAST_COLUMN = 255
_LARGEST_NUMBER = 1e13
_OBJECT = re.compile(rb"\x5d\x00[\x1a-\xff].\x15\x00\x12\x00([\x00-\x1e])\x00..(..)", re.DOTALL)
"""Something drawn on a sheet, with its kind and its flags."""
_NOTE, _OF_PROGRAM = b"\x19", 0x0100
"""The kind of comments, and the flag of what the program itself draws, such as the arrows of a filter."""


def draws_on_sheets(data: bytes) -> bool:
    """Whether a picture, shape, chart or control is on a sheet.

    Args:
        data: The file.
    """
    return any(
        kind != _NOTE and not int.from_bytes(flags, "little") & _OF_PROGRAM for kind, flags in _OBJECT.findall(data)
    )


def may_cut_figures(data: bytes) -> bool:
    """Whether a figure may be wider than its column, or a row too low for one.

    Args:
        data: The file.
    """
    if any(0 < int.from_bytes(height, "little") & ~_IS_USUAL <= _LOWEST for height in _ROW.findall(data)):
        return True
    columns = _Columns(data)
    codes, styles = codes_of(data), styles_of(data)
    for column, style, number in numbers_of(data):
        if column <= _LAST_COLUMN and abs(number) < _LARGEST_NUMBER:
            value = f"{number:.15g}"
            code = codes.get(styles[style][2:4], "") if style < len(styles) else ""
            if columns.cut(column, style, shown_number(value, code) or value, code=code):
                return True
    texts = (item for item in texts_of(data) if FIGURE.fullmatch(item[2]))
    return any(columns.cut(*item) for item in texts)


class _Columns:
    """Compares the widths of columns with the font sizes of styles.

    Args:
        data: The file.
    """

    def __init__(self, data: bytes) -> None:
        self._widths, self._usual = _widths(data), _usual_width(data)
        fonts = fonts_of(data)
        places = (place_of_font(int.from_bytes(style[:2], "little")) for style in styles_of(data))
        heights = [fonts[place][0] if place < len(fonts) else 0 for place in places]
        self._indents = [OF_INDENT * (style[8] & _STEPS) * (style[6] & _SIDE in _INDENTED) for style in styles_of(data)]
        self._sizes = [height / heights[0] if height and heights[0] else 1.0 for height in heights]

    def cut(self, column: int, style: int, text: str, *, code: str | None = None) -> bool:
        """Whether a figure is wider than its column.

        Args:
            column: Its number, from 0.
            style: The number of the style of its cell.
            text: The figure.
            code: The code of its number format; None where it is stored as a text.
        """
        size = self._sizes[style] if style < len(self._sizes) else 1.0
        indent = self._indents[style] if style < len(self._indents) else 0.0
        added = added_width(code, text) * size if code else 0.0
        needed = least_width(text, size, is_number=code is not None) + added + indent
        return self._widths.get(column, self._usual) < needed


def _widths(data: bytes) -> dict[int, float]:
    """The widths of columns in digits; hidden ones are left out."""
    widths: dict[int, float] = {}
    for first, last, width in _COLUMNS.findall(data):
        digits = int.from_bytes(width, "little") / _OF_DIGIT
        for column in range(int.from_bytes(first, "little"), min(int.from_bytes(last, "little"), _LAST_COLUMN) + 1):
            if 0 < digits <= _WIDEST:
                widths[column] = min(widths.get(column, digits), digits)
    return widths


def _usual_width(data: bytes) -> float:
    """The default width of columns."""
    widths = [int.from_bytes(width, "little") / _OF_DIGIT for width in _USUAL.findall(data)]
    widths += [int.from_bytes(width, "little") + _BESIDE for width in _USUAL_IN_DIGITS.findall(data)]
    return min((width for width in widths if 1 < width <= _WIDEST), default=_USUAL_WIDTH)
