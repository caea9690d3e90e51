"""What is said where a rule across years cannot be checked: for each reason its own words, and none that are untrue."""

from __future__ import annotations

from dataclasses import replace

import pytest

import gongkai
from gongkai.checks import rule_codes, run
from gongkai.figures import BLANK
from gongkai.findings import Finding, message
from gongkai.forms import FormRegistry, load_form
from gongkai.listed_findings import without_first_years
from gongkai.reports import Report, Status
from gongkai.reports.write import report_text
from tests.checks import subjects
from tests.forms.lineages import FOLLOWED, ID, merged_columns_text, registry_of_three
from tests.tables.reports_of_cells import report_of

YEAR = 2024
CARRIED = {"requests.carried_in.total": 3, "requests.received.total": 1}


def before(form: str = "gia-2021", year: int = YEAR - 1, **changes: object) -> Report:
    report = report_of(form, year, {"requests.carried_out.total": 3})
    return replace(report, **changes)


def across(previous: Report | None, *, form: str = ID, year: int = YEAR) -> list[Finding]:
    report = report_of(form, year, CARRIED)
    others = {("a", year - 1): previous} if previous else {}
    findings = run(subjects.subject(report, forms=registry_of_three(), others=others))
    return [item for item in findings if item.code in ("carry-over", "stock")]


def with_blank(report: Report, table: str, row: str) -> Report:
    assert report.form is not None
    number = report.form.table_index[table].row_index[row]
    rows = [tuple(BLANK for _ in line) if at == number else line for at, line in enumerate(report.grids[table])]
    return replace(report, grids={**report.grids, table: tuple(rows)})


@pytest.mark.parametrize(
    ("previous", "says"),
    [
        (None, "申请表“上年结转”：无上年数据，未核对（没有 2023 年的数据）。"),
        (replace(before(), form=None), "申请表“上年结转”：未核对（2023 年的报告没有收录表格）。"),
        (before(absent=frozenset(["requests.carried_out"])), "申请表“上年结转”：未核对（2023 年的报告缺这一行）。"),
        (
            with_blank(before(status=Status.DRAFT), "requests", "carried_out"),
            "申请表“上年结转”：未核对（2023 年的报告是草稿，这里还空着）。",
        ),
    ],
)
def test_each_reason_has_words_of_its_own(previous: Report | None, says: str) -> None:
    assert [message(item) for item in across(previous) if item.code == "carry-over"] == [says]


def test_missing_year_before_is_said_once_for_all_reports_of_a_year() -> None:
    alone = [replace(item, agency=slug) for slug in "abcdefghijkl" for item in across(None)]
    draft = across(before(absent=frozenset(["requests.carried_out"])))

    others, [line] = without_first_years([*alone, *draft])
    assert others == tuple(item for item in draft if item.code == "carry-over")
    assert line.startswith("提醒 24 条合成一行：2024 年有 12 个单位没有上年（2023 年）的报告")
    assert "“上年结转”“现行有效件数”未核对：a、b、" in line
    assert "j等。" in line
    assert "from: 2024" in line


def test_form_without_a_counterpart_is_the_reason_and_not_a_missing_report() -> None:
    [stock] = across(before("gia-2019"))

    assert message(stock) == "主动公开表“现行有效件数”：未核对（2023 年的格式没有口径相同的一项）。"


def test_several_reasons_of_one_code_are_distinguished() -> None:
    previous = before(absent=frozenset(["proactive.rules"]), status=Status.DRAFT)
    texts = [message(item) for item in across(with_blank(previous, "proactive", "normative_documents"))]

    assert [text for text in texts if text.startswith("主动公开表")] == [
        "主动公开表“现行有效件数”：未核对（2023 年的报告是草稿，这里还空着）。",
        "主动公开表“现行有效件数”：未核对（2023 年的报告缺这一行）。",
    ]


@pytest.mark.parametrize(("form", "previous"), [(ID, "gia-2021"), (ID, "gia-2019"), ("gia-2021", "gia-2019")])
def test_carry_over_is_checked_across_every_change_of_form(form: str, previous: str) -> None:
    good = before(previous)
    assert [item.code for item in across(good, form=form) if item.code == "carry-over"] == []

    wrong = report_of(previous, YEAR - 1, {"requests.carried_out.total": 4})
    assert [(item.code, item.col, item.expected, item.actual) for item in across(wrong, form=form)][:1] == [
        ("carry-over", "total", "4", "3")
    ]


def carried_onto_one_column(
    carried_in: str, *, status: str = "published", before: str = "[2, 1, 0, 0, 0, 0]"
) -> list[str]:
    """What is said of a row of a form that has one column where last year's has five; no total is written."""
    form = load_form(merged_columns_text(), path=f"{ID}.yml", codes=rule_codes())
    forms = FormRegistry((*FOLLOWED, form), rule_codes())
    texts = {
        2023: f"version: 1\nform: gia-2021\npublished: 未载\nstatus: published\n申请:\n  结转下年度: {before}\n",
        2024: f"version: 1\nform: {ID}\npublished: 未载\nstatus: {status}\n申请:\n  上年结转: {carried_in}\n",
    }
    old, new = (subjects.load(text, year=year, forms=forms)[0] for year, text in texts.items())
    findings = run(subjects.subject(new, forms=forms, others={(old.agency, 2023): old}))
    return [message(item) for item in findings if item.code == "carry-over"]


NOT_COMPARED = "申请表“法人或其他组织”列“上年结转”：未核对（2023 年的格式没有相同的一列）。"


def test_total_is_compared_where_a_column_has_none_to_be_compared_with() -> None:
    [broken, notice] = carried_onto_one_column("[2, 0]")

    assert broken.startswith("申请表“总计”列，本年“上年结转”填 2，2023 年“结转下年度”为 3，少 1。两年的格式列不同，")
    assert notice == NOT_COMPARED
    assert carried_onto_one_column("[2, 1]") == [NOT_COMPARED]
    assert len(carried_onto_one_column("[2, ~]")) == 2


def test_total_of_a_draft_is_not_compared_before_all_of_it_is_filled_in() -> None:
    assert carried_onto_one_column("[2, ~]", status="draft") == [NOT_COMPARED]
    assert len(carried_onto_one_column("[2, 0]", status="draft")) == 2


def test_report_alone_is_not_said_to_lack_the_year_before() -> None:
    text = "waivers: [{rule: carry-over, at: 申请.上年结转, reason: 无, date: 2024-01-10, office: 办公室}]"
    report = report_of("gia-2021", 2023, {**CARRIED, "requests.carried_out.total": 4})
    with_waiver, written = subjects.load(report_text(report) + text, year=2023)

    assert written == ()
    for each in (report, with_waiver):
        assert {item.code for item in gongkai.check(each)} & {"carry-over", "stock", "waiver-unused"} == set()


def test_report_on_a_form_of_a_chain_is_checked_alone() -> None:
    codes = {item.code for item in gongkai.check(report_of(ID, 2024, {"requests.received.total": 1}))}
    assert "balance" in codes
