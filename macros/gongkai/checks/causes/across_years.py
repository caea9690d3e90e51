"""A sum that is off because a figure in it does not follow from last year's report: that is looked at first."""

from gongkai.checks.causes.mismatches import Mismatches, column_label, reached_cells, row_label
from gongkai.checks.cross_foot import BrokenIdentity
from gongkai.findings import Cause
from gongkai.forms import Position


def cell_off_across_years(mismatches: Mismatches, broken: BrokenIdentity) -> Position | None:
    """The one cell that is off against last year's report by as much as it puts a sum of this year off.

    Two rules of which neither knows the other point at one cell, as a row and a column do that cross.
    """
    if not mismatches.across:
        return None
    signs = reached_cells(mismatches, broken)
    cells = {
        cell
        for equation in mismatches.across
        if equation.table.id == broken.table.id
        and (cell := (equation.row, equation.column)) in signs
        and signs[cell] * (equation.actual - equation.expected) == broken.difference
    }
    return cells.pop() if len(cells) == 1 else None


def across_years_cause(broken: BrokenIdentity, cell: Position) -> Cause:
    """The cause that names the figure which does not follow from last year's."""
    names = (("row", row_label(broken.table, cell[0])), ("col", column_label(broken.table, cell)))
    return Cause("across-years", (*names, ("difference", str(abs(broken.difference)))))
