"""Joins tables that were too wide for a page, as worksheets are printed: their columns on the right are on later pages.

Such a page has no row labels, and its rows stand at the same heights as on the page to whose right it belongs.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Any

from gongkai.readers.document.draft_blocks import DraftBlock
from gongkai.readers.formats.pdf_ruled.tables import NEAR, PdfCell, PdfTable

_FIGURE = re.compile(r"[-+－−]?[\d０-９][\d０-９,，.]*|[-/／—–]*|不适用|无")
_FEWEST, _SHARE = 4, 0.8
"""Fewest rows that show that a page belongs beside another, and least share of rows at the same heights on both."""
_WIDTH = 50
"""Width in points that is assumed for a column of which only the text is known."""
_MOST_HEADS = 2
"""The most rows of heads above the figures of such a page."""


def join_beside(pages: Sequence[list[Any]]) -> None:
    """Move the columns of tables that stand on later pages to the page with their row labels; the pages are changed.

    Args:
        pages: The parts of each page; a part that is a table holds it as its ``element``.
    """
    right_of: dict[int, int] = {}  # by number of a page, the number of the page to whose right it belongs
    for number, parts in enumerate(pages):
        usual = _usual_place(number, right_of)
        others = [other for other in reversed(range(number)) if other not in right_of]
        for other in dict.fromkeys((*usual, *others)):
            if _put_beside(pages[other], parts, fewest=1 if other in usual else _FEWEST):
                right_of[number] = other
                break


def _usual_place(number: int, right_of: Mapping[int, int]) -> list[int]:
    """The page to whose right a page belongs if it continues the order of those before it; none without an order."""
    before = right_of.get(number - 1)
    if before is None:
        return []
    return [before + 1 if before + 1 not in right_of else min(right_of.values())]


def _put_beside(base: list[Any], parts: list[Any], *, fewest: int) -> bool:
    """Append the columns of a page's tables to those of ``base`` if it belongs beside that page; whether it does."""
    tables = _tables(parts)
    if not tables:
        return _put_column_beside(base, parts)
    pairs = _pairs(_tables(base), tables, fewest) if all(_is_rest(part.element) for part in tables) else None
    for one, rest in pairs or ():
        one.element = _joined(one.element, rest.element)
        one.rows = one.element.rows
        parts.remove(rest)
    if pairs:
        _join_lines(base, parts)
    return pairs is not None


def _put_column_beside(base: list[Any], parts: list[Any]) -> bool:
    """Append the lines of a page, as one more column, to the table rows at the same heights; whether they are one."""
    lines = _lines(parts)
    if not any(_FIGURE.fullmatch(line.text.strip()) for line in lines):
        return False
    for part in _tables(base):
        table = part.element
        tops = _tops(table)
        ends = [*tops[1:], table.box[3]]
        rows = [[line for line in lines if top <= line.top < end] for top, end in zip(tops, ends, strict=True)]
        figures = [row for row in rows[_MOST_HEADS:] if len(row) == 1 and _FIGURE.fullmatch(row[0].text.strip())]
        is_whole = len(figures) >= max(_FEWEST, _SHARE * len(rows[_MOST_HEADS:]))
        if _is_rest(table) or not (is_whole or _is_end_of_column(lines, rows)):
            continue
        right = table.box[2] + _WIDTH
        cells = [
            PdfCell((table.box[2], top, right, end), "\n".join(line.text for line in row))
            for top, end, row in zip(tops, ends, rows, strict=True)
        ]
        part.element = PdfTable((*table.box[:2], right, table.box[3]), (*table.cells, *cells))
        part.rows = part.element.rows
        own = {id(line) for row in rows for line in row}
        parts[:] = [one for one in parts if id(one) not in own]
        _join_lines(base, parts)
        return True
    return False


def _is_end_of_column(lines: Sequence[Any], rows: Sequence[Sequence[Any]]) -> bool:
    """Whether the lines of a page are all beside the last rows of a table, one each: heads and then a figure."""
    last = list(takewhile(bool, reversed(rows)))
    own = [line for line in lines if not line.at_edge]
    if not last or len(last) != len(own) or not len(own) <= _MOST_HEADS + 1 or any(len(row) > 1 for row in last):
        return False
    figure, *heads = (row[0].text.strip() for row in last)
    is_figure = _FIGURE.fullmatch(figure) is not None
    return is_figure and bool(heads) and not any(_FIGURE.fullmatch(head) for head in heads)


def _lines(parts: Sequence[Any]) -> list[Any]:
    return [part for part in parts if not isinstance(part, DraftBlock) and hasattr(part, "at_edge")]


def _join_lines(base: list[Any], parts: list[Any]) -> None:
    """Rejoin lines of text that the edge of the page cut in two."""
    for line in _lines(parts):
        first = next((one for one in _lines(base) if abs(one.top - line.top) <= NEAR), None)
        if first is not None and not line.at_edge:  # a page number is at the edge
            base[base.index(first)] = replace(first, text=first.text + _behind(first.text, line.text))
            parts.remove(line)


def _behind(text: str, rest: str) -> str:
    """What the rest of a line adds to it: the letters that stand across the edge of the page may be printed on both."""
    longest = min(len(text), len(rest))
    both = next((count for count in range(longest, 1, -1) if text.endswith(rest[:count])), 0)
    return rest[both:]


def _tables(parts: Sequence[Any]) -> list[DraftBlock]:
    return [part for part in parts if isinstance(part, DraftBlock) and isinstance(part.element, PdfTable)]


def _is_rest(table: PdfTable) -> bool:
    """Whether a table has nothing but figures below its heads."""
    tops = _tops(table)
    if len(tops) <= _MOST_HEADS:
        return True  # or heads alone, whose figures the end of the page has cut off
    below = tops[_MOST_HEADS] - NEAR
    return all(_FIGURE.fullmatch(cell.text.strip()) for cell in table.cells if cell.box[1] >= below)


def _pairs(
    bases: Sequence[DraftBlock], rests: Sequence[DraftBlock], fewest: int
) -> list[tuple[DraftBlock, DraftBlock]] | None:
    """Each table of ``bases`` with the one that continues it to the right; None where one has no counterpart."""
    pairs: list[tuple[DraftBlock, DraftBlock]] = []
    for rest in rests:
        base = next((one for one in bases if _has_its_rows(one.element, rest.element)), None)
        if base is None or any(base is one for one, _ in pairs):
            return None
        pairs.append((base, rest))
    most = max(len(_tops(rest.element)) for _, rest in pairs)
    return pairs if most >= fewest else None


def _has_its_rows(base: PdfTable, rest: PdfTable) -> bool:
    """Whether the rows of ``rest`` stand at the heights of the rows of ``base``, which has labels if they are many.

    Each of the two may have rows of heads that the other lacks: a head that spans rows on one page is beside several on
    the other, and stands on the page alone where it begins.
    """
    tops, others = _tops(base), _tops(rest)
    matched = [any(abs(top - other) <= NEAR for top in tops) for other in others]
    own = [place for place, is_same in enumerate(matched) if not is_same]
    same = sum(matched)
    if not same or len(own) > _MOST_HEADS or max(own, default=0) > _MOST_HEADS:
        return False
    if abs(base.box[3] - rest.box[3]) > NEAR:
        return False
    beside = [top for top in tops if top > others[matched.index(True)] - NEAR]
    if len(tops) - len(beside) > _MOST_HEADS:
        return False
    return same >= _SHARE * len(beside) and (len(others) < _FEWEST or not _is_rest(base))


def _tops(table: PdfTable) -> list[float]:
    tops: list[float] = []
    for top in sorted(cell.box[1] for cell in table.cells):
        if not tops or top - tops[-1] > NEAR:
            tops.append(top)
    return tops


def _joined(base: PdfTable, rest: PdfTable) -> PdfTable:
    along = base.box[2] - rest.box[0]
    cells = tuple(_moved(cell, along) for cell in rest.cells)
    left, top, _, bottom = base.box
    return PdfTable((left, min(top, rest.box[1]), rest.box[2] + along, max(bottom, rest.box[3])), (*base.cells, *cells))


def _moved(cell: PdfCell, along: float) -> PdfCell:
    left, top, right, bottom = cell.box
    return replace(cell, box=(left + along, top, right + along, bottom))
