"""Doubts rows of a table whose heads name only some of the form's columns: the others may be in another place."""

from gongkai.figures import BLANK
from gongkai.readers.matching.assign import written_columns
from gongkai.readers.matching.figure_text import read_figure
from gongkai.readers.matching.solve.model import ColumnFit
from gongkai.readers.matching.solve.working_rows import WorkingLine, WorkingRows

_FEWEST_HEADS, _FEWEST_UNPLACED = 2, 2
"""The fewest heads that are those of a table, and the fewest lines of no row that may hold its other columns."""


def rows_in_doubt(rows: WorkingRows) -> list[WorkingLine]:
    """The rows with a figure that was not read as that of the head above it, or with columns that no head names.

    A row with a figure for each column is certain by their number, whatever the heads are. Columns without a head may
    be further down, where a wide table was cut in two; lines of no row are its other half then. Lines of text are left
    out, as the cells of two lines do not stand below each other.

    Args:
        rows: The rows of a table of the form, each with the figures that were taken.
    """
    unplaced = [line.candidate.line.table for line in rows.unplaced if line.figure_count]
    return [
        line
        for row, line in rows.line_by_row.items()
        if line.fit is not None
        and line.candidate.line.table
        and _is_in_doubt(rows, row, line, line.fit, unplaced.count(line.candidate.line.table))
    ]


def _is_in_doubt(rows: WorkingRows, row: int, line: WorkingLine, fit: ColumnFit, unplaced: int) -> bool:
    columns, candidate = rows.table.columns(row), line.candidate
    heads = candidate.heads.get(rows.table.rows[row].block, {})
    places_named = set(heads.values())
    if not (_FEWEST_HEADS <= len(places_named) == len(heads) < len(columns)) or line.figure_count >= len(columns):
        return False
    if min(heads) != candidate.cells[0].column:
        return False  # in a text with bars, a head that spans columns shifts the others
    for cell in candidate.cells:
        place = heads.get(cell.column)
        if place is not None and cell.is_figure and fit.figures[place] is not None:
            own = read_figure(cell.text, columns[place].kind).figure
            if own is not None and own != fit.figures[place]:
                return True
    unnamed = [place for place in range(len(columns)) if place not in places_named]
    are_blank = all(fit.figures[place] == BLANK for place in unnamed)
    return are_blank and unplaced >= _FEWEST_UNPLACED and written_columns(candidate) <= set(heads)
