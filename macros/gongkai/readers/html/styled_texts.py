"""Takes struck text, and figures that are not shown, out of the text of a page outside of its tables of figures.

A struck 9 before an 8 must not read 98. What is taken out is noted in its place, in an element without text of its own
(``LEFT_TAG``). Blocks that a style sheet hides as a whole are kept, as a click or a script may show them, but for lines
that look like rows of a table. Such lines, and figures that stand alone, are then rewritten like cells.
"""

import re
from collections.abc import Collection
from itertools import islice
from typing import Any

from lxml import etree

from gongkai.findings import say
from gongkai.readers.document.form_words import is_line_of_table
from gongkai.readers.document.whitespace import collapse_spaces
from gongkai.readers.html import visibility
from gongkai.readers.html.cell_parts import is_figure, text_of
from gongkai.readers.html.elements import BLOCK_TAGS, LEFT_TAG, STRIKING_TAGS, is_without_text
from gongkai.readers.html.styled_cells import StyledCell
from gongkai.readers.html.styles import effects, grounds, lines
from gongkai.readers.html.styles.grounds import GroundPictures
from gongkai.readers.html.styles.rules import PageStyles
from gongkai.readers.html.unseen.hidden_texts import UNSEEN

_DIGIT = re.compile(r"\d")
_SENTENCE = re.compile(r"[，。；！？]")
_MOST_PARTS, _LONGEST_ROW = 60, 120
_STRING = etree.XPath("string()")
_LONGEST = 200


def leave_out(root: Any, tables: Collection[Any], styles: PageStyles | None) -> list[Any]:
    """Change a tree in place.

    Args:
        root: Its outermost element.
        tables: Those of figures, whose cells say themselves what is done to them.
        styles: Of the page; None where they are too many to look at.

    Returns:
        The elements that are like a row, or a cell.

    Raises:
        TooManyStylesError: It takes too many comparisons to know what is done to the text.
    """
    rows: list[Any] = []
    stack = [root]
    while stack:
        element = stack.pop()
        if not isinstance(element.tag, str) or element in tables or _is_unseen(element):
            continue
        word = _word(element, styles)
        if not word and is_row(element):
            rows.append(element)
        elif not word and _is_pale(element, rows, styles):
            word = "readers.same-color"
        if not word and _is_hidden_block(element, styles):
            element.set(UNSEEN, "")
        if not word or next(element.iter("table"), None) is not None:
            stack.extend(reversed(element))
        elif word == "readers.struck" or _DIGIT.search(_text(element)):
            _leave(element, say(word))
    if styles is not None:
        for row in rows:
            StyledCell(row, [], styles, GroundPictures(), is_line=True).rewrite()
    return rows


def is_row(element: Any) -> bool:
    """Whether a block is one line with a label of the form, or a figure alone.

    Args:
        element: The element.
    """
    if element.tag not in BLOCK_TAGS or not (len(element) or _DIGIT.search(element.text or "")):
        return False
    for count, item in enumerate(element.iterdescendants()):
        if item.tag in BLOCK_TAGS or item.tag == "br" or count > _MOST_PARTS:
            return False
    text = _text(element)
    if len(text) > _LONGEST_ROW or _SENTENCE.search(text) or not (_DIGIT.search(text) or len(element)):
        return False
    return is_line_of_table(text) or is_figure(text_of(element))


def _word(element: Any, styles: PageStyles | None) -> str:
    """The key of words on what is done to a text; empty where nothing is."""
    if element.tag in STRIKING_TAGS:
        return "readers.struck"
    if styles is None or not styles.may_change(element):
        return ""
    values = styles.of(element).own
    if effects.strikes(values) or lines.draws_line(values):
        return "readers.struck"
    if element.tag in BLOCK_TAGS and not (is_row(element) and is_line_of_table(_text(element))):
        return ""
    return "readers.hidden" if styles.is_hidden(element) else ""


def _is_hidden_block(element: Any, styles: PageStyles | None) -> bool:
    """Whether a style sheet hides a block as a whole: setting it off by less than a screen does not."""
    if styles is None or element.tag not in BLOCK_TAGS or not styles.may_change(element):
        return False
    return effects.hides_around(styles.of(element).own) and styles.is_hidden(element)


def _is_pale(element: Any, rows: Collection[Any], styles: PageStyles | None) -> bool:
    """Whether the text of an element that is in no row, and all of it, has the colour of its ground."""
    if styles is None or not (element.get("color") or styles.may_change(element)):
        return False
    if "color" not in styles.of(element).own and not element.get("color"):
        return False
    if not set(rows).isdisjoint(element.iterancestors()):
        return False
    line, parts = (element, *element.iterancestors()), [*islice(element.iterdescendants("*"), _MOST_PARTS + 1)]
    styles.count(len(line) + len(parts))
    values = [styles.of(part).own for part in parts]
    if len(parts) > _MOST_PARTS or any("color" in own or "background-color" in own for own in values):
        return False
    colour = grounds.colour_of_text(line, styles)
    return colour is not None and effects.is_alike(colour, grounds.ground_of(line, styles))


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
