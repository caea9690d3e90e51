"""Reports as Word files: figures, text, layout of official documents, notes, comments, and the same bytes.

What LibreOffice makes of them is tried in ``test_word_office.py``.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import docx
import pytest

from gongkai.figures import Figure, State
from gongkai.findings import Finding, Level
from gongkai.forms import resolve, shipped_forms
from gongkai.narrative import parse_narrative
from gongkai.pages.official import OfficialHeading, OfficialLine, OfficialTable, official_document
from gongkai.renders.export import ReportExport, form_cells
from gongkai.renders.formats.docx import FORMAT
from gongkai.reports import Correction, Note, Waiver
from gongkai.reports.layout import Layout
from gongkai.reports.loading.fields import moment
from gongkai.reports.model import Mark, Status
from gongkai.tables import build_table
from gongkai.workspace import Workspace
from tests.renders import word_files, workbooks
from tests.renders.word_files import NS, W, attribute, paragraphs, part, text
from tests.renders.workbooks import AGENCY, export_of
from tests.shipped import shipped_form
from tests.tables import grids
from tests.tables.grids import every_form, numbered, zeros

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.forms import Form
    from gongkai.reports import Report
    from tests.conftest import DemoSources

OLD, NEW = shipped_form("gia-2019"), shipped_form("gia-2021")
MM = 1440 / 25.4
"""Twentieths of a point in a millimetre."""
NASTY = "<w:p>&amp;\"'𠮷\x00\x0b\ufffe]]>\t末"
KEPT = "<w:p>&amp;\"'𠮷]]> 末"
"""What is left of that: control characters are impossible in XML, a tab stands for a space."""


def of(report: Report, narrative: str | None = None, **more: Any) -> bytes:
    if narrative is not None:
        more["narrative"] = parse_narrative(narrative, path="docs/a/2021.md")[0]
    return FORMAT.make(export_of(report, **more))


def shown_tables(form: Form) -> str:
    return "".join(f'{{{{ table("{table.name.short}") }}}}\n\n' for table in form.tables)


@pytest.mark.parametrize("make", [numbered, workbooks.mixed, workbooks.sparse])
@pytest.mark.parametrize("form", every_form(), ids=lambda form: form.id)
def test_every_figure_is_that_of_json_blanks_and_what_does_not_apply_included(form: Form, make: Any) -> None:
    compare(export_of(make(form)))


def compare(export: ReportExport) -> None:
    word_files.compare_with_json(word_files.figures(FORMAT.make(export), export.report), export)


def unchecked(site: Workspace, key: tuple[str, int]) -> ReportExport:
    """A report of a site whose checks are not run, as nothing of them is printed."""
    report, sha256 = site.reports[key], site.source_sha256(*key)
    narrative = site.shown_narrative(*key)
    return ReportExport(report, site.owner(key[0]), sha256, narrative=narrative, lookup=site.seen_from(report))


@pytest.mark.slow
def test_figures_of_the_real_report_and_of_a_district_are_those_of_json(root: Path, demo_sources: DemoSources) -> None:
    """Of a district one agency in all years; ``test_equal.py`` compares those that a site has published."""
    compared = 0
    for folder in (root, demo_sources(2, 7)):
        site = Workspace(Layout(folder, folder / "data", folder / "docs"), reserved=())
        for key in list(site.reports)[-7:]:
            compare(unchecked(site, key))
            compared += 1
    assert compared == 1 + 7


def test_units_remarks_and_decimal_places_of_cells_are_shown_as_written() -> None:
    received = ("requests", "received", "natural_person")
    fees = next(cell[:3] for cell in form_cells(NEW, 2021) if cell.has_unit)
    cells = {received: Figure(22, note="其中修订16件"), fees: Figure(Decimal("7537.10"), unit="万元")}
    export = export_of(workbooks.changed(numbered(NEW), cells))
    shown = word_files.figures(FORMAT.make(export), export.report)
    assert (shown[received], shown[fees]) == ("22（其中修订16件）", "7537.10 万元")
    compare(export)


@pytest.mark.parametrize("form", every_form(), ids=lambda form: form.id)
def test_heads_are_merged_as_printed(form: Form) -> None:
    report = numbered(form)
    for table, written in zip(form.tables, word_files.tables(of(report)), strict=True):
        view = build_table(report, table.id)
        assert word_files.grid(written) == grids.grid(view), table.id
        widths = [int(column.get(f"{W}w")) for column in written.iterfind("w:tblGrid/w:gridCol", NS)]
        assert len(widths) == view.width
        for row in written.iter(f"{W}tr"):
            ends = 0
            for cell in word_files.cells(row):
                span = int(attribute(cell, "w:tcPr/w:gridSpan") or 1)
                assert int(attribute(cell, "w:tcPr/w:tcW", "w") or 0) == sum(widths[ends : ends + span])
                ends += span
            assert ends == view.width


@pytest.mark.parametrize("form", shipped_forms(), ids=lambda form: form.id)
def test_head_is_repeated_over_pages_and_no_row_breaks(form: Form) -> None:
    report = numbered(form)
    for table, written in zip(form.tables, word_files.tables(of(report)), strict=True):
        rows = list(written.iter(f"{W}tr"))
        blocks = build_table(report, table.id).blocks
        height = len(blocks[0].head) if len(blocks) == 1 else 0  # the head of one part says nothing of another
        repeated = [row.find("w:trPr/w:tblHeader", NS) is not None for row in rows]
        assert repeated == [number < height for number in range(len(rows))]
        assert all(row.find("w:trPr/w:cantSplit", NS) is not None for row in rows)
        assert attribute(written, "w:tblPr/w:tblLook", "firstRow") == "1"
        assert attribute(written, "w:tblPr/w:tblCaption") == table.title


def test_table_of_several_parts_breaks_between_them_alone() -> None:
    report = numbered(NEW)
    ends = list(accumulate(len(block.head) + len(block.rows) for block in build_table(report, "proactive").blocks))
    kept = [
        all(line.find("w:pPr/w:keepNext", NS) is not None for line in row.iter(f"{W}p"))
        for row in word_files.tables(of(report))[0].iter(f"{W}tr")
    ]
    assert kept == [number not in ends for number in range(1, ends[-1] + 1)]


def test_pages_are_those_of_the_standard_and_the_wide_table_is_in_landscape() -> None:
    narrative = f"# 标题\n\n## 一、总体情况\n\n文字。\n\n{shown_tables(NEW)}\n## 六、其他\n\n无。\n"
    body = part(of(numbered(NEW), narrative)).find("w:body", NS)
    pages = list(body.iter(f"{W}sectPr"))
    portrait, landscape, last = pages
    for page, size, margins in (
        (portrait, (210, 297), (37, 26, 35, 28)),
        (landscape, (297, 210), (28, 37, 26, 35)),
        (last, (210, 297), (37, 26, 35, 28)),
    ):
        written = [int(attribute(page, "w:pgSz", name) or 0) / MM for name in ("w", "h")]
        assert written == pytest.approx(size, abs=0.1)
        written = [int(attribute(page, "w:pgMar", name) or 0) / MM for name in ("top", "right", "bottom", "left")]
        assert written == pytest.approx(margins, abs=0.1)
    assert [attribute(page, "w:pgSz", "orient") for page in pages] == [None, "landscape", None]
    # 22 lines of 28 characters: those of 三号 (16 points) take a little less room than their own width.
    pitch, less = (int(attribute(last, "w:docGrid", name) or 0) for name in ("linePitch", "charSpace"))
    assert 22 * pitch / MM <= 297 - 37 - 35 < 23 * pitch / MM
    assert 28 * (16 + less / 4096) * 20 / MM <= 210 - 28 - 26 < 29 * (16 + less / 4096) * 20 / MM
    section = [child for child in body if child.tag == f"{W}tbl" or child.find("w:pPr/w:sectPr", NS) is not None]
    assert [child.tag == f"{W}tbl" for child in section] == [True, False, True, False, True]


def test_styles_have_the_fonts_and_sizes_of_the_standard_each_with_others_to_fall_back_on() -> None:
    data = of(numbered(NEW))
    styles = {style.get(f"{W}styleId"): style for style in part(data, "word/styles.xml").iter(f"{W}style")}
    fonts = {key: attribute(style, "w:rPr/w:rFonts", "eastAsia") for key, style in styles.items()}
    assert {key: fonts[key] for key in ("Title", "Heading1", "Heading2")} == {
        "Title": "方正小标宋简体",
        "Heading1": "黑体",
        "Heading2": "楷体_GB2312",
    }
    default = part(data, "word/styles.xml").find("w:docDefaults/w:rPrDefault/w:rPr", NS)
    assert attribute(default, "w:rFonts", "eastAsia") == "仿宋_GB2312"
    assert attribute(default, "w:lang", "eastAsia") == "zh-CN"
    assert {key: attribute(styles[key], "w:rPr/w:sz") for key in ("Normal", "Title")} == {"Normal": "32", "Title": "44"}
    assert attribute(styles["Normal"], "w:pPr/w:ind", "firstLineChars") == "200"
    assert attribute(styles["Title"], "w:pPr/w:jc") == "center"
    levels = [attribute(styles[f"Heading{level}"], "w:pPr/w:outlineLvl") for level in range(1, 7)]
    assert levels == ["0", "1", "2", "3", "4", "5"]
    others = {font.get(f"{W}name"): attribute(font, "w:altName") for font in part(data, "word/fontTable.xml")}
    named = {run.get(f"{W}eastAsia") for run in part(data, "word/styles.xml").iter(f"{W}rFonts")}
    assert named == set(others)
    assert all("Noto" in (alternative or "") for alternative in others.values())
    assert not [
        name for name in zipfile.ZipFile(io.BytesIO(data)).namelist() if "font" in name.lower() and "Table" not in name
    ]


def test_pages_are_numbered_on_the_outer_side() -> None:
    data = of(numbered(NEW))
    feet = {name: part(data, f"word/footer{name}.xml") for name in (1, 2)}
    for foot in feet.values():
        assert attribute(foot.find(".//w:fldSimple", NS), ".", "instr") == " PAGE "
        assert text(foot) == "— 1 —"
    assert [attribute(foot, "w:p/w:pPr/w:jc") for foot in feet.values()] == ["right", "left"]
    assert part(data, "word/settings.xml").find("w:evenAndOddHeaders", NS) is not None


TEXT = """\
# 某街道办事处2021年政府信息公开工作年度报告

{{ report_header() }}

!!! note "说明"

    转述。

## 一、总体情况

全年**新收**申请 {{ figure("申请.本年新收.总计") }} 件，*其中*
自然人 {{ figure("申请.本年新收.自然人") }} 件。

### （一）主动公开

1. 第一项；
2. 第二项：
    - 甲；
    - 乙。

隔开。

1. 又是第一项。

> 引文。

| 项目 | 数 |
| --- | --- |
| 会议 | 3 |

## 六、其他需要报告的事项

无。

{{ notes() }}

{{ downloads() }}
"""


def test_text_is_that_of_the_narrative_in_real_styles() -> None:
    report = numbered(NEW)
    received = (
        report.figure("requests", "received", "total").value,
        report.figure("requests", "received", "natural_person").value,
    )
    data = of(report, TEXT)
    assert paragraphs(data)[:14] == [
        ("Title", "某街道办事处\n2021年政府信息公开工作年度报告"),
        ("Normal", "说明"),
        ("Normal", "转述。"),
        ("Heading1", "一、总体情况"),
        ("Normal", f"全年新收申请 {received[0]} 件，其中自然人 {received[1]} 件。"),
        ("Heading2", "（一）主动公开"),
        ("ListParagraph", "第一项；"),
        ("ListParagraph", "第二项："),
        ("ListParagraph", "甲；"),
        ("ListParagraph", "乙。"),
        ("Normal", "隔开。"),
        ("ListParagraph", "又是第一项。"),
        ("Normal", "引文。"),
        ("Gap", ""),
    ]
    (written,) = word_files.tables(data)
    assert word_files.grid(written) == [["项目", "数"], ["会议", "3"]]
    runs = {(attribute(run, "w:rPr/w:rStyle"), text_of(run)) for run in part(data).iter(f"{W}r")}
    assert {("Strong", "说明"), ("Strong", "新收"), ("Emphasis", "其中")} <= runs


def test_links_lead_on_and_breaks_of_lines_that_are_meant_stay() -> None:
    address = 'https://example.invalid/?a=1&b="2"'
    text = f"甲<br>乙  \n丙\n丁 [见](<{address}>)、[此](#x)、[**重**](mailto:a@example.invalid)\n"
    data = of(numbered(NEW), text)
    assert ("Normal", "甲\n乙\n丙丁 见、此、重") in paragraphs(data)
    document = docx.Document(io.BytesIO(data))
    links = [(link.text, link.address) for paragraph in document.paragraphs for link in paragraph.hyperlinks]
    assert links == [("见", address), ("重", "mailto:a@example.invalid")]


def text_of(run: Any) -> str:
    return "".join(item.text or "" for item in run.iter(f"{W}t"))


def test_each_numbered_list_counts_from_one() -> None:
    data = of(numbered(NEW), TEXT)
    lists = [
        (attribute(item, "w:pPr/w:numPr/w:numId"), attribute(item, "w:pPr/w:numPr/w:ilvl"))
        for item in part(data).iter(f"{W}p")
        if item.find("w:pPr/w:numPr", NS) is not None
    ]
    assert lists == [("2", "0"), ("2", "0"), ("1", "1"), ("1", "1"), ("3", "0")]
    numbering = part(data, "word/numbering.xml")
    shapes = {
        item.get(f"{W}abstractNumId"): attribute(item, "w:lvl/w:numFmt") for item in numbering.iter(f"{W}abstractNum")
    }
    lists = {item.get(f"{W}numId"): shapes[attribute(item, "w:abstractNumId")] for item in numbering.iter(f"{W}num")}
    assert lists == {"1": "bullet", "2": "decimal", "3": "decimal"}
    restarted = {
        item.get(f"{W}numId")
        for item in numbering.iter(f"{W}num")
        if item.find("w:lvlOverride/w:startOverride", NS) is not None
    }
    assert restarted == {"2", "3"}


def annotated() -> Report:
    mark = Mark(1, 1)

    def at(text: str) -> Any:
        return resolve(NEW, text)

    return replace(
        numbered(NEW),
        published=moment("2022-01-20"),
        heads=((at("申请.本年新收.自然人"), "公民"),),
        notes=(
            Note("申请.本年新收.自然人", at("申请.本年新收.自然人"), f"记一\n{NASTY}"),
            Note("申请.上年结转", at("申请.上年结转"), "记二"),
            Note("复议诉讼.行政复议", at("复议诉讼.行政复议"), "记三"),
            Note("一", at("一"), "节注"),
        ),
        waivers=(
            Waiver("blank", "申请.予以公开", at("申请.予以公开"), "原件如此", "2022-01-02", "某科", "内部的话", mark),
        ),
        corrections=(Correction("申请.本年新收.自然人", at("申请.本年新收.自然人"), "2022-03-01", "1", "2", "误抄"),),
    )


def test_notes_explanations_corrections_and_hash_stand_in_the_text() -> None:
    data = of(annotated())
    lines = [line for _, line in paragraphs(data)]
    for wanted in (
        f"［1］“一、本年新收政府信息公开申请数量”自然人：记一\n{KEPT}",
        "节注",
        "原件如此（某科，2022-01-02）",
        "原件表头为“公民”",
        "2022-03-01",
        "原因：误抄",
        "填报单位：某街道办事处；公布日期：2022-01-20",
        "0" * 64,
    ):
        assert any(wanted in line for line in lines), wanted
    assert "内部的话" not in "".join(lines)
    assert "状态" not in "".join(lines)
    styles = {style for style, line in paragraphs(data) if line.startswith("［")}
    assert styles == {"TableNote"}


def test_numbers_of_notes_stand_behind_labels_and_figures_raised() -> None:
    marked = [
        (text(cell), text(cell, marks=True).removeprefix(text(cell)))
        for table in word_files.tables(of(annotated()))
        for cell in table.iter(f"{W}tc")
        if text(cell) != text(cell, marks=True)
    ]
    assert [label for label, _ in marked if not label.isdigit()] == [
        "二、上年结转政府信息公开申请数量",
        "（一）予以公开",
    ]
    assert all(mark.startswith("［") and mark.endswith("］") for _, mark in marked)
    assert len(marked) >= 4


def test_report_that_is_not_published_says_so() -> None:
    assert any("状态：草稿，未公布" in line for _, line in paragraphs(of(replace(numbered(NEW), status=Status.DRAFT))))


def test_file_names_no_author_and_no_time_but_that_of_publication() -> None:
    document = docx.Document(io.BytesIO(of(annotated(), TEXT)))
    properties = document.core_properties
    assert properties.title == "某街道办事处2021年政府信息公开工作年度报告"
    assert properties.language == "zh-CN"
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert str(properties.created).startswith("2022-01-20")
    assert [paragraph.style.name for paragraph in document.paragraphs][:4] == ["Title", "Normal", "Normal", "Heading 1"]
    archive = zipfile.ZipFile(io.BytesIO(of(annotated())))
    assert {item.date_time for item in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert archive.namelist()[0] == "[Content_Types].xml"


def test_texts_cannot_break_the_file() -> None:
    agency = replace(AGENCY, name=f"某{NASTY}办事处")
    report = replace(annotated(), title=None, heads=((resolve(NEW, "申请"), NASTY),))
    narrative = f"# {NASTY.replace(chr(0), '')}\n\n=cmd {KEPT}\n\n- {KEPT}\n"
    data = of(report, narrative, agency=agency)
    shown = "".join(line for _, line in paragraphs(data))
    assert f"填报单位：某{KEPT}办事处" in shown
    assert "𠮷" in shown
    assert attribute(word_files.tables(of(report, agency=agency))[1], "w:tblPr/w:tblCaption") == KEPT
    docx.Document(io.BytesIO(data))


def finding(slug: str, level: Level = Level.WARNING, **place: Any) -> Finding:
    """A finding whose message holds a word, to be known again by it."""
    return Finding(code="syntax", variant="no-agency-file", level=level, args={"slug": slug}, **place)


def comments(data: bytes) -> dict[str, str]:
    """By the text that a comment speaks of what it says."""
    texts = {item.get(f"{W}id"): text(item) for item in part(data, "word/comments.xml").iter(f"{W}comment")}
    about: dict[str, str] = {}
    anchored = set()
    for paragraph in part(data).iter(f"{W}p"):
        for start in paragraph.findall("w:commentRangeStart", NS):
            number = start.get(f"{W}id")
            assert paragraph.find(f"w:commentRangeEnd[@w:id='{number}']", NS) is not None
            assert paragraph.find(f"w:r/w:commentReference[@w:id='{number}']", NS) is not None
            about[text(paragraph)] = about.get(text(paragraph), "") + texts[number]
            anchored.add(number)
    assert anchored == set(texts)
    return about


def test_draft_has_its_findings_as_comments_where_they_belong() -> None:
    report = numbered(NEW)
    cell = {"path": "data/a.yml", "table": "requests", "row": "received"}
    export = export_of(
        report,
        narrative=parse_narrative(TEXT + "\n" + shown_tables(NEW), path="docs/a/2021.md")[0],
        findings=(
            finding("甲格", **cell, col="natural_person"),
            finding("乙行", Level.NOTICE, path="data/a.yml", table="requests", row="carried_in"),
            finding("丙表", path="data/a.yml", table="review"),
            finding("丁段", path="docs/a/2021.md", line=13),
            finding("戊项", path="docs/a/2021.md", line=19),
            finding("己篇", path="data/a/agency.yml"),
            finding("庚释", Level.WAIVED, **cell, col="total"),
        ),
        for_review=True,
    )
    data = FORMAT.make(export)
    about = comments(data)
    figure = str(report.figure("requests", "received", "natural_person").value)
    first = str(report.grids["review"][0][0].value)
    for where, word in {
        figure: "甲格",
        "二、上年结转政府信息公开申请数量": "乙行",
        first: "丙表",
        next(line for _, line in paragraphs(data) if line.startswith("全年新收")): "丁段",
        "乙。": "戊项",
        "某街道办事处\n2021年政府信息公开工作年度报告": "己篇",
    }.items():
        assert word in about.pop(where), word
    assert about == {}
    assert paragraphs(data)[0] == ("DraftMark", "送审稿")
    remarks = list(docx.Document(io.BytesIO(data)).comments)
    assert {item.author for item in remarks} == {"校核"}
    assert {item.timestamp for item in remarks} == {None}
    assert word_files.figures(data, report) == word_files.figures(
        FORMAT.make(replace(export, for_review=False)), report
    )


def test_no_finding_stands_in_what_is_not_out_for_review() -> None:
    data = of(numbered(NEW), findings=(finding("某"), finding("某", Level.NOTICE)))
    assert comments(data) == {}
    assert "某" not in paragraphs(data)[0][1].replace("某街道", "")


def test_report_with_errors_lists_them_before_its_title() -> None:
    errors = tuple(finding(f"错{number}", Level.ERROR, path="data/a.yml", line=number) for number in (1, 2))
    lines = paragraphs(of(numbered(NEW), findings=errors))
    assert [style for style, _ in lines[:4]] == ["Faults", "Remark", "Remark", "Title"]
    assert lines[0][1].startswith("有 2 处差错，不能公布")
    assert "错1" in lines[1][1]
    assert "错2" in lines[2][1]


def test_call_that_cannot_be_resolved_stands_as_it_is_written() -> None:
    lines = [line for _, line in paragraphs(of(numbered(NEW), '一{{ figure("没有") }}二\n\n{{ table("没有") }}\n'))]
    assert '一{{ figure("没有") }}二' in lines
    assert '{{ table("没有") }}' in lines


def test_table_of_another_year_says_whose_it_is() -> None:
    other = replace(numbered(OLD), year=2020)
    data = of(
        numbered(NEW),
        '{{ table("申请", year=2020) }}\n',
        lookup=lambda _, year: other if year == 2020 else None,
    )
    assert ("Caption", "收到和处理政府信息公开申请情况（a/2020）") in paragraphs(data)


def test_report_without_tables_is_its_text_and_one_without_text_its_tables() -> None:
    plain = replace(numbered(NEW), form=None, grids={}, computed={}, year=2017)
    assert paragraphs(of(plain, "# 题\n\n文。\n"))[:2] == [("Title", "题"), ("Normal", "文。")]
    headings = [line for style, line in paragraphs(of(numbered(NEW))) if style == "Heading1"]
    assert headings == [section.heading for section in NEW.sections if section.table is not None]


def test_cell_that_cannot_be_read_is_not_shown_as_blank() -> None:
    report = workbooks.changed(numbered(NEW), {("requests", "received", "total"): Figure(None, State.UNREADABLE)})
    assert word_files.figures(of(report), report)["requests", "received", "total"] == "填写有误"


@pytest.mark.parametrize("form", [OLD, NEW], ids=lambda form: form.id)
def test_heading_right_before_a_wide_table_goes_with_it_and_is_its_caption(form: Form) -> None:
    text = '# 题\n\n## 二、甲\n\n文。\n\n## 三、乙\n\n{{ table("申请") }}\n\n## 四、丙\n'
    between = text.replace("乙\n", "乙\n\n文。\n")
    shown = []
    for narrative in (None, text, between):
        more = {"narrative": parse_narrative(narrative, path="docs/a/2021.md")[0]} if narrative else {}
        document = official_document(export_of(zeros(form), **more))
        assert [section.landscape for section in document.sections] == [False, True, False]
        shown.append([type(block) for block in document.sections[1].blocks])
        (table,) = (block for block in document.sections[1].blocks if isinstance(block, OfficialTable))
        assert bool(table.caption) is (narrative == between)
    assert shown == [[OfficialHeading, OfficialTable], [OfficialHeading, OfficialTable], [OfficialTable]]


@pytest.mark.parametrize(("length", "fit"), [(20, True), (58 * 2, True), (58 * 3, False)])
def test_notes_of_a_wide_table_are_on_its_page_where_they_have_room(length: int, fit: bool) -> None:  # noqa: FBT001
    report = replace(zeros(NEW), notes=(Note("申请.本年新收", resolve(NEW, "申请.本年新收"), "记" * length),))
    document = official_document(export_of(report))
    kinds = [[type(block) for block in section.blocks] for section in document.sections]
    assert kinds[1] == [OfficialHeading, OfficialTable, *[OfficialLine] * fit]
    assert kinds[2][:1] == [OfficialHeading if fit else OfficialLine]
    styles = {attribute(line, "w:pPr/w:pStyle") for line in part(of(report)).iter(f"{W}p")}
    assert ("TightFigure" in styles) is fit, "the lines of the table are closer where notes are to be below it"


def test_two_wide_tables_with_headings_alone_share_their_pages() -> None:
    text = '## 三、乙\n\n{{ table("申请") }}\n\n### 去年\n\n{{ table("申请") }}\n'
    document = official_document(export_of(zeros(NEW), narrative=parse_narrative(text, path="docs/a/2021.md")[0]))
    assert [(section.landscape, len(section.blocks)) for section in document.sections][:2] == [(False, 0), (True, 4)]
