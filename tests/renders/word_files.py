"""Word files read for tests by other means than wrote them: their XML by lxml, cell by cell, and python-docx."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import TYPE_CHECKING, Any

from lxml import etree

from gongkai.renders.formats.json import report_json
from gongkai.tables import build_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gongkai.renders.export import ReportExport
    from gongkai.reports import Report

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = {"w": W[1:-1]}
FIGURE = re.compile(r"([-\u2212]?[\d.]+)\s*([^\d（]*)(?:（(.*)）)?", re.DOTALL)
LEFT, UP = "<", "^"
"""What stands in a grid where a cell goes on from its left, or from above."""


def part(data: bytes, name: str = "word/document.xml") -> Any:
    """A part of the file as XML."""
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def attribute(element: Any, path: str, name: str = "val") -> str | None:
    """An attribute of the first element at a path, or None."""
    inner = element.find(path, NS)
    return inner.get(f"{W}{name}") if inner is not None else None


def text(element: Any, *, marks: bool = False) -> str:
    """The characters of an element, those of numbers of notes only if asked for."""
    pieces = []
    for run in element.iter(f"{W}r"):
        if not marks and attribute(run, "w:rPr/w:rStyle") == "NoteMark":
            continue
        pieces += ["\n" if child.tag == f"{W}br" else child.text or "" for child in run.iter(f"{W}t", f"{W}br")]
    return "".join(pieces)


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    """Style and text of every paragraph outside tables."""
    body = part(data).find("w:body", NS)
    return [(attribute(item, "w:pPr/w:pStyle") or "", text(item)) for item in body.findall("w:p", NS)]


def tables(data: bytes) -> list[Any]:
    return list(part(data).iter(f"{W}tbl"))


def cells(row: Any) -> list[Any]:
    return list(row.findall("w:tc", NS))


def grid(table: Any) -> list[list[str]]:
    """A table as rows of texts, spans shown by signs, as Word lays it out."""
    rows = []
    for row in table.iter(f"{W}tr"):
        line: list[str] = []
        for cell in cells(row):
            merge = cell.find("w:tcPr/w:vMerge", NS)
            goes_on = merge is not None and merge.get(f"{W}val") != "restart"
            span = int(attribute(cell, "w:tcPr/w:gridSpan") or 1)
            line += [UP] * span if goes_on else [text(cell), *[LEFT] * (span - 1)]
        rows.append(line)
    return rows


def figures(data: bytes, report: Report) -> dict[tuple[str, str, str], str]:
    """By cell of the form what its cell shows; the tables are the last ones, in the order of the form."""
    assert report.form is not None
    shown = {}
    for model, table in zip(report.form.tables, tables(data)[-len(report.form.tables) :], strict=True):
        rows: Iterator[Any] = iter(table.findall("w:tr", NS))
        for block in build_table(report, model.id).blocks:
            for _ in block.head:
                next(rows)
            for row in block.rows:
                last = cells(next(rows))[-len(row.figures) :]
                for column, cell in zip(model.columns(row.skeleton.position), last, strict=True):
                    shown[model.id, row.skeleton.row, column.id] = text(cell)
        assert next(rows, None) is None
    return shown


def agrees(shown: str, item: dict[str, Any]) -> bool:
    """Whether a cell shows what JSON says of it: its digits, its remark, its unit where it states one, or nothing."""
    if item["value"] is None:
        return shown == {"blank": "", "not-applicable": "不适用"}[item["status"]]
    match = FIGURE.fullmatch(shown)
    if match is None:
        return False
    number, unit, note = match.groups()
    return (
        number.replace("\u2212", "-") == str(item["value"])
        and unit.strip() in {"", item["unit"]}
        and note == item["note"]
    )


def compare_with_json(shown: Mapping[tuple[str, str, str], str], export: ReportExport) -> None:
    """Every cell shows what JSON says of it, and there are no others."""
    items = json.loads(report_json(export))["observations"]
    assert len(items) == len(shown)
    wrong = [
        (item, cell) for item in items if not agrees(cell := shown[item["table"], item["row"], item["column"]], item)
    ]
    assert wrong == []
