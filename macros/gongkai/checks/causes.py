"""The likely cause of a sum that is off: what a reviewer looks for first.

The difference equals one row (counted twice or left out), is twice a cell (wrong sign), is what swapped digits make,
the row stands one column off, the total is blank; or a row and a column are off by the same and cross in one cell.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongkai.checks.sums import Break, Position
from gongkai.figures import Figure, State, written
from gongkai.findings import Cause
from gongkai.forms import Form, Table
from gongkai.reports import Report

_MOST_NAMED = 3


def likely_cause(report: Report, form: Form, found: Break, *, others: Sequence[Break]) -> Cause | None:
    """The likeliest cause of a break, or None where none fits.

    Args:
        report: The report.
        form: Its form.
        found: The break.
        others: All breaks of the report, for crossings and shifted rows.
    """
    crossing = crossing_cell(found, others)
    if crossing is not None:
        return _crossing(found, crossing)
    total = [report.grids[found.table.id][row][column] for row, column in found.found.cells]
    if found.identity.total and total[0].state is State.BLANK:
        return Cause("blank-total")
    shifted = _shifted(report, form, found, others)
    if shifted is not None:
        return Cause("shifted", (("row", _row_name(found.table, shifted)),))
    return _single(report, form, found)


def crossing_cell(found: Break, others: Sequence[Break]) -> Position | None:
    """The one cell in which a broken row and a broken column meet, off by the same amount."""
    cells = set(found.cells)
    for other in others:
        same_table = other.table.id == found.table.id and other.identity.each != found.identity.each
        if same_table and abs(other.difference) == abs(found.difference):
            shared = cells & set(other.cells)
            if len(shared) == 1:
                return shared.pop()
    return None


def _crossing(found: Break, cell: Position) -> Cause:
    names = (("row", _row_name(found.table, cell[0])), ("col", _column_name(found.table, cell)))
    return Cause("crossing", (*names, ("difference", str(abs(found.difference)))))


def _single(report: Report, form: Form, found: Break) -> Cause | None:
    off = abs(found.difference)
    members = [(cell, _figure(report, found.table, cell)) for cell in _members(form, found)]
    equal = [(cell, figure) for cell, figure in members if figure.number == off]
    if equal:
        named = "、".join(f"“{_name(found, cell)}”（{written(figure)}）" for cell, figure in equal[:_MOST_NAMED])
        return Cause("twice", (("cells", named),))
    for cell, figure in members:
        if figure.number and abs(Decimal(figure.number)) * 2 == off:
            return Cause("sign", (("row", _name(found, cell)), ("figure", written(figure))))
    for cell, figure in [*members, *((cell, _figure(report, found.table, cell)) for cell in found.found.cells)]:
        if any(abs(other - figure.number) == off for other in _swapped(figure.number)):
            return Cause("digits", (("row", _name(found, cell)), ("figure", written(figure))))
    return None


def _members(form: Form, found: Break) -> Iterator[Position]:
    """The cells that may have been miscounted: the parts; of a balance its sides and what their totals add up."""
    if found.identity.total:
        yield from found.due.cells
        return
    parts = {item.total: item.parts for item in form.identities if item.table == found.table.id and item.total}
    for row, column in found.cells:
        inner = parts.get(found.table.rows[row].id)
        if inner is None:
            yield row, column
        else:
            yield from ((found.table.row_index[part], column) for part in inner)


def _swapped(number: int | Decimal) -> Iterator[int]:
    """The numbers that two neighbouring digits written the wrong way round would make of a whole number."""
    if isinstance(number, Decimal) or number < 10:  # noqa: PLR2004 - one digit cannot be swapped
        return
    digits = str(number)
    for place in range(len(digits) - 1):
        swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
        if swapped != digits:
            yield int(swapped)


def _shifted(report: Report, form: Form, found: Break, others: Sequence[Break]) -> int | None:
    """The row whose figures, moved by one column, would mend every broken column of the table at once."""
    if found.identity.each != "column":
        return None
    totals = {item.total for item in form.identities if item.table == found.table.id and item.each == "row"}
    columns = [place for place, column in enumerate(found.table.columns(found.cells[0][0])) if column.id not in totals]
    same = [
        item
        for item in others
        if item.identity.code == found.identity.code and item.table.id == found.table.id and item.line in columns
    ]
    if len(same) < 2:  # noqa: PLR2004 - one column alone is no shift
        return None
    off = {item.line: item.difference for item in same}
    wanted = [off.get(column, 0) for column in columns]
    for row in dict.fromkeys(row for item in same for row, _ in _members(form, item)):
        if any(_explains(shift, wanted) for shift in _shifts(report, found.table, row, columns)):
            return row
    return None


def _shifts(report: Report, table: Table, row: int, columns: list[int]) -> Iterator[list[int | Decimal]]:
    """By how much each column is off where a row stands one column to the right or to the left."""
    stands = [_figure(report, table, (row, column)).number for column in columns]
    for meant in ([*stands[1:], 0], [0, *stands[:-1]]):
        yield [there - should for there, should in zip(stands, meant, strict=True)]


def _explains(shift: list[int | Decimal], wanted: list[int | Decimal]) -> bool:
    return any(shift) and (shift == wanted or [-part for part in shift] == wanted)


def _figure(report: Report, table: Table, cell: Position) -> Figure:
    return report.grids[table.id][cell[0]][cell[1]]


def _name(found: Break, cell: Position) -> str:
    """A cell within its break: by its row in a column, by its column in a row."""
    return _row_name(found.table, cell[0]) if found.identity.each == "column" else _column_name(found.table, cell)


def _row_name(table: Table, row: int) -> str:
    return table.rows[row].name.label


def _column_name(table: Table, cell: Position) -> str:
    return table.columns(cell[0])[cell[1]].printed
