"""Parts of Office files that are there by the thousand: each is looked at once, however many there are."""

from __future__ import annotations

from time import process_time
from types import SimpleNamespace
from typing import Any, cast

import pytest

from gongkai.errors import ReadError
from gongkai.readers.document import Document, SourceParagraph
from gongkai.readers.document.titles import other_titles
from gongkai.readers.files.office_xml import xml_root
from gongkai.readers.formats.docx import _style_map
from gongkai.readers.formats.office_notes import notes_in_word
from gongkai.readers.formats.reading import read_document
from gongkai.readers.formats.word_parts.drawn_fields import name_drawn_fields
from gongkai.readers.formats.word_parts.numbering import Numbering
from gongkai.readers.formats.word_parts.run_looks import RunLooks
from gongkai.readers.formats.word_parts.runs import show_runs
from gongkai.readers.formats.workbook_parts.hidden import CellSizes
from gongkai.readers.prose.markdown_text import clean
from tests.readers.mess.word import W

_MOST_SECONDS = 1.0
"""A tenth of it is enough; what looks at each part for each part takes several."""
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _table(rows: int) -> bytes:
    """A table with a comment in each of its rows."""
    row = '<w:tr><w:tc><w:p><w:r><w:commentReference w:id="{}"/><w:t>1</w:t></w:r></w:p></w:tc></w:tr>'
    return f'<w:body xmlns:w="{W}"><w:tbl>{"".join(map(row.format, range(rows)))}</w:tbl></w:body>'.encode()


def test_columns_are_hidden_once_however_often_a_sheet_says_so() -> None:
    columns = '<col min="1" max="16384" width="0.1"/>' * 4_000 + '<col min="2" max="3" width="9"/>' * 4_000
    sheet = xml_root(f'<worksheet xmlns="{_SHEET}"><cols>{columns}</cols><sheetData/></worksheet>'.encode())
    begin = process_time()
    sizes = CellSizes(sheet)
    assert {sizes.digits(column) for column in [*range(50), 16_383] * 50} == {0.0}
    assert process_time() - begin < _MOST_SECONDS


def test_cells_of_comments_are_counted_once() -> None:
    comment = '<w:comment w:id="{0}"><w:p><w:r><w:t>说明{0}</w:t></w:r></w:p></w:comment>'
    comments = f'<w:comments xmlns:w="{W}">{"".join(map(comment.format, range(2_500)))}</w:comments>'.encode()
    archive = SimpleNamespace(names=list, xml={"word/comments.xml": comments}.get)
    begin = process_time()
    notices = list(notes_in_word(cast("Any", archive), [_table(2_500)]))
    assert process_time() - begin < _MOST_SECONDS
    assert (notices[1].text, notices[1].origin.cell) == ("说明1", "第 2 行第 1 列")


def test_properties_of_a_table_are_looked_for_once() -> None:
    root: Any = xml_root(_table(4_000))
    looks = RunLooks(None)
    begin = process_time()
    for paragraph in root.iter(f"{{{W}}}p"):
        run = paragraph[0]
        assert looks.why_unseen(run, looks.of(run, paragraph), paragraph) == ""
    assert process_time() - begin < _MOST_SECONDS


def _cpu_seconds_of(body: str) -> float:
    """How long it takes to show the runs of a part."""
    root: Any = xml_root(f'<w:body xmlns:w="{W}">{body}</w:body>'.encode())
    begin = process_time()
    show_runs(root, None)
    name_drawn_fields(root)
    return process_time() - begin


def test_runs_and_fields_are_gone_through_once() -> None:
    fit = '<w:r><w:rPr><w:fitText w:val="200" w:id="5"/></w:rPr><w:t>1</w:t></w:r>'
    begin, separate = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate"))
    text = "<w:r><w:t>1</w:t></w:r>"
    cell = "<w:tbl><w:tr><w:tc><w:p>{}</w:p></w:tc></w:tr></w:tbl>"
    assert _cpu_seconds_of(cell.format(fit * 2_000)) < _MOST_SECONDS
    assert _cpu_seconds_of(cell.format((begin + separate) * 3_000 + text * 3_000)) < _MOST_SECONDS


def test_fields_within_one_another_are_read_as_deep_as_word_makes_them() -> None:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    root: Any = xml_root(f'<w:p xmlns:w="{W}">{begin * 300}{end * 300}{begin}{end}</w:p>'.encode())
    show_runs(root, None)
    kinds = [mark.get(f"{{{W}}}fldCharType") for mark in root.iter(f"{{{W}}}fldChar")]
    assert kinds == ["begin"] * 40 + ["end"] * 40 + ["begin", "end"]


def test_number_of_a_list_is_no_longer_and_no_deeper_than_word_makes_it() -> None:
    level = f'<w:lvl w:ilvl="8"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="{"%9" * 9_000}"/></w:lvl>'
    lists = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/>'
    numbering = Numbering(f'<w:numbering xmlns:w="{W}">{lists}</w:num></w:numbering>'.encode(), None)
    own = '<w:pPr><w:numPr><w:ilvl w:val="99"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    assert numbering.number_of(xml_root(f'<w:p xmlns:w="{W}">{own}</w:p>'.encode())) == "一" * 30


def test_styles_of_headings_are_no_more_than_any_file_needs() -> None:
    style = '<w:style w:type="paragraph" w:styleId="{0}"><w:name w:val="{0}"/><w:pPr>{1}</w:pPr></w:style>'
    styles = "".join(style.format(number, '<w:outlineLvl w:val="0"/>') for number in range(2_000))
    assert len(_style_map(xml_root(f'<w:styles xmlns:w="{W}">{styles}</w:styles>'.encode())).split("\n")) == 101


def test_sections_behind_a_title_are_looked_for_once() -> None:
    document = Document("txt", (SourceParagraph("一、总体情况"),) * 9_000)
    begin = process_time()
    assert list(other_titles(document, "")) == []
    assert process_time() - begin < _MOST_SECONDS


@pytest.mark.parametrize("text", ["甲。\n" * 5_001, "<p>" + "甲<br>" * 5_001, "甲\t1\n" * 5_001, "1" * 500_001])
def test_document_of_more_than_a_report_has_is_refused(text: str) -> None:
    name = "a.html" if text.startswith("<") else "a.txt"
    with pytest.raises(ReadError, match="内容过多，不像一份报告（超过 5000 段、行或 50 万字）") as refusal:
        read_document(text.encode(), name=name)
    assert refusal.value.code == "long"


def test_blanks_between_words_are_gone_through_once() -> None:
    begin = process_time()
    assert clean("甲" + " " * 40_000 + "乙 — 3 —") == "甲" + " " * 40_000 + "乙"
    assert process_time() - begin < _MOST_SECONDS
