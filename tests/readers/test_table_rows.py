"""A row of a table that came into no table is no paragraph of the narrative, and a sentence with figures is one."""

from __future__ import annotations

from time import process_time

import pytest

from gongkai.readers.facts.identity import identify
from gongkai.readers.formats.reading import read_document
from gongkai.readers.matching import match_document
from gongkai.readers.prose.compose import Prose, compose
from gongkai.readers.prose.table_rows import Likeness, likeness
from tests.readers.corpus.sheet import FORMS

FORM = FORMS["gia-2021"]
ROW, PROSE, UNSURE = Likeness.ROW, Likeness.PROSE, Likeness.UNSURE
LINES = {
    "（一）予以公开 4 1 0 0 0 0 5": (ROW, ROW),
    "（一）予以公开4100005": (ROW, ROW),
    "四、结转下年度继续办理0约003003": (ROW, ROW),
    "（一）予以公开：4；1；0；0；0；0；5": (ROW, ROW),
    "3.危及「三安全一稳定」0150516": (ROW, ROW),
    "本年新收政府信息公开申请数量 5 2 0 0 1 0 8。": (ROW, ROW),
    "4 1 0 0 0 0 5": (ROW, ROW),
    "5件、2件、0件、0件、1件、0件、8件": (ROW, ROW),
    "12": (ROW, PROSE),
    "不适用": (ROW, PROSE),
    "2024年 2023年度": (ROW, PROSE),
    "2024年": (PROSE, PROSE),
    "（一）全部公布 4 1 0 0 0 0 5": (ROW, UNSURE),
    "全年发布若干条。规章208047规范性文件12208约1行政许可32081,160": (UNSURE, UNSURE),
    "办理行政许可12345件，行政处罚123件、行政强制45件。": (PROSE, PROSE),
    "规章 2 件、规范性文件 3 件、行政许可 31 件": (UNSURE, UNSURE),
    "收费总额 12.30": (UNSURE, PROSE),
    "申请情况为 4 1 0 0 0 0 5，见下。": (UNSURE, UNSURE),
    "全年主动公开信息 1234 条，其中规范性文件 3 件。": (PROSE, PROSE),
    "分别为自然人 3 件、商业企业 5 件。": (PROSE, PROSE),
    "（一）主动公开政府信息 3 条": (PROSE, PROSE),
    "2023年1月1日至12月31日，共收到申请 12 件": (PROSE, PROSE),
    "附表1": (PROSE, PROSE),
    "联系电话：0571-88888888": (PROSE, PROSE),
    "发布时间：2024-01-20 08:58:11": (PROSE, PROSE),
    "": (PROSE, PROSE),
}
"""What a line is in a section with a table, and in one without."""


@pytest.mark.parametrize("text", LINES)
def test_row_and_sentence_are_distinguished(text: str) -> None:
    assert (likeness(FORM, text, in_table=True), likeness(FORM, text, in_table=False)) == LINES[text]


def test_long_run_of_digits_or_labels_is_judged_in_little_time() -> None:
    words = "这些字不在表里，也不是行名，一共有二十多个字。"
    for text in ("1" * 20_000, "规章" * 20_000, "规章 " * 20_000):
        started = process_time()
        likeness(FORM, text + words, in_table=True)
        assert process_time() - started < 1


def composed(*lines: str) -> tuple[Prose, str]:
    """The narrative of a text whose section on requests has some lines, and what remarks quote of its tables."""
    texts = [
        "示例街道办事处2023年政府信息公开工作年度报告",
        "一、总体情况",
        "全年公开信息。",
        "三、收到和处理政府信息公开申请情况",
        *lines,
        "五、存在的主要问题及改进情况",
        "明确专人。",
    ]
    document = read_document("\n\n".join(texts).encode(), name="a.txt")
    matched = match_document(document, tuple(FORMS.values()), 2023)
    return compose(document, matched, identify(document)), "\n".join(remark.text for remark in matched.remarks)


def test_lines_of_a_paragraph_are_distinguished_and_no_row_is_quoted_twice() -> None:
    prose, quoted = composed(
        "二、上年结转政府信息公开申请数量 1 0 0 0 0 0 1",
        "受理中有 3 件补正。\n（一）全部公布 11 12 13 14 15 16 81\n自然人\n另有 2 件咨询。",
    )
    head, call = "## 三、收到和处理政府信息公开申请情况", '{{ table("申请") }}'
    assert prose.parts[2:6] == (head, call, "受理中有 3 件补正。", "另有 2 件咨询。")
    assert "（一）全部公布 11 12 13 14 15 16 81" in quoted
    assert prose.remarks == ()


def test_row_that_is_numbered_like_a_section_opens_none() -> None:
    prose, _ = composed("一、本年新收政府信息公开申请数量", "四、结转下年度继续办理情形 3 1 0 0 0 0 4")
    assert [part for part in prose.parts if part.startswith("## 四")] == []


def test_row_with_the_title_of_the_next_section_glued_to_it_is_no_heading() -> None:
    row = "四、结转下 年度继续办理0约003003政府信息公开行政复议、行政诉讼情况"
    prose, quoted = composed(row)
    assert "003003" not in "".join(prose.parts)
    assert "003003" in quoted + "".join(remark.text for remark in prose.remarks)


def test_marked_and_misprinted_label_of_a_row_that_was_taken_is_left_out_with_a_word() -> None:
    label = "（五）不予处理 1.信访举报投诉类申清①"
    prose, _ = composed("（一）予以公开 4 1 0 0 0 0 5", label)
    assert not any("申清" in part for part in prose.parts)
    assert [(remark.code, remark.text) for remark in prose.remarks] == [("label-left-out", label)]


def test_year_alone_above_a_table_is_left_out_with_a_word() -> None:
    prose, _ = composed("（一）予以公开 4 1 0 0 0 0 5", "2019年")
    assert "2019年" not in prose.parts
    assert [(remark.code, remark.text) for remark in prose.remarks] == [("label-left-out", "2019年")]


def test_figures_that_were_joined_to_the_label_above_stay_in_no_text() -> None:
    document = read_document("规章\n0 0 （12）".encode(), name="a.txt")
    matched = match_document(document, tuple(FORMS.values()), 2022)
    assert "12" not in "".join(compose(document, matched, identify(document)).parts)


def test_line_of_a_row_in_doubt_that_stays_in_the_text_is_said_to_stay_there() -> None:
    lines = ("规章", "/ 208 1160 见说明", "信息内容 本年收费金额（单位：万元）", "行政事业性收费", "521.81 /")
    document = read_document("\n".join(lines).encode(), name="a.txt")
    matched = match_document(document, tuple(FORMS.values()), 2023)
    prose = compose(document, matched, identify(document))

    assert [remark.text for remark in matched.remarks if remark.code == "ambiguous"] == ["208 1160"]
    assert [remark.text for remark in prose.remarks if remark.code == "row-in-text"] == [lines[1]]


def test_grid_of_figures_alone_is_no_table_of_the_narrative() -> None:
    rows = (
        "<tr><td>规章</td><td>2</td><td>3</td></tr>",
        "<tr><td>0</td><td>147</td></tr><tr><td>/</td><td>9</td></tr>",
    )
    own, apart = (f"<table>{row}</table>" for row in rows)
    paragraphs = ("示例街道办事处2023年政府信息公开工作年度报告", "二、主动公开政府信息情况", own)
    paragraphs += (
        "六、其他需要报告的事项",
        "没有其他事项。",
        apart,
        "<table><tr><td>年</td><td>3</td><td>4</td></tr></table>",
    )
    page = "".join(text if text.startswith("<table") else f"<p>{text}</p>" for text in paragraphs)
    document = read_document(f"<body>{page}</body>".encode(), name="a.html")
    prose = compose(document, match_document(document, tuple(FORMS.values()), 2023), identify(document))

    assert [part for part in prose.parts if part.startswith("|")] == ["| 年 | 3 | 4 |\n| --- | --- | --- |"]
    assert [remark.text for remark in prose.remarks if remark.code == "unread"] == ["0 147", "/ 9"]
