"""Tables as data: a report in, the whole grid out, its notes and what they are tied to.

A file in cases/ holds the form, the report as a clerk writes it, and what is expected of its tables; keys that a
table does not name are not compared.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from gongkai.figures import written
from gongkai.forms import resolve
from gongkai.tables import HeadCell, TableView, build_table, place_key
from tests.tables.grids import body_rows, every_form, grid, load, rows_of
from tests.yaml_texts import read_yaml

if TYPE_CHECKING:
    from gongkai.reports import Report

FILES = sorted((Path(__file__).parent / "cases").glob("*.yml"))
CASES: dict[str, dict[str, Any]] = {path.stem: read_yaml(path.read_text(encoding="utf-8")) for path in FILES}
TABLES = [pytest.param(name, table, id=f"{name}-{table}") for name, case in CASES.items() for table in case["tables"]]


def report_of(name: str) -> Report:
    return load(CASES[name]["report"], year=CASES[name]["year"])


def shown(name: str, table: str) -> tuple[TableView, dict[str, Any]]:
    return build_table(report_of(name), table), CASES[name]["tables"][table]


def short(table: str, row: str, column: str) -> str:
    return column if table == "review" else f"{row}.{column}"


def marks(view: TableView) -> dict[str, list[int]]:
    notes = {row.cells[0].row: list(row.notes) for row in body_rows(view) if row.notes}
    for row in body_rows(view):
        notes |= {short(view.table, cell.row, cell.col): list(cell.notes) for cell in row.cells if cell.notes}
    return notes


def differs(view: TableView) -> dict[str, str]:
    cells = [cell for row in body_rows(view) for cell in row.cells]
    return {short(view.table, cell.row, cell.col): written(cell.differs) for cell in cells if cell.differs is not None}


def heads(view: TableView) -> dict[str, str]:
    """Return the texts of heads by the end of their ids."""
    cells = [cell for row in rows_of(view) for cell in row if isinstance(cell, HeadCell)]
    return {cell.id.rpartition("-c-" if "-c-" in cell.id else "-r-")[2].replace("-", "."): cell.text for cell in cells}


@pytest.mark.parametrize(("name", "table"), [item for item in TABLES if item.values[0] != "notes"])
def test_table_is_laid_out_as_the_form_prints_it(name: str, table: str) -> None:
    view, wanted = shown(name, table)

    assert grid(view) == wanted["grid"]
    assert view.width == wanted["width"]
    assert [[len(block.head), len(block.rows)] for block in view.blocks] == wanted["blocks"]
    assert view.caption == report_of(name).form.table_index[table].title  # type: ignore[union-attr]


@pytest.mark.parametrize(("name", "table"), [item for item in TABLES if item.values[0] == "notes"])
def test_notes_stand_below_the_table_and_are_tied_to_what_they_speak_of(name: str, table: str) -> None:
    view, wanted = shown(name, table)

    assert view.caption == wanted["caption"]
    assert [f"{note.number} {note.at}：{note.text}" for note in view.notes] == wanted["notes"]
    assert marks(view) == wanted["marks"]
    assert differs(view) == wanted.get("differs", {})
    texts = heads(view)
    expected = {**wanted.get("heads", {}), **wanted.get("rows", {})}
    assert {key: texts[key] for key in expected} == expected


def test_what_is_for_the_office_alone_is_in_no_table() -> None:
    report = report_of("notes")

    assert any(waiver.internal for waiver in report.waivers)
    assert "已电话核实" not in str(
        [build_table(report, table.id) for table in (report.form.tables if report.form else ())]
    )


@pytest.mark.parametrize("name", CASES)
def test_cell_is_marked_computed_where_no_total_was_written(name: str) -> None:
    report = report_of(name)
    assert report.form is not None
    for table in report.form.tables:
        view = build_table(report, table.id)
        marked = {
            (table.row_index[cell.row], table.column_index(table.row_index[cell.row], cell.col))
            for row in body_rows(view)
            for cell in row.cells
            if cell.computed
        }
        assert marked == report.computed[table.id]
        assert bool(marked) == (name != "notes" and table.id == "requests")


@pytest.mark.parametrize("form", every_form(), ids=lambda form: form.id)
def test_every_place_has_a_key_that_names_it_again(form: Any) -> None:
    texts = [section.number for section in form.sections]
    for table in form.tables:
        texts.append(table.name.short)
        for line in table.lines:
            row = f"{table.name.short}.{line.name.short}"
            texts.extend([row, *(f"{row}.{table.columns(line.row)[place].name.short}" for place in line.columns)])
    for text in texts:
        place = resolve(form, text)
        assert resolve(form, place_key(form, place)) == place, text
