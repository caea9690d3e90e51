"""Cross-foot identities over one report: which sums do not hold, by how much, over which cells.

The four rules of the form differ only in what they add up; the form's YAML says that, and here it is worked out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from gongkai.figures import Figure, Number, State
from gongkai.forms import Form, Identity, Position, Table
from gongkai.reports import Grid, Report
from gongkai.reports.totals import sum_cells

Cells = tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an identity: its cells and their sum, in which blanks count as 0 (R9)."""

    cells: Cells
    value: Number


@dataclass(frozen=True, slots=True)
class BrokenIdentity:
    """An identity that does not hold.

    Attributes:
        identity: The rule of the form.
        table: The table.
        line: Position of the column for ``each: column``, of the row for ``each: row``.
        expected: The side that should hold: the parts of a total, or the left side.
        actual: The side that is there: the stated total, or the right side.
    """

    identity: Identity
    table: Table
    line: int
    expected: Side
    actual: Side

    @property
    def difference(self) -> Number:
        """The stated side less the expected one."""
        return self.actual.value - self.expected.value

    @property
    def cells(self) -> Cells:
        """All cells of both sides, the stated total first."""
        return (*self.actual.cells, *self.expected.cells)


def breaks(report: Report, form: Form, code: str) -> Iterator[BrokenIdentity]:
    """Every identity of one code that a report breaks.

    A total that was added up here is right by construction; in a column of such totals nothing is checked that its
    parts do not say already. An unreadable cell has a finding of its own, and so has a form that is not for the year:
    with the former nothing is checked, the latter is taken as in its first year.
    """
    year = report.year if report.year in form.years else form.years.start
    for identity in form.identities_for(year, code):
        table = form.table_index[identity.table]
        if identity.total:
            yield from _sums(report, table, identity)
        else:
            yield from _balances(report, table, identity)


def equations(report: Report, code: str) -> int:
    """How many equations of one code are checked in a report: a total that was added up here is none of them."""
    form = report.form
    if form is None:
        return 0
    year = report.year if report.year in form.years else form.years.start
    return sum(
        _equations(form.table_index[item.table], item, report.computed[item.table])
        for item in form.identities_for(year, code)
    )


@lru_cache(maxsize=4096)
def _equations(table: Table, identity: Identity, summed: frozenset[Position]) -> int:
    if identity.total:
        return sum(place not in summed for place, _ in sum_cells(table, identity))
    sides = side_cells(table, identity)
    return sum(any(cell not in summed for cell in (*left, *right)) for _, left, right in sides)


def _sums(report: Report, table: Table, identity: Identity) -> Iterator[BrokenIdentity]:
    grid, summed = report.grids[table.id], report.computed[table.id]
    for place, parts in sum_cells(table, identity):
        if place in summed or (grid[place[0]][place[1]].value or 0) == _value(grid, parts):
            continue
        broken = BrokenIdentity(
            identity, table, place[identity.each == "column"], _side(grid, parts), _side(grid, (place,))
        )
        if _readable(report, broken):
            yield broken


def _balances(report: Report, table: Table, identity: Identity) -> Iterator[BrokenIdentity]:
    grid, summed = report.grids[table.id], report.computed[table.id]
    for line, left, right in side_cells(table, identity):
        if _value(grid, left) == _value(grid, right) or all(cell in summed for cell in (*left, *right)):
            continue
        broken = BrokenIdentity(identity, table, line, _side(grid, left), _side(grid, right))
        if _readable(report, broken):
            yield broken


@lru_cache(maxsize=256)
def side_cells(table: Table, identity: Identity) -> tuple[tuple[int, Cells, Cells], ...]:
    """The cells of both sides of a balance, for every row or column in which both stand; worked out once a form."""
    by_column = identity.each == "column"
    count = len(table.columns(table.row_index[identity.left[0]])) if by_column else len(table.rows)
    lines = []
    for line in range(count):
        left, right = (_cells(table, identity, names, line) for names in (identity.left, identity.right))
        if left and right:
            lines.append((line, left, right))
    return tuple(lines)


def _cells(table: Table, identity: Identity, names: tuple[str, ...], line: int) -> Cells:
    if identity.each == "column":
        return tuple((table.row_index[name], line) for name in names)
    places = [table.column_index(line, name) for name in names]
    return tuple((line, place) for place in places if place is not None) if None not in places else ()


def _value(grid: Grid, cells: Cells) -> Number:
    value: Number = 0
    for row, column in cells:
        number = grid[row][column].value
        if number:
            value += number
    return value


def _side(grid: Grid, cells: Cells) -> Side:
    return Side(cells, _value(grid, cells))


def _readable(report: Report, broken: BrokenIdentity) -> bool:
    return all(figure.state is not State.UNREADABLE for figure in figures(report, broken))


def figures(report: Report, broken: BrokenIdentity) -> list[Figure]:
    """The figures of both sides."""
    return [report.grids[broken.table.id][row][column] for row, column in broken.cells]
