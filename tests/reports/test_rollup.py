"""Which agencies a consolidated report adds up, and sums of amounts in several units."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from gongkai.figures import BLANK, UNREADABLE, Figure, State
from gongkai.reports import Agency, Scope, Status
from gongkai.reports.rollup import LackReason, by_superior, differences, members_of
from tests.checks.between import model

FEES = ("proactive", 5, 0)


def agency(slug: str, to: str | None = None, **more: Any) -> Agency:
    return Agency(slug, slug, slug, reports_to=to, **more)


def members(*agencies: Agency, year: int = 2024) -> tuple[set[str], set[str]]:
    by_slug = {item.slug: item for item in agencies}
    rollup = members_of("city", year, by_slug, by_superior(agencies))
    return {item.slug for item in rollup.counted}, {item.slug for item in rollup.apart}


def test_own_organ_departments_and_what_reports_to_them_are_counted() -> None:
    tree = (agency("city", scope=Scope.CONSOLIDATED), agency("office", "city"), agency("branch", "office"))

    assert members(*tree, agency("elsewhere")) == ({"office", "branch"}, set())


def test_consolidated_report_of_a_subordinate_government_counts_in_place_of_its_parts() -> None:
    county = agency("county", "city", scope=Scope.CONSOLIDATED)
    tree = (agency("office", "city"), county, agency("county-office", "county"), agency("street", "county-office"))

    assert members(*tree) == ({"office", "county"}, {"county-office", "street"})


def test_vertical_system_is_not_counted_nor_what_reports_to_it() -> None:
    tax = agency("tax", "city", in_rollup=False)

    assert members(agency("office", "city"), tax, agency("tax-branch", "tax")) == ({"office"}, {"tax", "tax-branch"})


def test_agency_counts_in_its_own_years_and_its_parts_all_the_same() -> None:
    old = agency("old", "city", until=2023)
    new = agency("new", "city", since=2024)

    assert members(old, new, agency("branch", "old")) == ({"new", "branch"}, {"old"})
    assert members(old, new, year=2023) == ({"old"}, {"new"})


def test_circle_of_superiors_ends() -> None:
    assert members(agency("a", "city"), agency("b", "a"), agency("city", "b")) == ({"a", "b"}, set())


def test_report_that_is_not_there_is_named_with_its_reason() -> None:
    district = model.clean_district(8, 1)
    keys = [key for key in district.reports if key[0] not in {model.GOVERNMENT, "zhengfuban"}]
    year = keys[0][1]
    draft = replace(district.reports[keys[0]], status=Status.DRAFT)
    without_form = replace(district.reports[keys[1]], form=None)
    changed = model.with_reports(district, draft, without_form)
    changed = model.without_report(changed, *keys[2])
    broken = {key: report for key, report in changed.reports.items() if key != keys[3]}
    form = draft.form
    assert form is not None

    rollup = replace(changed, reports=broken).roll_up(model.GOVERNMENT, year, form)

    assert {item.agency.slug: item.why for item in rollup.lacking} == {
        keys[0][0]: LackReason.DRAFT, keys[1][0]: LackReason.FORM,
        keys[2][0]: LackReason.UNFILED, keys[3][0]: LackReason.UNREADABLE,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("amounts", "summed"),
    [
        ([("1.50", "万元"), ("25000", "元")], "4.0000"),
        ([("1.5", None), ("2.25", None)], "3.75"),
    ],
)
def test_amounts_are_added_up_across_units(amounts: list[tuple[str, str | None]], summed: str) -> None:
    district = model.clean_district(4, 1)
    parts = [key for key in district.reports if key[0] != model.GOVERNMENT]
    year = parts[0][1]
    given = [Figure(Decimal(number), unit=unit) for number, unit in amounts]
    figures = dict(zip(parts, [*given, BLANK], strict=True))
    reports = [
        model.changed(district.reports[key], lambda cell, old, key=key: figures[key] if cell == FEES else old)
        for key in parts
    ]
    form = reports[0].form
    assert form is not None

    rollup = model.with_reports(district, *reports).roll_up(model.GOVERNMENT, year, form)

    figure = rollup.grids["proactive"][5][0]
    assert (str(figure.value), figure.unit) == (summed, None)


def test_blank_sum_and_unreadable_part_are_no_difference() -> None:
    district = model.clean_district(4, 1)
    government = next(item for item in district.consolidated())
    part = next(report for key, report in district.reports.items() if key[0] != model.GOVERNMENT)
    cell = model.counts(part)[0]
    unreadable = model.changed(part, lambda at, old: UNREADABLE if at == cell else old)
    form = government.form
    assert form is not None

    rollup = model.with_reports(district, unreadable).roll_up(model.GOVERNMENT, government.year, form)

    assert rollup.grids[cell[0]][cell[1]][cell[2]].state is State.UNREADABLE
    assert cell not in {item.cell for item in differences(rollup, government)}


def test_rounded_amounts_may_differ_by_half_of_their_last_place() -> None:
    district = model.clean_district(4, 1)
    government = next(item for item in district.consolidated())
    form = government.form
    assert form is not None
    rollup = district.roll_up(model.GOVERNMENT, government.year, form)
    assert differences(rollup, government) == ()
    exact = rollup.grids["proactive"][5][0].number

    def with_fees(number: Decimal) -> bool:
        wrong = model.changed(government, lambda cell, old: replace(old, value=number) if cell == FEES else old)
        return bool(differences(rollup, wrong))

    assert with_fees(Decimal(exact) + Decimal("0.01"))
    assert not with_fees(round(Decimal(exact), 1))
