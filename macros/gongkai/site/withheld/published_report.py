"""A report as its published JSON has it: what takes the place of a report that is kept back for its errors.

The JSON has all that the public reads of a report's figures. Explanations and heads of the document are on its page
alone, which is copied as it is.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from gongkai.errors import PlaceError
from gongkai.figures import BLANK, NOT_APPLICABLE, Figure, Kind, count
from gongkai.forms import Form, FormRegistry, Place, resolve
from gongkai.forms.registry import NO_FORM
from gongkai.renders.export import form_cells
from gongkai.reports import Correction, Note, Report, Status
from gongkai.reports.loading.fields import moment

_NUMBERED = ("reported", "stated", "computed")


@dataclass(frozen=True, slots=True)
class PublishedReport:
    """A report as it was published.

    Attributes:
        report: The report.
        agency_name: The name of its agency.
        sha256: The hash of the data and the narrative that it was made from.
    """

    report: Report
    agency_name: str
    sha256: str


def published_report(file: Path, registry: FormRegistry, *, title: str | None) -> PublishedReport | None:
    """Read a report's published JSON.

    Args:
        file: The JSON.
        registry: The forms at hand.
        title: The title on its page.

    Returns:
        The report; None where there is no such file, or its form is not what it was.
    """
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
        return _read(document, registry, title)
    except (OSError, ValueError, KeyError, TypeError, PlaceError):
        return None


def _read(document: Mapping[str, Any], registry: FormRegistry, title: str | None) -> PublishedReport | None:
    form = registry.get(document["form"])
    if form is None and document["form"] != NO_FORM:
        return None
    year, agency = int(document["year"]), document["agency"]
    report = Report(
        agency=agency["id"],
        year=year,
        form=form,
        path="",
        status=Status.PUBLISHED,
        published=moment(document["published"] or ""),
        title=title,
        grids=_grids(form, year, document["observations"]) if form else {},
        computed=_computed(form, year, document["observations"]) if form else {},
        notes=tuple(Note(item["at"], _place(form, item["at"]), item["text"]) for item in document["notes"]),
        corrections=tuple(
            Correction(
                item["at"],
                _place(form, item["at"]),
                item["date"],
                item["before"],
                item["after"],
                item["reason"],
                rolled_into=item.get("rolled_into"),
            )
            for item in document["corrections"]
        ),
    )
    return PublishedReport(report, agency["name"], document["source_sha256"])


def _place(form: Form | None, at: str) -> Place:
    return resolve(form, at) if form is not None else Place(section=at)


def _grids(form: Form, year: int, items: list[dict[str, Any]]) -> dict[str, tuple[tuple[Figure, ...], ...]]:
    """The figures of each table, by the form's positions.

    Raises:
        ValueError: The cells are not those of the form.
    """
    rows = {table.id: [[BLANK] * len(table.columns(row)) for row in range(len(table.rows))] for table in form.tables}
    for cell, item in zip(form_cells(form, year), items, strict=True):
        if (item["table"], item["row"], item["column"]) != (cell.table, cell.row, cell.column):
            raise ValueError(cell)
        table = form.table_index[cell.table]
        column = table.columns(cell.position[0])[cell.position[1]]
        rows[cell.table][cell.position[0]][cell.position[1]] = _figure(item, column.kind, column.unit)
    return {table: tuple(map(tuple, lines)) for table, lines in rows.items()}


def _figure(item: Mapping[str, Any], kind: Kind, head_unit: str | None) -> Figure:
    if item["status"] == "not-applicable":
        return NOT_APPLICABLE
    if item["status"] not in _NUMBERED:
        return BLANK
    unit = item["unit"] if item["unit"] != head_unit else None
    if kind is not Kind.AMOUNT and unit is None and item["note"] is None:
        return count(int(item["value"]))
    number = Decimal(item["value"]) if kind is Kind.AMOUNT else int(item["value"])
    return Figure(number, unit=unit, note=item["note"])


def _computed(form: Form, year: int, items: list[dict[str, Any]]) -> dict[str, frozenset[tuple[int, int]]]:
    cells = list(_computed_cells(form, year, items))
    return {table.id: frozenset(at for name, at in cells if name == table.id) for table in form.tables}


def _computed_cells(form: Form, year: int, items: list[dict[str, Any]]) -> Iterator[tuple[str, tuple[int, int]]]:
    for cell, item in zip(form_cells(form, year), items, strict=True):
        if item["status"] == "computed":
            yield cell.table, cell.position
