"""Columns that hold nothing but the unit of the figure beside them: they are put after it."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from gongkai.figures import UNIT
from gongkai.readers.matching.figure_text import collapse_spaces, looks_like_figures
from gongkai.readers.matching.normalise.model import NormalisedCell, NormalisedRow, NormalisedTable

_UNIT = re.compile(UNIT)
_HEAD = re.compile(r"(?:计量)?单位")
_MONEY = "元"
_NAMED = re.compile(rf"[百千万亿]*{_MONEY}")
_FEWEST = 2
"""The fewest units in a table that show that they stand in columns of their own."""


def without_columns_of_units(table: NormalisedTable) -> NormalisedTable:
    """The table with each figure and its unit in one cell."""
    units = dict(_columns_of_units(table))
    if sum(units.values()) < _FEWEST or not _are_clear(table, sorted(units)):
        return table
    return replace(
        table, rows=tuple(tuple(_cells(row, number, sorted(units))) for number, row in enumerate(table.rows))
    )


def _columns_of_units(table: NormalisedTable) -> Iterator[tuple[int, int]]:
    """The columns with units and nothing else, each with how many."""
    for column in range(1, len(table.rows[0]) if table.rows else 0):
        cells = ((number, row[column]) for number, row in enumerate(table.rows))
        texts = [collapse_spaces(cell.text) for number, cell in cells if cell.owner == (number, column)]
        units = sum(_UNIT.fullmatch(text) is not None for text in texts)
        if units and all(not text or _UNIT.fullmatch(text) or _HEAD.fullmatch(text) for text in texts):
            yield column, units


def _are_clear(table: NormalisedTable, columns: list[int]) -> bool:
    """Whether it is known of each unit of money whose it is, and no other is named elsewhere in the table.

    One before several figures may be that of any; it is left where it is, for whoever looks for units.
    """
    money: set[str] = set()
    for number, row in enumerate(table.rows):
        for column in columns:
            unit = _own_text(row, column, number)
            if unit.endswith(_MONEY):
                money.add(unit)
                if _bearer(row, number, column) is None:
                    return False
    others = (cell.text for row in table.rows for place, cell in enumerate(row) if place not in columns)
    other_units = {match for text in others for match in _NAMED.findall(text)} if money else set()
    return len(money | other_units) <= 1


def _bearer(row: NormalisedRow, number: int, column: int) -> tuple[int, int] | None:
    """Where the figure begins whose unit stands in a column: the one before it, or the only one after it."""
    before = next((cell for cell in reversed(row[:column]) if cell.text.strip()), None)
    if before is not None and looks_like_figures(before.text):
        return before.owner
    behind = {cell.owner for cell in row[column + 1 :] if cell.owner[0] == number and looks_like_figures(cell.text)}
    return next(iter(behind)) if len(behind) == 1 else None


def _own_text(row: NormalisedRow, column: int, number: int) -> str:
    """The text of a cell that begins in a column of a row; empty where none does."""
    cell = row[column] if column < len(row) else None
    return cell.text.strip() if cell is not None and cell.owner == (number, column) else ""


def _cells(row: NormalisedRow, number: int, columns: list[int]) -> Iterator[NormalisedCell]:
    """The cells of a row without those of units, which stand after their figures now.

    In a row that lacks a cell the unit stands where a figure does in others, and leaves its place to nothing.
    """
    lacks_cell = any(row[column].padded for column in columns)

    def unit(column: int) -> str:
        text = _own_text(row, column, number)
        return text if column in columns or (lacks_cell and _UNIT.fullmatch(text)) else ""

    units = {_bearer(row, number, column): unit(column) for column in columns if unit(column)}
    for column, cell in enumerate(row):
        if column in columns:
            continue
        top, first = cell.owner
        beside, displaced = units.get(cell.owner) or unit(column + 1), bool(unit(column))
        is_its_unit = looks_like_figures(cell.text) and not (cell.text.strip() == "0" and beside.endswith(_MONEY))
        text = f"{cell.text.rstrip()}{beside}" if beside and is_its_unit else cell.text
        owner = (top, first - bisect_left(columns, first))
        yield replace(cell, text="" if displaced else text, owner=owner, padded=cell.padded or displaced)
