"""The cells of a row, and tables with another text in some cells, or without a row."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from gongkai.readers.matching.normalise import NormalisedCell, NormalisedRow, NormalisedTable


def cells_of(table: NormalisedTable, place: int) -> list[NormalisedCell]:
    """The cells of a row, each once."""
    cells: dict[tuple[int, int], NormalisedCell] = {}
    for cell in table.rows[place]:
        if not cell.padded:
            cells.setdefault(cell.owner, cell)
    return list(cells.values())


def with_texts(table: NormalisedTable, texts: Mapping[tuple[int, int], str]) -> NormalisedTable:
    """A table with other texts in the cells of some owners."""
    rows = tuple(
        tuple(replace(cell, text=texts[cell.owner]) if cell.owner in texts else cell for cell in row)
        for row in table.rows
    )
    return replace(table, rows=rows)


def without_row(rows: Sequence[NormalisedRow], place: int) -> tuple[NormalisedRow, ...]:
    """The rows but one; a cell of it that spans rows now begins in the row that follows."""
    return tuple(
        tuple(
            replace(
                cell,
                owner=(cell.owner[0] - (cell.owner[0] > place), cell.owner[1]),
                begins=cell.begins or (number == place + 1 and cell.owner == (place, column)),
            )
            for column, cell in enumerate(row)
        )
        for number, row in enumerate(rows)
        if number != place
    )
