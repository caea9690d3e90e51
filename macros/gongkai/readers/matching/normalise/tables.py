"""Tables with merged cells resolved: every place knows the place where its cell begins."""

import re
from dataclasses import replace

from gongkai.readers.document import SourceGrid
from gongkai.readers.matching.normalise.model import NormalisedCell, NormalisedRow, NormalisedTable

_NOTE_MARK = re.compile(r"\s*［\d{1,3}(?:,\d{1,3})*］$")
"""Numbers of notes after a label or a figure, as this project's own documents have them."""
_FORMULA = re.compile(r"\s*\$+\s*([+-]?[\d.,]+)\s*\$+\s*")
"""A figure as a formula, as programs write it that read pictures of tables."""


def normalise_table(grid: SourceGrid) -> NormalisedTable:
    """Resolve the merged cells of a table."""
    owners = _owners(grid)
    rows = tuple(
        tuple(
            NormalisedCell(
                _plain(cell.text),
                cell.origin,
                owners.get((row, column), (row, column)),
                cell.head,
                cell.padded,
            )
            for column, cell in enumerate(cells)
        )
        for row, cells in enumerate(grid.rows)
    )
    rows = rows if grid.tops else _without_empty_top(rows)
    return NormalisedTable(rows, grid.origin, grid.tops, grid.may_lack_cells)


def _plain(text: str) -> str:
    """The text of a cell without signs that no person wrote there."""
    if "$" in text and (formula := _FORMULA.fullmatch(text)):
        return formula[1]
    return _NOTE_MARK.sub("", text) if "］" in text else text


def _without_empty_top(rows: tuple[NormalisedRow, ...]) -> tuple[NormalisedRow, ...]:
    """The rows from the first one with a text: those above only set widths, and are none of the form's rows."""
    top = next((place for place, row in enumerate(rows) if any(cell.text.strip() for cell in row)), 0)
    return (
        tuple(
            tuple(replace(cell, owner=(max(cell.owner[0] - top, 0), cell.owner[1])) for cell in row)
            for row in rows[top:]
        )
        if top
        else rows
    )


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
