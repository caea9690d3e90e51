"""Tables side by side on one sheet, each below the title of its section, with an empty column between them."""

from collections.abc import Iterator
from itertools import pairwise

from gongkai.readers.document import GridCell, SourceBlock, SourceGrid, SourceParagraph
from gongkai.readers.document.form_words import is_section_title

_ROWS = 3
"""How far down the titles may stand."""


def tables_apart(grid: SourceGrid | None) -> Iterator[SourceBlock]:
    """The tables of a grid one after the other, each behind its title; the grid itself where it is one table.

    Args:
        grid: What a sheet holds, if anything.
    """
    if grid is None:
        return
    at, titles = _titles(grid)
    if not titles:
        yield grid
        return
    row = grid.rows[at]
    if at:
        yield SourceGrid(grid.rows[:at], grid.origin)
    for begin, end in pairwise([*titles, len(row) + 1]):
        yield SourceParagraph(row[begin].text, origin=row[begin].origin)
        rows = [line[begin : end - 1] for line in grid.rows[at + 1 :]]
        while rows and not any(map(_is_written, rows[-1])):
            rows.pop()
        if rows:
            yield SourceGrid(tuple(rows), rows[0][0].origin)


def _titles(grid: SourceGrid) -> tuple[int, list[int]]:
    """The row with the titles of several tables, and their columns; no columns where there is one table."""
    for at, row in enumerate(grid.rows[:_ROWS]):
        titles = [place for place, cell in enumerate(row) if cell.head and is_section_title(cell.text)]
        if len(titles) > 1 and all(_is_empty(grid, place - 1) for place in titles[1:]):
            return at, titles
    return 0, []


def _is_empty(grid: SourceGrid, place: int) -> bool:
    """Whether a column has no text and no cell that spans others."""
    cells = [row[place] for row in grid.rows]
    return place >= 0 and all(cell.head and cell.colspan == 1 and not _is_written(cell) for cell in cells)


def _is_written(cell: GridCell) -> bool:
    return bool(cell.text.strip())
