"""Figures over the years: gaps, blanks, the change of form, and rows that only together go on with an older one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.figures import written
from gongkai.tables.series import Series, all_series, series
from tests.tables.reports_of_cells import report_of

RECEIVED = "requests.received.total"
YEARS = [
    report_of("gia-2019", 2019, {RECEIVED: 3, "requests.other.total": 2, "proactive.licensing.decisions": 5}),
    report_of("gia-2019", 2020, {RECEIVED: 4, "requests.other.total": 1, "proactive.licensing.decisions": 6}),
    report_of("gia-2021", 2021, {RECEIVED: 6, "requests.other_other.total": 4, "proactive.licensing.decisions": 7}),
    report_of("gia-2021", 2023, {RECEIVED: None}),
    report_of("gia-2021", 2024, {RECEIVED: 9, "proactive.normative_documents.in_force": 8}),
]


def figures(line: Series) -> list[str | None]:
    return [None if point.figure is None else written(point.figure) for point in line.points]


def runs(line: Series) -> list[list[int]]:
    return [[point.year for point in run] for run in line.segments]


def test_comparable_line_goes_on_across_the_change_of_form_and_stops_at_a_gap_and_at_a_blank() -> None:
    line = series(reversed(YEARS), "requests", "received")

    assert figures(line) == ["3", "4", "6", None, "", "9"]
    assert [point.year for point in line.points if point.missing] == [2022]
    assert [(item.year, item.comparable) for item in line.breaks] == [(2021, True)]
    assert runs(line) == [[2019, 2020, 2021], [2024]]


def test_line_that_the_forms_count_differently_is_broken_and_says_why() -> None:
    line = series(YEARS, "proactive", "licensing", column="decisions")

    assert figures(line) == ["5", "6", "7", None, "0", "0"]
    assert [(item.year, item.comparable) for item in line.breaks] == [(2021, False)]
    assert runs(line) == [[2019, 2020], [2021], [2023, 2024]]
    assert line.why is not None
    assert "不可比" in line.why


def test_rows_that_only_together_answer_to_an_old_row_go_on_with_it_as_a_line() -> None:
    lines = {line.line.id: line for table in all_series(YEARS) for line in table.lines}

    assert figures(lines["requests-other"]) == ["2", "1", "4", None, "0", "0"]
    assert runs(lines["requests-other"]) == [[2019, 2020, 2021], [2023, 2024]]
    assert figures(lines["requests-other_other"]) == [None, None, "4", None, "0", "0"]


def test_rows_of_the_old_form_alone_end_with_it_and_come_once() -> None:
    ids = [line.line.id for table in all_series(YEARS) for line in table.lines]
    lines = {line.line.id: line for table in all_series(YEARS) for line in table.lines}

    assert len(ids) == len(set(ids))
    assert figures(lines["proactive-procurement-projects"]) == ["0", "0", None, None, None, None]
    assert figures(lines["proactive-normative_documents-in_force"]) == [None, None, "0", None, "0", "8"]


def test_kind_of_applicant_can_be_followed_as_well() -> None:
    reports = [report_of("gia-2021", year, {"requests.received.research": year - 2020}) for year in (2021, 2022)]
    assert figures(series(reports, "requests", "received", column="research")) == ["1", "2"]


def test_report_without_a_form_is_a_year_without_a_report() -> None:
    line = series([YEARS[0], replace(YEARS[1], form=None), YEARS[2]], "requests", "received")
    assert [point.missing for point in line.points] == [False, True, False]


def test_unknown_line_is_refused() -> None:
    with pytest.raises(KeyError):
        series(YEARS, "requests", "nothing")
