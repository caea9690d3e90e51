"""Tables of a page that are made of other elements: blank cells are boxes there as well."""

from __future__ import annotations

import pytest

from gongkai.readers.formats.reading import read_document
from tests.readers.test_web_pages import rows, texts

CELLS = [
    ["项目", "自然人", "商业企业", "总计"],
    ["一、本年新收政府信息公开申请数量", "3", "", "3"],
    ["二、上年结转政府信息公开申请数量", "", "1", "1"],
]


TITLE = "样例县财政局2023年政府信息公开工作年度报告"


def page(row: str, cell: str, around: str = "<div>{}</div>") -> str:
    lines = "".join(row.format("".join(cell.format(text) for text in cells)) for cells in CELLS)
    return f"<html><body><p>{TITLE}</p>{around.format(lines)}</body></html>"


@pytest.mark.parametrize(
    "html",
    [
        page('<div class="row">{}</div>', '<div class="col">{}</div>'),
        page("<div><!-- row -->{}</div>", "<div><p><span>{}</span></p></div>"),
        page("<section style='display:table-row'>{}</section>", "<section style='display:table-cell'>{}</section>"),
        page("<ul>{}</ul>", "<li>{}</li>", "{}"),
        page('<div role="row">{}</div>', '<span role="cell">{}</span>', '<div role="table">{}</div>'),
    ],
)
def test_boxes_in_rows_of_one_length_and_named_roles_are_tables(html: str) -> None:
    document = read_document(html.encode(), name="a.html")

    assert [rows(grid) for grid in document.grids()] == [CELLS]
    assert texts(document) == [TITLE]


@pytest.mark.parametrize(
    "html",
    [
        page("<p>{}</p>", "<span>{}</span> "),
        page("<div>{}</div>", "<span>{}</span> "),
        page("<div>{}</div>", "<div>{}<sup>1</sup></div>"),
        page("<div>{}</div>", '<div><img src="a.png">{}</div>'),
        "<html><body>" + "<ul><li>首页</li><li>公开</li><li>互动</li></ul>" * 9 + "<p>一、总体情况</p></body></html>",
    ],
)
def test_lines_of_text_and_lists_of_other_words_are_none(html: str) -> None:
    assert not list(read_document(html.encode(), name="a.html").grids())
