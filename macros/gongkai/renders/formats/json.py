"""A report as JSON, with the keys and ids that other programs rely on."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from gongkai.figures import Figure, Kind, State
from gongkai.findings import Finding, Level, as_json
from gongkai.forms import Column, Form, Table, resolve
from gongkai.reports import Agency, Report
from gongkai.reports.totals import sum_cells
from gongkai.tables import place_key, stated_differences

SCHEMA = 1
_UNIT = re.compile(r"单位\s*[：:]\s*([百千万亿]*元)")


def report_json(report: Report, agency: Agency, *, source_sha256: str, findings: tuple[Finding, ...]) -> str:
    """The report as JSON text.

    Args:
        report: The report.
        agency: Whose it is.
        source_sha256: Hash over its data and narrative.
        findings: Findings of its checks; only those that an explanation lets pass are told to the public.

    Returns:
        JSON, one observation for every cell of the form, with a newline at its end.
    """
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "form": report.form.id if report.form else "none",
        "agency": {"id": agency.slug, "name": agency.name},
        "year": report.year,
        "published": str(report.published) if report.published else None,
        "source_sha256": source_sha256,
        "observations": _Lines(_observations(report)),
        "notes": [{"at": _at(report, note.at), "text": note.text} for note in report.notes],
        "corrections": [
            {"at": _at(report, item.at), "date": item.date, "before": item.before, "after": item.after,
             "reason": item.reason}
            for item in report.corrections
        ],
        "findings": [_public(finding) for finding in findings if finding.level is Level.WAIVED],
    }  # fmt: skip
    return "{" + ",\n".join(f"{_dump(key)}: {_value_text(value)}" for key, value in document.items()) + "}\n"


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _value_text(value: Any) -> str:
    """A list an item a line: two hundred observations stay readable, and comparable line by line."""
    if not isinstance(value, list) or not value:
        return _dump(value)
    lines = value if isinstance(value, _Lines) else [_dump(item) for item in value]
    return "[\n" + ",\n".join(lines) + "\n]"


class _Lines(list[str]):
    """Items that are JSON already."""


def _observations(report: Report) -> Iterator[str]:
    if report.form is None:
        return
    for table in report.form.tables:
        differing = stated_differences(report, report.form, table)
        summed = report.computed[table.id]
        grid = report.grids[table.id]
        for place in _cells(report.form, table, report.year):
            at = (place.row, place.column)
            figure = grid[place.row][place.column]
            if figure.unit is None and figure.note is None and at not in differing and _is_count(figure, place):
                status = "computed" if at in summed else "stated" if place.total else "reported"
                yield f'{place.head}, "value": {figure.value}, "status": "{status}", {_NOTHING_MORE}'
                continue
            unit = figure.unit or place.unit
            if place.has_unit and figure.unit is None:
                unit = _head_unit(report, table, place.row, table.columns(place.row)[place.column])
            status = _status(figure, computed=at in summed, total=place.total)
            differs = differing.get(at)
            computed = _value(differs) if differs is not None else None
            yield _observation(
                place.head, _value(figure), status=status, unit=unit, note=figure.note, computed=computed
            )


_NOTHING_MORE = '"unit": null, "note": null, "computed": null}'
"""The end of an observation of a plain count, as nearly all are; written out, as it saves most of the time."""


def _is_count(figure: Figure, place: "_Cell") -> bool:
    return type(figure.value) is int and place.unit is None and not place.has_unit


class _Cell(NamedTuple):
    """A cell of the form: its position, its ids as JSON, its unit, and whether the form makes it a total."""

    row: int
    column: int
    head: str
    unit: str | None
    has_unit: bool
    total: bool


@lru_cache(maxsize=256)
def _cells(form: Form, table: Table, year: int) -> tuple[_Cell, ...]:
    sums = [item for item in form.identities if item.table == table.id and year in item.years]
    totals = {place for identity in sums for place, _ in sum_cells(table, identity)}
    found = []
    for row in range(len(table.rows)):
        for column, col in enumerate(table.columns(row)):
            ids = {"table": table.id, "row": table.rows[row].id, "column": col.id}
            head = _dump(ids).removesuffix("}")
            found.append(_Cell(row, column, head, col.unit, col.kind is Kind.AMOUNT, (row, column) in totals))
    return tuple(found)


_Value = int | str | None


@lru_cache(maxsize=65536)
def _observation(  # noqa: PLR0913 - a key a part
    head: str, value: _Value, *, status: str, unit: str | None, note: str | None, computed: _Value
) -> str:
    """One observation as JSON; the same noughts stand in most reports, so that lines are kept.

    By values as written, never by figures: 12.3 and 12.30 are equal figures.
    """
    rest = {"value": value, "status": status, "unit": unit, "note": note, "computed": computed}
    return f"{head}, {_dump(rest).removeprefix('{')}"


def _head_unit(report: Report, table: Table, row: int, column: Column) -> str | None:
    """The unit of an amount as its head states it: the document's own head, else the form's."""
    if column.kind is not Kind.AMOUNT:
        return column.unit
    own = _UNIT.search(report.head(table.id, table.rows[row].id, column.id) or "")
    return own[1] if own else column.unit


def _value(figure: Figure) -> _Value:
    return f"{figure.value:f}" if isinstance(figure.value, Decimal) else figure.value


def _status(figure: Figure, *, computed: bool, total: bool) -> str:
    if figure.state is State.NOT_APPLICABLE:
        return "not-applicable"
    if figure.state is not State.GIVEN:
        return "blank"
    if computed:
        return "computed"
    return "stated" if total else "reported"


def _at(report: Report, at: str) -> str:
    return place_key(report.form, resolve(report.form, at)) if report.form else at


def _public(finding: Finding) -> dict[str, Any]:
    """A finding as the public may read it: where a file lies on the office's disk is left out."""
    document = as_json(finding)
    for key in ("path", "line", "column"):
        document[key] = None
    return document
