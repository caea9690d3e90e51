"""Mistakes between reports are found, with their cause; a clean district has no finding. Few of each kind here.

The whole table is printed by ``python -m tests.checks.between``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gongkai.checks import run
from gongkai.checks.between.run import run_between
from gongkai.figures import Kind
from gongkai.findings import Level, message
from gongkai.forms import resolve
from gongkai.located import Mark
from gongkai.reports import Waiver
from gongkai.reports.rollup import column_of, leaf_cells
from tests.checks.between.model import (
    GOVERNMENT,
    clean_district,
    counts,
    plus,
    with_cells,
    with_reports,
    without_report,
)
from tests.checks.between.score import clean_findings, kinds, measure
from tests.checks.generate import chance

if TYPE_CHECKING:
    from gongkai.checks.between.district import District
    from gongkai.forms import Form

pytestmark = pytest.mark.xdist_group("between")  # the district is made once


def form_in(district: District, year: int) -> Form:
    form = district.reports[GOVERNMENT, year].form
    assert form is not None
    return form


@pytest.mark.parametrize("kind", kinds())
def test_mistake_is_found_with_its_cause(kind: str) -> None:
    score = measure(kind, clean_district(), examples=3, seed=2)

    assert (score.missed, score.noise) == ((), ())
    assert (score.injected, score.located, score.right_causes) == (3, 3, score.causes)


def test_clean_district_has_no_finding() -> None:
    assert list(run_between(clean_district())) == []
    assert clean_findings(clean_district()) == []


def test_sum_that_is_off_by_a_part_is_no_error_until_the_part_is_explained() -> None:
    district = clean_district()
    form = form_in(district, 2025)
    part = next(item for item in district.roll_up(GOVERNMENT, 2025, form).parts if counts(item.report, 20))
    cell = next(cell for cell in counts(part.report, 20) if cell[0] == "requests")
    wrong = with_cells(part.report, {cell: 3})
    balances = [item for item in run(district.subject(wrong)) if item.code == "balance"]
    findings = [item for item in run_between(with_reports(district, wrong)) if item.code == "roll-up"]
    waivers = tuple(
        Waiver("balance", place, resolve(form, place), "原件如此", "2026-01-20", "办公室", None, Mark(1, 1))
        for place in {place for item in balances for place in item.cells}
    )
    explained = run_between(with_reports(district, replace(wrong, waivers=waivers)))

    assert [(item.variant, item.level) for item in findings] == [("in-part", Level.NOTICE)]
    assert f"{part.agency.short}的报告在这里自己就对不上" in message(findings[0])
    assert part.report.path in message(findings[0])
    assert [(item.variant, item.level) for item in explained if item.code == "roll-up"] == [("", Level.ERROR)]


def test_few_equal_figures_of_another_agency_do_not_explain_a_missing_one() -> None:
    district = clean_district()
    form = form_in(district, 2025)
    parts = {item.agency.slug: item for item in district.roll_up(GOVERNMENT, 2025, form).parts}
    small, other = parts["bing-jiedao"], parts["xin-jiedao"]
    few = with_cells(small.report, {counts(small.report)[0]: 0})
    alike = replace(few, agency=other.agency.slug, path=other.report.path)
    total = district.reports[GOVERNMENT, 2025]
    for report, times in ((small.report, -1), (other.report, -1), (few, 1), (alike, 1)):
        total = plus(total, report, times)
    left = without_report(with_reports(district, alike, total), small.agency.slug, 2025)

    findings = [item for item in run_between(left) if item.code == "roll-up"]

    assert len(counts(few)) == 4
    assert [item.level for item in findings] == [Level.NOTICE], "the missing agency explains it, not one counted twice"


def test_mistake_that_no_rule_finds_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.checks.between.run.all_rules", lambda: ())

    score = measure("rollups: agency left out", clean_district(), examples=1)

    assert (score.injected, score.located, score.right_causes) == (1, 0, 0)
    assert score.missed[0].endswith("nothing")


def test_levels_are_errors_but_where_a_report_is_missing_or_a_part_is_wrong() -> None:
    score = {}
    for kind, inject in kinds().items():
        if kind.startswith("rollups"):
            mistake = next(item for seed in range(9) if (item := inject(clean_district(), chance(seed))) is not None)
            score[kind] = {item.level for item in run_between(mistake.district) if item.code == "roll-up"}

    by_level = {kind: levels for kind, levels in score.items() if levels != {Level.ERROR}}
    assert by_level == {
        "rollups: one missing": {Level.NOTICE},
        "rollups: cell of an agency's sum mistyped": {Level.NOTICE},
    }


def test_cell_that_breaks_the_sum_of_the_consolidated_report_itself_is_proved() -> None:
    district = clean_district()
    total = district.reports[GOVERNMENT, 2025]
    cell = next(cell for cell in counts(total, 20) if cell[0] == "requests")
    old = total.grids[cell[0]][cell[1]][cell[2]].value

    findings = list(run_between(with_reports(district, with_cells(total, {cell: 7}))))

    assert [item.cause.kind for item in findings if item.cause is not None] == ["mistyped-sum"]
    assert f"改成 {old}，本报告自己的勾稽关系也就相符了。" in message(findings[0])


def test_agency_that_is_missing_may_have_had_less_than_the_year_before() -> None:
    """In a column of changes (gia-2019, 本年增/减) a missing agency's figure may be negative."""
    district = clean_district(12, 6)
    year = next(
        year for slug, year in district.reports if slug == GOVERNMENT and form_in(district, year).id == "gia-2019"
    )
    form = form_in(district, year)
    change = next(cell for cell in leaf_cells(form, year) if column_of(form, cell).kind is Kind.CHANGE)
    part = district.roll_up(GOVERNMENT, year, form).parts[-1]
    total = with_cells(district.reports[GOVERNMENT, year], {change: -40})
    left = without_report(with_reports(district, total), part.agency.slug, year)

    assert {item.level for item in run_between(left) if item.code == "roll-up"} == {Level.NOTICE}
