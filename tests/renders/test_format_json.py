"""A report as JSON: keys and ids that other programs rely on, and nothing that is for the office alone.

cases/erligang-2020.json is the first report as exported, its findings left out because their wording may change;
every value in it has been compared with the published document. To accept a change, write the file anew from the
test's `export` and read the difference.
"""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gongkai.checks import Subject, run
from gongkai.figures import BLANK, NOT_APPLICABLE, Figure, Kind
from gongkai.findings import Finding, Level, PublicWaiver
from gongkai.forms import Form, FormRegistry, shipped_forms
from gongkai.renders.export import ReportExport
from gongkai.renders.formats.json import report_json
from gongkai.reports import Agency, Report, load_agency, load_report
from tests.tables.grids import every_form, load, numbered, third_form

HASH = "0" * 64
AGENCY = Agency("a", "某街道办事处", "某街道", path="data/a/agency.yml")
KEYS = (
    *("schema", "form", "agency", "year", "published", "source_sha256"),
    *("observations", "notes", "corrections", "findings"),
)
OBSERVATION = ("table", "row", "column", "value", "status", "unit", "note", "computed")
FINDING = (
    *("code", "rule", "level", "message", "path", "line", "column", "agency", "year", "table", "row", "col", "cells"),
    *("expected", "actual", "cause", "waiver"),
)
GOLDEN = Path(__file__).parent / "cases" / "erligang-2020.json"

Cells = dict[tuple[str, str, str], dict[str, Any]]


def export(report: Report, *findings: Finding, agency: Agency = AGENCY) -> str:
    return report_json(ReportExport(report, agency, HASH, findings))


def exported(report: Report, *findings: Finding) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(export(report, *findings))
    return document


def cells(document: dict[str, Any]) -> Cells:
    return {(item["table"], item["row"], item["column"]): item for item in document["observations"]}


def text_of(form: str, **tables: str) -> str:
    return f"version: 1\nform: {form}\npublished: 未载\nstatus: published\n" + "\n".join(
        f"{name}:\n{lines}" for name, lines in tables.items()
    )


def partial(text: str, year: int) -> Report:
    """Load a report in which rows or tables may be missing."""
    report, findings = load_report(
        text, path="data/a/x.yml", agency="a", year=year, registry=FormRegistry(shipped_forms())
    )
    assert {finding.code for finding in findings} <= {"form-shape"}
    assert report is not None
    return report


@pytest.fixture(scope="module")
def seed() -> tuple[Report, Agency]:
    root = Path(__file__).parents[2]
    folder = root / "data" / "erligang"
    registry = FormRegistry(shipped_forms())
    agency, wrong = load_agency(
        (folder / "agency.yml").read_text(encoding="utf-8"),
        path="data/erligang/agency.yml",
        slug="erligang",
        reserved=(),
    )
    report, written = load_report(
        (folder / "2020.yml").read_text(encoding="utf-8"),
        path="data/erligang/2020.yml",
        agency="erligang",
        year=2020,
        registry=registry,
    )
    assert (wrong, written) == ((), ())
    assert agency is not None
    assert report is not None
    return report, agency


@pytest.mark.parametrize("form", every_form(), ids=lambda form: form.id)
def test_there_is_one_observation_for_every_cell_of_the_form_in_printed_order(form: Form) -> None:
    report = numbered(form)
    document = exported(report)
    wanted = []
    for table, row, column in report.cells():
        model = form.table_index[table]
        wanted.append((table, model.rows[row].id, model.columns(row)[column].id))

    assert tuple(document) == KEYS
    assert [(item["table"], item["row"], item["column"]) for item in document["observations"]] == wanted
    assert all(tuple(item) == OBSERVATION for item in document["observations"])
    assert document["schema"] == 1
    assert document["form"] == form.id


def test_forms_have_as_many_observations_as_cells() -> None:
    sizes = {form.id: len(exported(numbered(form))["observations"]) for form in every_form()}

    assert sizes["gia-2019"] == 22 + 23 * 7 + 15
    assert sizes["gia-2021"] == 10 + 25 * 7 + 15


@pytest.mark.parametrize("form", every_form(), ids=lambda form: form.id)
def test_counts_are_integers_and_amounts_are_texts_as_written(form: Form) -> None:
    report = numbered(form)
    by_cell = cells(exported(report))
    for table, row, column in report.cells():
        model = form.table_index[table]
        item = by_cell[table, model.rows[row].id, model.columns(row)[column].id]
        figure = report.grids[table][row][column]
        if model.columns(row)[column].kind is Kind.AMOUNT:
            assert item["value"] == str(figure.value)
            assert item["value"].endswith(".50")
        else:
            assert type(item["value"]) is int
            assert item["value"] == figure.value


def test_column_of_the_review_table_is_block_and_verdict() -> None:
    columns = [column for table, _, column in cells(exported(numbered(every_form()[1]))) if table == "review"]

    verdicts = ("upheld", "corrected", "other", "pending", "total")
    blocks = ("reconsideration", "litigation_direct", "litigation_after")
    assert columns == [f"{block}.{verdict}" for block in blocks for verdict in verdicts]


def test_amounts_keep_their_zeros_and_units() -> None:
    report = partial(text_of("gia-2019", 主动公开="  政府集中采购: [12, 7537.40 万元]"), 2020)
    other = partial(text_of("gia-2021", 主动公开="  行政事业性收费: 0.00\n  规章: [~, 6（含上年）, 0]"), 2021)
    amount = cells(exported(report))["proactive", "procurement", "amount"]
    fees = cells(exported(other))["proactive", "fees", "amount"]

    assert (amount["value"], amount["unit"]) == ("7537.40", "万元")
    assert (fees["value"], fees["unit"]) == ("0.00", "万元"), "the unit of the form's own head"
    rules = cells(exported(other))["proactive", "rules", "made"]
    assert (rules["value"], rules["status"], rules["unit"]) == (None, "blank", None)
    repealed = cells(exported(other))["proactive", "rules", "repealed"]
    assert (repealed["value"], repealed["note"]) == (6, "含上年")


@pytest.mark.parametrize(
    "words", ["（单位：万元，保留4位小数）", "（单位 : 万元）", "（万元）", "(万元)", "，单位万元"]
)
def test_unit_that_the_document_s_own_head_states_is_exported(words: str) -> None:
    head = f'heads: {{主动公开.政府集中采购.采购总金额: "采购总金额{words}"}}'
    for written, unit in (("12.5000", "万元"), ("12.5元", "元"), ("~", "万元")):
        text = text_of("gia-2019", 主动公开=f"  政府集中采购: [12, {written}]") + f"\n{head}\n"
        by_cell = cells(exported(partial(text, 2020)))

        assert by_cell["proactive", "procurement", "amount"]["unit"] == unit
        assert by_cell["proactive", "procurement", "projects"]["unit"] is None


def test_large_amount_is_written_out() -> None:
    report = numbered(every_form()[0])
    grid = [list(row) for row in report.grids["proactive"]]
    grid[-1][-1] = Figure(Decimal("1.20E+9"))
    changed = replace(report, grids={**report.grids, "proactive": tuple(tuple(row) for row in grid)})

    assert cells(exported(changed))["proactive", "procurement", "amount"]["value"] == "1200000000"


STATED = """version: 1
form: gia-2019
published: 2021-01-20 09:00
status: published
复议诉讼:
  行政复议:         [1, 0, ~, 0, 2]
  未经复议直接起诉: [不适用, 不适用, 不适用, 不适用, 不适用]
  复议后起诉:       [2, 1, 0, 0, ~]
申请:
  本年新收: [1, 2, 0, 0, 0, 0]
  上年结转: [~, ~, ~, ~, ~, ~]
  予以公开: [3, 0, 0, 0, 0, 0]
"""


def test_status_tells_where_a_value_comes_from() -> None:
    by_cell = cells(exported(partial(STATED, 2020)))

    def state(*place: str) -> tuple[Any, str, Any]:
        table, row, column = place
        item = by_cell[table, row, column]
        return item["value"], item["status"], item["computed"]

    assert state("review", "cases", "reconsideration.upheld") == (1, "reported", None)
    assert state("review", "cases", "reconsideration.other") == (None, "blank", None)
    assert state("review", "cases", "reconsideration.total") == (2, "stated", 1)
    assert state("review", "cases", "litigation_direct.upheld") == (None, "not-applicable", None)
    assert state("review", "cases", "litigation_direct.total") == (None, "not-applicable", None)
    assert state("review", "cases", "litigation_after.total") == (None, "blank", 3), "a stated blank is never filled in"
    assert state("requests", "received", "natural_person") == (1, "reported", None)
    assert state("requests", "received", "total") == (3, "computed", None)
    assert state("requests", "carried_in", "total") == (None, "blank", None)
    assert state("requests", "outcome_total", "natural_person") == (3, "computed", None)
    assert state("requests", "outcome_total", "total") == (3, "computed", None)
    assert state("requests", "denied_law", "enterprise") == (None, "blank", None)


@pytest.mark.parametrize("form", every_form(), ids=lambda form: form.id)
def test_status_is_one_of_five_and_value_is_there_where_one_is_given(form: Form) -> None:
    report = numbered(form)
    grids = {
        name: tuple(
            tuple((BLANK, NOT_APPLICABLE, cell)[(n + m) % 3] for m, cell in enumerate(row))
            for n, row in enumerate(rows)
        )
        for name, rows in report.grids.items()
    }
    for item in exported(replace(report, grids=grids))["observations"]:
        given = item["status"] in {"reported", "stated", "computed"}
        assert given or item["status"] in {"blank", "not-applicable"}
        assert given == (item["value"] is not None)


@pytest.mark.parametrize("form", every_form(), ids=lambda form: form.id)
def test_stated_totals_are_those_of_the_form(form: Form) -> None:
    by_cell = cells(exported(numbered(form)))
    rows = {(item.table, item.total) for item in form.identities if item.each == "column" and item.total}
    columns = {(item.table, item.total) for item in form.identities if item.each == "row" and item.total}

    assert rows
    assert columns
    for (table, row, column), item in by_cell.items():
        total = (table, row) in rows or (table, column) in columns
        assert item["status"] == ("stated" if total else "reported")
        assert (item["computed"] is None) or total


def finding(level: Level, code: str = "blank", **parts: Any) -> Finding:
    return Finding(
        code=code,
        variant="row",
        level=level,
        path="data/a/2020.yml",
        line=12,
        column=3,
        agency="a",
        year=2020,
        table="requests",
        row="granted",
        args={"line": "“予以公开”", "count": "7"},
        **parts,
    )


def test_only_explained_findings_are_exported_and_none_says_where_a_file_lies() -> None:
    waived = finding(Level.WAIVED, waiver=PublicWaiver("原件为空。", "2021-01-20", "综合科"))
    others = [finding(level) for level in (Level.WARNING, Level.NOTICE)]
    text = export(numbered(every_form()[0]), *others, waived)
    (in_file,) = json.loads(text)["findings"]

    assert tuple(in_file) == FINDING
    assert in_file["level"] == "waived"
    assert in_file["waiver"] == {"reason": "原件为空。", "date": "2021-01-20", "office": "综合科"}
    assert (in_file["path"], in_file["line"], in_file["column"]) == (None, None, None)
    assert (in_file["code"], in_file["table"], in_file["row"], in_file["col"]) == (
        "blank",
        "requests",
        "granted",
        None,
    )
    assert "data/" not in text
    assert ".yml" not in text


BESIDE = """version: 1
form: gia-2019
published: 未载
status: published
复议诉讼:
  行政复议: [0, 0, 0, 0, 0]
  未经复议直接起诉: [0, 0, 0, 0, 0]
  复议后起诉: [0, 0, 0, 0, 0]
申请:
  本年新收: [2, 0, 0, 0, 0, 0]
  予以公开: [~, ~, ~, ~, ~, ~]
notes:
  - {at: 复议诉讼.行政复议.尚未审结, text: 甲}
  - {at: 复议诉讼.复议后起诉, text: 乙}
  - {at: 申请.予以公开, text: 丙}
  - {at: 申请.予以公开.总计, text: 丁}
  - {at: 主动公开, text: 戊}
  - {at: 六, text: 己}
  - {at: 三, text: 庚}
waivers:
  - {rule: blank, at: 申请.予以公开, reason: 原件为空。, date: 2021-01-20, office: 综合科, internal: 已电话核实}
corrections:
  - {at: 申请.本年新收.自然人, date: 2021-03-01, before: '1', after: '2', reason: 漏计}
  - {at: 复议诉讼.行政复议.总计, date: 2021-03-02, before: '1', after: '0'}
"""


def test_notes_and_corrections_name_their_places_by_ids() -> None:
    document = exported(partial(BESIDE, 2020))

    assert document["notes"] == [
        {"at": "review.reconsideration.pending", "text": "甲"},
        {"at": "review.litigation_after", "text": "乙"},
        {"at": "requests.granted", "text": "丙"},
        {"at": "requests.granted.total", "text": "丁"},
        {"at": "proactive", "text": "戊"},
        {"at": "六", "text": "己"},
        {"at": "三", "text": "庚"},
    ]
    assert document["corrections"] == [
        {"at": "requests.received.natural_person", "date": "2021-03-01", "before": "1", "after": "2", "reason": "漏计"},
        {"at": "review.reconsideration.total", "date": "2021-03-02", "before": "1", "after": "0", "reason": None},
    ]


def test_what_is_for_the_office_alone_is_not_exported() -> None:
    unexplained = "  部分公开: [~, ~, ~, ~, ~, ~]\nnotes:"
    report = partial(BESIDE.replace("notes:", unexplained), 2020)
    subject = Subject(
        report=report, agency=AGENCY, registry=FormRegistry(shipped_forms()), lookup=lambda _slug, _year: None
    )
    findings = run(subject)
    text = export(report, *findings)

    assert [(item["code"], item["row"]) for item in json.loads(text)["findings"]] == [("blank", "granted")]
    assert any(item.level is not Level.WAIVED for item in findings)
    assert report.waivers[0].internal == "已电话核实"
    assert "已电话核实" not in text
    assert '"internal"' not in text
    assert "data/" not in text


def test_head_of_the_document_is_exported() -> None:
    document = exported(partial(STATED, 2020))

    assert document["agency"] == {"id": "a", "name": "某街道办事处"}
    assert (document["year"], document["published"], document["source_sha256"]) == (2020, "2021-01-20 09:00", HASH)
    assert exported(partial(BESIDE, 2020))["published"] is None


def test_report_without_a_form_has_no_observations() -> None:
    text = "version: 1\nform: none\npublished: 2018-03-01\nstatus: published\n"
    report, findings = load_report(
        text, path="data/a/2017.yml", agency="a", year=2017, registry=FormRegistry(shipped_forms())
    )
    assert findings == ()
    assert report is not None
    document = exported(report)

    assert tuple(document) == KEYS
    assert (document["form"], document["published"]) == ("none", "2018-03-01")
    assert (document["observations"], document["notes"], document["findings"]) == ([], [], [])


def test_text_is_one_observation_a_line_in_chinese_as_written() -> None:
    report = partial(BESIDE, 2020)
    text = export(report)
    lines = text.splitlines()

    assert text.endswith("}\n")
    assert "\\u" not in text
    assert sum(line.startswith('{"table"') for line in lines) == len(json.loads(text)["observations"])
    assert all(isinstance(json.loads(line.rstrip(",")), dict) for line in lines if line.startswith('{"table"'))


def test_first_report_is_exported_as_ever(seed: tuple[Report, Agency]) -> None:
    report, agency = seed

    assert export(report, agency=agency) == GOLDEN.read_text(encoding="utf-8")


def test_first_report_tells_its_explanations(seed: tuple[Report, Agency]) -> None:
    report, agency = seed
    subject = Subject(
        report=report, agency=agency, registry=FormRegistry(shipped_forms()), lookup=lambda _slug, _year: None
    )
    findings = exported(report, *run(subject))["findings"]

    assert sorted((item["code"], item["row"]) for item in findings) == [
        ("blank", "denied_law"),
        ("blank", "denied_safety"),
        ("blank", "denied_state_secret"),
        ("blank", "granted"),
        ("blank", "partial"),
        ("decimals", "procurement"),
    ]
    assert all(item["waiver"]["reason"] and item["waiver"]["office"] for item in findings)


@pytest.mark.parametrize("source", ["golden", "run"])
def test_every_value_of_the_first_report_is_the_published_one(
    source: str, shared: Path, seed: tuple[Report, Agency]
) -> None:
    text = GOLDEN.read_text(encoding="utf-8") if source == "golden" else export(seed[0], agency=seed[1])
    published = json.loads((shared / "seed" / "expected.json").read_text(encoding="utf-8"))
    document = json.loads(text)
    wanted = {
        (table, row, column): value
        for table, rows in published["tables"].items()
        for row, columns in rows.items()
        for column, value in columns.items()
    }

    assert {place: item["value"] for place, item in cells(document).items()} == wanted
    assert (document["form"], document["year"]) == (published["form"], published["year"])
    assert document["agency"]["name"] == published["agency"]


def test_third_form_is_exported_without_a_line_of_code_for_it() -> None:
    text = """version: 1
form: case-2020
published: 未载
status: published
复议应诉:
  被申请复议: [1, 2, 3, 6]
  一审: [0, 0, 0, 0]
  二审: [0, 0, 0, 1]
执法:
  现场检查: [1, 2, -3]
  非现场检查: [0, 0, 0]
  简易程序: [0, 1.50]
  普通程序: [0, 2.25 万元]
  裁量权基准: [0, 0, 0]
  财政预算: 3.10元
投诉举报:
  新收: [0, 0, 0, 0, 0, 0]
  结入: [0, 0, 0, 0, 0, 0]
  查实并处罚: [0, 0, 0, 0, 0, 0]
  责令改正: [0, 0, 0, 0, 0, 0]
  查无实据: [0, 0, 0, 0, 0, 0]
  无管辖权: [0, 0, 0, 0, 0, 0]
  重复投诉举报: [0, 0, 0, 0, 0, 0]
  （三）自行撤回: [0, 0, 0, 0, 0, 0]
  结出: [0, 0, 0, 0, 0, 0]
"""
    by_cell = cells(exported(load(text, year=2020, form=third_form())))

    assert by_cell["disputes", "matters", "second_instance.sum"]["computed"] == 0
    assert by_cell["disputes", "matters", "second_instance.sum"]["status"] == "stated"
    assert by_cell["complaints", "handled_total", "sum"]["status"] == "computed"
    assert by_cell["enforcement", "on_site", "difference"]["value"] == -3
    units = {row: by_cell["enforcement", row, "confiscated"] for row in ("summary_procedure", "ordinary_procedure")}
    assert {row: (item["value"], item["unit"]) for row, item in units.items()} == {
        "summary_procedure": ("1.50", "万元"),
        "ordinary_procedure": ("2.25", "万元"),
    }
    assert by_cell["enforcement", "budget", "spent"]["unit"] == "元"


@pytest.mark.parametrize("name", ["erligang-2020.json"])
def test_golden_file_ends_its_lines_as_others_do(name: str) -> None:
    data = (GOLDEN.parent / name).read_bytes()

    assert b"\r" not in data
    assert data.endswith(b"}\n")


def test_amount_is_exported_as_written_whatever_was_exported_before() -> None:
    for written in ("12.30", "12.3", "12.300", "0", "0.00", "12"):
        report = partial(text_of("gia-2019", 主动公开=f"  政府集中采购: [12, {written}]"), 2020)

        assert cells(exported(report))["proactive", "procurement", "amount"]["value"] == written
