"""Blank cells that have a name by which a script in a file of its own may write a figure into them.

A page that was saved as its source has such cells as they are before any script has run.
"""

import re
from collections.abc import Iterator
from typing import Any

from gongkai.readers.html.cell_parts import is_figure, text_of

_DATA = re.compile(r"data-(?:value|num\w*|count|field|key|name|prop|code)")
_BOOKMARK = re.compile(r"_|OLE_LINK|bookmark", re.IGNORECASE)
"""How the ids begin that word processors give to places in a text."""


def cells_that_wait(root: Any) -> Iterator[Any]:
    """The blank cells with a name in tables of which most cells with a figure have none: editors name all of them.

    Args:
        root: The outermost element of a page.
    """
    if not any(script.get("src") for script in root.iter("script")):
        return
    for table in root.iter("table"):
        cells = [cell for cell in table.iter("td") if next(cell.iterancestors("table"), None) is table]
        waiting = [cell for cell in cells if _has_name(cell) and not text_of(cell)]
        if waiting:
            others = [cell for cell in cells if (text := text_of(cell)) and is_figure(text)]
            if 2 * sum(map(_has_name, others)) <= len(others):
                yield from (
                    cell for cell in waiting if next(cell.iter("img", "input", "select", "table"), None) is None
                )


def _has_name(cell: Any) -> bool:
    for element in cell.iter("*"):
        name = element.get("id")
        if (name and not _BOOKMARK.match(name)) or any(map(_DATA.fullmatch, element.keys())):
            return True
    return False
