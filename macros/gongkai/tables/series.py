"""One agency's figures over the years, line by line: years without a report are gaps, a change of form is a break.

What the two forms count in the same way goes on across the break; what they count differently ends there and begins
anew (R8). Which lines there are is worked out in ``series_lines``. Pure functions, no markup.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from gongkai.figures import BLANK, Figure, Kind, State, total
from gongkai.forms import Form, Table
from gongkai.reports import Report
from gongkai.reports.identity_key import IdentityKey
from gongkai.reports.money import head_unit
from gongkai.tables.cell_list import ListedCell, listed_cells, main_columns
from gongkai.tables.series_lines import LineSource, SeriesLine, series_layout, series_line


@dataclass(frozen=True, slots=True)
class Point:
    """The figure of one year.

    Attributes:
        year: The year reported on.
        figure: What was reported; None for a year without a report, or on a form without this line.
        missing: Whether there is no report on the year.
        unit: The unit of the figure: that in its cell, else that which its head states, if any.
    """

    year: int
    figure: Figure | None
    missing: bool = False
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class SeriesBreak:
    """A change of form: the first year on the new form, and whether the line's figures go on across it."""

    year: int
    comparable: bool


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of one line over the years.

    Attributes:
        table: Id of the table.
        line: What it is called, where it is, and the id that leads to it.
        labels: Labels of its row and its column: see ``SeriesLine``.
        points: A point for every year from the first report to the last.
        breaks: Changes of form.
        why: Why figures are not comparable across a change of form.
    """

    table: str
    line: ListedCell
    labels: tuple[str, str]
    points: tuple[Point, ...]
    breaks: tuple[SeriesBreak, ...]
    why: str | None = None

    @property
    def segments(self) -> tuple[tuple[Point, ...], ...]:
        """Runs of years whose figures may be joined: no gap between them, and no change of what is counted."""
        cut = {item.year for item in self.breaks if not item.comparable}
        runs: list[list[Point]] = []
        joined = False
        for point in self.points:
            is_given = point.figure is not None and point.figure.state is State.GIVEN
            if is_given and joined and point.year not in cut:
                runs[-1].append(point)
            elif is_given:
                runs.append([point])
            joined = is_given
        return tuple(tuple(run) for run in runs)


@dataclass(frozen=True, slots=True)
class SeriesTable:
    """The lines of one table; ``title`` is the table's."""

    id: str
    title: str
    lines: tuple[Series, ...]


def all_series(reports: Iterable[Report]) -> tuple[SeriesTable, ...]:
    """Every line of every form that an agency has reported on, the newest form's first within each table.

    Args:
        reports: Reports of one agency, in any order; those without a form are as good as missing.
    """
    return _all_series(tuple(map(IdentityKey, reports)))


@lru_cache(maxsize=4)  # the page of an agency's years and their file ask for the same
def _all_series(reports: tuple[IdentityKey[Report], ...]) -> tuple[SeriesTable, ...]:
    years = _by_year(same.value for same in reports)
    return tuple(
        SeriesTable(table.id, table.title, tuple(_series(table.id, line, years) for line in table.lines))
        for table in series_layout(_forms(years))
    )


def series(reports: Iterable[Report], table: str, row: str, *, column: str | None = None) -> Series:
    """One figure over the years.

    Args:
        reports: Reports of one agency.
        table: Id of the table.
        row: Id of the row.
        column: Id of the column; the row's total, or its first column, where left out.

    Raises:
        KeyError: None of the forms has such a line.
    """
    years = _by_year(reports)
    forms = _forms(years)
    for form in forms:
        model = form.table_index.get(table)
        if model is None or row not in model.row_index:
            continue
        number = model.row_index[row]
        place = main_columns(form, model, number)[0] if column is None else model.column_index(number, column)
        if place is not None:
            spot = next(
                (item for item in listed_cells(form, model) if (item.row, item.column) == (number, place)), None
            )
            spot = spot or _unlisted(model, number, place)
            return _series(table, series_line(spot, (number,), table=model, form=form, forms=forms), years)
    raise KeyError(f"{table}.{row}.{column}")


def _unlisted(table: Table, row: int, column: int) -> ListedCell:
    """A cell that a list leaves out: a kind of applicant."""
    name, col = table.rows[row].name, table.columns(row)[column]
    return ListedCell(f"{table.id}-{name.id}-{col.id}", row, column, f"{name.label}：{col.printed}", ())


def _by_year(reports: Iterable[Report]) -> Mapping[int, Report]:
    return {report.year: report for report in sorted(reports, key=lambda item: item.year) if report.form is not None}


def _forms(years: Mapping[int, Report]) -> tuple[Form, ...]:
    """The forms of some reports, the newest first."""
    return tuple({report.form.id: report.form for report in reversed(list(years.values())) if report.form}.values())


def _series(table: str, line: SeriesLine, years: Mapping[int, Report]) -> Series:
    points, breaks = [], []
    before: str | None = None
    for year in range(min(years), max(years) + 1):
        report = years.get(year)
        if report is None or report.form is None:
            points.append(Point(year, None, missing=True))
            continue
        source = line.sources.get(report.form.id)
        points.append(_point(report, table, source) if source else Point(year, None))
        if before is not None and before != report.form.id:
            sides = (line.sources.get(before), source)
            breaks.append(SeriesBreak(year, all(side is not None and side.comparable for side in sides)))
        before = report.form.id
    why = next((source.why for source in line.sources.values() if source.why), None)
    return Series(table, line.cell, line.labels, tuple(points), tuple(breaks), why)


def _point(report: Report, table: str, source: LineSource) -> Point:
    figure = _figure(report, table, source)
    unit, row = figure.unit, source.rows[0]
    if unit is None and report.form is not None and _may_have_unit(report.form, table, row, source.column):
        unit = head_unit(report, report.form.table_index[table], row, source.column)
    return Point(report.year, figure, unit=unit)


@lru_cache(maxsize=4096)
def _may_have_unit(form: Form, table: str, row: int, column: int) -> bool:
    """Whether the head of a column may state a unit, which few do: looking it up for all took a third of the time."""
    model = form.table_index[table].columns(row)[column]
    return model.unit is not None or model.kind is Kind.AMOUNT


def _figure(report: Report, table: str, source: LineSource) -> Figure:
    grid = report.grids.get(table)
    if not grid:
        return BLANK
    if len(source.rows) == 1:
        return grid[source.rows[0]][source.column]
    return total(grid[row][source.column] for row in source.rows)
