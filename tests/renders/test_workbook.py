"""Reports as workbooks, read by calamine and as XML: figures, formulas, heads, what is hidden, and the same bytes.

What LibreOffice makes of them is tried in ``test_workbook_office.py``.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook
from xlsxwriter.exceptions import OverlappingRange
from xlsxwriter.worksheet import Worksheet

from gongkai.figures import BLANK, NOT_APPLICABLE, Figure, Kind
from gongkai.forms import Form, resolve, shipped_forms
from gongkai.narrative import parse_narrative
from gongkai.renders.export import form_cells, observations
from gongkai.renders.formats.csv import tidy_csv
from gongkai.renders.office_file import office_file
from gongkai.renders.spreadsheet.book import NO_DAY, Book, CellWorkbook
from gongkai.renders.spreadsheet.notes_sheet import write_errors
from gongkai.renders.spreadsheet.sheet import CellSheet
from gongkai.renders.spreadsheet.workbook import report_workbook
from gongkai.reports import Agency, Correction, Note, Waiver
from gongkai.reports.loading.fields import moment
from gongkai.tables import build_table
from tests.renders import workbooks
from tests.renders.workbooks import NS, export_of
from tests.shipped import shipped_form
from tests.tables.grids import every_form, numbered, zeros

if TYPE_CHECKING:
    from gongkai.reports import Report

OLD, NEW = shipped_form("gia-2019"), shipped_form("gia-2021")


def workbook_of(report: Report, **more: Any) -> bytes:
    return report_workbook(export_of(report, **more))


@pytest.mark.parametrize("make", [numbered, zeros, workbooks.mixed, workbooks.sparse])
@pytest.mark.parametrize("form", every_form(), ids=lambda form: form.id)
def test_every_figure_stands_in_its_cell_blanks_and_what_does_not_apply_included(form: Form, make: Any) -> None:
    report = make(form)
    assert workbooks.figures(workbook_of(report)) == workbooks.expected(report)


def test_sparse_report_has_sums_of_every_kind() -> None:
    for form in shipped_forms():
        report = workbooks.sparse(form)
        cells = [
            (item.status, item.value)
            for cell, item in zip(form_cells(form, report.year), observations(report), strict=True)
            if cell.total
        ]
        assert {status for status, _ in cells} == {"computed", "blank", "not-applicable"}


@pytest.mark.parametrize("form", every_form(), ids=lambda form: form.id)
def test_heads_are_merged_as_printed(form: Form) -> None:
    report = numbered(form)
    data = workbook_of(report)
    for table in form.tables:
        view = build_table(report, table.id)
        heads = [cell for block in view.blocks for row in block.head for cell in row]
        heads += [cell for block in view.blocks for row in block.rows for cell in row.heads]
        wanted = sorted(cell.text for cell in heads if (cell.rowspan, cell.colspan) != (1, 1))
        rows = workbooks.sheets(data)[form.table_word(table.id)]
        merged = [
            rows[int(start[1]) - 1][column_of(start[0])]
            for item in workbooks.sheet_part(data, form.table_word(table.id)).iterfind(".//m:mergeCell", NS)
            if (start := re.findall(r"[A-Z]+|\d+", str(item.get("ref")).partition(":")[0]))
        ]
        assert [text for text in wanted if text not in merged] == []


def column_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


@pytest.mark.slow
def test_total_that_is_added_up_is_a_formula_and_a_stated_one_is_its_figure() -> None:
    stated, summed = numbered(NEW), workbooks.added_up(numbered(NEW))
    at = workbooks.places(workbook_of(stated))
    totals = {(cell.table, cell.row, cell.column) for cell in form_cells(NEW, 2021) if cell.total}
    for report, wanted in ((stated, set[Any]()), (summed, totals)):
        data = workbook_of(report)
        live = {
            cell for cell, (sheet, row, column) in at.items()
            if workbooks.cell_name(row, column) in workbooks.formulas(data, sheet)
        }  # fmt: skip
        assert live == wanted


def test_what_a_stated_total_should_be_stands_in_the_check_beside_it() -> None:
    report = workbooks.changed(zeros(NEW), {("requests", "received", "natural_person"): Figure(5)})
    data = workbook_of(report)
    rows = workbooks.sheets(data)["申请表"]
    sheet, row, column = workbooks.places(data)["requests", "received", "total"]
    assert (sheet, rows[row][column]) == ("申请表", 0)
    head = next(n for n, text in enumerate(rows[3]) if text == "核对：总计，应等于")
    assert rows[row][head] == 5
    below = {row[0]: row for row in rows if str(row[0]).startswith("核对：")}
    assert below["核对：本年新收＋上年结转－办理结果总计－结转下年度，应为 0"][column - 6] == 5
    assert "核对：表内有 2 处勾稽关系不符，见标红的格（表中，和表右、表下的核对栏）。" in below
    assert "核对：本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和。" in below


def test_report_that_holds_says_so_and_no_table_without_rules_speaks_of_them() -> None:
    rows = workbooks.sheets(workbook_of(zeros(NEW)))
    assert rows["申请表"][2][0] == "核对：表内各项勾稽关系相符。"
    assert rows["复议诉讼表"][2][0] == "核对：表内各项勾稽关系相符。"
    assert not any("核对" in str(value) for row in rows["主动公开表"] for value in row)


def test_tables_turn_red_where_the_form_has_rules_for_them_and_nowhere_else() -> None:
    kinds = {
        (form.id, table.id): {
            item.get("type")
            for item in workbooks.sheet_part(workbook_of(numbered(form)), form.table_word(table.id)).iterfind(
                ".//m:cfRule", NS
            )
        }
        for form in every_form()
        for table in form.tables
    }
    ruled = {(form.id, item.table) for form in every_form() for item in form.identities}
    assert {key for key, types in kinds.items() if types == {"expression"}} == ruled
    assert {key for key, types in kinds.items() if not types} == set(kinds) - ruled


def test_amount_keeps_its_places_its_unit_and_its_remark_on_the_screen() -> None:
    amounts = [
        (table.id, row.id, column.id)
        for table in OLD.tables
        for number, row in enumerate(table.rows)
        for column in table.columns(number)
        if column.kind is Kind.AMOUNT
    ]
    note = ("requests", "received", "natural_person")
    report = workbooks.changed(numbered(OLD), {note: Figure(22, note='其中修订 16 件，含 "x"', unit="件")})
    report = workbooks.changed(report, {amounts[0]: Figure(Decimal("251000.50"), unit="元")})
    data = workbook_of(report)
    assert workbooks.figures(data)[note] == "22"
    assert workbooks.figures(data)[amounts[0]] == "251000.5"
    codes = [item.get("formatCode") for item in workbooks.part(data, "xl/styles.xml").iterfind(".//m:numFmt", NS)]
    assert '0" 件""（其中修订 16 件，含 "\\""x"\\""）"' in codes
    assert '0.00" 元"' in codes


def test_number_that_a_spreadsheet_would_round_is_written_as_text() -> None:
    amount = ("proactive", "procurement", "amount")
    report = workbooks.changed(numbered(OLD), {amount: Figure(Decimal("12345678901234.5678"))})
    sheet, row, column = workbooks.places(workbook_of(report))[amount]
    assert workbooks.sheets(workbook_of(report))[sheet][row][column] == "12345678901234.5678"


HOSTILE = "=1+1 <b>&\"'𠮷\n第二行"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_text_of_people_starts_no_formula_and_survives(sign: str) -> None:
    text = sign + HOSTILE
    report = replace(numbered(NEW), title=text, notes=(Note("申请", resolve(NEW, "申请"), text),))
    narrative, _ = parse_narrative(f"# {sign}1\n\n&#{ord(sign)};1+1 \\<b>&\"'𠮷\n", path="docs/a/2021.md")
    data = workbook_of(report, agency=Agency("a", text, text), narrative=narrative)
    values = [value for rows in workbooks.sheets(data).values() for row in rows for value in row]
    assert values.count(text) >= 5
    assert f"{sign}1+1 <b>&\"'𠮷" in values
    for name in workbooks.sheets(data):
        assert all(formula.startswith(("IF(", "SUM(", "(")) for formula in workbooks.formulas(data, name).values())
    styles = workbooks.part(data, "xl/styles.xml")
    text_styles = {
        number for number, item in enumerate(styles.iterfind(".//m:cellXfs/m:xf", NS)) if item.get("numFmtId") == "49"
    }
    cells = workbooks.sheet_part(data, "说明").iterfind(".//m:c[@t='s']", NS)
    assert {int(str(cell.get("s"))) for cell in cells} <= text_styles


def test_tidy_sheet_holds_what_the_tidy_file_holds() -> None:
    for report in (workbooks.sparse(OLD), workbooks.mixed(NEW)):
        export = export_of(report)
        lines = list(csv.reader(io.StringIO(tidy_csv(export).decode("utf-8-sig"), newline="")))
        rows = workbooks.sheets(report_workbook(export))["逐格数据"]
        assert [[workbooks.digits(value) for value in row] for row in rows] == [
            [workbooks.digits(value) for value in line] for line in lines
        ]


def test_notes_sheet_says_where_the_report_is_from_and_what_there_is_to_say_of_it() -> None:
    place = resolve(OLD, "申请.本年新收")
    cell = resolve(OLD, "申请.本年新收.自然人")
    report = replace(
        numbered(OLD),
        notes=(Note("申请.本年新收", place, "含网上申请"), Note("六", resolve(OLD, "六"), "另有附件")),
        waivers=(Waiver("blank", "申请.本年新收", place, "原件为空", "2021-02-01", "办公室", "内部说明", (1, 1)),),  # type: ignore[arg-type]
        corrections=(Correction("申请.本年新收.自然人", cell, "2021-03-01", "7", "8", "录入有误"),),
        heads=((resolve(OLD, "主动公开.政府集中采购.采购总金额"), "采购总金额（万元）"),),
    )
    rows = workbooks.sheets(workbook_of(report))["说明"]
    lines = [[str(value) for value in row[:5]] for row in rows]
    assert ["数据校验值（SHA-256）", "0" * 64, "", "", ""] in lines
    assert ["表注", "申请表—“一、本年新收政府信息公开申请数量”", "含网上申请", "", ""] in lines
    assert ["表注", "第六节", "另有附件", "", ""] in lines
    assert ["情况说明", "申请表—“一、本年新收政府信息公开申请数量”", "原件为空", "2021-02-01", "办公室"] in lines
    assert [
        "更正", "申请表—“一、本年新收政府信息公开申请数量”自然人", "由 7 改为 8。原因：录入有误", "2021-03-01", ""
    ] in lines  # fmt: skip
    assert any("原件表头为“采购总金额（万元）”" in line[2] for line in lines)
    assert any("填报合计" in line[2] for line in lines)
    assert "内部说明" not in json.dumps(rows, ensure_ascii=False)


NARRATIVE = """\
# 某街道办事处2021年报告

{{ report_header() }}

## 一、总体情况

本年新收 {{ figure("申请.本年新收.自然人") }} 件，**很多**。
第二行。

1. 其一
2. 其二
   - 其中

!!! note "说明"
    照录。

## 三、申请

{{ table("申请") }}

{{ notes() }}
"""


def test_narrative_sheet_has_a_row_a_paragraph_with_figures_in_place_of_calls() -> None:
    narrative, _ = parse_narrative(NARRATIVE, path="docs/a/2021.md")
    report = workbooks.changed(zeros(NEW), {("requests", "received", "natural_person"): Figure(12)})
    rows = workbooks.sheets(workbook_of(report, narrative=narrative))["文字部分"]
    assert [row[0] for row in rows if row[0]][1:] == [
        "某街道办事处2021年报告",
        "一、总体情况",
        "本年新收 12 件，很多。第二行。",
        "1. 其一",
        "2. 其二",
        "　• 其中",
        "说明",
        "照录。",
        "三、申请",
        "〔此处为“申请表”，见同名的工作表〕",
    ]


def test_text_longer_than_a_cell_goes_on_in_the_next_row() -> None:
    long = "文" * 40_000
    narrative, _ = parse_narrative(f"# 题\n\n{long}\n", path="docs/a/2021.md")
    rows = workbooks.sheets(workbook_of(zeros(NEW), narrative=narrative))["文字部分"]
    assert "".join(str(row[0]) for row in rows[2:]) == long


def test_report_without_a_narrative_has_no_sheet_of_text() -> None:
    assert list(workbooks.sheets(workbook_of(zeros(NEW)))) == [
        "主动公开表", "申请表", "复议诉讼表", "逐格数据", "说明", "gongkai"
    ]  # fmt: skip


def test_marks_are_hidden_and_the_printed_part_is_the_table_alone() -> None:
    data = workbook_of(zeros(NEW))
    states = {
        item.get("name"): item.get("state")
        for item in workbooks.part(data, "xl/workbook.xml").iterfind(".//m:sheet", NS)
    }
    assert states["gongkai"] == "veryHidden"
    assert {state for name, state in states.items() if name != "gongkai"} == {None}
    areas = {
        item.text for item in workbooks.part(data, "xl/workbook.xml").iterfind(".//m:definedName", NS)
        if item.get("name") == "_xlnm.Print_Area"
    }  # fmt: skip
    assert "申请表!$A$1:$J$32" in areas
    for sheet in ("主动公开表", "申请表", "复议诉讼表"):
        tree = workbooks.sheet_part(data, sheet)
        hidden = [item for item in tree.iterfind(".//m:col", NS) if item.get("hidden")]
        assert len(hidden) == 1
        rows = workbooks.sheets(data)[sheet]
        ids = [number + 1 for number, row in enumerate(rows) if "columns" in row]
        assert [int(str(row.get("r"))) for row in tree.iterfind(".//m:row[@hidden='1']", NS)] == ids


def test_every_line_of_the_sheet_of_errors_wraps_in_a_row_high_enough() -> None:
    book = Book(title="x")
    write_errors(book, ["有 1 处差错，不能公布，只供本机关改正时使用。" * 4, "很长的一条差错" * 40])
    data = book.bytes()
    sheet, styles = workbooks.sheet_part(data, "差错"), workbooks.part(data, "xl/styles.xml")
    formats = styles.findall(".//m:cellXfs/m:xf", NS)
    for cell in sheet.iterfind(".//m:c", NS):
        assert formats[int(str(cell.get("s")))].find("m:alignment", NS).get("wrapText") == "1"
    heights = [float(str(row.get("ht"))) for row in sheet.iterfind(".//m:row", NS)]
    assert heights[0] >= 3 * 1.4 * 15, "184 characters of 14 points"
    assert heights[1] >= 6 * 15, "560 characters in rows of 96"


def broken() -> Report:
    return workbooks.changed(zeros(NEW), {("requests", "received", "natural_person"): Figure(5)})


def test_checks_are_printed_where_one_does_not_hold() -> None:
    data = workbook_of(broken())
    areas = {
        item.text for item in workbooks.part(data, "xl/workbook.xml").iterfind(".//m:definedName", NS)
        if item.get("name") == "_xlnm.Print_Area"
    }  # fmt: skip
    assert "申请表!$A$1:$L$34" in areas
    values = workbooks.sheets(data)["申请表"]
    assert str(values[3][11]).startswith("核对：")
    assert str(values[33][0]).startswith("核对：")
    assert sum(text.startswith("复议诉讼表!$A$1:$O$") for text in areas if text) == 1, "that table holds"


def test_table_that_holds_says_that_its_checks_are_not_printed_should_it_be_broken_later() -> None:
    later, now = (workbooks.sheet_part(workbook_of(report), "申请表") for report in (zeros(NEW), broken()))
    formulas = ["".join(tree.xpath("string(.//m:c[@r='A3']/m:f)", namespaces=NS)) for tree in (later, now)]
    assert ["核对栏不打印" in formula for formula in formulas] == [True, False]


def test_pages_are_a4_as_wide_as_the_table_and_repeat_its_heads() -> None:
    data = workbook_of(numbered(NEW))
    for sheet, lies, top in (
        ("主动公开表", None, "B4"),
        ("申请表", "landscape", "D8"),
        ("复议诉讼表", "landscape", "A8"),
    ):
        tree = workbooks.sheet_part(data, sheet)
        setup = tree.find(".//m:pageSetup", NS)
        assert (setup.get("paperSize"), setup.get("orientation")) == ("9", lies or "portrait")
        assert setup.get("fitToHeight") == "0"
        assert tree.find(".//m:pageSetUpPr", NS).get("fitToPage") == "1"
        assert tree.find(".//m:pane", NS).get("topLeftCell").lstrip("BCD") == top.lstrip("BCD")
    titles = [
        item.text for item in workbooks.part(data, "xl/workbook.xml").iterfind(".//m:definedName", NS)
        if item.get("name") == "_xlnm.Print_Titles"
    ]  # fmt: skip
    assert "申请表!$4:$7" in titles


def test_file_names_no_author_and_no_time_but_the_day_of_publication() -> None:
    day, none = (
        workbooks.part(workbook_of(replace(numbered(NEW), published=published)), "docProps/core.xml")
        for published in (moment("2022-01-20 08:58"), None)
    )
    texts = {item.tag.rpartition("}")[2]: item.text for item in day}
    assert texts["creator"] is None
    assert texts["lastModifiedBy"] is None
    assert texts["title"] == "某街道办事处2021年政府信息公开工作年度报告"
    assert texts["created"] == texts["modified"] == "2022-01-20T00:00:00Z"
    assert {item.text for item in none if "dcterms" in item.tag or "created" in item.tag} >= {"1980-01-01T00:00:00Z"}
    entries = zipfile.ZipFile(io.BytesIO(workbook_of(numbered(NEW)))).infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


def test_names_of_sheets_that_a_workbook_does_not_allow_are_changed() -> None:
    from gongkai.renders.spreadsheet.book import Book  # noqa: PLC0415 - one use

    book = Book(title="x")
    names = [book.sheet(name).get_name() for name in ("甲[1]:*?/\\'", "甲 1", "甲 1", "长" * 40, "", "''")]
    assert names == ["甲 1", "甲 12", "甲 13", "长" * 31, "-", "-2"]


def test_a_report_of_last_year_in_the_text_is_named_and_not_shown() -> None:
    before = numbered(OLD, year=2020)
    narrative, _ = parse_narrative('# 题\n\n{{ table("申请", year=2020) }}\n', path="docs/a/2021.md")
    data = workbook_of(zeros(NEW), narrative=narrative, lookup=lambda _agency, year: before if year == 2020 else None)
    assert workbooks.sheets(data)["文字部分"][2][0] == "〔此处为 a 2020 年报告的“申请表”，不在本工作簿里〕"


def test_cell_states_stay_apart() -> None:
    cells = [("requests", "received", column) for column in ("natural_person", "enterprise", "research")]
    report = workbooks.changed(zeros(NEW), dict(zip(cells, (BLANK, NOT_APPLICABLE, Figure(0)), strict=True)))
    data = workbook_of(report)
    values = [
        workbooks.sheets(data)[sheet][row][column] for sheet, row, column in map(workbooks.places(data).get, cells)
    ]  # type: ignore[misc]
    assert values == ["", "不适用", 0]


def test_sheet_that_writes_its_cells_itself_gives_the_bytes_of_xlsxwriter() -> None:
    def written(workbook: type[xlsxwriter.Workbook], sheet_class: type[Worksheet]) -> dict[str, str]:
        file = io.BytesIO()
        book = workbook(file, {"in_memory": True})
        book.set_properties({"created": NO_DAY})
        styles = [None, book.add_format({"bold": True}), book.add_format({"num_format": "0.00"})]
        for start in (0, 3):
            sheet = book.add_worksheet(None, sheet_class)
            texts = ("甲", " a ", '<b>&"', "_x0041_", "\x01\x1f", "\ufffe", "a\nb", "=1+1", "", "😀" * 20_000, "甲")
            for number, text in enumerate(texts):
                sheet.write_string(start + number, start, text, styles[number % 3])
            for number, value in enumerate((0, 7, 1.5, 1e15, 123456789.123456, -3)):
                sheet.write_number(start + number, start + 1, value, styles[number % 3])
            for number, value in enumerate((0, 2.5, "", "不适用", "a<b", "#REF!", "1")):
                sheet.write_formula(start + number, start + 27, '=IF(A1<>"&",1,"<")', styles[number % 3], value)
            sheet.write_blank(start, start + 4, None)
            sheet.write_blank(start + 40, start + 4, None, styles[1])
            sheet.merge_range(start + 20, start, start + 22, start + 3, "", styles[2])
            sheet.write_string(start + 20, start, "合并", styles[2])
            sheet.set_row(start + 60, 24)
            sheet.set_row(start, None, None, {"hidden": True})
        book.add_worksheet(None, sheet_class)
        book.close()
        with zipfile.ZipFile(file) as parts:
            return {name: parts.read(name).decode() for name in parts.namelist()}

    assert written(CellWorkbook, CellSheet) == written(xlsxwriter.Workbook, Worksheet)


def test_text_that_looks_like_the_markup_of_a_workbook_stays_text() -> None:
    book = Book(title="a")
    book.sheet("a").write_string(0, 0, "<r><t>甲</t></r>")
    assert CalamineWorkbook.from_filelike(io.BytesIO(book.bytes())).get_sheet_by_index(0).to_python() == [
        ["<r><t>甲</t></r>"]
    ]


def test_texts_with_signs_of_all_kinds_give_the_shared_texts_of_xlsxwriter() -> None:
    signs = map(chr, (*range(0x3100), *range(0x3100, 0xD800, 97), *range(0xF8F0, 0xFA00), *range(0xFE00, 0x10010)))
    texts = [text for sign in signs for text in ((sign, f"甲{sign}", f"{sign}甲") if sign.isspace() else (sign,))]
    texts += [f"甲{chr(number)}乙" for number in range(0x100)]

    def shared(workbook: type[xlsxwriter.Workbook], sheet_class: type[Worksheet]) -> bytes:
        with workbook(file := io.BytesIO(), {"in_memory": True}) as book:
            sheet = book.add_worksheet(None, sheet_class)
            for row, text in enumerate(texts):
                sheet.write_string(row, 0, text)
        return zipfile.ZipFile(file).read("xl/sharedStrings.xml")

    assert shared(CellWorkbook, CellSheet) == shared(xlsxwriter.Workbook, Worksheet)


def test_ranges_that_overlap_are_refused() -> None:
    sheet = Book(title="a").sheet("a")
    sheet.merge_range(0, 0, 1, 1, "")
    with pytest.raises(OverlappingRange, match="A1:B2"):
        sheet.merge_range(1, 1, 2, 2, "")


@pytest.mark.parametrize("level", [1, 4, 6])
def test_archive_of_an_office_file_has_the_bytes_that_zipfile_gives(level: int) -> None:
    parts = [
        ("[Content_Types].xml", b"<a/>"),
        ("a/b.xml", b"x" * 20_000),
        ("c", b""),
        ("a/d.xml", bytes(range(256)) * 90),
    ]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in parts:
            entry = zipfile.ZipInfo(name)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            archive.writestr(entry, content, compresslevel=level)
    assert office_file(parts, level=level) == file.getvalue()
    assert office_file(iter(parts), level=level) == file.getvalue(), "kept parts as well"


def test_cell_of_a_kind_that_sheets_do_not_write_is_refused_and_not_lost() -> None:
    book = Book(title="a")
    book.sheet("a").write_boolean(0, 0, boolean=True)
    with pytest.raises(NotImplementedError, match="write_string"):
        book.bytes()
