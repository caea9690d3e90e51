"""Finds tables of lines of print that go on with one before them, whose columns are known.

What a browser prints without lines is cut at the end of a page, and where lines of a cell are apart; the part behind
the cut has no heads, or they stand beside its columns. Where every row has a cell for each column, as many as in the
part before it, and its rows follow those of that part in the form, its columns are the same.
"""

from itertools import pairwise

from gongkai.readers.matching.assign import LabelledRows, RowCandidate
from gongkai.readers.matching.figure_text import collapse_spaces
from gongkai.readers.matching.solve.cells_in_row import written_cells

_FEWEST_COLUMNS, _FEWEST_ROWS = 3, 2
"""The fewest columns that are no other table's by chance, and the fewest rows of the part before that show them."""


def tables_that_go_on(assigned: LabelledRows) -> frozenset[int]:
    """The tables of the document that go on with another one.

    Args:
        assigned: The lines of a table of the form.
    """
    parts: dict[int, list[RowCandidate]] = {}
    for item in assigned.candidates:
        if item.has_figures:
            parts.setdefault(item.line.table, []).append(item)
    sure: set[int] = set()
    for above, below in pairwise(parts):
        first, second = parts[above], parts[below]
        is_sure = above in sure or (_is_whole(first, assigned) and all(_is_headed(item, assigned) for item in first))
        if is_sure and _is_whole(second, assigned) and below == above + 1 and _follows(first, second):
            sure.add(below)
    return frozenset(sure)


def _is_whole(part: list[RowCandidate], assigned: LabelledRows) -> bool:
    """Whether all rows of a part are lines of print with a cell for each column, each in the same places."""
    places = {tuple(cell.column for cell in item.cells) for item in part}
    return len(places) == 1 and all(
        item.row is not None
        and item.line.printed
        and not (item.tentative or item.line.torn or item.trailing_words)
        and _FEWEST_COLUMNS <= len(assigned.table.columns(item.row)) == len(item.cells)
        and len(written_cells(item)) == len(item.cells)
        and all(collapse_spaces(cell.text) for cell in item.cells)
        for item in part
    )


def _is_headed(item: RowCandidate, assigned: LabelledRows) -> bool:
    """Whether the heads of all columns stand right over the cells of a row."""
    heads = item.heads.get(assigned.table.rows[item.row or 0].block, {})
    return not item.line.beside_heads and {cell.column for cell in item.cells} == set(heads)


def _follows(first: list[RowCandidate], second: list[RowCandidate]) -> bool:
    """Whether the rows of a part follow those of another one in the form, which has several."""
    rows, others = ([item.row or 0 for item in part] for part in (first, second))
    return len(first) >= _FEWEST_ROWS and max(rows) < min(others)
