"""Word files in LibreOffice: opened without repair, and printed on the pages and with the margins that they state."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pdfplumber
import pypdfium2
import pytest

from gongkai.forms import resolve
from gongkai.narrative import parse_narrative
from gongkai.renders.formats.docx import FORMAT
from gongkai.reports.layout import Layout
from gongkai.workspace import Workspace
from tests.renders import workbooks
from tests.renders.workbooks import export_of
from tests.shipped import shipped_form
from tests.tables.grids import zeros

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from gongkai.renders.export import ReportExport
    from tests.conftest import DemoSources
    from tests.shared_folders import SharedFolders

OLD, NEW = shipped_form("gia-2019"), shipped_form("gia-2021")
MM = 72 / 25.4
"""Points in a millimetre."""
PORTRAIT, LANDSCAPE = (210, 297), (297, 210)
LINE = "信息公开工作年度报告情况说明各项数据核对无误一二三四五六"
"""28 characters."""


def exports(root: Path, district: Path) -> dict[str, ReportExport]:
    """By name of a file the report in it."""
    named = {}
    for folder, keys in ((root, [("erligang", 2020)]), (district, [("quzhengfu", 2025)])):
        site = Workspace(Layout(folder, folder / "data", folder / "docs"), reserved=())
        named |= {f"{slug}-{year}": site.report_export(slug, year, for_review=year == 2025) for slug, year in keys}
    text = f"# 题\n\n## 一、总体情况\n\n{LINE * 40}\n"
    named["lines"] = export_of(zeros(NEW), narrative=parse_narrative(text, path="docs/a/2021.md")[0])
    label = "很长的行名" * 30
    heads = tuple((resolve(NEW, f"requests.{row.id}"), label) for row in NEW.table_index["requests"].rows)
    named["long"] = export_of(replace(zeros(NEW), heads=heads))
    named["third"] = export_of(workbooks.mixed(OLD))
    return named


@pytest.fixture(scope="module")
def converted(root: Path, demo_sources: DemoSources, shared_folders: SharedFolders) -> Path:
    """The folder where LibreOffice has printed every file."""

    def convert(folder: Path) -> None:
        folder.mkdir(parents=True)
        for name, export in exports(root, demo_sources(2, 7)).items():
            (folder / f"{name}.docx").write_bytes(FORMAT.make(export))
        workbooks.convert(sorted(folder.glob("*.docx")), "pdf", folder)

    return shared_folders.get("word-files", convert)


def sizes(pdf: pdfplumber.PDF) -> list[tuple[int, int]]:
    return [(round(page.width / MM), round(page.height / MM)) for page in pdf.pages]


def test_every_file_is_printed_on_few_pages_none_of_them_empty(converted: Path) -> None:
    pages = {path.stem: path for path in converted.glob("*.pdf")}
    assert set(pages) == {path.stem for path in converted.glob("*.docx")}
    counts = {}
    for name, path in pages.items():
        with pypdfium2.PdfDocument(path) as pdf:  # pdfplumber takes a tenth of a second for the text of a page
            counts[name] = len(pdf)
            texts = [page.get_textpage().get_text_range() for page in pdf]
        assert [f"— {number} —" in text for number, text in enumerate(texts, 1)] == [True] * len(texts), name
        assert all(len(text) > 40 for text in texts), name
    assert counts["erligang-2020"] == 6
    assert counts["quzhengfu-2025"] == 6


@pytest.mark.parametrize("name", ["erligang-2020", "quzhengfu-2025"])
def test_wide_table_stands_on_one_page_in_landscape(converted: Path, name: str) -> None:
    with pdfplumber.open(converted / f"{name}.pdf") as pdf:
        assert sizes(pdf).count(LANDSCAPE) == 1
        assert set(sizes(pdf)) == {PORTRAIT, LANDSCAPE}
        (page,) = (page for page in pdf.pages if page.width > page.height)
        (table,) = page.extract_tables()
    assert len(table[0]) == 10
    assert table[-1][0] == "四、结转下年度继续办理"


def test_heading_of_the_wide_table_stands_on_its_page_where_nothing_is_between(converted: Path) -> None:
    with pdfplumber.open(converted / "third.pdf") as pdf:
        texts = [page.extract_text() for page in pdf.pages if page.width > page.height]
    assert texts[0].startswith("三、收到和处理政府信息公开申请情况")


def test_text_has_the_margins_lines_and_characters_of_the_standard(converted: Path) -> None:
    with pdfplumber.open(converted / "lines.pdf") as pdf:
        page = pdf.pages[1]  # nothing but text stands on it
        lines: dict[int, list[float]] = {}
        body = [mark for mark in page.chars if mark["top"] < page.height - 35 * MM and mark["text"].strip()]
        for mark in body:
            lines.setdefault(round(mark["bottom"]), []).append(mark["x0"])
    assert len(lines) == 22
    assert {len(places) for places in lines.values()} == {28}
    assert min(map(min, lines.values())) / MM == pytest.approx(28, abs=0.5)
    assert max(mark["x1"] for mark in body) / MM == pytest.approx(210 - 26, abs=1)
    assert min(lines) / MM == pytest.approx(37 + 225 / 22, abs=3)


def test_head_of_a_table_is_repeated_and_no_row_breaks(converted: Path) -> None:
    with pdfplumber.open(converted / "long.pdf") as pdf:
        landscape = [page for page in pdf.pages if page.width > page.height]
        tables = [page.extract_tables()[0] for page in landscape]
        wanted = len(pdf.pages)
    assert len(tables) > 2
    assert wanted > len(tables)
    assert all(table[0][-7] == "申请人情况" for table in tables)
    # The notes of the rows' own heads add their numbers; what a row holds is never cut by the end of a page.
    labels = [max((cell or "" for cell in row[:3]), key=len).replace("\n", "") for table in tables for row in table[3:]]
    assert {label.partition("［")[0] for label in labels} == {"很长的行名" * 30}
    assert len(labels) == len(NEW.table_index["requests"].rows)


def test_headings_are_the_outline_of_what_is_printed(converted: Path, root: Path, demo_sources: DemoSources) -> None:
    exported: Mapping[str, ReportExport] = exports(root, demo_sources(2, 7))
    for name in ("erligang-2020", "quzhengfu-2025"):
        with pypdfium2.PdfDocument(converted / f"{name}.pdf") as pdf:
            outline = [(item.level, item.get_title()) for item in pdf.get_toc()]
        form = exported[name].report.form
        assert form is not None
        assert outline == [(0, section.heading) for section in form.sections]
