"""Looks of the cells of a workbook that change what it says: number formats, struck characters, colours, sizes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from gongkai.figures import whole_number
from gongkai.findings import say
from gongkai.readers.files.office_looks import BLACK, FONT_OF_PICTURES, WHITE, Rgb, is_alike
from gongkai.readers.files.office_xml import SHEET
from gongkai.readers.formats.workbook_parts.number_formats import changes_texts, color_of_format
from gongkai.readers.formats.workbook_parts.palette import Palette
from gongkai.readers.formats.workbook_parts.values import format_code

_OFF = {"0", "false"}
BUILT_IN = {
    **dict.fromkeys((1, 3, 5, 6, 37, 38, 41, 42), "#,##0"),
    **dict.fromkeys((2, 4, 7, 8, 39, 40, 43, 44), "#,##0.00"),
    **dict.fromkeys((9, 10), "0.00%"),
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    48: "##0.0E+0",
}
"""Formats that a workbook names by number only (ECMA-376 part 1, 18.8.30), as far as they matter here."""
_SMALLEST = 2
"""Points up to which characters are a line or a dot on paper."""
_USUAL_SIZE = 11.0
"""Points of characters for which a font names no size."""

_OF_PATTERNS = (("fgColor", BLACK), ("bgColor", WHITE))
"""The colours of a pattern fill, of its lines or dots and of the space between, each with its default."""


@dataclass(frozen=True, slots=True)
class CellLooks:
    """What a style has that may change what a cell says.

    Attributes:
        number_format: The code of its number format; empty where numbers and texts are shown as they are.
        struck: Whether its characters are struck out.
        tiny: Whether they are too small to be seen.
        color: Their colour; None where it is not known.
        ground: The colour behind them, or for a pattern the one that covers most of it; None where it is not known.
        crossed: Whether a line runs across the cell from corner to corner.
        fills: Whether they are repeated until the cell is full: 12 is seen as 1212.
        pictures: Whether they are of a font that draws pictures for them.
        raised: Whether they stand above or below the line, as the mark of a note does.
        size: Their size in points.
    """

    number_format: str = ""
    struck: bool = False
    tiny: bool = False
    color: Rgb | None = BLACK
    ground: Rgb | None = WHITE
    crossed: bool = False
    fills: bool = False
    pictures: bool = False
    raised: bool = False
    size: float = field(default=_USUAL_SIZE, compare=False)

    def has_any(self) -> bool:
        """Whether cells of this style may say something else than their figures."""
        if self == _PLAIN:
            return False
        return bool(self.number_format or self.struck or self.why_unseen())

    def changes_texts(self) -> bool:
        """Whether cells of this style may say something else than their texts."""
        return self.has_any() and (self.struck or bool(self.why_unseen()) or changes_texts(self.number_format))

    def why_unseen(self, value: str = "") -> str:
        """Words to put before a figure that nobody sees on paper, or sees several times; empty for others.

        Args:
            value: A number, whose sort may have a colour of its own.
        """
        if self.fills:
            return say("readers.fills")
        if self.crossed:
            return say("readers.struck")
        if self.pictures:
            return say("readers.symbol")
        if self.raised:
            return say("readers.raised")
        color = color_of_format(value, self.number_format) or self.color
        return say("readers.tiny") if self.tiny else words_of_unseen(color, self.ground)


_PLAIN = CellLooks()


def words_of_unseen(color: Rgb | None, ground: Rgb | None) -> str:
    """Words to put before a figure that has the colour of what is behind it; empty for others.

    Args:
        color: Its colour, if that is known.
        ground: The colour behind it, if that is known.
    """
    if color is None or ground is None or not is_alike(color, ground):
        return ""
    return say("readers.white" if is_alike(ground, WHITE) else "readers.same-color")


def codes_of_styles(root: Any) -> list[str]:
    """The codes of the number formats of the styles of cells, in the order of their numbers.

    Args:
        root: The root of the part with the styles.
    """
    codes = {item.get("numFmtId") or "": format_code(item) for item in root.iter(f"{SHEET}numFmt")}
    keys = (item.get("numFmtId") or "0" for item in _items(root, "cellXfs"))
    return [codes.get(key) or BUILT_IN.get(whole_number(key) or 0, "") for key in keys]


def looks_of(root: Any, palette: Palette) -> list[CellLooks]:
    """The looks of the styles of cells, in the order of their numbers.

    Args:
        root: The root of the part that defines the styles.
        palette: The colours of the workbook.
    """
    codes = codes_of_styles(root)
    fonts = [font_looks(font, palette, BLACK) for font in _items(root, "fonts")]
    crossed = [_has_diagonal(border) for border in _items(root, "borders")]
    grounds = [_ground(fill, palette) for fill in _items(root, "fills")]
    struck_styles = {
        str(number)
        for number, item in enumerate(_items(root, "cellStyleXfs"))
        if _at(fonts, item.get("fontId"), CellLooks()).struck
    }
    looks = []
    for item, code in zip(_items(root, "cellXfs"), codes, strict=True):
        font = _at(fonts, item.get("fontId"), CellLooks())
        by_style = item.get("applyFont") in {None, *_OFF} and item.get("xfId") in struck_styles
        looks.append(
            CellLooks(
                "" if code in {"General", "@"} else code,
                struck=font.struck or by_style,
                tiny=font.tiny,
                color=font.color,
                ground=_at(grounds, item.get("fillId"), WHITE),
                crossed=_at(crossed, item.get("borderId"), usual=False),
                fills=_repeats_text(item),
                pictures=font.pictures,
                raised=font.raised,
                size=font.size,
            )
        )
    return looks


def _has_diagonal(border: Any) -> bool:
    line = border.find(f"{SHEET}diagonal")
    is_drawn = any((border.get(name) or "0") not in _OFF for name in ("diagonalUp", "diagonalDown"))
    return is_drawn and line is not None and (line.get("style") or "none") != "none"


def _repeats_text(style: Any) -> bool:
    alignment = style.find(f"{SHEET}alignment")
    return alignment is not None and alignment.get("horizontal") == "fill"


def _items(root: Any, name: str) -> Iterator[Any]:
    items = root.find(f"{SHEET}{name}")
    yield from (items if items is not None else ())


def _at(items: list[Any], number: str | None, usual: Any) -> Any:
    """The item of a list that has a number; the usual one where the list ends before."""
    place = whole_number(number or "")
    return items[place] if place is not None and place < len(items) else usual


def font_looks(font: Any, palette: Palette, usual: Rgb | None) -> CellLooks:
    """What a font says of its characters, as looks of a cell of which nothing else is known.

    Args:
        font: An element ``font`` or ``rPr``.
        palette: The colours of the workbook.
        usual: The colour of characters for which none is named.
    """
    size, place = font.find(f"{SHEET}sz"), font.find(f"{SHEET}vertAlign")
    name = next(font.iterchildren(f"{SHEET}name", f"{SHEET}rFont"), None)
    return CellLooks(
        pictures=name is not None and FONT_OF_PICTURES.search(name.get("val") or "") is not None,
        struck=is_on(font.find(f"{SHEET}strike")),
        tiny=size is not None and _points(size) <= _SMALLEST,
        raised=place is not None and place.get("val") in {"superscript", "subscript"},
        color=palette.color(font.find(f"{SHEET}color"), usual),
        size=_points(size) if size is not None else _USUAL_SIZE,
    )


def _points(size: Any) -> float:
    try:
        return float(size.get("val") or "")
    except ValueError:
        return _USUAL_SIZE


def _ground(fill: Any, palette: Palette) -> Rgb | None:
    pattern = fill.find(f"{SHEET}patternFill")
    if pattern is not None:
        return ground_of_pattern(pattern, palette)
    stops = [palette.color(color, None) for color in fill.iter(f"{SHEET}color")]
    if not stops:
        return WHITE if len(fill) == 0 else None
    first = stops[0]
    return first if first and all(color and is_alike(color, first) for color in stops) else None


def ground_of_pattern(pattern: Any, palette: Palette) -> Rgb | None:
    """The colour that covers most of a pattern; None if two colours share it equally, or if it is not known.

    Args:
        pattern: An element ``patternFill``.
        palette: The colours of the workbook.
    """
    kind = pattern.get("patternType") or "none"
    if kind == "none":
        return WHITE
    if kind == "solid":
        return palette.color(pattern.find(f"{SHEET}fgColor"), None)
    ink, paper = (palette.color(pattern.find(f"{SHEET}{name}"), usual) for name, usual in _OF_PATTERNS)
    if ink is None or paper is None or kind == "mediumGray":
        return ink if ink and paper and is_alike(ink, paper) else None
    return ink if kind.startswith("dark") else paper


def is_on(element: Any) -> bool:
    """Whether a property is on: none is off.

    Args:
        element: Its element, or None.
    """
    return element is not None and (element.get("val") or "").lower() not in _OFF
