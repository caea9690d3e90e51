"""Rows of tables of a Word file that it does not show are not read, and are said with their figures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from gongkai.importing import lines
from gongkai.reports import Status
from tests.importing.sample_documents import FORMS
from tests.importing.test_word_notices import imported_with_looks, word
from tests.readers.test_hidden_figures import word_file
from tests.readers.test_web_pages import rows

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.readers.document import Document

HIDDEN = "<w:hidden/>"


def row_of(main: str, label: str) -> str:
    """The row of a main part that has a label."""
    return next(row for row in re.findall(r"<w:tr[ >].*?</w:tr>", main, re.DOTALL) if f">{label}<" in row)


def with_mark(row: str, mark: str) -> str:
    """A row with a property."""
    return row.replace("<w:tc>", f"<w:trPr>{mark}</w:trPr><w:tc>", 1)


@pytest.mark.parametrize("mark", [HIDDEN, '<w:hidden w:val="1"/>', '<w:trHeight w:val="15" w:hRule="exact"/>'])
def test_row_that_is_hidden_beside_one_that_is_shown_is_quoted_and_not_read(tmp_path: Path, mark: str) -> None:
    def change(main: str) -> str:
        row = row_of(main, "2.重复申请")
        old = with_mark(row.replace("<w:t>0</w:t>", "<w:t>7</w:t>"), mark)
        return main.replace(row, old + row)

    item, shown = imported_with_looks(tmp_path, word(change))
    assert (shown, item.cells.taken, item.status) == ([], 200, Status.PUBLISHED)
    (line,) = [line for line in lines([item], FORMS, dry_run=False) if "隐藏" in line]
    assert re.search(r"第 2 张表第 \d+ 行 原件：这张表的这一行是隐藏的，没有读取：“2.重复申请( 7){7}”。", line)


def test_only_row_of_the_form_that_is_hidden_is_open(tmp_path: Path) -> None:
    item, _ = imported_with_looks(
        tmp_path, word(lambda main: main.replace(row_of(main, "行政许可"), with_mark(row_of(main, "行政许可"), HIDDEN)))
    )
    assert (item.cells.missing, item.status) == (1, Status.DRAFT)
    assert any(re.search("没有读取：“行政许可 [0-9]+”", line) for line in lines([item], FORMS, dry_run=False))


@pytest.mark.parametrize(
    "mark", ['<w:hidden w:val="0"/>', '<w:trHeight w:val="15" w:hRule="atLeast"/>', '<w:trHeight w:val="15"/>']
)
def test_row_that_is_not_hidden_after_all_is_read(tmp_path: Path, mark: str) -> None:
    item, _ = imported_with_looks(
        tmp_path, word(lambda main: main.replace(row_of(main, "行政许可"), with_mark(row_of(main, "行政许可"), mark)))
    )
    assert (item.cells.taken, item.status) == (200, Status.PUBLISHED)


def table(*rows_of_table: str) -> Document:
    return word_file(f"<w:tbl><w:tblPr/>{''.join(rows_of_table)}</w:tbl><w:p><w:r><w:t>后文</w:t></w:r></w:p>")


def row(*cells: tuple[str, str], mark: str = "") -> str:
    """A row of cells, each with its properties and its text."""
    content = "".join(
        f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"
        for properties, text in cells
    )
    return f"<w:tr><w:trPr>{mark}</w:trPr>{content}</w:tr>"


def test_cell_that_reaches_down_from_a_hidden_row_begins_below_it() -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    document = table(
        row(("", "甲"), (down, "组"), ("", "1"), mark=HIDDEN),
        row(("", "乙"), (on, ""), ("", "2")),
        row(("", "丙"), (on, ""), ("", "3")),
    )
    (grid,) = document.grids()
    assert rows(grid) == [["乙", "组", "2"], ["丙", "组", "3"]]
    assert [notice.text for notice in document.notices] == ["甲 组 1"]


def test_table_whose_rows_are_all_hidden_is_quoted() -> None:
    document = table(row(("", "甲"), ("", "1"), mark=HIDDEN), row(("", "乙"), ("", "2"), mark=HIDDEN))
    assert list(document.grids()) == []
    assert [notice.text for notice in document.notices] == ["甲 1", "乙 2"]
