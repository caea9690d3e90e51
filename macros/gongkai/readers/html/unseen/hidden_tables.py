"""Tables of a report that a page hides, as in a tab that is not open: which are read, and which are only quoted.

A table is read if it lies in a part that a click shows and no other table of the page has rows of the same names; a
notice says then that the page does not show it at first. Of two with the same rows nobody knows which is meant.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from gongkai.readers.document.draft_blocks import DraftBlock
from gongkai.readers.document.form_words import column_names_in, row_names_in
from gongkai.readers.html import visibility
from gongkai.readers.html.cell_parts import text_of

_PANE = re.compile(r"tab|pane|panel|con|slide|swiper|item|box|layer|list|fold|collaps|accord|more", re.IGNORECASE)
"""What the parts of a page are called that a click shows."""
_DIGIT = re.compile(r"\d")
_NAMES = ("class", "id", "role")
_LONGEST_CELL = 12


def hidden_tables(visible: Sequence[DraftBlock], everything: Sequence[DraftBlock]) -> list[DraftBlock]:
    """The tables of the form that are not shown.

    Args:
        visible: What a page shows.
        everything: Likewise with what it hides.
    """
    visible_elements = {draft.element for draft in visible if draft.rows is not None}
    return [
        draft
        for draft in everything
        if draft.rows is not None and draft.element not in visible_elements and labels_of(draft)
    ]


def is_of_form(table: DraftBlock) -> bool:
    """Whether a table has a label of the form.

    Args:
        table: The table.
    """
    return bool(labels_of(table))


def labels_of(table: DraftBlock) -> frozenset[str]:
    """The names of rows and of heads of the form that a table has.

    Args:
        table: The table.
    """
    return row_names_in(table.words()) | column_names_in(table.words())


def hidden_rows(table: DraftBlock) -> Iterator[tuple[int, str]]:
    """The rows with figures that a table which is shown hides, by a style or attribute of their own.

    Those that it shows as well are left out.

    Args:
        table: The table.

    Yields:
        The number of each row, from 1, and its words.
    """
    row_texts = {" ".join(filter(None, (cell.text for cell in row.cells))) for row in table.rows or ()}
    rows = [row for row in table.element.iter("tr") if next(row.iterancestors("table"), None) is table.element]
    for number, row in enumerate(rows, 1):
        if any(map(visibility.is_hidden, (row, row.getparent()))):
            words = " ".join(filter(None, map(text_of, row.iterchildren("td", "th"))))
            if _DIGIT.search(words) and words not in row_texts:
                yield number, words


def only_ones(hidden: Sequence[DraftBlock], visible: Sequence[DraftBlock]) -> list[DraftBlock]:
    """The hidden tables in parts that a click shows whose rows no other table of the page has.

    Args:
        hidden: Those that ``hidden_tables`` gives.
        visible: What the page shows.
    """
    tables = (*hidden, *(draft for draft in visible if draft.rows is not None))
    rows = {id(draft): row_names_in(draft.words()) for draft in tables}
    counts = Counter(name for names in rows.values() for name in names)
    alone = [draft for draft in hidden if rows[id(draft)] and all(counts[name] == 1 for name in rows[id(draft)])]
    return [draft for draft in alone if any(map(_is_pane, _hidden_around(draft.element)))]


def show(table: DraftBlock) -> None:
    """Take away, in the tree of its page, what hides a table.

    Args:
        table: The table.
    """
    for element in _hidden_around(table.element):
        for name in ("style", "hidden", "popover"):
            element.attrib.pop(name, None)
        if element.tag == "dialog":
            element.set("open", "")


def words_of(table: DraftBlock) -> str:
    """A table as it is quoted: row by row, long labels cut.

    Args:
        table: The table.
    """
    rows = ([cell.text for cell in row.cells if cell.text] for row in table.rows or ())
    return "；".join(" ".join(text[:_LONGEST_CELL] for text in row) for row in rows if row)


def _hidden_around(element: Any) -> list[Any]:
    """The elements that hide a table: itself, or around it."""
    return [item for item in (element, *element.iterancestors()) if visibility.is_hidden(item)]


def _is_pane(element: Any) -> bool:
    """Whether a hidden element is one of several parts: it, or one beside or around it, is called so, or is like it."""
    beside = [item for item in (element.getprevious(), element.getnext()) if item is not None]
    if element.get("class") and any(item.get("class") == element.get("class") for item in beside):
        return True
    near = (element, *beside, element.getparent())
    return any(
        _PANE.search(" ".join(item.get(name) or "" for name in _NAMES))
        for item in near
        if item is not None and isinstance(item.tag, str) and item.tag not in ("body", "html")
    )
