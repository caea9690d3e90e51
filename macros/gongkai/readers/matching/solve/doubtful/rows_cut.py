"""Doubts rows of a grid whose figures the end of a page may have cut: the last digits stand in the row below."""

from itertools import pairwise

from gongkai.readers.matching.solve.by_order import has_own_words
from gongkai.readers.matching.solve.working_rows import WorkingLine, WorkingRows


def rows_above_ends_of_figures(rows: WorkingRows) -> list[WorkingLine]:
    """The rows below which a line of no row has few figures and no words, each below a figure of the row.

    13 may have been cut into 1 and, below it, 3. In print all figures of a row may have broken so.

    Args:
        rows: The rows of a table.
    """
    return [
        above
        for above, below in pairwise(rows.lines)
        if above.fit is not None
        and above.row is not None
        and rows.line_by_row.get(above.row) is above
        and below in rows.unplaced
        and below.candidate.line.is_grid
        and above.candidate.line.table == below.candidate.line.table
        and _may_continue(above, below)
    ]


def _may_continue(above: WorkingLine, below: WorkingLine) -> bool:
    """Whether each figure of a line stands below one of another line, which has twice as many or is a line of print."""
    columns = {cell.column for cell in above.candidate.cells if cell.is_figure}
    figures = [cell.column for cell in below.candidate.line.figures if not cell.covered]
    is_short = 2 * len(figures) <= len(columns) or below.candidate.line.printed
    return bool(figures) and is_short and columns.issuperset(figures) and not has_own_words(below)
