"""The title of a table that names a year before that of the report asks for a look."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.importing import lines
from gongkai.importing.file_notices import remarks_on_what_it_is
from gongkai.readers.facts.table_captions import captions_of_other_years
from gongkai.readers.formats.reading import read_document
from gongkai.readers.matching import match_document
from gongkai.reports import Status
from tests.importing.sample_documents import AGENCY, FORMS, one, page, text_2020

if TYPE_CHECKING:
    from pathlib import Path

TABLE = "<table><tr><td></td><td>自然人"


@pytest.mark.parametrize(
    ("above", "is_other"),
    [
        ("<p>表2 2022年收到和处理政府信息公开申请情况</p>", True),
        ("<p>表2 2022年度申请情况</p><p>（单位：件）</p>", True),
        ("<p>表2　二〇二二年申请情况</p>", True),
        ("<p>上年度收到和处理政府信息公开申请情况</p>", True),
        ("<p>2024年收到和处理政府信息公开申请情况</p>", True),
        ("<p>2023年第三季度申请情况统计表</p>", True),
        ("<p>2023年第三季度</p>", True),
        ("<p>（上年）</p>", True),
        ("<p>1—11月</p>", True),
        ("<p>（截至2023年6月30日）</p>", True),
        ("<p>数据截至2024年1月10日</p>", False),
        ("<p>截至12月31日</p>", False),
        ("<p>第一至四季度申请情况统计表</p>", False),
        ("<p>2023年全年申请情况</p>", False),
        ("<p>2024年1月</p>", False),
        ("<p>表2 2023年收到和处理政府信息公开申请情况</p>", False),
        ("<p>表2 2022年、2023年申请情况</p>", False),
        ("<p>与2022年相比的申请情况</p>", False),
        ("<p>自2022年12月31日起的申请情况</p>", False),
        ("<p>2022年没有申请，2021年也没有。</p>", False),
        ("<p>2022年申请情况</p><p>本年度的情况如下。</p>", False),
    ],
)
def test_title_of_a_table_that_names_the_year_before_asks_for_a_look(
    above: str,
    is_other: bool,  # noqa: FBT001
) -> None:
    place = page().split("<table>")
    content = "<table>".join([place[0], place[1] + above, *place[2:]])
    document = read_document(content.encode(), name="a.html")
    result = match_document(document, tuple(FORMS.values()))
    captions = captions_of_other_years(document, result.origins, result.table_blocks, 2023)

    assert [(caption.table, caption.is_final) for caption in captions] == [("requests", True)] * is_other
    assert len(result.figures) == 200
    assert result.remarks == ()


@pytest.mark.parametrize(
    ("above", "is_other"), [("<p>表2 2022年度申请情况</p><p>（单位：件）</p>", True), ("<p>截至12月31日</p>", False)]
)
def test_report_with_such_a_title_is_a_draft_and_says_why(
    tmp_path: Path,
    above: str,
    is_other: bool,  # noqa: FBT001
) -> None:
    place = page().split("<table>")
    item = one(tmp_path, "a.html", "<table>".join([place[0], place[1] + above, *place[2:]]))
    shown = [line for line in lines([item], FORMS, dry_run=False) if "表的标题写的是别的年份" in line]

    assert ["申请表：" in line for line in shown] == [True] * is_other
    assert (item.cells.taken, item.status) == (200, Status.DRAFT if is_other else Status.PUBLISHED)


@pytest.mark.parametrize("above", ["填表示例", "（样表）", "（预计）", "计划数", "模拟数据", "【草稿】"])
def test_table_below_the_name_of_a_sample_a_plan_or_a_draft_asks_for_a_look(tmp_path: Path, above: str) -> None:
    place = page().split("<table>")
    item = one(tmp_path, "a.html", "<table>".join([place[0], f"{place[1]}<p>{above}</p>", *place[2:]]))

    assert [remark.table for remark in item.remarks if remark.code == "caption-draft"] == ["requests"]
    assert item.status == Status.DRAFT


REVIEW_HEADS = (
    "行政复议 行政诉讼",
    "结果维持 结果纠正 其他结果 尚未审结 总计 未经复议直接起诉 复议后起诉",
    "结果维持 结果纠正 其他结果 尚未审结 总计 结果维持 结果纠正 其他结果 尚未审结 总计",
)
"""In text each line of heads is a paragraph, and the title stands above them all."""


@pytest.mark.parametrize("caption", ["2022年行政复议、行政诉讼情况", "上年度情况", "表3 2022年"])
def test_only_reviews_of_a_text_below_the_heads_of_another_year_ask_for_a_look(tmp_path: Path, caption: str) -> None:
    reviews = [caption, *REVIEW_HEADS, "1 0 0 1 2 1 0 0 0 1 0 0 0 0 0"]
    parts = [f"{AGENCY}2023年政府信息公开工作年度报告", "一、总体情况", "本年度按时完成各项公开工作。"]
    parts += ["四、政府信息公开行政复议、行政诉讼情况", *reviews, "五、存在的主要问题及改进情况", "公开不够及时。"]
    item = one(tmp_path, "a.txt", "\n".join(parts))

    assert [remark.table for remark in item.remarks if remark.code == "caption-year"] == ["review"]
    assert item.status == Status.DRAFT


def test_title_of_another_year_above_a_row_that_only_its_table_has_asks_for_a_look(tmp_path: Path) -> None:
    heads = "<tr><td>项目<td>自然人<td>商业企业<td>科研机构<td>社会公益组织<td>法律服务机构<td>其他<td>总计"
    own = "<tr><td>一、本年新收政府信息公开申请数量<td>8<td>5<td>7<td>4<td>8<td>10<td>42"
    other = "<tr><td>四、结转下年度继续办理<td>1<td>0<td>0<td>0<td>0<td>0<td>1"
    text = f"<h1>{AGENCY}2023年政府信息公开工作年度报告</h1><p>三、收到和处理政府信息公开申请情况</p>"
    text += f"<table>{heads}{own}</table><p>2022年数据</p><table>{heads}{other}</table>"
    item = one(tmp_path, "a.html", f'<html><head><meta charset="utf-8"></head><body>{text}</body></html>')

    assert [remark.text for remark in item.remarks if remark.code == "caption-year"] == ["2022年数据"]


def test_title_in_the_first_row_of_a_table_and_in_text_counts_as_well(tmp_path: Path) -> None:
    place = page().split("<table>")
    row = '<tr><td colspan="9">2022年申请情况</td></tr>'
    in_table = one(tmp_path, "a.html", "<table>".join([*place[:2], row + place[2], place[3]]))
    text = text_2020()
    begin = text.index("\t自然人")
    in_text = one(tmp_path / "b", "b.txt", f"{text[:begin]}表2 2019年申请情况\n{text[begin:]}")

    for item in (in_table, in_text):
        assert [remark.table for remark in item.remarks if remark.code == "caption-year"] == ["requests"]


@pytest.mark.parametrize(
    ("above", "is_asked"),
    [
        ("统计期限：2022年1月1日至12月31日", True),
        ("统计期限：2023年1月1日至12月31日", False),
        ("统计期限：1月1日至12月31日", False),
        ("下属事业单位情况表", True),
        ("下属单位：信息中心", True),
        ("本级及下属单位情况表", False),
    ],
)
def test_line_above_a_table_that_says_whose_or_when_it_is_asks_for_a_look(
    tmp_path: Path,
    above: str,
    is_asked: bool,  # noqa: FBT001
) -> None:
    place = page().split("<table>")
    item = one(tmp_path, "a.html", "<table>".join([place[0], f"{place[1]}<p>{above}</p>", *place[2:]]))

    assert [remark.text for remark in item.remarks if remark.code == "text-limits"] == [above] * is_asked
    assert item.status is (Status.DRAFT if is_asked else Status.PUBLISHED)


def test_title_above_a_copy_in_the_same_grid_that_was_set_aside_is_not_that_of_the_table_which_was_read() -> None:
    heads = "<tr><td>项目<td>自然人<td>商业企业<td>科研机构<td>社会公益组织<td>法律服务机构<td>其他<td>总计"
    labels = ("一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "四、结转下年度继续办理")
    rows = ["".join(f"<tr><td>{label}{f'<td>{count}' * 6}<td>{6 * count}" for label in labels) for count in (1, 2)]
    body = "".join(f"<tr><td colspan=8>{year}年{heads}{row}" for year, row in zip((2022, 2023), rows, strict=True))
    html = (
        f"<h1>{AGENCY}2023年政府信息公开工作年度报告</h1><p>三、收到和处理政府信息公开申请情况</p><table>{body}</table>"
    )
    document = read_document(html.encode(), name="a.html")
    matched = match_document(document, [FORMS["gia-2021"]], 2023)

    assert matched.figures["requests", "received", "total"].value == 12
    codes = [remark.code for remark in remarks_on_what_it_is(document, matched, 2023, (AGENCY, AGENCY), "a.html")]
    assert "caption-year" not in codes
