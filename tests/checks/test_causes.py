"""From candidates to a cause: one is named, two or three are listed, of more none is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.checks.causes.candidates import cause_among
from gongkai.findings import Cause, cause_text
from gongkai.words import words
from tests.checks import subjects
from tests.checks.case_files import cases, findings_of_case
from tests.checks.cause_benchmark import made_up, year_before
from tests.checks.changes import edited, number_at
from tests.shipped import statutory_forms

ROWS = [Cause("shifted", (("row", f"第{number}行"),)) for number in range(4)]


def test_one_candidate_is_the_cause() -> None:
    assert cause_among([ROWS[0], ROWS[0]]) == ROWS[0]


def test_two_or_three_candidates_are_listed() -> None:
    cause = cause_among(ROWS[:3])

    assert cause is not None
    assert cause_text(cause) == (
        "可能是其中之一：“第0行”一行整行错了一列；“第1行”一行整行错了一列；“第2行”一行整行错了一列，请核对。"
    )


def test_of_no_candidate_and_of_four_nothing_is_said() -> None:
    assert cause_among([]) is None
    assert cause_among(ROWS) is None


@pytest.mark.slow
@pytest.mark.xdist_group("check cases")
def test_every_cause_that_may_be_listed_has_words_for_it_alone() -> None:
    assert set(words()["candidates"]) - set(words()["causes"]) == {"cell"}
    assert {finding.cause.kind for name in cases() for finding in findings_of_case(name) if finding.cause} >= {"one-of"}


@pytest.mark.xdist_group("causes")
def test_balance_that_is_off_by_what_was_carried_in_says_so_with_last_years_report_alone() -> None:
    form = statutory_forms()[-1]
    report = next(item for item in made_up(form, "added up") if item.figure("requests", "carried_in", "other").number)
    table = form.table_index["requests"]
    cell = table.position("carried_in", "other")
    change = edited(report, table, {cell: number_at(report, table, cell) + 2})
    assert change is not None
    before = year_before(report)

    def balance(*, previous: bool) -> Cause | None:
        others = {(before.agency, before.year): before} if previous else {}
        subject = replace(subjects.subject(change.report), lookup=lambda slug, year: others.get((slug, year)))
        [finding] = [item for item in subjects.run(subject) if item.code == "balance"]
        return finding.cause

    assert balance(previous=False) is None
    cause = balance(previous=True)
    assert cause is not None
    assert cause.kind == "across-years"
