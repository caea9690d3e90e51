"""Every single figure that is changed in a report that adds up is found, and the cell is located where it can be.

With stated totals a row and a column are off by the same, and the finding names the cell where they cross. Where the
totals are added up, a wrong figure moves its own total with it: the column's balance alone can tell, and does.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from gongkai.figures import BLANK, written
from tests.checks import subjects
from tests.checks.generate import chance, generate
from tests.checks.mutate import Cell, cell_id, changed, given_cells, wrong
from tests.shipped import statutory_forms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.findings import Finding
    from gongkai.forms import Form, Table
    from gongkai.reports import Report
    from tests.checks.sheet import Sheet

SEEDS = range(1)
THROUGH_YAML = 25
SUMS = {"balance", "outcome-total", "row-total", "review-total"}
FORMS = pytest.mark.parametrize("form", statutory_forms(), ids=lambda form: str(form.id))


@cache
def sheet(form: Form, seed: int, *, stated: bool) -> Sheet:
    return generate(chance(f"mutations-{seed}"), form, stated=stated)


@cache
def consistent(form: Form, seed: int, *, stated: bool) -> Report:
    report, findings = subjects.load(sheet(form, seed, stated=stated).text(), year=form.years.start + 1)
    assert subjects.check(report, written=findings) == ()
    return report


def mutations(form: Form, table: Table, *, stated: bool) -> Iterator[tuple[Cell, tuple[Finding, ...]]]:
    """Every cell of a table changed, with what is found then."""
    for seed in SEEDS:
        report, rng = consistent(form, seed, stated=stated), chance(seed)
        for cell in given_cells(report, table):
            for figure in wrong(report, table, cell, rng):
                yield cell, subjects.check(changed(report, table, cell, figure))


def names(table: Table, cell: Cell) -> tuple[str, str]:
    """Printed row and column of a cell."""
    return table.rows[cell[0]].name.label, table.columns(cell[0])[cell[1]].printed


@FORMS
def test_every_changed_figure_of_the_requests_is_found_and_located_with_stated_totals(form: Form) -> None:
    table, tried = form.table_index["requests"], 0
    for cell, findings in mutations(form, table, stated=True):
        tried += 1
        place = cell_id(form, table, cell)
        codes = {finding.code for finding in findings}

        assert "row-total" in codes, place
        assert codes & {"balance", "outcome-total"}, place
        assert codes <= SUMS, place
        for finding in findings:
            assert finding.cells[0] == place, (place, finding)
            assert finding.cause is not None, (place, finding)
            assert finding.cause.kind == "crossing", (place, finding)
            cause = dict(finding.cause.args)
            assert (cause["row"], cause["col"]) == names(table, cell)
    assert tried == len(SEEDS) * len(table.rows) * 7 * 2


@FORMS
def test_every_changed_figure_of_the_requests_is_found_in_its_column_without_totals(form: Form) -> None:
    table, tried = form.table_index["requests"], 0
    for cell, findings in mutations(form, table, stated=False):
        tried += 1

        assert [finding.code for finding in findings] == ["balance"], (cell, findings)
        assert findings[0].col == table.columns(cell[0])[cell[1]].id
    assert tried == len(SEEDS) * (len(table.rows) - 1) * 6 * 2


@FORMS
def test_every_changed_figure_of_the_review_is_found_in_its_block_with_stated_totals(form: Form) -> None:
    table, tried = form.table_index["review"], 0
    for cell, findings in mutations(form, table, stated=True):
        tried += 1
        column = table.columns(cell[0])[cell[1]]

        assert [finding.code for finding in findings] == ["review-total"], (cell, findings)
        assert findings[0].col == f"{column.group}.total"
        assert cell_id(form, table, cell) in findings[0].cells
    assert tried == len(SEEDS) * 15 * 2


@FORMS
@pytest.mark.parametrize("stated", [True, False], ids=["stated", "left-out"])
def test_every_figure_left_blank_is_found_at_its_cell(form: Form, *, stated: bool) -> None:
    for seed in SEEDS:
        report = consistent(form, seed, stated=stated)
        for table in form.tables:
            for cell in given_cells(report, table):
                findings = subjects.check(changed(report, table, cell, BLANK))
                blanks = [finding for finding in findings if finding.code == "blank"]

                assert [finding.cells for finding in blanks] == [(cell_id(form, table, cell),)]
                assert blanks[0].row == table.rows[cell[0]].id
                assert blanks[0].col == table.columns(cell[0])[cell[1]].id
                was_nought = not report.grids[table.id][cell[0]][cell[1]].number
                counted = table.id in {item.table for item in form.identities} and (stated or table.id == "requests")
                assert (len(findings) == 1) is (was_nought or not counted), (cell, findings)


@FORMS
@pytest.mark.parametrize("stated", [True, False], ids=["stated", "left-out"])
def test_a_changed_figure_is_found_the_same_through_yaml(form: Form, *, stated: bool) -> None:
    rng = chance(f"{form.id}{stated}")
    for _ in range(THROUGH_YAML):
        seed = rng.choice(SEEDS)
        report = consistent(form, seed, stated=stated)
        table = form.table_index[rng.choice(["requests", "review"])]
        cell = rng.choice(list(given_cells(report, table)))
        figure = rng.choice([*wrong(report, table, cell, rng), BLANK])
        page = sheet(form, seed, stated=stated).copy()
        page.write(cell_id(form, table, cell), written(figure) or "~")
        loaded, findings = subjects.load(page.text(), year=report.year)

        assert findings == ()
        assert loaded.grids == changed(report, table, cell, figure).grids
        assert subjects.check(loaded) == subjects.check(changed(report, table, cell, figure))
