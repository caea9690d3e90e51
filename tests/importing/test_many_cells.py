"""Many cells of a table that were read in the same way: one line on the terminal, a comment for each in the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from gongkai.importing import lines
from tests.importing.sample_documents import FORMS, one, page

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.importing import ImportResult

PAGE = page()
REQUESTS = re.findall("<table>.*?</table>", PAGE)[1]
CELLS = 25 * 7


def with_cells(pattern: str, instead: str, most: int = 0) -> str:
    """The page with figures of its table of requests written in another way."""
    return PAGE.replace(REQUESTS, re.sub(pattern, instead, REQUESTS, count=most))


def looks(item: ImportResult, *, dry_run: bool = False) -> list[str]:
    """The lines on the terminal that ask for a look at the document."""
    return [line for line in lines([item], FORMS, dry_run=dry_run) if " 请核对：" in line]


def comments(item: ImportResult) -> int:
    """How many comments of the data file ask for it."""
    return next(write.content.decode().count("# 请核对：") for write in item.writes if write.path.endswith("2023.yml"))


@pytest.mark.parametrize(
    ("instead", "sentence"),
    [
        (r"<td>\g<1>①</td>", "原件是“5①、2①、0①……”，数旁的注号没有算作数。"),
        (r"<td>1 00\1</td>", "原件是“1 005、1 002、1 000……”，中间的空格没有照写。"),
        (r"<td>(\1)</td>", "原件是“(5)、(2)、(0)……”，数在括号里，"),
        (r"<td>\1（2）</td>", "原件是“5（2）、2（2）、0（2）……”，暂记作括号前的数，"),
    ],
)
def test_many_cells_of_one_cause_are_one_line_and_each_has_its_comment(
    tmp_path: Path, instead: str, sentence: str
) -> None:
    item = one(tmp_path, "a.html", with_cells(r"<td>(\d)</td>", instead))
    (line,) = looks(item)
    rows = "“一、本年新收政府信息公开申请数量”、“二、上年结转政府信息公开申请数量”、“（一）予以公开”等"
    assert f"请核对：申请表（25 行 {CELLS} 格：{rows}）：{sentence}" in line
    assert line.endswith("各行的数见数据文件里的注释。")
    assert comments(item) == CELLS
    assert any("导入的疑问 1 条" in text for text in lines([item], FORMS, dry_run=False))


def test_few_cells_and_those_of_a_dry_run_are_said_one_by_one(tmp_path: Path) -> None:
    item = one(tmp_path, "a.html", with_cells(r"<td>(\d)</td>", r"<td>\g<1>①</td>", 5))
    assert len(looks(item)) == 5
    every = one(tmp_path / "b", "a.html", with_cells(r"<td>(\d)</td>", r"<td>\g<1>①</td>"), dry_run=True)
    assert len(looks(every, dry_run=True)) == CELLS


def test_many_cells_of_one_row_are_one_line(tmp_path: Path) -> None:
    item = one(tmp_path, "a.html", with_cells(r"<td>(\d)</td>", r"<td>\g<1>①</td>", 7))
    (line,) = looks(item)
    assert "申请表（1 行 7 格：“一、本年新收政府信息公开申请数量”）：" in line


def test_table_of_which_no_cell_was_read_is_no_fault_of_the_document(tmp_path: Path) -> None:
    item = one(tmp_path, "a.html", with_cells(r"<td>(\d)</td>", r"<td>(\1)</td>"))
    assert item.faults == ()
    assert item.cells.missing == CELLS
