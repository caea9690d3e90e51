"""Distinguishes tables that only lay out a page from tables of figures; the content of the former is read as text.

A table with figures may hold a report as a whole, or its title: its rows of text are told from its rows of figures.

One pass over the page: a table is judged by its own cells, not by those of tables nested in it.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from lxml import etree

from gongkai.readers.document.draft_blocks import DraftBlock
from gongkai.readers.document.form_words import is_section_title
from gongkai.readers.document.signs import NUMERALS
from gongkai.readers.document.spans import SourceCell, SourceRow
from gongkai.readers.document.titles import lines_of_title
from gongkai.readers.document.whitespace import collapse_spaces

_FIGURE = re.compile(r"[+\-−]?[\d０-９][\d０-９.,，]*(?:万?元)?|[/／—-]|")
_LONG = 300
_FEWEST_FIGURES = 3
_LABELS = 6
_CELLS = {"td", "th"}
_NO_TEXT = {"script", "style"}
_MOST_ROWS = 6
"""Rows at the beginning of a table that may be the title of a report, blank ones included."""
_NUMBERED = re.compile(rf"\s*[{NUMERALS}]+\s*[、.．]")
_FEWEST_SECTIONS, _LONG_LINE, _TOP = 2, 40, 96
"""Titles of sections that make a table one of a whole report, characters of a text, and blocks that may be a title."""
_OF_TABLE = ("table", "caption")
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


# Tables that hold a report as a whole, or its title


def texts_apart(rows: Sequence[SourceRow]) -> Iterator[SourceCell | tuple[SourceRow, ...]]:
    """The title of a report and the texts in a table, each a cell, and the tables between them, each as its rows.

    A table with one title of a section, or none, is one table, but for a title of the report above its rows.

    Args:
        rows: Those of a table, in the order in which they are shown.
    """
    lone_cells = [_lone_cell(row) for row in rows]
    is_title = _rows_of_title(rows[:_MOST_ROWS], lone_cells)
    sections = [cell for cell in lone_cells if cell is not None and _is_section(cell.text)]
    is_whole = len(sections) >= _FEWEST_SECTIONS and not _are_joined(rows, lone_cells)
    run: list[SourceRow] = []
    for place, (row, cell) in enumerate(zip(rows, lone_cells, strict=True)):
        is_text = place < is_title or (is_whole and cell is not None and _is_text(cell.text))
        if not is_text:
            run.append(row)
            continue
        yield from _parts(run, are_texts=is_whole)
        run = []
        if cell is not None:
            yield cell
    if run or not rows:
        yield from _parts(run, are_texts=is_whole)


def title_first(drafts: list[DraftBlock]) -> list[DraftBlock]:
    """Blocks with the title of the report, which stands in a table or its caption, before the first of its sections.

    Args:
        drafts: In the order of the source. One that has a title above stays as it is.
    """
    begin = next((place for place, draft in enumerate(drafts) if draft.rows is None and _is_section(draft.text)), None)
    if begin is None or any(
        lines_of_title(_texts(drafts[place : min(place + _MOST_ROWS, begin)]))
        for place in range(max(0, begin - _TOP), begin)
    ):
        return drafts
    for place in range(begin, len(drafts)):
        if drafts[place].rows is None and drafts[place].element is not None and drafts[place].element.tag in _OF_TABLE:
            count = lines_of_title(_texts(drafts[place : place + _MOST_ROWS]))
            if count:
                end = place + count
                return [*drafts[:begin], *drafts[place:end], *drafts[begin:place], *drafts[end:]]
    return drafts


def _texts(drafts: Sequence[DraftBlock]) -> list[str]:
    """The texts of the first blocks, up to a table."""
    return [draft.text for draft in takewhile(lambda draft: draft.rows is None, drafts)]


def _parts(rows: list[SourceRow], *, are_texts: bool) -> Iterator[SourceCell | tuple[SourceRow, ...]]:
    """Some rows as one table, or, in a table that holds a report, as texts where each is one."""
    cells = [_lone_cell(row) for row in rows]
    if are_texts and None not in cells:
        yield from (cell for cell in cells if cell is not None)
    else:
        yield tuple(rows)


def _lone_cell(row: SourceRow) -> SourceCell | None:
    """The only cell of a row with a text."""
    cells = [cell for cell in row.cells if cell.text.strip()]
    return cells[0] if len(cells) == 1 else None


def _rows_of_title(rows: Sequence[SourceRow], lone_cells: Sequence[SourceCell | None]) -> int:
    """How many rows at the beginning of a table are the title of a report."""
    places = []
    for place, row in enumerate(rows):
        if any(cell.rowspan != 1 for cell in row.cells) or (lone_cells[place] is None and _has_text(row)):
            break
        places += [place] if lone_cells[place] is not None else []
    count = lines_of_title([cell.text for place in places if (cell := lone_cells[place]) is not None])
    return places[count - 1] + 1 if count else 0


def _has_text(row: SourceRow) -> bool:
    return any(cell.text.strip() for cell in row.cells)


def _is_section(text: str) -> bool:
    return _NUMBERED.match(text) is not None and is_section_title(text)


def _is_text(text: str) -> bool:
    return _is_section(text) or "。" in text or len(text) >= _LONG_LINE


def _are_joined(rows: Sequence[SourceRow], lone_cells: Sequence[SourceCell | None]) -> bool:
    """Whether a cell reaches down into a row that is text."""
    end = 0
    for place, (row, cell) in enumerate(zip(rows, lone_cells, strict=True)):
        if place < end and cell is not None and _is_text(cell.text):
            return True
        spans = [cell.rowspan for cell in row.cells]
        end = max(end, place + max(spans, default=1), len(rows) if 0 in spans else 0)
    return False
