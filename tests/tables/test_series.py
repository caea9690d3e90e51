"""Figures over the years: gaps, blanks, the change of form, and rows that only together go on with an older one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.figures import count, written
from gongkai.tables.cell_list import listed_cells
from gongkai.tables.series import Series, all_series, series
from tests.forms.lineages import ID
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


# ── three forms, of which the newest merges two rows of the one before (tests/forms/lineages.py) ──

NOT_HELD, NO_EXISTING, MERGED = (
    f"requests.{row}.total" for row in ("unable_not_held", "unable_no_existing", "unable_no_information")
)
THREE = [
    report_of("gia-2019", 2020, {NOT_HELD: 5, NO_EXISTING: 3, "requests.other.total": 6}),
    report_of("gia-2021", 2022, {NOT_HELD: 2, NO_EXISTING: 1, "requests.other_other.total": 4}),
    report_of("gia-2021", 2023, {NOT_HELD: 7, "proactive.rules.made": 1, "requests.carried_in.total": 2}),
    report_of(ID, 2024, {MERGED: 9, "requests.other_other.total": 8, "requests.other_fee_unpaid.total": 1}),
]


def lines_of_three() -> dict[str, Series]:
    lines = [line for table in all_series(THREE) for line in table.lines]
    assert len(lines) == len({line.line.id for line in lines})
    return {line.line.id: line for line in lines}


def test_rows_that_a_new_form_merges_keep_their_figures_and_go_on_as_a_sum_that_says_so() -> None:
    lines = lines_of_three()

    assert figures(lines["requests-unable_not_held"]) == ["5", None, "2", "7", None]
    assert figures(lines["requests-unable_no_existing"]) == ["3", None, "1", "0", None]
    assert figures(lines["requests-unable_no_information"]) == [None, None, None, None, "9"]
    together = lines["requests-unable_no_information--sum"]
    assert figures(together) == ["8", None, "3", "7", "9"]
    assert together.line.label.endswith("（各项之和）")
    assert runs(together) == [[2020], [2022, 2023, 2024]]


def test_rows_that_are_parts_of_an_older_one_go_on_as_one_sum_over_all_forms() -> None:
    lines = lines_of_three()

    assert figures(lines["requests-other"]) == ["6", None, "4", "0", "9"]
    assert lines["requests-other"].line.label.endswith("（各项之和）")
    assert [name for name in lines if name.startswith("requests-other")] == [
        "requests-other_no_supplement", "requests-other_fee_unpaid", "requests-other_other", "requests-other",
    ]  # fmt: skip


def test_every_printed_figure_stands_in_a_line_that_is_no_sum() -> None:
    printed = {name: line for name, line in lines_of_three().items() if not line.line.is_sum}
    for position, report in ((0, THREE[0]), (2, THREE[1]), (3, THREE[2]), (4, THREE[3])):
        assert report.form is not None
        for table in report.form.tables:
            shown = [written(f) for name, line in printed.items() if line.table == table.id
                     if (f := line.points[position].figure) is not None]  # fmt: skip
            values = [
                written(report.grids[table.id][spot.row][spot.column]) for spot in listed_cells(report.form, table)
            ]
            merged = [written(count(6))] if table.id == "requests" and report.year == 2020 else []
            assert sorted(shown + merged) == sorted(values), (report.year, table.id)


def test_row_that_is_only_followed_by_its_id_is_one_line_with_a_break() -> None:
    carried_in = lines_of_three()["requests-carried_in"]

    assert figures(carried_in) == ["0", None, "0", "2", "0"]
    assert [(item.year, item.comparable) for item in carried_in.breaks] == [(2022, False), (2024, False)]
    assert carried_in.why == "两个格式没有说明这一行怎样对应，不可比。"


def test_newest_and_oldest_form_are_broken_where_the_one_between_is() -> None:
    line = lines_of_three()["proactive-rules-made"]

    assert figures(line) == ["0", None, "0", "1", "0"]
    assert line.breaks[-1].comparable
    assert not line.breaks[0].comparable
