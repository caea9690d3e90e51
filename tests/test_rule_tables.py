"""The tables of rules in READMEs and manual are what rules are registered with; a failing test says what to paste."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from gongkai.checks import Rule, all_rules
from gongkai.findings import Level, say, wordings

if TYPE_CHECKING:
    from pathlib import Path

HEADS = {
    "README.md": "| code | what must hold |\n|---|---|",
    "README.zh-CN.md": "| 代码 | 应当如何 |\n|---|---|",
    "docs/manual/rules.md": "| 代码 | 名称 | 规则 | 依据 | 级别 |\n|---|---|---|---|---|",
}


def in_order() -> list[Rule]:
    """The rules by number, those without one last."""
    return sorted(all_rules(), key=lambda rule: (int((rule.number or "R99").partition("、")[0][1:]), rule.code))


def row(rule: Rule, name: str) -> str:
    """The line of a rule in one of the documents."""
    if name == "README.md":
        number = f"{rule.number.replace('、', ', ')}: " if rule.number else ""
        return f"| `{rule.code}` | {number}{rule.english} |"
    number = f"{rule.number}：" if rule.number else ""
    if name == "README.zh-CN.md":
        return f"| `{rule.code}` | {number}{rule.statement.rstrip('。')} |"
    levels = "、".join(say(f"levels.{level.value}") for level in rule.levels if level is not Level.NOTICE)
    return f"| `{rule.code}` | {rule.name} | {number}{rule.statement.rstrip('。')} | {rule.source} | {levels} |"


def table(name: str) -> str:
    return "\n".join([HEADS[name], *(row(rule, name) for rule in in_order())]) + "\n"


@pytest.mark.parametrize("name", HEADS)
def test_table_of_rules_is_what_they_are_registered_with(name: str, root: Path) -> None:
    text, wanted = (root / name).read_text(encoding="utf-8"), table(name)
    if wanted not in text:
        pytest.fail(f"{name}: replace the head of the table of rules and the lines of its rules by\n\n{wanted}")


@pytest.mark.parametrize("name", HEADS)
def test_every_other_code_of_the_tables_is_one_of_a_loader(name: str, root: Path) -> None:
    text = (root / name).read_text(encoding="utf-8").replace(table(name), "")
    rest = set(re.findall(r"`([a-z-]+)`", "\n".join(re.findall(r"(?m)^\| (`[a-z-]+`.*?) \|", text))))

    assert set(wordings()) - {rule.code for rule in all_rules()} <= rest
    assert not rest & {rule.code for rule in all_rules()}


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: str(rule.code))
def test_every_rule_is_registered_with_all_that_documents_say_of_it(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.code)
    assert all((rule.name, rule.statement, rule.english, rule.source, rule.wordings))
    assert re.search("[一-鿿]", rule.name + rule.source)
    assert rule.english.isascii()
    assert rule.number is None or re.fullmatch(r"R\d+(、R\d+)*", rule.number)
