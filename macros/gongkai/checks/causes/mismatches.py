"""The input of the search for causes: a report, what does not hold in it, and the cells of each broken sum."""

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.checks.cross_foot import BrokenIdentity, breaks
from gongkai.checks.cross_year import Equation, equations_across
from gongkai.checks.registry import rule_codes
from gongkai.figures import Figure
from gongkai.forms import Form, Position, Table
from gongkai.reports import Report

SignedCell = tuple[Position, int]
"""A cell, and whether it adds to the difference of a broken identity (1) or takes from it (-1)."""


@dataclass(frozen=True, slots=True)
class Mismatches:
    """Everything that does not hold in one report.

    Attributes:
        report: The report.
        form: Its form.
        broken: Every identity of the form that the report breaks.
        across: Every cell that does not follow from last year's report.
    """

    report: Report
    form: Form
    broken: tuple[BrokenIdentity, ...]
    across: tuple[Equation, ...] = ()

    def figure(self, table: Table, cell: Position) -> Figure:
        """The figure in a cell."""
        return self.report.grids[table.id][cell[0]][cell[1]]

    def computed(self, table: Table, cell: Position) -> bool:
        """Whether a cell is a total that was added up here."""
        return cell in self.report.computed[table.id]


def gather_mismatches(report: Report, form: Form, previous: Report | None) -> Mismatches:
    """Everything that does not hold in a report.

    Args:
        report: The report.
        form: Its form.
        previous: The same agency's report on the year before, if there is one.
    """
    codes = rule_codes()
    broken = tuple(item for code in codes.identities for item in breaks(report, form, code))
    equations = (item for code in codes.across for item in equations_across(report, previous, code))
    across = tuple(item for item in equations if item.terms is not None and item.actual != item.expected)
    return Mismatches(report, form, broken, across)


def signed_cells(broken: BrokenIdentity) -> Iterator[SignedCell]:
    """The cells of both sides of a broken identity with their signs."""
    yield from ((cell, 1) for cell in broken.actual.cells)
    yield from ((cell, -1) for cell in broken.expected.cells)


def reached_cells(mismatches: Mismatches, broken: BrokenIdentity) -> dict[Position, int]:
    """The given cells of a broken identity with their signs; a total that was added up here gives way to its parts."""
    return {
        part: sign
        for cell, sign in signed_cells(broken)
        for part in (
            parts_of(mismatches.form, broken.table, cell) if mismatches.computed(broken.table, cell) else [cell]
        )
    }


def parts_of(form: Form, table: Table, cell: Position) -> Iterator[Position]:
    """What a total at the foot of a column adds up; any other cell is its own part."""
    row, column = cell
    total = table.rows[row].id
    identity = next((item for item in form.identities if item.table == table.id and item.total == total), None)
    if identity is None:
        yield cell
    else:
        yield from ((table.row_index[part], column) for part in identity.parts)


def row_label(table: Table, row: int) -> str:
    """The printed name of a row."""
    return table.rows[row].name.label


def column_label(table: Table, cell: Position) -> str:
    """The printed name of a cell's column."""
    return table.columns(cell[0])[cell[1]].printed
