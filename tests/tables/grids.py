"""Tables laid out cell by cell, and reports to build them from, for the tests of tables and renders."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.checks import rule_codes
from gongkai.figures import Figure, Kind, count, written
from gongkai.forms import Form, FormRegistry, load_form, shipped_forms
from gongkai.reports import Report, Status, load_report
from gongkai.tables import BodyRow, FigureCell, HeadCell, TableView

if TYPE_CHECKING:
    from collections.abc import Sequence

CASES = Path(__file__).parents[1] / "forms" / "cases"
LEFT, UP = "<", "^"
"""What stands in a grid where a cell goes on from its left, or from above."""

Cell = HeadCell | FigureCell


@dataclass(frozen=True)
class Spot:
    """Where a cell stands in the grid: rows and columns from 0, ends not included."""

    cell: Cell
    top: int
    left: int
    bottom: int
    right: int


@cache
def third_form() -> Form:
    """Return the form that the tests add in YAML alone."""
    text = (CASES / "third-form.yml").read_text(encoding="utf-8")
    return load_form(text, path="case-2020.yml", codes=rule_codes())


def every_form() -> list[Form]:
    return [*shipped_forms(), third_form()]


def load(text: str, *, agency: str = "a", year: int, form: Form | None = None) -> Report:
    """Load a report that has nothing wrong with the way it is written."""
    registry = FormRegistry([*shipped_forms(), *([form] if form else [])])
    report, findings = load_report(text, path=f"data/{agency}/{year}.yml", agency=agency, year=year, registry=registry)
    assert findings == ()
    assert report is not None
    return report


def numbered(form: Form, *, year: int | None = None) -> Report:
    """Return a report in which no two cells hold the same figure."""
    grids = {}
    number = 0
    for table in form.tables:
        rows = []
        for row in range(len(table.rows)):
            figures = []
            for column in table.columns(row):
                number += 1
                figures.append(Figure(Decimal(f"{number}.50") if column.kind is Kind.AMOUNT else number))
            rows.append(tuple(figures))
        grids[table.id] = tuple(rows)
    computed: dict[str, frozenset[tuple[int, int]]] = {table.id: frozenset() for table in form.tables}
    return Report("a", year or form.years.start, form, "data/a.yml", Status.PUBLISHED, grids=grids, computed=computed)


def zeros(form: Form) -> Report:
    """Return a report in which nothing happened, so that every total is right."""
    report = numbered(form)
    return replace(
        report, grids={name: tuple((count(0),) * len(row) for row in rows) for name, rows in report.grids.items()}
    )


def rows_of(view: TableView) -> list[Sequence[Cell]]:
    """Return the rows of cells as they stand in markup."""
    rows: list[Sequence[Cell]] = []
    for block in view.blocks:
        rows.extend(block.head)
        rows.extend([*row.heads, *row.cells] for row in block.rows)
    return rows


def body_rows(view: TableView) -> list[BodyRow]:
    return [row for block in view.blocks for row in block.rows]


def spots(view: TableView) -> list[Spot]:
    """Place every cell as a browser does; cells that overlap, and holes between them, are an error."""
    owners: dict[tuple[int, int], Cell] = {}
    placed_cells = []
    rows = rows_of(view)
    for top, row in enumerate(rows):
        left = 0
        for cell in row:
            while (top, left) in owners:
                left += 1
            spot = Spot(cell, top, left, top + getattr(cell, "rowspan", 1), left + cell.colspan)
            for place in ((r, c) for r in range(spot.top, spot.bottom) for c in range(spot.left, spot.right)):
                assert place not in owners, f"{place} is taken twice"
                owners[place] = cell
            placed_cells.append(spot)
    whole = {(r, c) for r in range(len(rows)) for c in range(view.width)}
    assert set(owners) == whole, sorted(set(owners) ^ whole)
    return placed_cells


def grid(view: TableView) -> list[list[str]]:
    """Return the table as rows of texts, spans shown by signs."""
    rows = [[""] * view.width for _ in rows_of(view)]
    for spot in spots(view):
        for row in range(spot.top, spot.bottom):
            for column in range(spot.left, spot.right):
                rows[row][column] = UP if row > spot.top else LEFT
        rows[spot.top][spot.left] = text_of(spot.cell)
    return rows


def text_of(cell: Cell) -> str:
    return cell.text if isinstance(cell, HeadCell) else written(cell.figure)
