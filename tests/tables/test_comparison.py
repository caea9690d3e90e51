"""Two reports side by side: files in compared/ say the cells that are not 0 and what is expected of some lines."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gongkai.figures import written
from gongkai.forms import resolve
from gongkai.forms.alignment import align
from gongkai.tables.comparison import Comparison, FigurePair, NoChange, compare
from gongkai.tables.comparison_lines import comparison_lines, reasons, unmatched_lines
from tests.forms.lineages import ID, form_named
from tests.shipped import statutory_forms
from tests.tables.reports_of_cells import FORMS, report_of
from tests.yaml_texts import read_yaml

FILES = sorted((Path(__file__).parent / "compared").glob("*.yml"))
CASES: dict[str, dict[str, Any]] = {path.stem: read_yaml(path.read_text(encoding="utf-8")) for path in FILES}


def compared(case: dict[str, Any]) -> Comparison:
    now = report_of(**case["now"], cells=case["now-cells"])
    return compare(now, report_of(**case["before"], cells=case["before-cells"]))


def pairs(comparison: Comparison) -> dict[str, FigurePair]:
    assert comparison.report.form is not None
    by_line = {}
    for table in comparison.tables:
        for line in comparison_lines(comparison.report.form, table.match):
            by_line[line.cell.id] = table.rows[line.position].pairs[line.cell.column]
    return by_line


def shown(pair: FigurePair) -> list[str | None]:
    end = str(pair.change) if pair.change is not None else pair.reason.value if pair.reason else None
    return [written(pair.now), written(pair.before) if pair.before else None, end]


@pytest.mark.parametrize("name", CASES)
def test_lines_are_compared_as_the_forms_say(name: str) -> None:
    case = CASES[name]
    comparison = compared(case)
    by_line = pairs(comparison)

    expected = {key: [None if item is None else str(item) for item in line] for key, line in case["lines"].items()}
    assert {key: shown(by_line[key]) for key in expected} == expected
    assert comparison.broken == (case["now"]["form"] != case["before"]["form"])


@pytest.mark.parametrize("name", CASES)
def test_earlier_rows_without_a_counterpart_are_listed_with_their_reasons(name: str) -> None:
    case = CASES[name]
    comparison = compared(case)
    now, before = comparison.report.form, comparison.earlier.form
    assert now is not None
    assert before is not None
    left = {spot.id for table in comparison.tables for spot in unmatched_lines(before, table.match)}
    why = "".join(text for table in comparison.tables for text, _ in reasons(now, table.match))

    assert set(case["left"]) <= left
    assert not left & set(case["not-left"])
    assert all(text in why for text in case["reasons"])
    assert bool(why) == comparison.broken


def test_row_that_is_set_against_a_sum_says_so_where_the_form_gives_no_remark() -> None:
    now, before = form_named(ID), form_named("gia-2021")
    remarks = dict(reasons(now, align(now, before).table("requests")))

    assert remarks["另一个格式里分为“不掌握”“没有现成信息”，这里是与各项之和相比。"] == ("不掌握",)
    assert "三项之和" in "".join(
        text for text, _ in reasons(FORMS["gia-2019"], align(FORMS["gia-2019"], FORMS["gia-2021"]).table("requests"))
    )


def test_every_figure_of_a_form_stands_in_a_line_or_beside_a_total() -> None:
    for form in statutory_forms():
        for other in statutory_forms():
            for pair in align(form, other).tables:
                assert pair.table is not None
                assert {line.cell.row for line in comparison_lines(form, pair)} == set(range(len(pair.table.rows)))
                ids = [line.cell.id for line in comparison_lines(form, pair)]
                assert len(ids) == len(set(ids))


@pytest.mark.parametrize("head", ["采购总金额（单位：元）", "采购总金额（元）"])
def test_units_of_the_documents_own_heads_decide(head: str) -> None:
    place = "proactive.procurement.amount"
    report = report_of("gia-2019", 2020, {place: "3.5"})
    assert report.form is not None
    at = resolve(report.form, "主动公开.政府集中采购.采购总金额")
    ten_thousands = replace(report, heads=((at, "采购总金额（单位：万元）"),))
    yuan = replace(report, heads=((at, head),))

    assert pairs(compare(ten_thousands, yuan))["proactive-procurement-amount"].reason is NoChange.UNIT
    assert pairs(compare(ten_thousands, ten_thousands))["proactive-procurement-amount"].change == 0


def test_report_without_a_form_is_refused() -> None:
    report = report_of("gia-2021", 2022, {})
    with pytest.raises(ValueError, match="without a form"):
        compare(report, replace(report, form=None))
