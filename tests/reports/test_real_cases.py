"""Published reports as a clerk would write them: each loads without a finding and holds the document's figures.

The cases are YAML files in cases/real, one a report, named <agency>-<year>. What a document holds is listed beside
the repository, cell by cell, with what is wrong in it; where that folder is missing the comparison is skipped and
says so. The checks are asked only whether they find these faults; each rule has tests of its own.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gongkai.checks import Subject, run
from gongkai.figures import State
from gongkai.findings import Finding, Level
from gongkai.forms import FormRegistry, place_id, shipped_forms
from gongkai.reports import Agency, Report, load_report

FOLDER = Path(__file__).parent / "cases" / "real"
CASES = sorted(path.stem for path in FOLDER.glob("*.yml"))
SEED = "erligang-2020"

Cell = tuple[str, str | None, str | None]
"""What a cell holds: the number as written, its unit, its note; of a blank nothing."""
BLANK: Cell = ("", None, None)


def load(text: str, *, path: str, agency: str, year: int) -> Report:
    """Load a report that must load without a finding."""
    report, findings = load_report(text, path=path, agency=agency, year=year, registry=FormRegistry(shipped_forms()))
    assert findings == ()
    assert report is not None
    return report


def case(name: str) -> Report:
    """Load a case by its name."""
    path = FOLDER / f"{name}.yml"
    agency, _, year = name.rpartition("-")
    return load(path.read_text(encoding="utf-8"), path=f"data/{agency}/{year}.yml", agency=agency, year=int(year))


def cells(report: Report) -> dict[str, Cell]:
    """Return every cell of the report by its place."""
    assert report.form is not None
    by_place = {}
    for table, row, column in report.cells():
        model = report.form.table_index[table]
        row_id, column_id = model.rows[row].id, model.columns(row)[column].id
        figure = report.grids[table][row][column]
        assert figure.state in {State.GIVEN, State.BLANK}
        text = "" if figure.value is None else str(figure.value)
        by_place[place_id(report.form, table, row_id, column_id)] = (text, figure.unit, figure.note)
    return by_place


def published(folder: Path, name: str) -> dict[str, Any]:
    """Return what a document holds, numbers with their decimals as written."""
    path = folder / "seed" / "expected.json" if name == SEED else folder / "reports" / f"{name}.expected.json"
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    return loaded


def published_cells(document: dict[str, Any]) -> dict[str, Cell]:
    """Return every cell of a document by its place."""
    return {
        f"{table}.{column}" if table == "review" else f"{table}.{row}.{column}": published_cell(written)
        for table, rows in document["tables"].items()
        for row, columns in rows.items()
        for column, written in columns.items()
    }


def findings(name: str) -> tuple[Finding, ...]:
    """Return what the checks say of a case, other years of its agency at hand."""
    report = case(name)
    agency = Agency(slug=report.agency, name=report.agency, short=report.agency)

    def lookup(slug: str, year: int) -> Report | None:
        return case(f"{slug}-{year}") if f"{slug}-{year}" in CASES else None

    return run(Subject(report=report, agency=agency, registry=FormRegistry(shipped_forms()), lookup=lookup))


def plain_faults(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what is wrong in a document and can be seen without another one."""
    return [fault for fault in document.get("faults", []) if not fault["needs"]]


def fault_places(fault: dict[str, Any], document: dict[str, Any]) -> list[str]:
    """Return the places that a fault speaks of; without a row, every row that has figures and none in its column."""
    table, row, column = fault["table"], fault["row"], fault["col"]
    if row is not None:
        return [f"{table}.{row}.{column}"]
    return [
        f"{table}.{name}.{column}"
        for name, figures in document["tables"][table].items()
        if figures[column] is None and any(figure is not None for figure in figures.values())
    ]


def published_cell(written: Any) -> Cell:
    if written is None:
        return BLANK
    if isinstance(written, dict):
        return (written["value"], written.get("unit"), written.get("note"))
    return (str(written), None, None)


@pytest.mark.parametrize("name", CASES)
def test_real_report_loads_without_a_finding_and_nothing_is_added_up(name: str) -> None:
    report = case(name)

    assert not any(report.computed.values()), "the documents state their totals"
    assert report.absent == frozenset()


@pytest.mark.parametrize(
    ("name", "date"),
    [("pingtan-2020", "2021-03-05 08:58"), ("shuyang-2025", "2026-01-23"), ("shuyang-ndrc-2023", "2024-01-17")],
)
def test_real_report_is_dated_where_its_document_is(name: str, date: str) -> None:
    assert str(case(name).published) == date


def test_published_blank_total_stays_blank_when_its_row_has_figures() -> None:
    figure = case("shanghai-office-2019").figure("requests", "granted", "total")

    assert figure.state is State.BLANK


def test_amount_keeps_its_last_zero_and_the_unit_of_its_cell() -> None:
    assert cells(case("pingtan-2020"))["proactive.procurement.amount"] == ("73802895.90", "元", None)


def test_note_inside_a_cell_is_kept_beside_its_figure() -> None:
    by_place = cells(case("shanghai-office-2025"))

    assert by_place["proactive.rules.made"] == ("22", None, "其中修订16件")
    assert by_place["proactive.normative_documents.repealed"] == ("55", None, "含自然失效29件")


def test_rows_by_short_name_printed_label_or_id_answer_to_the_same_ids() -> None:
    assert case("shuyang-2025").figure("requests", "other_other", "total").value == 143
    assert case("huaian-2024").figure("requests", "other_other", "total").value == 110
    assert case("pingtan-2025").figure("requests", "other_other", "total").value == 1


def test_site_s_own_copy_has_the_figures_and_headers_of_the_case(root: Path) -> None:
    text = (root / "data" / "erligang" / "2020.yml").read_text(encoding="utf-8")
    report = load(text, path="data/erligang/2020.yml", agency="erligang", year=2020)

    assert cells(report) == cells(case(SEED))
    assert report.heads == case(SEED).heads
    assert report.published is None, "the document has no date, and none is invented"


def test_every_document_at_hand_is_a_case(shared: Path) -> None:
    documents = {path.name.removesuffix(".expected.json") for path in (shared / "reports").glob("*.expected.json")}

    assert {SEED, *documents} == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_every_cell_of_a_real_report_is_as_published(name: str, shared: Path) -> None:
    report, document = case(name), published(shared, name)

    assert report.form is not None
    assert report.form.id == document["form"]
    assert cells(report) == published_cells(document)


def test_faults_of_the_documents_are_found_in_their_figures(shared: Path) -> None:
    wanted, missed = 0, []
    for name in CASES:
        document = published(shared, name)
        fault_cells = {(finding.code, place) for finding in findings(name) for place in finding.cells}
        for fault in plain_faults(document):
            places = {(fault["code"], place) for place in fault_places(fault, document)}
            wanted += len(places)
            missed += sorted(places - fault_cells)

    assert missed == []
    assert wanted == 13, "two wrong outcome totals of 2020, eleven blank totals of 2019"


def test_nothing_is_at_error_level_in_documents_without_a_fault(shared: Path) -> None:
    clean = [name for name in CASES if not plain_faults(published(shared, name))]

    assert len(clean) == 7
    assert [finding for name in clean for finding in findings(name) if finding.level is Level.ERROR] == []


def test_blank_rows_and_missing_decimals_of_the_first_report_are_said_once_each() -> None:
    faults = [(item.code, item.row) for item in findings(SEED) if item.level is not Level.NOTICE]
    blank = ["denied_law", "denied_safety", "denied_state_secret", "granted", "partial"]

    assert sorted(faults, key=str) == [*[("blank", row) for row in blank], ("decimals", "procurement")]


def test_outcome_total_names_the_row_that_was_left_out() -> None:
    by_column = {finding.col: finding for finding in findings("pingtan-2020") if finding.code == "outcome-total"}

    assert {column: (finding.expected, finding.actual) for column, finding in by_column.items()} == {
        "natural_person": ("26", "20"),
        "total": ("27", "21"),
    }
    assert by_column["total"].cause is not None
    assert "部分公开" in str(by_column["total"].cause.args)
