"""Rows of a text with any sign between their figures are read, or quoted with every figure, and none is nowhere."""

from __future__ import annotations

from functools import cache

import pytest

from gongkai.figures import written
from gongkai.forms import shipped_forms
from gongkai.readers.formats.reading import read_document
from gongkai.readers.matching import MatchResult, match_document
from tests.shipped import shipped_form

FORM = shipped_form("gia-2021")


def text_with(between: str) -> tuple[str, dict[tuple[str, str, str], str]]:
    """A report whose rows are a label, a colon and figures with a sign between, each figure once; and its figures."""
    lines = ["示例街道办事处2023年政府信息公开工作年度报告"]
    figures: dict[tuple[str, str, str], str] = {}
    for section in FORM.sections:
        lines.append(f"{section.number}、{section.title}")
        for line in FORM.table_index[section.table].lines if section.table else ():
            table = FORM.table_index[section.table or ""]
            columns = [table.columns(line.row)[column] for column in line.columns]
            row = {
                (table.id, table.rows[line.row].id, column.id): str(101 + len(figures) + n)
                for n, column in enumerate(columns)
            }
            figures |= row
            lines += (
                [f"项目：{between.join(column.name.label for column in columns)}"]
                if line.row == 0 or table.by_blocks
                else []
            )
            lines.append(f"{line.name.label}：{between.join(row.values())}")
    return "\n".join(lines), figures


@cache
def matched_with(between: str) -> MatchResult:
    """What is read of such a report."""
    return match_document(read_document(text_with(between)[0].encode(), name="a.txt"), shipped_forms(), 2023)


@pytest.mark.parametrize("between", ["／", "/", " / ", "；", "：", "、", "，"])
def test_figures_with_a_sign_between_are_read_or_quoted(between: str) -> None:
    _, figures = text_with(between)
    matched = matched_with(between)
    quoted = " ".join(remark.text for remark in matched.remarks)
    read = {cell: written(figure) for cell, figure in matched.figures.items()}
    assert [cell for cell, text in figures.items() if read.get(cell, text) != text] == [], "read wrong"
    assert [text for cell, text in figures.items() if cell not in read and text not in quoted] == [], "nowhere"
    assert (len(read) > 150) is (between.strip() in {"／", "/"})


def test_pieces_of_a_line_that_was_not_read_are_quoted_together() -> None:
    matched = matched_with("；")
    quoted = [remark.text for remark in matched.remarks if remark.code == "unread" and "予以公开" in remark.text]
    assert quoted == ["（一）予以公开： 125；126；127；128；129；130；131"]


@pytest.mark.parametrize("minus", ["-", "－", "−"])
def test_minus_behind_a_dash_for_a_blank_stays_with_its_figure(minus: str) -> None:
    text = (
        "示例街道办事处2020年政府信息公开工作年度报告\n二、主动公开政府信息情况\n"
        f"行政处罚47-1712行政强制12-230行政事业性收费/{minus}25政府集中采购011.60\n"
    )
    matched = match_document(read_document(text.encode(), name="a.txt"), shipped_forms(), 2020)
    quoted = [remark.text for remark in matched.remarks if "25" in remark.text]
    assert quoted
    assert all(f"{minus}25" in each for each in quoted)


def test_row_with_one_reading_is_listed_where_another_of_its_label_has_many() -> None:
    lines = [
        "示例街道办事处2020年政府信息公开工作年度报告", "三、收到和处理政府信息公开申请情况",
        "自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计", "2", "1", "17",
        "（七）总计", "332", "253", "191", "60", "297", "315", "1,448",
        "四、结转下年度继续办理", "1", "0", "0", "0", "0", "0", "1",
    ]  # fmt: skip
    matched = match_document(read_document("\n\n".join(lines).encode(), name="a.txt"), shipped_forms(), 2020)
    (row,) = [remark for remark in matched.remarks if remark.row == "outcome_total" and remark.code == "twice"]
    assert ["332", "253", "191", "60", "297", "315", "1448"] in [
        [written(figure) for figure in reading] for reading in row.candidates
    ]


ROWS = """三、收到和处理政府信息公开申请情况
一、本年新收政府信息公开申请数量
8 5 7 4 8 10 42 —
二、上年结转政府信息公开申请数量
2 2 1 0 0 0 5 —
2.没有现成信息需要另行制作
3.补正后申请内容仍不明确
（五）不予处理 1.信访举报投诉类申请
2.重复申请
13 5 5 0 0 0 23 —
13 64 2 5 1 0 85 12%
0 0 0 64 5 5 74 12%
2 2 2 2 0 5 13 —
3.要求提供公开出版物
0 0 0 64 5 5 74 —"""


def test_lines_of_figures_with_a_share_behind_them_are_quoted_where_they_stand_among_those_of_a_row() -> None:
    matched = match_document(read_document(ROWS.encode(), name="a.txt"), shipped_forms(), 2023)
    quoted = "\n".join(remark.text for remark in matched.remarks if remark.code == "extra")
    assert "13 64 2 5 1 0 85 12%" in quoted
    assert "0 0 0 64 5 5 74 12%" in quoted
