"""The schema for editors: current in the repository, open to every real report, closed to what it can see is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from gongkai import located
from gongkai.checks import rule_codes
from gongkai.forms import Form, load_form, shipped_forms
from gongkai.forms.keys import KEYS, STATUSES, UNDATED
from gongkai.forms.schema import form_schema, schema_text
from gongkai.reports import Status
from tests.reports.writing import CASES, Case, read_case
from tests.shipped import statutory_forms

HERE = Path(__file__).parent
FORMS = {form.id: form for form in shipped_forms()}
SCHEMAS = {name: form_schema(form, rule_codes()) for name, form in FORMS.items()}
REAL = sorted((HERE.parent / "reports" / "cases" / "real").glob("*.yml"))
SEEN = [path for path in CASES if read_case(path).schema is not None]
ZEROS = (HERE.parent / "reports" / "cases" / "base" / "gia-2021.yml").read_text(encoding="utf-8")


def data(text: str) -> Any:
    """Return what a YAML file holds, as an editor sees it."""
    tree, _ = located.parse(text)
    assert tree is not None
    return located.plain(tree)


def complaints(schema: dict[str, Any], text: str) -> list[str]:
    """Return what a schema says against a text."""
    return [error.message for error in jsonschema.Draft7Validator(schema).iter_errors(data(text))]


def schema_for(case: Case) -> dict[str, Any]:
    """Return the schema of the form that a case names, or of its year."""
    document = data(case.text)
    named = document.get("form") if isinstance(document, dict) else None
    return SCHEMAS.get(str(named), SCHEMAS["gia-2019" if case.year < 2021 else "gia-2021"])


@pytest.mark.parametrize("name", list(FORMS))
def test_schema_is_one_of_draft_7_and_has_all_that_it_refers_to(name: str) -> None:
    schema = SCHEMAS[name]
    text = schema_text(FORMS[name], rule_codes())

    jsonschema.Draft7Validator.check_schema(schema)
    assert json.loads(text) == schema
    assert text.endswith("}\n")
    referred = {part.partition('"')[0] for part in text.split("#/definitions/")[1:]}
    assert referred == set(schema["definitions"])


def test_schema_is_the_same_however_often_it_is_made() -> None:
    path = HERE.parents[1] / "macros" / "gongkai" / "forms" / "gia-2021.yml"
    again = load_form(path.read_text(encoding="utf-8"), path="gia-2021.yml", codes=rule_codes())

    assert schema_text(again, rule_codes()) == schema_text(FORMS["gia-2021"], rule_codes())


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_real_report_is_accepted(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert complaints(SCHEMAS[data(text)["form"]], text) == []


def test_first_report_of_the_site_is_accepted(root: Path) -> None:
    text = (root / "data" / "erligang" / "2020.yml").read_text(encoding="utf-8")

    assert complaints(SCHEMAS["gia-2019"], text) == []


@pytest.mark.parametrize("path", SEEN, ids=lambda path: path.stem)
def test_case_of_writing_is_accepted_or_refused_as_it_says(path: Path) -> None:
    case = read_case(path)
    faults = complaints(schema_for(case), case.text)

    assert ("refused" if faults else "accepted") == case.schema, faults


def test_cases_of_both_kinds_are_seen() -> None:
    assert {read_case(path).schema for path in SEEN} == {"accepted", "refused"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[0, 0, 0]", "[1, 2]"),
        ("[0, 0, 0]", "[1, 2, 3, 4]"),
        ("[0, 0, 0]", "[1, 2, -3]"),
        ("[0, 0, 0]", "[1, 2, 3.5]"),
        ("[0, 0, 0]", "[1, 2, 一]"),
        ("[0, 0, 0]", "[1, 2, [3]]"),
        ("[0, 0, 0]", "3"),
        ("[0, 0, 0]", "{a: 1}"),
        ("行政许可: 0", "行政许可: [1, 2]"),
        ("行政许可: 0", "行政许可: true"),
        ("行政许可: 0", "行政许可: 3 斤"),
        ("行政事业性收费: 0", "行政事业性收费: -1"),
        ("行政许可: 0", "行政许克: 0"),
        ("version: 1", "version: 2"),
        ("form: gia-2021", "form: gia-2019"),
        ("status: published", "status: 公布"),
        ("published: 未载", "published: 2025年1月"),
        ("published: 未载", "published: ~"),
        ("version: 1", "version: 1\nremarks: 无"),
        ("version: 1", "version: 1\nnotes: [{at: 七, text: 无}]"),
        ("version: 1", "version: 1\nnotes: [{at: 申请}]"),
        ("version: 1", "version: 1\nnotes: [{at: 申请, text: ''}]"),
        ("version: 1", "version: 1\nheads: {申情: 无}"),
        ("version: 1", "version: 1\nwaivers: [{rule: syntax, at: 申请, reason: 无, date: 2025-01-20, office: 无}]"),
        ("version: 1", "version: 1\nwaivers: [{rule: blank, at: 申请, reason: 无, date: 2025-1, office: 无}]"),
        ("version: 1", "version: 1\ncorrections: [{at: 申请, date: 2025-01-20, before: 1}]"),
    ],
)
def test_what_can_be_seen_to_be_wrong_is_refused(old: str, new: str) -> None:
    assert complaints(SCHEMAS["gia-2021"], ZEROS) == []
    assert complaints(SCHEMAS["gia-2021"], ZEROS.replace(old, new, 1)) != []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("行政许可: 0", "行政许可: [0]"),
        ("行政许可: 0", "行政许可: ~"),
        ("行政许可: 0", "行政许可: 不适用"),
        ("行政许可: 0", "行政许可: 3 件（含补办1件）"),
        ("行政许可: 0", "licensing: 3"),
        ("行政事业性收费: 0", "行政事业性收费: 12.50 万元"),
        ("[0, 0, 0, 0, 0, 0]", "[0, 0, 0, 0, 0, 0, ~]"),
        ("本年新收:", "一、本年新收政府信息公开申请数量:"),
        ("三安全一稳定:", '危及"三安全一稳定":'),
        ("published: 未载\nstatus: published", "status: draft"),
        ("published: 未载\nstatus: published", "published: ~\nstatus: draft"),
        ("published: 未载", "published: 2025-01-20 09:30"),
        ("version: 1", "version: 1\nnotes:\ncorrections: []\nheads: {主动公开.规章.制发: 制发（件）}"),
        ("version: 1", "version: 1\nnotes: [{at: 六, text: 2024}]"),
        ("version: 1", "version: 1\ncorrections: [{at: 申请, date: 2025-01-20, before: 1, after: 2, reason: 误}]"),
    ],
)
def test_what_may_be_written_is_accepted(old: str, new: str) -> None:
    assert ZEROS.count(old) >= 1
    assert complaints(SCHEMAS["gia-2021"], ZEROS.replace(old, new, 1)) == []


def test_change_may_be_negative_and_counts_may_not() -> None:
    text = (HERE.parent / "reports" / "cases" / "base" / "gia-2019.yml").read_text(encoding="utf-8")

    assert complaints(SCHEMAS["gia-2019"], text.replace("行政许可: [0, 0, 0]", "行政许可: [3, -2, 1]")) == []
    assert complaints(SCHEMAS["gia-2019"], text.replace("行政许可: [0, 0, 0]", "行政许可: [-2, 3, 1]")) != []


def test_third_form_has_a_schema_and_its_report_is_accepted() -> None:
    cases = HERE / "cases"
    form = load_form((cases / "third-form.yml").read_text(encoding="utf-8"), path="case-2020.yml", codes=rule_codes())
    schema = form_schema(form, rule_codes())
    text = (cases / "third-report.yml").read_text(encoding="utf-8")

    jsonschema.Draft7Validator.check_schema(schema)
    assert complaints(schema, text) == []
    assert complaints(schema, text.replace("[14, 0.35]", "[14.5, 0.35]")) != []
    assert complaints(schema, text.replace("远程检查:", "近程检查:")) != []


def every_line(form: Form) -> list[tuple[str, str, str]]:
    return [(table.id, line.name.id, line.name.short) for table in form.tables for line in table.lines]


@pytest.mark.parametrize("name", [form.id for form in statutory_forms()])
def test_every_line_is_proposed_and_explained(name: str) -> None:
    definitions = SCHEMAS[name]["definitions"]
    for table, line, short in every_line(FORMS[name]):
        entry = definitions[f"{table}.{line}"]
        assert definitions[table]["properties"][short] == {"$ref": f"#/definitions/{table}.{line}"}
        assert "各列依次为：" in entry["description"]
        article = "年度报告格式，申请表" if line == "rejected_confirmation" else "条例第"
        assert f"（{article}" in entry["description"]


def test_description_names_columns_in_order_and_the_article() -> None:
    entry = SCHEMAS["gia-2021"]["definitions"]["requests.received"]

    assert entry["title"] == "一、本年新收政府信息公开申请数量"
    assert entry["description"].endswith(
        "（条例第二十七条）"
        "各列依次为：自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他（总计，各行可以都不写）。"
    )


def test_schema_and_loader_speak_of_the_same_words() -> None:
    schema = SCHEMAS["gia-2021"]

    assert set(schema["properties"]) == {*KEYS, "主动公开", "申请", "复议诉讼"}
    assert list(STATUSES) == [status.value for status in Status] == schema["properties"]["status"]["enum"]
    assert schema["definitions"]["rule"]["enum"] == list(rule_codes().waivable)
    assert UNDATED in schema["properties"]["published"]["pattern"]
