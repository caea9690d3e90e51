"""Finds tables in source code on a page: in a script, a comment, a text box, or shown with its tags.

No script is run. A table in HTML is read as one; in other data, such as JSON, each text begins a row and the figures
after it are its cells. Such tables are quoted, and never taken for the report's.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from html import unescape
from typing import Any

from lxml import etree

from gongkai.errors import ReadError
from gongkai.readers.document.draft_blocks import DraftBlock
from gongkai.readers.document.form_words import column_names_in, row_names_in
from gongkai.readers.document.spans import SourceCell, SourceRow
from gongkai.readers.html.cell_parts import is_figure
from gongkai.readers.html.unseen.hidden_tables import labels_of

_MOST_SOURCE = 1_000_000
"""Characters of all sources together; beyond them nothing is looked for."""
_LONGEST, _MOST_TABLES = 300_000, 20
"""Characters of one source in which tables of HTML are looked for, and how many of these are read."""
_MOST_TOKENS = 4_000
_FEWEST_LABELS = 3
_TABLE = re.compile(r"<table\b(?:(?!</table)[^\x00])*", re.IGNORECASE)
_CODE = re.compile(r"\\u([0-9a-fA-F]{4})")
_JOINED = re.compile(r"""["'`]\s*\+\s*["'`]|\\\n""")
_ESCAPED = {r"\/": "/", r"\"": '"', r"\'": "'", r"\n": "\n", r"\r": "\n", r"\t": "\t"}
_TOKEN = re.compile(
    r"""(?:\d{1,2}[.．、]\s*)?[\u3400-\u9fff（(][^"'`<>{}\[\]:：=\n\t]{0,80}"""
    r"""|(?<=["'])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?=["'])|[-−]?\d{1,15}(?:\.\d{1,15})?"""
)
"""A label, or a figure; a comma is one of thousands in a text alone."""
_WORD = re.compile(r"[\u3400-\u9fff]")


def source_tables(
    root: Any, visible_blocks: Sequence[DraftBlock], reader: Callable[[str], Sequence[DraftBlock]]
) -> list[DraftBlock]:
    """The tables of the form that are only in source code: no table that is shown has their labels.

    Args:
        root: The outermost element of a page.
        visible_blocks: The blocks that it shows.
        reader: Gives the blocks of HTML.
    """
    visible_labels = {label for draft in visible_blocks if draft.rows is not None for label in labels_of(draft)}
    tables = [table for text, line in _sources(root) for table in _tables(text, line, reader)]
    return [table for table in tables if labels_of(table) - visible_labels]


def _sources(root: Any) -> Iterator[tuple[str, int | None]]:
    """The texts that may be source and have labels of the form, each with its line."""
    length_left = _MOST_SOURCE
    for element in root.iter("script", "textarea", "pre", etree.Comment):
        source_text = (
            (element.text or "") if not len(element) else etree.tostring(element, encoding="unicode", method="html")
        )
        length_left -= len(source_text)
        if length_left < 0:
            return
        text = _plain(source_text)
        if element.tag == "pre" and "<table" not in text:
            continue  # the page shows this source as plain text
        if row_names_in(text) or column_names_in(text):
            yield text, element.sourceline


def _plain(text: str) -> str:
    """A source without the escapes of scripts and of HTML."""
    text = _JOINED.sub("", _CODE.sub(lambda match: chr(int(match[1], 16)), text))
    for escape, sign in _ESCAPED.items():
        text = text.replace(escape, sign)
    return unescape(text) if "<table" not in text else text


def _tables(text: str, line: int | None, reader: Callable[[str], Sequence[DraftBlock]]) -> Iterator[DraftBlock]:
    parts = [match[0] for match, _ in zip(_TABLE.finditer(text[:_LONGEST]), range(_MOST_TABLES), strict=False)]
    try:
        drafts = [draft for part in parts for draft in reader(f"{part}</table>") if draft.rows is not None]
    except ReadError:  # beyond the bounds of a page
        drafts = []
    for draft in drafts or _table_of_data(text):
        if labels_of(draft):
            draft.line = line
            yield draft


def _table_of_data(text: str) -> Iterator[DraftBlock]:
    """Labels of the form and the figures after them, row by row, if there are some of both."""
    rows: list[list[str]] = []
    for match, _ in zip(_TOKEN.finditer(text), range(_MOST_TOKENS), strict=False):
        token = match[0].strip()
        if _WORD.search(token):
            rows.append([token])
        elif rows and is_figure(token):
            rows[-1].append(token)
    table = DraftBlock(rows=tuple(SourceRow(tuple(map(SourceCell, row))) for row in rows if len(row) > 1))
    if len(labels_of(table)) >= _FEWEST_LABELS:
        yield table
