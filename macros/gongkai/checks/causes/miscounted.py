"""A stated total at the foot of the columns that is wrong, or one of the rows that it adds up.

A second rule over the same total, such as the balance, tells which: where both are off by the same, the total is wrong;
where the other rule holds, the total is right and a row is not.
"""

from collections.abc import Iterator

from gongkai.checks.causes.candidates import cause_among
from gongkai.checks.causes.mismatches import Mismatches, column_label, reached_cells, row_label
from gongkai.checks.cross_foot import BrokenIdentity
from gongkai.figures import Number, written
from gongkai.findings import Cause
from gongkai.forms import Position

TIMES = {1: "twice", -1: "twice", -2: "sign"}
"""By how often too much a part was counted: the kind of the cause."""
_SEVERAL = 3
"""Broken columns that a row must explain, the total's own among them; fewer agree with some row by chance."""
_Numbers = list[Number]


def shared_cell(mismatches: Mismatches, broken: BrokenIdentity) -> tuple[BrokenIdentity, Position] | None:
    """The one cell by which two rules over the same column or row are off alike, and the other of these rules."""
    mine = reached_cells(mismatches, broken)
    for other in mismatches.broken:
        if other.identity == broken.identity or _line(other) != _line(broken):
            continue
        theirs = reached_cells(mismatches, other)
        cells = mine.keys() & theirs.keys()
        if len(cells) == 1:
            [cell] = cells
            if mine[cell] * broken.difference == theirs[cell] * other.difference:
                return other, cell
    return None


def shared_cause(broken: BrokenIdentity, cell: Position) -> Cause:
    """The cause that names the cell by which two rules are off alike."""
    names = (("row", row_label(broken.table, cell[0])), ("col", column_label(broken.table, cell)))
    return Cause("shared", (*names, ("difference", str(abs(broken.difference)))))


def miscounted_row(mismatches: Mismatches, broken: BrokenIdentity) -> Cause | None:
    """The rows that, counted once, would make every column of a wrong total add up, columns that hold included."""
    if broken.identity.each != "column" or not broken.identity.total:
        return None
    gaps = _differences(mismatches, broken)
    if sum(map(bool, gaps)) < _SEVERAL:
        return None
    rows = [row for row, _ in broken.expected.cells]
    return cause_among(cause for row in rows for cause in _miscounted(mismatches, broken, row, gaps))


def row_too_high(mismatches: Mismatches, broken: BrokenIdentity) -> Cause | None:
    """The rows that are high enough to put a right total off.

    Where the rows add up to too little nothing is said: any of them may be too low.
    """
    if broken.identity.each != "column" or not broken.identity.total or not _confirmed(mismatches, broken):
        return None
    gaps = _differences(mismatches, broken)
    if max(gaps) > 0 or not _row_holds(mismatches, broken, gaps):
        return None
    rows = [row for row, _ in broken.expected.cells]
    return cause_among(cause for row in rows for cause in _too_high(mismatches, broken, row, gaps))


def miscounted_cause(kind: str, name: str, figure: str) -> Cause:
    """The cause that names a part which a total counts otherwise than once."""
    if kind == "twice":
        return Cause(kind, (("cells", f"“{name}”（{figure}）"),))
    return Cause(kind, (("row", name), ("figure", figure)))


def _line(broken: BrokenIdentity) -> tuple[str, str, int]:
    return broken.table.id, broken.identity.each, broken.line


def _miscounted(mismatches: Mismatches, broken: BrokenIdentity, row: int, gaps: _Numbers) -> Iterator[Cause]:
    numbers = [mismatches.figure(broken.table, (row, column)).number for column in _columns(broken)]
    for times, kind in TIMES.items():
        if [times * number for number in numbers] == gaps:
            yield miscounted_cause(kind, *_name_and_figure(mismatches, broken, row))


def _too_high(mismatches: Mismatches, broken: BrokenIdentity, row: int, gaps: _Numbers) -> Iterator[Cause]:
    numbers = [mismatches.figure(broken.table, (row, column)).number for column in _columns(broken)]
    name, figure = _name_and_figure(mismatches, broken, row)
    if [-number for number in numbers] == gaps:
        yield miscounted_cause("twice", name, figure)
    elif all(number + less >= 0 for number, less in zip(numbers, gaps, strict=True)):
        yield Cause("too-high", (("row", name), ("figure", figure)))


def _columns(broken: BrokenIdentity) -> range:
    return range(len(broken.table.columns(broken.cells[0][0])))


def _differences(mismatches: Mismatches, broken: BrokenIdentity) -> _Numbers:
    """By how much each column of a total is off."""
    off = {item.line: item.difference for item in mismatches.broken if item.identity == broken.identity}
    return [off.get(column, 0) for column in _columns(broken)]


def _confirmed(mismatches: Mismatches, broken: BrokenIdentity) -> bool:
    """Whether another rule over a total holds in its column."""
    total = broken.table.rows[broken.actual.cells[0][0]].id
    report, form = mismatches.report, mismatches.form
    year = report.year if report.year in form.years else form.years.start
    balances = [item for item in form.identities if item.table == broken.table.id and year in item.years]
    others = [item for item in balances if total in (*item.left, *item.right)]
    off = {(item.identity, item.line) for item in mismatches.broken}
    return bool(others) and all((item, broken.line) not in off for item in others)


def _row_holds(mismatches: Mismatches, broken: BrokenIdentity, gaps: _Numbers) -> bool:
    """Whether a row that is off by this in its columns may add up in itself, as rows do of which nothing is said."""
    row, table = broken.expected.cells[0][0], broken.table
    sums = [item for item in mismatches.form.identities if item.table == table.id and item.total and item.each == "row"]
    for item in sums:
        total, parts = table.column_index(row, str(item.total)), [table.column_index(row, part) for part in item.parts]
        if total is not None and sum(gaps[part] for part in parts if part is not None) != gaps[total]:
            return False
    return True


def _name_and_figure(mismatches: Mismatches, broken: BrokenIdentity, row: int) -> tuple[str, str]:
    return row_label(broken.table, row), written(mismatches.figure(broken.table, (row, broken.line)))
