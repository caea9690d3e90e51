"""Distinguishes tables that only lay out a page from tables of figures; the content of the former is read as text.

One pass over the page: a table is judged by its own cells, not by those of tables nested in it.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from lxml import etree

from gongkai.readers.document.form_words import is_section_title
from gongkai.readers.document.whitespace import collapse_spaces

_FIGURE = re.compile(r"[+\-−]?[\d０-９][\d０-９.,，]*(?:万?元)?|[/／—-]|")
_LONG = 300
_FEWEST_FIGURES = 3
_LABELS = 6
_CELLS = {"td", "th"}
_NO_TEXT = {"script", "style"}
_BREAKS = {"p", "div", "br", "h1", "h2", "h3", "h4"}


@dataclass(slots=True)
class _CellCounts:
    """Counts over a table's own cells."""

    cells: int = 0
    figures: int = 0
    blank: int = 0
    long: bool = False
    heading: bool = False
    nested: bool = False


def layout_tables(root: Any) -> set[Any]:
    """The tables below an element that only lay out the page.

    A table with figures of its own is never one of them; nor is one of short texts alone, such as the box with the
    index number above a report.

    Args:
        root: An element of lxml.
    """
    if root.find(".//table") is None and root.tag != "table":
        return set()
    scan = _TableScan()
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            scan.enter(element)
        else:  # of a comment only what stands after it counts
            scan.leave(element)
    return {table for table, counts in scan.counts.items() if _is_layout(counts)}


def own_tables(root: Any, layout: Collection[Any]) -> list[Any]:
    """The outermost tables of a page that do more than lay it out.

    Args:
        root: Its outermost element.
        layout: The tables that only lay it out.
    """
    return [
        table
        for table in root.iter("table")
        if table not in layout and all(item in layout for item in table.iterancestors("table"))
    ]


class _TableScan:
    """One pass over a page; collects the text of the innermost cell."""

    def __init__(self) -> None:
        self.counts: dict[Any, _CellCounts] = {}
        self._tables: list[Any] = []
        self._cells: list[list[str]] = []

    def enter(self, element: Any) -> None:
        tag = element.tag
        if tag == "table":
            if self._tables:
                self.counts[self._tables[-1]].nested = True
            self.counts[element] = _CellCounts()
            self._tables.append(element)
        elif tag in _CELLS:
            self._cells.append([])
        if self._cells and element.text and tag not in _NO_TEXT:
            self._cells[-1].append(element.text)

    def leave(self, element: Any) -> None:
        tag = element.tag
        if tag == "table":
            self._tables.pop()
        elif tag in _CELLS:
            text = collapse_spaces("".join(self._cells.pop()))
            if self._tables:
                _judge(self.counts[self._tables[-1]], text)
        elif tag in _BREAKS and self._cells:
            self._cells[-1].append("\n")
        if self._cells and element.tail:
            self._cells[-1].append(element.tail)


def _is_layout(counts: _CellCounts) -> bool:
    if counts.cells <= 1 or (counts.cells == 2 and counts.blank):  # noqa: PLR2004 - a frame, with or without a margin
        return True
    if counts.figures >= _FEWEST_FIGURES:
        return False
    if counts.nested or counts.heading:
        return True
    return counts.long and counts.cells <= _LABELS


def _judge(counts: _CellCounts, text: str) -> None:
    counts.cells += 1
    counts.blank += not text
    counts.figures += bool(text) and _FIGURE.fullmatch(text) is not None
    counts.long = counts.long or len(text) > _LONG
    counts.heading = counts.heading or (len(text) > 2 * _LABELS and is_section_title(text))
