"""Words that style sheets add before or after elements (``::before``, ``::after``), put into a page as text.

Those of cells, and of lines like rows of a table, are put in with the other marks of these: see ``styled_cells``. What
is set over the page, as a watermark is, becomes no text.
"""

import re
from collections.abc import Collection, Iterator
from itertools import islice
from typing import Any

from lxml import etree

from gongkai.findings import say
from gongkai.readers.html import visibility
from gongkai.readers.html.cell_parts import append, literal_text
from gongkai.readers.html.elements import BLOCK_TAGS, ROW_GROUP_TAGS, is_without_text
from gongkai.readers.html.styles import effects
from gongkai.readers.html.styles.rules import PageStyles
from gongkai.readers.html.styles.values import StyleValues

_WORDS = re.compile(r"[\d\u4e00-\u9fff]")
"""What is no mere sign, as arrows and the characters of icon fonts are."""
_OF_DRAFTS = re.compile(r"稿|草案|作废|无效|废止|样[表张本页]|内部|参考|测试|旧版|draft|sample", re.IGNORECASE)
"""What watermarks of drafts say, among more; which of it counts is for ``facts.draft_marks``."""
_LONGEST, _FARTHEST = 12, 4
"""Characters of a watermark, and elements around its text that may place it."""
_CELLS = ("td", "th")
_WITHOUT_CONTENT = frozenset({"img", "br", "hr", "input", "col", "colgroup", "link", "meta", "wbr"})
_PLACED = frozenset({"absolute", "fixed"})
_BLOCKS = frozenset({"block", "table", "flex", "grid", "list-item"})


def add_texts(
    elements: Collection[Any], lines: Collection[Any], tables: Collection[Any], styles: PageStyles
) -> list[str]:
    """Change a tree in place.

    Args:
        elements: Those before or after which a text may be added.
        lines: Lines of text that have what is added already.
        tables: Those of figures, whose cells have it already.
        styles: Of the page.

    Returns:
        All that is added.

    Raises:
        TooManyStylesError: It takes too many comparisons to know.
    """
    all_words: list[str] = []
    for element in elements:
        if not _is_open(element, lines, tables) or styles.is_hidden(element):
            continue
        style = styles.of(element)
        for values, is_before in ((style.before, True), (style.after, False)):
            words = literal_text(values.get("content", ""), element)
            if not _WORDS.search(words) or effects.hides(values):
                continue
            all_words.append(words)
            if values.get("position") not in _PLACED:
                _put(element, words, values, is_before=is_before)
    return all_words


def placed_words(root: Any, styles: PageStyles) -> Iterator[str]:
    """The texts of a page that are set over it, as a watermark is, and may say that it is a draft.

    Args:
        root: Its outermost element.
        styles: Of the page.

    Raises:
        TooManyStylesError: It takes too many comparisons to know.
    """
    for element in root.iter("*"):
        text = (element.text or "").strip()
        if not 1 < len(text) <= _LONGEST or not _OF_DRAFTS.search(text) or is_without_text(element):
            continue
        around = [element, *islice(element.iterancestors(), _FARTHEST)]
        values = [styles.of(item).own for item in around]
        is_placed = any(own.get("position") in _PLACED or effects.turns(own) for own in values)
        if is_placed and not any(visibility.is_hidden(item) or styles.is_hidden(item) for item in around):
            yield text


def _is_open(element: Any, lines: Collection[Any], tables: Collection[Any]) -> bool:
    """Whether an element has text, and nobody else adds to it."""
    if element.tag in _WITHOUT_CONTENT:
        return False
    for item in (element, *element.iterancestors()):
        if is_without_text(item) or visibility.is_hidden(item) or item in lines:
            return False
        if item.tag in _CELLS and next(item.iterancestors("table"), None) in tables:
            return False
    return True


def _put(element: Any, words: str, values: StyleValues, *, is_before: bool) -> None:
    if element.tag == "table":
        added = etree.Element("p")
        added.text = words
        if is_before:
            element.addprevious(added)
        else:
            added.tail, element.tail = element.tail, None
            element.addnext(added)
    elif element.tag == "tr" or element.tag in ROW_GROUP_TAGS:  # browsers put it into a cell of its own
        row = element if element.tag == "tr" else etree.Element("tr")
        etree.SubElement(row, "td").text = f"[{say('readers.added')}{words}]"
        added = row if row is not element else row[-1]
        element.insert(0 if is_before else len(element), added)
    elif values.get("display") in _BLOCKS or any(child.tag in BLOCK_TAGS for child in element):
        added = etree.Element("div")
        added.text = words
        if is_before:
            added.tail, element.text = element.text, None
        element.insert(0 if is_before else len(element), added)
    elif is_before:
        element.text = words + (element.text or "")
    else:
        append(element, words)
