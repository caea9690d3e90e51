"""By when reports are due: the dates of the regulation and the notices, local ones before them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from gongkai.renders.export import ReportExport, formats_of
from gongkai.reports import Agency, Scope
from gongkai.reports.agencies.due import due_date, filed_on
from tests.checks import subjects
from tests.checks.between.model import clean_district

CONSOLIDATED = {"kind": "政府", "scope": Scope.CONSOLIDATED}


def agency(**more: Any) -> Agency:
    return Agency("x", "x", "x", **more)


@pytest.mark.parametrize(
    ("given", "due"),
    [
        ({"kind": "部门", "level": "县级"}, "2026-01-31"),
        ({"kind": "政府办公厅（室）", "level": "省级"}, "2026-01-31"),
        ({"kind": "政府", "level": "县级"}, "2026-01-31"),
        ({"kind": "乡镇", "level": "乡级"}, "2026-01-31"),
        ({**CONSOLIDATED, "level": "县级"}, "2026-02-20"),
        ({**CONSOLIDATED, "level": "地级"}, "2026-03-10"),
        ({**CONSOLIDATED, "level": "省级"}, "2026-03-31"),
        ({"kind": "街道（派出机关）", "level": "乡级"}, None),
        ({**CONSOLIDATED}, None),
        ({}, None),
        ({"kind": "部门", "due": {2025: "2026-01-20"}}, "2026-01-20"),
        ({"kind": "部门", "due": {2024: "2025-01-20"}}, "2026-01-31"),
    ],
)
def test_date_is_that_of_kind_level_and_year(given: dict[str, Any], due: str | None) -> None:
    day = due_date(agency(**given), 2025, {})

    assert day == (dt.date.fromisoformat(due) if due else None)


def test_superior_states_a_date_for_all_that_do_not_state_their_own() -> None:
    government = Agency("zf", "zf", "zf", due_members={2025: "2026-01-15"})
    street = agency(kind="街道（派出机关）", reports_to="zf")

    assert due_date(street, 2025, {"zf": government}) == dt.date(2026, 1, 15)
    assert due_date(replace(street, due={2025: "2026-01-18"}), 2025, {"zf": government}) == dt.date(2026, 1, 18)
    assert due_date(street, 2024, {"zf": government}) is None


def test_day_of_filing_is_read_counts_before_that_of_publication_and_is_never_published() -> None:
    text = "version: 1\nform: none\npublished: 2026-02-03\nsubmitted: 2026-01-27\nstatus: published\n"
    report, findings = subjects.load(text, year=2017)

    assert findings == ()
    assert filed_on(report) == dt.date(2026, 1, 27)
    assert filed_on(replace(report, submitted=None)) == dt.date(2026, 2, 3)
    filed = replace(next(iter(clean_district(4, 1).reports.values())), submitted=report.submitted)
    without = replace(filed, submitted=None)
    for item in formats_of(filed):
        assert item.write(ReportExport(filed, agency(), "0" * 64)) == item.write(
            ReportExport(without, agency(), "0" * 64)
        ), item.name


def test_day_of_filing_that_is_none_is_said() -> None:
    text = "version: 1\nform: none\npublished: 2026-02-03\nsubmitted: 一月底\nstatus: published\n"
    _, findings = subjects.load(text, year=2017)

    assert [(item.code, item.variant, item.line) for item in findings] == [("syntax", "submitted", 4)]
