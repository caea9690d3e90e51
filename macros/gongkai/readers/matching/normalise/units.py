"""Columns that hold nothing but the unit of the figure beside them: they become part of the cell to their left."""

import re
from collections.abc import Iterator
from dataclasses import replace

from gongkai.figures import UNIT
from gongkai.readers.matching.figure_text import collapse_spaces, looks_like_figures
from gongkai.readers.matching.normalise.model import NormalisedCell, NormalisedRow, NormalisedTable

_UNIT = re.compile(UNIT)
_HEAD = re.compile(r"(?:计量)?单位")
_FEWEST = 2
"""Units in a table from which on they stand in columns of their own."""


def without_columns_of_units(table: NormalisedTable) -> NormalisedTable:
    """The table with each figure and its unit in one cell."""
    units = dict(_columns_of_units(table))
    if sum(units.values()) < _FEWEST:
        return table
    columns = frozenset(units)
    return replace(table, rows=tuple(tuple(_cells(row, number, columns)) for number, row in enumerate(table.rows)))


def _columns_of_units(table: NormalisedTable) -> Iterator[tuple[int, int]]:
    """The columns with units and nothing else, each with how many."""
    for column in range(1, len(table.rows[0]) if table.rows else 0):
        cells = ((number, row[column]) for number, row in enumerate(table.rows))
        texts = [collapse_spaces(cell.text) for number, cell in cells if cell.owner == (number, column)]
        units = sum(_UNIT.fullmatch(text) is not None for text in texts)
        if units and all(not text or _UNIT.fullmatch(text) or _HEAD.fullmatch(text) for text in texts):
            yield column, units


def _cells(row: NormalisedRow, number: int, columns: frozenset[int]) -> Iterator[NormalisedCell]:
    """The cells of a row; one of a column of units is covered by the cell to its left."""
    for column, cell in enumerate(row):
        if column in columns and cell.owner == (number, column):
            left = row[column - 1]
            yield replace(cell, text=_joined(left.text, cell.text), owner=left.owner, begins=False, padded=left.padded)
        elif column + 1 in columns and row[column + 1].owner == (number, column + 1):
            yield replace(cell, text=_joined(cell.text, row[column + 1].text))
        else:
            yield cell


def _joined(text: str, unit: str) -> str:
    return f"{text.rstrip()}{unit.strip()}" if looks_like_figures(text) else text
