"""Figures far outside the years before, or those of peers, are asked about; in clean districts hardly any is."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from gongkai.checks.between.outliers import outliers
from gongkai.checks.between.run import run_between
from gongkai.figures import count
from gongkai.findings import Level, message
from gongkai.forms import CellId, resolve
from gongkai.located import Mark
from gongkai.reports import Waiver
from tests.checks.between.model import clean_district, with_reports

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongkai.checks.between.district import District
    from gongkai.reports import Report

pytestmark = [pytest.mark.xdist_group("outliers"), pytest.mark.slow]  # the district is made once
YEAR = 2025
ENOUGH = 30
RECEIVED = CellId("requests", "received", "total")
IN_FORCE = CellId("proactive", "normative_documents", "in_force")
PENALTIES = CellId("proactive", "penalties", "decisions")
LICENSING = CellId("proactive", "licensing", "decisions")


@cache
def district(years: int = 6) -> District:
    return clean_district(60, years, seed=3)


def with_figure(report: Report, cell: CellId, number: int) -> Report:
    assert report.form is not None
    row, column = report.form.table_index[cell.table].position(cell.row, cell.column)
    grid = [list(figures) for figures in report.grids[cell.table]]
    grid[row][column] = count(number)
    return replace(report, grids={**report.grids, cell.table: tuple(map(tuple, grid))})


def figure(report: Report, cell: CellId) -> int:
    return int(report.figure(*cell).number)


def busy(least: int, *, years: int = 6) -> list[Report]:
    """Reports of the last year with so many requests at least."""
    reports = district(years).reports.values()
    return [report for report in reports if report.year == YEAR and figure(report, RECEIVED) >= least]


def outlying_cells(changed: Report, *, years: int = 6, alone: bool = False) -> list[tuple[CellId, bool]]:
    """The cells of a changed report that are far outside, and whether the years before are the measure.

    Args:
        changed: The report.
        years: How many years the district has.
        alone: Whether the agency is looked at without the others.
    """
    every = with_reports(district(years), changed)
    own = {key: report for key, report in every.reports.items() if key[0] == changed.agency}
    items = outliers(replace(every, reports=own) if alone else every)
    return [
        (item.cell, item.low is not None)
        for item in items
        if (item.report.agency, item.report.year) == (changed.agency, changed.year)
    ]


def test_hardly_any_figure_of_a_clean_district_is_asked_about_and_none_is_a_warning() -> None:
    findings = [item for item in run_between(district()) if item.code == "plausibility"]

    assert {item.level for item in findings} <= {Level.NOTICE}
    assert len({(item.agency, item.year) for item in findings}) <= 0.01 * len(district().reports)


@pytest.mark.parametrize(
    "change",
    [lambda number: number * 5, lambda number: number // 10, lambda number: 0 * number],
    ids=["x5", "/10", "0"],
)
def test_figure_far_outside_the_years_before_is_asked_about(change: Callable[[int], int]) -> None:
    pairs = [
        (report, cell)
        for report in district().reports.values()
        for cell in (RECEIVED, IN_FORCE, PENALTIES, LICENSING)
        if report.year == YEAR and figure(report, cell) >= ENOUGH
    ]
    outlying = [
        (report, cell)
        for report, cell in pairs
        if (cell, True) in outlying_cells(with_figure(report, cell, change(figure(report, cell))), alone=True)
    ]

    assert len(pairs) >= 20
    assert len(outlying) >= 0.9 * len(pairs)


def test_figure_with_a_digit_too_many_is_left_to_the_rule_that_asks_about_it() -> None:
    report = max(busy(100), key=lambda item: figure(item, RECEIVED))

    assert outlying_cells(with_figure(report, RECEIVED, figure(report, RECEIVED) * 30)) == []


def test_peers_are_the_measure_where_there_are_few_years_before() -> None:
    kinds = {slug: agency.kind for slug, agency in district(2).agencies.items()}
    offices = [report for report in busy(5, years=2) if kinds[report.agency] == "街道（派出机关）"]
    changed = with_figure(offices[0], RECEIVED, 9999)

    assert outlying_cells(changed, years=2) == [(RECEIVED, False)]
    [item] = [item for item in run_between(with_reports(district(2), changed)) if item.code == "plausibility"]
    assert item.level is Level.NOTICE
    assert "同类单位的中位数是" in message(item)
    assert "请核对是否填错行" in message(item)


def test_farthest_two_of_a_report_are_asked_about() -> None:
    report = max(busy(40), key=lambda item: figure(item, RECEIVED))
    assert report.form is not None
    cells = [
        cell for cell in (RECEIVED, report.form.role("carried_out"), report.form.role("documents_in_force")) if cell
    ]
    changed = report
    for number, cell in enumerate(cells):
        changed = with_figure(changed, cell, 90 * figure(report, cell) + 10 ** (2 * number))
    with_digits = outlying_cells(changed)

    assert len(with_digits) <= 2


def test_figure_with_an_explanation_is_not_asked_about_so_that_nothing_of_it_is_public() -> None:
    report = busy(40)[0]
    assert report.form is not None
    changed = with_figure(report, RECEIVED, 0)
    findings = [item for item in run_between(with_reports(district(), changed)) if item.code == "plausibility"]
    assert [(item.agency, item.row, item.variant) for item in findings] == [(report.agency, "received", "history")]
    assert "前 5 年在 " in message(findings[0])
    at = "requests.received.total"
    waiver = Waiver("plausibility", at, resolve(report.form, at), "机构调整", None, None, None, Mark(1, 1))

    explained = replace(changed, waivers=(waiver,))

    assert [item for item in run_between(with_reports(district(), explained)) if item.code == "plausibility"] == []
