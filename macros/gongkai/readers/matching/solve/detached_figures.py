"""Puts figures that an extraction set apart from their row back into it.

Met in text extracted from PDF: of three columns the middle one has a note, ``22（其中修订16件）``, breaks into lines of
its own, and comes out after the rows. It is done only for tables of three columns whose first and last figure are
there, and only if every figure that stands apart finds its row; the result is always reported as a guess.
"""

from collections.abc import Sequence
from dataclasses import replace

from gongkai.figures import Figure
from gongkai.forms import Column
from gongkai.readers.matching.figure_text import has_bracketed_note, read_figure
from gongkai.readers.matching.solve.column_fit import fit_columns
from gongkai.readers.matching.solve.working_rows import WorkingLine, WorkingRows
from gongkai.readers.matching.tokenise import Token

_COLUMNS = 3


def put_back_detached(rows: WorkingRows) -> None:
    """Put detached figures into the rows that lack one figure each, if there are as many of both."""
    short = _rows_short_of_one(rows)
    with_note = [token for token in rows.detached if has_bracketed_note(token.text)]
    if not short or len(short) != len(with_note) or len(rows.detached) != len(with_note):
        return
    blocks = {rows.table.rows[row].block for _, row in short}
    if len(blocks) != 1 or len(rows.table.blocks[blocks.pop()].columns) != _COLUMNS:
        return
    for (line, row), figure in zip(short, with_note, strict=True):
        figures = [cell for cell in line.candidate.cells if cell.is_figure]
        if len(figures) != _COLUMNS - 1:
            return
        columns = rows.table.columns(row)
        line.fit = fit_columns(_with_detached(figures, figure, columns), columns)
        rows.line_by_row[row] = line
        if line in rows.unplaced:
            rows.unplaced.remove(line)
        rows.by_order.pop(row, None)
        rows.placed_detached.append((figure, row))
    rows.detached = ()


def _rows_short_of_one(rows: WorkingRows) -> list[tuple[WorkingLine, int]]:
    """Lines that do not fit the row that their label names, and rows with one figure too few, by row."""
    short = [(line, line.row) for line in rows.unplaced if line.row is not None and line.row not in rows.line_by_row]
    for row, line in rows.line_by_row.items():
        if line.fit is not None and line.fit.is_open and line.figure_count == len(line.fit.figures) - 1:
            short.append((line, row))
    return sorted(short, key=lambda pair: pair[1])


def _with_detached(figures: Sequence[Token], detached: Token, columns: Sequence[Column]) -> list[Token]:
    """The first and last figure with the detached one between them.

    Where the extraction left the bare number of the detached figure in the row, the note belongs to that number, and
    what is missing is the same number in the middle.
    """
    kind = columns[1].kind
    cells = [figures[0], detached, figures[1]]
    own = read_figure(detached.text, kind).figure
    if own is None:
        return cells
    bare = Figure(own.value)
    twin = next((n for n, cell in enumerate(figures) if read_figure(cell.text, kind).figure == bare), None)
    if twin is not None:
        cells[2 * twin] = replace(figures[twin], text=detached.text)
        cells[1] = replace(detached, text=str(own.value))
    return cells
