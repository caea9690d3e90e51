"""Figures of one row that are in the wrong columns: the whole row one column off, or two neighbours exchanged.

A single column proves nothing of this, and columns that are all too high or all too low are as well explained by a row
that was left out. Where one is too high and another too low, a row must explain every one of them, and those that hold.
"""

from collections.abc import Iterable, Iterator

from gongkai.checks.causes.candidates import cause_among
from gongkai.checks.causes.mismatches import Mismatches, column_label, reached_cells, row_label
from gongkai.checks.cross_foot import BrokenIdentity
from gongkai.figures import Number
from gongkai.findings import Cause

FEWEST_COLUMNS = 2
"""Columns that have to be off and explained: one alone is any wrong figure."""


def wrong_columns(mismatches: Mismatches, broken: BrokenIdentity) -> Cause | None:
    """The rows whose figures, put back into their columns, would make every broken column of a table add up at once."""
    if broken.identity.each != "column":
        return None
    columns = _part_columns(mismatches, broken)
    same = [item for item in mismatches.broken if item.identity == broken.identity and item.line in columns]
    differences = {item.line: item.difference for item in same}
    if len(same) < FEWEST_COLUMNS or broken.line not in differences or not _both_signs(differences.values()):
        return None
    rows = {cell[0]: sign for item in same for cell, sign in reached_cells(mismatches, item).items()}
    return cause_among(
        cause
        for row, sign in rows.items()
        for cause in _misplaced(
            mismatches, broken, row, {column: sign * differences.get(column, 0) for column in columns}
        )
    )


def _part_columns(mismatches: Mismatches, broken: BrokenIdentity) -> list[int]:
    """The columns of a block but for its totals."""
    table = broken.table
    totals = {item.total for item in mismatches.form.identities if item.table == table.id and item.each == "row"}
    return [place for place, column in enumerate(table.columns(broken.cells[0][0])) if column.id not in totals]


def _both_signs(differences: Iterable[Number]) -> bool:
    return len({difference > 0 for difference in differences}) > 1


def _misplaced(mismatches: Mismatches, broken: BrokenIdentity, row: int, excess: dict[int, Number]) -> Iterator[Cause]:
    """What would explain that a row is too high by ``excess`` in its columns.

    A row that was shifted out of the table has lost the figure at its end, which may have been any.
    """
    table, columns = broken.table, list(excess)
    stands = [mismatches.figure(table, (row, column)).number for column in columns]
    corrected = [number - more for number, more in zip(stands, excess.values(), strict=True)]
    if any(number < 0 for number in corrected):
        return
    if (not stands[0] and corrected[:-1] == stands[1:]) or (not stands[-1] and corrected[1:] == stands[:-1]):
        yield Cause("shifted", (("row", row_label(table, row)),))
        return
    wrong = [place for place, (now, then) in enumerate(zip(stands, corrected, strict=True)) if now != then]
    left, right = wrong[0], wrong[-1]
    if right - left == 1 and (corrected[left], corrected[right]) == (stands[right], stands[left]):
        names = [column_label(table, (row, columns[place])) for place in (left, right)]
        yield Cause("exchanged", (("row", row_label(table, row)), ("left", names[0]), ("right", names[1])))
