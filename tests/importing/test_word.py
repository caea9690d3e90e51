"""Word and PDF files of ours come in again like any others: equal observations, and a narrative of the same blocks."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from gongkai.forms import FormRegistry, resolve, shipped_forms
from gongkai.narrative import parse_narrative
from gongkai.pages.official import OfficialLine, OfficialTable, official_document
from gongkai.readers.facts.identity import identify
from gongkai.readers.formats.docx import read_docx
from gongkai.readers.matching import match_document
from gongkai.readers.prose.compose import compose
from gongkai.renders.formats.docx import FORMAT
from gongkai.reports import Correction, Note
from gongkai.reports.layout import Layout
from gongkai.reports.loading.fields import moment
from gongkai.workspace import Workspace
from tests.importing.test_workbook import brought_in, facts, imported, layout, opened, saved
from tests.renders import workbooks
from tests.renders.workbooks import export_of
from tests.shipped import shipped_form
from tests.tables.grids import numbered, zeros

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.forms import Form
    from gongkai.pages.official import OfficialBlock
    from gongkai.renders.export import ReportExport
    from tests.conftest import DemoSources

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("reads_here")]

OLD, NEW = shipped_form("gia-2019"), shipped_form("gia-2021")
TOTAL = {"computed": "stated"}
STYLED = """\
### （七）*其他*方面

我局**一是：**公开 12 件，见[网站 “公开”栏](https://example.invalid/a_b?c=1&d=*)，*三*，A **b** C。

**[二](https://example.invalid/%282%29)是**清单。

- 甲<乙>&“丙”𠮷 a_b：**先**后；
- 第二项：
    1. 其一，{很} \\*长\\*，所以要折行，一直写到下一行 2024 年 12 月去，看行末的空格还在不在 a b c d e f g h；
    2. 其二。
        - 其三。

> 引文。

| 项目 | 数 |
| --- | --- |
| 会议 | 3 |
"""
Key = tuple[str, int]


def blocks_of(export: ReportExport) -> list[OfficialBlock]:
    """The narrative as a document has it: headings with level, paragraphs, items and grids, each with its styles."""
    blocks = [block for section in official_document(export).sections for block in section.blocks]
    return [block for block in blocks if not isinstance(block, OfficialTable | OfficialLine)]


def json_facts(export: ReportExport) -> dict[str, Any]:
    """What JSON says of a report; every total that is printed is one that was written."""
    parts = {name: facts(export)[name] for name in ("form", "agency", "year", "published")}
    items = [{**item, "status": TOTAL.get(item["status"], item["status"])} for item in facts(export)["observations"]]
    return {**parts, "observations": items}


def with_text(district: Path, folder: Path) -> list[Key]:
    """A copy of some reports of a district, both forms, one of them with all that a narrative may have."""
    keys = [("quzhengfu", 2020), ("quzhengfu", 2024)]
    (folder / "docs/quzhengfu").mkdir(parents=True)
    shutil.copytree(district / "data/quzhengfu", folder / "data/quzhengfu")
    for slug, year in keys:
        text = (district / f"docs/{slug}/{year}.md").read_text(encoding="utf-8")
        if year == keys[-1][1]:
            text = text.replace("## 六、", f"{STYLED}\n## 六、")
        (folder / f"docs/{slug}/{year}.md").write_text(text, encoding="utf-8")
    return keys


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_report_comes_in_with_equal_observations_and_blocks(
    kind: str, root: Path, demo_sources: DemoSources, tmp_path: Path
) -> None:
    """Headings with their levels, items with their depths, emphasis and links, and blanks at the ends of lines."""
    copy = tmp_path / "district"
    sites: list[tuple[Path, list[Key]]] = [(root, [("erligang", 2020)]), (copy, with_text(demo_sources(2, 7), copy))]
    for folder, keys in sites:
        place = Layout(folder, folder / "data", folder / "docs", hard_paragraphs=folder is copy)
        first = Workspace(place, reserved=())
        files = [saved(tmp_path / f"{slug}-{year}.{kind}", first.export(slug, year, kind)) for slug, year in keys]
        again = replace(layout(tmp_path / f"{folder.name}-again"), hard_paragraphs=place.hard_paragraphs)
        items = imported(again, *files)
        assert [(item.error, item.open) for item in items] == [("", 0)] * len(files)
        second = Workspace(again, reserved=())
        for key in keys:
            before, after = first.report_export(*key), second.report_export(*key)
            assert json_facts(after) == json_facts(before), key
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
