"""At which of its cells a finding is explained: at any or at all of them, as the finding itself says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gongkai.checks import run
from gongkai.errors import UsageError
from gongkai.findings import ExplainedAt, Finding, Level, message
from tests.checks import subjects

if TYPE_CHECKING:
    from gongkai.checks import Subject

BASE = (Path(__file__).parent / "cases/bases/consistent-2021.yml").read_text(encoding="utf-8")
CELLS = ("requests.received.total", "review.reconsideration.total")
WAIVER = "  - {{rule: placeholder, at: {at}, reason: 原件如此, date: 2024-01-10, office: 办公室}}\n"


def subject(*places: str) -> Subject:
    """A report that adds up, with an explanation of one code at each of some places."""
    waivers = "".join(WAIVER.format(at=place) for place in places)
    report, findings = subjects.load(f"{BASE}waivers:\n{waivers}", year=2023)
    assert findings == ()
    return subjects.subject(report)


def checked(subject: Subject, explained_at: ExplainedAt, **sides: str) -> dict[str, Finding]:
    """What is said of a finding at two cells, by code."""
    written = Finding(
        code="placeholder", level=Level.WARNING, path=subject.report.path, table="requests", cells=CELLS,
        explained_at=explained_at, **sides,
    )  # fmt: skip
    return {
        item.code: item
        for item in subjects.by_itself(subjects.without_others(run(subject, loading_findings=[written])))
    }


@pytest.mark.parametrize("sides", [{}, {"expected": "1", "actual": "2"}], ids=["no sides", "both sides"])
def test_finding_that_is_explained_at_any_cell_passes_with_one(sides: dict[str, str]) -> None:
    findings = checked(subject("申请.本年新收.总计"), ExplainedAt.ANY_CELL, **sides)
    assert {code: finding.level for code, finding in findings.items()} == {"placeholder": Level.WAIVED}


@pytest.mark.parametrize("sides", [{}, {"expected": "1", "actual": "2"}], ids=["no sides", "both sides"])
def test_finding_that_is_explained_at_all_cells_needs_each_of_them(sides: dict[str, str]) -> None:
    findings = checked(subject("申请.本年新收.总计"), ExplainedAt.ALL_CELLS, **sides)
    assert findings["placeholder"].level is Level.WARNING
    assert message(findings["waiver-unused"]) == (
        "情况说明（placeholder，申请.本年新收.总计）只说明了一部分，还缺：复议诉讼.行政复议.总计。请补上，或核对位置。"
    )
    findings = checked(subject("申请.本年新收.总计", "复议诉讼.行政复议"), ExplainedAt.ALL_CELLS, **sides)
    assert findings["placeholder"].level is Level.WAIVED


def test_many_cells_that_are_still_missing_are_counted() -> None:
    report, _ = subjects.load(
        f"{BASE}waivers:\n{WAIVER.format(at='复议诉讼.行政复议.总计')}",
        year=2023,
    )
    form = report.form
    assert form is not None
    cells = (CELLS[1], *(f"requests.{row.id}.total" for row in form.table_index["requests"].rows))
    written = Finding(code="placeholder", level=Level.WARNING, path=report.path, table="requests", cells=cells)
    findings = {item.code: item for item in run(subjects.subject(report), loading_findings=[written])}
    text = message(findings["waiver-unused"])
    assert "还缺：申请.本年新收.总计、申请.上年结转.总计、" in text
    assert text.endswith(f"等 {len(cells) - 1} 格。请补上，或核对位置。")


def test_finding_of_a_subject_may_name_cells_of_several_tables() -> None:
    finding = subject("申请.本年新收.总计").finding(
        "placeholder", table="requests", cells=(("received", "total"), ("review", "cases", "reconsideration.total"))
    )
    assert finding.cells == CELLS


def test_finding_without_a_table_of_its_own_may_name_cells() -> None:
    cell = ("requests", "received", "total")
    assert subject("申请.本年新收.总计").finding("placeholder", cells=(cell,)).cells == CELLS[:1]


def test_cell_without_a_table_is_refused_where_the_finding_has_none() -> None:
    with pytest.raises(UsageError, match="没有写是哪张表"):
        subject("申请.本年新收.总计").finding("placeholder", cells=(("received", "total"),))
