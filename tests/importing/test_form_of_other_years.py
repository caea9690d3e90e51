"""A document with tables of the form of other years, or with another report: which they are, and what is to be done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.importing import lines
from gongkai.reports import Status
from tests.importing.sample_documents import FORMS, one, page

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.importing import ImportResult

NEW = page()
OLD = page("gia-2019", 2023, given={"行政许可": "1 0 208", "行政事业性收费": "0 0"})


def tables(text: str) -> list[str]:
    """The tables of a page."""
    return re.findall("<table>.*?</table>", text)


def line_with(item: ImportResult, words: str) -> str:
    """The line on the terminal that has some words."""
    (line,) = [line for line in lines([item], FORMS, dry_run=False) if words in line]
    return line


def test_old_table_is_named_with_what_to_do(tmp_path: Path) -> None:
    item = one(tmp_path, "a.html", NEW.replace(tables(NEW)[0], tables(OLD)[0]))
    assert item.status is Status.DRAFT
    assert line_with(item, "请先核对年份，写错的加 --year") == (
        "a.html 请核对：原件的“主动公开政府信息情况”是格式 gia-2019 的表，2023 年应是格式 gia-2021。"
        "请先核对年份，写错的加 --year 年份再导入；"
        "年份没有错的，请原单位照格式 gia-2021 更正，再导入更正的，不要自己换算。"
    )
    assert "请改成“form: gia-2021”" not in line_with(item, "form-shape")
    assert "只改 form 一行不够" in line_with(item, "form-shape")


def test_all_tables_that_differ_are_named_where_all_are_old(tmp_path: Path) -> None:
    item = one(tmp_path, "a.html", OLD)
    assert "“主动公开政府信息情况”“收到和处理政府信息公开申请情况”是格式 gia-2019 的表" in line_with(item, "--year")


def test_tables_in_a_report_of_a_year_without_a_form_are_named(tmp_path: Path) -> None:
    item = one(tmp_path, "a.html", NEW.replace("2023年", "2018年"))
    assert item.status is Status.DRAFT
    assert "“收到和处理政府信息公开申请情况”" in line_with(item, "2018 年的报告不用这种格式，没有读取")


FIRST = "<h2>甲局2018年政府信息公开工作年度报告</h2><p>一、总体情况</p><p>2018年，主动公开信息120条。</p>"
SECOND = "<h2>甲局2019年政府信息公开工作年度报告</h2><p>一、总体情况</p><p>2019年，主动公开信息130条。</p>"


def test_second_report_in_a_file_is_named_and_leaves_a_draft(tmp_path: Path) -> None:
    item = one(tmp_path, "a.html", f"<html><body>{FIRST}{SECOND}</body></html>")
    assert item.status is Status.DRAFT
    assert "拆成两个文件" in line_with(item, "还有一份报告“甲局2019年政府信息公开工作年度报告”")


def test_list_of_other_reports_behind_the_text_is_no_second_report(tmp_path: Path) -> None:
    others = "".join(f"<p>甲局{year}年政府信息公开工作年度报告</p>" for year in (2017, 2016, 2015))
    item = one(tmp_path, "a.html", f"<html><body>{FIRST}{others}</body></html>")
    assert not [line for line in lines([item], FORMS, dry_run=False) if "还有一份报告" in line]
