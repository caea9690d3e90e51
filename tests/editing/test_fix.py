"""`gongkai fix`: what each slip becomes, what is left, and that mending twice changes nothing more."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from gongkai.checks import rule_codes
from gongkai.editing.fix import LoaderVerdict, MendedFile, SiteFile, TextKind, mended_file
from gongkai.forms import FormRegistry, shipped_forms
from gongkai.reports import load_report
from tests.yaml_texts import read_yaml

FOLDER = Path(__file__).parent / "cases"
SIGNS = {"→": "\t", "□": "\u3000", "␣": "\xa0", "◌": "\u200b"}
CASES: list[dict[str, Any]] = [
    {"kind": kind, **case}
    for name, kind in (("yaml", TextKind.REPORT), ("pages", TextKind.NARRATIVE))
    for case in read_yaml((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
]


@cache
def registry() -> FormRegistry:
    return FormRegistry(shipped_forms(), rule_codes())


def judge(text: str) -> LoaderVerdict:
    report, findings = load_report(text, path="x", agency="x", year=2025, registry=registry())
    return LoaderVerdict(findings, counted=report is not None and report.form is not None)


def fixed(data: bytes, kind: TextKind, *, hard_paragraphs: bool = False) -> MendedFile:
    loader = {"judge": judge} if kind is TextKind.REPORT else {}
    return mended_file(SiteFile("x", data, kind, **loader), hard_paragraphs=hard_paragraphs)


def signs(text: str) -> str:
    return text.translate(str.maketrans(SIGNS))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    before = signs(case["before"])
    after = before if case["after"] == "same" else signs(case["after"])
    hard = case.get("hard_paragraphs", False)
    file = fixed(before.encode(), case["kind"], hard_paragraphs=hard)
    assert file.change.after.decode() == after
    assert sorted(file.mends) == sorted(case.get("mends", []))
    assert [f"{item.line} {item.code}" for item in file.open_readings] == case.get("left", [])
    assert fixed(file.change.after, case["kind"], hard_paragraphs=hard).change.after.decode() == after
