"""Every table of every form tiles its grid, and every figure names all its heads, whatever the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from gongkai.tables import BodyRow, FigureCell, HeadCell, TableView, build_table
from tests.examples import examples
from tests.tables.drawn import forms
from tests.tables.grids import Spot, body_rows, every_form, numbered, rows_of, spots

if TYPE_CHECKING:
    from gongkai.forms import Form

TABLES = [pytest.param(form, table.id, id=f"{form.id}-{table.id}") for form in every_form() for table in form.tables]
MULTI_LEVEL = {"requests", "review", "complaints", "disputes"}


def views(form: Form) -> list[TableView]:
    report = numbered(form)
    return [build_table(report, table.id) for table in form.tables]


def check_view(form: Form, view: TableView) -> None:
    """Hold one table to all that is promised of any table."""
    cells = spots(view)
    check_blocks(view, cells)
    check_figures(form, view)
    for spot in cells:
        assert spot.cell.headers == heads_of(view, spot, cells)
        assert len(set(spot.cell.headers)) == len(spot.cell.headers)


def check_blocks(view: TableView, cells: list[Spot]) -> None:
    """No head of columns reaches into the figures, no head of rows into the next block."""
    top = 0
    for block in view.blocks:
        for height in (len(block.head), len(block.rows)):
            inside = [spot for spot in cells if top <= spot.top < top + height]
            assert all(spot.bottom <= top + height for spot in inside)
            top += height


def check_figures(form: Form, view: TableView) -> None:
    """Every cell of the form stands in its row, in printed order, and nothing else."""
    table = form.table_index[view.table]
    shown = [[(cell.row, cell.col) for cell in row.cells] for row in body_rows(view)]
    assert shown == [[(row.id, column.id) for column in table.columns(number)] for number, row in enumerate(table.rows)]


def heads_of(view: TableView, spot: Spot, cells: list[Spot]) -> tuple[str, ...]:
    """Return the ids that a cell must name: the heads above it in its block, then the heads on its left."""
    first, last, body = block_of(view, spot.top)
    above = [
        other
        for other in cells
        if first <= other.top < min(spot.top, body) and other.left < spot.right and spot.left < other.right
    ]
    left = [
        other
        for other in cells
        if body <= other.top < last
        and isinstance(other.cell, HeadCell)
        and other.right <= spot.left
        and other.top < spot.bottom
        and spot.top < other.bottom
    ]
    wanted = [*above, *left] if isinstance(spot.cell, FigureCell) else left if spot.top >= body else above
    return tuple(other.cell.id for other in wanted if isinstance(other.cell, HeadCell))


def block_of(view: TableView, row: int) -> tuple[int, int, int]:
    """Return the first row of the block that a row stands in, the row after its last, and its first row of figures."""
    top = 0
    for block in view.blocks:
        body = top + len(block.head)
        if row < body + len(block.rows):
            return top, body + len(block.rows), body
        top = body + len(block.rows)
    raise AssertionError(row)


def ids(shown: list[TableView]) -> list[str]:
    all_ids = [view.id for view in shown]
    for view in shown:
        all_ids.extend(cell.id for row in rows_of(view) for cell in row if isinstance(cell, HeadCell))
        all_ids.extend(row.id for row in body_rows(view))
    return all_ids


@pytest.mark.parametrize(("form", "table"), TABLES)
def test_table_tiles_its_grid_and_every_figure_names_all_its_heads(form: Form, table: str) -> None:
    check_view(form, build_table(numbered(form), table))


@pytest.mark.parametrize("form", every_form(), ids=lambda form: form.id)
def test_no_id_occurs_twice_when_all_tables_of_a_report_are_on_one_page(form: Form) -> None:
    all_ids = ids(views(form))

    assert sorted(all_ids) == sorted(set(all_ids))


@pytest.mark.parametrize("form", every_form(), ids=lambda form: form.id)
def test_a_prefix_keeps_the_ids_of_two_reports_apart(form: Form) -> None:
    report = numbered(form)
    own = ids(views(form))
    other = ids([build_table(report, table.id, prefix="b-2020-") for table in form.tables])

    assert not set(own) & set(other)
    assert all(name.startswith("b-2020-") for name in other)


@pytest.mark.parametrize(("form", "table"), TABLES)
def test_scope_says_what_a_head_heads(form: Form, table: str) -> None:
    view = build_table(numbered(form), table)
    named = [name for row in body_rows(view) for cell in row.cells for name in cell.headers]
    for block in view.blocks:
        for cell in (cell for row in block.head for cell in row if cell.id in named):
            alone = all(cell.id not in other.headers for row in block.head for other in row)
            assert cell.scope == ("col" if alone else "colgroup")
        for row in block.rows:
            assert [cell.scope for cell in row.heads[-1:]] == (["row"] if row.heads else [])
            assert all(cell.scope == "rowgroup" for cell in row.heads[:-1])


@pytest.mark.parametrize(("form", "table"), [item for item in TABLES if item.values[1] in MULTI_LEVEL])
def test_totals_are_marked_where_the_form_adds_up(form: Form, table: str) -> None:
    view = build_table(numbered(form), table)
    sums = [item for item in form.identities if item.table == table and item.total]
    columns = {item.total for item in sums if item.each == "row"}
    rows = {item.total for item in sums if item.each == "column"}

    assert columns
    assert {row.cells[0].row for row in body_rows(view) if row.total} == rows
    for row in body_rows(view):
        assert {cell.col for cell in row.cells if cell.total} == (
            {cell.col for cell in row.cells} if row.cells[0].row in rows else columns
        )


def test_no_table_of_a_report_without_a_form() -> None:
    report = numbered(every_form()[0])
    with pytest.raises(KeyError):
        build_table(type(report)("a", 2018, None, "data/a/2018.yml", report.status), "requests")


@given(forms())
@settings(max_examples=examples(150), deadline=None)
def test_any_form_gives_tables_that_tile_and_name_their_heads(form: Form) -> None:
    shown = views(form)
    for view in shown:
        check_view(form, view)
    all_ids = ids(shown)

    assert sorted(all_ids) == sorted(set(all_ids))


def test_row_keeps_its_id_as_an_anchor() -> None:
    view = build_table(numbered(every_form()[0]), "requests")
    rows: list[BodyRow] = body_rows(view)

    assert rows[0].id == "requests-received"
