"""Takes out of the text of a page, outside of its tables of figures, what is struck out, and figures it does not show.

A struck 9 before an 8 must not read 98. Words on what was taken out stay in its place, as an element without text.
Blocks that a style sheet hides as a whole are kept, as a click or a script may show them.
"""

import re
from collections.abc import Collection
from typing import Any

from lxml import etree

from gongkai.findings import say
from gongkai.readers.document.whitespace import collapse_spaces
from gongkai.readers.html import visibility
from gongkai.readers.html.elements import BLOCK_TAGS, LEFT_TAG, STRIKING_TAGS, is_without_text
from gongkai.readers.html.styles import effects
from gongkai.readers.html.styles.rules import PageStyles

_DIGIT = re.compile(r"\d")
_STRING = etree.XPath("string()")
_LONGEST = 200


def leave_out(root: Any, tables: Collection[Any], styles: PageStyles | None) -> None:
    """Change a tree in place.

    Args:
        root: Its outermost element.
        tables: Those of figures, whose cells say themselves what is done to them.
        styles: Of the page; None where they are too many to look at.

    Raises:
        TooManyStylesError: It takes too many comparisons to know what is done to the text.
    """
    stack = [root]
    while stack:
        element = stack.pop()
        if not isinstance(element.tag, str) or element in tables or _is_unseen(element):
            continue
        word = _word(element, styles)
        if not word or next(element.iter("table"), None) is not None:
            stack.extend(reversed(element))
        elif word == "readers.struck" or _DIGIT.search(_text(element)):
            _leave(element, say(word))


def _word(element: Any, styles: PageStyles | None) -> str:
    """The key of words on what is done to a text; empty where nothing is."""
    if element.tag in STRIKING_TAGS:
        return "readers.struck"
    if styles is None or not styles.may_change(element):
        return ""
    if effects.strikes(styles.of(element).own):
        return "readers.struck"
    return "readers.hidden" if element.tag not in BLOCK_TAGS and styles.is_hidden(element) else ""


def _is_unseen(element: Any) -> bool:
    return is_without_text(element) or visibility.is_hidden(element)


def _text(element: Any) -> str:
    return collapse_spaces(str(_STRING(element)))


def _leave(element: Any, words: str) -> None:
    """Put words on the text of an element in its place."""
    text = _text(element)
    element.text = None
    del element[:]
    if text:
        etree.SubElement(element, LEFT_TAG).text = f"{words}{text[:_LONGEST]}"
