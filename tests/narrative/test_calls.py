"""Macro calls resolved against reports: what they print, and the reason why one is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gongkai.errors import UsageError
from gongkai.forms import FormRegistry, shipped_forms
from gongkai.narrative import MACROS, Slot, scan
from gongkai.narrative.calls import (
    ResolvedCall,
    figure_text,
    printed_call,
    resolve_call,
    share_text,
    sum_text,
    table_id,
)
from gongkai.reports import Report, load_report
from tests.yaml_texts import read_yaml

DATA: dict[str, Any] = read_yaml((Path(__file__).parent / "cases" / "calls.yml").read_text(encoding="utf-8"))
REGISTRY = FormRegistry(shipped_forms())
TEXTS = {"figure": figure_text, "total": sum_text, "share": share_text}


def load(key: str, text: str) -> Report:
    agency, year = key.split("/")
    report, findings = load_report(text, path=f"data/{key}.yml", agency=agency, year=int(year), registry=REGISTRY)
    assert {finding.code for finding in findings} <= {"form-shape"}, "a table may be missing, nothing else"
    assert report is not None
    return report


REPORTS = {key: load(key, text) for key, text in DATA["reports"].items()}


def slot_of(call: str) -> Slot:
    scanned = scan(f"{{{{ {call} }}}}")
    assert scanned.problems == ()
    return scanned.slots[0]


def page_of(case: dict[str, Any]) -> tuple[str, Report | None]:
    agency, _, year = case.get("page", "jia/2020").partition("/")
    return agency, REPORTS[f"{agency}/{year}"] if year else None


def other(slug: str, year: int) -> Report | None:
    return REPORTS.get(f"{slug}/{year}")


def resolve_case(case: dict[str, Any]) -> ResolvedCall | None:
    agency, own = page_of(case)
    return resolve_call(slot_of(case["call"]), own, other, agency=agency)


def case_name(case: dict[str, Any]) -> str:
    return f"{case['call']} {case.get('name', '')}".strip()


@pytest.mark.parametrize("case", [case for case in DATA["cases"] if "prints" in case], ids=case_name)
def test_figure_total_and_share_print(case: dict[str, Any]) -> None:
    call = resolve_case(case)

    assert call is not None
    assert TEXTS[slot_of(case["call"]).name](call) == case["prints"]


@pytest.mark.parametrize("case", DATA["cases"], ids=case_name)
def test_call_prints_words_in_a_sentence_and_nothing_for_a_block_or_a_fault(case: dict[str, Any]) -> None:
    agency, own = page_of(case)
    assert printed_call(slot_of(case["call"]), own, other, agency=agency) == case.get("prints", "")


@pytest.mark.parametrize("case", [case for case in DATA["cases"] if "table" in case], ids=case_name)
def test_table_call_names_the_table(case: dict[str, Any]) -> None:
    call = resolve_case(case)

    assert call is not None
    assert table_id(call) == case["table"]


@pytest.mark.parametrize("case", [case for case in DATA["cases"] if "error" in case], ids=case_name)
def test_refused_call_says_what_to_write(case: dict[str, Any]) -> None:
    with pytest.raises(UsageError) as raised:
        resolve_case(case)

    assert str(raised.value).startswith(case["error"])


@pytest.mark.parametrize(
    "case", [case for case in DATA["cases"] if not case.keys() & {"prints", "table", "error"}], ids=case_name
)
def test_call_without_arguments_resolves_to_none(case: dict[str, Any]) -> None:
    assert resolve_case(case) is None


def test_every_macro_has_cases() -> None:
    assert {slot_of(case["call"]).name for case in DATA["cases"]} == set(MACROS)
