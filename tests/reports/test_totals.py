"""Totals that were not written: added up after the form's rules, blanks and 不适用 kept apart from nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from gongkai.figures import BLANK, NOT_APPLICABLE, UNREADABLE, Figure, count, total
from gongkai.reports.totals import Partial, fill, sum_cells
from tests.pieces import pieces
from tests.shipped import shipped_form

if TYPE_CHECKING:
    from gongkai.forms import Form, Table

NEW = shipped_form("gia-2021")
REQUESTS, REVIEW = NEW.table_index["requests"], NEW.table_index["review"]
YEAR = 2024
CELLS = [*(count(number) for number in range(0, 1000, 8)), *[BLANK] * 60, *[NOT_APPLICABLE] * 60]
TOTAL_ROW, TOTAL_COLUMN = REQUESTS.row_index["outcome_total"], 6


def empty(table: Table, figure: Figure | None = None) -> Partial:
    return [[figure] * len(table.columns(row)) for row in range(len(table.rows))]


def without_totals(table: Table, figure: Figure) -> Partial:
    """Return a grid of one figure, its totals left to be added up, a row of totals included."""
    partial = empty(table, figure)
    for line in table.lines:
        for column in line.totals:
            partial[line.row][column] = None
    for identity in NEW.identities:
        if identity.table == table.id and identity.total and identity.each == "column":
            row = table.row_index[identity.total]
            partial[row] = [None] * len(partial[row])
    return partial


def parts(row: int) -> tuple[int, ...]:
    """Return the rows that a row of totals is the sum of."""
    identity = next(item for item in NEW.identities if item.code == "outcome-total")
    assert REQUESTS.row_index[identity.total or ""] == row
    return tuple(REQUESTS.row_index[part] for part in identity.parts)


def test_totals_are_added_up_across_and_down() -> None:
    grid, computed = fill(NEW, REQUESTS, without_totals(REQUESTS, count(1)), year=YEAR)

    assert grid[0][TOTAL_COLUMN] == count(6)
    assert grid[TOTAL_ROW] == (*[count(len(parts(TOTAL_ROW)))] * 6, count(6 * len(parts(TOTAL_ROW))))
    assert computed == {
        *((row, TOTAL_COLUMN) for row in range(len(REQUESTS.rows))),
        *((TOTAL_ROW, column) for column in range(6)),
    }


def test_each_block_of_verdicts_has_its_own_total() -> None:
    grid, computed = fill(NEW, REVIEW, without_totals(REVIEW, count(2)), year=YEAR)

    assert [figure.value for figure in grid[0]] == [2, 2, 2, 2, 8] * 3
    assert computed == {(0, 4), (0, 9), (0, 14)}


@pytest.mark.parametrize("figure", [BLANK, NOT_APPLICABLE, UNREADABLE])
def test_total_of_nothing_but_one_state_is_that_state(figure: Figure) -> None:
    grid, _ = fill(NEW, REQUESTS, without_totals(REQUESTS, figure), year=YEAR)

    assert grid[0][TOTAL_COLUMN] is figure
    assert grid[TOTAL_ROW][TOTAL_COLUMN] is figure


def test_one_unreadable_part_spoils_its_own_totals_and_no_other() -> None:
    partial = without_totals(REQUESTS, count(1))
    partial[parts(TOTAL_ROW)[0]][0] = UNREADABLE
    grid, _ = fill(NEW, REQUESTS, partial, year=YEAR)

    assert grid[TOTAL_ROW][0] is UNREADABLE
    assert grid[TOTAL_ROW][TOTAL_COLUMN] is UNREADABLE
    assert grid[TOTAL_ROW][1] == count(len(parts(TOTAL_ROW)))
    assert grid[0][TOTAL_COLUMN] == count(6)


def test_stated_total_is_never_touched() -> None:
    partial = empty(REQUESTS, count(1))
    partial[0][TOTAL_COLUMN] = BLANK
    partial[1][TOTAL_COLUMN] = count(99)
    grid, computed = fill(NEW, REQUESTS, partial, year=YEAR)

    assert grid[0][TOTAL_COLUMN] is BLANK
    assert grid[1][TOTAL_COLUMN] == count(99)
    assert computed == frozenset()


def test_absent_row_is_blank_and_counts_for_nothing() -> None:
    partial = without_totals(REQUESTS, count(1))
    absent = parts(TOTAL_ROW)[0]
    partial[absent] = [None] * 7
    grid, _ = fill(NEW, REQUESTS, partial, year=YEAR)

    assert grid[absent] == (BLANK,) * 7
    assert grid[TOTAL_ROW][0] == count(len(parts(TOTAL_ROW)) - 1)


def test_table_without_rules_has_nothing_to_add_up() -> None:
    table = NEW.table_index["proactive"]
    grid, computed = fill(NEW, table, empty(table), year=YEAR)

    assert {figure for row in grid for figure in row} == {BLANK}
    assert computed == frozenset()


@given(pieces(CELLS, min_size=25 * 6, max_size=25 * 6))
def test_every_total_is_the_sum_of_its_parts(cells: list[Figure]) -> None:
    rows = [cells[start : start + 6] for start in range(0, len(cells), 6)]
    partial: Partial = [[*row, None] for row in rows]
    partial[TOTAL_ROW] = [None] * 7
    grid, computed = fill(NEW, REQUESTS, partial, year=YEAR)

    assert [list(row[:6]) for number, row in enumerate(grid) if number != TOTAL_ROW] == [
        row for number, row in enumerate(rows) if number != TOTAL_ROW
    ]
    for identity in NEW.identities:
        if identity.table == "requests":
            for (row, column), summands in sum_cells(REQUESTS, identity):
                assert (row, column) in computed
                summed = total(grid[part_row][part_column] for part_row, part_column in summands)
                assert grid[row][column].number == summed.number


def other_year(form: Form) -> int:
    return form.years.start - 1


def test_totals_are_added_up_in_a_year_that_the_form_is_not_for() -> None:
    grid, computed = fill(NEW, REVIEW, without_totals(REVIEW, count(2)), year=other_year(NEW))

    assert grid[0][4] == count(8), "the wrong form is reported once; blank totals would be reported besides"
    assert (0, 4) in computed
