"""Tables that only lay out a page, told from tables of figures; the former are unwrapped by the reader of HTML.

One pass over the page: a table is looked at by its own cells, not by those of tables within it.
"""

import re
from dataclasses import dataclass
from typing import Any

from gongkai.readers.document.whitespace import tidy

_FIGURE = re.compile(r"[+\-−]?[\d０-９][\d０-９.,，]*(?:万?元)?|[/／—-]|")
_HEADING = re.compile(
    r"(?:[一二三四五六]\s*[、.．]\s*|[（(][一二三四五六][）)])?"
    r"(?:总体情况|概述|主动公开政府信息|收到和处理政府信息|.{0,12}行政复议、|.{0,12}存在的?主要问题|其他需要报告)"
)
_LONG = 300
_FEWEST_FIGURES = 3
_LABELS = 6
_CELLS = {"td", "th"}
_NO_TEXT = {"script", "style"}
_BREAKS = {"p", "div", "br", "h1", "h2", "h3", "h4"}


@dataclass(slots=True)
class _Seen:
    """What is known of a table's own cells so far."""

    cells: int = 0
    figures: int = 0
    blank: int = 0
    long: bool = False
    heading: bool = False
    nested: bool = False


def layout_tables(root: Any) -> set[Any]:
    """The tables below an element that hold no rows of their own but the page's parts.

    A table with figures of its own is never one of them, whatever else its cells hold; nor one of short texts alone,
    such as the box with the index number above a report.
    """
    if root.find(".//table") is None and root.tag != "table":
        return set()
    look = _Look()
    stack: list[tuple[Any, bool]] = [(root, True)]
    while stack:
        element, entering = stack.pop()
        if not entering:
            look.leave(element)
            continue
        look.enter(element)
        stack.append((element, False))
        stack.extend((child, True) for child in reversed(element))
    return {table for table, counts in look.seen.items() if _is_layout(counts)}


def is_heading(text: str) -> bool:
    """Whether a text begins like the title of a section of the report."""
    return _HEADING.match(text) is not None


class _Look:
    """One pass, with the text of the innermost cell at hand."""

    def __init__(self) -> None:
        self.seen: dict[Any, _Seen] = {}
        self._tables: list[Any] = []
        self._cells: list[list[str]] = []

    def enter(self, element: Any) -> None:
        tag = element.tag
        if tag == "table":
            if self._tables:
                self.seen[self._tables[-1]].nested = True
            self.seen[element] = _Seen()
            self._tables.append(element)
        elif tag in _CELLS:
            self._cells.append([])
        if self._cells and element.text and tag not in _NO_TEXT and isinstance(tag, str):
            self._cells[-1].append(element.text)

    def leave(self, element: Any) -> None:
        tag = element.tag
        if tag == "table":
            self._tables.pop()
        elif tag in _CELLS:
            text = tidy("".join(self._cells.pop()))
            if self._tables:
                _judge(self.seen[self._tables[-1]], text)
        elif tag in _BREAKS and self._cells:
            self._cells[-1].append("\n")
        if self._cells and element.tail:
            self._cells[-1].append(element.tail)


def _is_layout(counts: _Seen) -> bool:
    if counts.cells <= 1 or (counts.cells == 2 and counts.blank):  # noqa: PLR2004 - a frame, with or without a margin
        return True
    if counts.figures >= _FEWEST_FIGURES:
        return False
    if counts.nested or counts.heading:
        return True
    return counts.long and counts.cells <= _LABELS


def _judge(counts: _Seen, text: str) -> None:
    counts.cells += 1
    counts.blank += not text
    counts.figures += bool(text) and _FIGURE.fullmatch(text) is not None
    counts.long = counts.long or len(text) > _LONG
    counts.heading = counts.heading or (_HEADING.match(text) is not None and len(text) > 2 * _LABELS)
