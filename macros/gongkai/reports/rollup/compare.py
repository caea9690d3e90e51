"""A consolidated report beside the sums of its parts: by how much each cell is off."""

from dataclasses import dataclass
from decimal import Decimal

from gongkai.figures import Figure, Kind, Number, State
from gongkai.forms import CellPosition
from gongkai.reports.model import Report
from gongkai.reports.money import cell_money, money
from gongkai.reports.rollup.sums import RollUp, cell_id, column_of, leaf_cells


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell of a consolidated report that is not the sum of its parts.

    Attributes:
        cell: The cell.
        filed: What stands there.
        summed: The sum.
        number: The former less the latter; of an amount in 元.
    """

    cell: CellPosition
    filed: Figure
    summed: Figure
    number: Number

    @property
    def size(self) -> Number:
        """The number without its sign."""
        return max(self.number, -self.number)


def differences(rollup: RollUp, report: Report) -> tuple[Difference, ...]:
    """The cells of a consolidated report that are not the sums of its parts, in printed order.

    Totals are left out, as each follows from its own parts; so is what cannot be read here or there. Blanks count as 0.

    Args:
        rollup: The sums.
        report: The consolidated report, on the same form.
    """
    return tuple(item for cell in leaf_cells(rollup.form, rollup.year) if (item := _difference(rollup, report, cell)))


def numbers_of(report: Report) -> dict[CellPosition, Number]:
    """The cells of a report that hold any number but 0 and are no totals; amounts in 元."""
    if report.form is None:
        return {}
    numbers: dict[CellPosition, Number] = {}
    for cell in leaf_cells(report.form, report.year):
        value = report.grids[cell[0]][cell[1]][cell[2]].value
        if value:
            numbers[cell] = _in_yuan(report, cell, value)
    return numbers


def _in_yuan(report: Report, cell: CellPosition, value: Number) -> Number:
    if report.form is None or column_of(report.form, cell).kind is not Kind.AMOUNT:
        return value
    amount = cell_money(report, cell_id(report.form, cell))
    return amount.yuan if amount is not None else value


def _difference(rollup: RollUp, report: Report, cell: CellPosition) -> Difference | None:
    table, row, column = cell
    filed, summed = report.grids[table][row][column], rollup.grids[table][row][column]
    if filed is summed or State.UNREADABLE in (filed.state, summed.state):
        return None
    if column_of(rollup.form, cell).kind is not Kind.AMOUNT:
        number = filed.number - summed.number
        return Difference(cell, filed, summed, number) if number else None
    place = cell_id(rollup.form, cell)
    ours, theirs = (
        cell_money(report, place),
        money(summed.number, summed.unit or column_of(rollup.form, cell).unit or ""),
    )
    if (ours is None and filed.value) or (theirs is None and summed.value):
        return None
    number = (ours.yuan if ours else Decimal(0)) - (theirs.yuan if theirs else Decimal(0))
    rounded = ours.step / 2 if ours and theirs and ours.step > theirs.step else Decimal(0)
    slack = rollup.slack.get(cell, Decimal(0)) + rounded
    return Difference(cell, filed, summed, number) if abs(number) > slack else None
