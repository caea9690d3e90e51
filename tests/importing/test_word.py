"""Word and PDF files of ours come in again like any others: equal observations, and a narrative of the same blocks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from gongkai.forms import FormRegistry, resolve, shipped_forms
from gongkai.narrative import Block, Heading, Narrative, Paragraph, parse_narrative
from gongkai.narrative.blocks import other_blocks
from gongkai.narrative.model import ListBlock, MarkdownTable, Other
from gongkai.narrative.plain_text import inline_text, one_line
from gongkai.readers.facts.identity import identify
from gongkai.readers.formats.docx import read_docx
from gongkai.readers.matching import match_document
from gongkai.readers.prose.compose import compose
from gongkai.renders.formats.docx import FORMAT
from gongkai.reports import Correction, Note
from gongkai.reports.layout import Layout
from gongkai.reports.loading.fields import moment
from gongkai.workspace import Workspace
from tests.importing.test_workbook import brought_in, facts, opened, saved
from tests.renders import workbooks
from tests.renders.workbooks import export_of
from tests.shipped import shipped_form
from tests.tables.grids import numbered, zeros

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from gongkai.forms import Form
    from gongkai.renders.export import ReportExport
    from tests.conftest import DemoSite

OLD, NEW = shipped_form("gia-2019"), shipped_form("gia-2021")
TOTAL = {"computed": "stated"}


def shown(blocks: Iterable[Block | MarkdownTable], export: ReportExport) -> Iterator[tuple[str, str]]:
    """Blocks as a reader sees them, figures in the place of calls; an admonition is the blocks in it."""
    for block in blocks:
        if isinstance(block, Heading | Paragraph):
            kind = f"h{block.level}" if isinstance(block, Heading) else "p"
            text = one_line(inline_text(block.inlines, export.printed))
            if text:
                yield kind, text
        elif isinstance(block, ListBlock):
            for item in block.items:
                ((_, first), *rest) = shown(item, export)
                yield "ol" if block.ordered else "ul", first
                yield from rest
        elif isinstance(block, Other):
            for kind, text in shown(other_blocks(block.markdown, hard_paragraphs=False), export):
                yield kind, text


def blocks_of(export: ReportExport) -> list[tuple[str, str]]:
    narrative = export.narrative
    assert isinstance(narrative, Narrative)
    return list(shown(narrative.blocks, export))


def said(export: ReportExport) -> dict[str, Any]:
    """What JSON says of a report; every total that is printed is one that was written."""
    parts = {name: facts(export)[name] for name in ("form", "agency", "year", "published")}
    items = [{**item, "status": TOTAL.get(item["status"], item["status"])} for item in facts(export)["observations"]]
    return {**parts, "observations": items}


def test_report_comes_in_with_equal_observations_and_blocks(root: Path, demo_site: DemoSite, tmp_path: Path) -> None:
    district = demo_site(2, 7)
    for folder, keys in ((root, [("erligang", 2020)]), (district, [("quzhengfu", 2024)])):
        first = Workspace(Layout(folder, folder / "data", folder / "docs"), reserved=())
        files = [saved(tmp_path / f"{slug}-{year}.docx", first.export(slug, year, "docx")) for slug, year in keys]
        items = brought_in(tmp_path / folder.name, *files)
        assert not any(item.error or item.open for item in items)
        second = opened(tmp_path / folder.name)
        for key in keys:
            before, after = first.report_export(*key), second.report_export(*key)
            assert said(after) == said(before), key
            assert blocks_of(after) == blocks_of(before), key


def test_headings_come_in_with_their_levels() -> None:
    lines = ["# 题"]
    for section in NEW.sections:
        call = f'{{{{ table("{NEW.table_index[section.table].name.short}") }}}}' if section.table else "文。"
        lines += [f"## {section.heading}", "### 甲", "文。", "#### 乙", call]
    narrative = parse_narrative("\n\n".join(lines), path="docs/a/2021.md")[0]
    document = read_docx(FORMAT.make(export_of(zeros(NEW), narrative=narrative)), name="a.docx")
    prose = compose(document, match_document(document, (OLD, NEW), 2021), identify(document))
    headings = [part for part in prose.parts if part.startswith("#")]
    assert headings == [line for line in lines[1:] if line.startswith("#")]


def test_pdf_comes_in_with_equal_observations_and_text(root: Path, demo_site: DemoSite, tmp_path: Path) -> None:
    """A PDF has neither headings nor lists, and no spaces at the ends of its lines."""
    district = demo_site(2, 7)
    for folder, key in ((root, ("erligang", 2020)), (district, ("quzhengfu", 2024))):
        first = Workspace(Layout(folder, folder / "data", folder / "docs"), reserved=())
        file = saved(tmp_path / f"{key[0]}-{key[1]}.pdf", first.export(*key, "pdf"))
        (item,) = brought_in(tmp_path / folder.name, file)
        assert (item.error, item.open) == ("", 0)
        before, after = first.report_export(*key), opened(tmp_path / folder.name).report_export(*key)
        assert said(after) == said(before), key
        assert plain(blocks_of(after)) == plain(blocks_of(before)), key


def plain(blocks: list[tuple[str, str]]) -> list[str]:
    """The text of blocks without spaces, signs of lists written out."""
    texts, number = [], 0
    for kind, text in blocks:
        number = number + 1 if kind == "ol" else 0
        sign = {"ol": f"{number}.", "ul": "•"}.get(kind, "")
        texts.append(f"{sign}{text}".replace(" ", ""))
    return texts


def test_notes_below_tables_and_closing_lines_are_left_out_and_said(tmp_path: Path) -> None:
    report = replace(
        zeros(NEW),
        published=moment("2022-01-20"),
        notes=tuple(Note(at, resolve(NEW, at), f"记{at}") for at in ("申请.本年新收.总计", "一")),
        corrections=(Correction("一", resolve(NEW, "一"), "2022-03-01", "甲", "乙", None),),
    )
    (item,) = brought_in(tmp_path / "site", saved(tmp_path / "a-2021.docx", FORMAT.make(export_of(report))))
    left = {remark.code: remark.text for remark in item.remarks if remark.text.startswith("［")}
    assert list(left) == ["note-left-out"]
    again = opened(tmp_path / "site").report_export("a", 2021)
    assert str(again.report.published) == "2022-01-20"
    assert again.narrative is not None
    assert not [word for word in ("SHA-256", "记", "2022-03-01", "填报单位") if word in again.narrative.text]
    assert {str(item.value) for item in again.observations} == {"0"}


@pytest.mark.parametrize("make", [zeros, workbooks.added_up])
@pytest.mark.parametrize("form", shipped_forms(), ids=lambda form: form.id)
def test_blanks_and_what_does_not_apply_come_in_as_they_are(form: Form, make: Any) -> None:
    report = make(numbered(form) if make is workbooks.added_up else form)
    document = read_docx(FORMAT.make(export_of(report)), name="a.docx")
    matched = match_document(document, tuple(FormRegistry(shipped_forms())), report.year)
    wanted = {
        (table.id, row.id, column.id): report.figure(table.id, row.id, column.id)
        for table in form.tables
        for number, row in enumerate(table.rows)
        for column in table.columns(number)
    }
    assert matched.form is form
    assert dict(matched.figures) == wanted
