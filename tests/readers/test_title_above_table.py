"""The title of a report in a row right above a table of a sheet: it is no row of that table."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from gongkai.readers.facts.identity import identify
from gongkai.readers.formats.reading import read_document
from tests.readers.test_web_pages import rows, texts

if TYPE_CHECKING:
    from gongkai.readers.document import Document

TABLE = [["工作量对比"], ["项目", "2022年", "2023年"], ["发布信息（条）", "120", "134"]]


def sheet(above: list[list[str]]) -> Document:
    """A sheet with a small table before its text."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    page = book.add_worksheet()
    for number, row in enumerate([*above, *TABLE, [], ["一、总体情况"], ["本年度按时完成各项公开工作。"]]):
        page.write_row(number, 0, row)
    book.close()
    return read_document(file.getvalue(), name="a.xlsx")


@pytest.mark.parametrize(
    ("above", "title"),
    [
        (["样例街道办事处2023年政府信息公开工作年度报告"], 1),
        (["样例街道办事处", "2023年政府信息公开工作年度报告"], 2),
        (["样例街道办事处", "2023年"], 0),
    ],
)
def test_title_above_a_table_is_found_and_no_row_of_the_table(above: list[str], title: int) -> None:
    document = sheet([[text] for text in above])
    identity = identify(document)

    assert texts(document)[:title] == above[:title]
    assert (identity.agency, identity.year) == (("样例街道办事处", 2023) if title else ("", None))
    (grid,) = document.grids()
    assert [row[0] for row in rows(grid)] == [*above[title:], "工作量对比", "项目", "发布信息（条）"]
