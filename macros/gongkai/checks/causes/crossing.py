"""A broken row and a broken column that are off by the same: the cell where they cross."""

from gongkai.checks.causes.mismatches import Mismatches, column_label, reached_cells, row_label
from gongkai.checks.cross_foot import BrokenIdentity
from gongkai.findings import Cause
from gongkai.forms import Position


def crossing_cell(mismatches: Mismatches, broken: BrokenIdentity) -> Position | None:
    """The one cell that, changed by one amount, would make both a broken row and a broken column add up.

    Where two cells cross neither is named: one of them would be a guess.
    """
    mine = reached_cells(mismatches, broken)
    crossed = set()
    for other in mismatches.broken:
        if other.table.id != broken.table.id or other.identity.each == broken.identity.each:
            continue
        if abs(other.difference) != abs(broken.difference):  # a cell adds to one of both as it is, or takes from it
            continue
        theirs = reached_cells(mismatches, other)
        crossed |= {
            cell
            for cell in mine.keys() & theirs.keys()
            if mine[cell] * broken.difference == theirs[cell] * other.difference
        }
    return crossed.pop() if len(crossed) == 1 else None


def crossing_cause(broken: BrokenIdentity, cell: Position) -> Cause:
    """The cause that names the cell where a row and a column cross."""
    names = (("row", row_label(broken.table, cell[0])), ("col", column_label(broken.table, cell)))
    return Cause("crossing", (*names, ("difference", str(abs(broken.difference)))))
