"""Which codes of rules data may name depends on what is passed to the loader, not on what was imported before."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gongkai.checks import rule_codes
from gongkai.errors import FormError
from gongkai.forms import FormRegistry, load_form, shipped_forms
from gongkai.forms.schema import form_schema
from gongkai.reports import load_report
from tests.forms.lineages import ID, third_form_text
from tests.shipped import shipped_form

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.forms.codes import RuleCodes

CODES = rule_codes()
MORE = replace(CODES, identities=(*CODES.identities, "channel-total"), waivable=(*CODES.waivable, "channel-total"))
TEXT = """version: 1
form: gia-2021
published: 未载
status: published
waivers: [{{rule: {code}, at: 申请, reason: 无, date: 2024-01-10, office: 办公室}}]
"""
PROGRAM = """
import json, sys
if sys.argv[1] == "checks":
    import gongkai.checks
from gongkai.forms import FormRegistry, shipped_forms
from gongkai.reports import load_report
registry = FormRegistry(shipped_forms())
answers = []
for text in json.load(sys.stdin):
    report, findings = load_report(text, path="x", agency="a", year=2023, registry=registry)
    answers.append([len(report.waivers), [item.variant for item in findings if item.code == "syntax"]])
print(json.dumps({"imported": "gongkai.checks" in sys.modules, "answers": answers}))
"""


def waivers(code: str, codes: RuleCodes = CODES) -> int:
    registry = FormRegistry(shipped_forms(), codes)
    report, _ = load_report(TEXT.format(code=code), path="x", agency="a", year=2023, registry=registry)
    assert report is not None
    return len(report.waivers)


def test_explanation_may_name_the_codes_that_the_registry_has() -> None:
    assert waivers("channel-total") == 0
    assert waivers("channel-total", MORE) == 1
    assert waivers("stock") == 1


def test_form_may_state_the_codes_that_are_passed() -> None:
    text = third_form_text({"code: row-total": "code: channel-total"})
    with pytest.raises(FormError, match="没有代码为“channel-total”的规则"):
        load_form(text, path=f"{ID}.yml", codes=rule_codes())
    assert load_form(text, path=f"{ID}.yml", codes=MORE).states("channel-total")
    assert form_schema(shipped_form("gia-2019"), MORE)["definitions"]["rule"]["enum"] == list(MORE.waivable)


@pytest.mark.slow
def test_loading_does_not_depend_on_whether_the_rules_were_imported(root: Path) -> None:
    texts = json.dumps([TEXT.format(code=code) for code in ("unsafe-html", "carry-over", "channel-total")])
    with_rules, without = (
        json.loads(
            subprocess.run(
                [sys.executable, "-c", PROGRAM, imported], input=texts, check=True, cwd=root,
                capture_output=True, encoding="utf-8",
            ).stdout
        )
        for imported in ("checks", "nothing")
    )  # fmt: skip
    assert (with_rules["imported"], without["imported"]) == (True, False)
    assert len(without["answers"]) == 3
    assert with_rules["answers"] == without["answers"]


@pytest.mark.parametrize("code", ["roll-up", "plausibility"])
def test_code_of_a_rule_that_no_form_states_can_be_explained_but_not_stated(code: str) -> None:
    assert waivers(code) == 1
    for stated in ("code: row-total", "code: stock"):
        with pytest.raises(FormError, match=f"没有代码为“{code}”的规则"):
            load_form(third_form_text({stated: f"code: {code}"}), path=f"{ID}.yml", codes=rule_codes())


def test_form_that_ships_states_rules_that_there_are() -> None:
    """They are loaded without codes, as the rules cannot be asked there."""
    for form in shipped_forms():
        assert {item.code for item in form.identities} <= set(CODES.identities)
        assert {item.code for item in form.across} <= set(CODES.across)


def test_codes_are_offered_in_the_order_of_the_numbers_of_their_rules() -> None:
    assert CODES.identities == ("balance", "outcome-total", "row-total", "review-total")
    assert CODES.across == ("carry-over", "stock")
    assert CODES.waivable[:7] == (*CODES.identities, *CODES.across, "blank")


def test_forms_and_reports_of_a_site_are_loaded_with_the_codes_of_the_rules(root: Path) -> None:
    """Without codes any rule may be named, also one that does not run."""
    package = root / "macros" / "gongkai"
    calls = [
        (path.relative_to(package).as_posix(), node)
        for path in package.rglob("*.py")
        if re.search(r"\b(?:load_form|FormRegistry)\w*\(", source := path.read_text("utf-8"))
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") in {"load_form", "load_form_text", "FormRegistry"}
    ]
    without = [
        place
        for place, call in calls
        if len(call.args) < 2 and not any(item.arg == "codes" and not is_none(item.value) for item in call.keywords)
    ]
    assert len(calls) > 6
    assert set(without) == {"forms/registry.py"}


def is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None
