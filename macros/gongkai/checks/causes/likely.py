"""The likely cause of a sum that is off: what a reviewer looks for first.

The total is blank; a row and a column are off by the same and cross in one cell; a row stands one column off; the
difference equals one row (counted twice or left out), is twice a cell (wrong sign), is what swapped digits make.
Where two cells cross, or moving either of two rows would help, neither is named: one of them would be a guess.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongkai.checks.cross_foot import BrokenIdentity, Position
from gongkai.figures import Figure, State, written
from gongkai.findings import Cause
from gongkai.forms import Form, Table
from gongkai.reports import Report

_MOST_NAMED = 3
_Signed = tuple[Position, int]
"""A cell, and whether it adds to the difference of a break (1) or takes from it (-1)."""


def likely_cause(
    report: Report, form: Form, broken: BrokenIdentity, *, others: Sequence[BrokenIdentity]
) -> Cause | None:
    """The likeliest cause of a broken identity, or None where none fits.

    Args:
        report: The report.
        form: Its form.
        broken: The break.
        others: All breaks of the report, for crossings and shifted rows.
    """
    if broken.identity.total and _figure(report, broken.table, broken.stated.cells[0]).state is State.BLANK:
        return Cause("blank-total")
    crossing = crossing_cell(report, form, broken, others=others)
    if crossing is not None:
        return _crossing(broken, crossing)
    shifted = _shifted(report, form, broken, others)
    if shifted is not None:
        return Cause("shifted", (("row", _row_name(broken.table, shifted)),))
    return _single(report, form, broken)


def crossing_cell(
    report: Report, form: Form, broken: BrokenIdentity, *, others: Sequence[BrokenIdentity]
) -> Position | None:
    """The one cell that, changed by one amount, would make both a broken row and a broken column add up."""
    mine = _reached(report, form, broken)
    crossed = set()
    for other in others:
        if other.table.id != broken.table.id or other.identity.each == broken.identity.each:
            continue
        theirs = _reached(report, form, other)
        crossed |= {
            cell
            for cell in mine.keys() & theirs.keys()
            if mine[cell] * broken.difference == theirs[cell] * other.difference
        }
    return crossed.pop() if len(crossed) == 1 else None


def _reached(report: Report, form: Form, broken: BrokenIdentity) -> dict[Position, int]:
    """The cells of a broken identity with their signs; a total that was added up here is replaced by its parts."""
    summed = report.computed[broken.table.id]
    return {
        part: sign
        for cell, sign in _signed(broken)
        for part in (_parts(form, broken.table, cell) if cell in summed else [cell])
    }


def _crossing(broken: BrokenIdentity, cell: Position) -> Cause:
    names = (("row", _row_name(broken.table, cell[0])), ("col", _column_name(broken.table, cell)))
    return Cause("crossing", (*names, ("difference", str(abs(broken.difference)))))


def _single(report: Report, form: Form, broken: BrokenIdentity) -> Cause | None:
    off = abs(broken.difference)
    members = list(_members(form, broken))
    figures = [(cell, _figure(report, broken.table, cell)) for cell, _ in members]
    equal = [(cell, figure) for cell, figure in figures if figure.number == off]
    if equal:
        named = "、".join(f"“{_name(broken, cell)}”（{written(figure)}）" for cell, figure in equal[:_MOST_NAMED])
        return Cause("twice", (("cells", named),))
    for cell, figure in figures:
        if figure.number and abs(Decimal(figure.number)) * 2 == off:
            return Cause("sign", (("row", _name(broken, cell)), ("figure", written(figure))))
    for cell, sign in [*members, *((cell, 1) for cell in broken.stated.cells)]:
        figure = _figure(report, broken.table, cell)
        if any(sign * (figure.number - other) == broken.difference for other in _swapped(figure.number)):
            return Cause("digits", (("row", _name(broken, cell)), ("figure", written(figure))))
    return None


def _signed(broken: BrokenIdentity) -> Iterator[_Signed]:
    yield from ((cell, 1) for cell in broken.stated.cells)
    yield from ((cell, -1) for cell in broken.expected.cells)


def _members(form: Form, broken: BrokenIdentity) -> Iterator[_Signed]:
    """The cells that may have been miscounted: the parts; of a balance its sides and what their totals add up."""
    for cell, sign in _signed(broken):
        if not broken.identity.total:
            yield from ((part, sign) for part in _parts(form, broken.table, cell))
        elif sign < 0:
            yield cell, sign


def _parts(form: Form, table: Table, cell: Position) -> Iterator[Position]:
    """What a total at the foot of a column adds up; any other cell is its own part."""
    row, column = cell
    total = table.rows[row].id
    identity = next((item for item in form.identities if item.table == table.id and item.total == total), None)
    if identity is None:
        yield cell
    else:
        yield from ((table.row_index[part], column) for part in identity.parts)


def _swapped(number: int | Decimal) -> Iterator[int]:
    """The numbers that two neighbouring digits written the wrong way round would make of a whole number."""
    if isinstance(number, Decimal) or number < 10:  # noqa: PLR2004 - one digit cannot be swapped
        return
    digits = str(number)
    for place in range(len(digits) - 1):
        swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
        if swapped != digits and not swapped.startswith("0"):
            yield int(swapped)


def _shifted(report: Report, form: Form, broken: BrokenIdentity, others: Sequence[BrokenIdentity]) -> int | None:
    """The one row whose figures, moved by one column, would make every broken column of the table add up at once."""
    if broken.identity.each != "column":
        return None
    totals = {item.total for item in form.identities if item.table == broken.table.id and item.each == "row"}
    columns = [
        place for place, column in enumerate(broken.table.columns(broken.cells[0][0])) if column.id not in totals
    ]
    same = [
        item
        for item in others
        if item.identity.code == broken.identity.code and item.table.id == broken.table.id and item.line in columns
    ]
    if len(same) < 2:  # noqa: PLR2004 - one column alone is no shift
        return None
    off = {item.line: item.difference for item in same}
    wanted = [off.get(column, 0) for column in columns]
    rows = {row: sign for item in same for row, sign in _rows(report, form, item)}
    fitting = [
        row
        for row, sign in rows.items()
        if any([sign * part for part in shift] == wanted for shift in _shifts(report, broken.table, row, columns))
    ]
    return fitting[0] if len(fitting) == 1 else None


def _rows(report: Report, form: Form, broken: BrokenIdentity) -> Iterator[tuple[int, int]]:
    """The rows that a column's break runs over, parts of totals and totals that were written, with their signs."""
    yield from ((row, sign) for (row, _), sign in _members(form, broken))
    yield from ((cell[0], sign) for cell, sign in _signed(broken) if cell not in report.computed[broken.table.id])


def _shifts(report: Report, table: Table, row: int, columns: list[int]) -> Iterator[list[int | Decimal]]:
    """By how much each column is off where a row stands one column to the right or to the left."""
    stands = [_figure(report, table, (row, column)).number for column in columns]
    for meant in ([*stands[1:], 0], [0, *stands[:-1]]):
        yield [there - should for there, should in zip(stands, meant, strict=True)]


def _figure(report: Report, table: Table, cell: Position) -> Figure:
    return report.grids[table.id][cell[0]][cell[1]]


def _name(broken: BrokenIdentity, cell: Position) -> str:
    """How a cell is called in a message: by its row within a column, by its column within a row."""
    return _row_name(broken.table, cell[0]) if broken.identity.each == "column" else _column_name(broken.table, cell)


def _row_name(table: Table, row: int) -> str:
    return table.rows[row].name.label


def _column_name(table: Table, cell: Position) -> str:
    return table.columns(cell[0])[cell[1]].printed
