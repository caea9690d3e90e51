"""A roll-up as JSON: which agencies are in it, which are not and why, every sum, and the filed report beside it."""

import json
from collections.abc import Sequence
from typing import Any

from gongkai.figures import Figure, written
from gongkai.findings import Finding, as_json
from gongkai.reports import Report
from gongkai.reports.rollup import RollUp, cell_id


def rollup_json(rollup: RollUp, filed: Report | None, findings: Sequence[Finding]) -> str:
    """The sums of a consolidated report as JSON, beside the report that was filed.

    Args:
        rollup: The sums.
        filed: The consolidated report that has been filed, if there is one.
        findings: What is said of it.
    """
    document = {
        "schema": 1,
        "agency": {"id": rollup.agency.slug, "name": rollup.agency.name},
        "year": rollup.year,
        "form": rollup.form.id,
        "parts": [{"id": part.agency.slug, "name": part.agency.name} for part in rollup.parts],
        "missing": [
            {"id": item.agency.slug, "name": item.agency.name, "why": item.why.value} for item in rollup.lacking
        ],
        "apart": [{"id": part.agency.slug, "name": part.agency.name} for part in rollup.apart],
        "sums": [_sum(rollup, filed, cell) for cell in rollup.form.positions],
        "findings": [as_json(item) for item in findings],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _sum(rollup: RollUp, filed: Report | None, cell: tuple[str, int, int]) -> dict[str, Any]:
    place = cell_id(rollup.form, cell)
    table, row, column = cell
    filed_figure = filed.grids[table][row][column] if filed is not None and filed.form is rollup.form else None
    return {
        "table": place.table,
        "row": place.row,
        "column": place.column,
        "sum": _value(rollup.grids[table][row][column]),
        "unit": rollup.grids[table][row][column].unit,
        "filed": _value(filed_figure) if filed_figure is not None else None,
    }


def _value(figure: Figure) -> int | str | None:
    """Counts as integers, amounts as they are written."""
    return figure.value if isinstance(figure.value, int) or figure.value is None else written(Figure(figure.value))
