"""HTML in Markdown: what it hides, around tables of either kind, and what it strikes out in lines of text."""

from __future__ import annotations

import pytest

from gongkai.readers.document import Document, SourceGrid, SourceParagraph
from gongkai.readers.formats.reading import read_document

PIPES = "| 事项 | 数 |\n|---|---|\n| 行政许可 | 37 |\n| 行政处罚 | 4 |\n"
CELLS = "<table><tr><td>事项<td>数<tr><td>行政许可<td>37<tr><td>行政处罚<td>4</table>\n"
PANE = '<div class="tab-pane" style="display:none">'


def markdown(text: str) -> Document:
    return read_document(text.encode(), name="a.md")


def rows(document: Document) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in grid.rows] for grid in document.grids()]


def texts(document: Document) -> list[str]:
    return [block.text for block in document.paragraphs()]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("37[9](#fn9)", "37[9]"),
        ("[9](#fn9)37", "[9]37"),
        ("37[9]{.superscript}", "37[9]"),
        ("[37](#a)", "37"),
        ("[行政](#a)许可", "行政许可"),
    ],
)
def test_link_or_span_beside_a_figure_is_the_mark_of_a_note(cell: str, text: str) -> None:
    (((*_, (_, read), _),),) = [rows(markdown(PIPES.replace("37", cell)))]
    assert read == text


@pytest.mark.parametrize("table", [PIPES, CELLS], ids=["pipes", "cells"])
@pytest.mark.parametrize(
    ("begin", "end", "code"),
    [
        ("<div hidden>\n\n", "\n\n</div>", "hidden-table"),
        ('<section style="display: none">\n\n', "\n\n</section>", "hidden-table"),
        (f"{PANE}\n\n", "\n\n</div>", "hidden-pane"),
        ("<p class=part></p>\n\n<div class=part hidden>\n\n", "\n\n</div>", "hidden-pane"),
        ("<template>\n\n", "\n\n</template>", "hidden-table"),
        ("<style>.x{display:none}</style>\n\n<div class=x>\n\n", "\n\n</div>", "hidden-pane"),
        ("<details>\n\n", "\n\n</details>", "hidden-pane"),
        ("<details open>\n\n", "\n\n</details>", ""),
        ("<!-- 表 -->\n\n", "\n\n</div>", ""),
    ],
)
def test_table_in_a_part_that_is_not_shown_is_treated_as_on_a_page(table: str, begin: str, end: str, code: str) -> None:
    document = markdown(f"# 年报\n\n{begin}{table}{end}\n\n末\n")

    assert [notice.code for notice in document.notices] == [code] * bool(code)
    assert len(rows(document)) == (code != "hidden-table")
    assert texts(document) == ["年报", "末"]
    assert all("37" in notice.text for notice in document.notices if notice.code == "hidden-table")


def test_blocks_keep_their_order_and_lines_around_html() -> None:
    document = markdown("一\n\n<div>\n\n二\n\n</div>\n\n- 三\n\n<p>四</p>\n\n| 五 | 1 |\n|---|---|\n| 六 | 2 |\n")

    assert [(type(block).__name__, block.origin.line) for block in document.blocks] == [
        *((SourceParagraph.__name__, line) for line in (1, 5, 9, 11)),
        (SourceGrid.__name__, 13),
    ]
    assert [(block.text, block.item) for block in document.paragraphs()] == [
        ("一", False),
        ("二", False),
        ("三", True),
        ("四", False),
    ]


def test_table_with_blank_lines_between_its_rows_is_one() -> None:
    first = "<tr>\n<td>行政许可</td>\n\n<td>\n\n37\n\n</td>\n</tr>"
    table = f"<table>\n\n{first}\n\n<tr><td>行政处罚</td><td>4</td></tr>\n\n</table>"

    assert rows(markdown(f"{table}\n\n末\n")) == [[["行政许可", "37"], ["行政处罚", "4"]]]


@pytest.mark.parametrize(
    ("line", "text", "left"),
    [
        ("新收 ~~9~~8 件", "新收 8 件", "删除线：9"),
        ("新收 <s>9</s>8 件", "新收 8 件", "删除线：9"),
        ("**新收** <del>9</del>8 件", "新收 8 件", "删除线：9"),
        ('新收 <span style="text-decoration:line-through">9</span>8 件', "新收 8 件", "删除线：9"),
        ("~~新收 9 件~~", "", "删除线：新收 9 件"),
        ('新收 <span style="display:none">9</span>8 件', "新收 8 件", ""),
        ("新收 9~~8 件", "新收 9~~8 件", ""),
        ("## 新收 ~~9~~8 件", "新收 8 件", "删除线：9"),
    ],
)
def test_struck_text_of_a_line_is_left_out_and_kept_beside_it(line: str, text: str, left: str) -> None:
    document = markdown(f"前\n\n{line}\n\n后\n")

    assert texts(document) == list(filter(None, ("前", text, "后")))
    assert [words for block in document.paragraphs() for words in block.unseen_texts] == list(filter(None, [left]))


def test_struck_figure_of_a_line_with_tabs_is_named_in_its_cell() -> None:
    document = markdown("行政许可\t~~9~~31\t2\n行政处罚\t4\t<s>5</s>6\n")

    assert rows(document) == [[["行政许可", "[删除线：9]31", "2"], ["行政处罚", "4", "[删除线：5]6"]]]


def test_style_sheet_of_a_file_holds_for_its_lines_and_cells() -> None:
    sheet = "<style>.off { display: none } .w { color: #fff }</style>"
    cells = "| 规章 | <i class=off>9</i>31 | <i class=w>9</i>4 | 0 |"
    document = markdown(
        f"{sheet}\n\n行政许可 <i class=off>9</i>31\n\n| 甲 | 乙 | 丙 | 丁 |\n|---|---|---|---|\n{cells}\n"
    )

    assert [(block.text, block.unseen_texts) for block in document.paragraphs()] == [
        ("行政许可 31", ("网页上不显示：9",))
    ]
    assert rows(document)[0][1] == ["规章", "[网页上不显示：9]31", "[白色字：9]4", "0"]


def test_cells_with_html_are_left_as_they_are_written_where_the_style_sheet_is_long() -> None:
    sheet = f"<style>{'.off { display: none } ' * 200}</style>"
    document = markdown(f"{sheet}\n\n| 甲 | 乙 |\n|---|---|\n| 规章 | <i class=off>9</i>31 |\n")

    assert rows(document)[0][1] == ["规章", "<i class=off>9</i>31"]


def test_words_with_attributes_are_read_as_a_web_page_shows_them() -> None:
    cells = '| 行政许可 | [3]{style="font-family:宋体"}[]{lang="EN-US"}[7]{.underline} |\n'
    hidden = '| 行政处罚 | [4]{style="display:none"} |\n'
    document = markdown(
        f'# [年]{{style="color:red"}}报\n\n| 事项 | 数 |\n|---|---|\n{cells}{hidden}\n见[附件]{{不是}}\n'
    )

    assert rows(document)[0][1] == ["行政许可", "37"]
    assert "4" in rows(document)[0][2][1] != "4", "it is said that it is hidden"
    assert texts(document) == ["年报", "见[附件]{不是}"]


@pytest.mark.parametrize(("info", "cells"), [("csv", [["规章", "0", "4"], ["行政许可", "477", ""]]), ("", None)])
def test_block_of_code_that_says_it_is_csv_is_a_table(info: str, cells: list[list[str]] | None) -> None:
    document = markdown(f"```{info}\n规章,0,4\n行政许可,477,\n```\n")

    assert rows(document) == ([cells] if cells else [])
