"""What a comparison says in words, and what its cells carry for screens on which they stand as lines."""

from __future__ import annotations

from dataclasses import replace

from gongkai.figures import Figure, written
from gongkai.pages.comparison import sentences
from gongkai.renders.html.years.comparison import comparison_html
from gongkai.tables.comparison import compare
from tests.tables import grids

FORM = grids.every_form()[0]


def test_two_years_without_requests_are_told_once() -> None:
    now = grids.zeros(FORM)
    assert sentences(compare(now, replace(now, year=now.year - 1))) == ("两年都没有新收、办结和结转下年度的申请。",)


def test_figures_that_stay_are_not_taken_for_none() -> None:
    now = grids.numbered(FORM)
    told = sentences(compare(now, replace(now, year=now.year - 1)))
    assert "与上年相同" in told[0]
    assert told[1] == "各类办理结果的件数与上年相同。"


def test_unit_of_a_count_is_written_in_both_years() -> None:
    now = grids.zeros(FORM)
    table = FORM.tables[0].id
    grid = [list(row) for row in now.grids[table]]
    grid[0][0] = Figure(3, unit="件")
    changed = replace(now, grids={**now.grids, table: tuple(map(tuple, grid))})
    html = comparison_html(compare(changed, replace(changed, year=now.year - 1)))
    assert f"<td>{written(grid[0][0])}</td> <td>{written(grid[0][0])}</td>" in html
    assert "件" in written(grid[0][0])
