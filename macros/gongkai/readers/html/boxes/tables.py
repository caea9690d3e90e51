"""Writes tables that a page makes of other elements as tables: by their roles, or by boxes in rows of equal length.

A blank cell of such a table is a box as well; read as lines of text it would leave no trace.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from lxml import etree

from gongkai.readers.document.form_words import column_names_in, row_names_in
from gongkai.readers.html.elements import LEFT_TAG, SLOT_TAG

_ROLES = {
    **dict.fromkeys(("table", "grid", "treegrid"), "table"),
    **dict.fromkeys(("cell", "gridcell"), "td"),
    **dict.fromkeys(("columnheader", "rowheader"), "th"),
    "row": "tr",
    "rowgroup": "tbody",
}
_BOXES = frozenset({"div", "section", "article", "ul", "ol", "li", "dl", "dt", "dd"})
"""Elements of which rows and cells are made; those within a line of text are none."""
_INLINE = frozenset({"span", "p", "b", "strong", "i", "em", "u", "font", "br", "a", "label"})
"""What may be in such a cell."""
_OTHERS = (LEFT_TAG, SLOT_TAG, "table", "img", "svg", "canvas", "input", "select", "textarea", "sup", "sub")
"""What makes a box more than a cell with a text, or says that something in it is not shown."""
_FEWEST_ROWS, _FEWEST_CELLS, _FEWEST_NAMES = 3, 2, 3
"""Rows of one length, cells of each, and names of the form among them."""
_MOST_CELLS, _MOST_IN_CELL, _LONGEST = 30, 8, 120


def write_box_tables(root: Any) -> None:
    """Change a tree in place.

    Args:
        root: The outermost element of a page.
    """
    for element in [item for item in root.iter("*") if _role(item) == "table" and item.tag != "table"]:
        if next(element.iter("table"), None) is None:
            _name_by_roles(element)
    for box in [item for item in root.iter(*_BOXES, "body", "form") if len(item) >= _FEWEST_ROWS]:
        for rows in _runs(box):
            if _is_table(rows):
                _put_into_table(rows)


def _role(element: Any) -> str:
    return _ROLES.get((element.get("role") or "").strip().lower(), "")


def _name_by_roles(table: Any) -> None:
    for element in list(table.iter("*")):
        name = _role(element)
        if name and (name != "table" or element is table):
            element.tag = name
            for span in ("colspan", "rowspan"):
                if value := element.get(f"aria-{span}"):
                    element.set(span, value)


def _runs(box: Any) -> Iterator[Sequence[Any]]:
    """Runs of boxes in a box that look like rows."""
    for is_row, group in groupby(filter(_is_element, box), _is_row):
        if is_row:
            yield list(group)


def _is_row(element: Any) -> bool:
    """Whether an element has nothing but boxes with a short text each."""
    if element.tag not in _BOXES or not 0 < len(element) <= _MOST_CELLS or _has_text_around(element):
        return False
    return all(_is_cell(part) for part in element if _is_element(part))


def _has_text_around(element: Any) -> bool:
    """Whether there is text behind an element, or in it before its first part."""
    return bool((element.text or "").strip() or (element.tail or "").strip())


def _is_element(part: Any) -> bool:
    return isinstance(part.tag, str)


def _is_cell(element: Any) -> bool:
    if element.tag not in _BOXES or (element.tail or "").strip():
        return False
    parts = list(zip(element.iterdescendants(), range(_MOST_IN_CELL + 1), strict=False))
    if len(parts) > _MOST_IN_CELL or not all(_is_inline(part) for part, _ in parts if _is_element(part)):
        return False
    return sum(map(len, element.itertext())) <= _LONGEST


def _is_inline(part: Any) -> bool:
    """Whether an element is a part of a line of text, or a box that is alone in another one."""
    return part.tag in _INLINE or (part.tag in _BOXES and len(part.getparent()) == 1)


def _is_table(rows: Sequence[Any]) -> bool:
    """Whether rows have one length, but for shorter ones, and enough names of the form."""
    counts = Counter(len(row) for row in rows)
    alike = max(count for length, count in counts.items() if length >= _FEWEST_CELLS) if max(counts) > 1 else 0
    if alike < _FEWEST_ROWS or any(next(row.iter(*_OTHERS), None) is not None for row in rows):
        return False
    text = " ".join(part for row in rows for part in row.itertext())
    return len(row_names_in(text) | column_names_in(text)) >= _FEWEST_NAMES


def _put_into_table(rows: Sequence[Any]) -> None:
    table = etree.Element("table")
    rows[0].addprevious(table)
    for row in rows:
        tail, row.tail = row.tail, None
        table.append(row)
        table.tail = (table.tail or "") + (tail or "")
        row.tag = "tr"
        for cell in filter(_is_element, row):
            cell.tag = "td"
