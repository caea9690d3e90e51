"""Rules that fail, are defined wrongly or cannot be imported: one sentence, with the rule and the line to look at."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import EntryPoint
from typing import TYPE_CHECKING, Any

import pytest

import gongkai.checks.registry
import gongkai.findings
from gongkai.checks import District, Rule, all_rules, rule, run
from gongkai.errors import RuleError, UsageError
from gongkai.figures import State
from gongkai.findings import Level
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


BEGIN = f"{__file__}:{nothing.__code__.co_firstlineno}"
"""Where a function of this module begins."""
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
    why = f"ZeroDivisionError(0)（见 {__file__}:{LINE}）"
    assert str(caught.value) == f"“{subjects.AGENCY}/2023”按规则 balance 校核时出错：{why}。请告诉这条规则的作者。"


def test_machine_without_memory_is_no_fault_of_the_rule() -> None:
    def large(_about: Subject) -> Iterator[Finding]:
        raise MemoryError

    with pytest.raises(MemoryError):
        made_up(large).check(subject())


def test_rule_between_reports_that_fails_is_named_with_its_line() -> None:
    with pytest.raises(RuleError) as caught:
        replace(made_up(nothing), run_between=broken).check_between(District({}, {}, FormRegistry([])))
    assert f"按规则 balance 核对各单位的报告时出错：ZeroDivisionError(0)（见 {__file__}:{LINE}）" in str(caught.value)


@pytest.mark.parametrize(
    ("variant", "reason"),
    [
        ("", "的说法“text”要用“number”，问题的 args 里没有。请告诉这条规则的作者。"),
        ("other", "的 wordings 里没有“other”这种说法。请告诉这条规则的作者。"),
    ],
)
def test_finding_that_its_rule_has_no_words_for_is_reported_with_the_rule(
    variant: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wordless(about: Subject) -> Iterator[Finding]:
        yield about.finding("made-up", variant=variant)

    words = {"text": "多 {number} 件"}
    monkeypatch.setitem(gongkai.findings._registered, "made-up", words)
    with pytest.raises(RuleError) as caught:
        replace(made_up(wordless), code="made-up", wordings=words).check(subject())
    line = wordless.__code__.co_firstlineno
    assert str(caught.value) == f"规则 made-up（见 {__file__}:{line}）{reason}"


def none(_about: Subject) -> None:
    """Give nothing, as a function without ``yield`` does."""


def text(_about: Subject) -> Iterator[str]:
    yield "申请较多"


def error(about: Subject) -> Iterator[Finding]:
    yield about.finding("made-up", level=Level.ERROR)


def other(about: Subject) -> Iterator[Finding]:
    yield about.finding("balance", level=Level.WARNING)


@pytest.mark.parametrize(
    ("check", "reason"),
    [
        (none, "返回的是 NoneType，应当是 Finding 的序列（用 yield，或者一个列表）"),
        (text, "给出的是 str，应当是 Finding"),
        (error, "问题的级别是 Level.ERROR，登记的 levels 里只有 Level.WARNING、Level.NOTICE"),
        (other, "问题的代码写成了 balance"),
    ],
)
def test_what_is_no_finding_of_the_rule_is_reported_with_rule_report_and_line(check: Any, reason: str) -> None:
    rule = replace(made_up(check), code="made-up", levels=(Level.WARNING, Level.NOTICE))
    why = f"{reason}（见 {__file__}:{check.__code__.co_firstlineno}）"
    with pytest.raises(RuleError) as caught:
        rule.check(subject())
    assert str(caught.value) == f"“{subjects.AGENCY}/2023”按规则 made-up 校核时出错：{why}。请告诉这条规则的作者。"


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ({"table": "reqests"}, "没有标识为“reqests”的表，可写 proactive、requests、review"),
        ({"table": "requests", "row": "recieved"}, "没有标识为“recieved”的行，可写 received、"),
        ({"table": "requests", "row": "received", "col": "totl"}, "没有标识为“totl”的列，可写 natural_person、"),
        ({"table": "requests", "cells": (("received", "totl"),)}, "没有标识为“totl”的列，可写 natural_person、"),
        ({"cells": (("nix", "received", "total"),)}, "没有标识为“nix”的表，可写 "),
        ({"cells": (("received", "total"),)}, "cells 里的 ('received', 'total') 没有写是哪张表：写 table="),
        ({"table": "requests", "cells": "received.total"}, "cells 里的 'received.total' 不是一格：每项写（行，列）或"),
        ({"table": "requests", "cells": ("received", "total")}, "cells 里的 'received' 不是一格：每项写（行，列）或"),
    ],
)
def test_finding_at_a_place_that_the_form_has_not_is_reported_with_those_it_has(place: Any, reason: str) -> None:
    def astray(about: Subject) -> Iterator[Finding]:
        yield about.finding("made-up", **place)

    with pytest.raises(RuleError) as caught:
        replace(made_up(astray), code="made-up").check(subject())
    assert f"按规则 made-up 校核时出错：{reason}" in str(caught.value)
    assert f"（见 {__file__}:{astray.__code__.co_firstlineno + 1}）" in str(caught.value)


def test_exception_of_the_package_that_a_rule_raises_is_reported_with_the_rule() -> None:
    def astray(_about: Subject) -> Iterator[Finding]:
        raise UsageError("用法不对")

    with pytest.raises(RuleError, match="按规则 balance 校核时出错：用法不对（见 "):
        made_up(astray).check(subject())


@pytest.mark.parametrize(
    ("part", "value", "reason"),
    [
        ("levels", "warning", "写成一对括号，里面是会用到的级别，如 (Level.WARNING,)"),
        ("levels", Level.WARNING, "写成一对括号"),
        ("levels", (), "写成一对括号"),
        ("levels", ("warning",), "写成一对括号"),
        ("wordings", "多 {count} 件", "写成说法的名称和文字"),
        ("wordings", {"text": "多 {count 件"}, "写成说法的名称和文字"),
        ("wordings", {"text": "多 {} 件"}, "写成说法的名称和文字"),
        ("stated_under", "identity", "写 identities 或 across，不用的不写"),
        ("statement", None, "写成文字"),
        ("keys", "published", "写成说法的名称和数据里的键"),
        ("suits", "gia-2021", "写成一个函数，拿到格式（Form）"),
    ],
)
def test_part_of_the_wrong_shape_is_refused_when_the_rule_is_registered(part: str, value: Any, reason: str) -> None:
    parts = {"name": "x", "statement": "x", "english": "x", "source": "x", "wordings": {"text": "x"}, part: value}
    with pytest.raises(RuleError) as caught:
        rule("made-up", **parts)(nothing)
    line = nothing.__code__.co_firstlineno
    assert str(caught.value).startswith(f"校核规则 made-up（见 {__file__}:{line}）的 {part} 不能是 {value}：{reason}")
    assert "made-up" not in {item.code for item in all_rules()}


@pytest.mark.parametrize(
    ("line", "state"),
    [
        ("  本年新收: [twelve, 0, 0, 0, 0, 0]\n", State.UNREADABLE),
        ("  本年新收: [1, 0]\n", State.UNREADABLE),
        ("  本年新收x: [1, 0, 0, 0, 0, 0]\n", State.UNREADABLE),
        ("  上年结转: [1, 0, 0, 0, 0, 0]\n", State.BLANK),
    ],
)
def test_rule_knows_a_cell_that_was_not_readable_by_its_state_as_the_manual_says(line: str, state: State) -> None:
    report, _ = subjects.load(f"{TEXT}申请:\n{line}", year=2023)
    assert report is not None
    figure = report.figure("requests", "received", "natural_person")
    assert (figure.state, figure.value, figure.number) == (state, None, 0)
    assert report.figure("requests", "received", "total").state is state
    assert ("requests.received" in report.absent) is (state is State.BLANK)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("many requests", f"校核规则的代码“many requests”（见 {BEGIN}）不对：只能用小写字母、数字和连字符"),
        ("balance", f"校核规则的代码“balance”已由 gongkai.checks.rules.figures.balance 登记，请换一个（见 {BEGIN}）。"),
    ],
)
def test_code_that_is_none_or_is_that_of_another_rule_is_refused(code: str, reason: str) -> None:
    with pytest.raises(RuleError) as caught:
        rule(code, name="", statement="", english="", source="", wordings={})(nothing)
    assert reason in str(caught.value)


def test_rules_of_a_package_that_cannot_be_imported_are_reported_where_rules_are_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    absent = EntryPoint(name="x", value="tests.checks.no_such_module", group="gongkai.rules")
    monkeypatch.setattr(gongkai.checks.registry, "entry_points", lambda **_: [absent])
    monkeypatch.setattr(gongkai.checks.registry, "_faults", [])
    gongkai.checks.registry.import_rules()
    with pytest.raises(RuleError) as caught:
        all_rules()
    assert str(caught.value) == (
        '软件包“tests”在入口点 gongkai.rules 里登记的 x = "tests.checks.no_such_module" 是校核规则，无法装入：'
        "没有“tests.checks.no_such_module”这个模块，请核对名称。请告诉这个软件包的作者，或者卸载它。"
    )
