"""A report as JSON, with the keys and ids that other programs rely on."""

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from gongkai.findings import Finding, as_json
from gongkai.forms import Form, resolve
from gongkai.pages.remarks import retelling_text
from gongkai.renders.export import Format, Observation, ReportExport, form_cells
from gongkai.reports import Report
from gongkai.reports.model import Retelling
from gongkai.tables import place_key

SCHEMA = 1
"""Version of the keys; the page of a report states it."""


def report_json(export: ReportExport) -> str:
    """The report as JSON text: one observation for every cell of the form, a newline at its end.

    Of a report with errors it has the key ``publishable``, false, and the errors among its findings.
    """
    report, agency, errors = export.report, export.agency, export.errors
    document: dict[str, Any] = {
        "schema": SCHEMA,
        **({"publishable": False} if errors else {}),
        "form": report.form.id if report.form else "none",
        "agency": {"id": agency.slug, "name": agency.name},
        "year": report.year,
        "published": str(report.published) if report.published else None,
        **({"retold": _retold(report.retold)} if report.retold else {}),
        "source_sha256": export.source_sha256,
        "observations": _EncodedItems(_observations(export)),
        "notes": [{"at": _at(report, note.at), "text": note.text} for note in report.notes],
        "corrections": [
            {"at": _at(report, item.at), "date": item.date, "before": item.before, "after": item.after,
             "reason": item.reason, **({"rolled_into": item.rolled_into} if item.rolled_into else {})}
            for item in report.corrections
        ],
        "findings": [*map(as_json, errors), *map(_public, export.explained)],
    }  # fmt: skip
    return "{" + ",\n".join(f"{_dump(key)}:{_value_text(value)}" for key, value in document.items()) + "}\n"


FORMAT = Format(
    name="json",
    suffix=".json",
    media_type="application/json",
    label="报告数据（JSON）",
    description="供程序读取：每一格一条，另有表注、更正和情况说明。",
    make=lambda export: report_json(export).encode(),
    needs_form=False,
    says_errors=True,
    kept=False,
)


class _EncodedItems(list[str]):
    """Items that are JSON already."""


_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""``json.dumps`` would make such an encoder for each of the forty values of a report."""


def _value_text(value: Any) -> str:
    """A list an item a line: two hundred observations stay readable, and comparable line by line."""
    if not isinstance(value, list) or not value:
        return _dump(value)
    lines = value if isinstance(value, _EncodedItems) else [_dump(item) for item in value]
    return "[\n" + ",\n".join(lines) + "\n]"


def _observations(export: ReportExport) -> Iterator[str]:
    report = export.report
    if report.form is None:
        return
    for head, item in zip(_heads(report.form, report.year), export.observations, strict=True):
        yield f"{head},{_rest(item)}"


@lru_cache(maxsize=256)
def _heads(form: Form, year: int) -> tuple[str, ...]:
    """By cell of the form the beginning of its observation: the ids, with the brace left open."""
    ids = ({"table": cell.table, "row": cell.row, "column": cell.column} for cell in form_cells(form, year))
    return tuple(_dump(item).removesuffix("}") for item in ids)


@lru_cache(maxsize=65536)
def _rest(item: Observation) -> str:
    """The end of an observation; kept, as the same counts are in most reports, and encoding takes most of the time.

    Values are texts as written here, never figures: 12.3 and 12.30 are equal figures.
    """
    return _dump(item._asdict()).removeprefix("{")


def _retold(retelling: Retelling) -> dict[str, str]:
    return {"by": retelling.by, "original": retelling.original, "notice": retelling_text(retelling)}


def _at(report: Report, at: str) -> str:
    return place_key(report.form, resolve(report.form, at)) if report.form else at


def _public(finding: Finding) -> dict[str, Any]:
    """A finding as the public may read it: where a file lies on the office's disk is left out."""
    document = as_json(finding)
    for key in ("path", "line", "column"):
        document[key] = None
    return document
