"""What is said of the figures of a row: reports in, sums, balances and last year out.

A file in explained/ holds named cases; keys that a row does not name are not compared.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from gongkai.figures import State, count, written
from gongkai.forms import FormRegistry, shipped_forms
from gongkai.reports import Report, load_report
from gongkai.tables.explain import explain_table
from gongkai.tables.explanation import YearBefore
from tests.shipped import shipped_form
from tests.tables import grids
from tests.yaml_texts import read_yaml

if TYPE_CHECKING:
    from gongkai.forms import Table
    from gongkai.tables.explanation import ExplainedBalance, ExplainedRow, ExplainedSum, SumPart

FILES = sorted((Path(__file__).parent / "explained").glob("*.yml"))
CASES: dict[str, dict[str, Any]] = {
    name: case for path in FILES for name, case in read_yaml(path.read_text(encoding="utf-8")).items()
}


def report_of(text: str, year: int) -> Report:
    """Load a report, whatever rows it leaves out."""
    registry = FormRegistry(shipped_forms())
    report, findings = load_report(text, path="a.yml", agency="a", year=year, registry=registry)
    assert report is not None
    assert {finding.code for finding in findings} <= {"form-shape"}
    return report


def shown_part(part: SumPart) -> str:
    return f"{part.name} {written(part.figure) or '空'}"


def shown_sum(total: ExplainedSum) -> str:
    parts = " + ".join(map(shown_part, total.parts))
    rest = f"{total.noughts}，空 {total.blanks}" if total.blanks else str(total.noughts)
    return f"{total.name} {written(total.figure)} {'=' if total.holds else '≠'} {parts} ({rest})"


def shown_balance(balance: ExplainedBalance) -> str:
    left, right = (" + ".join(map(shown_part, side)) for side in (balance.left, balance.right))
    return f"{balance.name}: {left} {'=' if balance.holds else '≠'} {right}"


def as_data(row: ExplainedRow, table: Table) -> dict[str, Any]:
    columns = table.columns(row.row)
    return {
        "past": row.past.value,
        "why": row.why,
        "noughts": row.noughts,
        "blanks": row.blanks,
        "lines": [
            [
                columns[line.column].id,
                written(line.figure),
                None if line.past is None else written(line.past),
                None if line.change is None else str(line.change),
            ]
            for line in row.lines
        ],
        "sums": [shown_sum(item) for item in row.sums],
        "balances": [shown_balance(item) for item in row.balances],
    }


@pytest.mark.parametrize("name", list(CASES))
def test_rows_are_explained(name: str) -> None:
    case = CASES[name]
    report = report_of(case["report"], case["year"])
    before = report_of(case["before"], case["year"] - 1) if "before" in case else None
    assert report.form is not None
    table = report.form.table_index[case["table"]]
    rows = explain_table(report, case["table"], before=before)
    assert [row.row for row in rows] == list(range(len(table.rows)))
    for row, wanted in case["rows"].items():
        explanation = as_data(rows[table.row_index[row]], table)
        assert {key: explanation[key] for key in wanted} == wanted, row


@pytest.mark.parametrize("form", shipped_forms(), ids=lambda form: form.id)
def test_every_figure_is_listed_or_counted_and_a_row_of_noughts_is_one_sentence(form: Any) -> None:
    for report in (grids.numbered(form), grids.zeros(form)):
        for table in form.tables:
            for row in explain_table(report, table.id, before=report):
                assert len(row.lines) + row.noughts + row.blanks == len(table.columns(row.row))
                assert row.past is YearBefore.GIVEN
                assert all(line.change == 0 for line in row.lines)
    for table in form.tables:
        for row in explain_table(grids.zeros(form), table.id, before=None):
            assert (row.lines, row.sums, row.balances) == ((), (), ())
            assert row.past is YearBefore.NONE


def test_change_of_a_row_is_this_years_number_less_last_years() -> None:
    form = shipped_form("gia-2021")
    this, last = grids.numbered(form), grids.zeros(form)
    for table in form.tables:
        for row in explain_table(this, table.id, before=last):
            for line in row.lines:
                assert line.figure.state is State.GIVEN
                assert line.past == count(0)
                assert line.change == line.figure.value


def test_report_without_a_form_before_is_no_data_of_the_year_before() -> None:
    form = shipped_form("gia-2019")
    none = Report("a", 2018, None, "a.yml", grids.zeros(form).status)
    rows = explain_table(grids.numbered(form), "requests", before=none)
    assert {row.past for row in rows} == {YearBefore.NONE}
    with pytest.raises(KeyError):
        explain_table(none, "requests", before=None)
