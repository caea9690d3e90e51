"""Finds digits in fonts that are embedded in a page: such a font may draw other digits for them."""

import re
from collections.abc import Collection
from typing import Any

from gongkai.readers.document.whitespace import collapse_spaces
from gongkai.readers.html.cell_parts import is_figure, own_text, text_of
from gongkai.readers.html.elements import BLOCK_TAGS, is_without_text
from gongkai.readers.html.styles.rules import PageStyles
from gongkai.readers.html.styles.sheets.fonts import font_name
from gongkai.readers.html.styles.values import NORMAL
from gongkai.readers.html.visibility import is_hidden

_DIGIT = re.compile(r"\d")
_SHORTEST, _LONGEST = 6, 60
"""The fewest characters of a line that counts as text of the report, and the most that are quoted."""


def figures_in_own_font(cells: Collection[Any], styles: PageStyles) -> bool:
    """Whether figures of some cells are in a font that is embedded in the page.

    Args:
        cells: Elements of lxml.
        styles: The styles of the page.
    """
    if not styles.own_fonts:
        return False
    parts = (part for cell in cells if is_figure(text_of(cell)) for part in cell.iter("*"))
    return any(_DIGIT.search(own_text(part)) and _is_in_own_font(part, styles) for part in parts)


def line_in_own_font(root: Any, tables: Collection[Any], styles: PageStyles) -> str:
    """The first line outside of tables with digits in a font embedded in the page; empty where there is none.

    Args:
        root: The outermost element of the page.
        tables: Those of figures.
        styles: Those of the page.
    """
    stack = [root] if styles.own_fonts else []
    while stack:
        element = stack.pop()
        if not isinstance(element.tag, str) or element in tables or is_without_text(element) or is_hidden(element):
            continue
        if _DIGIT.search(own_text(element)) and _is_in_own_font(element, styles):
            block = next((item for item in (element, *element.iterancestors()) if item.tag in BLOCK_TAGS), element)
            line = collapse_spaces("".join(block.itertext()))
            if len(line) >= _SHORTEST:
                return line[:_LONGEST]
        stack.extend(reversed(element))
    return ""


def _is_in_own_font(element: Any, styles: PageStyles) -> bool:
    """Whether a font named for an element, or for the nearest element around it, is embedded in the page."""
    for item in (element, *element.iterancestors()):
        styles.count(1)
        names = styles.of(item).own.get("font-family") or item.get("face") or ""
        if names and names not in NORMAL:
            return any(font_name(name) in styles.own_fonts for name in names.split(","))
    return False
