"""Figures far outside what the agency had in the years before, or what agencies of its kind have in the same year.

Medians and median deviations are the measures: one year that is itself wrong does not move them. They are for the
office alone; what is said of peers never leaves it.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median

from gongkai.checks.between.district import District
from gongkai.figures import Kind, State
from gongkai.forms import CellId, Form
from gongkai.reports import Report

ENOUGH_YEARS, _MOST_YEARS = 3, 6
"""Years before from which on they are a measure, and how many of them are looked at."""
_ENOUGH_PEERS, _USUAL = 10, 5
"""Agencies of a kind from which on they are a measure, where half of them have at least the other number."""
_FAR, _FAR_FROM_PEERS = 6, 5
"""Deviations from the median from which on a figure is far outside the years before, and far from its peers."""
_LEAST_SPREAD, _LEAST_SPREAD_OF_PEERS = 0.2, 0.5
"""Figures are taken to be spread at least so much, in logarithms: a few of them may be alike by chance."""
_NORMAL = 1.4826
"""What makes of a median deviation a standard one, where figures are spread normally."""
_TIMES, _LEAST = 3, 20
"""A figure is at least so many times as large or small, and so much more or less, or it is not worth a question."""
_DIGIT_TIMES, _DIGIT_LEAST, _DIGIT_YEARS = 7, 100, 2
"""From here on the rule on one report asks whether there is a digit too many (``plausibility``)."""
_MOST = 2
"""Questions on a report: the farthest figures come first."""


@dataclass(frozen=True, slots=True)
class Outlier:
    """A figure far outside.

    Attributes:
        report: The report.
        cell: The cell.
        number: The figure.
        median: That of the years before, or of the peers.
        low: The least of the years before; None where peers are the measure.
        high: The most of them.
        count: How many years, or peers, there are.
        distance: How far outside it is.
    """

    report: Report
    cell: CellId
    number: int
    median: float
    low: int | None
    high: int | None
    count: int
    distance: float


def outliers(district: District) -> Iterator[Outlier]:
    """The figures far outside of every report, the farthest of each report first.

    Peers are asked only where the agency has no history: some offices are always the largest of their kind.
    """
    peers = _Peers(district)
    for report in district.reports.values():
        of_report: list[Outlier] = []
        years_before = _of_years(district, report, range(report.year - _MOST_YEARS, report.year))
        for cell in _cells(report.form) if report.form is not None else ():
            number = _number(report, cell)
            if number is None or _is_explained(report, cell):
                continue
            before = _same_figures(report, cell, years_before)
            if len(before) >= ENOUGH_YEARS:
                outlier = _from_history(district, report, cell, number, before)
            else:
                outlier = peers.outlier(report, cell, number)
            of_report.extend([outlier] if outlier is not None else [])
        yield from sorted(of_report, key=lambda item: -item.distance)[:_MOST]


@lru_cache(maxsize=64)
def _cells(form: Form) -> tuple[CellId, ...]:
    """Totals of requests and cases, and every count of a table without applicants: few enough that chance is rare."""
    roles = [form.role(name) for name in ("received", "carried_out")]
    main = [cell for cell in (*roles, *form.role_cells("review_cases")) if cell is not None]
    crossed = {cell.table for cell in main}
    counts = (
        CellId(table.id, table.rows[line.row].id, table.columns(line.row)[column].id)
        for table in form.tables
        if table.id not in crossed
        for line in table.lines
        for column in line.columns
        if column not in line.totals and table.columns(line.row)[column].kind is Kind.COUNT
    )
    return (*main, *counts)


def _number(report: Report, cell: CellId) -> int | None:
    figure = report.figure(*cell)
    return figure.value if figure.state is State.GIVEN and isinstance(figure.value, int) else None


def _is_explained(report: Report, cell: CellId) -> bool:
    """Whether the report has an explanation for the cell, which is public: what is found here never is."""
    return any(item.rule == "plausibility" and item.place.covers(*cell) for item in report.waivers)


def _same_cell(report: Report, cell: CellId, other: Report) -> CellId | None:
    """The cell of another report that counts the same: across forms where it has a role; None where there is none."""
    if other.form is report.form:
        return cell
    if report.form is None or other.form is None:
        return None
    role = next((name for name in ("received", "carried_out") if report.form.role(name) == cell), None)
    return other.form.role(role) if role is not None else None


def _of_years(district: District, report: Report, years: Iterable[int]) -> list[Report]:
    """The reports of the same agency on some years, but for the report itself."""
    others = (district.reports.get((report.agency, year)) for year in years if year != report.year)
    return [other for other in others if other is not None]


def _same_figures(report: Report, cell: CellId, others: Iterable[Report]) -> list[int]:
    """What other reports have where a report has a cell."""
    places = ((other, _same_cell(report, cell, other)) for other in others)
    numbers = (_number(other, same) for other, same in places if same is not None)
    return [number for number in numbers if number is not None]


def _from_history(
    district: District, report: Report, cell: CellId, number: int, before: Sequence[int]
) -> Outlier | None:
    middle = median(before)
    # Counts go up and down by their square root even where nothing changes; a short history may show less than that.
    least = max(_LEAST_SPREAD, 1 / math.sqrt(middle + 1))
    distance = _apart(number, middle) / max(_spread(before, middle), least)
    if distance < _FAR or not _is_apart(number, middle) or _has_digit_too_many(district, report, cell, number):
        return None
    return Outlier(report, cell, number, middle, min(before), max(before), len(before), distance)


def _apart(number: float, other: float) -> float:
    """How far two figures are from each other: the difference of their logarithms, 0 taken for 1."""
    return abs(math.log1p(number) - math.log1p(other))


def _spread(numbers: Sequence[int], middle: float) -> float:
    return _NORMAL * median(_apart(number, middle) for number in numbers)


def _is_apart(number: int, middle: float) -> bool:
    low, high = sorted((number, middle))
    return high - low >= _LEAST and high >= _TIMES * low


def _has_digit_too_many(district: District, report: Report, cell: CellId, number: int) -> bool:
    """Whether the rule on one report has a question about it."""
    years = range(report.year - _MOST_YEARS, report.year + _MOST_YEARS + 1)
    given = _same_figures(report, cell, _of_years(district, report, years))
    return number >= _DIGIT_LEAST and len(given) >= _DIGIT_YEARS and 0 < _DIGIT_TIMES * max(given) <= number


class _Peers:
    """What agencies of a kind have in a year."""

    def __init__(self, district: District) -> None:
        self._district = district
        self._reports: dict[tuple[object, ...], list[Report]] = {}
        for report in district.reports.values():
            key = self._kind(report)
            if key is not None:
                self._reports.setdefault(key, []).append(report)
        self._measures: dict[tuple[object, ...], tuple[float, float, int] | None] = {}

    def _kind(self, report: Report) -> tuple[object, ...] | None:
        agency = self._district.agencies.get(report.agency)
        if agency is None or agency.kind is None or agency.is_consolidated or report.form is None:
            return None
        return agency.kind, agency.level, report.year, report.form.id

    def outlier(self, report: Report, cell: CellId, number: int) -> Outlier | None:
        """The figure of a report, where it is far outside those of its peers."""
        kind = self._kind(report)
        measure = self._measure(kind, cell) if kind is not None else None
        if measure is None:
            return None
        middle, spread, count = measure
        distance = _apart(number, middle) / spread
        if distance < _FAR_FROM_PEERS or not _is_apart(number, middle):
            return None
        return Outlier(report, cell, number, middle, None, None, count, distance)

    def _measure(self, kind: tuple[object, ...], cell: CellId) -> tuple[float, float, int] | None:
        """Median, spread of the logarithms, and number of peers; None where they are no measure."""
        key = (*kind, cell)
        if key not in self._measures:
            numbers = [number for item in self._reports[kind] if (number := _number(item, cell)) is not None]
            self._measures[key] = _measure_of(numbers)
        return self._measures[key]


def _measure_of(numbers: Sequence[int]) -> tuple[float, float, int] | None:
    middle = median(numbers) if len(numbers) > _ENOUGH_PEERS else 0
    if middle < _USUAL:
        return None
    return middle, max(_spread(numbers, middle), _LEAST_SPREAD_OF_PEERS), len(numbers) - 1
