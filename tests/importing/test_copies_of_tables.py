"""Pages that have their tables, rows or figures twice, as for a desk and for a telephone: one of each is read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from gongkai.importing import lines
from gongkai.reports import Status
from tests.importing.sample_documents import FORMS, one, page
from tests.importing.test_hidden_tables import tables

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gongkai.importing import ImportResult

NARROW = "@media (max-width: 600px) { .pc { display: none } .tel { display: block } }"
SHEET = f"<style>.tel {{ display: none }} {NARROW}</style>"
NOT_AT_HAND = "<link rel=stylesheet href=a.css>"
SENTENCE = "网页里有 3 张表写了两遍"
FIGURE = re.compile(r"<td>(\d[\d.]*)</td>")


def page_with(change: Callable[[str], str], sheet: str = SHEET) -> str:
    """A page each of whose tables is written otherwise."""
    text = page(top=sheet)
    for table in tables(text):
        text = text.replace(table, change(table))
    return text


def copy_lines(item: ImportResult) -> list[str]:
    """The lines on the terminal that are on tables written twice, or ask for a look."""
    return [line for line in lines([item], FORMS, dry_run=False) if "两遍" in line or "请核对：" in line]


def doubled(pattern: str) -> Callable[[str], str]:
    """Writes each figure of a table twice."""
    return lambda table: FIGURE.sub(pattern, table)


WAYS = {
    "second table": lambda table: f"<div class=pc>{table}</div><div class=tel>{table}</div>",
    "first table": lambda table: f"<div class=tel>{table}</div><div class=pc>{table}</div>",
    "table itself": lambda table: table + table.replace("<table>", "<table class=tel>"),
    "own style": lambda table: f'{table}<div style="display:none">{table}</div>',
    "first figure": doubled(r"<td><span class=tel>\1</span><span class=pc>\1</span></td>"),
    "second figure": doubled(r"<td><p><b class=pc>\1</b> <b class=tel>\1</b></p></td>"),
    "figure alone": doubled(r"<td>\1<span class=tel>\1</span></td>"),
    "row": lambda table: re.sub(r"<tr>(.*?)</tr>", r"<tr class=pc>\1</tr><tr class=tel>\1</tr>", table),
}


@pytest.mark.parametrize(
    ("way", "sheet"), [*((way, SHEET) for way in WAYS), *((way, NOT_AT_HAND) for way in WAYS if way != "row")]
)
def test_of_two_copies_that_are_the_same_one_is_read_and_said_once(tmp_path: Path, way: str, sheet: str) -> None:
    item = one(tmp_path, "a.html", page_with(WAYS[way], sheet))

    assert (item.cells.taken, item.cells.unsure, item.status) == (200, 0, Status.PUBLISHED)
    assert [SENTENCE in line for line in copy_lines(item)] == [True]


@pytest.mark.parametrize(
    ("way", "text"),
    [
        ("second table", "[网页上不显示：37]31"),
        ("first table", "[网页上不显示：37]31"),
        ("first figure", "[网页上不显示：37]31"),
        ("second figure", "31 [网页上不显示：37]"),
    ],
)
def test_of_two_copies_the_figure_that_differs_is_said_alone(tmp_path: Path, way: str, text: str) -> None:
    item = one(tmp_path, "a.html", re.sub(r"(class=tel>(?:(?!class=pc).)*?)\b31<", r"\g<1>37<", page_with(WAYS[way])))

    assert (item.cells.missing, item.status) == (1, Status.DRAFT)
    assert [remark.text for remark in item.remarks if remark.row == "licensing"] == [text]
    assert [remark for remark in item.remarks if not remark.sure and remark.row != "licensing"] == []


def test_figures_that_differ_where_no_sheet_is_at_hand_are_both_said(tmp_path: Path) -> None:
    text = page_with(WAYS["second figure"], "").replace("<b class=tel>31<", "<b class=tel>37<")
    item = one(tmp_path, "a.html", text)

    assert (item.cells.missing, item.status) == (1, Status.DRAFT)
    assert [remark.text for remark in item.remarks if remark.row == "licensing"] == ["31 [网页里写了两遍：31、37]"]


def test_digits_that_are_written_apart_are_one_figure(tmp_path: Path) -> None:
    item = one(tmp_path, "a.html", page().replace("<td>31</td>", "<td><b class=a>1</b><b class=b>1</b></td>"))

    assert "行政许可:       11" in next(
        file.content.decode() for file in item.writes if file.path.endswith("/2023.yml")
    )


def test_tables_with_other_figures_that_a_sheet_hides_are_no_copies(tmp_path: Path) -> None:
    other = {"本年新收": "15 12 0 0 0 1 28", "予以公开": "14 11 0 0 0 1 26", "办理结果总计": "15 12 0 0 0 1 28"}
    hidden = tables(page(given=other))[1]
    item = one(tmp_path, "a.html", page(top=SHEET, foot=f"<div class=tel>{hidden}</div>"))

    assert item.status is Status.DRAFT
    assert any("出现两次" in line for line in copy_lines(item))
    assert not any("写了两遍" in line for line in copy_lines(item))


def test_parts_of_one_table_with_the_same_figures_are_no_copies(tmp_path: Path) -> None:
    heads = "<tr><td>结果维持<td>结果纠正<td>其他结果<td>尚未审结<td>总计"
    part = f"<table>{heads}<tr><td>0<td>0<td>0<td>0<td>0</table>"
    text = page().replace(
        tables(page())[2], f"<p>行政复议</p>{part}<p>未经复议直接起诉</p>{part}<p>复议后起诉</p>{part}"
    )
    item = one(tmp_path, "a.html", text)

    assert not any("写了两遍" in line for line in copy_lines(item))
