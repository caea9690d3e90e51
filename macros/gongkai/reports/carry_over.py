"""What a new report takes over from last year's: what was carried over, and the stock that the year began with.

The form's rules across years say which cells these are; the alignment of the two forms says where they stand in last
year's report, so a change of form needs nothing of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from gongkai.figures import BLANK, Figure, Kind, State, count
from gongkai.forms import Form, Table
from gongkai.forms.alignment import align
from gongkai.forms.model import CrossYearRule
from gongkai.reports.model import Report

CARRY_OVER = "carry-over"
"""Code of the rule by which requests go from one year to the next (R5)."""


@dataclass(frozen=True, slots=True)
class CarriedCell:
    """One cell that last year's report gives.

    Attributes:
        code: The rule behind it: ``carry-over`` or ``stock``.
        table: Id of the table.
        row: Position of the row on the new form.
        column: Position of the column in the row's block.
        figure: What stands there before anything of the new year is added.
    """

    code: str
    table: str
    row: int
    column: int
    figure: Figure


def carried(form: Form, year: int, previous: Report) -> tuple[CarriedCell, ...]:
    """What a report on a year begins with.

    Args:
        form: The form of the new report.
        year: Its reporting year.
        previous: The report on the year before, of whatever form.

    Returns:
        Carry-over (R5), in printed order with its totals, and stock (R6, R7), as if the new year had changed nothing.
        What last year's report leaves blank is left out, and what would be less than nothing.
    """
    rules = [rule for rule in form.across if year in rule.years]
    return tuple(item for rule in rules for item in _cells(form, rule, previous))


def cells_held(form: Form, rule: CrossYearRule) -> Iterator[tuple[int, int]]:
    """The cells that a rule across years checks, by row and column position; amounts are left out."""
    table = form.table_index[rule.table]
    for name in rule.rows:
        row = table.row_index[name]
        for number, column in enumerate(table.columns(row)):
            if rule.column in (None, column.id) and column.kind is not Kind.AMOUNT:
                yield row, number


def term_cells(form: Form, rule: CrossYearRule, cell: tuple[int, int]) -> tuple[tuple[int, int] | None, ...]:
    """For one cell that a rule across years holds for: the cells that the rule's terms name.

    Args:
        form: The form that states the rule.
        rule: The rule.
        cell: Row and column position of the cell that should be the sum of the terms.

    Returns:
        By term a row and column position; None where a term's row has no such column.
    """
    table = form.table_index[rule.table]
    column = table.columns(cell[0])[cell[1]].id
    cells: list[tuple[int, int] | None] = []
    for term in rule.terms:
        row = table.row_index[term.row] if term.row else cell[0]
        place = table.column_index(row, term.column or column)
        cells.append(None if place is None else (row, place))
    return tuple(cells)


def _cells(form: Form, rule: CrossYearRule, previous: Report) -> Iterator[CarriedCell]:
    table = form.table_index[rule.table]
    for row, number in cells_held(form, rule):
        figure = _start(form, rule, previous, (row, number))
        if figure is not None:
            yield CarriedCell(rule.code, table.id, row, number, figure)


def _start(form: Form, rule: CrossYearRule, previous: Report, cell: tuple[int, int]) -> Figure | None:
    """The sum of what a rule takes from last year; None where that is not known."""
    number = 0
    for term, place in zip(rule.terms, term_cells(form, rule, cell), strict=True):
        if term.year == 0:
            continue
        figure = _figure(form, rule.table, place, previous)
        if figure.state is not State.GIVEN or not isinstance(figure.value, int):
            return None
        number += term.sign * figure.value
    return count(number) if number >= 0 else None


def _figure(form: Form, table: str, cell: tuple[int, int] | None, previous: Report) -> Figure:
    """Last year's figure of a cell of this year's form; blank where that year's form has none that answers to it."""
    if cell is None or previous.form is None:
        return BLANK
    place = align(form, previous.form).counterpart(table, *cell)
    return previous.grids[table][place[0]][place[1]] if place is not None else BLANK


@lru_cache(maxsize=1024)
def columns_apart(form: Form, table: str, row: int, other: Form) -> tuple[tuple[int, ...], tuple[tuple[int, int], ...]]:
    """The counts of a row that only one of two forms has a column for; totals are none of them.

    Args:
        form: A form.
        table: Id of a table of it.
        row: Position of a row of the table.
        other: The form of another year.

    Returns:
        Columns that the form alone has, and cells of the other form's row that it alone has. None of either where the
        other form has no such row.
    """
    aligned = align(form, other)
    there = aligned.counterpart_row(table, row)
    if there is None:
        return (), ()
    places = {place: aligned.counterpart(table, row, place) for place in parts(form.table_index[table], row)}
    theirs = ((there, place) for place in parts(other.table_index[table], there))
    return (
        tuple(place for place, cell in places.items() if cell is None),
        tuple(cell for cell in theirs if cell not in places.values()),
    )


def left_behind(form: Form, year: int, previous: Report) -> int:
    """How many requests last year's report carries over in columns that this year's form has not (R5).

    Args:
        form: The form of the new report.
        year: Its reporting year.
        previous: The report on the year before.
    """
    if previous.form is None:
        return 0
    number_of_requests = 0
    for rule in form.across:
        if rule.code != CARRY_OVER or year not in rule.years or rule.column is not None:
            continue
        for name in (term.row or row for row in rule.rows for term in rule.terms if term.year):
            row = form.table_index[rule.table].row_index[name]
            cells = columns_apart(form, rule.table, row, previous.form)[1]
            number_of_requests += sum(int(previous.grids[rule.table][cell[0]][cell[1]].number) for cell in cells)
    return number_of_requests


def parts(table: Table, row: int) -> tuple[int, ...]:
    """The columns of counts in a row that are no totals.

    Args:
        table: A table.
        row: Position of a row of it.
    """
    columns = table.columns(row)
    return tuple(
        place
        for line in table.lines
        if line.row == row
        for place in line.columns
        if place not in line.totals and columns[place].kind is not Kind.AMOUNT
    )


def carried_over(report: Report) -> int:
    """How many requests a report takes over from the year before; blanks count nothing."""
    if report.form is None:
        return 0
    number_of_requests = 0
    for rule in report.form.across:
        if rule.code == CARRY_OVER and report.year in rule.years:
            table = report.form.table_index[rule.table]
            places = [
                (row, place) for row in map(table.row_index.__getitem__, rule.rows) for place in parts(table, row)
            ]
            number_of_requests += sum(int(report.grids[table.id][row][place].number) for row, place in places)
    return number_of_requests
