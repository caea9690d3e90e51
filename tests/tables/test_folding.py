"""Which rows a phone leaves out: those of noughts alone, and never one with a blank, a note or a remark."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gongkai.figures import BLANK, NOT_APPLICABLE, Figure, count
from gongkai.forms import Place
from gongkai.reports import Note
from gongkai.tables import build_table
from gongkai.tables.folding import Fold, fold_table
from tests.tables import grids

if TYPE_CHECKING:
    from gongkai.reports import Report

FORM = next(form for form in grids.every_form() if form.id == "gia-2021")


def folded(report: Report) -> dict[str, Fold]:
    return {skeleton.row: fold for skeleton, fold in fold_table(build_table(report, "requests")).items()}


def with_cell(figure: Figure, row: str = "granted", column: int = 2) -> Report:
    """A report of noughts with another figure in one cell."""
    report = grids.zeros(FORM)
    rows = [list(cells) for cells in report.grids["requests"]]
    rows[FORM.table_index["requests"].row_index[row]][column] = figure
    return replace(report, grids={**report.grids, "requests": tuple(map(tuple, rows))})


def test_every_row_of_a_report_of_noughts_is_left_out() -> None:
    rows = folded(grids.zeros(FORM))
    assert list(rows) == [row.id for row in FORM.table_index["requests"].rows]
    assert set(rows.values()) == {Fold.ROW}


@pytest.mark.parametrize("figure", [BLANK, NOT_APPLICABLE, count(1), Figure(0, note="含补正")])
def test_row_with_anything_but_noughts_is_shown(figure: Figure) -> None:
    assert "granted" not in folded(with_cell(figure))
    assert "partial" in folded(with_cell(figure))


def test_head_stays_above_a_row_that_is_shown() -> None:
    first, *others = (row.id for row in FORM.table_index["requests"].rows if row.id.startswith("denied"))
    rows = folded(with_cell(count(1), row=others[0]))
    assert rows[first] is Fold.FIGURES
    assert others[0] not in rows
    assert rows[others[-1]] is Fold.ROW
    assert rows["granted"] is Fold.FIGURES, "the head of all outcomes begins in it"


def test_row_that_a_note_speaks_of_is_shown() -> None:
    at = Place(table="requests", row="partial")
    report = replace(grids.zeros(FORM), notes=(Note("申请.部分公开", at, "原件如此"),))
    assert "partial" not in folded(report)
    assert "granted" in folded(report)
