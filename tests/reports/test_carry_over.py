"""What a new report takes over from last year's, within a form and from one form to the other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.figures import BLANK, Figure, State, count
from gongkai.forms import Form, FormRegistry, shipped_forms, statutory_form
from gongkai.reports import Report, load_report
from gongkai.reports.carry_over import carried, carried_over
from gongkai.reports.drafts import draft_report
from gongkai.reports.write import report_text

REGISTRY = FormRegistry(shipped_forms())
OPEN = [3, 1, 0, 0, 2, 0]


def form_of(year: int) -> Form:
    form = statutory_form(year)
    assert form is not None
    return form


def last(year: int, **rows: list[int]) -> Report:
    """A report of nothing but 0, except for some rows by their id; cells of a row in printed order, totals left out."""
    report = draft_report(form_of(year), year, agency="sample", path=f"data/sample/{year}.yml", other=count(0))
    assert report.form is not None
    grids = {}
    for table in report.form.tables:
        grid = [list(figures) for figures in report.grids[table.id]]
        for row, numbers in rows.items():
            if row in table.row_index:
                place = table.row_index[row]
                grid[place][: len(numbers)] = [count(number) for number in numbers]
        grids[table.id] = tuple(tuple(figures) for figures in grid)
    text = report_text(replace(report, grids=grids))
    loaded, findings = load_report(text, path=report.path, agency="sample", year=year, registry=REGISTRY)
    assert findings == ()
    assert loaded is not None
    return loaded


def next_of(previous: Report, *, other: Figure = BLANK) -> Report:
    year = previous.year + 1
    return draft_report(form_of(year), year, agency="sample", path="x", previous=previous, other=other)


def row(report: Report, table: str, name: str) -> list[object]:
    """Figures of a row: numbers, and None for what is blank."""
    assert report.form is not None
    model = report.form.table_index[table]
    return [figure.value for figure in report.grids[table][model.row_index[name]]]


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2022, 2025])
def test_requests_carried_on_are_carried_in_within_a_form_and_across_the_change(year: int) -> None:
    report = next_of(last(year, received=OPEN, carried_out=OPEN))

    assert row(report, "requests", "carried_in") == [*OPEN, 6]
    assert carried_over(report) == 6
    assert row(report, "requests", "received") == [None] * 7


def test_what_was_carried_over_is_carried_on_until_it_has_an_outcome_so_that_the_draft_balances() -> None:
    report = next_of(last(2024, received=OPEN, carried_out=OPEN))

    assert row(report, "requests", "carried_out") == [*OPEN, 6]


def test_documents_in_force_begin_with_those_of_last_year() -> None:
    report = next_of(last(2024, normative_documents=[4, 1, 30]))

    assert row(report, "proactive", "normative_documents") == [None, None, 30]
    assert row(report, "proactive", "licensing") == [None]


def test_stock_does_not_cross_the_change_of_form() -> None:
    report = next_of(last(2020, normative_documents=[4, 4, 30]))

    assert row(report, "proactive", "normative_documents") == [None, None, None]


def test_first_form_takes_over_what_was_public_and_items_with_their_change() -> None:
    report = next_of(last(2019, normative_documents=[4, 4, 30], licensing=[12, -2, 500], fees=[3, 1]))

    assert row(report, "proactive", "normative_documents") == [None, None, 30]
    assert row(report, "proactive", "licensing") == [10, None, None]
    assert row(report, "proactive", "fees") == [4, None]
    assert row(report, "proactive", "procurement") == [None, None]


def test_year_of_zeros_keeps_the_stock_and_holds_0_elsewhere() -> None:
    report = next_of(last(2024, normative_documents=[4, 1, 30]), other=count(0))

    assert row(report, "proactive", "normative_documents") == [0, 0, 30]
    assert {figure.value for figures in report.grids["requests"] for figure in figures} == {0}
    assert carried_over(report) == 0


def test_blank_of_last_year_is_not_taken_over_as_nought() -> None:
    previous = draft_report(form_of(2024), 2024, agency="sample", path="x")
    assert carried(form_of(2025), 2025, previous) == ()
    assert {figure.state for figures in next_of(previous).grids["requests"] for figure in figures} == {State.BLANK}


def test_less_than_nothing_is_not_taken_over() -> None:
    report = next_of(last(2019, licensing=[1, -2, 0]))

    assert row(report, "proactive", "licensing") == [None, None, None]


def test_year_before_the_first_form_has_nothing_to_take_over() -> None:
    report = draft_report(
        form_of(2019), 2019, agency="sample", path="x", previous=draft_report(None, 2018, agency="sample", path="y")
    )

    assert carried_over(report) == 0
    assert row(report, "requests", "carried_in") == [None] * 7


def test_totals_are_left_to_be_added_up() -> None:
    report = next_of(last(2024, carried_out=OPEN))
    text = report_text(report)

    assert "  上年结转:         [3, 1, 0, 0, 2, 0]\n" in text
    assert "办理结果总计" not in text
