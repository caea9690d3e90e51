"""The sums of the reports that a consolidated report adds up, cell by cell; one that is missing is named, never 0."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from gongkai.figures import BLANK, UNREADABLE, Figure, Kind, State, total
from gongkai.forms import CellId, CellPosition, Column, Form
from gongkai.reports.agencies import Agency
from gongkai.reports.model import Grid, Report, Status
from gongkai.reports.money import Money, cell_money, money
from gongkai.reports.rollup.members import Members
from gongkai.reports.totals import Partial, fill, sum_cells

_USUAL_UNIT = "万元"


class LackReason(Enum):
    """Why a report is not in a sum."""

    UNFILED = "unfiled"
    """There is none."""
    UNREADABLE = "unreadable"
    """Its file cannot be read, which has a finding of its own."""
    DRAFT = "draft"
    """It is a draft still."""
    FORM = "form"
    """It is on another form, or on none."""
    TABLE = "table"
    """A whole table is not in its data, so that nobody knows its figures."""


@dataclass(frozen=True, slots=True)
class Part:
    """A report that a sum adds up, and whose it is."""

    agency: Agency
    report: Report


@dataclass(frozen=True, slots=True)
class Lacking:
    """An agency whose report should be in a sum and is not."""

    agency: Agency
    why: LackReason


@dataclass(frozen=True, slots=True)
class RollUp:
    """A consolidated report of a year as worked out from the reports that it adds up.

    Attributes:
        agency: The government whose consolidated report they are to be.
        year: The year reported on.
        form: The form that they are on.
        parts: What is added up, in the order of lists.
        lacking: Whose reports should be among them and are not.
        apart: Reports of agencies below it that are rightly not counted.
        grids: The sums by table id, totals included.
        computed: The cells that are totals of the sums, by table id.
        slack: By how much, in 元, an amount may be off as its parts are rounded; cells where that is nothing are not
            there.
    """

    agency: Agency
    year: int
    form: Form
    parts: tuple[Part, ...]
    lacking: tuple[Lacking, ...]
    apart: tuple[Part, ...]
    grids: Mapping[str, Grid]
    computed: Mapping[str, frozenset[tuple[int, int]]]
    slack: Mapping[CellPosition, Decimal]


def roll_up(  # noqa: PLR0913 - what a sum is made of
    agency: Agency,
    year: int,
    form: Form,
    members: Members,
    reports: Mapping[tuple[str, int], Report],
    *,
    files: Collection[tuple[str, int]],
) -> RollUp:
    """Add up the reports of a government's agencies on a year.

    Args:
        agency: The government.
        year: The year reported on.
        form: The form of its consolidated report.
        members: The agencies below it in that year.
        reports: Reports by slug and year.
        files: Slugs and years of all data files, readable or not.
    """
    parts, lacking = [], []
    for member in members.counted:
        report = reports.get((member.slug, year))
        why = _why(report, form, there=(member.slug, year) in files)
        if report is not None and why is None:
            parts.append(Part(member, report))
        else:
            lacking.append(Lacking(member, why or LackReason.UNFILED))
    apart = tuple(
        Part(member, report)
        for member in members.apart
        if (report := reports.get((member.slug, year))) is not None and _why(report, form, there=True) is None
    )
    summed = [part.report for part in parts]
    slack: dict[CellPosition, Decimal] = {}
    grids, computed = {}, {}
    for table, partial in _sums(form, year, summed, slack):
        grids[table], computed[table] = fill(form, form.table_index[table], partial, year=year)
    return RollUp(agency, year, form, tuple(parts), tuple(lacking), apart, grids, computed, slack)


@lru_cache(maxsize=64)
def leaf_cells(form: Form, year: int) -> tuple[CellPosition, ...]:
    """The cells of a form that are no totals, in printed order."""
    totals = {
        (item.table, *cell)
        for item in form.identities
        if item.total and (year in item.years or year not in form.years)
        for cell, _ in sum_cells(form.table_index[item.table], item)
    }
    return tuple(cell for cell in form.positions if cell not in totals)


def column_of(form: Form, cell: CellPosition) -> Column:
    """The column of a cell."""
    return form.table_index[cell[0]].columns(cell[1])[cell[2]]


def cell_id(form: Form, cell: CellPosition) -> CellId:
    """A cell by the ids of its table, row and column."""
    return CellId(cell[0], form.table_index[cell[0]].rows[cell[1]].id, column_of(form, cell).id)


def _why(report: Report | None, form: Form, *, there: bool) -> LackReason | None:
    """Why a report is not added up; None where it is."""
    if report is None:
        return LackReason.UNREADABLE if there else LackReason.UNFILED
    if report.status is Status.DRAFT:
        return LackReason.DRAFT
    if report.form is not form:
        return LackReason.FORM
    return LackReason.TABLE if any(table.id in report.absent for table in form.tables) else None


def _sums(
    form: Form, year: int, reports: list[Report], slack: dict[CellPosition, Decimal]
) -> Iterator[tuple[str, Partial]]:
    leaves = set(leaf_cells(form, year))
    for table in form.tables:
        grids = [report.grids[table.id] for report in reports]
        partial: Partial = []
        for row in range(len(table.rows)):
            columns = table.columns(row)
            rows = [grid[row] for grid in grids]
            figures: list[Figure | None] = []
            for number, column in enumerate(columns):
                cell = (table.id, row, number)
                if cell not in leaves:
                    figures.append(None)
                elif column.kind is Kind.AMOUNT:
                    figures.append(_amount(form, cell, reports, slack))
                else:
                    figures.append(total([figures_[number] for figures_ in rows]))
            partial.append(figures)
        yield table.id, partial


def _amount(form: Form, cell: CellPosition, reports: list[Report], slack: dict[CellPosition, Decimal]) -> Figure:
    """The sum of amounts, whatever units they are written in, in that of the form or of the first of them."""
    place, column = cell_id(form, cell), column_of(form, cell)
    figures = [report.figure(*place) for report in reports]
    stating = [report for report, figure in zip(reports, figures, strict=True) if figure.state is State.GIVEN]
    if not stating or any(figure.state is State.UNREADABLE for figure in figures):
        return total(figures) if figures else BLANK
    amounts = [cell_money(report, place) for report in stating]
    addends = [amount for amount in amounts if amount is not None]
    unit = column.unit or (addends[0].unit if addends else _USUAL_UNIT)
    one = money(1, unit)
    if len(addends) < len(amounts) or one is None:
        return UNREADABLE
    rounded = _slack(addends)
    if rounded:
        slack[cell] = rounded
    places = min(amount.step for amount in addends) / one.yuan
    value = (sum((amount.yuan for amount in addends), start=Decimal(0)) / one.yuan).quantize(places.normalize())
    return Figure(value, unit=None if column.unit else unit)


def _slack(amounts: list[Money]) -> Decimal:
    """By how much a sum may be off as some of its parts are rounded more than others."""
    finest = min(amount.step for amount in amounts)
    return sum((amount.step / 2 for amount in amounts if amount.step > finest), start=Decimal(0))
