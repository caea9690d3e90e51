"""Web pages whose style sheets show figures elsewhere than they are written: that is said, and they are drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.importing import Job, lines
from gongkai.reports import Status
from tests.importing.sample_documents import FORMS, brought, one, page

if TYPE_CHECKING:
    from pathlib import Path

MOVED = "网页的样式移动、隐藏了这张表的行、列或单元格"


@pytest.mark.parametrize(
    ("sheet", "tables", "status"),
    [
        ("tr { display: flex } td:last-child { order: -1 }", 3, Status.DRAFT),
        ("body { direction: rtl }", 3, Status.DRAFT),
        ("td:empty { color: #fff } td { position: relative; float: none }", 0, Status.PUBLISHED),
    ],
)
def test_table_that_is_seen_in_another_order_is_said_by_its_name(
    tmp_path: Path, sheet: str, tables: int, status: Status
) -> None:
    file = tmp_path / "a.html"
    file.write_text(page().replace("<head>", f"<head><style>{sheet}</style>"), encoding="utf-8")
    item = brought(tmp_path / "site", Job(file, "yangli", None, None, "a.html"))[0]

    assert [line.count(MOVED) for line in lines([item], FORMS, dry_run=False) if MOVED in line] == [1] * tables
    assert item.status is status
    assert {remark.table for remark in item.remarks if remark.code == "moved-by-style"} == (
        {"proactive", "requests", "review"} if tables else set()
    )


def test_report_in_a_font_of_its_page_is_a_draft(tmp_path: Path) -> None:
    font = "@font-face{font-family:own;src:url(data:font/woff;base64,AAAA)}"
    text = page().replace("</head>", f"<style>{font} td{{font-family:own}}</style></head>")
    item = one(tmp_path, "a.html", text)

    assert {remark.table for remark in item.remarks if remark.code == "own-font"} == {"proactive", "requests", "review"}
    assert item.status == Status.DRAFT


def test_report_with_text_in_a_font_of_its_page_is_a_draft(tmp_path: Path) -> None:
    font = "@font-face{font-family:own;src:url(data:font/woff;base64,AAAA)}"
    text = page(prose={"六": "本年度收取信息处理费 12 元。"}).replace(
        "</head>", f"<style>{font} p{{font-family:own}}</style></head>"
    )
    item = one(tmp_path, "a.html", text)

    assert [remark.code for remark in item.remarks if remark.code == "own-font-text"] == ["own-font-text"]
    assert item.status == Status.DRAFT


def test_report_whose_table_a_script_changes_is_a_draft(tmp_path: Path) -> None:
    item = one(tmp_path, "a.html", page(foot='<script>$("table:eq(0) td:eq(1)").text(75)</script>'))

    assert {remark.table for remark in item.remarks if remark.code == "written-by-script"} == {
        *("proactive", "requests", "review")
    }
    assert item.status == Status.DRAFT
