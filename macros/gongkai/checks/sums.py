"""Cross-foot identities over one report: which sums do not hold, by how much, over which cells.

The four rules of the form differ only in what they add up; the form's YAML says that, and here it is worked out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from gongkai.figures import Figure, State
from gongkai.forms import Form, Identity, Table
from gongkai.reports import Report
from gongkai.reports.totals import sum_cells

Position = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an identity: its cells and their sum, blanks run as 0."""

    cells: tuple[Position, ...]
    value: int | Decimal


@dataclass(frozen=True, slots=True)
class Break:
    """An identity that does not hold.

    Attributes:
        identity: The rule of the form.
        table: The table.
        line: Position of the column for ``each: column``, of the row for ``each: row``.
        due: The side that should hold: the parts of a total, or the left side.
        found: The side that stands there: the stated total, or the right side.
    """

    identity: Identity
    table: Table
    line: int
    due: Side
    found: Side

    @property
    def difference(self) -> int | Decimal:
        """What stands there less what should."""
        return self.found.value - self.due.value

    @property
    def cells(self) -> tuple[Position, ...]:
        """All cells of both sides, the stated total first."""
        return (*self.found.cells, *self.due.cells)


def breaks(report: Report, form: Form, code: str) -> Iterator[Break]:
    """Every identity of one code that a report breaks.

    A total that was added up here holds by its making; a column that is added up throughout repeats what its parts
    say. Where a cell is unreadable nothing is said: its own finding stands.
    """
    for identity in form.identities_for(report.year, code):
        table = form.table_index[identity.table]
        if identity.total:
            yield from _sums(report, table, identity)
        else:
            yield from _balances(report, table, identity)


def _sums(report: Report, table: Table, identity: Identity) -> Iterator[Break]:
    for place, parts in sum_cells(table, identity):
        if place in report.computed[table.id]:
            continue
        line = place[1] if identity.each == "column" else place[0]
        found = Break(identity, table, line, _side(report, table, parts), _side(report, table, [place]))
        if _readable(report, found) and found.difference:
            yield found


def _balances(report: Report, table: Table, identity: Identity) -> Iterator[Break]:
    count = len(table.columns(table.row_index[identity.left[0]])) if identity.each == "column" else len(table.rows)
    for line in range(count):
        left, right = (_cells(table, identity, names, line) for names in (identity.left, identity.right))
        if not left or not right or all(cell in report.computed[table.id] for cell in (*left, *right)):
            continue
        found = Break(identity, table, line, _side(report, table, left), _side(report, table, right))
        if _readable(report, found) and found.difference:
            yield found


def _cells(table: Table, identity: Identity, names: tuple[str, ...], line: int) -> list[Position]:
    if identity.each == "column":
        return [(table.row_index[name], line) for name in names]
    places = [table.column_index(line, name) for name in names]
    return [(line, place) for place in places if place is not None] if None not in places else []


def _side(report: Report, table: Table, cells: list[Position]) -> Side:
    value: int | Decimal = 0
    for row, column in cells:
        value += report.grids[table.id][row][column].number
    return Side(tuple(cells), value)


def _readable(report: Report, found: Break) -> bool:
    return all(figure.state is not State.UNREADABLE for figure in figures(report, found))


def figures(report: Report, found: Break) -> list[Figure]:
    """The figures of both sides."""
    return [report.grids[found.table.id][row][column] for row, column in found.cells]
