"""Numbers of columns and rows that a program has put around a table, from 0: pandas does, unless told not to."""

from collections.abc import Sequence
from dataclasses import replace

from gongkai.readers.matching.figure_text import collapse_spaces, looks_like_figures
from gongkai.readers.matching.normalise.model import NormalisedCell, NormalisedRow, NormalisedTable

_FEWEST = 3
"""The fewest numbers that count up: fewer may be figures by chance."""


def without_frame_numbers(table: NormalisedTable) -> NormalisedTable:
    """The table without a first line and a first column that are numbers from 0 and nothing else."""
    if table.tops or len(table.rows) < 2:  # noqa: PLR2004 - a line of numbers, and one of words
        return table
    numbers, first = table.rows[0], table.rows[1]
    start = int(not collapse_spaces(numbers[0].text))
    is_line = _count_up(numbers[start:]) and not looks_like_figures(first[start].text)
    rows = _without_first_row(table.rows) if is_line and collapse_spaces(first[start].text) else table.rows
    column = [row[0] for row in rows]
    is_column = len(rows[0]) > 1 and (_count_up(column) or (not column[0].text.strip() and _count_up(column[1:])))
    if is_column and all(cell.owner == (place, 0) for place, cell in enumerate(column)):
        rows = tuple(without_place(row, 0) for row in rows)
    return table if rows == table.rows else replace(table, rows=rows)


def _count_up(cells: Sequence[NormalisedCell]) -> bool:
    texts = [collapse_spaces(cell.text) for cell in cells]
    return len(texts) >= _FEWEST and texts == [str(number) for number in range(len(texts))]


def _without_first_row(rows: Sequence[NormalisedRow]) -> tuple[NormalisedRow, ...]:
    return tuple(
        tuple(replace(cell, owner=(max(cell.owner[0] - 1, 0), cell.owner[1])) for cell in row) for row in rows[1:]
    )


def without_place(row: NormalisedRow, place: int) -> NormalisedRow:
    """A row without one of its places.

    Args:
        row: The row.
        place: The place, in which no cell begins that reaches further.
    """
    return tuple(
        replace(cell, owner=(cell.owner[0], cell.owner[1] - (cell.owner[1] > place)))
        for number, cell in enumerate(row)
        if number != place
    )
