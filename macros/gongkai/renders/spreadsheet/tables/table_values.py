"""The numbers of a report's table as its sheet shows them, and all else that the sheet depends on."""

from collections.abc import Hashable
from dataclasses import dataclass

from gongkai.figures import Figure, Number, State, total, written
from gongkai.forms import Form, Table
from gongkai.renders.spreadsheet.numbers import EXACT, is_exact, number_format
from gongkai.renders.spreadsheet.tables.formulas import CheckedLine, SheetFormulas, sheet_formulas
from gongkai.renders.spreadsheet.tables.layout import PlacedLine, SheetLayout, SheetPlace, sheet_layout
from gongkai.reports import Report
from gongkai.reports.model import Grid
from gongkai.tables import caption_of, skeleton_of

SheetValue = Number | float | str


@dataclass(frozen=True, slots=True)
class TableValues:
    """The numbers of a table.

    Attributes:
        values: The numbers as the file has them: those of the form's cells, then those of its checks.
        places: Where each of them is on the sheet.
        shape: All else that the sheet is made from; two that are equal give sheets that differ in the values alone.
        holds: Whether all equations hold.
    """

    values: tuple[object, ...]
    places: tuple[SheetPlace, ...]
    shape: Hashable
    holds: bool


def table_layout(report: Report, form: Form, table: Table) -> SheetLayout:
    """Where everything of a report's table is on its sheet.

    Args:
        report: The report.
        form: Its form.
        table: One of the form's tables.
    """
    skeleton = skeleton_of(report, form, table)
    return sheet_layout(skeleton.blocks, skeleton.width)


def table_values(report: Report, form: Form, table: Table) -> TableValues:
    """The numbers of a report's table.

    Args:
        report: The report.
        form: Its form.
        table: One of the form's tables.
    """
    layout = table_layout(report, form, table)
    formulas = sheet_formulas(form, table, report.year, layout)
    return _Values(report, table, layout, formulas).all(caption_of(report, table))


def shown(figure: Figure) -> SheetValue:
    """What a cell shows for a figure: its number, what is printed in the place of one, or nothing."""
    return written(figure) if figure.value is None else figure.value


def formula_of(report: Report, table: Table, formulas: SheetFormulas, at: SheetPlace, width: int) -> str | None:
    """How a total is added up: down its column where its whole row is left to be added up, else along its row.

    Args:
        report: The report.
        table: One of its form's tables.
        formulas: The formulas of the table.
        at: Row and column on the form.
        width: How many columns the row has.

    Returns:
        The formula; None for a cell that is not added up.
    """
    summed = report.computed[table.id]
    if at not in summed or report.grids[table.id][at[0]][at[1]].state is State.UNREADABLE:
        return None
    total_formulas = formulas.totals.get(at)
    if total_formulas is None:
        return None
    whole_row = all((at[0], number) in summed for number in range(width))
    return (
        (total_formulas.down or total_formulas.across) if whole_row else (total_formulas.across or total_formulas.down)
    )


def should_be(grid: Grid, line: CheckedLine) -> tuple[SheetValue, bool]:
    """What the check of an equation shows, and whether the equation holds.

    Args:
        grid: The figures of the table.
        line: The equation.
    """
    if not line.total:
        difference = _sum(grid, line.plus) - _sum(grid, line.minus)
        return difference, difference == 0
    figure = total([grid[row][column] for row, column in line.plus])
    number = _sum(grid, line.plus) if figure.value is None else figure.value
    return shown(figure), number == grid[line.total[0]][line.total[1]].number


def _sum(grid: Grid, cells: tuple[SheetPlace, ...]) -> Number:
    return sum([grid[row][column].number for row, column in cells], start=0)


class _Values:
    """The numbers of a table while they are gathered."""

    def __init__(self, report: Report, table: Table, layout: SheetLayout, formulas: SheetFormulas) -> None:
        self.report, self.table, self.layout, self.formulas = report, table, layout, formulas
        self.values: list[object] = []
        self.places: list[SheetPlace] = []
        self.others: list[Hashable] = []
        """What is shown otherwise than by a plain whole number."""

    def all(self, caption: str) -> TableValues:
        grid = self.report.grids[self.table.id]
        for line in self.layout.lines:
            self._line(line, grid[line.position])
        holds = True
        for number, check in enumerate(self.formulas.checks):
            value, right = should_be(grid, check.line)
            holds = holds and right
            self._check(number, check.place, value)
        summed = self.report.computed[self.table.id]
        shape = (self.layout, self.formulas, caption, summed, tuple(self.others))
        return TableValues(tuple(self.values), tuple(self.places), shape, holds)

    def _line(self, line: PlacedLine, figures: tuple[Figure, ...]) -> None:
        add, place = self.values.append, self.places.append
        for number, (cell, figure) in enumerate(zip(line.cells, figures, strict=True)):
            value = figure.value
            if type(value) is int and figure.unit is None and figure.note is None and -EXACT < value < EXACT:
                add(value)
                place(cell.place)
            else:
                self._other((line.position, number), len(line.cells), cell.place, figure)

    def _other(self, at: SheetPlace, width: int, place: SheetPlace, figure: Figure) -> None:
        value: object = shown(figure)
        formula = formula_of(self.report, self.table, self.formulas, at, width)
        if formula is None and figure.value is not None and is_exact(figure.value):
            value = f"{float(figure.value):.16G}"
        elif formula is None or isinstance(value, str):
            self.others.append((at, number_format(figure), figure.state, str(value)))
            return
        self.others.append((at, number_format(figure)))
        self._add(value, place)

    def _check(self, number: int, place: SheetPlace, value: SheetValue) -> None:
        if isinstance(value, str):
            self.others.append((number, value))
        else:
            self._add(value, place)

    def _add(self, value: object, place: SheetPlace) -> None:
        self.values.append(value)
        self.places.append(place)
