"""Tells whether an OpenDocument workbook (.ods) shows other figures than it stores, or hides some.

The library that reads such workbooks knows neither. Cells have both the number and the text that is shown for it
(OpenDocument 1.3, part 3, 9.1.4 and 19.387); what the characters look like is in styles (16.2).
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from gongkai.readers.files.office_looks import BLACK, FONT_OF_PICTURES, WHITE, is_alike, rgb_of
from gongkai.readers.files.office_xml import xml_root
from gongkai.readers.formats.workbook_parts.texts import FIGURE

_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_OFFICE, _TABLE, _TEXT, _STYLE, _LOOK = (
    f"{{{_NAMES}:{name}:1.0}}" for name in ("office", "table", "text", "style", "xsl-fo-compatible")
)
_NUMBER_STYLE = f"{{{_NAMES}:datastyle:1.0}}"
_CONDITIONAL = re.compile(rb"<calcext:(?:condition|color-scale|data-bar|icon-set)\b")
_ICONS_ALONE = re.compile(
    rb'<calcext:conditional-format calcext:target-range-address="([^"]{1,200})">\s*<calcext:icon-set\b[^>]*>'
    rb'(?:\s*<calcext:formatting-entry\b[^>]*>){0,9}?\s*<calcext:formatting-entry\b[^>]*\bshow-value="false"'
)
"""Cells with an icon in place of their number, which LibreOffice writes as cells with both when it converts them."""
_FORMULA = b' table:formula="'
_FAMILY = f"{_STYLE}family"
_DIAGONALS = (f"{_STYLE}diagonal-bl-tr", f"{_STYLE}diagonal-tl-br")
_SMALLEST = re.compile(r"[012](?:\.\d+)?pt")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_BETWEEN = re.compile(r"[,，\s]")
_DASHES = re.compile(r"[-—–－]+")


def shows_other_figures(content: bytes) -> bool:
    """Whether a cell shows another figure than it stores, none, or more than it, or something is beneath merged cells.

    A formula may have no result, an old one, or another one each day.

    Args:
        content: The part with the sheets.

    Raises:
        lxml.etree.XMLSyntaxError: It is broken.
    """
    if _FORMULA in content:
        return True
    root = xml_root(content)
    beneath = ("".join(cell.itertext()).strip() for cell in root.iter(f"{_TABLE}covered-table-cell"))
    return any(beneath) or any(_shows_other(cell) for cell in root.iter(f"{_TABLE}table-cell"))


def _shows_other(cell: Any) -> bool:
    value = cell.get(f"{_OFFICE}value")
    lines = list(cell.iterchildren(f"{_TEXT}p"))
    if value is None:
        return bool(lines) and _shows_other_text(cell, lines)
    text = _BETWEEN.sub("", "".join(part for line in lines for part in line.itertext()))
    try:
        number = Decimal(f"{float(value):.15g}")
    except ValueError:
        return True
    if not number and _DASHES.fullmatch(text):
        return False
    return not (_NUMBER.fullmatch(text) and Decimal(text) == number)


def _shows_other_text(cell: Any, lines: Sequence[Any]) -> bool:
    """Likewise of a cell without a number: it shows a text that it does not store, or a figure of several parts."""
    text = "".join(part for line in lines for part in line.itertext())
    if cell.get(f"{_OFFICE}value-type") != "string":
        return bool(text.strip())
    is_parted = any(len(line) for line in lines) and FIGURE.fullmatch(text) is not None
    return is_parted or cell.get(f"{_OFFICE}string-value", text) != text


def cells_with_icons_alone(content: bytes) -> list[str]:
    """The stretches of cells that show an icon in place of their number, as the file names them.

    Args:
        content: The part with the sheets.
    """
    return [match[1].decode("utf-8", "replace") for match in _ICONS_ALONE.finditer(content)]


def hides_figures(content: bytes, styles: bytes) -> bool:
    """Whether figures may be struck, tiny, raised, repeated, of the colour of their cell, or conditionally formatted.

    Args:
        content: The part with the sheets.
        styles: The part with the styles that have a name; empty where there is none.

    Raises:
        lxml.etree.XMLSyntaxError: One is broken.
    """
    if _CONDITIONAL.search(content):
        return True
    roots = [xml_root(part) for part in (content, styles) if part]
    return any(_may_hide(style) for root in roots for style in root.iter(f"{_STYLE}style")) or any(
        _paints_like_paper(looks) for root in roots for looks in root.iter(f"{_STYLE}text-properties")
    )


def has_raised_cells(content: bytes, styles: bytes) -> bool:
    """Whether a style raises or lowers whole cells, which no conversion keeps.

    Args:
        content: The part with the sheets.
        styles: The part with the styles that have a name; empty where there is none.
    """
    if b"text-position=" not in content + styles:
        return False
    every = (style for part in (content, styles) if part for style in xml_root(part).iter(f"{_STYLE}style"))
    looks = (style.find(f"{_STYLE}text-properties") for style in every if style.get(_FAMILY) == "table-cell")
    return any(item is not None and _is_raised(item.attrib) for item in looks)


def _is_raised(looks: Mapping[str, str]) -> bool:
    """Whether properties of characters raise or lower them."""
    return not looks.get(f"{_STYLE}text-position", "0%").startswith("0%")


def _paints_like_paper(looks: Any) -> bool:
    """Whether a number format paints in the colour of paper, given the properties of characters in any style."""
    color = rgb_of(looks.get(f"{_LOOK}color"))
    return str(looks.getparent().tag).startswith(_NUMBER_STYLE) and color is not None and is_alike(color, WHITE)


def _may_hide(style: Any) -> bool:
    family = style.get(_FAMILY)
    if family not in {"table-cell", "text"}:
        return False
    text, cell = (style.find(f"{_STYLE}{name}-properties") for name in ("text", "table-cell"))
    looks = text.attrib if text is not None else {}
    own = cell.attrib if cell is not None else {}
    lines = [looks.get(f"{_STYLE}text-line-through-{name}", "none") for name in ("style", "type")]
    lines += [own.get(name, "none") for name in _DIAGONALS]
    if any(line != "none" for line in lines) or _SMALLEST.fullmatch(looks.get(f"{_LOOK}font-size", "")):
        return True
    if family == "text" and _is_raised(looks):
        return True
    if own.get(f"{_STYLE}repeat-content") == "true" or style.find(f"{_STYLE}map") is not None:
        return True
    if any(FONT_OF_PICTURES.search(looks.get(name, "")) for name in (f"{_STYLE}font-name", f"{_LOOK}font-family")):
        return True
    is_chosen = looks.get(f"{_STYLE}use-window-font-color") == "true"
    color = rgb_of(looks.get(f"{_LOOK}color")) or BLACK
    return not is_chosen and is_alike(color, rgb_of(own.get(f"{_LOOK}background-color")) or WHITE)
