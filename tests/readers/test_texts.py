"""Plain text and Markdown: tables by tabs and pipes, broken lines, heads of key and value."""

from __future__ import annotations

import time
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

from gongkai.errors import ReadError
from gongkai.forms import shipped_forms
from gongkai.readers.document import Document, SourceParagraph
from gongkai.readers.formats.reading import read_document
from gongkai.readers.formats.text_tables.barred import _CellByCell
from gongkai.readers.formats.text_tables.spread import close_up
from gongkai.readers.matching import match_document
from tests.readers.test_web_pages import rows, texts

if TYPE_CHECKING:
    from collections.abc import Callable


def text(written: str) -> Document:
    return read_document(written.encode(), name="a.txt")


def markdown(written: str) -> Document:
    return read_document(written.encode(), name="a.md")


def test_runs_of_lines_with_tabs_are_grids_with_blank_cells() -> None:
    document = text("一、总体情况\n\n规章\t0\t\t3\t\n合计\t\t\t\t\n\n无\n")

    assert [rows(grid) for grid in document.grids()] == [[["规章", "0", "", "3"], ["合计", "", "", ""]]]
    assert texts(document) == ["一、总体情况", "无"]
    assert [block.origin.line for block in document.blocks] == [1, 3, 6]


@pytest.mark.parametrize("bar", "|｜│┃┆┊║¦丨")
def test_bars_of_any_kind_stand_between_cells(bar: str) -> None:
    lines = ("信息内容 本年制发件数 本年废止件数 现行有效件数", "规章 0 1 12", "行政规范性文件 2 3 47")
    written = "二、主动公开政府信息情况\n" + "".join(f"{line.replace(' ', bar)}\n" for line in lines)

    matched = match_document(text(written), shipped_forms(), 2024)

    assert [figure.value for figure in matched.figures.values() if figure] == [0, 1, 12, 2, 3, 47]


def test_short_row_is_padded_and_says_so() -> None:
    (grid,) = text("a\t1\t2\nb\t3\n").grids()

    assert [cell.padded for cell in grid.rows[1]] == [False, False, True]


def test_blanks_at_the_end_of_a_row_are_its_own_unless_every_row_was_filled_up() -> None:
    own = read_document("甲\t1\n乙\t\t\t\t".encode(), name="a.txt")
    filled = read_document("甲\t1\t\t\t\n乙\t2\t\t\t".encode(), name="a.txt")
    assert [len(next(iter(document.grids())).rows[0]) for document in (own, filled)] == [5, 2]


def test_empty_head_that_a_converter_wrote_is_no_row() -> None:
    (grid,) = markdown("|  |  |\n|---|---|\n| 结果维持 | 总计 |\n| 0 | 0 |\n").grids()
    assert rows(grid) == [["结果维持", "总计"], ["0", "0"]]
    assert [rows(grid) for grid in markdown("|  |\n|---|\n").grids()] == [[[""]]]


def test_rule_below_a_first_row_of_one_cell_makes_no_heading_of_it() -> None:
    rows_below = "结果维持| 结果纠正| 总计  \n0| 3| 3  \n"
    document = markdown(
        f"## 四、情况\n\n行政复议  \n---  \n{rows_below}行政诉讼  \n---  \n{rows_below}\n结语\n---\n\n甲| 乙\n"
    )

    assert [block.text for block in document.paragraphs() if block.level] == ["四、情况", "结语"]
    assert "\n".join([*texts(document), *(str(rows(grid)) for grid in document.grids())]).count("0") == 2


def test_rule_below_the_first_row_of_a_table_in_text_is_no_row_of_dashes() -> None:
    document = text("| 规章 | 0 |\n|---|---|\n" + "| 行政许可 | 1 |\n| --- | --- |\n" * 3)
    (grid,) = document.grids()
    assert rows(grid)[:3] == [["规章", "0"], ["行政许可", "1"], ["---", "---"]]
    (bare,) = text("|---|---|\n" + "| 行政许可 | 1 |\n" * 6).grids()
    assert rows(bare) == [["行政许可", "1"]] * 6


def test_heads_broken_over_lines_between_tabs_are_one_row_and_the_dashes_below_them_another() -> None:
    document = text(
        "自然人\t法人或其他组织\t总计\n商业\n企业\t社会\n公益\n组织\t其他\n规章\t1\t2\n结果维持\t总计\n/\t/\n"
    )
    (grid,) = document.grids()
    assert [[cell for cell in row if cell] for row in rows(grid)] == [
        ["自然人", "法人或其他组织", "总计"],
        ["商业企业", "社会公益组织", "其他"],
        ["规章", "1", "2"],
        ["结果维持", "总计"],
        ["/", "/"],
    ]
    assert [rows(grid) for grid in text("商业\n企业\n1\n").grids()] == []


@pytest.mark.parametrize(
    "table",
    [
        "<table>\n  <tr>\n\n    <td>规章</td>\n    <td>0</td>\n    <td>1</td>\n\n  </tr>\n</table>",
        "    <table><tr><td>规章</td><td>0</td><td>1</td></tr></table>",
        "```html\n<table><tr><td>规章</td><td>0</td><td>1</td></tr></table>\n```",
    ],
    ids=["deep after an empty line", "deep", "between fences"],
)
def test_table_of_html_that_markdown_takes_for_code_is_a_table(table: str) -> None:
    assert [rows(grid) for grid in markdown(f"# 二、主动公开\n\n{table}\n\n无\n").grids()] == [[["规章", "0", "1"]]]


@pytest.mark.parametrize("end", ["```\n此外无。\n", ""])
def test_fence_around_tables_is_left_out_and_one_around_text_is_not(end: str) -> None:
    document = markdown(
        f"转换结果：\n\n```markdown\n# 二、主动公开\n\n| 规章 | 0 |\n|---|---|\n| 行政许可 | 1 |\n{end}"
    )

    (grid,) = document.grids()
    assert (rows(grid), grid.origin.line) == ([["规章", "0"], ["行政许可", "1"]], 6)
    assert texts(document) == ["转换结果：", "二、主动公开", *(["此外无。"] if end else [])]
    assert texts(markdown("```\n# 二、主动公开\n```\n")) == ["# 二、主动公开"]


@pytest.mark.parametrize("sign", ["\u200b", "\u2060", "\ufeff", "\u00ad"])
def test_characters_without_width_part_no_figure_and_make_no_row_several(sign: str) -> None:
    row = f"商业企业\t1{sign}2{sign}\t0\t{sign}\t3{sign}\t4\t5{sign}\t6\t7{sign}\n"
    (grid,) = text(f"自然人\t{sign}1\t2\t3\t4\t5\t6\t7\t8\n{row * 20}").grids()

    assert rows(grid)[:2] == [["自然人", *"12345678"], ["商业企业", "12", "0", "", *"34567"]]
    assert len(grid.rows) == 21


@pytest.mark.parametrize("sign", ["\x0b", "\x1f", "\u2028"])
def test_breaks_of_lines_that_are_no_line_feeds_part_figures_and_no_words(sign: str) -> None:
    (grid,) = text(f"行政{sign}许可\t1{sign}2\n规章\t3\n").grids()

    assert rows(grid)[0] == ["行政许可", "1 2"]


def test_head_before_the_rule_is_meta_and_glued_text_stays_whole() -> None:
    document = text("标题: 某年报\n发布时间：2021-03-05\n文号: \n来自别处\n===== 正文 =====\n规章007规范性文件7777\n")

    assert dict(document.meta) == {"标题": "某年报", "发布时间": "2021-03-05", "文号": "", "来自别处": ""}
    assert document.title == "某年报"
    assert texts(document) == ["规章007规范性文件7777"]


def test_known_keys_are_a_head_without_a_rule_too() -> None:
    document = text("索引号：A-1\n发布机构：示例局\n\n一、总体情况\n来源：不是表头\n")

    assert dict(document.meta) == {"索引号": "A-1", "发布机构": "示例局"}
    assert texts(document) == ["一、总体情况", "来源：不是表头"]


BROKEN = [
    "　　本单位依照有关规定编制这份年度报告，所列数据的统计",
    "期限为本年一月一日至十二月三十一日，并在本单位的网站上",
    "向社会公开，公众可以下载。读者对内容有疑问的，可以向本",
    "单位的办公室询问，也可以来信来电，由办公室统一答复并登",
    "记在册。本单位在年内开展了多次检查，并对发现的各类问题",
    "逐项整改，形成了清单。",
    "　　下一段从这里开始。",
    "一、总体情况",
]


def test_lines_broken_at_an_edge_are_joined_and_others_are_not() -> None:
    paragraphs = texts(text("\n".join(BROKEN)))

    assert paragraphs[0].startswith("本单位依照") and paragraphs[0].endswith("形成了清单。")  # noqa: PT018 - one paragraph
    assert "数据的统计期限为" in paragraphs[0]
    assert paragraphs[1:] == ["下一段从这里开始。", "一、总体情况"]
    assert texts(markdown("\n".join(line.lstrip("　") for line in BROKEN)))[0] == paragraphs[0]


def test_office_that_signs_is_no_end_of_the_sentence_before_it() -> None:
    body = "本机关按照上级部署推进信息公开工作各项任务，在门户网站\n" * 6
    document = text(
        f"{body}本年度没有收取信息处理费也没有其他需要报告的事项如此。\n示例市样例区庚街道办事处\n2025年1月20日\n"
    )

    assert texts(document)[-2:] == ["示例市样例区庚街道办事处", "2025年1月20日"]


@pytest.mark.parametrize(
    "row",
    [
        "四、结转下年度继续办理           3       1       1     0家     3家     约9",
        "四、结转下年度继续办理情形的政府信息公开申请的数量（以受理的件数计）0约003003",
        "四、结转下年度继续办理情形的政府信息公开申请的数量           总计       4",
        "四、结转下年度继续办理情形的政府信息公开申请的数量（计件数）1———3—37",
    ],
)
def test_heading_behind_a_row_of_figures_does_not_go_on_with_it(row: str) -> None:
    lines = ["本街道按照上级的部署推进政府信息公开工作，全年在门户网站上发布的各类信息有若"] * 6
    document = text("\n".join([*lines, "干条。", row, "政府信息公开行政复议、行政诉讼情况"]))

    assert texts(document)[-2:] == [" ".join(row.split()), "政府信息公开行政复议、行政诉讼情况"]


def test_figure_on_its_own_line_goes_not_on_with_a_label_as_long_as_wrapped_lines() -> None:
    label = "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其申请"
    lines = [line for _ in range(6) for line in (label, "0", "１２", "/", "3件")]
    assert [block.text for block in text("\n".join(lines)).paragraphs()] == lines


def test_lines_of_any_length_are_paragraphs() -> None:
    assert texts(text("一\n二二二\n\n三\n")) == ["一", "二二二", "三"]


def test_old_encoding_and_line_ends() -> None:
    document = read_document("规范性文件\r\n第二行\r".encode("gb18030"), name="a.txt")

    assert texts(document) == ["规范性文件", "第二行"]


def test_markdown_headings_items_and_words_without_marks() -> None:
    document = markdown(
        "# 标题\n\n- **甲** [链](http://example.invalid/)\n- 乙\n\n3. 丙\n4. 丁\n\n正文 `码` \\* <br> 完\n"
    )
    paragraphs = [(one.text, one.level, one.item, one.number) for one in document.paragraphs()]

    assert paragraphs == [
        ("标题", 1, False, None),
        ("甲 链", 0, True, None),
        ("乙", 0, True, None),
        ("丙", 0, True, 3),
        ("丁", 0, True, 4),
        ("正文 码 *", 0, False, None),
        ("完", 0, False, None),
    ]


def test_markdown_table_keeps_every_cell_that_is_written() -> None:
    document = markdown("表前\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 | 3 |\n| - | - |\n| a\\|b | **4** |\n")

    assert [rows(grid) for grid in document.grids()] == [
        [["甲", "乙", ""], ["1", "2", "3"], ["-", "-", ""], ["a|b", "4", ""]]
    ]
    assert [cell.padded for cell in next(document.grids()).rows[0]] == [False, False, True]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<del>9</del>2", "[删除线：9]2"),
        ("<s>9</s>2", "[删除线：9]2"),
        ("~~9~~2", "[删除线：9]2"),
        ('<span style="text-decoration:line-through">9</span>2', "[删除线：9]2"),
        ('<span style="display:none">9</span>2', "2"),
        ('<span style="mso-hide:all">9</span>2', "[网页上不显示：9]2"),
        ('<span style="font-size:0">9</span>2', "2"),
        ('<font color="white">9</font>2', "[白色字：9]2"),
        ("<option>9</option>2", "9\n2"),
        ("<template>9</template>2", "2"),
        ("2<sup>1</sup>", "2[1]"),
        ("2<sup>**1**</sup>", "2[1]"),
        ("![9](a.png)1", "[图片：9]1"),
        ("![](a.png)", "图片：a.png"),
        ("<textarea>2</textarea>", "2"),
        ('<a href="x">2</a>', "2"),
        ("1<!-- 注 -->2", "12"),
        ("1<br>2", "1\n2"),
        ("<b>**12**</b>", "12"),
        ('<span title="9">**2**</span>', "2"),
        ("<table><tr><td>2</td></tr></table>", "2"),
        ("<td>4</td>5", "<td>4</td>5"),
        ("</td></tr></table>5", "</td></tr></table>5"),
        ("<script>9", "<script>9"),
        ("<plaintext>9", "<plaintext>9"),
    ],
)
def test_cell_of_markdown_with_html_says_what_a_web_page_would_show_of_it(content: str, text: str) -> None:
    (grid,) = markdown(f"| 甲 | 乙 | 丙 |\n|---|---|---|\n| 规章 | {content} | 0 |\n").grids()
    assert rows(grid)[1] == ["规章", text, "0"]


def test_markdown_rows_without_a_rule_are_a_table_too() -> None:
    document = markdown("说明\n| 1 | 2 |\n| 3 | 4 |\n")

    assert [rows(grid) for grid in document.grids()] == [[["1", "2"], ["3", "4"]]]
    assert texts(document) == ["说明"]


def test_html_table_in_markdown_has_its_spans() -> None:
    document = markdown(
        "## 二\n\n<table>\n<tr><td colspan=2>甲</td></tr>\n<tr><td>1</td><td>2</td></tr>\n</table>\n\n末\n"
    )

    assert rows(next(document.grids())) == [["甲", "甲"], ["1", "2"]]
    assert texts(document) == ["二", "末"]


def test_markdown_front_matter_is_meta() -> None:
    document = markdown("---\ntitle: 某报告\ndate: 2022-01-20\n---\n\n正文\n")

    assert dict(document.meta) == {"title": "某报告", "date": "2022-01-20"}
    assert [(block.text, block.origin.line) for block in document.blocks if isinstance(block, SourceParagraph)] == [
        ("正文", 6)
    ]


def test_radicals_are_read_as_the_characters_that_they_stand_for() -> None:
    document = text("⼀、总体情况\n\n⻔户网站\n\n⼆、主动公开\t⽉\n")

    assert [*texts(document), *rows(next(document.grids()))] == ["一、总体情况", "门户网站", ["二、主动公开", "月"]]


def test_document_of_one_line_is_no_metadata() -> None:
    document = text(f"索引号：000/2025发布日期：2021-01-20{'示例市某某局2020年度报告' * 20}")

    assert [block.origin.line for block in document.blocks] == [1]


SPREAD = "本 机 关 按 照 要 求 公 开 信 息 ， 没 有 收 取 费 用 。\n" * 6


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("信 息 内 容   本 年 处 理 决 定 数 量", "信息内容   本年处理决定数量"),
        ("行 政 事 业 性 收 费   8726 .24", "行政事业性收费   8726.24"),
        ("行 政 许 可   12   - 1   -   208", "行政许可   12   -1   -   208"),
    ],
)
def test_signs_with_a_space_between_each_two_are_closed_up(line: str, plain: str) -> None:
    assert close_up(SPREAD + line).splitlines()[6] == plain
    assert close_up(line) == line
    assert close_up(f"{SPREAD}规 章 7 0\n{line}").endswith(line)


def test_numbers_before_form_feeds_that_count_on_are_those_of_pages() -> None:
    pages = "行政许可\n\n2\n\n\f行政处罚\n5\n\n3\n\f行政强制\n7\n\f"

    assert texts(text(pages)) == ["行政许可", "— 2 —", "行政处罚", "5", "— 3 —", "行政强制", "7"]


@pytest.mark.parametrize(
    ("pages", "lines"),
    [
        ("规章\f2\n行政许可\n7\f3\n行政处罚\n5", ["规章", "— 2 —", "行政许可", "7", "— 3 —", "行政处罚", "5"]),
        ("行政许可\n5\n\f行政处罚\n7", ["行政许可", "— 5 —", "行政处罚", "7"]),
        ("行政许可\f5\n行政处罚\n7", ["行政许可", "— 5 —", "行政处罚", "7"]),
        ("行政许可\n— 1 —\n\f5\n行政处罚\n7", ["行政许可", "— 1 —", "5", "行政处罚", "7"]),
        ("行政许可\n5\n\f行政处罚\n7\n\f行政强制", ["行政许可", "5", "行政处罚", "7", "行政强制"]),
        ("行政许可\n1\n\f195\n行政处罚\n7", ["行政许可", "— 1 —", "195", "行政处罚", "7"]),
        ("行政许可\n15\n\f2\n行政处罚\n7", ["行政许可", "15", "— 2 —", "行政处罚", "7"]),
        ("行政许可\n15\n\f195\n行政处罚\n7", ["行政许可", "15", "195", "行政处罚", "7"]),
        (
            "规章\n2\f行政许可\n3\f行政处罚\f行政强制\f行政事业性收费\f无",
            ["规章", "2", "行政许可", "3", "行政处罚", "行政强制", "行政事业性收费", "无"],
        ),
        (
            "规章\n7\f2\n行政许可\n8\f3\n行政处罚\f4\n行政强制",
            [*("规章", "7", "— 2 —", "行政许可", "8", "— 3 —"), *("行政处罚", "— 4 —", "行政强制")],
        ),
    ],
    ids=[
        *("at the head of pages", "before the only feed", "behind the only feed", "pages have signs", "of two feeds"),
        *(
            "1 before a figure",
            "2 behind a figure",
            "between two numbers",
            "on too few pages",
            "figures at the foot count up as well",
        ),
    ],
)
def test_numbers_beside_form_feeds_may_be_those_of_pages(pages: str, lines: list[str]) -> None:
    assert texts(text(pages)) == lines


def test_rows_of_a_table_are_not_joined_as_if_they_were_wrapped() -> None:
    row = "{}.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请0130151{}"

    assert texts(text("\n".join(row.format(number, number) for number in range(1, 8)))) == [
        row.format(number, number) for number in range(1, 8)
    ]


def test_title_of_a_section_without_its_number_is_not_joined_to_the_sentence_before() -> None:
    row = "{}.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请自然人1件，总计件"
    rows = [*(row.format(number) for number in range(1, 8)), "政府信息公开行政复议、行政诉讼情况", "行政复议总计1件"]

    assert texts(text("\n".join(rows))) == rows


def test_row_with_its_label_behind_its_figures_is_not_joined_to_a_line_that_fills_its_place() -> None:
    rows = [f"{number} 0 1 5 13 2 64 {number}.申请人逾期未按收费通知要求缴纳费用" for number in range(1, 8)]

    assert texts(text("\n".join(rows))) == rows


def test_label_that_was_copied_with_its_line_breaks_makes_no_blank_row() -> None:
    names = (
        "二、上年结转政府信息公开申请数量",
        "2.其他法律行政法规禁止公开",
        "4.保护第三方合法权益",
        "5.属于三类内部事务信息",
    )
    labels = ["\n".join(name[at : at + 4] for at in range(0, len(name), 4)) for name in names]
    lines = "\n".join(f"{label}\t\t\t16\t0\t0\t0\t0\t0\t16" for label in labels)
    heads = "\t\t\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\n"
    document = text(f"一、总体情况\n无。\n{heads}{lines}\n四、结转下年度继续办理\t\t\t0\t0\t0\t0\t0\t0\t0\n")

    matched = match_document(document, shipped_forms(), 2024)
    assert not [figure for figure in matched.figures.values() if figure.value is None]
    assert "empty-row" not in {remark.code for remark in matched.remarks}


def test_figure_before_its_label_is_not_joined_to_a_head_that_fills_its_line() -> None:
    rows = ["信息内容 本年收费金额（单位：万元）与上一年度的收费金额比较情况", "37.95 行政事业性收费"] * 6

    assert texts(text("\n".join(rows))) == rows


def test_quoted_cells_of_csv_are_cells_whatever_commas_are_in_them() -> None:
    row = '"规章","1,160","0","208"\r\n'
    (grid,) = read_document((row * 9).encode(), name="a.csv").grids()
    assert [cell.text for cell in grid.rows[0]] == ["规章", "1,160", "0", "208"]


@pytest.mark.parametrize("sign", ["\t", ",", ";"])
def test_quoted_cell_with_line_breaks_is_one_cell(sign: str) -> None:
    row = sign.join(['"规章\n（含""修订""）"', '"1\n"', "0", "", "208"]) + "\n"
    (grid,) = read_document((row * 9).encode(), name="a.csv").grids()
    assert [cell.text for cell in grid.rows[-1]] == ['规章 （含"修订"）', "1", "0", "", "208"]
    assert [cell.origin.line for cell in grid.rows[1]] == [4] * 5


def test_figures_on_two_lines_of_a_quoted_cell_stay_apart() -> None:
    row = '"行政许可","86\n112","",0\n'
    (grid,) = read_document((row * 9).encode(), name="a.csv").grids()
    assert rows(grid)[0][1] == "86\u3000112"


@pytest.mark.parametrize("zeros", [("零件", "零件", "零件"), ("12件次", "3件次", "1,234 件次")])
def test_words_between_the_figures_of_a_row_are_no_labels_of_further_rows(zeros: tuple[str, str, str]) -> None:
    row = ["规章", "5", zeros[0], "3", zeros[1], "0", zeros[2], "1"]
    (grid,) = text("\n".join(["\t".join(row)] * 9)).grids()
    assert rows(grid) == [row] * 9


@pytest.mark.parametrize("sign", ["\t", ",", ";"])
def test_quoted_title_with_a_line_break_is_one_line_though_nothing_stands_behind_it(sign: str) -> None:
    title = '"示例市样例区水利局\n2023年政府信息公开工作年度报告"\r\n'
    rows = sign.join(["规章", "1", "0", "208"]) + "\r\n"
    document = read_document((title + rows * 9).encode("utf-16"), name="a.csv")
    assert [block.text for block in document.paragraphs()] == ["示例市样例区水利局 2023年政府信息公开工作年度报告"]
    assert [cell.text for cell in next(document.grids()).rows[8]] == ["规章", "1", "0", "208"]


def test_a_few_lines_of_several_cells_are_cells_where_each_bar_is_before_its_cell() -> None:
    one_a_line = "".join(f"|{cell}\n" for _ in range(4) for cell in ["规章", "1", "", "208"])
    document = text(f"|===\n{one_a_line}|行政处罚 |1160\n|12\n|===\n")
    assert not list(document.grids())
    assert texts(document)[-3:] == ["行政处罚", "1160", "12"]


def test_a_line_with_a_tab_at_its_end_alone_is_no_table() -> None:
    document = text("规章\n1\n行政许可\t\n2\n")
    assert not list(document.grids())
    assert texts(document)[2] == "行政许可"


def test_lines_each_with_a_tab_at_its_end_are_cells_a_line_and_no_table_of_one_column() -> None:
    document = text("规章\t\n1\t\n2\t\n3\t\n行政许可\t\n2\t\n")
    assert not list(document.grids())
    assert texts(document) == ["规章", "1", "2", "3", "行政许可", "2"]
    assert len(list(text("规章\t1\n行政许可\t\n").grids())) == 1


def test_commas_behind_words_for_pieces_part_cells() -> None:
    (grid,) = text("".join(f"（一）予以公开,{number}件,1件,0件,{number + 1}件\n" for number in range(9))).grids()
    assert rows(grid)[3] == ["（一）予以公开", "3件", "1件", "0件", "4件"]


def test_quoted_text_over_two_lines_stays_as_it_is_where_no_rows_are() -> None:
    assert texts(text('"一、总体情况\n本年没有"\n规章没有'))[0] == '"一、总体情况'


def test_quote_that_is_never_closed_joins_no_lines() -> None:
    assert texts(text('"一、总体情况\n规章，废止\n' + "本年没有\n" * 20))[0] == '"一、总体情况'


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_text_of_a_mail_without_a_page_is_read_as_text(charset: str) -> None:
    mail = EmailMessage()
    mail["Subject"] = "年报"
    mail.set_content("一、总体情况\n规章\t1\t0\t11\n", charset=charset)
    document = read_document(mail.as_bytes(), name="a.eml")
    assert [block.text for block in document.paragraphs()] == ["一、总体情况"]
    assert [cell.text for cell in next(document.grids()).rows[0]] == ["规章", "1", "0", "11"]


GRID = """
+------------------+------+------+
| 信息内容         | 制发 | 废止 |
|                  | 件数 | 件数 |
+==================+======+======+
| 第二十条第（一）项             |
+------------------+------+------+
| 规章             | 1160 |      |
+------------------+------+------+
| 行政规           | 0    | 12   |
| 范性文件         |      |      |
+------------------+------+------+
"""
BOX = """
┌────┬────┬──┐
│三、│予以│1 │
│办理├────┼──┤
│结果│其他│  │
└────┴────┴──┘
"""
WIDE_BOX = """
┌──┬──┬─┐
│规章│制发│　│
├──┼──┼─┤
│规章│　　│３│
└──┴──┴─┘
"""
HEADS_ALONE = """
+------+----+
| 规章 | 件 |
+------+----+
| 甲   | 1  |
| 乙   |    |
| 丙   | 3  |
| 丁   | 4  |
+------+----+
"""
HEADS_OF_TWO_LINES = """
|----+----+----|
| 行政复议 |    |    |
| 维持 | 纠正 | 总计 |
|----+----+----|
| 本年 | 件 | 件 |
| 1 | 0 | 1 |
|----+----+----|

一、总体情况

|----+----|
| 甲 | 1  |
| 乙 | 2  |
|----+----|
| 丙 | 3  |
| 丁 | 4  |
|----+----|
"""
CROOKED = """
+---+---+
| 甲 | 1 |
+---+---+
| 乙 |  |
+---+---+
"""


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            GRID,
            [
                ["信息内容", "制发 件数", "废止 件数"],
                ["第二十条第（一）项", "", ""],
                ["规章", "1160", ""],
                ["行政规 范性文件", "0", "12"],
            ],
        ),
        (BOX, [["三、 办理", "予以", "1"], ["结果", "其他", ""]]),
        (WIDE_BOX, [["规章", "制发", ""], ["规章", "", "３"]]),
        (HEADS_ALONE, [["规章", "件"], ["甲", "1"], ["乙", ""], ["丙", "3"], ["丁", "4"]]),
        (CROOKED, [["甲", "1"], ["乙", ""]]),
    ],
    ids=["cells over lines and columns", "cells over rows", "box of wide characters", "rules around heads", "crooked"],
)
@pytest.mark.parametrize("read", [text, markdown])
def test_cells_of_a_ruled_table_are_those_between_its_rules(
    read: Callable[[str], Document], written: str, expected: list[list[str]]
) -> None:
    document = read(f"一、总体情况\n\n{written}\n二、主动公开\n")

    assert [rows(grid) for grid in document.grids()] == [expected]
    assert texts(document) == ["一、总体情况", "二、主动公开"]


def test_rules_around_heads_in_one_table_are_so_in_all() -> None:
    (first, second) = text(HEADS_OF_TWO_LINES).grids()

    assert rows(first) == [["行政复议", "", ""], ["维持", "纠正", "总计"], ["本年", "件", "件"], ["1", "0", "1"]]
    assert len(second.rows) == 4


@pytest.mark.parametrize("sign", [" | ", "\t"])
def test_table_in_one_line_is_cut_into_its_rows(sign: str) -> None:
    cells = "信息内容,制发件数,废止件数,规章,12,0,许可,7,,处罚,0,3,强制,1,208,收费,5,0"
    (grid,) = text(f"一、总体情况\n\n{cells.replace(',', sign)}\n").grids()

    assert [row[:3] for row in rows(grid)][1:] == [
        ["许可", "7", ""],
        ["处罚", "0", "3"],
        ["强制", "1", "208"],
        ["收费", "5", "0"],
    ]


SQUEEZED = ["信息内容,制发,废止,有效", "规章,0,,3", "许可,12,,", "处罚,7,0,1", "强制,,2,5", "收费,8,4,6"]


@pytest.mark.parametrize("rule", [[], ["---,---,---,---"]], ids=["no rule", "a rule"])
def test_rows_of_markdown_squeezed_into_one_line_are_rows_again(rule: list[str]) -> None:
    """A line with more cells than a row of the form can have is no row, though it has a bar at both ends."""
    lines = [f"| {row.replace(',', ' | ')} |" for row in [SQUEEZED[0], *rule, *SQUEEZED[1:]]]
    (grid,) = markdown(f"## 二、主动公开\n\n{' '.join(lines)}\n").grids()

    assert rows(grid) == [row.split(",") for row in SQUEEZED]
    assert {cell.origin.line for row in grid.rows for cell in row} == {3}


def test_squeezed_rows_of_unlike_widths_are_cut_behind_their_figures() -> None:
    cells = "| 规章 | 0 | 1 | 3 | 许可 | 12 | 处罚 | 7 | 强制 | 2 " * 3 + "|"
    assert len([row for grid in markdown(cells).grids() for row in grid.rows]) > len(SQUEEZED)


@pytest.mark.parametrize(("name", "sign"), [("a.md", "|"), ("a.txt", "\t")])
def test_row_too_long_is_said_as_such_and_of_no_worksheet(name: str, sign: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_document(f"{sign}规章{f'{sign}1' * 3_000}{sign}\n".encode(), name=name)

    assert "工作表" not in str(caught.value)
    assert "请在每行末尾换行" in str(caught.value)


def test_row_of_figures_with_units_is_no_table_in_one_line() -> None:
    (grid,) = text("许可\t7\t件\t8\t件\t9\t件\t10\t件\n").grids()

    assert len(grid.rows) == 1


def test_line_of_very_many_bars_is_no_table() -> None:
    with pytest.raises(ReadError, match="过大"):
        text("规章" + "\t1" * 3_000)


def test_row_between_bars_of_which_only_the_label_is_not_blank_is_a_row() -> None:
    heads = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
    labels = ["规章", "行政规范性文件", "行政许可", "行政处罚", "行政强制", "行政事业性收费", "政府集中采购"]
    (grid,) = text("\n".join([" | ".join(heads) + " |", *(f"{label} |  |  |  |" for label in labels)])).grids()

    assert rows(grid) == [heads, *([label, "", "", ""] for label in labels)]


def test_figures_on_two_lines_between_bars_are_not_one_figure() -> None:
    cells = ["规章", "0", "２\n１", "3", "规范性文件", "", "3\n0", "0"]
    (grid,) = text("\n".join(f"{cell}\n|" if cell else "|" for cell in cells)).grids()

    assert [row[:4] for row in rows(grid)] == [["规章", "0", "２ １", "3"], ["规范性文件", "", "3 0", "0"]]


def test_doubled_bars_are_bars() -> None:
    (grid,) = text("|| 规章 || 12 || 0 ||\n|| 许可 ||  || 3 ||\n" * 4).grids()

    assert rows(grid)[:2] == [["规章", "12", "0"], ["许可", "", "3"]]


def test_bar_before_a_cell_on_a_line_of_its_own_is_no_part_of_it_and_alone_a_blank_cell() -> None:
    document = text("|===\n|规章\n|12\n|\n|0\n|规范性文件\n|3\n|4\n|5\n|===\n")

    assert texts(document) == ["规章", "12", "0", "规范性文件", "3", "4", "5"]
    assert not list(document.grids())


def test_row_that_names_its_columns_is_not_joined_to_a_line_that_fills_its_place() -> None:
    label = "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"
    lines = [label, "自然人=0,商业企业=0,科研机构=0,社会公益组织=0,法律服务机构=0,总计=0"] * 4
    blank = [label, "自然人：；商业企业：不适用；科研机构：；社会公益组织：/；总计："] * 5

    assert texts(text("\n".join(lines))) == lines
    assert texts(text("\n".join(blank))) == blank


def test_blank_row_behind_heads_on_one_line_is_seen_before_another_year_s() -> None:
    heads = "信息内容\t采购项目数量\t采购总金额"
    first = "信息内容\t本年新制作数量\t本年新公开数量\t对外公开总数量"
    text = (
        "示例市2020年政府信息公开工作年度报告\n\n二、主动公开政府信息情况\n\n"
        f"第二十条第（一）项\t\t第二十条第（一）项\t{first}\t\t{first}\t规章\t208\t0\t12\t\t规章\t12\t0\t0\t"
        "规范性文件\t0\t1160\t208\t\t规范性文件\t12\t47\t3\t"
        f"第二十条第（九）项\t\t第二十条第（九）项\t{heads}\t\t{heads}\t政府集中采购\t\t\t\t政府集中采购\t47\t528.77\n"
    )

    matched = match_document(read_document(text.encode(), name="a.txt"), shipped_forms(), 2020)

    of_row = [remark for remark in matched.remarks if remark.row == "procurement"]
    assert [(remark.code, remark.args) for remark in of_row] == [("rival", (("hint", "blank-elsewhere"),))]


@pytest.mark.parametrize("cell", ["18–", "18x", "≈18", "18余件", "（18"])
def test_figure_with_an_unknown_sign_begins_no_row_of_a_table_in_one_line(cell: str) -> None:
    table = f"规章,0,3,4,许可,,,{cell},处罚,12,7,3,强制,1,2,5,收费,4,4,4,采购,3,3,3,1.其他,8,9,1"
    (grid,) = text(table.replace(",", "\t") + "\n").grids()

    assert rows(grid)[:2] == [["规章", "0", "3", "4"], ["许可", "", "", cell]]
    assert [row[0] for row in rows(grid)] == ["规章", "许可", "处罚", "强制", "收费", "采购", "1.其他"]


def test_very_long_digits_between_bars_take_no_time() -> None:
    lines = [*enumerate(["规章", "|", "0", "|", f"许可 | 5 | {'1' * 20_000}中中 | 9", "|"])]
    start = time.process_time()
    assert [*_CellByCell(bars_behind_cells=False, blanks_indented=False).rows(lines)]
    assert time.process_time() - start < 1


def test_table_that_pandas_prints_has_a_cell_where_the_number_of_its_column_is() -> None:
    lines = [
        "   0     1  2  3  4  5  6  7  8  9  10",
        "0  规章     3     8                     ",
        "1  许可        0                       2",
        "2  处罚  1250                           ",
        "",
        "无 0 1",
    ]
    (grid,) = text("\n".join(lines)).grids()

    rest = ["", "", "", "", "", "", ""]
    assert rows(grid) == [
        ["规章", "3", "", "8", *rest],
        ["许可", "", "0", "", *rest[1:], "2"],
        ["处罚", "1250", "", "", *rest],
    ]
    assert texts(text("\n".join(lines))) == ["无 0 1"]


_MEDIAWIKI = """\
== 二、主动公开政府信息情况 ==
{| class="wikitable"
|-
| colspan="3"| 第二十条第（一）项
|-
! 信息内容 !! 本年制发件数
! <span lang="EN-US">现行有效件数</span>
|-
| rowspan="2"| 规章
| 1 || 4
|-
|
| 5
|}
"""
_ASCIIDOC = """\
== 二、主动公开政府信息情况

[cols=",,",]
|===
3+|第二十条第（一）项
|信息内容 |本年制发件数 |现行有效件数
.2+|规章 |1 |4
|
|5
|===
"""


@pytest.mark.parametrize("written", [_MEDIAWIKI, _ASCIIDOC], ids=["MediaWiki", "AsciiDoc"])
def test_tables_of_wikis_are_read_with_their_spans(written: str) -> None:
    document = text(written)
    (grid,) = document.grids()

    assert rows(grid) == [
        ["第二十条第（一）项", "", ""],
        ["信息内容", "本年制发件数", "现行有效件数"],
        ["规章", "1", "4"],
        ["", "", "5"],
    ]
    assert texts(document) == ["二、主动公开政府信息情况"]


@pytest.mark.parametrize("row", ["| 规章 || 1\n|-\n| 许可 || 2 || 3", "| colspan=101| 规章\n|-\n| 1"])
def test_table_of_a_wiki_that_does_not_come_out_even_stays_text(row: str) -> None:
    document = text(f"{{|\n|-\n{row}\n|}}\n")

    assert "规章" in " ".join(
        [*texts(document), *(cell for grid in document.grids() for line in rows(grid) for cell in line)]
    )


def test_signs_of_a_quotation_are_no_cells() -> None:
    quoted = markdown("> [!NOTE] 表\n> | 规章 | 0 |\n> |---|---|\n> | 许可 | 1 |\n")
    mail = text("> 二、主动公开\n>\n> 规章\t0\t1\n> 8\t3\t2\n")

    assert [rows(grid) for grid in quoted.grids()] == [[["规章", "0"], ["许可", "1"]]]
    assert [rows(grid) for grid in mail.grids()] == [[["规章", "0", "1"], ["8", "3", "2"]]]
    assert texts(mail) == ["二、主动公开"]
    assert texts(text("> 甲\n乙\n")) == ["> 甲", "乙"]


_LATEX = r"""
$$
\begin{array}{|c|p{2cm}|c|}
\hline
\multicolumn{3}{|c|}{第二十条第（一）项} \\ \hline
\textbf{信息内容} & \makecell[c]{本年\\制发件数} & \begin{tabular}{c}现行有效\\件数\end{tabular} \\[2pt]
\cline{2-3}
\multirow{2}{*}{规章} & $1$ & 1{,}234 \\
 & & \sout{5} \\
\hline
\end{array}
$$
后文
"""


@pytest.mark.parametrize(
    "written", [_LATEX, f"```latex{_LATEX}```", _LATEX.replace("\n", " ").replace("后文", "\n后文")]
)
def test_tables_of_latex_are_read_with_their_spans(written: str) -> None:
    for read in (markdown, text) if written == _LATEX else (markdown,):
        (grid,) = read(written).grids()

        assert rows(grid) == [
            ["第二十条第（一）项", "", ""],
            ["信息内容", "本年 制发件数", "现行有效 件数"],
            ["规章", "1", "1,234"],
            ["", "", r"\sout{5}"],
        ]


def test_latex_table_without_an_end_or_cells_stays_text() -> None:
    for written in (r"甲\begin{tabular}{cc} 规章 & 1 \\", r"\begin{array}{c} 规章 \\ \end{array}"):
        assert not list(text(written).grids())
        assert "规章" in " ".join(texts(text(written)))


_ROWS_OF_LISTS = [
    ["第二十条第（一）项", "", ""],
    ["信息内容", "本年制发件数", "现行 有效"],
    ["规章", "1", "2.50"],
    ["", "甲'乙", "-3"],
]
_LIST = r"""
[['第二十条第（一）项', None, None], ['信息内容', "本年制发件数", '现行\n有效'],
 ['规章', 1, 2.50], ["", '甲\'乙', -3]]
后文
"""
_LISTS = r"""
['第二十条第（一）项', null, null],
['信息内容', "本年制发件数", '现行\n有效'],
['规章', 1, '2.50'],
["", '甲\'乙', -3]
后文
"""


@pytest.mark.parametrize("written", [_LIST, _LISTS, f"```python{_LIST}```"])
def test_tables_that_programs_print_as_lists_are_read(written: str) -> None:
    for read in (markdown, text) if "```" not in written else (markdown,):
        (grid,) = read(written).grids()

        assert [[" ".join(cell.split()) for cell in row] for row in rows(grid)] == _ROWS_OF_LISTS
        assert "```" in written or texts(read(written)) == ["后文"]


@pytest.mark.parametrize(
    "written", ["[[1, 2], [3, 4]]", "[['规章', '1'], ['许可', ['2']]]", "[['规章', '1'], ['许可', x]]", "[甲]"]
)
def test_lists_of_other_things_stay_text(written: str) -> None:
    assert not list(text(f"甲['乙']\n{written}\n").grids())


def test_label_without_a_cell_above_its_row_may_be_that_row_blank() -> None:
    lines = (
        "一、本年新收政府信息公开申请数量",
        "二、上年结转政府信息公开申请数量",
        "（七）总计",
        "四、结转下年度继续办理",
    )
    rows = [f"{line}\t{number}\t0\t0\t0\t0\t0\t{number}" for line, number in zip(lines, (4, 1, 3, 2), strict=True)]
    heads = "项目\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计"
    whole = ["三、收到和处理政府信息公开申请情况", "", heads, *rows[:2], "（七）总计", *rows[2:], ""]
    matched = match_document(text("\n".join(whole)), shipped_forms(), 2022)
    doubted_rows = {item.row for item in matched.remarks if not item.sure}
    assert "outcome_total" in doubted_rows
    assert not doubted_rows & {"received", "carried_in", "carried_out"}


def test_digits_cut_off_onto_lines_of_their_own_are_no_page_numbers() -> None:
    heads = "信息内容  上一年项目数量  本年增/减  处理决定数量"
    first = ["二、主动公开政府信息情况", "", "第二十条第（五）项", heads, "行政许可  1160  47  20", "          7"]
    others = [
        "其他对外管理服务事项  208  3  20",
        "          8",
        "第二十条第（六）项",
        heads,
        "行政处罚  3  1  10",
        "          9",
    ]
    document = text("\n".join([*first, *others, "行政强制  4  2  11", ""]))
    doubted_rows = {item.row for item in match_document(document, shipped_forms(), 2020).remarks if not item.sure}
    assert doubted_rows >= {"licensing", "other_services", "penalties"}
    assert "coercion" not in doubted_rows


def test_lines_of_a_form_that_was_filled_in_are_no_wrapped_lines() -> None:
    names = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    groups = ("未经复议后直接起诉的", "复议后起诉的行政诉讼", "行政复议（全部机关）")
    lines = [f"{group}：{'，'.join(f'{name}{figure}件' for name in names)}" for figure, group in enumerate(groups)]
    document = text("\n".join([*lines, *lines]))
    assert [block.text for block in document.blocks if isinstance(block, SourceParagraph)] == [*lines, *lines]
