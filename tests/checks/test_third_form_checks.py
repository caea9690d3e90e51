"""A form that is nothing but YAML is checked, shown and exported by the code that knows the two statutory forms.

Its tables, rows and totals share no id with theirs, and its identities bear no number of a rule.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from gongkai.checks import rule_codes, run
from gongkai.figures import BLANK, Figure, State, count, printed
from gongkai.findings import as_text, message
from gongkai.forms import Form, FormRegistry, load_form
from gongkai.renders.export import ReportExport
from gongkai.renders.formats.json import report_json
from gongkai.renders.html import escape
from gongkai.renders.html.table import table_html
from gongkai.tables import build_table
from tests.checks import subjects
from tests.checks.generate import chance, generate
from tests.checks.mutate import cell_id, changed, given_cells, wrong

if TYPE_CHECKING:
    from gongkai.reports import Report

DEFINITION = Path(__file__).parents[1] / "forms" / "cases" / "third-form.yml"
REPORT = Path(__file__).parent / "cases" / "bases" / "third-form.yml"
YEAR = 2022
STATED = pytest.mark.parametrize("stated", [True, False], ids=["stated", "left-out"])


@cache
def form() -> Form:
    return load_form(DEFINITION.read_text(encoding="utf-8"), path="case-2020.yml", codes=rule_codes())


@cache
def forms() -> FormRegistry:
    return subjects.registry(form())


def load(text: str) -> Report:
    report, findings = subjects.load(text, year=YEAR, forms=forms())
    assert findings == (), [as_text(finding) for finding in findings]
    return report


def consistent() -> Report:
    return load(REPORT.read_text(encoding="utf-8"))


def with_figure(report: Report, place: tuple[str, str, str], figure: Figure) -> Report:
    table = form().table_index[place[0]]
    row = table.row_index[place[1]]
    column = table.column_index(row, place[2])
    assert column is not None
    return changed(report, table, (row, column), figure)


def test_report_in_the_third_form_that_adds_up_has_no_finding() -> None:
    report = consistent()

    assert report.form == form()
    assert subjects.check(report, forms=forms()) == ()
    assert report.figure("complaints", "filed", "sum").value == 104
    assert report.figure("complaints", "handled_total", "individual").value == 79


@pytest.mark.parametrize(
    ("rows", "name", "number"),
    [(("sanctioned", "corrected_only", "unfounded"), "受理并办结", 74), (("dropped",), "自行撤回", 50)],
)
def test_much_other_handling_is_called_as_the_third_form_calls_it(
    rows: tuple[str, ...], name: str, number: int
) -> None:
    cells = ", ".join(f"complaints.{row}.sum" for row in rows)
    roles = f"roles:\n  concluded: complaints.handled_total.sum\n  other_handling: [{cells}]\n"
    text = DEFINITION.read_text(encoding="utf-8") + roles
    own = subjects.registry(load_form(text, path="case-2020.yml", codes=rule_codes()))
    figures = REPORT.read_text(encoding="utf-8").replace("自行撤回: [5,", "自行撤回: [50,")
    report, _ = subjects.load(figures, year=YEAR, forms=own)

    (finding,) = [item for item in run(subjects.subject(report, forms=own)) if item.code == "plausibility"]
    assert message(finding).startswith(f"投诉举报表“{name}”共 {number} 件")
    assert message(finding).endswith(f"确属{name}的，登记情况说明。")


def test_balance_of_the_third_form_is_said_in_its_own_words() -> None:
    report = with_figure(consistent(), ("complaints", "filed", "domestic_enterprise"), count(25))

    [finding] = subjects.check(report, forms=forms())
    assert (finding.code, finding.rule, finding.table, finding.row, finding.col) == (
        "balance", None, "complaints", None, "domestic_enterprise",
    )  # fmt: skip
    assert (finding.expected, finding.actual) == ("26", "15")
    assert message(finding) == "投诉举报表“境内—企业”列，新收 25＋结入 1＝26，办结小计 12＋结出 3＝15，相差 11。"


def test_total_of_a_block_of_the_third_form_names_the_block() -> None:
    report = with_figure(consistent(), ("disputes", "matters", "first_instance.sum"), count(4))

    [finding] = subjects.check(report, forms=forms())
    assert (finding.code, finding.table, finding.row, finding.col) == (
        "review-total", "disputes", "matters", "first_instance.sum",
    )  # fmt: skip
    assert finding.cells == tuple(f"disputes.first_instance.{part}" for part in ("sum", "won", "lost", "open"))
    assert message(finding) == "复议应诉表“一审”，各项相加为 3，“合计”填 4，多 1。"


def test_rules_across_years_of_the_third_form_are_said_in_its_own_words() -> None:
    before = replace(consistent(), year=YEAR - 1)
    off = with_figure(before, ("enforcement", "benchmarks", "standing"), count(90))
    findings = run(subjects.subject(consistent(), forms=forms(), others={(off.agency, off.year): off}))

    messages = {(item.code, item.col): message(item) for item in findings}
    assert set(messages) == {("carry-over", "individual"), ("carry-over", "domestic_enterprise"), ("stock", "standing")}
    assert messages["carry-over", "individual"].startswith(
        "投诉举报表“个人”列，本年“结入”填 6，2021 年“结出”为 8，少 2。"
    )
    assert messages["stock", "standing"].startswith(
        "执法表“行政处罚裁量权基准”一行，“年末有效件数”填 14，"
        "2021 年“年末有效件数”90＋“本年制定件数”2－“本年废止件数”1＝91，少 77。"
    )


def test_blank_and_decimals_of_the_third_form() -> None:
    definition = DEFINITION.read_text(encoding="utf-8").replace("label: 支出总额,", "label: 支出总额（保留2位小数）,")
    own = load_form(definition, path="case-2020.yml", codes=rule_codes())
    registry = subjects.registry(own)
    text = REPORT.read_text(encoding="utf-8").replace("  裁量权基准: [2, 1, 14]", "  裁量权基准: [2, ~, 14]")
    report, _ = subjects.load(text, year=YEAR, forms=registry)

    by_code = {finding.code: finding for finding in subjects.check(report, forms=registry)}
    assert set(by_code) == {"blank", "decimals"}
    assert (by_code["blank"].row, by_code["blank"].col) == ("benchmarks", "withdrawn")
    assert by_code["decimals"].cells == ("enforcement.budget.spent",)
    assert (by_code["decimals"].expected, by_code["decimals"].actual) == ("2", "1")
    assert "“支出总额（保留2位小数）”要求保留 2 位小数" in message(by_code["decimals"])


@STATED
def test_generated_reports_in_the_third_form_have_no_finding(*, stated: bool) -> None:
    for seed in range(25):
        report = load(generate(chance(seed), form(), stated=stated).text())

        assert subjects.check(report, forms=forms()) == (), seed


@STATED
def test_every_changed_figure_that_is_summed_in_the_third_form_is_found(*, stated: bool) -> None:
    report, rng = load(generate(chance(11), form(), stated=stated).text()), chance(12)
    for table in (form().table_index["complaints"], form().table_index["disputes"]):
        if table.by_blocks and not stated:
            continue  # nothing but their own total speaks of these figures, and that is added up from them
        for cell in given_cells(report, table):
            for figure in wrong(report, table, cell, rng):
                findings = subjects.check(changed(report, table, cell, figure), forms=forms())
                place = cell_id(form(), table, cell)

                assert findings, place
                if stated:
                    assert all(place in finding.cells for finding in findings), place
                    assert all(finding.cells[0] == place for finding in findings) or table.by_blocks, place
                else:
                    assert [(item.code, item.col) for item in findings] == [("balance", place.rpartition(".")[2])]


def test_figure_left_blank_in_the_third_form_is_found_at_its_cell() -> None:
    report = load(generate(chance(13), form(), stated=True).text())
    for table in form().tables:
        for cell in given_cells(report, table):
            blanks = [
                finding
                for finding in subjects.check(changed(report, table, cell, BLANK), forms=forms())
                if finding.code == "blank"
            ]

            assert [finding.cells for finding in blanks] == [(cell_id(form(), table, cell),)]


@pytest.mark.parametrize("table", ["enforcement", "complaints", "disputes"])
def test_table_of_the_third_form_is_shown_with_every_label_and_figure(table: str) -> None:
    report, model = consistent(), form().table_index[table]
    html = table_html(build_table(report, table))
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", html)

    assert cells == [escape(printed(figure)) for row in report.grids[table] for figure in row]
    assert escape(model.title) in html
    for row in model.rows:
        assert escape(row.name.label) in html or not row.printed
    for block in model.blocks:
        for column in block.columns:
            assert all(escape(label) in html for label in column.heads)


def test_total_of_the_third_form_that_does_not_add_up_is_noted_below_its_table() -> None:
    report = with_figure(consistent(), ("disputes", "matters", "second_instance.sum"), count(7))

    assert "填报合计 7，按各项相加为 1。" in table_html(build_table(report, "disputes"))


def test_report_in_the_third_form_is_exported_with_every_cell() -> None:
    report = consistent()
    findings = subjects.check(report, forms=forms())
    document = json.loads(report_json(ReportExport(report, subjects.agency(), "0" * 64, findings)))
    seen: dict[tuple[str, str, str], Any] = {
        (item["table"], item["row"], item["column"]): item for item in document["observations"]
    }

    assert (document["form"], document["year"], document["findings"]) == ("case-2020", YEAR, [])
    assert len(seen) == len(document["observations"])
    assert set(seen) == {
        (table.id, row.id, column.id)
        for table in form().tables
        for number, row in enumerate(table.rows)
        for column in table.columns(number)
    }
    assert seen["complaints", "filed", "sum"]["status"] == "computed"
    assert seen["complaints", "handled_total", "domestic_enterprise"]["value"] == 12
    assert seen["disputes", "matters", "first_instance.sum"]["status"] == "stated"
    assert seen["enforcement", "ordinary_procedure", "confiscated"]["value"] == "30.50"
    assert seen["enforcement", "ordinary_procedure", "confiscated"]["unit"] == "万元"
    assert {figure.state for grid in report.grids.values() for row in grid for figure in row} == {State.GIVEN}
