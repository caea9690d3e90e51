"""Tables with merged cells resolved: every place knows the place where its cell begins."""

import re

from gongkai.readers.document import SourceGrid
from gongkai.readers.matching.normalise.model import NormalisedCell, NormalisedTable

_NOTE_MARK = re.compile(r"\s*［\d{1,3}(?:,\d{1,3})*］$")
"""Numbers of notes after a label or a figure, as this project's own documents have them."""


def normalise_table(grid: SourceGrid) -> NormalisedTable:
    """Resolve the merged cells of a table."""
    owners = _owners(grid)
    rows = tuple(
        tuple(
            NormalisedCell(
                _NOTE_MARK.sub("", cell.text) if "］" in cell.text else cell.text,
                cell.origin,
                owners.get((row, column), (row, column)),
                cell.head,
                cell.padded,
            )
            for column, cell in enumerate(cells)
        )
        for row, cells in enumerate(grid.rows)
    )
    return NormalisedTable(rows, grid.origin, grid.tops)


def _owners(grid: SourceGrid) -> dict[tuple[int, int], tuple[int, int]]:
    """For each place in a span the place where its cell begins; where spans overlap, the first cell keeps it.

    A cell of one place has that: what is read after it begins further right or further down.
    """
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    for row, cells in enumerate(grid.rows):
        for column, cell in enumerate(cells):
            if cell.head and (cell.rowspan > 1 or cell.colspan > 1) and (row, column) not in owners:
                for below in range(row, min(row + max(cell.rowspan, 1), len(grid.rows))):
                    for right in range(column, min(column + max(cell.colspan, 1), len(cells))):
                        owners.setdefault((below, right), (row, column))
    return owners
