"""Errors of writing: every case file has exactly the findings that it names, all of them in one run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from gongkai.checks import rule_codes
from gongkai.figures import State, written
from gongkai.findings import Finding, as_annotation, as_json, as_text, message, ordered
from gongkai.forms import FormRegistry, place_id, resolve, shipped_forms
from gongkai.reports import Report, load_report
from tests.reports.writing import CASES, Case, read_case

if TYPE_CHECKING:
    from pathlib import Path

REGISTRY = FormRegistry(shipped_forms(), rule_codes())
BLANK, UNREADABLE = "空项", "读不出"


def load(case: Case) -> tuple[Report | None, tuple[Finding, ...]]:
    report, findings = load_report(case.text, path=case.path, agency=case.agency, year=case.year, registry=REGISTRY)
    return report, ordered(findings)


def described(case: Case, finding: Finding, expected: dict[str, Any]) -> dict[str, Any]:
    """Return the parts of a finding that the case speaks of, in its words."""
    parts: dict[str, Any] = {"code": finding.code, "level": finding.level.value}
    for key, part in expected.items():
        if key == "here":
            place = case.at(finding.line or 0, finding.column or 0)
            parts[key] = part if place.startswith(part) else place
        elif key == "says":
            parts[key] = part if part in message(finding) else message(finding)
        elif key != "level":
            parts[key] = getattr(finding, key)
    return parts


def printed(report: Report, place: str) -> str:
    assert report.form is not None
    cell = resolve(report.form, place).cell
    assert cell is not None, f"{place} is not one cell"
    figure = report.figure(*cell)
    return {State.BLANK: BLANK, State.UNREADABLE: UNREADABLE}.get(figure.state) or written(figure)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_report_has_the_findings_of_the_case_and_no_other(path: Path) -> None:
    case = read_case(path)
    _, findings = load(case)
    messages = "\n".join(as_text(finding) for finding in findings)

    assert len(findings) == len(case.expected), messages
    for finding, expected in zip(findings, case.expected, strict=True):
        assert described(case, finding, expected) == {"level": "error", **expected}, messages


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_figures_of_the_case_are_taken_as_it_says(path: Path) -> None:
    case = read_case(path)
    report, _ = load(case)
    if report is None:
        assert not case.cells
        assert case.computed is None
        return

    assert {place: printed(report, place) for place in case.cells} == case.cells
    assert sorted(report.absent) == sorted(case.absent)
    if case.computed is not None:
        assert report.form is not None
        expected = {resolve(report.form, place).cell for place in case.computed}
        assert computed(report) == expected


def computed(report: Report) -> set[tuple[str, str, str] | None]:
    """Return the cells that were added up, by ids."""
    form = report.form
    assert form is not None
    ids = set()
    for table, cells in report.computed.items():
        model = form.table_index[table]
        for row, column in cells:
            place = place_id(form, table, model.rows[row].id, model.columns(row)[column].id)
            ids.add(resolve(form, place).cell)
    return ids


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_finding_of_a_case_can_be_said_and_stands_in_its_file(path: Path) -> None:
    case = read_case(path)
    lines = case.text.splitlines() or [""]
    for finding in load(case)[1]:
        assert (finding.path, finding.agency, finding.year) == (case.path, case.agency, case.year)
        assert finding.line is not None
        assert 1 <= finding.line <= len(lines)
        assert finding.column is not None
        assert as_text(finding).startswith(f"{case.path}:{finding.line}:{finding.column} ")
        assert message(finding).endswith(("。", "？"))
        assert as_annotation(finding).count("\n") == 0
        assert as_json(finding)["cells"] == list(finding.cells)


def test_file_that_is_too_large_is_not_read() -> None:
    case = Case("case", 2024, "# " + "无" * 2_000_000, [], {}, None, [], None)
    report, (finding,) = load(case)

    assert report is None
    assert (
        as_text(finding)
        == "data/case/2024.yml:1:1 差错（文件写法 syntax）：文件过大（超过 2000000 字），不像一份年度报告。"
    )


@pytest.mark.parametrize("name", ["missing-row", "missing-row-where-totals-are-stated"])
def test_rows_that_are_proposed_are_taken_as_they_are_proposed(name: str) -> None:
    case = next(read_case(path) for path in CASES if path.stem == name)
    lines = case.text.splitlines()
    for finding in reversed(load(case)[1]):
        assert finding.line is not None
        lines.insert(finding.line - (finding.variant == "row-first"), f"  {dict(finding.args)['instead']}")
    whole = Case(case.agency, case.year, "\n".join(lines), [], {}, None, [], None)

    assert load(whole)[1] == ()
