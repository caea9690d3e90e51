"""Finds tables of lines of print whose rows add up as they stand, so that their columns are those of the form."""

from collections import Counter

from gongkai.forms import Form
from gongkai.readers.matching.assign import LabelledRows
from gongkai.readers.matching.solve.cells_in_row import written_cells
from gongkai.readers.matching.solve.column_fit import add_up, read_cells
from gongkai.readers.matching.solve.sums.row_sums import row_sums

_FEWEST_ROWS = 2
"""The fewest rows of a table that must add up; a single one may do so by chance."""


def tables_that_add_up(assigned: LabelledRows, form: Form, year: int | None) -> frozenset[int]:
    """The tables of the document in which most rows with a figure for each column add up.

    Args:
        assigned: The lines of a table of the form.
        form: The form.
        year: The reporting year, if known.
    """
    counts: Counter[tuple[int, bool]] = Counter()
    for item in assigned.candidates:
        if item.row is None or not (item.line.printed and item.has_figures):
            continue
        columns, cells = assigned.table.columns(item.row), written_cells(item)
        sums = row_sums(form, assigned.table, item.row, year)
        if len(cells) != len(columns) or not sums:
            continue
        fit = read_cells(cells, columns)
        breaks = any(rule.is_stated(fit.figures) and not rule.holds(fit.figures) for rule in sums)
        if breaks or add_up(fit, sums):
            counts[item.line.table, not breaks] += 1
    tables = {table for table, _ in counts}
    return frozenset(
        table for table in tables if counts[table, True] >= _FEWEST_ROWS and counts[table, True] > counts[table, False]
    )
