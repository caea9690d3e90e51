"""A clean demo district in memory, reports of it with other figures, and a mistake with the finding it should have."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from gongkai.checks.between.district import District
from gongkai.demo import demo_files
from gongkai.figures import Kind, count
from gongkai.reports import Agency, ReportKey, load_agency
from gongkai.reports.drafts import open_table
from gongkai.reports.rollup import leaf_cells
from gongkai.reports.totals import fill
from tests.checks import subjects

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gongkai.figures import Figure
    from gongkai.forms import CellPosition
    from gongkai.reports import Report
    from gongkai.reports.rollup import Part, RollUp

GOVERNMENT = "quzhengfu"
TODAY = dt.date(2026, 6, 1)
"""The day on which the district is checked: all of its reports are due."""


@dataclass(frozen=True)
class Mistake:
    """One mistake between reports.

    Attributes:
        district: The district with it.
        code: Code of the finding that is expected.
        agency: Slug of the agency that the finding is about.
        year: The year that it is about; None where it is about the agency.
        cell: A cell that it must name, if it must name one.
        cause: Kind of the cause that it must name, if it must name one.
        names: Words that message and cause must hold.
        variant: Variant of the finding, where it matters.
        ledger: By report the line of the ledger that says what was published of it.
        also: Codes of errors that reports of other agencies rightly have by it.
    """

    district: District
    code: str
    agency: str
    year: int | None
    cell: str | None = None
    cause: str | None = None
    names: tuple[str, ...] = ()
    variant: str | None = None
    ledger: Mapping[ReportKey, str] = field(default_factory=dict)
    also: frozenset[str] = frozenset()


@cache
def clean_district(agencies: int = 24, years: int = 3, *, seed: int = 1) -> District:
    """The demo district.

    Args:
        agencies: Number of agencies, its government among them.
        years: Number of years.
        seed: Seed of the district.
    """
    files = dict(demo_files(agencies, years, seed=seed))
    owners: dict[str, Agency] = {}
    reports = {}
    for path, text in files.items():
        folder, _, name = path.rpartition("/")
        slug = folder.removeprefix("data/")
        if name == "agency.yml":
            agency, _ = load_agency(text, path=path, slug=slug, reserved=())
            assert agency is not None
            owners[slug] = agency
        elif folder.startswith("data/") and name.removesuffix(".yml").isdecimal():
            year = int(name.removesuffix(".yml"))
            reports[slug, year] = subjects.load(text, year=year, slug=slug)[0]
    return District(owners, reports, subjects.registry(), frozenset(reports), TODAY)


def with_reports(district: District, *reports: Report) -> District:
    """A district with other reports of the same agencies and years, or further ones."""
    keyed = {(item.agency, item.year): item for item in reports}
    return replace(district, reports={**district.reports, **keyed}, files=district.files | keyed.keys())


def with_agencies(district: District, *agencies: Agency) -> District:
    """A district with some agencies described otherwise."""
    return replace(district, agencies={**district.agencies, **{item.slug: item for item in agencies}})


def without_report(district: District, agency: str, year: int) -> District:
    """A district without a report."""
    left = {key: report for key, report in district.reports.items() if key != (agency, year)}
    return replace(district, reports=left, files=district.files - {(agency, year)})


def changed(report: Report, change: Callable[[CellPosition, Figure], Figure]) -> Report:
    """A report with other figures in the cells that are no totals; totals are added up anew."""
    form = report.form
    assert form is not None
    leaves = set(leaf_cells(form, report.year))
    grids, computed = {}, {}
    for table in form.tables:
        partial = open_table(form, table, count(0))
        for row, figures in enumerate(partial):
            for column in range(len(figures)):
                cell = (table.id, row, column)
                old = report.grids[table.id][row][column]
                figures[column] = change(cell, old) if cell in leaves else None
        grids[table.id], computed[table.id] = fill(form, table, partial, year=report.year)
    stated = not any(report.computed.values())
    return replace(report, grids=grids, computed=dict.fromkeys(computed, frozenset()) if stated else computed)


def with_cells(report: Report, cells: Mapping[CellPosition, int]) -> Report:
    """A report with other counts in some cells."""
    return changed(report, lambda cell, figure: count(cells[cell]) if cell in cells else figure)


def plus(report: Report, other: Report, times: int, *, table: str | None = None) -> Report:
    """A report with the figures of another one added to it, or taken from it, in one table or in all."""

    def change(cell: CellPosition, figure: Figure) -> Figure:
        added = other.grids[cell[0]][cell[1]][cell[2]]
        if table not in (None, cell[0]) or not added.number:
            return figure
        return replace(figure, value=figure.number + times * added.number)

    return changed(report, change)


def counts(report: Report, least: int = 1) -> list[CellPosition]:
    """The cells of a report that hold a count of at least so many and are no totals."""
    form = report.form
    assert form is not None
    return [
        cell
        for cell in leaf_cells(form, report.year)
        if form.table_index[cell[0]].columns(cell[1])[cell[2]].kind is Kind.COUNT
        and report.grids[cell[0]][cell[1]][cell[2]].number >= least
    ]


def busy_parts(rollup: RollUp, least: int = 4) -> list[Part]:
    """The parts of a roll-up that have so many figures, by which each can be recognized."""
    return [part for part in rollup.parts if len(counts(part.report)) >= least]
