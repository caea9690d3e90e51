"""Tells whether formatting of an old workbook (.xls) changes what its cells say, which its library does not know.

The records are looked for in the bytes of the file, where they mostly stand in one piece: fonts, number formats, styles
of cells, palettes, conditional formats and windows ([MS-XLS] 2.4.122, 2.4.126, 2.4.353, 2.4.188, 2.4.56 and 2.4.346).
"""

import re
from collections.abc import Container, Iterator, Mapping

from gongkai.readers.files.office_looks import BLACK, WHITE, is_alike
from gongkai.readers.formats.workbook_parts.number_formats import (
    changes_figures,
    hides_nought,
    paints_like_paper,
    shown_number,
)
from gongkai.readers.formats.workbook_parts.old.cells import figures_of_parts, numbers_of, parts_of_texts, texts_of
from gongkai.readers.formats.workbook_parts.old.styles import (
    codes_of,
    fonts_of,
    formats_of,
    palette_of,
    place_of_font,
    styles_of,
)
from gongkai.readers.formats.workbook_parts.texts import FIGURE, SMALLER_BY

_BEFORE_97 = re.compile(rb"\x09\x08[\x08\x10]\x00\x00\x05")
"""How a workbook of Excel 5 or 95 begins (2.4.21): its styles are stored in other records, which are not read."""
_CONDITION = re.compile(r"\[[<>=]")
_BUILT_IN = frozenset(number.to_bytes(2, "little") for number in (9, 10, 11, 12, 13, 48))
"""The numbers of the built-in formats that show percentages, powers of ten or fractions."""
_CONDITIONAL = re.compile(rb"\xb0\x01[\x14-\xff].[\x01-\x03]\x00|\x79\x08..\x79\x08", re.DOTALL)
"""Conditional formats, and those of newer programs, as scales of colours (2.4.57)."""
_WINDOW = re.compile(rb"\x3e\x02\x12\x00(.).", re.DOTALL)
"""How a sheet is shown."""
_OF_PICTURES = (b"dings", b"d\0i\0n\0g\0s\0", "Marlett".encode("utf-16-le"), b"Marlett")
"""What stands in the names of fonts that draw pictures."""
_STRUCK, _OF_STYLE, _SHOWS_NOUGHTS, _SHOWS_FORMULAS = 0x08, 0x04, 0x10, 0x01
_SMALLEST = 40
_WHITE, _BLACK = 9, 8
_WHITES, _BLACKS = {1, 9, 65}, {0, 8, 64, 0x7FFF}
"""The colour numbers that mean white and black, including the defaults for background and text."""
_SOLID, _HALF, _DARK = 1, 2, {3, *range(5, 11)}
"""Fill patterns: of one colour, of two in equal shares, and those mostly covered by their lines or dots."""
_ALIGNMENT, _FILLS = 0x07, 4
_DIRECTIONS, _DIAGONAL, _LINE = 6, 21, 0x0F
"""Where in a style its diagonals begin: the directions, the line, and the bits of a line."""
_SMALLEST_NUMBER, _LARGEST_NUMBER = 1e-6, 1e13
"""Limits of the size of a figure: other bytes may look like the record of a number, but give none of such a size."""


def has_looks_of_note(data: bytes) -> bool:
    """Whether figures may be struck, tiny, raised, of their cell's colour, rounded, conditionally formatted or hidden.

    Args:
        data: The file.
    """
    if _BEFORE_97.search(data) is not None:
        return True
    fonts = fonts_of(data)
    if any(name in data for name in _OF_PICTURES) or _has_small_parts(data, [height for height, *_ in fonts]):
        return True
    if any(flags & _STRUCK or height <= _SMALLEST for height, flags, *_ in fonts):
        return True
    if any(not flags[0] & _SHOWS_NOUGHTS or flags[0] & _SHOWS_FORMULAS for flags in _WINDOW.findall(data)):
        return True
    if _CONDITIONAL.search(data) is not None or _changing_formats(data) & _used_formats(data) or _rounds(data):
        return True
    plain_colors = _plain_colors(data)
    colors = [plain_colors[color] for *_, color, _ in fonts]
    of_note = {place for place, (*_, is_raised) in enumerate(fonts) if is_raised or colors[place] == _WHITE}
    return (bool(of_note) and _has_part(data, of_note)) or any(_unseen(data, colors, plain_colors))


def has_raised_figures(data: bytes) -> bool:
    """Whether a figure is raised or lowered with its whole cell, which no conversion keeps.

    Args:
        data: The file.
    """
    fonts = fonts_of(data)
    places = [place_of_font(int.from_bytes(style[:2], "little")) for style in styles_of(data)]
    raised = {number for number, place in enumerate(places) if place < len(fonts) and fonts[place][-1]}
    figures = [style for _, style, text in texts_of(data) if FIGURE.fullmatch(text)] if raised else []
    return bool(raised) and any(style in raised for style in (*figures, *(style for _, style, _ in numbers_of(data))))


def _has_small_parts(data: bytes, heights: list[int]) -> bool:
    """Whether digits of a figure are clearly smaller than others: 20 with a small 1 is not 201."""
    sizes = (
        [heights[place] for place in map(place_of_font, fonts) if place < len(heights)]
        for fonts in figures_of_parts(data)
    )
    return any(some and min(some) <= SMALLER_BY * max(some) for some in sizes)


def _has_part(data: bytes, fonts: Container[int]) -> bool:
    """Whether digits in the text of a cell have one of some fonts, which are white or raised.

    Whether the cell's background is white too is not known here; raised ones may be the number of a note.
    """
    places = ((text, place_of_font(font)) for text, font in parts_of_texts(data))
    return any(place in fonts and FIGURE.fullmatch(text) is not None for text, place in places)


def _unseen(data: bytes, colors: list[int], plain_colors: Mapping[int, int]) -> Iterator[bool]:
    """For each cell style, whether its characters are crossed, repeated, or of their background's colour."""
    for style in styles_of(data):
        font = int.from_bytes(style[:2], "little")
        place = place_of_font(font)
        if style[4] & _OF_STYLE or place >= len(colors):
            continue
        yield style[6] & _ALIGNMENT == _FILLS or _is_crossed(style)
        yield colors[place] in _grounds(style, plain_colors)


def _is_crossed(style: bytes) -> bool:
    """Whether a line runs from corner to corner of the cells of a style."""
    return bool(style[13] >> _DIRECTIONS) and bool(int.from_bytes(style[14:18], "little") >> _DIAGONAL & _LINE)


def _grounds(style: bytes, plain_colors: Mapping[int, int]) -> set[int]:
    """The numbers of the colours that may cover most of a cell's background."""
    pattern, ink, paper = style[17] >> 2, style[18] & 0x7F, int.from_bytes(style[18:20], "little") >> 7 & 0x7F
    if pattern == 0:
        return {_WHITE}
    if pattern == _SOLID or pattern in _DARK:
        return {plain_colors[ink]}
    return {plain_colors[paper]} if pattern != _HALF or plain_colors[ink] == plain_colors[paper] else set()


class _PlainColors(dict[int, int]):
    """The numbers of colours, the same for all that are alike; a number that is not known stays as it is."""

    def __missing__(self, color: int) -> int:
        return color


def _plain_colors(data: bytes) -> Mapping[int, int]:
    """The number of each colour, the same for all that are black, for all that are white, and for others alike."""
    plain_colors = _PlainColors(dict.fromkeys(_WHITES, _WHITE) | dict.fromkeys(_BLACKS, _BLACK))
    palette = palette_of(data)
    for color, parts in palette.items():
        others = ((_WHITE, WHITE), (_BLACK, BLACK), *palette.items())
        plain_colors[color] = next(number for number, other in others if is_alike(parts, other))
    return plain_colors


def _rounds(data: bytes) -> bool:
    """Whether a cell shows fewer decimal places of its number than it has."""
    styles, codes = [style[2:4] for style in styles_of(data)], codes_of(data)
    for _, style, number in numbers_of(data):
        if style < len(styles) and _SMALLEST_NUMBER < abs(number) < _LARGEST_NUMBER and number != int(number):
            value = f"{number:.15g}"
            display_text = shown_number(value, codes.get(styles[style], ""))
            if display_text is not None and display_text.rstrip("0") != value.rstrip("0"):
                return True
    return False


def _changing_formats(data: bytes) -> set[bytes]:
    """The numbers of the formats that may change what a figure says."""
    numbers = set(_BUILT_IN)
    for number, text in formats_of(data):
        if _CONDITION.search(text) or hides_nought(text) or changes_figures(text) or paints_like_paper(text):
            numbers.add(number)
    return numbers


def _used_formats(data: bytes) -> set[bytes]:
    return {style[2:4] for style in styles_of(data) if not style[4] & _OF_STYLE}
