"""What a comparison says in words of the outcomes of two forms is what its table says, and no more."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gongkai.checks import rule_codes
from gongkai.forms import Form, FormRegistry, load_form, shipped_forms
from gongkai.pages.comparison import sentences
from gongkai.pages.outcomes import outcome_series
from gongkai.tables.comparison import compare
from tests.forms.lineages import ID, third_form_text
from tests.tables.reports_of_cells import report_of

if TYPE_CHECKING:
    from gongkai.reports import Report

RECEIVED = {"requests.received.total": 9}
PARTIAL = "answers: {rows: [partial], comparable: true}"


def outcomes(report: Report, earlier: Report) -> str:
    return "".join(text for text in sentences(compare(report, earlier)) if text.startswith(("办理结果", "各类")))


def changed(old: str, new: str) -> Form:
    form = load_form(third_form_text({old: new}), path=f"{ID}.yml", codes=rule_codes())
    registry = FormRegistry((*shipped_forms(), form))
    return registry.get(ID) or form


def test_group_whose_rows_a_new_form_merges_is_compared_with_the_sum() -> None:
    now = report_of(ID, 2024, {**RECEIVED, "requests.unable_no_information.total": 5})
    before = report_of("gia-2021", 2023, {"requests.unable_not_held.total": 2, "requests.unable_no_existing.total": 1})

    assert outcomes(now, before) == "办理结果中：无法提供 5 件（+2），其余与上年相同。"
    assert outcomes(before, now) == "办理结果中：无法提供 3 件（\N{MINUS SIGN}2），其余与上年相同。"


def test_groups_are_compared_along_the_chain_of_forms() -> None:
    now = report_of(ID, 2024, {**RECEIVED, "requests.other_other.total": 5})
    before = report_of("gia-2019", 2020, {"requests.other.total": 2})

    assert outcomes(now, before) == "办理结果中：其他处理 5 件（+3），其余与上年相同。"


@pytest.mark.parametrize("granted", [0, 4])
def test_group_of_the_same_name_that_is_not_comparable_is_not_spoken_of(granted: int) -> None:
    form = changed(PARTIAL, "answers: {rows: [partial], why: 口径不同。}")
    now = replace(report_of(ID, 2024, {**RECEIVED, "requests.partial.total": 7}), form=form)
    before = report_of("gia-2021", 2023, {"requests.partial.total": 2, "requests.granted.total": granted})

    sentences = outcomes(now, before)
    assert "部分公开" not in sentences
    assert "其余" not in sentences
    assert sentences == ("办理结果中：予以公开 0 件（\N{MINUS SIGN}4）。" if granted else "")


def test_group_that_a_new_form_calls_otherwise_is_compared_by_its_rows() -> None:
    form = changed("label: （四）无法提供", "label: （四）没有信息")
    now = replace(report_of(ID, 2024, {**RECEIVED, "requests.unable_unclear.total": 3}), form=form)
    before = report_of("gia-2021", 2023, {"requests.unable_unclear.total": 1})

    assert outcomes(now, before) == "办理结果中：没有信息 3 件（+2），其余与上年相同。"


def test_same_figures_of_all_groups_are_called_the_same() -> None:
    same = [report_of(name, year, RECEIVED) for name, year in ((ID, 2024), ("gia-2021", 2023))]
    assert outcomes(*same) == "各类办理结果的件数与上年相同。"


def test_chart_of_a_group_breaks_where_it_is_not_comparable_though_it_keeps_its_name() -> None:
    form = changed(PARTIAL, "answers: {rows: [partial], why: 口径不同。}")
    reports = [report_of("gia-2021", 2023, RECEIVED), replace(report_of(ID, 2024, RECEIVED), form=form)]
    breaks = {name: [item.comparable for item in line.breaks] for name, line in outcome_series(reports)}

    assert breaks == {name: [name != "部分公开"] for name in breaks}
    assert {"予以公开", "部分公开", "无法提供", "其他处理"} <= breaks.keys()
