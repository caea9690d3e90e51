"""Texts that a source strikes out, or a page does not show: no figures of the narrative, nor of rows of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.importing import lines
from gongkai.reports import Status
from tests.importing.sample_documents import FORMS, one, page
from tests.readers.mess import word
from tests.readers.test_hidden_figures import word_file

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.importing import ImportResult

SHEET = "<style>.off { text-decoration: line-through } .unseen { display: none }</style>"
STRUCK = ["<s>{}</s>", "<del>{}</del>", "<strike>{}</strike>", "<b><i class=off>{}</i></b>"]
LONE = "<span style='text-decoration: red line-through'>{}</span>"


def written(item: ImportResult, name: str) -> str:
    """What is written to a file whose path ends so."""
    return next(write.content.decode() for write in item.writes if write.path.endswith(name))


@pytest.mark.parametrize("around", [*STRUCK, LONE, "<i class=unseen>{}</i>"])
def test_struck_figure_of_a_text_is_left_out_and_said(tmp_path: Path, around: str) -> None:
    text = page(top=SHEET, prose={"一": "新收申请@件。"}).replace("@", f"{around.format('978')}8")
    item = one(tmp_path, "a.html", text)

    assert (item.cells.taken, item.status) == (200, Status.PUBLISHED)
    narrative = written(item, ".md")
    assert "新收申请8件。" in narrative
    assert [remark.text for remark in item.remarks if remark.code == "left-in-text"] == [
        f"{'网页上不显示' if 'unseen' in around else '删除线'}：978"
    ]
    assert any("978" in line for line in lines([item], FORMS, dry_run=False))


@pytest.mark.parametrize("around", [*STRUCK, LONE])
def test_struck_figure_of_a_row_of_text_is_no_digit_of_the_one_beside_it(tmp_path: Path, around: str) -> None:
    row = "<tr><td>行政许可</td><td>31</td></tr>"
    rows = f"</table><p>行政许可 {around.format('9')}31</p><table>"
    text = page(top=SHEET)
    assert row in text
    item = one(tmp_path, "a.html", text.replace(row, rows))

    assert "行政许可:       31" in written(item, "2023.yml")
    assert [remark.text for remark in item.remarks if remark.code == "left-in-text"] == ["删除线：9"]


def test_paragraph_that_is_struck_as_a_whole_is_said_with_the_one_before(tmp_path: Path) -> None:
    item = one(tmp_path, "a.html", page(top=SHEET, foot="<div>前<p class=off>共 978 件</p>后</div>"))

    narrative = written(item, ".md")
    assert "978" not in narrative
    assert "前后" not in narrative
    assert [remark.text for remark in item.remarks if remark.code == "left-in-text"] == ["删除线：共 978 件"]


@pytest.mark.parametrize(
    ("content", "text"), [("<del>978</del>31", "[删除线：978]31"), ("<del>978</del>", "[删除线：978]")]
)
def test_deleted_figure_of_a_cell_is_said_as_one_with_a_line_through_it(
    tmp_path: Path, content: str, text: str
) -> None:
    item = one(tmp_path, "a.html", page().replace("<td>31</td>", f"<td>{content}</td>"))

    assert (item.cells.missing, item.status) == (1, Status.DRAFT)
    assert [remark.text for remark in item.remarks if remark.row == "licensing"] == [text]


def test_struck_figure_of_a_word_file_s_text_is_left_out_and_said() -> None:
    document = word_file(f"<w:p>{word.run('新收申请')}{word.run('978', '<w:strike/>')}{word.run('8件。')}</w:p>")

    assert [(block.text, block.unseen_texts) for block in document.paragraphs()] == [
        ("新收申请8件。", ("删除线：978",))
    ]
