"""A report as observations, one for every cell of its form: what JSON and CSV hold of the figures, said once."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from gongkai.figures import Figure, Kind, State
from gongkai.forms import Form, Table
from gongkai.reports import Report
from gongkai.reports.money import head_unit
from gongkai.reports.totals import sum_cells
from gongkai.tables import stated_differences

ObservedValue = int | str | None
"""A count, an amount with its digits as written, or nothing."""


class FormCell(NamedTuple):
    """A cell of a form.

    Attributes:
        table: Id of the table.
        row: Id of the row.
        column: Id of the column; ``block.verdict`` in the table of reconsideration and litigation.
        position: Position of row and column in the table.
        unit: The unit that the printed head states.
        has_unit: Whether it holds an amount, whose unit a document may state in a head of its own.
        total: Whether it is a total by the form's rules.
    """

    table: str
    row: str
    column: str
    position: tuple[int, int]
    unit: str | None
    has_unit: bool
    total: bool


class Observation(NamedTuple):
    """What a report says in a cell; a tuple, as a site of 2,000 reports has 400,000.

    Attributes:
        value: The count, or the amount with its digits as written; None for a blank and for 不适用.
        status: ``reported``, ``stated`` (a total that was written), ``computed`` (a total that was added up here),
            ``blank``, ``not-applicable`` or ``unreadable`` (which no report has that is published).
        unit: Of an amount: the unit in the cell, else the one that its head states.
        note: The remark that is in the cell.
        computed: Where a stated total differs from the sum of its parts, that sum.
    """

    value: ObservedValue
    status: str
    unit: str | None
    note: str | None
    computed: ObservedValue


def observations(report: Report) -> Iterator[Observation]:
    """What a report says in every cell, in the order of ``form_cells``; nothing where it has no form."""
    if report.form is None:
        return
    for table, cells in _cells(report.form, report.year):
        differing = stated_differences(report, report.form, table)
        summed = report.computed[table.id]
        grid = report.grids[table.id]
        for cell in cells:
            at = cell.position
            figure = grid[at[0]][at[1]]
            plain = type(figure.value) is int and figure.unit is None and figure.note is None
            if plain and cell.unit is None and not cell.has_unit and at not in differing:
                # Nearly all cells are plain counts, and a site has hundreds of thousands of them.
                status = "computed" if at in summed else "stated" if cell.total else "reported"
                yield _count(figure.value, status)
                continue
            unit = figure.unit or (head_unit(report, table, *at) if cell.has_unit else cell.unit)
            status = _status(figure, computed=at in summed, total=cell.total)
            differs = differing.get(at)
            computed = _value(differs) if differs is not None else None
            yield Observation(_value(figure), status, unit, figure.note, computed)


@lru_cache(maxsize=16384)
def _count(value: int, status: str) -> Observation:
    """A plain count; most are small, and the same in many cells."""
    return Observation(value, status, None, None, None)


@lru_cache(maxsize=256)
def form_cells(form: Form, year: int) -> tuple[FormCell, ...]:
    """Every cell of a form in printed order; which are totals depends on the year, as the form's rules do."""
    return tuple(cell for _, cells in _cells(form, year) for cell in cells)


@lru_cache(maxsize=256)
def _cells(form: Form, year: int) -> tuple[tuple[Table, tuple[FormCell, ...]], ...]:
    return tuple((table, tuple(_table_cells(form, table, year))) for table in form.tables)


def _table_cells(form: Form, table: Table, year: int) -> Iterator[FormCell]:
    sums = [item for item in form.identities if item.table == table.id and year in item.years]
    totals = {place for identity in sums for place, _ in sum_cells(table, identity)}
    for row, model in enumerate(table.rows):
        for column, head in enumerate(table.columns(row)):
            at = (row, column)
            yield FormCell(table.id, model.id, head.id, at, head.unit, head.kind is Kind.AMOUNT, at in totals)


def _value(figure: Figure) -> ObservedValue:
    return f"{figure.value:f}" if isinstance(figure.value, Decimal) else figure.value


def _status(figure: Figure, *, computed: bool, total: bool) -> str:
    if figure.state is State.NOT_APPLICABLE:
        return "not-applicable"
    if figure.state is State.UNREADABLE:
        return "unreadable"
    if figure.state is not State.GIVEN:
        return "blank"
    if computed:
        return "computed"
    return "stated" if total else "reported"
