"""Reports as PDF: figures, tags and bookmarks, fonts, layout as in Word, the same bytes, and what is said of a lack."""

from __future__ import annotations

import ctypes
import os
import re
import sys
from dataclasses import replace
from io import BytesIO
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any

import pdfplumber
import pypdfium2
import pytest
from pypdfium2 import raw

from gongkai.errors import FormatError
from gongkai.findings import Finding, Level
from gongkai.forms import shipped_forms
from gongkai.narrative import parse_narrative
from gongkai.renders.formats.pdf import FORMAT
from gongkai.renders.pdf import document, fonts
from gongkai.reports.layout import Layout
from gongkai.reports.loading.fields import moment
from gongkai.tables import build_table
from gongkai.workspace import Workspace
from tests.renders import word_files, workbooks
from tests.renders.test_word import TEXT, annotated, unchecked
from tests.renders.test_word_office import LANDSCAPE, LINE, MM, PORTRAIT, sizes
from tests.renders.workbooks import export_of
from tests.shipped import shipped_form
from tests.tables.grids import numbered, zeros

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gongkai.renders.export import ReportExport
    from gongkai.reports import Report
    from tests.conftest import DemoSources

pytestmark = pytest.mark.slow

OLD, NEW = shipped_form("gia-2019"), shipped_form("gia-2021")
HEAD = 3
"""Rows of the head of the table that can take more than a page."""
MARK = re.compile(r"［[\d,]+］$")


def of(report: Report, narrative: str | None = None, **more: Any) -> bytes:
    if narrative is not None:
        more["narrative"] = parse_narrative(narrative, path="docs/a/2021.md")[0]
    return FORMAT.make(export_of(report, **more))


def figures(data: bytes, report: Report) -> dict[tuple[str, str, str], str]:
    """By cell of the form what its cell shows, as extracted from the pages; tables stand in the order of the form."""
    assert report.form is not None
    with pdfplumber.open(BytesIO(data)) as pdf:
        tables = [table for page in pdf.pages for table in page.extract_tables()]
    heads = ["", *map(head_of, tables)]
    rows = chain.from_iterable(  # a table that goes on from the page before repeats its head
        table[HEAD:] if head == before else table for table, (before, head) in zip(tables, pairwise(heads), strict=True)
    )
    shown = {}
    for model in report.form.tables:
        for block in build_table(report, model.id).blocks:
            for _ in block.head:
                next(rows)
            for row in block.rows:
                texts = [text for text in next(rows) if text is not None][-len(row.figures) :]
                for column, text in zip(model.columns(row.skeleton.position), texts, strict=True):
                    shown[model.id, row.skeleton.row, column.id] = MARK.sub("", text.replace("\n", ""))
    assert next(rows, None) is None
    return shown


def head_of(rows: list[list[str | None]]) -> list[str]:
    """The heads of a table's columns; how many columns its labels take differs from page to page."""
    return [text for row in rows[:HEAD] for text in row if text is not None]


def compare(export: ReportExport) -> None:
    word_files.compare_with_json(figures(FORMAT.make(export), export.report), export)


@pytest.mark.parametrize("form", shipped_forms(), ids=lambda form: form.id)
def test_every_figure_is_that_of_json_blanks_and_what_does_not_apply_included(form: Any) -> None:
    compare(export_of(workbooks.mixed(form)))


def test_figures_of_the_real_report_and_of_a_district_are_those_of_json(root: Path, demo_sources: DemoSources) -> None:
    for folder, keys in (
        (root, [("erligang", 2020)]),
        (demo_sources(2, 7), [("quzhengfu", 2025)]),
    ):
        site = Workspace(Layout(folder, folder / "data", folder / "docs"), reserved=())
        for key in keys:
            compare(unchecked(site, key))


def tags(data: bytes) -> list[tuple[int, str]]:
    """Depth and type of every element of the structure, in order, page after page."""
    all_tags = []
    pdf = pypdfium2.PdfDocument(data)
    for page in pdf:
        tree = raw.FPDF_StructTree_GetForPage(page)
        for number in range(raw.FPDF_StructTree_CountChildren(tree)):
            all_tags += list(elements(raw.FPDF_StructTree_GetChildAtIndex(tree, number), 0))
        raw.FPDF_StructTree_Close(tree)
    return all_tags


def elements(element: Any, depth: int) -> Iterator[tuple[int, str]]:
    size = raw.FPDF_StructElement_GetType(element, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDF_StructElement_GetType(element, buffer, size)
    yield depth, buffer.raw.decode("utf-16-le").rstrip("\0")
    for number in range(raw.FPDF_StructElement_CountChildren(element)):
        child = raw.FPDF_StructElement_GetChildAtIndex(element, number)
        if child:
            yield from elements(child, depth + 1)


def test_structure_has_tags_for_headings_lists_and_heads_of_tables() -> None:
    narrative = TEXT + "".join(f'\n{{{{ table("{table.name.short}") }}}}\n' for table in NEW.tables)
    data = of(numbered(NEW), narrative)
    names = [name for _, name in tags(data)]
    assert names.count("H1") == 2
    assert names.count("H2") == 1
    assert names.count("LI") == 5
    assert names.count("Lbl") == 5
    blocks = [block for table in NEW.tables for block in build_table(numbered(NEW), table.id).blocks]
    heads = sum(len(row) for block in blocks for row in block.head)
    assert names.count("TH") == heads + 2  # those of the narrative's own table
    assert (
        names.count("Table") == 4 + 1
    )  # one goes on behind its first part on the next page, where typst begins another
    assert {"Document", "P", "L", "LBody", "THead", "TBody", "TR", "TD"} <= set(names)


def test_file_says_that_it_is_tagged_in_what_language_and_by_which_standard() -> None:
    data = of(numbered(NEW), TEXT)
    with pdfplumber.open(BytesIO(data)) as pdf:
        catalog = pdf.doc.catalog
        assert catalog["Lang"] == b"zh-CN"
        assert catalog["MarkInfo"]["Marked"] is True
        assert catalog["ViewerPreferences"]["DisplayDocTitle"] is True
        title = pdf.metadata["Title"]
        assert "Author" not in pdf.metadata
    assert title == "某街道办事处2021年政府信息公开工作年度报告"
    assert re.search(rb"<pdfuaid:part>1</pdfuaid:part>", data)


def test_headings_are_bookmarks_and_none_skips_a_level() -> None:
    with pypdfium2.PdfDocument(of(numbered(NEW), "# 题\n\n### 先\n\n## 一、总体情况\n\n##### 深\n\n文。\n")) as pdf:
        assert [(item.level, item.get_title()) for item in pdf.get_toc()] == [(0, "先"), (0, "一、总体情况"), (1, "深")]


def test_fonts_are_embedded() -> None:
    with pdfplumber.open(BytesIO(of(annotated(), TEXT))) as pdf:
        names = {mark["fontname"] for page in pdf.pages for mark in page.chars}
    assert len(names) > 1
    assert all(re.match(r"[A-Z]{6}\+", name) for name in names), names


def test_pages_lines_and_characters_are_those_of_the_standard() -> None:
    data = of(zeros(NEW), f'# 题\n\n## 一、总体情况\n\n{LINE * 40}\n\n{{{{ table("申请") }}}}\n')
    with pdfplumber.open(BytesIO(data)) as pdf:
        assert sizes(pdf) == [PORTRAIT, PORTRAIT, LANDSCAPE, PORTRAIT]
        assert [f"— {number} —" in page.extract_text() for number, page in enumerate(pdf.pages, 1)] == [True] * 4
        page = pdf.pages[0]
        body = [mark for mark in pdf.pages[1].chars if mark["top"] < page.height - 35 * MM and mark["text"].strip()]
        feet = [mark["x0"] for item in pdf.pages[:2] for mark in item.chars if mark["top"] > page.height - 35 * MM]
        title = next(mark for mark in page.chars if mark["text"] == "题")
    lines: dict[int, list[float]] = {}
    for mark in body:
        lines.setdefault(round(mark["bottom"]), []).append(mark["x0"])
    full = [places for places in lines.values() if len(places) > 20]
    assert {len(places) for places in full[:-1]} == {28}
    assert min(map(min, full)) / MM == pytest.approx(28, abs=0.5)
    assert max(mark["x1"] for mark in body) / MM == pytest.approx(210 - 26, abs=0.5)
    first, second, *_ = sorted(lines)
    assert second - first == pytest.approx(225 * MM / 22, abs=1)
    assert min(feet) < 60 * MM < 150 * MM < max(feet)
    assert round(title["size"]) == 22
    assert title["x0"] == pytest.approx((28 + 156 / 2) * MM - 11, abs=1)


def test_links_lead_on_and_breaks_of_lines_that_are_meant_stay() -> None:
    with pdfplumber.open(BytesIO(of(zeros(NEW), "甲<br>乙\n丙 [见](https://example.invalid/?a=1&b=2)。\n"))) as pdf:
        assert [link["uri"] for link in pdf.pages[0].hyperlinks] == ["https://example.invalid/?a=1&b=2"]
        assert "甲\n乙丙见。" in pdf.pages[0].extract_text().replace(" ", "")


def test_notes_corrections_and_hash_stand_in_the_text() -> None:
    with pdfplumber.open(BytesIO(of(annotated()))) as pdf:
        words = "".join(page.extract_text() for page in pdf.pages).replace("\n", "")
    for wanted in ("记二", "节注", "原因：误抄", "公布日期：2022-01-20", "0" * 64, "𠮷", "&amp;"):
        assert wanted in words, wanted
    assert "内部的话" not in words


def test_report_with_errors_lists_them_before_its_title() -> None:
    error = Finding(code="syntax", variant="no-agency-file", level=Level.ERROR, path="data/a.yml", args={"slug": "x"})
    with pdfplumber.open(BytesIO(of(numbered(NEW), findings=(error,)))) as pdf:
        words = pdf.pages[0].extract_text()
    assert words.index("不能公布") < words.index("差错（") < words.index("某街道办事处")


def test_text_is_data_and_no_code() -> None:
    nasty = "#panic(1) $x$ *b* _i_ @l <t> `r` \\ // [a] = h"
    with pdfplumber.open(BytesIO(of(replace(zeros(NEW), title=nasty)))) as pdf:
        assert nasty.replace(" ", "") in pdf.pages[0].extract_text().replace(" ", "").replace("\n", "")


def test_process_that_was_forked_off_after_a_document_was_set_sets_its_own() -> None:
    """The threads of typst are not there in such a process, which would wait for them for ever."""
    report = replace(zeros(NEW), published=moment("2022-01-20"))
    wanted = of(report)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            status = 0 if of(report) == wanted else 2
        finally:
            os.write(writing, bytes([status]))
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        assert answer.read(1) == b"\0"
    os.waitpid(child, 0)


def test_without_typst_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    document._typesetter.cache_clear()
    with pytest.raises(FormatError, match=r"pip install 'gongkai\[pdf\]'"):
        FORMAT.write(export_of(zeros(NEW)))
    monkeypatch.undo()
    document._typesetter.cache_clear()


def test_without_a_chinese_font_it_is_said_which_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FormatError, match="apt install fonts-noto-cjk"):
        fonts.chosen_fonts(["DejaVu Sans", "Libertinus Serif"])
    monkeypatch.setattr(document, "chosen_fonts", lambda _: {part: ["Libertinus Serif"] for part in fonts._WANTED})
    document._typesetter.cache_clear()
    compiler, names, template = document._typesetter()
    del compiler
    import typst  # noqa: PLC0415 - as the code does

    alone = typst.Compiler(ignore_system_fonts=True)
    monkeypatch.setattr(document, "_typesetter", lambda: (alone, names, template))
    with pytest.raises(FormatError, match=r"没有“.+”，导不出 PDF。.*apt install fonts-noto-cjk"):
        FORMAT.write(export_of(zeros(NEW)))
    monkeypatch.undo()
    document._typesetter.cache_clear()


def test_fonts_of_the_standard_come_first_where_they_are_there() -> None:
    names = ["Noto Serif CJK SC", "Noto Sans CJK SC", "FangSong", "SimHei", "KaiTi", "fzxiaobiaosong-b05s"]
    choice = fonts.chosen_fonts(names)
    assert {part: items[0] for part, items in choice.items()} == {
        "title": "fzxiaobiaosong-b05s",
        "body": "FangSong",
        "kai": "KaiTi",
        "hei": "SimHei",
        "table": "Noto Serif CJK SC",
    }
    assert all(set(items) == set(names) for items in choice.values())


def test_published_only_where_a_site_says_so() -> None:
    assert FORMAT.public is False
