"""Workbooks of ours come in again: every cell by its marks, the text as it was, and whatever is wrong by its place."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from gongkai.errors import ReadError
from gongkai.figures import Figure, Kind, Reading, read, written
from gongkai.forms import FormRegistry, resolve, shipped_forms
from gongkai.importing import ImportResult, Job, Options, import_files, lines
from gongkai.importing.wording.remarks import remark_text
from gongkai.narrative import parse_narrative
from gongkai.readers.document import GridCell, SourceGrid
from gongkai.readers.formats.xlsx import read_xlsx
from gongkai.readers.remarks import Doubt, Remark
from gongkai.readers.workbook import OwnWorkbook, own_workbook
from gongkai.renders.formats.json import report_json
from gongkai.renders.spreadsheet.workbook import report_workbook
from gongkai.reports import Agency, Correction, Note, Status, Waiver
from gongkai.reports.layout import Layout
from gongkai.reports.loading.fields import moment
from gongkai.workspace import Workspace
from tests.examples import some
from tests.renders import workbooks
from tests.renders.workbooks import export_of
from tests.shipped import shipped_form
from tests.site.sites import Site
from tests.tables.grids import numbered, zeros

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gongkai.readers.document import Document
    from gongkai.renders.export import ReportExport
    from gongkai.reports import Report
    from tests.conftest import DemoSources

pytestmark = pytest.mark.usefixtures("reads_here")

OLD, NEW = shipped_form("gia-2019"), shipped_form("gia-2021")
REGISTRY = FormRegistry(shipped_forms())
RECEIVED = ("requests", "received", "natural_person")


def layout(folder: Path) -> Layout:
    (folder / "data").mkdir(parents=True, exist_ok=True)
    (folder / "docs").mkdir(exist_ok=True)
    return Layout(folder, folder / "data", folder / "docs")


def opened(folder: Path) -> Workspace:
    return Workspace(layout(folder), reserved=())


def brought_in(folder: Path, *files: Path, force: bool = False) -> tuple[ImportResult, ...]:
    """Import files, each named as its agency, with a year behind it or without."""
    return imported(layout(folder), *files, force=force)


def imported(site: Layout, *files: Path, force: bool = False) -> tuple[ImportResult, ...]:
    """The same, into any site."""
    jobs = [Job(file, file.stem.partition("-")[0], None, None, file.name) for file in files]
    items, _ = import_files(
        site, jobs, Options(force=force), judge=lambda copy: Workspace(copy, reserved=()).findings_of
    )
    return items


def saved(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def read_again(data: bytes) -> OwnWorkbook:
    own = own_workbook(read_xlsx(data, name="a.xlsx"), REGISTRY, name="a.xlsx")
    assert own is not None
    return own


def facts(export: ReportExport) -> dict[str, Any]:
    """What JSON says of a report, but for the hash, which counts the comments of its files too."""
    return {**json.loads(report_json(export)), "source_sha256": ""}


@pytest.mark.slow
def test_every_report_comes_in_as_it_was_figures_text_notes_and_all(
    root: Path, demo_sources: DemoSources, tmp_path: Path
) -> None:
    compared = 0
    for number, folder in enumerate((root, demo_sources(2, 7))):
        first = Workspace(Layout(folder, folder / "data", folder / "docs"), reserved=())
        keys = some(list(first.reports))
        files = [
            saved(tmp_path / f"{number}/{slug}-{year}.xlsx", first.export(slug, year, "xlsx")) for slug, year in keys
        ]
        items = brought_in(tmp_path / f"site{number}", *files)
        assert [item.exit_code for item in items] == [0] * len(files)
        second = opened(tmp_path / f"site{number}")
        for key in keys:
            report = first.reports[key]
            assert facts(second.report_export(*key)) == facts(first.report_export(*key)), key
            narratives = [site.narrative(*key) for site in (first, second)]
            assert narratives[0] is not None
            assert narratives[1] is not None
            assert narratives[1].text == narratives[0].page_text, key
            again = second.reports[key]
            assert (again.status, again.heads, again.computed) == (report.status, report.heads, report.computed)
            compared += 1
    assert compared == 1 + len(some(range(14)))


@pytest.mark.parametrize("make", [workbooks.sparse, workbooks.mixed, numbered])
@pytest.mark.parametrize("form", shipped_forms(), ids=lambda form: form.id)
def test_blanks_what_does_not_apply_and_totals_stated_or_not_come_in_as_they_are(
    form: Any, make: Callable[[Any], Report], tmp_path: Path
) -> None:
    report = make(form)
    brought_in(tmp_path / "site", saved(tmp_path / "a.xlsx", report_workbook(export_of(report))))
    again = opened(tmp_path / "site").report_export("a", report.year)
    assert facts(again)["observations"] == facts(export_of(report))["observations"]


def test_units_remarks_and_decimal_places_of_cells_come_in_as_they_were(tmp_path: Path) -> None:
    amount = read("251000.50 元", Kind.AMOUNT)
    assert isinstance(amount, Reading)
    figures = {
        ("proactive", "procurement", "amount"): amount.figure,
        RECEIVED: Figure(22, unit="件", note='其中修订 16 件，含 "x"', spaced=False),
        ("requests", "received", "enterprise"): Figure(3, note="=1+1"),
    }
    report = workbooks.changed(zeros(OLD), figures)
    brought_in(tmp_path / "site", saved(tmp_path / "a.xlsx", report_workbook(export_of(report))))
    again = opened(tmp_path / "site").reports["a", report.year]
    for cell, figure in figures.items():
        assert again.figure(*cell) == figure
        assert written(again.figure(*cell)) == written(figure)


def test_what_a_report_says_beside_its_figures_comes_in_but_for_what_is_internal(tmp_path: Path) -> None:
    place = resolve(OLD, "申请.本年新收")
    report = replace(
        zeros(OLD),
        title="<某>&“街道”𠮷报告",
        published=moment("2020-01-20 08:58"),
        status=Status.REVIEWED,
        heads=((resolve(OLD, "主动公开.政府集中采购.采购总金额"), "采购总金额（万元）"),),
        notes=(Note("申请.本年新收", place, "=1+1\n第二行"),),
        waivers=(Waiver("blank", "申请.本年新收", place, "原件为空", "2021-02-01", "办公室", "内部", (1, 1)),),  # type: ignore[arg-type]
        corrections=(
            Correction("申请.本年新收.自然人", resolve(OLD, "申请.本年新收.自然人"), "2021-03-01", "7", "0", "录入"),
        ),
    )
    agency = Agency("a", "=某<街道>&“办事处”𠮷", "某")
    items = brought_in(tmp_path / "site", saved(tmp_path / "a.xlsx", report_workbook(export_of(report, agency))))
    site = opened(tmp_path / "site")
    again = site.reports["a", 2019]
    assert site.agencies["a"].name == agency.name
    assert (again.title, again.published, again.status) == (report.title, report.published, Status.REVIEWED)
    assert again.heads == report.heads
    assert [(note.at, note.text) for note in again.notes] == [("申请.本年新收", "=1+1\n第二行")]
    assert [(item.rule, item.reason, item.date, item.office, item.internal) for item in again.waivers] == [
        ("blank", "原件为空", "2021-02-01", "办公室", None)
    ]
    assert again.corrections == report.corrections
    assert not [remark for remark in items[0].remarks if not remark.sure]


def shifted(data: bytes) -> Document:
    """The document of a workbook after somebody has put in rows and columns, sorted rows and renamed sheets."""
    document = read_xlsx(data, name="a.xlsx")
    blocks = []
    for grid in document.grids():
        if grid.origin.sheet == "gongkai":
            blocks.append(grid)
            continue
        rows = [(GridCell(""), *row) for row in grid.rows]
        lines = [number for number, row in enumerate(rows) if row[-1].text.startswith("row:")][:2]
        for one, other in zip(lines, lines[::-1], strict=True):
            rows[one] = (GridCell(""), *grid.rows[other])
        empty = tuple(GridCell("") for _ in rows[0])
        moved = (rows[0], empty, *rows[1:5], empty, *rows[5:])
        blocks.append(replace(grid, rows=moved, origin=grid.origin._replace(sheet=f"甲{grid.origin.block}")))
    return replace(document, blocks=tuple(blocks))


def test_figures_are_found_by_their_marks_wherever_they_have_moved() -> None:
    report = numbered(NEW)
    data = report_workbook(export_of(report))
    moved = own_workbook(shifted(data), REGISTRY, name="a.xlsx")
    assert moved is not None
    assert moved.matched.figures == read_again(data).matched.figures
    assert len(moved.matched.figures) == sum(1 for _ in report.cells())


Rows = list[list[str]]


def altered(data: bytes, sheet: str, change: Callable[[Rows], None]) -> Document:
    """The document of a workbook after somebody has changed texts of a sheet; an empty name means all of them."""
    document = read_xlsx(data, name="a.xlsx")
    blocks = []
    for grid in document.grids():
        rows = [[cell.text for cell in row] for row in grid.rows]
        if sheet in ("", grid.origin.sheet):
            change(rows)
        cells = tuple(tuple(GridCell(text, grid.origin) for text in row) for row in rows)
        blocks.append(SourceGrid(cells, grid.origin))
    return replace(document, blocks=tuple(blocks))


def own_of(document: Document) -> OwnWorkbook:
    own = own_workbook(document, REGISTRY, name="a.xlsx")
    assert own is not None
    return own


def typed(report: Report, entries: dict[Any, Any], **more: Any) -> bytes:
    """The workbook of a report with something typed into cells of the form."""
    data = report_workbook(export_of(report, **more))
    at = workbooks.places(data)
    return workbooks.typed(data, {at[cell]: value for cell, value in entries.items()})


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        ("十二", "原件是“十二”，不是数，先空着。"),
        (-3, "原件是“-3”，这一列不该有负数，先空着。"),
        (1.5, "原件是“1.5”，件数不该有小数，先空着。"),
        ("3万元", "原件是“3万元”，件数不该带金额单位，先空着。"),
    ],
)
def test_wrong_entry_is_said_with_its_sheet_and_cell_and_leaves_the_cell_open(
    entry: Any, sentence: str, tmp_path: Path
) -> None:
    (item,) = brought_in(tmp_path / "site", saved(tmp_path / "a.xlsx", typed(zeros(NEW), {RECEIVED: entry})))
    printed = list(lines([item], {form.id: form for form in shipped_forms()}, dry_run=False))
    assert f"a.xlsx：工作表“申请表”D8 请核对：申请表“一、本年新收政府信息公开申请数量”“自然人”：{sentence}" in printed
    assert (item.exit_code, item.status) == (1, Status.DRAFT)
    assert opened(tmp_path / "site").reports["a", 2021].figure(*RECEIVED).value is None
    assert sentence in (tmp_path / "site/data/a/2021.yml").read_text(encoding="utf-8")


def test_words_in_brackets_beside_a_figure_are_said_with_the_figure_that_was_taken() -> None:
    data = typed(zeros(NEW), {RECEIVED: "12（其中线上1件）", ("requests", "granted", "natural_person"): "10（2）"})
    remarks = [remark_text(remark, NEW) for remark in own_of(read_xlsx(data, name="a.xlsx")).matched.remarks]
    assert any("原件是“12（其中线上1件）”，记作 12，括号里的字照录" in remark for remark in remarks)
    assert any("原件是“10（2）”，暂记作 10，括号里也有数" in remark for remark in remarks)


def test_figure_that_is_typed_over_another_is_taken_and_sums_follow(tmp_path: Path) -> None:
    report = workbooks.added_up(zeros(NEW))
    brought_in(tmp_path / "site", saved(tmp_path / "a.xlsx", typed(report, {RECEIVED: 7})))
    again = opened(tmp_path / "site").reports["a", 2021]
    assert again.figure(*RECEIVED) == Figure(7)
    assert again.figure("requests", "received", "total") == Figure(7)


def test_total_that_is_typed_over_a_formula_is_said_and_not_taken(tmp_path: Path) -> None:
    report = workbooks.added_up(zeros(NEW))
    entries = {("requests", "received", "total"): 9}
    (item,) = brought_in(tmp_path / "site", saved(tmp_path / "a.xlsx", typed(report, entries)))
    printed = "\n".join(lines([item], {NEW.id: NEW}, dry_run=False))
    assert (
        "工作表“申请表”J8 请核对：申请表“一、本年新收政府信息公开申请数量”“总计”：合计是“9”，各项相加为 0。" in printed
    )
    assert opened(tmp_path / "site").reports["a", 2021].figure("requests", "received", "total") == Figure(0)


def test_totals_that_no_program_has_calculated_are_said_once_and_are_no_blanks() -> None:
    def change(rows: Rows) -> None:
        for row in rows:
            if row[-1].startswith("row:") and "total" in row[-1].split():
                row[9] = ""

    data = report_workbook(export_of(workbooks.added_up(zeros(NEW))))
    own = own_of(altered(data, "申请表", change))
    totals = {cell for cell in own.matched.computed or () if cell[0] == "requests" and cell[2] == "total"}
    assert totals
    assert not totals & own.matched.figures.keys()
    (remark,) = own.matched.remarks
    assert remark_text(remark, NEW).startswith(f"申请表：有 {len(totals)} 个合计没有算出结果")
    assert len(own.matched.figures) == sum(1 for _ in NEW.positions) - len(totals)
    of_others = remark_text(Remark(Doubt.UNREADABLE, "text", text="公式没有结果"), NEW)
    assert "请用 Excel 或 WPS 打开原件" in of_others


TEXT = """\
# 题

{{ report_header() }}

## 一、总体情况

本年新收 {{ figure("申请.本年新收.自然人") }} 件，**很多**。

第二段。

- 其一
- 其二

{{ table("申请") }}
"""


def edited(change: Callable[[Rows], None]) -> OwnWorkbook:
    """The workbook of a report with the text above, after somebody has changed rows of its sheet of text."""
    narrative, _ = parse_narrative(TEXT, path="docs/a/2021.md")
    return own_of(altered(report_workbook(export_of(zeros(NEW), narrative=narrative)), "文字部分", change))


def row_of(rows: Rows, text: str) -> int:
    return next(number for number, row in enumerate(rows) if row[0].endswith(text))


def test_text_that_nobody_has_touched_is_the_same_to_the_byte() -> None:
    own = edited(lambda _: None)
    assert own.page == TEXT
    assert own.matched.remarks == ()


def test_changed_paragraph_is_taken_as_plain_text_and_said() -> None:
    def change(rows: Rows) -> None:
        rows[row_of(rows, "很多。")][0] = "本年新收 9 件，<b>*多*</b> {{ x }}。"

    own = edited(change)
    assert own.page == TEXT.replace(
        '本年新收 {{ figure("申请.本年新收.自然人") }} 件，**很多**。',
        "本年新收 9 件，&lt;b&gt;\\*多\\*&lt;/b&gt; &#123;&#123; x &#125;&#125;。",
    )
    (remark,) = own.matched.remarks
    assert (remark.code, remark.sure, remark.origin.sheet) == ("text-edited", False, "文字部分")
    assert [text for _, text in own.typed] == ["本年新收 9 件，<b>*多*</b> {{ x }}。"]


def test_changed_item_keeps_the_list_and_changed_heading_its_level() -> None:
    def change(rows: Rows) -> None:
        rows[row_of(rows, "其二")][0] = "• 其三"
        rows[row_of(rows, "总体情况")][0] = "一、概述"

    own = edited(change)
    assert own.page == TEXT.replace("- 其二", "- 其三").replace("总体情况", "概述")
    assert all(remark.sure for remark in own.matched.remarks)


def test_row_that_is_put_in_is_a_paragraph_and_one_that_is_taken_out_is_said() -> None:
    def change(rows: Rows) -> None:
        rows.insert(row_of(rows, "第二段。"), ["插入的一段。\n再一段。", ""])
        del rows[row_of(rows, "第二段。")]

    own = edited(change)
    assert own.page == TEXT.replace("第二段。", "插入的一段。\n\n再一段。")
    (remark,) = own.matched.remarks
    assert (remark.code, dict(remark.args)) == ("text-removed", {"count": "1"})


def test_long_paragraph_of_rare_characters_loses_none() -> None:
    text = "\N{CJK UNIFIED IDEOGRAPH-20BB7}" * 20_000  # two UTF-16 units each; a cell holds 32,767
    narrative, _ = parse_narrative(f"# 题\n\n{text}\n", path="docs/a/2021.md")
    rows: list[list[str]] = []
    altered(report_workbook(export_of(zeros(NEW), narrative=narrative)), "文字部分", rows.extend)
    assert "".join(row[0] for row in rows).count(text[0]) == len(text)


def test_text_of_a_site_that_takes_each_line_for_a_paragraph_makes_the_same_blocks_on_any() -> None:
    narrative, _ = parse_narrative(
        "# 题\n\n第一段\n第二段\n\n1. 甲\n2. 乙\n", path="docs/a/2021.md", hard_paragraphs=True
    )
    page = read_again(report_workbook(export_of(zeros(NEW), narrative=narrative))).page
    assert page is not None
    for hard in (True, False):
        again, _ = parse_narrative(page, path="docs/a/2021.md", hard_paragraphs=hard)
        assert texts(again) == texts(narrative)


def texts(narrative: Any) -> list[Any]:
    return [(type(block).__name__, text) for block, (_, text) in zip(narrative.blocks, narrative.lines, strict=False)]


def test_row_of_notes_that_was_changed_is_said_and_not_taken() -> None:
    def change(rows: Rows) -> None:
        next(row for row in rows if "照录" in row)[2] = "改写"

    report = replace(zeros(NEW), notes=(Note("申请", resolve(NEW, "申请"), "照录"),))
    own = own_of(altered(report_workbook(export_of(report)), "说明", change))
    assert own.matched.notes == (("申请", "照录"),)
    assert [(remark.code, remark.origin.sheet) for remark in own.matched.remarks] == [("notes-edited", "说明")]


def entered(name: str, value: str) -> Callable[[Rows], None]:
    def change(rows: Rows) -> None:
        next(row for row in rows if row[0] == name)[1] = value

    return change


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("gongkai", "99", "own-version"),
        ("gongkai", "x", "own-damaged"),
        ("year", "二〇二一", "own-damaged"),
        ("agency", "", "own-damaged"),
        ("form", "gia-2099", "own-form"),
    ],
)
def test_workbook_whose_key_cannot_be_used_is_refused_with_the_reason(name: str, value: str, code: str) -> None:
    with pytest.raises(ReadError) as refused:
        own_of(altered(report_workbook(export_of(zeros(NEW))), "gongkai", entered(name, value)))
    assert refused.value.code == code
    assert str(refused.value).startswith("“a.xlsx”")


@pytest.mark.parametrize("mark", ['{"kind": 3}', '{"x": []}', "[]", "[" * 10_000, "row:", "row:no_such_row"])
def test_mark_that_somebody_has_spoilt_is_passed_over(mark: str) -> None:
    def change(rows: Rows) -> None:
        for row in rows:
            row[-1] = mark if row[-1].startswith(("row:received", "{")) else row[-1]

    narrative, _ = parse_narrative(TEXT, path="docs/a/2021.md")
    own = own_of(altered(report_workbook(export_of(zeros(NEW), narrative=narrative)), "", change))
    assert RECEIVED not in own.matched.figures
    assert len(own.matched.figures) == sum(1 for _ in zeros(NEW).cells()) - 7


def test_line_of_a_table_that_was_copied_with_other_figures_is_left_open() -> None:
    def change(rows: Rows) -> None:
        copied = [row for row in rows if row[-1].startswith("row:received")]
        rows.extend(["5" if text == "0" else text for text in row] for row in copied)

    for report in (zeros(NEW), workbooks.added_up(zeros(NEW))):
        own = own_of(altered(report_workbook(export_of(report)), "申请表", change))
        assert RECEIVED not in own.matched.figures
        assert {remark.code for remark in own.matched.remarks} == {"twice"}


@pytest.mark.slow
def test_agency_need_not_be_named_and_another_is_said(tmp_path: Path) -> None:
    site = Site(tmp_path / "clerk")
    saved(site.root / "x.xlsx", opened(site.root).export("x", 2023, "xlsx"))
    before = opened(site.root).reports["x", 2023]
    assert site.run("gongkai", "import", "x.xlsx").code == 2
    ran = site.run("gongkai", "import", "x.xlsx", "--force")
    assert ran.code == 0, ran.output
    after = opened(site.root).reports["x", 2023]
    assert after.grids == before.grids
    assert [item.reason for item in after.waivers] == [item.reason for item in before.waivers]
    assert [item.reason for item in after.corrections] == [item.reason for item in before.corrections]
    ran = site.run("gongkai", "import", "x.xlsx", "--agency", "y", "--name", "邻市甲街道办事处")
    assert ran.code == 1
    assert "工作簿是单位“x”的，现在导入到“y”，请核对。" in ran.output
    site.write("z.xlsx", "x")
    ran = site.run("gongkai", "import", "z.xlsx")
    assert (ran.code, ran.output) == (2, "差错：“z.xlsx”已损坏，读不了。请重新下载原件。\n")
