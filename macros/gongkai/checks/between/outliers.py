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
from gongkai.reports import Report, ReportKey

ENOUGH_YEARS, _MOST_YEARS = 3, 6
"""The fewest earlier years that a figure is measured against, and the most."""
_ENOUGH_PEERS, _USUAL = 10, 5
"""The fewest agencies of a kind that a figure is measured against, and the least that half of them must state."""
_FAR, _FAR_FROM_PEERS = 6, 5
"""Deviations from the median that put a figure far outside the years before, and far from its peers."""
_LEAST_SPREAD, _LEAST_SPREAD_OF_PEERS = 0.2, 0.5
"""The least spread that figures are taken to have, in logarithms: a few of them may be alike by chance."""
_NORMAL = 1.4826
"""What makes of a median deviation a standard one, where figures are spread normally."""
_TIMES, _LEAST = 3, 20
"""The least ratio and the least difference that are worth a question."""
_DIGIT_TIMES, _DIGIT_LEAST, _DIGIT_YEARS = 7, 100, 2
"""From here on the rule on one report asks whether there is a digit too many (``plausibility``)."""
_MOST = 2
"""Questions on a report: the farthest figures come first."""


@dataclass(frozen=True, slots=True)
class Outlier:
    """A figure far outside those of the years before, or those of the agency's peers.

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
    counts = _Counts(district)
    peers = _Peers(district, counts)
    for report in district.reports.values():
        of_report: list[Outlier] = []
        years_before = counts.of_years(report, range(report.year - _MOST_YEARS, report.year))
        for place, number in enumerate(counts.of(report)):
            if number is None or _is_explained(report, place):
                continue
            before = [history[place] for history in years_before]
            earlier = [other for other in before if other is not None]
            if len(earlier) >= ENOUGH_YEARS:
                outlier = _from_history(counts, report, place, number, earlier)
            else:
                outlier = peers.outlier(report, place, number)
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


def _is_explained(report: Report, place: int) -> bool:
    """Whether the report has an explanation for a cell, which is public: what is found here never is."""
    return any(item.rule == "plausibility" and item.place.covers(*_cell(report, place)) for item in report.waivers)


def _cell(report: Report, place: int) -> CellId:
    """The cell at a place among those that are looked at."""
    assert report.form is not None  # noqa: S101 - for mypy: where there is no form, no cell is looked at
    return _cells(report.form)[place]


@lru_cache(maxsize=64)
def _same_cells(form: Form, other: Form) -> tuple[int | None, ...]:
    """For each cell of a form, the place of the cell of another form that has the same role and so counts the same."""
    places = {cell: place for place, cell in enumerate(_cells(other))}
    roles = {form.role(name): other.role(name) for name in ("carried_out", "received")}
    return tuple(places.get(same) if (same := roles.get(cell)) is not None else None for cell in _cells(form))


class _Counts:
    """What stands in the cells of reports that are looked at, each report looked up once."""

    def __init__(self, district: District) -> None:
        self._district = district
        self._counts: dict[ReportKey, tuple[int | None, ...]] = {}

    def of(self, report: Report) -> tuple[int | None, ...]:
        """The figures of a report by place of the cell; None where none is given."""
        key = (report.agency, report.year)
        if key not in self._counts:
            cells = _cells(report.form) if report.form is not None else ()
            self._counts[key] = tuple(_number(report, cell) for cell in cells)
        return self._counts[key]

    def of_years(self, report: Report, years: Iterable[int]) -> list[Sequence[int | None]]:
        """What other reports of the agency on some years have where the report has its cells."""
        others = (self._district.reports.get((report.agency, year)) for year in years if year != report.year)
        return [self._seen_from(report, other) for other in others if other is not None]

    def _seen_from(self, report: Report, other: Report) -> Sequence[int | None]:
        if report.form is None or other.form is None:
            return (None,) * len(self.of(report))
        counts = self.of(other)
        if other.form is report.form:
            return counts
        return [None if place is None else counts[place] for place in _same_cells(report.form, other.form)]


def _number(report: Report, cell: CellId) -> int | None:
    figure = report.figure(*cell)
    return figure.value if figure.state is State.GIVEN and isinstance(figure.value, int) else None


def _from_history(counts: _Counts, report: Report, place: int, number: int, before: Sequence[int]) -> Outlier | None:
    middle = median(before)
    if not _is_apart(number, middle):
        return None
    # Counts go up and down by their square root even where nothing changes; a short history may show less than that.
    least = max(_LEAST_SPREAD, 1 / math.sqrt(middle + 1))
    distance = _apart(number, middle) / max(_spread(before, middle), least)
    if distance < _FAR or _has_digit_too_many(counts, report, place, number):
        return None
    return Outlier(report, _cell(report, place), number, middle, min(before), max(before), len(before), distance)


def _apart(number: float, other: float) -> float:
    """How far two figures are from each other: the difference of their logarithms, 0 taken for 1."""
    return abs(math.log1p(number) - math.log1p(other))


def _spread(numbers: Sequence[int], middle: float) -> float:
    return _NORMAL * median(_apart(number, middle) for number in numbers)


def _is_apart(number: int, middle: float) -> bool:
    low, high = sorted((number, middle))
    return high - low >= _LEAST and high >= _TIMES * low


def _has_digit_too_many(counts: _Counts, report: Report, place: int, number: int) -> bool:
    """Whether the rule on one report has a question about it."""
    years = range(report.year - _MOST_YEARS, report.year + _MOST_YEARS + 1)
    others = [other for history in counts.of_years(report, years) if (other := history[place]) is not None]
    return number >= _DIGIT_LEAST and len(others) >= _DIGIT_YEARS and 0 < _DIGIT_TIMES * max(others) <= number


class _Peers:
    """What agencies of a kind have in a year."""

    def __init__(self, district: District, counts: _Counts) -> None:
        self._district, self._counts = district, counts
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

    def outlier(self, report: Report, place: int, number: int) -> Outlier | None:
        """The figure of a report, where it is far outside those of its peers."""
        kind = self._kind(report)
        measure = self._measure(kind, place) if kind is not None else None
        if measure is None:
            return None
        middle, spread, count = measure
        distance = _apart(number, middle) / spread
        if distance < _FAR_FROM_PEERS or not _is_apart(number, middle):
            return None
        return Outlier(report, _cell(report, place), number, middle, None, None, count, distance)

    def _measure(self, kind: tuple[object, ...], place: int) -> tuple[float, float, int] | None:
        """Median, spread of the logarithms, and number of peers; None where they are no measure."""
        key = (*kind, place)
        if key not in self._measures:
            numbers = [number for item in self._reports[kind] if (number := self._counts.of(item)[place]) is not None]
            self._measures[key] = _measure_of(numbers)
        return self._measures[key]


def _measure_of(numbers: Sequence[int]) -> tuple[float, float, int] | None:
    middle = median(numbers) if len(numbers) > _ENOUGH_PEERS else 0
    if middle < _USUAL:
        return None
    return middle, max(_spread(numbers, middle), _LEAST_SPREAD_OF_PEERS), len(numbers) - 1
