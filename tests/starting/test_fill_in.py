"""``gongkai new --xlsx``: a workbook for colleagues who write no YAML; filled in, it comes in as a report."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from gongkai.figures import Kind
from gongkai.renders.spreadsheet.fill_in import fill_in_workbook
from gongkai.reports import Agency, Report, Status
from gongkai.reports.drafts import draft_report
from gongkai.reports.layout import Layout
from gongkai.workspace import Workspace
from tests.renders import word_files, workbooks
from tests.renders.workbooks import NS
from tests.shipped import shipped_form
from tests.site.sites import NO_OFFICE_FILES, Site
from tests.tables.grids import every_form, numbered

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.forms import Form
    from tests.conftest import DemoSources
    from tests.shared_folders import SharedFolders

OLD, NEW = shipped_form("gia-2019"), shipped_form("gia-2021")
AGENCY = Agency("a", "=某<街道>𠮷", "某街道")


def draft(form: Form, previous: Report | None = None) -> Report:
    year = previous.year + 1 if previous is not None else form.years.start
    return draft_report(form, year, agency="a", path="data/a/x.yml", previous=previous)


def workbook(form: Form, previous: Report | None = None) -> bytes:
    return fill_in_workbook(draft(form, previous), AGENCY, previous)


def locked(data: bytes, sheet: str) -> dict[str, bool]:
    """By cell of a sheet whether it is locked."""
    styles = workbooks.part(data, "xl/styles.xml").findall(".//m:cellXfs/m:xf", NS)
    closed = [
        (item.find("m:protection", NS) is None) or item.find("m:protection", NS).get("locked") != "0" for item in styles
    ]
    cells = workbooks.sheet_part(data, sheet).iterfind(".//m:c", NS)
    return {str(cell.get("r")): closed[int(str(cell.get("s", "0")))] for cell in cells}


def named(data: bytes, cell: tuple[str, str, str]) -> tuple[str, str]:
    """Sheet and name of a cell of the form."""
    sheet, row, column = workbooks.places(data)[cell]
    return sheet, workbooks.cell_name(row, column)


@pytest.mark.slow
@pytest.mark.parametrize("form", every_form(), ids=lambda form: form.id)
def test_open_cells_are_those_of_the_form_that_are_no_totals(form: Form) -> None:
    data = workbook(form)
    report = draft(form)
    for table in form.tables:
        sheet = form.table_word(table.id)
        assert workbooks.sheet_part(data, sheet).find("m:sheetProtection", NS).get("sheet") == "1"
        assert workbooks.sheet_part(data, sheet).find("m:sheetProtection", NS).get("password") is None
        wanted = {
            named(data, (table.id, row.id, column.id))[1]
            for number, row in enumerate(table.rows)
            for place, column in enumerate(table.columns(number))
            if (number, place) not in report.computed[table.id]
        }
        spans = merged_cells(data, sheet)
        assert {name for name, closed in locked(data, sheet).items() if not closed} - spans == wanted
        assert set(workbooks.formulas(data, sheet)) >= {
            named(data, (table.id, table.rows[row].id, table.columns(row)[place].id))[1]
            for row, place in report.computed[table.id]
        }


def merged_cells(data: bytes, sheet: str) -> set[str]:
    """The cells that a merged one covers beside its first."""
    covered = set()
    for item in workbooks.sheet_part(data, sheet).iterfind(".//m:mergeCell", NS):
        (top, left), (bottom, right) = (position(name) for name in str(item.get("ref")).split(":"))
        covered |= {
            workbooks.cell_name(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)
        } - {workbooks.cell_name(top, left)}
    return covered


def position(name: str) -> tuple[int, int]:
    letters = name.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(name[len(letters) :]) - 1, column - 1


def rules(data: bytes, sheet: str) -> dict[str, str]:
    """By open cell of a sheet the formula that says what it takes, as written for the first cell of its range."""
    formulas = {}
    for item in workbooks.sheet_part(data, sheet).iterfind(".//m:dataValidation", NS):
        first, _, last = str(item.get("sqref")).partition(":")
        (top, left), (bottom, right) = position(first), position(last or first)
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                formulas[workbooks.cell_name(row, column)] = str(item.findtext("m:formula1", namespaces=NS))
    return formulas


@pytest.mark.slow
@pytest.mark.parametrize("form", every_form(), ids=lambda form: form.id)
def test_every_open_cell_takes_what_its_column_counts_in_or_the_word_for_not_applicable(form: Form) -> None:
    data = workbook(form)
    report = draft(form)
    for table in form.tables:
        formulas = rules(data, form.table_word(table.id))
        for number, row in enumerate(table.rows):
            for place, column in enumerate(table.columns(number)):
                _, name = named(data, (table.id, row.id, column.id))
                if (number, place) in report.computed[table.id]:
                    assert name not in formulas
                    continue
                rule = formulas[name]
                assert rule.endswith('="不适用")')
                assert ("=INT(" in rule) == (column.kind is not Kind.AMOUNT)
                assert (">=0" in rule) == (column.kind is not Kind.CHANGE)


def test_hints_and_messages_are_no_longer_than_a_workbook_allows() -> None:
    for form in every_form():
        data = workbook(form)
        for table in form.tables:
            items = workbooks.sheet_part(data, form.table_word(table.id)).findall(".//m:dataValidation", NS)
            assert items
            assert all(item.get("error") for item in items)
            assert all(len(str(item.get("promptTitle", ""))) <= 32 for item in items)
            assert all(len(str(item.get("prompt", ""))) <= 255 for item in items)


def test_what_each_row_counts_and_last_years_figures_stand_beside_it() -> None:
    before = numbered(NEW, year=2022)
    data = workbook(NEW, before)
    rows = workbooks.sheets(data)
    sheet, row, _ = workbooks.places(data)["requests", "granted", "natural_person"]
    line = rows[sheet][row]
    counts = next(number for number, text in enumerate(rows[sheet][3]) if text == "这一行计什么")
    assert (
        line[counts] == "已经公开并告知查找办法，或者全部提供给申请人的申请。（条例第三十六条第（一）项、第（二）项）"
    )
    past = next(number for number, text in enumerate(rows[sheet][3]) if text == "上年（2022 年）")
    table = NEW.table_index["requests"]
    wanted = [figure.value for figure in before.grids["requests"][table.row_index["granted"]]]
    assert line[past : past + 7] == wanted
    assert rows[sheet][4][past] == "自然人"
    review = rows["复议诉讼表"]
    at = next(number for number, line in enumerate(review) if line[0] == "上年（2022 年）")
    assert review[at + 1][:15] == [figure.value for figure in before.grids["review"][0]]
    assert any(str(line[0]).startswith("行政复议—结果维持：复议机关作出维持决定") for line in review)


def test_across_a_change_of_form_what_cannot_be_compared_says_so() -> None:
    before = numbered(OLD, year=2020)
    data = workbook(NEW, before)
    rows = workbooks.sheets(data)
    sheet, row, _ = workbooks.places(data)["proactive", "normative_documents", "made"]
    assert "不可比" in rows[sheet][row]
    sheet, row, _ = workbooks.places(data)["requests", "granted", "natural_person"]
    table = OLD.table_index["requests"]
    assert [figure.value for figure in before.grids["requests"][table.row_index["granted"]]] == rows[sheet][row][-8:-1]


def test_what_is_carried_over_is_filled_in_and_the_guide_says_so() -> None:
    before = numbered(NEW, year=2022)
    values = workbooks.figures(workbook(NEW, before))
    carried = before.figure("requests", "carried_out", "natural_person").value
    assert values["requests", "carried_in", "natural_person"] == str(carried)
    assert values["requests", "received", "natural_person"] == ""
    assert values["requests", "carried_in", "total"] == str(
        sum(int(values["requests", "carried_in", column.id]) for column in NEW.table_index["requests"].columns(0)[:-1])
    )
    guide = [row[0] for row in workbooks.sheets(workbook(NEW, before))["填写说明"]]
    assert any("上年结转等已照上年的报告填好" in str(line) for line in guide)
    assert any("没有上年（2020 年）的报告" in str(row[0]) for row in workbooks.sheets(workbook(NEW))["填写说明"])


def test_guide_is_no_wider_than_a_page() -> None:
    """LibreOffice prints a single column that is wider with its left edge cut off, and does not make it smaller."""
    columns = workbooks.sheet_part(workbook(NEW), "填写说明").findall(".//m:cols/m:col", NS)
    assert sum(float(str(column.get("width"))) for column in columns) < 81


def test_text_has_a_cell_for_each_aspect_and_room_below_every_title() -> None:
    data = workbook(NEW)
    rows = workbooks.sheets(data)["文字部分"]
    assert [row[0] for row in rows if str(row[2]).startswith('{"kind": "section"')] == [
        f"{section.number}、{section.title}" for section in NEW.sections
    ]
    assert [row[0] for row in rows if '"aspect"' in str(row[2])] == [aspect.name for aspect in NEW.aspects]
    assert any("本节已写 0 字，原则上不超过 1000 字。" in str(row[1]) for row in rows)
    free = {name for name, closed in locked(data, "文字部分").items() if not closed}
    assert free == {
        workbooks.cell_name(number, 1)
        for number, row in enumerate(rows)
        if any(kind in str(row[2]) for kind in ('"opening"', '"aspect"', '"empty"'))
    }
    protection = workbooks.sheet_part(data, "文字部分").find("m:sheetProtection", NS)
    assert (protection.get("insertRows"), protection.get("formatRows")) == ("0", "0")


def test_two_workbooks_to_fill_in_are_the_same_bytes() -> None:
    assert workbook(NEW, numbered(NEW, year=2022)) == workbook(NEW, numbered(NEW, year=2022))


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Agency ``x`` with the year 2023."""
    return Site(tmp_path / "clerk")


def test_command_writes_the_workbook_alone_and_overwrites_nothing(site: Site) -> None:
    ran = site.run("gongkai", "new", "x", "2024", "--xlsx")
    assert ran.code == 0, ran.output
    assert ran.output.splitlines()[0] == "新建 x-2024.xlsx"
    assert "已照 2023 年报告填好" in ran.output
    assert ran.output.splitlines()[-1] == "交给同事填好以后运行 gongkai import x-2024.xlsx。"
    assert not (site.root / "data/x/2024.yml").exists()
    before = (site.root / "x-2024.xlsx").read_bytes()
    ran = site.run("gongkai", "new", "x", "2024", "--xlsx", "--zeros")
    assert ran.code == 2
    (site.root / "x-2024.xlsx").write_bytes(b"x")
    ran = site.run("gongkai", "new", "x", "2024", "--xlsx")
    assert (ran.code, (site.root / "x-2024.xlsx").read_bytes()) == (2, b"x")
    assert "x-2024.xlsx 已存在，没有改动。" in ran.output
    assert site.run("gongkai", "new", "x", "2024", "--xlsx", "--force").code == 0
    assert (site.root / "x-2024.xlsx").read_bytes() == before
    site.write("data/x/2024.yml", "form: gia-2021\n")
    ran = site.run("gongkai", "new", "x", "2024", "--xlsx", "--force")
    assert "运行 gongkai import x-2024.xlsx --force，换掉它的数和文字。" in ran.output
    ran = site.run("gongkai", "new", "x", "2018", "--xlsx")
    assert (ran.code, "2018 年的报告没有规定的表格" in ran.output) == (2, True)


FIGURES = {
    ("proactive", "rules", "made"): 0,
    ("proactive", "fees", "amount"): 12.5,
    ("requests", "received", "natural_person"): 3,
    ("requests", "granted", "natural_person"): "不适用",
    ("requests", "rejected_repeat", "natural_person"): 3,
    ("review", "cases", "reconsideration.upheld"): 1,
}
TEXTS = {
    "主动公开": "主动公开：公开 9 件。\n另起一段，<b>𠮷</b>。",
    "依申请公开": "（二）依申请公开。渠道畅通。",
    "政府信息管理": "政府信息管理：",
    "平台建设": "平台建设的进展。",
    "": "=1+1 是一段。",
}


def filled(data: bytes, entries: dict[Any, Any] = FIGURES) -> bytes:
    """The workbook with figures and texts typed in, in the section of the overview."""
    at = workbooks.places(data)
    rows = workbooks.sheets(data)["文字部分"]
    typed = {at[cell]: value for cell, value in entries.items()}
    [(opening, line)] = [(n, line) for n, line in enumerate(rows) if '"opening"' in str(line[2])]
    typed["文字部分", opening, 1] = str(line[1]).replace("（请填写）", "办公室，010-12345678")
    for label, text in TEXTS.items():
        kind = "aspect" if label else "empty"
        row = next(n for n, line in enumerate(rows) if line[0] == label and f'"{kind}"' in str(line[2]))
        typed["文字部分", row, 1] = text
    return workbooks.typed(data, typed)


def test_workbook_of_a_new_agency_comes_in_whole(site: Site) -> None:
    ran = site.run("gongkai", "new", "xin-ju", "2025", "--xlsx", "--name", "示例市新局")
    assert ran.code == 0, ran.output
    data = filled((site.root / "xin-ju-2025.xlsx").read_bytes())
    (site.root / "back.xlsx").write_bytes(data)
    ran = site.run("gongkai", "import", "back.xlsx")
    assert ran.code == 1, ran.output
    workspace = Workspace(Layout(site.root, site.root / "data", site.root / "docs"), reserved=())
    report = workspace.reports["xin-ju", 2025]
    assert workspace.agencies["xin-ju"].name == "示例市新局"
    assert report.status is Status.DRAFT
    assert {cell: str(report.figure(*cell).value) for cell in FIGURES if FIGURES[cell] != "不适用"} == {
        cell: str(value) for cell, value in FIGURES.items() if value != "不适用"
    }
    assert report.figure("requests", "granted", "natural_person").state.value == "not-applicable"
    assert report.figure("requests", "received", "enterprise").value is None
    assert report.figure("requests", "outcome_total", "natural_person").value == 3
    assert report.computed["requests"]
    assert site.read("docs/xin-ju/2025.md") == TEXT
    assert "status: draft  # 草稿，核对后改为 published" in site.read("data/xin-ju/2025.yml")


TEXT = """\
# 示例市新局2025年政府信息公开工作年度报告

{{ report_header() }}

本报告根据《中华人民共和国政府信息公开条例》第五十条和国办公开办函〔2021〕30号编制，\
所列数据的统计期限自2025年1月1日起至2025年12月31日止。如对本报告有疑问，请与本机关联系，科室和电话：办公室，010-12345678。

## 一、总体情况

**主动公开**：公开 9 件。

另起一段，&lt;b&gt;𠮷&lt;/b&gt;。

**依申请公开**：渠道畅通。

**平台建设**：平台建设的进展。

=1+1 是一段。

## 二、主动公开政府信息情况

{{ table("主动公开") }}

## 三、收到和处理政府信息公开申请情况

{{ table("申请") }}

## 四、政府信息公开行政复议、行政诉讼情况

{{ table("复议诉讼") }}

## 五、存在的主要问题及改进情况

## 六、其他需要报告的事项

{{ notes() }}

{{ downloads() }}
"""


def test_wrong_entry_of_a_form_is_said_with_its_sheet_and_cell(site: Site) -> None:
    site.run("gongkai", "new", "x", "2024", "--xlsx")
    cell = ("requests", "received", "natural_person")
    data = filled((site.root / "x-2024.xlsx").read_bytes(), {cell: "三件左右"})
    (site.root / "back.xlsx").write_bytes(data)
    ran = site.run("gongkai", "import", "back.xlsx")
    assert ran.code == 1
    assert "back.xlsx：工作表“申请表”D8 请核对：" in ran.output
    assert "原件是“三件左右”，不是数，先空着。" in ran.output


def cells_of(report: Report) -> dict[tuple[str, str, str], Any]:
    form = report.form
    assert form is not None
    return {
        (table.id, row.id, column.id): report.figure(table.id, row.id, column.id).value
        for table in form.tables
        for number, row in enumerate(table.rows)
        for place, column in enumerate(table.columns(number))
        if (number, place) not in report.computed[table.id]
    }


@pytest.fixture(scope="module")
def office(demo_sources: DemoSources, shared_folders: SharedFolders) -> Path:
    """A copy of a demo district, whose last report is brought in anew by way of a workbook and LibreOffice.

    Somebody fills in the figures of that report, but one wrong; looks at the sheet, where it is red; mends it; saves.
    """
    return shared_folders.get("reviewer", lambda folder: fill_in(shutil.copytree(demo_sources(2, 7), folder)))


def fill_in(folder: Path) -> None:
    """Do in a folder what `office` says."""
    site = Site.at(folder).change("mkdocs.yml", NO_OFFICE_FILES, "")
    slug = min(path.name for path in (folder / "data").iterdir() if path.is_dir() and not path.name.startswith("."))
    report = Workspace(Layout(folder, folder / "data", folder / "docs"), reserved=()).reports[slug, 2025]
    values = {cell: workbooks.digits(value) for cell, value in cells_of(report).items()}
    (folder / f"data/{slug}/2025.yml").unlink()
    (folder / f"docs/{slug}/2025.md").unlink()
    ran = site.run("gongkai", "new", slug, "2025", "--xlsx")
    assert ran.code == 0, ran.output
    empty = (folder / f"{slug}-2025.xlsx").read_bytes()
    wrong = ("requests", "received", "natural_person")
    entries = {cell: float(value) for cell, value in values.items() if value}
    assert len(entries) == len(values)
    (folder / "wrong.xlsx").write_bytes(filled(empty, {**entries, wrong: entries[wrong] + 1}))
    (folder / "right.xlsx").write_bytes(filled(empty, entries))
    workbooks.convert([folder / "wrong.xlsx", folder / "right.xlsx"], "html", folder)
    workbooks.convert([folder / "right.xlsx"], "ods", folder)
    (folder / "expected.txt").write_text(slug, encoding="utf-8")


def test_wrong_sum_turns_red_and_a_right_one_does_not(office: Path) -> None:
    from tests.renders.test_workbook_office import red  # noqa: PLC0415 - one use

    assert red(office / "right.html") == []
    assert red(office / "wrong.html") == ["1", "1"]  # the balance of the column of natural persons, and of the totals


def test_figures_that_were_typed_are_those_that_are_published(
    office: Path, demo_sources: DemoSources, tmp_path: Path
) -> None:
    slug = (office / "expected.txt").read_text(encoding="utf-8")
    site = Site.at(shutil.copytree(office, tmp_path / "site"))
    ran = site.run("gongkai", "import", "right.ods")
    assert ran.code in (0, 1), ran.output
    assert "本节已写" not in site.read(f"docs/{slug}/2025.md")  # the workbook counts characters below the section
    path = f"data/{slug}/2025.yml"
    text = site.read(path)
    (line,) = [line for line in text.splitlines() if line.startswith("status:")]
    site.write(path, text.replace(line, "status: published").replace("published: ~", "published: 2026-01-20"))
    for old in [*site.root.glob("data/*/20*.yml"), *site.root.glob("docs/*/20*.md")]:
        if int(old.stem) < 2024:  # the site need not have more than the report and the one before
            old.unlink()
    site.without_search().built()
    first = Workspace(layout_of(demo_sources(2, 7)), reserved=()).report_export(slug, 2025)
    again = Workspace(layout_of(site.root), reserved=()).report_export(slug, 2025)
    assert cells_of(again.report) == cells_of(first.report)
    assert again.report.grids == first.report.grids
    assert "=1+1 是一段。" in site.page(f"{slug}/2025/index.html")
    published = workbooks.figures((site.root / f"site/{slug}/2025/report.xlsx").read_bytes())
    assert published == workbooks.expected(first.report)
    word = word_files.figures((site.root / f"site/{slug}/2025/report.docx").read_bytes(), first.report)
    assert {cell: workbooks.digits(text) for cell, text in word.items()} == published


def layout_of(folder: Path) -> Layout:
    return Layout(folder, folder / "data", folder / "docs")
