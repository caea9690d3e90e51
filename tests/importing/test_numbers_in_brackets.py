"""What stands in brackets beside a figure, or instead of one: it is said, and a number among it leaves a draft."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from gongkai.importing.wording.joining import joined
from gongkai.importing.wording.remarks import group_text
from gongkai.importing.wording.terminal import lines
from gongkai.reports import Status
from tests.importing.sample_documents import FORMS, one, page, text_2020

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.importing import ImportResult

PAGE = page()
LICENSES = next(row for row in re.findall("<tr>.*?</tr>", PAGE) if "行政许可" in row)
GRANTED = next(row for row in re.findall("<tr>.*?</tr>", PAGE) if "予以公开" in row)


def texts(item: ImportResult) -> list[str]:
    """The remarks in words."""
    return [group_text(group, FORMS["gia-2021"]) for group in joined(item.remarks)]


def data(item: ImportResult) -> str:
    """The data file."""
    return next(write.content.decode() for write in item.writes if write.path.endswith("2023.yml"))


OTHER_NUMBERS = {
    "10（2）": "10",
    "70（上年12）": "70",
    "22(+3)": "22",
    "１０（２）": "10",
    "1,234（2）": "1234",
    "10件（另有2件）": "10件",
    "10（不含2）": "10",
    "10（二）": "10",
    "10（2022年12）": "10",
    "约10（2）": "10",
    "10<br>（2）": "10",
}
"""Cells with another number in brackets, and what is taken of each for now."""


def test_other_number_in_brackets_leaves_a_draft_and_is_said(tmp_path: Path) -> None:
    cells = [*OTHER_NUMBERS]
    rows = {"予以公开": " ".join([*cells[:6], "0"]), "不掌握": " ".join([*cells[6:], "0 0"])}
    item = one(tmp_path, "a.html", page(given=rows))
    sentences = [group_text(group, FORMS["gia-2021"]) for group in joined(item.remarks, rows_apart=True)]
    for cell, figure in OTHER_NUMBERS.items():
        shown = cell.replace("<br>", " ")
        looks = [text for text in sentences if f"原件是“{shown}”，暂记作 {figure}，括号里也有数" in text]
        assert len(looks) == 1, cell
    assert item.status is Status.DRAFT


def test_single_other_number_is_said_in_its_own_words_and_leaves_a_draft(tmp_path: Path) -> None:
    item = one(tmp_path, "a.html", PAGE.replace(LICENSES, LICENSES.replace("31", "10<br>（2）")))
    looks = [text for text in texts(item) if "原件是“10 （2）”，暂记作 10，括号里也有数" in text]
    assert len(looks) == 1
    assert looks[0].startswith("主动公开表“行政许可”“本年处理决定数量”：")
    assert item.status is Status.DRAFT
    assert any("有未定的数" in line for line in lines([item], FORMS, dry_run=False))


def test_words_in_brackets_are_said_and_leave_no_draft(tmp_path: Path) -> None:
    cells = ["5（注1）", "2（4%）", "1（其中修订16件）", "8（含2件）", "4（见第3条）", "1（至2023年12月31日）"]
    rows = {
        "本年新收": f"{cells[0]} {cells[1]} 0 0 {cells[2]} 0 {cells[3]}",
        "予以公开": f"{cells[4]} {cells[5]} 0 0 0 0 5",
    }
    item = one(tmp_path, "a.html", page(given=rows))
    for cell in cells:
        assert f"原件是“{cell}”，记作 {cell[: cell.index('（')]}，括号里的字照录，不算作数。" in data(item)
    assert item.status is Status.PUBLISHED
    assert item.exit_code == 0


def test_number_that_is_nothing_but_in_brackets_is_left_open(tmp_path: Path) -> None:
    cells = ["（3）", "(3)", "（3件）", "(-3)"]
    item = one(tmp_path, "a.html", page(given={"予以公开": " ".join([*cells, "0 0 0"])}))
    for cell in cells:
        assert [text for text in texts(item) if f"原件是“{cell}”，数在括号里" in text]
    assert item.status is Status.DRAFT
    assert item.cells.missing == len(cells)


def test_every_figure_of_a_table_in_brackets_is_said(tmp_path: Path) -> None:
    table = re.findall("<table>.*?</table>", PAGE)[1]
    item = one(tmp_path, "a.html", PAGE.replace(table, re.sub(r"<td>(\d+)</td>", r"<td>（\1）</td>", table)))
    assert {remark.code for remark in item.remarks if remark.table == "requests" and not remark.sure} == {"bracketed"}
    assert item.cells.missing == sum(remark.code == "bracketed" for remark in item.remarks) > 100
    assert item.status is Status.DRAFT


@pytest.mark.parametrize("beside", ["（2）", "（上年2）"])
def test_number_in_a_bracket_of_its_own_cell_leaves_a_draft(tmp_path: Path, beside: str) -> None:
    item = one(tmp_path, "a.html", PAGE.replace(GRANTED, GRANTED.replace("</tr>", f"<td>{beside}</td></tr>")))
    assert [text for text in texts(item) if f"原件是“5 {beside}”，暂记作 5" in text]
    assert item.status is Status.DRAFT


@pytest.mark.parametrize("words", ["（2）", "上年12", "4%"])
@pytest.mark.parametrize("table", [0, 1, 2])
def test_number_in_a_row_of_its_own_is_said(tmp_path: Path, words: str, table: int) -> None:
    whole = re.findall("<table>.*?</table>", PAGE)[table]
    row = re.findall("<tr>.*?</tr>", whole)[-1]
    item = one(tmp_path, "a.html", PAGE.replace(whole, whole.replace(row, f"{row}<tr><td></td><td>{words}</td></tr>")))
    assert [remark.text for remark in item.remarks if remark.code == "unread"] == [words]
    assert item.status is Status.DRAFT


def test_number_behind_the_line_of_a_table_in_groups_is_said(tmp_path: Path) -> None:
    whole = re.findall("<table>.*?</table>", PAGE)[2]
    row = re.findall("<tr>.*?</tr>", whole)[-1]
    item = one(tmp_path, "a.html", PAGE.replace(row, row.replace("</tr>", "<td>（2）</td></tr>")))
    assert [remark.text for remark in item.remarks if remark.code == "unread"] == ["（2）"]


@pytest.mark.parametrize("sign", ["\t", " "])
def test_number_in_brackets_is_said_of_a_line_of_text(tmp_path: Path, sign: str) -> None:
    text = text_2020().replace("行政许可\t1\t0\t208", "行政许可\t1\t0\t208（2）").replace("\t", sign)
    item = one(tmp_path, "a.txt", text)
    assert [remark.text for remark in item.remarks if remark.code == "number-beside"] == ["208（2）"]


def test_sums_against_a_figure_with_another_number_are_no_fault_of_the_document(tmp_path: Path) -> None:
    item = one(tmp_path, "a.html", PAGE.replace(GRANTED, GRANTED.replace("<td>4</td>", "<td>3（1）</td>")))
    assert item.faults == ()
    assert any("这里有一行的数没有读准" in line for line in lines([item], FORMS, dry_run=False))


def test_a_figure_in_the_name_of_a_row_is_quoted_and_leaves_a_draft(tmp_path: Path) -> None:
    item = one(tmp_path, "a.html", PAGE.replace("予以公开<", "予以公开（共 817 件）<", 1))

    assert item.status is Status.DRAFT
    assert any("予以公开（共 817 件）”，没有放进表里，请核对" in text for text in texts(item))


def test_a_part_that_the_name_of_a_row_states_is_said_alone(tmp_path: Path) -> None:
    item = one(tmp_path, "a.html", PAGE.replace("予以公开<", "予以公开（其中网上 817 件）<", 1))

    assert item.status is Status.PUBLISHED
    assert "予以公开（其中网上 817 件）" in data(item)


def test_change_that_a_word_in_brackets_calls_a_decrease_leaves_a_draft(tmp_path: Path) -> None:
    text = text_2020().replace("行政许可\t1\t0\t208", "行政许可\t1\t2（减）\t208")
    item = one(tmp_path, "a.txt", text)
    assert [remark.text for remark in item.remarks if remark.code == "sign-beside"] == ["2（减）"]
    assert item.status is Status.DRAFT
    assert any("是减少的，改成 -2" in line for line in lines([item], FORMS, dry_run=False))


QUESTIONING = "错 上年 撤销 删除 累计 待核 估计 截至9月 % 已作废 去年同期 约 上半年 历年累计 未核实 ?"
EXPLAINING = "件 未审结 全年累计 含电话答复 其中上年结转2件 注1 较上年持平 同比增长5% 截至12月31日 无误 上年结转"


def with_notes(notes: list[str]) -> str:
    """The text with a note in brackets behind each figure of the requests that is not 0, as far as there are notes."""
    whole, rest = text_2020(), iter(notes)
    for line in whole.split("\n"):
        name, *cells = line.split("\t")
        if len(cells) == 7 and cells[0].isdecimal():
            changed_cells = (
                f"{cell}（{note}）" if cell != "0" and (note := next(rest, "")) else cell for cell in cells
            )
            whole = whole.replace(line, "\t".join([name, *changed_cells]), 1)
    assert next(rest, None) is None
    return whole


def test_words_in_brackets_that_question_a_figure_leave_a_draft(tmp_path: Path) -> None:
    notes = QUESTIONING.split()
    item = one(tmp_path, "a.txt", with_notes(notes))

    doubts = [remark.text for remark in item.remarks if remark.code == "doubt-beside"]
    assert [text.partition("（")[2] for text in doubts] == [f"{note}）" for note in notes]
    assert item.status is Status.DRAFT
    assert any("暂记作括号前的数，括号里的字像是说" in line for line in lines([item], FORMS, dry_run=False))


def test_single_word_in_brackets_that_questions_a_figure_is_said_of_its_cell(tmp_path: Path) -> None:
    text = text_2020().replace("行政许可\t1\t0\t208", "行政许可\t1\t0\t208（约）")
    item = one(tmp_path, "a.txt", text)

    assert [remark.text for remark in item.remarks if remark.code == "doubt-beside"] == ["208（约）"]
    assert item.status is Status.DRAFT
    assert any("暂记作 208，括号里的字像是说" in line for line in lines([item], FORMS, dry_run=False))


def test_words_in_brackets_that_explain_a_figure_are_recorded(tmp_path: Path) -> None:
    notes = EXPLAINING.split()
    item = one(tmp_path, "a.txt", with_notes(notes))

    assert {remark.code for remark in item.remarks} == {"note-beside"}
    assert [remark.text.partition("（")[2] for remark in item.remarks] == [f"{note}）" for note in notes]
    assert item.status is Status.PUBLISHED
