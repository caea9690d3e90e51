"""The run as a whole: sorted, complete, the same every time; every check is documented and every code has words."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import gongkai.checks.registry
from gongkai.checks import Rule, all_rules, orphan, rule_codes, run
from gongkai.findings import Finding, Level, as_annotation, as_json, as_text, message, ordered, wordings
from gongkai.forms import shipped_forms
from gongkai.words import words
from tests.checks import subjects
from tests.checks.between.score import findings_between
from tests.checks.case_files import cases, findings_of_case
from tests.checks.generate import chance, generate
from tests.shipped import statutory_forms

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from gongkai.checks import Subject

pytestmark = pytest.mark.xdist_group("check cases")  # what is found in a case is kept for all tests of this process
PACKAGE = Path(gongkai.checks.registry.__file__).parents[1]
WITHOUT_FORM = {"year-mismatch", "title", "narrative-template", "unsafe-html"}
ROOM = subjects.RULES
"""Codes that the cases here are about."""
ELSEWHERE = {
    *(("narrative-template", "name"), ("unsafe-html", "name"), ("unsafe-html", "file"), ("form-shape", "other-lines")),
    ("personal-data", "email-contact"),
    ("withdrawn", "removed"),
    ("blank", "unread"),
    *(("blank", f"{where}-total") for where in ("unread-row", "unread-column", "draft-column")),
}
"""Wordings of what a report has not (page, contact, files beside it, files that are gone), of a row in the place of
others, and of lines that the import has marked (``tests/importing/test_said_once.py``), totals among them
(``test_left_out_columns.py``)."""

FAULTY = """\
version: 1
form: gia-2021
published: 2020-01-01
status: published
title: 2019年年度报告
主动公开:
  规章: [~, /, 0]
  行政许可: ~
  政府集中采购: [1, 2]
申请:
  本年新收: [9, 0, 0, 0, 0, 0, 8]
  上年结转: [１, 0, 0, 0, 0, 0, 1]
  予以公开: [3, ~, ~, 0, 0, 0, 3]
  部分公开: [2, 0, 0, 0, 0, 0, 2]
  办理结果总计: [30, 0, 0, 0, 0, 0, ~]
  结转下年度: [0, 0, 0, 0, 0, 0, 0]
复议诉讼:
  行政复议: [1, 2, 3, 4, 5]
  复议后起诉: [2, 0]
waivers:
  - {rule: blank, at: 主动公开.行政许可, reason: 原件空白, date: 2024-01-10, office: 政务公开办公室}
  - {rule: decimals, at: 主动公开.规章, reason: 旧说明, date: 2024-01-10, office: 政务公开办公室}
"""
MARKDOWN = """\
render_macros: false

# 2018年年度报告

## 一、总体

{{ config }} {{ figure("申请.没有") }} <script>

收到申请 9999 件。
"""


def faulty() -> tuple[Subject, tuple[Finding, ...]]:
    """A report with a fault of nearly every kind."""
    report, written = subjects.load(FAULTY, year=2023)
    return subjects.subject(report, markdown=MARKDOWN), written


def every_wording() -> Iterator[tuple[str, str]]:
    for code, variants in wordings().items():
        for variant in variants:
            yield code, variant


def used_by_cases() -> set[tuple[str, str]]:
    return {(finding.code, finding.variant or "text") for name in cases() for finding in findings_of_case(name)}


def sources() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py")))


# --- the run


def test_findings_are_sorted_and_each_is_said_once() -> None:
    subject, written = faulty()
    findings = run(subject, loading_findings=[*written, *written])

    assert len(findings) > 25
    assert findings == ordered(findings)
    assert len(set(findings)) == len(findings)
    keys = [finding.sort_key() for finding in findings]
    assert all(first <= second for first, second in pairwise(keys))


def test_findings_of_every_check_and_of_the_loader_are_there() -> None:
    subject, written = faulty()
    plain = replace(subject, report=replace(subject.report, waivers=()))
    each = {finding for item in all_rules() for finding in item.check(plain)}

    assert set(run(plain, loading_findings=written)) == each | set(written)
    unseen = {"decimals", "outcome-total", "waiver-unused", "section-order", "table-missing", "narrative-missing"}
    unseen |= {"placeholder", "personal-data", "withdrawn"}
    assert ROOM - {finding.code for finding in each} == unseen
    assert {"row-length", "not-a-count", "full-width", "form-shape"} <= {finding.code for finding in written}


def test_findings_have_the_number_of_their_rule_or_that_which_the_form_states() -> None:
    subject, _ = faulty()
    numbers = {item.code: item.number for item in all_rules()}
    findings = [item for item in run(subject) if item.code in numbers]

    assert {item.rule for item in findings} >= {"R1", "R9", "R14"}
    assert {item.rule for item in findings if item.code == "row-length"} <= {None}
    assert all(item.rule in (numbers[item.code] or "").split("、") for item in findings if item.rule)
    assert all(item.rule for item in findings if numbers[item.code])


def test_explanations_change_levels_and_leave_nothing_out() -> None:
    subject, written = faulty()
    without = run(replace(subject, report=replace(subject.report, waivers=())), loading_findings=written)
    with_them = run(subject, loading_findings=written)
    waived = [finding for finding in with_them if finding.level is Level.WAIVED]

    assert [(finding.code, finding.row) for finding in waived] == [("blank", "licensing")]
    assert [finding.code for finding in with_them if finding not in without] == ["blank", "waiver-unused"]
    assert {replace(finding, level=Level.WARNING, waiver=None) for finding in waived} <= set(without)


def test_same_run_twice_is_equal_whatever_the_order_of_what_was_written() -> None:
    subject, written = faulty()
    first = run(subject, loading_findings=written)

    assert run(subject, loading_findings=written) == first
    assert run(subject, loading_findings=tuple(reversed(written))) == first
    again, anew = faulty()
    assert run(again, loading_findings=anew) == first


def test_findings_of_generated_reports_are_equal_run_by_run() -> None:
    for form in statutory_forms():
        rng = chance(5)
        for seed in range(10):
            sheet = generate(chance(seed), form, stated=True)
            _spoil(sheet.tables["requests"], rng)
            runs = []
            for _ in range(2):
                report, written = subjects.load(sheet.text(), year=form.years.start)
                runs.append(subjects.check(report, written=written))

            assert runs[0] == runs[1]
            assert runs[0] == ordered(runs[0])
            assert len(runs[0]) > 2


def _spoil(lines: dict[str, list[str]], rng: random.Random) -> None:
    for name in rng.sample(sorted(lines), 5):
        lines[name][rng.randrange(7)] = rng.choice(["~", "7", "1000", "/", "12"])


def test_report_without_a_form_is_asked_only_what_needs_none() -> None:
    text = "version: 1\nform: none\npublished: 2015-01-01\nstatus: published\n"
    report, written = subjects.load(text, year=2017)
    subject = subjects.subject(report, markdown=MARKDOWN)

    assert ROOM & {finding.code for finding in run(subject, loading_findings=written)} == WITHOUT_FORM
    assert ROOM & {item.code for item in all_rules() if not item.needs_form} == {
        *WITHOUT_FORM,
        *("narrative-missing", "placeholder", "personal-data", "withdrawn"),
    }


def test_orphan_names_both_files() -> None:
    report = orphan("docs/x/2023.md", "data/x/2023.yml", agency="x", year=2023)
    folder = orphan("docs/x/index.md", "data/x/agency.yml", agency="x", year=None)

    assert (report.code, report.level, report.path, report.year) == ("orphan", Level.ERROR, "docs/x/2023.md", 2023)
    assert as_text(report).startswith("docs/x/2023.md:1:1 差错（有文字无数据 orphan）：有文字没有数据")
    assert "data/x/2023.yml" in message(report)
    assert message(folder).startswith("有文字没有单位")
    assert "data/x/agency.yml" in message(folder)


# --- what a finding looks like outside


def test_every_finding_of_the_cases_can_be_said_in_every_format() -> None:
    seen = 0
    for name in cases():
        for finding in findings_of_case(name):
            seen += 1
            document = json.loads(json.dumps(as_json(finding), ensure_ascii=False))

            assert list(document) == [
                *(
                    "code",
                    "rule",
                    "level",
                    "message",
                    "path",
                    "line",
                    "column",
                    "agency",
                    "year",
                    "table",
                    "row",
                    "col",
                ),
                *("cells", "expected", "actual", "cause", "waiver"),
            ]
            assert document["level"] in {"error", "warning", "notice", "waived"}
            assert document["path"] in {f"{folder}/{finding.agency}/{finding.year}" + end
                                        for folder, end in (("data", ".yml"), ("docs", ".md"))}  # fmt: skip
            assert (document["waiver"] is not None) is (finding.level is Level.WAIVED)
            assert "\n" not in as_text(finding)
            assert as_annotation(finding).startswith("::")
            assert not re.search(r"\{[a-z_]+\}|None", message(finding)), message(finding)
    assert seen > 250


def test_cells_of_a_finding_begin_in_its_table_and_with_what_it_names() -> None:
    for name in cases():
        for finding in findings_of_case(name):
            if finding.table is not None and finding.cells:
                assert finding.cells[0].startswith(f"{finding.table}."), finding
            assert len(set(finding.cells)) == len(finding.cells)
            if finding.row is not None and finding.col is not None and finding.cells:
                assert any(cell.endswith(finding.col) for cell in finding.cells), finding


# --- the register and the words


def test_every_code_has_one_check() -> None:
    codes = [item.code for item in all_rules()]

    assert codes == sorted(set(codes))
    assert ROOM - set(codes) == {"waiver-unused"}


def docstring(rule: Rule) -> str:
    return (rule.run_between if rule.only_between and rule.run_between else rule.run).__doc__ or ""


def test_every_check_is_documented_with_its_rule_and_the_official_wording() -> None:
    rules = {finding.code: finding.rule for name in cases() for finding in findings_of_case(name)}
    for item in all_rules():
        text = docstring(item)

        assert len(text) > 20, item.code
        if rules.get(item.code) is not None:
            assert text.startswith(f"{item.number}. "), item.code
            assert rules[item.code] in (item.number or "").split("、"), item.code
            assert re.search(r"[一-鿿]{4}", text), item.code


def test_printed_rule_of_the_form_stands_word_for_word_in_its_check() -> None:
    wording = {identity.wording for form in shipped_forms() for identity in form.identities if identity.rule == "R1"}
    [balance] = [item for item in all_rules() if item.code == "balance"]

    assert len(wording) == 1
    assert wording.pop().rstrip("。") in (balance.run.__doc__ or "")


def test_every_rule_of_the_forms_has_a_check_of_its_code_and_rule() -> None:
    documented = {item.code: docstring(item).partition(".")[0].split("、") for item in all_rules()}
    for form in statutory_forms():
        for rule in (*form.identities, *form.across):
            assert rule.rule in documented[rule.code]


def test_every_rule_across_years_speaks_at_the_level_that_its_form_gives_it() -> None:
    levels = {item.code: {level.value for level in item.levels} for item in all_rules() if item.across}
    for form in statutory_forms():
        assert all(rule.level in levels[rule.code] for rule in form.across)
        assert {rule.code for rule in form.across} == set(levels)


def test_codes_that_forms_and_explanations_may_name_are_those_of_the_rules() -> None:
    rules = all_rules()

    assert set(rule_codes().identities) == {rule.code for rule in rules if rule.stated_under == "identities"}
    assert set(rule_codes().across) == {rule.code for rule in rules if rule.stated_under == "across"}
    assert set(rule_codes().waivable) == {rule.code for rule in rules if rule.waivable}


def test_every_code_of_the_register_has_words() -> None:
    assert {item.code for item in all_rules()} <= set(wordings())
    assert used_by_cases() <= set(every_wording())


def test_every_wording_of_a_finding_is_one_that_the_package_can_say() -> None:
    text = sources()
    quoted = set(re.findall(r"""(?<=["'])[^"'\s]+(?=["'])""", text))
    for code, variant in every_wording():
        assert f'"{code}"' in text, code
        assert variant == "text" or variant in quoted, (code, variant)


@pytest.mark.slow
def test_every_wording_of_this_room_and_every_cause_is_met_in_a_case() -> None:
    wordings = used_by_cases()
    wanted = {(code, variant) for code, variant in every_wording() if code in ROOM}
    causes = {finding.cause.kind for name in cases() for finding in findings_of_case(name) if finding.cause is not None}

    assert wanted - wordings == ELSEWHERE
    assert causes | causes_between() == set(words()["causes"])


@pytest.mark.slow
def test_every_wording_between_reports_is_met_in_a_mistake() -> None:
    between = {item.code for item in all_rules() if item.only_between}
    wordings = {(finding.code, finding.variant or "text") for finding in findings_between() if finding.code in between}

    assert {(code, variant) for code, variant in every_wording() if code in between} == wordings


def causes_between() -> set[str]:
    """Causes that are named of mistakes between reports."""
    return {finding.cause.kind for finding in findings_between() if finding.cause is not None}
