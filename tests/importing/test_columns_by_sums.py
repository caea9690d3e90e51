"""Rows of a text with figures too many: those of the form are written where all sums prove which they are."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest

from gongkai.reports import Status
from tests.importing.sample_documents import one, page

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.importing import ImportResult

YEARS = {"gia-2019": 2020, "gia-2021": 2023}


def as_text(document: str) -> str:
    """A page as text with tabs between the cells of its tables."""
    rows = document.replace("</td><td>", "\t").replace("</tr>", "\n").replace("</p>", "\n").replace("</h1>", "\n")
    return html.unescape(re.sub("<[^>]*>", "", rows))


def wider(text: str, head: str, place: int, added: str = "") -> str:
    """The text with a column more in the request table: of what is given, or of the sums of those before it.

    Its heads are on three lines, as those of merged cells are that were copied.
    """
    lines = []
    for line in text.split("\n"):
        cells = line.split("\t")
        if len(cells) == 8 and cells[-1].isdecimal():
            figures = [int(cell) for cell in cells[1:]]
            cells.insert(place + 1, added or str(sum(figures[1:place])))
        elif len(cells) == 8:
            lines += ["（本列数据的勾稽关系）\t申请人情况", "自然人\t法人或其他组织\t总计"]
            cells = cells[2:-1]
            if place == 7:
                lines[-1] += f"\t{head}"
            else:
                cells.append(head)
        lines.append("\t".join(cells))
    return "\n".join(lines)


def in_text(tmp_path: Path, form: str, head: str, place: int, added: str = "") -> ImportResult:
    return one(tmp_path, "a.txt", wider(as_text(page(form, YEARS[form])), head, place, added))


def rows_of(root: Path, form: str) -> list[str]:
    """The figures of the request table as they were written."""
    text = next(root.glob("data/*/*.yml")).with_name(f"{YEARS[form]}.yml").read_text(encoding="utf-8")
    table = re.search("\n申请:(.*?)\n复议诉讼:", text, re.DOTALL)
    assert table is not None
    return re.findall(r"\[.*?\]", table[1])


@pytest.mark.parametrize("form", YEARS)
def test_figures_of_the_form_are_written_and_asked_about(tmp_path: Path, form: str) -> None:
    item = in_text(tmp_path / "a", form, "小计", 6)
    one(tmp_path / "b", "b.html", page(form, YEARS[form]))
    assert rows_of(tmp_path / "a", form) == rows_of(tmp_path / "b", form)
    assert item.status is Status.DRAFT
    rows = {remark.row for remark in item.remarks if remark.table == "requests" and not remark.sure}
    assert {"received", "granted", "outcome_total", "carried_out"} <= rows


@pytest.mark.parametrize("form", YEARS)
def test_column_behind_the_totals_is_left_out_with_one_note(tmp_path: Path, form: str) -> None:
    item = in_text(tmp_path / "a", form, "上年", 7, "4")
    one(tmp_path / "b", "b.html", page(form, YEARS[form]))
    assert rows_of(tmp_path / "a", form) == rows_of(tmp_path / "b", form)
    assert [remark.code for remark in item.remarks if remark.table == "requests"] == ["other-year"]


def test_cells_stay_open_where_the_sums_do_not_hold(tmp_path: Path) -> None:
    item = in_text(tmp_path, "gia-2021", "上年", 7, "4")
    text = wider(as_text(page()).replace("5\t2\t0\t0\t1\t0\t8", "5\t2\t0\t0\t1\t0\t9"), "上年", 7, "4")
    other = one(tmp_path / "b", "b.txt", text)
    assert item.cells.missing < other.cells.missing
