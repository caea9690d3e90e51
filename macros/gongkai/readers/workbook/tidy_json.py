"""A report as this software writes it for programs (``report.json``), as the lines of its list of cells.

Unlike the list it says when the report was published, and it holds notes, corrections and signed explanations.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gongkai.errors import ReadError
from gongkai.readers.files.decoding import decode
from gongkai.reports.tidy_columns import HEAD, STATUS
from gongkai.reports.workbook_marks import RETOLD, NoteMark

_NAME, _YEAR, _VALUE, _UNIT, _STATUS, _NOTE = (HEAD[place] for place in (0, 1, 6, 7, 8, 9))
_SLUG, _FORM, _TABLE, _ROW, _COLUMN = HEAD[-5:]


@dataclass(frozen=True, slots=True)
class JsonReport:
    """What the JSON of a report holds.

    Attributes:
        lines: Its cells, by the columns of the list.
        published: Where it says so, when it was published.
        notes: Places and texts of public remarks.
        marks: Explanations, corrections, and who retells it.
    """

    lines: tuple[Mapping[str, str], ...]
    published: str | None
    notes: tuple[tuple[str, str], ...]
    marks: tuple[NoteMark, ...]


def json_report(data: bytes, *, name: str) -> JsonReport | None:
    """The report in a JSON file that Gongkai wrote; None for any other file.

    Args:
        data: The file.
        name: The file as the clerk knows it.
    """
    try:
        value = json.loads(decode(data, name=name), parse_int=str, parse_float=str)
        if not {"schema", "form", "agency", "year", "observations"} <= value.keys():
            return None
        return _report(value)
    except (ReadError, ValueError, RecursionError, KeyError, TypeError, AttributeError):  # no file of ours
        return None


def _report(value: dict[str, Any]) -> JsonReport:
    agency = value["agency"]
    about = {_NAME: agency["name"], _SLUG: agency["id"], _YEAR: value["year"], _FORM: value["form"]}
    lines = tuple({**about, **_line(item)} for item in value["observations"])
    notes = tuple((note["at"], note["text"]) for note in value.get("notes", ()))
    return JsonReport(lines, value.get("published"), notes, tuple(_marks(value)))


def _line(item: dict[str, Any]) -> dict[str, str]:
    keys = {_TABLE: "table", _ROW: "row", _COLUMN: "column", _VALUE: "value", _UNIT: "unit", _NOTE: "note"}
    return {_STATUS: STATUS[item["status"]], **{head: item[key] or "" for head, key in keys.items()}}


def _marks(value: dict[str, Any]) -> Iterator[NoteMark]:
    retold = value.get("retold")
    if retold:
        yield NoteMark(RETOLD, "", retold["original"], office=retold["by"])
    for item in value.get("findings", ()):
        waiver, at = item["waiver"], [item[key] for key in ("table", "row", "col") if item[key]]
        if waiver:
            text, date, office = (waiver[key] or "" for key in ("reason", "date", "office"))
            yield NoteMark("waiver", ".".join(at), text, item["code"], date, office)
    for item in value.get("corrections", ()):
        yield NoteMark(
            "correction",
            item["at"],
            item["reason"] or "",
            date=item["date"],
            before=item["before"],
            after=item["after"],
        )
