"""Reports that add up have no finding, whatever is in them; and the generator of such reports is worth something."""

from __future__ import annotations

import pytest

from gongkai.figures import State
from gongkai.forms import Form, shipped_forms
from tests.checks import subjects
from tests.checks.generate import chance, generate
from tests.shipped import shipped_form

EACH = 50


@pytest.mark.parametrize("stated", [True, False], ids=["stated", "left-out"])
@pytest.mark.parametrize("form", shipped_forms(), ids=lambda form: str(form.id))
def test_consistent_reports_have_no_finding(form: Form, *, stated: bool) -> None:
    for seed in range(EACH):
        text = generate(chance(seed), form, stated=stated).text()
        report, written = subjects.load(text, year=form.years.start + seed % 2)

        assert subjects.check(report, written=written) == (), f"seed {seed}:\n{text}"
        assert any(report.computed.values()) is not stated


@pytest.mark.parametrize("form", shipped_forms(), ids=lambda form: str(form.id))
def test_generated_reports_have_figures_of_every_kind(form: Form) -> None:
    reports = [
        subjects.load(generate(chance(seed), form, stated=False).text(), year=form.years.start)[0]
        for seed in range(EACH)
    ]
    figures = [figure for report in reports for grid in report.grids.values() for row in grid for figure in row]

    assert {figure.state for figure in figures} == {State.GIVEN, State.NOT_APPLICABLE}
    assert any(figure.value for figure in figures)
    assert max(figure.number for figure in figures) > (10000 if form.answers_to is not None else 1000)
    for table in form.tables:
        for row in range(len(table.rows)):
            for column in range(len(table.columns(row))):
                assert any(report.grids[table.id][row][column].value for report in reports), (table.id, row, column)


def test_same_seed_gives_the_same_report() -> None:
    form = shipped_form("gia-2019")
    first, again, other = (generate(chance(seed), form, stated=True).text() for seed in (7, 7, 8))

    assert first == again
    assert first != other


def test_stated_and_left_out_totals_of_one_seed_are_the_same_figures() -> None:
    for form in shipped_forms():
        stated, left_out = (
            subjects.load(generate(chance(3), form, stated=stated).text(), year=form.years.start)[0]
            for stated in (True, False)
        )

        assert stated.grids == left_out.grids
