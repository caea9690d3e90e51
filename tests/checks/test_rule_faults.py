"""Rules that fail, are defined wrongly or cannot be imported: one sentence, with the rule and the line to look at."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import EntryPoint
from typing import TYPE_CHECKING

import pytest

import gongkai.checks.registry
import gongkai.findings
from gongkai.checks import District, Rule, all_rules, rule, run
from gongkai.errors import RuleError
from gongkai.forms import FormRegistry
from tests.checks import subjects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.checks import Subject
    from gongkai.findings import Finding

TEXT = "version: 1\nform: gia-2021\npublished: 2024-01-20\nstatus: published\n"


def made_up(check: object) -> Rule:
    return Rule(code="balance", name="", run=check, statement="", english="", source="", wordings={})  # type: ignore[arg-type]


def nothing(_subject: Subject) -> Iterator[Finding]:
    return iter(())


def broken(about: Subject | District) -> Iterator[Finding]:
    raise ZeroDivisionError(len(vars(type(about))) * 0)


LINE = broken.__code__.co_firstlineno + 1


def subject() -> Subject:
    report, _ = subjects.load(TEXT, year=2023)
    assert report is not None
    return subjects.subject(report)


def test_rule_that_fails_is_named_with_report_and_line_and_is_no_fault_of_the_data(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gongkai.checks.registry, "_rules", {"balance": made_up(broken)})
    with pytest.raises(RuleError) as caught:
        run(subject())
    why = f"ZeroDivisionError(0)（{__name__} 第 {LINE} 行）"
    assert str(caught.value) == f"“{subjects.AGENCY}/2023”按规则 balance 校核时出错：{why}。请告诉这条规则的作者。"


def test_machine_without_memory_is_no_fault_of_the_rule() -> None:
    def large(_about: Subject) -> Iterator[Finding]:
        raise MemoryError

    with pytest.raises(MemoryError):
        made_up(large).check(subject())


def test_rule_between_reports_that_fails_is_named_with_its_line() -> None:
    with pytest.raises(RuleError) as caught:
        replace(made_up(nothing), run_between=broken).check_between(District({}, {}, FormRegistry([])))
    assert f"按规则 balance 核对各单位的报告时出错：ZeroDivisionError(0)（{__name__} 第 {LINE} 行）" in str(
        caught.value
    )


@pytest.mark.parametrize(
    ("variant", "said"),
    [
        ("", "规则 made-up 的说法“text”要用“number”，问题的 args 里没有。请告诉这条规则的作者。"),
        ("other", "规则 made-up 的 wordings 里没有“other”这种说法。请告诉这条规则的作者。"),
    ],
)
def test_finding_that_its_rule_has_no_words_for_is_told_with_the_rule(
    variant: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wordless(about: Subject) -> Iterator[Finding]:
        yield about.finding("made-up", variant=variant)

    words = {"text": "多 {number} 件"}
    monkeypatch.setitem(gongkai.findings._registered, "made-up", words)
    with pytest.raises(RuleError) as caught:
        replace(made_up(wordless), code="made-up", wordings=words).check(subject())
    assert str(caught.value) == said


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("many requests", f"校核规则的代码“many requests”（{__name__}）不对：只能用小写字母、数字和连字符"),
        ("balance", f"校核规则的代码“balance”已由 gongkai.checks.rules.figures.balance 登记，{__name__} 请换一个。"),
    ],
)
def test_code_that_is_none_or_is_that_of_another_rule_is_refused(code: str, said: str) -> None:
    with pytest.raises(RuleError) as caught:
        rule(code, name="", statement="", english="", source="", wordings={})(nothing)
    assert said in str(caught.value)


def test_rules_of_a_package_that_cannot_be_imported_are_told_where_rules_are_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    absent = EntryPoint(name="x", value="tests.checks.no_such_module", group="gongkai.rules")
    monkeypatch.setattr(gongkai.checks.registry, "entry_points", lambda **_: [absent])
    monkeypatch.setattr(gongkai.checks.registry, "_faults", [])
    gongkai.checks.registry.import_rules()
    with pytest.raises(
        RuleError, match=r"^软件包提供的校核规则 tests\.checks\.no_such_module 无法装入：ModuleNotFound"
    ):
        all_rules()
