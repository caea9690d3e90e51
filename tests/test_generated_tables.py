"""Generated tables and schemas are what is registered; a failing test names the command that writes them."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gongkai.checks import Rule, all_rules, registry
from gongkai.findings import Level
from tests.packages import run_with
from tests.write_tables import (
    COMMAND,
    FORMATS,
    MISTAKES,
    PAGES,
    RULES,
    levels,
    out_of_date,
    own_codes,
    with_rules,
    write,
)

if TYPE_CHECKING:
    from pathlib import Path

OWN = [rule for rule in all_rules() if rule.own]


@pytest.mark.slow
def test_what_an_installed_package_adds_comes_into_no_table_and_no_schema(root: Path, example_package: Path) -> None:
    code = (
        "from gongkai import formats; from gongkai.checks import rule_codes; "
        "from tests.write_tables import out_of_date; "
        "assert 'channel-total' in rule_codes().waivable and 'txt' in [item.name for item in formats()];"
        "print('differing:', *out_of_date())"
    )
    ran = run_with(example_package, "python", "-c", code, cwd=root)
    assert ran.output == "differing:\n"


def test_generated_tables_and_schemas_are_what_is_registered() -> None:
    assert list(out_of_date()) == [], f"run `{COMMAND}`"


def test_command_writes_what_is_out_of_date_and_nothing_else(root: Path, tmp_path: Path) -> None:
    for name in (*RULES, FORMATS, PAGES, MISTAKES):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / name, tmp_path / name)
    shutil.copytree(root / "data/.schema", tmp_path / "data/.schema")
    damaged = [PAGES, "data/.schema/gia-2019.json"]
    for name in damaged:
        text = (tmp_path / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("| 10 |", "| 12 |").replace("gia-2019", "gia"), encoding="utf-8")
    assert write(tmp_path) == damaged
    assert out_of_date(tmp_path) == {}
    assert (tmp_path / PAGES).read_bytes() == (root / PAGES).read_bytes()
    assert f"\n{COMMAND.removeprefix('make ')}:" in (root / "Makefile").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", RULES)
def test_rule_that_is_added_comes_into_the_table_and_one_that_is_gone_leaves_it(
    name: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (root / name).read_text(encoding="utf-8")
    added = replace(OWN[0], code="rule-of-a-test", number=None, english="few requests", statement="不多于 5 件。")
    monkeypatch.setitem(registry._rules, added.code, added)
    longer = with_rules(text, name)
    new = [line for line in longer.splitlines() if line not in text.splitlines()]
    assert len(new) == 1
    assert new[0].startswith("| `rule-of-a-test` | ")
    monkeypatch.delitem(registry._rules, added.code)
    assert with_rules(longer, name) == text


def test_rule_of_notices_alone_has_their_level_in_the_table() -> None:
    rule = replace(OWN[0], levels=(Level.NOTICE,))
    assert levels(rule) == "提醒"
    assert levels(replace(rule, levels=(Level.WARNING, Level.NOTICE))) == "提示"


def test_table_that_is_not_there_is_said_and_not_appended() -> None:
    with pytest.raises(ValueError, match="not one table"):
        with_rules("# no table", "README.md")


@pytest.mark.parametrize("name", RULES)
def test_every_other_code_of_the_tables_is_one_of_a_loader(name: str, root: Path) -> None:
    text = (root / name).read_text(encoding="utf-8")
    named = re.findall(r"`([a-z-]+)`", "\n".join(re.findall(r"(?m)^\| (`[a-z-]+`.*?) \|", text)))

    assert own_codes() <= set(named)
    assert [rule.code for rule in OWN if named.count(rule.code) != 1] == []


@pytest.mark.parametrize("rule", OWN, ids=lambda rule: str(rule.code))
def test_every_rule_is_registered_with_all_that_documents_say_of_it(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.code)
    assert all((rule.name, rule.statement, rule.english, rule.source, rule.wordings))
    assert re.search("[一-鿿]", rule.name + rule.source)
    assert rule.english.isascii()
    assert rule.number is None or re.fullmatch(r"R\d+(、R\d+)*", rule.number)
