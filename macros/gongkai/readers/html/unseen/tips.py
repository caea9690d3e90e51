"""Words that a page shows of a cell only where the mouse rests on it: those of ``title`` and of attributes like it."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml import etree

from gongkai.readers.document import FileNotice, Origin
from gongkai.readers.document.draft_blocks import DraftBlock
from gongkai.readers.document.whitespace import collapse_spaces

_ATTRIBUTES = ("title", "data-title", "data-original-title", "data-tip", "data-tooltip", "data-content", "aria-label")
"""That of HTML, and those that libraries of tooltips use in its place."""
_HAVING = etree.XPath(f"descendant-or-self::*[{' or '.join(f'@{name}' for name in _ATTRIBUTES)}]")
"""Elements with one of them: few of a table's, whose texts alone are put together."""
_TEXT = etree.XPath("string()")
_MOST, _LONGEST, _SHOWN = 100, 100, 20
"""Tips of a table, and characters of each and of what it is about."""


def tips_of(table: DraftBlock) -> Iterator[FileNotice]:
    """A notice of each tip in a table, unless it repeats what is shown there.

    Args:
        table: A table that was read.
    """
    origin = Origin(line=table.line, table_number=table.table_number)
    elements = _HAVING(table.element) if table.element is not None else ()
    notices = (
        FileNotice("tip", tip, (("shown", words[:_SHOWN]),), origin)
        for element in elements
        for words in [collapse_spaces(str(_TEXT(element)))]
        for tip in _tips(element)
        if tip not in words
    )
    return islice(notices, _MOST)


def _tips(element: Any) -> Iterator[str]:
    for name in _ATTRIBUTES:
        tip = collapse_spaces(element.get(name) or "")
        if 0 < len(tip) <= _LONGEST:
            yield tip
