"""Sheets of tables that were made ready once are those that are written cell by cell, and serve no other report."""

from __future__ import annotations

import itertools
from collections import OrderedDict
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from gongkai.demo import demo_files
from gongkai.figures import BLANK, NOT_APPLICABLE, UNREADABLE, Figure, count
from gongkai.narrative import parse_narrative
from gongkai.renders.spreadsheet import sheet_frames, tidy_sheet
from gongkai.renders.spreadsheet.book import Book
from gongkai.renders.spreadsheet.tables import ready_tables
from gongkai.renders.spreadsheet.workbook import report_workbook
from gongkai.reports.layout import Layout
from gongkai.starting import fill_folder
from gongkai.workspace import Workspace
from tests.renders import workbooks
from tests.renders.workbooks import changed, export_of
from tests.tables.grids import every_form, zeros

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gongkai.forms import Form
    from gongkai.reports import Report

OTHERS = (
    *(BLANK, NOT_APPLICABLE, UNREADABLE, count(7), count(10**15), count(10**14)),
    *(Figure(Decimal("0.50")), Figure(Decimal("0.5")), Figure(Decimal(f"{10**15}.25"))),
    *(Figure(0, unit="件"), Figure(0, note="其中%s件"), Figure(Decimal("1.0"), unit="万元", spaced=False)),
)
"""Figures of every kind that a cell can show otherwise than a plain nought."""


@pytest.fixture(autouse=True)
def ready_titles(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Titles of the workbooks whose tables were ready, from a state in which none are."""
    titles: list[str] = []
    take = ready_tables._take

    def noted(book: Any, ready: Any, title: str, tables: Any) -> None:
        titles.append(title)
        take(book, ready, title, tables)

    monkeypatch.setattr(ready_tables, "_take", noted)
    monkeypatch.setattr(ready_tables, "_ready", OrderedDict())
    return titles


def cell_by_cell(report: Report, **more: Any) -> bytes:
    kept, ready_tables._ready = ready_tables._ready, OrderedDict()
    try:
        return report_workbook(export_of(report, **more))
    finally:
        ready_tables._ready = kept


def made_ready(report: Report) -> None:
    """See that the tables of reports of the same kinds are ready from now on: the second one is captured."""
    for _ in range(2):
        report_workbook(export_of(report))


def until_kept(report: Report) -> Iterator[bytes]:
    """The workbooks of a report, made again until that changes nothing of what is kept: from then on all are alike."""
    before = None
    while before != ready_tables._ready:
        before = OrderedDict(ready_tables._ready)
        yield report_workbook(export_of(report))


@pytest.mark.parametrize("form", every_form(), ids=lambda form: form.id)
def test_ready_tables_give_the_bytes_of_those_written_cell_by_cell(form: Form, ready_titles: list[str]) -> None:
    for report in (zeros(form), workbooks.added_up(zeros(form))):
        made_ready(report)
        before = len(ready_titles)
        assert report_workbook(export_of(report)) == cell_by_cell(report)
        assert len(ready_titles) == before + 1


@pytest.mark.slow
@pytest.mark.parametrize("form", every_form(), ids=lambda form: form.id)
def test_report_with_any_other_figure_gets_its_own_sheets(form: Form, ready_titles: list[str]) -> None:
    base = workbooks.added_up(zeros(form))
    made_ready(base)
    first = every_form().index(form)
    for number, table in enumerate(form.tables):
        cells = [(table.id, table.rows[place].id, table.columns(place)[place].id) for place in (0, -1)]
        others = OTHERS[(number + first) % 3 :: 3]  # each kind in one table of a form, and in another one of the next
        for cell, figure in itertools.product(cells, others):
            report = changed(base, {cell: figure})
            assert set(until_kept(report)) == {cell_by_cell(report)}
    assert ready_titles


@pytest.mark.slow
def test_reports_of_a_district_have_the_same_workbooks_however_they_are_made(
    tmp_path: Path, ready_titles: list[str]
) -> None:
    fill_folder(tmp_path, demo_files(2, 7, seed=3), force=False)
    workspace = Workspace(Layout(tmp_path, tmp_path / "data", tmp_path / "docs"), reserved=())
    for key in workspace.reports:
        export = workspace.report_export(*key)
        wanted = cell_by_cell(export.report, narrative=export.narrative)
        assert report_workbook(export_of(export.report, narrative=export.narrative)) == wanted
    assert len(ready_titles) > len(workspace.reports) / 2


def test_title_that_is_a_word_of_the_table_has_one_number(ready_titles: list[str]) -> None:
    (form, *_) = every_form()
    report = zeros(form)
    made_ready(report)
    named = replace(report, title=form.tables[0].rows[0].name.label)
    assert report_workbook(export_of(named)) == cell_by_cell(named)
    assert not ready_titles


def test_rows_of_the_tidy_sheet_are_laid_out_once_for_all_reports_of_a_kind() -> None:
    (form, *_) = every_form()
    tidy_sheet._pattern.cache_clear()
    for number in range(1, 6):
        narrative, _ = parse_narrative("# 报告\n" + "\n各有不同。\n" * number, path="docs/a/2021.md")
        report_workbook(export_of(zeros(form), narrative=narrative))
    assert tidy_sheet._pattern.cache_info().misses == 1


def test_few_shapes_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ready_tables, "_MOST", 2)
    for form in every_form():
        made_ready(zeros(form))
    assert len(ready_tables._ready) == 2


@pytest.mark.parametrize("form", every_form(), ids=lambda form: form.id)
def test_sheet_that_is_set_up_like_one_before_is_the_same(form: Form) -> None:
    """Of sheets set up alike XlsxWriter is asked once; they may differ in rows, texts, ranges and filters."""
    narratives = ["## 一、总体情况\n\n文字。\n", "# 报告\n\n" + "一段。\n\n" * 40, "---\ntitle: 其他\n---\n"]
    texts = [parse_narrative(text, path="docs/x/2023.md")[0] for text in narratives]
    reports = [zeros(form), workbooks.added_up(zeros(form))]
    alone = []
    for report, text in itertools.product(reports, texts):
        sheet_frames._frames.clear()
        alone.append(report_workbook(export_of(report, narrative=text)))
    together = [
        report_workbook(export_of(report, narrative=text)) for report, text in itertools.product(reports, texts)
    ]
    assert together == alone
    assert {kind for kind, *_ in sheet_frames._frames} == {"text", "tidy", "notes", "key"}


def test_row_is_hidden_or_has_a_height_and_nothing_else() -> None:
    book = Book(title="")
    sheet = book.sheet("表")
    sheet.write_string(0, 0, "文字")
    sheet.set_row(0, 20, None, {"level": 1})
    with pytest.raises(NotImplementedError):
        book.bytes()
