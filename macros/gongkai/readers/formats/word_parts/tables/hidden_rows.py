"""Rows of tables that a Word file does not show: they are left out, and each is noted with its words.

A row is not shown that is marked as hidden (ECMA-376 part 1, 17.4.20), or whose height is fixed at next to nothing.
"""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from gongkai.figures import whole_number
from gongkai.findings import say
from gongkai.readers.document import FileNotice, Origin
from gongkai.readers.files.office_xml import WORD, xml_root

_MAY_HIDE = re.compile(rb"<w:hidden[\s/>]|<w:trHeight [^>]*w:val=\"\d{1,2}\"")
_OFF = {"0", "false", "off"}
_LOWEST = 80
"""Height in twentieths of a point up to which nothing of a row is seen."""


def without_hidden_rows(part: bytes) -> tuple[bytes, list[FileNotice]]:
    """A main part without the rows that it hides, and a notice for each of these that holds something.

    Args:
        part: The part.
    """
    if not _MAY_HIDE.search(part):
        return part, []
    root: Any = xml_root(part)
    notices: list[FileNotice] = []
    for number, table in enumerate(root.iter(f"{WORD}tbl"), 1):
        rows = [row for row in table.iter(f"{WORD}tr") if next(row.iterancestors(f"{WORD}tbl")) is table]
        hidden = [place for place, row in enumerate(rows) if _is_hidden(row)]
        for place in hidden:
            notices += _notice(rows[place], number, place + 1)
            _let_begin_below(rows, place)
        for place in hidden:
            rows[place].getparent().remove(rows[place])
    for table in [table for table in root.iter(f"{WORD}tbl") if table.find(f".//{WORD}tr") is None]:
        table.getparent().remove(table)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)), notices


def _is_hidden(row: Any) -> bool:
    mark, height = (row.find(f"{WORD}trPr/{WORD}{name}") for name in ("hidden", "trHeight"))
    if mark is not None and (mark.get(f"{WORD}val") or "") not in _OFF:
        return True
    if height is None or height.get(f"{WORD}hRule") != "exact":
        return False
    twips = whole_number(height.get(f"{WORD}val") or "")
    return twips is not None and twips <= _LOWEST


def _notice(row: Any, table: int, place: int) -> Iterator[FileNotice]:
    cells = ("".join(text.text or "" for text in cell.iter(f"{WORD}t")).strip() for cell in row.iter(f"{WORD}tc"))
    words = " ".join(filter(None, cells))
    if words:
        where = say("readers.row", {"row": place})
        yield FileNotice("hidden-table-row", words, origin=Origin(table_number=table, cell=where))


def _let_begin_below(rows: list[Any], place: int) -> None:
    """Let cells that span down from a row begin in the row below it, with what they hold."""
    below = dict(_cells(rows[place + 1])) if place + 1 < len(rows) else {}
    for column, cell in _cells(rows[place]):
        mark, other = cell.find(f"{WORD}tcPr/{WORD}vMerge"), below.get(column)
        if mark is None or mark.get(f"{WORD}val") != "restart" or other is None:
            continue
        continued = other.find(f"{WORD}tcPr/{WORD}vMerge")
        if continued is not None and continued.get(f"{WORD}val") != "restart":
            continued.set(f"{WORD}val", "restart")
            other[:] = [other.find(f"{WORD}tcPr"), *(item for item in cell if item.tag != f"{WORD}tcPr")]


def _cells(row: Any) -> Iterator[tuple[int, Any]]:
    """The cells of a row, each with the number of its first column in the grid of the table."""
    before = row.find(f"{WORD}trPr/{WORD}gridBefore")
    column = _number(before)
    for cell in row.iterchildren(f"{WORD}tc"):
        yield column, cell
        column += _number(cell.find(f"{WORD}tcPr/{WORD}gridSpan")) or 1


def _number(element: Any) -> int:
    return (whole_number(element.get(f"{WORD}val") or "") if element is not None else None) or 0
