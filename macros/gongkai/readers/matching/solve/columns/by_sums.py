"""Chooses the form's columns by sums if all rows of a text have figures too many, such as 小计 or last year's total.

In text with tabs between cells, heads do not stand above their figures. If just one choice of columns for all rows
makes every sum of the form hold, over rows and over columns, it is taken, and each row is marked as uncertain.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from gongkai.figures import Kind, Number, State
from gongkai.readers.matching.figure_text import read_figure
from gongkai.readers.matching.form_sums import all_sums_hold
from gongkai.readers.matching.solve.column_fit import read_cells
from gongkai.readers.matching.solve.working_rows import WorkingLine, WorkingRows
from gongkai.readers.matching.tokenise import Token

_MOST = 3
"""The most figures too many in a row."""


def take_columns_by_sums(rows: WorkingRows) -> None:
    """Put the figures of rows that fit nowhere into their columns, if all sums prove which columns these are.

    Args:
        rows: The rows of a table, none of which has been placed by its label so far.
    """
    lines = [line for line in rows.unplaced if line.row is not None and line.candidate.has_figures]
    by_row = {line.row: line for line in lines}
    columns = rows.table.blocks[0].columns
    is_whole = len(by_row) == len(lines) == len(rows.table.rows) and len(rows.table.blocks) == 1
    are_named = rows.heads_in_order and len(rows.named_columns.get(0, ())) == len(columns)
    if rows.line_by_row or not (is_whole and are_named and all(line.candidate.line.is_grid for line in lines)):
        return
    cells = {line: [cell for cell in line.candidate.cells if not cell.padded] for line in lines}
    counts = {len(every) for every in cells.values()}
    if len(counts) != 1 or not 0 < (count := counts.pop()) - len(columns) <= _MOST:
        return
    numbers = {rows.table.rows[line.row or 0].id: _numbers(every) for line, every in cells.items()}
    if all(len(every) == count for every in numbers.values()):
        ways = dict(_ways(rows, numbers, count))
        for line in lines if len(ways) == 1 else ():
            _place(rows, line, [cells[line][place] for place in next(iter(ways.values()))])


def _numbers(cells: Sequence[Token]) -> list[Number]:
    """The numbers of those cells that hold a plain number."""
    readings = [read_figure(cell.text, Kind.COUNT).figure for cell in cells]
    return [figure.number for figure in readings if figure and figure.state is State.GIVEN and not figure.note]


def _ways(
    rows: WorkingRows, numbers: Mapping[str, Sequence[Number]], count: int
) -> Iterator[tuple[tuple[tuple[Number, ...], ...], tuple[int, ...]]]:
    """The choices of columns by which all sums hold, each as the numbers it gives and the positions of the columns."""
    for places in combinations(range(count), len(rows.table.blocks[0].columns)):
        by_row = {row: [every[place] for place in places] for row, every in numbers.items()}
        if any(map(any, by_row.values())) and all_sums_hold(rows.form, rows.table, by_row):
            yield tuple(map(tuple, by_row.values())), places


def _place(rows: WorkingRows, line: WorkingLine, cells: Sequence[Token]) -> None:
    row = line.row or 0
    line.fit = replace(read_cells(cells, rows.table.columns(row)), certain=False)
    rows.line_by_row[row] = line
    rows.unplaced.remove(line)
    rows.labels.pop(row, None)
