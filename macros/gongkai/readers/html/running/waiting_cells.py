"""Blank cells with a mark that no cell with a text has: by it a script in a file may write a figure into them.

A page that was saved as its source has such cells as they are before any script has run.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from gongkai.readers.html.cell_parts import is_figure, text_of

_NAMES = re.compile(r"id|name|title|aria-label|data-(?!mce-|cke-|ke-|pm-|slate-|lark-|wps-|w-e-)[\w-]+")
"""Attributes that say what a cell is; editors have some of their own for each cell."""
_BOOKMARK = re.compile(r"_|OLE_LINK|bookmark", re.IGNORECASE)
"""How the ids begin that word processors give to places in a text."""
_OF_PROGRAMS = re.compile(
    r"Mso\w*|SpellE|GramE|Apple-[\w-]+|TRS\w*|(?:xl|et|oa|font|style|td|tr|col|row|ro|co|ce|cell|[a-z]{1,2})?\d+|[a-z]{1,2}",
    re.IGNORECASE,
)
_OF_LOOKS = re.compile(
    r"(?:^|[-_])(?:no|un|is)?(?:border|bg|back|odd|even|first|last|left|right|top|bottom|cent|mid|align|width|height|text|font"
    r"|colou?r|select|hover|active|cur|empty|blank|null|none|data|nbsp|bold|line|diag|slash|space|[wh](?![a-z]))",
    re.IGNORECASE,
)
"""Classes that word processors and sheets give to cells by themselves, and those that say what a cell looks like."""
_OTHERS = ("img", "input", "select", "table")


def cells_that_wait(root: Any) -> Iterator[Any]:
    """The blank cells with a mark in tables of which most cells with a figure have none: editors mark all of them.

    Args:
        root: The outermost element of a page.
    """
    if not any(script.get("src") for script in root.iter("script")):
        return
    for table in root.iter("table"):
        cells = [cell for cell in table.iter("td") if next(cell.iterancestors("table"), None) is table]
        marked = [(cell, marks) for cell in cells if not text_of(cell) and (marks := _marks(cell))]
        if marked:
            filled = [cell for cell in cells if text_of(cell)]
            figures = [cell for cell in filled if is_figure(text_of(cell))]
            names = Counter(mark for cell in figures for mark in _marks(cell))
            usual = {f".{name}" for cell in filled for item in cell.iter("*") for name in _classes(item)}
            usual |= {mark for mark, count in names.items() if 2 * count > len(figures)}
            yield from (
                cell for cell, marks in marked if not marks <= usual and next(cell.iter(*_OTHERS), None) is None
            )


def _marks(cell: Any) -> set[str]:
    """The names of attributes that say what a cell is, and its classes with a sign."""
    marks: set[str] = set()
    for element in cell.iter("*"):
        if element.tag == "br":  # which editors put into blank cells
            continue
        for name, value in element.items():
            if _NAMES.fullmatch(name) and not (name in ("id", "name") and _BOOKMARK.match(value)):
                marks |= {name} if (value or name[:5] == "data-") and (name != "name" or element.tag != "a") else set()
        marks |= {
            f".{name}" for name in _classes(element) if not (_OF_PROGRAMS.fullmatch(name) or _OF_LOOKS.search(name))
        }
    return marks


def _classes(element: Any) -> list[str]:
    return (element.get("class") or "").split()
