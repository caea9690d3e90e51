"""Cells of a Word table that are merged, or left out, in a way that mammoth does not know: they are written as it does.

Old files mark merged cells one by one (``w:hMerge``), a comparison notes merging as a change (``w:cellMerge``), and a
row may begin further right than its table (``w:gridBefore``) (ECMA-376 part 1, 17.4.22, 17.13.5.2 and 17.4.15).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from lxml import etree

from gongkai.figures import whole_number
from gongkai.findings import say
from gongkai.readers.document import FileNotice, Origin
from gongkai.readers.files.office_xml import WORD, set_property, xml_root

_MAY_CHANGE = re.compile(rb"<w:(?:hMerge|cellMerge|gridBefore)[\s/>]")
_NARROW = 300
"""Width in twentieths of a point up to which what a row leaves out is no column: only its edge is a little off."""


def with_plain_merges(part: bytes) -> bytes:
    """A main part whose merged cells mammoth knows.

    Args:
        part: The part.
    """
    if not _MAY_CHANGE.search(part):
        return part
    root: Any = xml_root(part)
    for row in root.iter(f"{WORD}tr"):
        _merge_across(row)
        _begin_where_shown(row)
    for mark in list(root.iter(f"{WORD}cellMerge")):
        _accept(mark)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def figures_beneath(root: Any) -> Iterator[FileNotice]:
    """A notice of each figure in a cell that is merged with the one above it, under which nobody sees it.

    Args:
        root: The root element of a main part.
    """
    numbers = {table: number for number, table in enumerate(root.iter(f"{WORD}tbl"), 1)}
    for table, cell, begin in _cells_below(root):
        text = _text(cell) if cell.find(f"{WORD}tcPr/{WORD}cellMerge") is None else ""  # which is noted as a change
        if begin is not None and re.search(r"\d", text) and text != _text(begin.cell):
            place = say("readers.cell", {"row": begin.row, "column": begin.column})
            origin = Origin(table_number=numbers[table], cell=place)
            yield FileNotice("beneath-merged", text, (("place", place),), origin)


def begin_without_one_above(root: Any) -> None:
    """Let cells that are merged with one above them begin anew where that one is not merged: Word shows them.

    Args:
        root: The root element of a main part.
    """
    for _, cell, begin in list(_cells_below(root)):
        if begin is None:
            set_property(cell, "tcPr", "vMerge", "restart")


@dataclass(frozen=True, slots=True)
class _Begin:
    """The first of some cells that are merged downwards, its row and its column, both counted from 1."""

    cell: Any
    row: int
    column: int


def _cells_below(root: Any) -> Iterator[tuple[Any, Any, _Begin | None]]:
    """The cells that are merged with the one above, each with its table and the first such cell; None for none.

    Those that a change deletes are left out.
    """
    marks = (next(mark.iterancestors(f"{WORD}tbl"), None) for mark in root.iter(f"{WORD}vMerge"))
    for table in dict.fromkeys(table for table in marks if table is not None):
        begins: dict[int, _Begin] = {}
        rows = (row for row in table.iter(f"{WORD}tr") if next(row.iterancestors(f"{WORD}tbl")) is table)
        for number, row in enumerate(rows, 1):
            column = 1 + _number(row.find(f"{WORD}trPr/{WORD}gridBefore"))
            for cell in _cells_of(row):
                properties = {item.tag: item for item in reversed(next(cell.iterchildren(f"{WORD}tcPr"), ()))}
                if f"{WORD}cellDel" in properties:
                    continue
                mark = properties.get(f"{WORD}vMerge")
                if mark is None:
                    begins.pop(column, None)
                elif mark.get(f"{WORD}val") == "restart":
                    begins[column] = _Begin(cell, number, column)
                else:
                    yield table, cell, begins.get(column)
                    begins.setdefault(column, _Begin(cell, number, column))
                column += _number(properties.get(f"{WORD}gridSpan")) or 1


def _cells_of(row: Any) -> Iterator[Any]:
    """The cells of a row, also those in content controls."""
    for item in row:
        if item.tag == f"{WORD}tc":
            yield item
        else:
            yield from (cell for cell in item.iter(f"{WORD}tc") if next(cell.iterancestors(f"{WORD}tr")) is row)


def _text(cell: Any) -> str:
    return "".join(text.text or "" for text in cell.iter(f"{WORD}t")).strip()


def _merge_across(row: Any) -> None:
    """Let cells that go on with the one before them become a part of it, with what they hold."""
    cells = row.findall(f"{WORD}tc")
    for before, cell in reversed(list(pairwise(cells))):
        mark = cell.find(f"{WORD}tcPr/{WORD}hMerge")
        if mark is None or mark.get(f"{WORD}val") == "restart":
            continue
        set_property(before, "tcPr", "gridSpan", str(_span(before) + _span(cell)))
        if _text(cell):
            before.extend(item for item in list(cell) if item.tag != f"{WORD}tcPr")
        row.remove(cell)


def _begin_where_shown(row: Any) -> None:
    """Let a row that begins further right do so with a blank cell; with a wider one where that is hardly seen."""
    before, first = row.find(f"{WORD}trPr/{WORD}gridBefore"), row.find(f"{WORD}tc")
    count = _number(before)
    if not count or first is None:
        return
    columns = next(row.iterancestors(f"{WORD}tbl")).findall(f"{WORD}tblGrid/{WORD}gridCol")[:count]
    if columns and sum(_number(column, "w") for column in columns) <= _NARROW:
        set_property(first, "tcPr", "gridSpan", str(_span(first) + count))
    else:
        blank = etree.Element(f"{WORD}tc")
        etree.SubElement(blank, f"{WORD}tcPr")
        etree.SubElement(blank, f"{WORD}p")
        set_property(blank, "tcPr", "gridSpan", str(count))
        first.addprevious(blank)
    before.getparent().remove(before)


def _accept(mark: Any) -> None:
    """Merge a cell with the one above it, or part it from that, as the change says that is noted there.

    The mark stays where a figure of the cell is no longer seen afterwards (see ``changes``).
    """
    is_merged = mark.get(f"{WORD}vMerge") == "cont"
    set_property(mark.getparent().getparent(), "tcPr", "vMerge", "continue" if is_merged else "restart")
    if not is_merged:
        mark.getparent().remove(mark)


def _span(cell: Any) -> int:
    return _number(cell.find(f"{WORD}tcPr/{WORD}gridSpan")) or 1


def _number(element: Any, name: str = "val") -> int:
    return (whole_number(element.get(f"{WORD}{name}") or "") if element is not None else None) or 0
