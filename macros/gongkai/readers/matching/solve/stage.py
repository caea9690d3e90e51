"""Stage 4, solve: which figure is in which row and column.

Cells are read as figures only here, because how a text is read depends on the column that it is in. What the
labels leave open is decided by the order of the rows and by the sums that the form demands; what they do not decide
stays open, with every reading that is left.
"""

from gongkai.readers.matching.assign import RowAssignment
from gongkai.readers.matching.solve.grouped_columns import solve_grouped_columns
from gongkai.readers.matching.solve.labelled_rows import solve_labelled_rows
from gongkai.readers.matching.solve.model import SolvedTables


def solve_tables(assignment: RowAssignment) -> SolvedTables:
    """Find the figures of every table."""
    form, year = assignment.document.form, assignment.document.year
    return SolvedTables(
        assignment,
        tuple(solve_labelled_rows(table, form, year) for table in assignment.labelled),
        tuple(solve_grouped_columns(table, form, year) for table in assignment.grouped),
    )
