"""A document of which tables follow the form of other years: which they are, and what the clerk is to do."""

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


def said(item: ImportResult, words: str) -> str:
    """The line on the terminal that has some words."""
    (line,) = [line for line in lines([item], FORMS, dry_run=False) if words in line]
    return line


def test_old_table_is_named_with_what_to_do(tmp_path: Path) -> None:
    item = one(tmp_path, "a.html", NEW.replace(tables(NEW)[0], tables(OLD)[0]))
    assert item.status is Status.DRAFT
    assert said(item, "请先核对年份，写错的加 --year") == (
        "a.html 请核对：原件的“主动公开政府信息情况”是格式 gia-2019 的表，2023 年应是格式 gia-2021。"
        "请先核对年份，写错的加 --year 年份再导入；"
        "年份没有错的，请原单位照格式 gia-2021 更正，再导入更正的，不要自己换算。"
    )
    assert "请改成“form: gia-2021”" not in said(item, "form-shape")
    assert "只改 form 一行不够" in said(item, "form-shape")


def test_all_tables_that_differ_are_named_where_all_are_old(tmp_path: Path) -> None:
    item = one(tmp_path, "a.html", OLD)
    assert "“主动公开政府信息情况”“收到和处理政府信息公开申请情况”是格式 gia-2019 的表" in said(item, "--year")
