"""Macro calls resolved against reports: what they print, and why one has no meaning."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai.errors import UsageError
from gongkai.forms import Shelf, shipped_forms
from gongkai.narrative import MACROS, Slot, scan
from gongkai.narrative.calls import Target, figure_text, share_text, sum_text, table_of, target
from gongkai.reports import Report, load_report

DATA: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "cases" / "calls.yml").read_text(encoding="utf-8"))
SHELF = Shelf(shipped_forms())
TEXTS = {"figure": figure_text, "total": sum_text, "share": share_text}


def load(key: str, text: str) -> Report:
    agency, year = key.split("/")
    report, findings = load_report(text, path=f"data/{key}.yml", agency=agency, year=int(year), shelf=SHELF)
    assert {finding.code for finding in findings} <= {"form-shape"}, "a table may be missing, nothing else"
    assert report is not None
    return report


REPORTS = {key: load(key, text) for key, text in DATA["reports"].items()}


def slot_of(call: str) -> Slot:
    found = scan(f"{{{{ {call} }}}}")
    assert found.problems == ()
    return found.slots[0]


def made_ready(case: dict[str, Any]) -> Target | None:
    agency, _, year = case.get("page", "jia/2020").partition("/")
    own = REPORTS[f"{agency}/{year}"] if year else None
    return target(slot_of(case["call"]), own, lambda slug, on: REPORTS.get(f"{slug}/{on}"), agency=agency)


def named(case: dict[str, Any]) -> str:
    return f"{case['call']} {case.get('name', '')}".strip()


@pytest.mark.parametrize("case", [case for case in DATA["cases"] if "prints" in case], ids=named)
def test_figure_total_and_share_print(case: dict[str, Any]) -> None:
    found = made_ready(case)

    assert found is not None
    assert TEXTS[slot_of(case["call"]).name](found) == case["prints"]


@pytest.mark.parametrize("case", [case for case in DATA["cases"] if "table" in case], ids=named)
def test_table_is_found(case: dict[str, Any]) -> None:
    found = made_ready(case)

    assert found is not None
    assert table_of(found) == case["table"]


@pytest.mark.parametrize("case", [case for case in DATA["cases"] if "error" in case], ids=named)
def test_call_without_a_meaning_says_what_to_write(case: dict[str, Any]) -> None:
    with pytest.raises(UsageError) as raised:
        made_ready(case)

    assert str(raised.value).startswith(case["error"])


@pytest.mark.parametrize(
    "case", [case for case in DATA["cases"] if not case.keys() & {"prints", "table", "error"}], ids=named
)
def test_call_without_arguments_needs_no_target(case: dict[str, Any]) -> None:
    assert made_ready(case) is None


def test_every_macro_has_cases() -> None:
    assert {slot_of(case["call"]).name for case in DATA["cases"]} == set(MACROS)
