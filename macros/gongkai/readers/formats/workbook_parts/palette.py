"""Colours of a workbook, which it names by their parts, by a number, or as one of its theme."""

import colorsys
from typing import Any, Final

from gongkai.figures import whole_number
from gongkai.readers.files.archives import Archive
from gongkai.readers.files.office_looks import BLACK, WHITE, Rgb, rgb_of
from gongkai.readers.files.office_xml import SHEET, xml_root

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_THEME = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6")
"""The colours of a theme in the order in which workbooks number them."""
_FIRST = "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF"
INDEXED = (
    f"{_FIRST} {_FIRST} 800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 "
    "FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF "
    "FF99CC CC99FF FFCC99 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 "
    "993366 333399 333333"
).split()
"""The colours that have a number (ECMA-376 part 1, 18.8.27)."""
_BEHIND: Final = 65
"""Number of the colour that is behind characters where nothing is set."""


class Palette:
    """The colours of one workbook.

    Args:
        archive: The parts of the workbook.
        styles: The root of the part that defines the styles.
    """

    def __init__(self, archive: Archive, styles: Any) -> None:
        self._theme: dict[int, Rgb | None] = {0: WHITE, 1: BLACK}
        part = archive.part("xl/theme/theme1.xml")
        scheme: Any = next(xml_root(part).iter(f"{_DRAWING}clrScheme"), None) if part else None
        for number, name in enumerate(_THEME if scheme is not None else ()):
            color = next(iter(scheme.findall(f"{_DRAWING}{name}/*")), None)
            if color is not None:
                self._theme[number] = rgb_of(color.get("lastClr") or color.get("val"))
        own: list[Any] = styles.findall(f"{SHEET}colors/{SHEET}indexedColors/{SHEET}rgbColor")
        self._indexed = [item.get("rgb") or "" for item in own] or INDEXED

    def color(self, element: Any, usual: Rgb | None) -> Rgb | None:
        """The colour that an element names; None where that is not known.

        Args:
            element: Such as ``color`` or ``fgColor``, or None.
            usual: The colour where none is named.
        """
        if element is None or element.get("auto") in {"1", "true"}:
            return usual
        if element.get("rgb"):
            color = rgb_of(element.get("rgb"))
        elif element.get("theme"):
            color = self._theme.get(whole_number(element.get("theme")) or 0)
        else:
            number = whole_number(element.get("indexed") or "")
            is_indexed = number is not None and number < len(self._indexed)
            color = rgb_of(self._indexed[number]) if is_indexed and number is not None else usual
            color = WHITE if number == _BEHIND else color
        return _tinted(color, element.get("tint")) if color is not None else None


def _tinted(color: Rgb, tint: str | None) -> Rgb:
    """A colour made lighter, or darker where the tint is below 0."""
    try:
        share = max(-1.0, min(1.0, float(tint or 0)))
    except ValueError:
        return color
    if not share or share != share:  # noqa: PLR0124 - no number
        return color
    hue, light, full = colorsys.rgb_to_hls(*(part / 255 for part in color))
    light = light * (1 + share) if share < 0 else light * (1 - share) + share
    red, green, blue = (round(part * 255) for part in colorsys.hls_to_rgb(hue, light, full))
    return red, green, blue
