"""Reports made of noughts and a few cells, for what is compared or followed over years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongkai.figures import Figure, Reading, count, read
from gongkai.forms import shipped_forms
from gongkai.reports import Report, Status
from tests.forms.lineages import form_named

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMS = {form.id: form for form in shipped_forms()}
"""The shipped forms by id; ``report_of`` takes the third form of ``tests/forms/lineages.py`` as well."""


def report_of(form: str, year: int, cells: Mapping[str, Any], *, agency: str = "a") -> Report:
    """Return a report in which every figure is 0 but those of ``table.row.column``; None stands for a blank."""
    model = form_named(form)
    grids = {
        table.id: [[count(0)] * len(table.columns(row)) for row in range(len(table.rows))] for table in model.tables
    }
    for place, value in cells.items():
        name, row, column = place.split(".", 2)
        table = model.table_index[name]
        number = table.row_index[row]
        at = table.column_index(number, column)
        assert at is not None, place
        grids[name][number][at] = _figure(value, table.columns(number)[at].kind)
    whole = {name: tuple(tuple(row) for row in grid) for name, grid in grids.items()}
    computed = {table.id: frozenset[tuple[int, int]]() for table in model.tables}
    return Report(
        agency=agency, year=year, form=model, path=f"data/{agency}/{year}.yml", status=Status.PUBLISHED, grids=whole,
        computed=computed,
    )  # fmt: skip


def _figure(value: Any, kind: Any) -> Figure:
    reading = read("~" if value is None else str(value), kind)
    assert isinstance(reading, Reading), value
    return reading.figure
