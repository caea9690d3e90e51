"""Reports as CSV: tidy, the same as JSON cell by cell; and as printed, where every figure has its heads.

cases/erligang-2020.csv and -tables.csv are the first report as exported; every figure of the former has been compared
with the published document by way of the JSON. To accept a change, write them anew and read the difference.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from gongkai.figures import BLANK, NOT_APPLICABLE, Figure, Kind, written
from gongkai.forms import Form, FormRegistry, resolve, shipped_forms
from gongkai.renders.export import ReportExport
from gongkai.renders.export.csv_text import figure_cell, text_cell
from gongkai.renders.export.tidy import HEAD, STATUS
from gongkai.renders.formats.csv import tidy_csv
from gongkai.renders.formats.csv_tables import printed_csv
from gongkai.renders.formats.json import report_json
from gongkai.reports import Agency, Note, Report, load_agency, load_report
from gongkai.reports.agencies import Scope
from gongkai.reports.model import Retelling
from tests.office import run_office
from tests.shipped import shipped_form
from tests.tables.grids import every_form, numbered

AGENCY = Agency("a", "某街道办事处", "某街道")
CASES = Path(__file__).parent / "cases"


def export(report: Report, agency: Agency = AGENCY) -> ReportExport:
    return ReportExport(report, agency, "0" * 64)


def rows(data: bytes) -> list[list[str]]:
    text = data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def lines(report: Report, agency: Agency = AGENCY) -> list[dict[str, str]]:
    """The tidy export, a line by the names of its head."""
    head, *records = rows(tidy_csv(export(report, agency)))
    assert tuple(head) == HEAD
    return [dict(zip(head, line, strict=True)) for line in records]


def changed(form: Form, place: tuple[str, int, int], figure: Figure) -> Report:
    """A report with one figure changed."""
    report = numbered(form)
    table, row, column = place
    grid = [list(line) for line in report.grids[table]]
    grid[row][column] = figure
    return replace(report, grids={**report.grids, table: tuple(map(tuple, grid))})


def mixed(form: Form) -> Report:
    """A report with blanks, cells that do not apply, and figures; no stated total is the sum of its parts."""
    report = numbered(form)
    grids = {
        name: tuple(
            tuple((cell, BLANK, NOT_APPLICABLE)[(n + m) % 3] for m, cell in enumerate(line))
            for n, line in enumerate(grid)
        )
        for name, grid in report.grids.items()
    }
    return replace(report, grids=grids)


@pytest.fixture(scope="module")
def seed(root: Path) -> ReportExport:
    folder = root / "data" / "erligang"
    registry = FormRegistry(shipped_forms())
    agency, _ = load_agency((folder / "agency.yml").read_text(encoding="utf-8"), path="x", slug="erligang", reserved=())
    text = (folder / "2020.yml").read_text(encoding="utf-8")
    report, _ = load_report(text, path="x", agency="erligang", year=2020, registry=registry)
    assert report is not None
    assert agency is not None
    return export(report, agency)


@pytest.mark.parametrize("make", [numbered, mixed])
@pytest.mark.parametrize("form", every_form(), ids=lambda form: form.id)
def test_tidy_lines_say_what_the_observations_of_json_say(form: Form, make: Any) -> None:
    report = make(form)
    document = json.loads(report_json(export(report)))

    def fields(item: dict[str, Any]) -> list[str]:
        values = (item["value"], item["unit"], STATUS[item["status"]], item["note"], item["computed"], "编制机关")
        names = (document["agency"]["id"], document["form"], item["table"], item["row"], item["column"])
        return ["" if value is None else str(value) for value in (*values, *names)]

    tidy_lines = lines(report)
    assert [list(line.values())[6:] for line in tidy_lines] == [fields(item) for item in document["observations"]]
    assert {(line["行政机关"], line["年度"]) for line in tidy_lines} == {("某街道办事处", str(report.year))}


def test_tidy_line_says_that_its_report_is_retold() -> None:
    report = numbered(shipped_form("gia-2021"))
    retold = replace(report, retold=Retelling("某某项目", "原机关网站"))
    sources = [{line["来源"] for line in lines(item)} for item in (report, retold)]
    assert sources == [{"编制机关"}, {"非官方转述"}]
    assert [rows(printed_csv(export(item)))[1] for item in (report, retold)] == [
        [],
        ["非官方转述（转述者：某某项目），以原机关公布为准。原件：原机关网站"],
    ]


def test_tidy_line_says_whose_figures_it_holds_so_that_consolidated_reports_can_be_left_out_of_a_sum() -> None:
    report = numbered(shipped_form("gia-2019"))
    scopes = [{line["报告范围"] for line in lines(report, replace(AGENCY, scope=scope))} for scope in (*Scope, None)]
    assert scopes == [{"本机关"}, {"本级政府（汇总）"}, {"未注明"}]


@pytest.mark.parametrize("form", every_form(), ids=lambda form: form.id)
def test_labels_of_a_tidy_line_are_those_of_the_form_and_tell_its_cells_apart(form: Form) -> None:
    tidy_lines = lines(numbered(form))
    assert len({(line["表"], line["行"], line["列"]) for line in tidy_lines}) == len(tidy_lines)
    for line in tidy_lines:
        table = form.table_index[line["表代号"]]
        row = table.rows[table.row_index[line["行代号"]]]
        assert line["表"] == table.title
        assert line["行"].endswith(row.name.label)
        assert all(group.label in line["行"] for group in row.groups)


def test_tidy_line_has_unit_remark_and_sum_of_a_stated_total() -> None:
    form = shipped_form("gia-2019")
    report = changed(form, ("requests", 0, 0), Figure(3, note="其中网上 1 件"))
    by_cell = {(line["行代号"], line["列代号"]): line for line in lines(report)}
    received = by_cell["received", "natural_person"]
    assert (received["数值"], received["附注"], received["状态"]) == ("3", "其中网上 1 件", "填报")
    total = by_cell["received", "total"]
    assert (total["状态"], total["各项之和"]) == (
        "填报合计",
        str(sum(int(by_cell["received", name]["数值"]) for name in PARTS)),
    )
    assert by_cell["procurement", "amount"]["数值"].endswith(".50")


PARTS = ("natural_person", "enterprise", "research", "public_interest", "legal_service", "other")


@pytest.mark.parametrize("form", every_form(), ids=lambda form: form.id)
def test_printed_tables_have_every_figure_once_and_as_written(form: Form) -> None:
    report = replace(numbered(form), computed={table.id: frozenset() for table in form.tables})
    cells = [cell for line in rows(printed_csv(export(report))) for cell in line]
    for table, row, column in report.cells():
        text = written(report.grids[table][row][column])
        assert cells.count(text) == 1, text


@pytest.mark.parametrize("form", every_form(), ids=lambda form: form.id)
def test_every_figure_as_printed_has_its_heads_in_its_row_and_column(form: Form) -> None:
    report = numbered(form)
    grid = rows(printed_csv(export(report)))
    places = {cell: (top, left) for top, line in enumerate(grid) for left, cell in enumerate(line)}
    for table, row, column in report.cells():
        model = form.table_index[table]
        top, left = places[written(report.grids[table][row][column])]
        title = next(n for n in range(top, -1, -1) if grid[n] == [model.title])
        above = {line[left] for line in grid[title + 1 : top] if len(line) > left}
        assert set(model.columns(row)[column].heads) <= above
        if model.rows[row].printed:
            wanted = {*(group.label for group in model.rows[row].groups), model.rows[row].name.label}
            assert wanted == {cell for cell in grid[top][:left] if cell in wanted}


def test_blank_stays_empty_and_not_applicable_stays_written() -> None:
    form = shipped_form("gia-2021")
    blank, without = changed(form, ("requests", 0, 1), BLANK), changed(form, ("requests", 0, 1), NOT_APPLICABLE)
    label = form.table_index["requests"].rows[0].name.label
    for report, text in ((blank, ""), (without, "不适用")):
        line = next(line for line in rows(printed_csv(export(report))) if line[:1] == [label])
        assert line[4] == text


def test_notes_stand_below_their_table() -> None:
    form = shipped_form("gia-2019")
    report = replace(numbered(form), notes=(Note("申请.本年新收", resolve(form, "requests.received"), "含\n网上申请"),))
    printed = rows(printed_csv(export(report)))
    at = printed.index(["表注"])
    assert printed[at + 1][0].endswith("：含\n网上申请")
    assert printed[at + 1][0].startswith("1. ")
    assert printed[at - 1][0] == form.table_index["requests"].rows[-1].name.label


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "－2", "\ufeff=1"]
)
def test_text_that_would_start_a_formula_gets_an_apostrophe(text: str) -> None:
    assert text_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "一、本年新收", "1.属于国家秘密", "（一）=", "a=b", "—", "3-2"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert text_cell(text) == text


@pytest.mark.parametrize(
    ("text", "cell"),
    [("-3", "-3"), ("-3.50", "-3.50"), ("12", "12"), ("", ""), ("-3（=1+1）", "'-3（=1+1）"), ("-3 件", "'-3 件")],
)
def test_negative_numbers_stay_numbers_and_what_is_more_is_text(text: str, cell: str) -> None:
    assert figure_cell(text) == cell


def formulas(form: Form) -> ReportExport:
    """A report whose every text of people starts a formula, and whose change is a decrease."""
    where = next(
        (table.id, row, column)
        for table in form.tables
        for row in range(len(table.rows))
        for column, head in enumerate(table.columns(row))
        if head.kind is Kind.CHANGE
    )
    report = changed(form, where, Figure(-3))
    grid = [list(line) for line in report.grids["requests"]]
    grid[0][0] = Figure(7, note="=1+1")
    report = replace(report, title="=1+1", grids={**report.grids, "requests": tuple(map(tuple, grid))})
    return export(report, Agency("-1", "=1+1", "+1"))


def test_no_cell_of_either_file_starts_a_formula_and_a_decrease_is_a_number() -> None:
    for data in (tidy_csv(formulas(shipped_form("gia-2019"))), printed_csv(formulas(shipped_form("gia-2019")))):
        cells = [cell for line in rows(data) for cell in line]
        assert "-3" in cells
        assert [cell for cell in cells if cell[:1] in tuple("=+@\t\r-")] == ["-3"]
        assert any(cell.startswith("'=1+1") for cell in cells)


@pytest.mark.heavy
def test_spreadsheet_reads_figures_as_numbers_and_runs_nothing(tmp_path: Path) -> None:
    if not shutil.which("soffice"):
        pytest.skip("needs LibreOffice (Debian: libreoffice-calc-nogui)")
    export_of = formulas(shipped_form("gia-2019"))
    files = {"report": tidy_csv(export_of), "tables": printed_csv(export_of), "unguarded": b"=1+1,-3\r\n"}
    for name, data in files.items():
        (tmp_path / f"{name}.csv").write_bytes(data)
    evaluating = "--infilter=CSV:44,34,76,1,,0,false,true,false,false,false,0,true"
    paths = [str(tmp_path / f"{name}.csv") for name in files]
    run_office(evaluating, "--convert-to", "xlsx", "--outdir", str(tmp_path), *paths, folder=tmp_path)
    for name in files:
        sheet = zipfile.ZipFile(tmp_path / f"{name}.xlsx").read("xl/worksheets/sheet1.xml").decode()
        assert ("<f" in re.sub(r"<f\w", "", sheet)) == (name == "unguarded")
        book = CalamineWorkbook.from_path(tmp_path / f"{name}.xlsx")
        assert -3 in [cell for line in book.get_sheet_by_index(0).to_python() for cell in line]


@pytest.mark.parametrize(("name", "make"), [("erligang-2020.csv", tidy_csv), ("erligang-2020-tables.csv", printed_csv)])
def test_first_report_is_exported_as_ever(name: str, make: Any, seed: ReportExport) -> None:
    data = make(seed)
    assert data == (CASES / name).read_bytes()
    assert data.startswith("\ufeff".encode())
    assert data.count(b"\r\n") == data.count(b"\n")


def test_tidy_figures_of_the_first_report_are_the_published_ones(seed: ReportExport, shared: Path) -> None:
    published = json.loads((shared / "seed" / "expected.json").read_text(encoding="utf-8"))["tables"]
    for line in lines(seed.report, seed.agency):
        value = published[line["表代号"]][line["行代号"]][line["列代号"]]
        assert line["数值"] == ("" if value is None else str(value))
