"""The title of a table that names a year before that of the report asks for a look."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.importing import lines
from gongkai.reports import Status
from tests.importing.sample_documents import FORMS, one, page, text_2020

if TYPE_CHECKING:
    from pathlib import Path

TABLE = "<table><tr><td></td><td>自然人"


@pytest.mark.parametrize(
    ("above", "is_other"),
    [
        ("<p>表2 2022年收到和处理政府信息公开申请情况</p>", True),
        ("<p>表2 2022年度申请情况</p><p>（单位：件）</p>", True),
        ("<p>表2　二〇二二年申请情况</p>", True),
        ("<p>表2 2023年收到和处理政府信息公开申请情况</p>", False),
        ("<p>表2 2022年、2023年申请情况</p>", False),
        ("<p>与2022年相比的申请情况</p>", False),
        ("<p>自2022年12月31日起的申请情况</p>", False),
        ("<p>2022年没有申请，2021年也没有。</p>", False),
        ("<p>2022年申请情况</p><p>本年度的情况如下。</p>", False),
    ],
)
def test_title_of_a_table_that_names_the_year_before_asks_for_a_look(
    tmp_path: Path,
    above: str,
    is_other: bool,  # noqa: FBT001
) -> None:
    place = page().split("<table>")
    item = one(tmp_path, "a.html", "<table>".join([place[0], place[1] + above, *place[2:]]))
    shown = [line for line in lines([item], FORMS, dry_run=False) if "表的标题写的是别的年份" in line]

    assert ["申请表：" in line for line in shown] == [True] * is_other
    assert (item.cells.taken, item.status) == (200, Status.DRAFT if is_other else Status.PUBLISHED)


def test_title_in_the_first_row_of_a_table_and_in_text_counts_as_well(tmp_path: Path) -> None:
    place = page().split("<table>")
    row = '<tr><td colspan="9">2022年申请情况</td></tr>'
    in_table = one(tmp_path, "a.html", "<table>".join([*place[:2], row + place[2], place[3]]))
    text = text_2020()
    begin = text.index("\t自然人")
    in_text = one(tmp_path, "b.txt", f"{text[:begin]}表2 2019年申请情况\n{text[begin:]}", agency="other")

    for item in (in_table, in_text):
        assert [remark.table for remark in item.remarks if remark.code == "caption-year"] == ["requests"]
