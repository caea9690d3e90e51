"""Numbers in the prose of real reports, labelled by hand, speak of the cells that their labels name."""

from __future__ import annotations

import json
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2

from gongkai.checks.prose.compare import Tables, judge
from gongkai.checks.prose.reading import mentions_of
from gongkai.figures import BLANK, Figure, read
from gongkai.reports import Report, Status
from tests.checks import subjects
from tests.yaml_texts import read_yaml

if TYPE_CHECKING:
    from gongkai.forms import Form

LABELS = Path(__file__).with_name("real_labels.yml")
RIGHT = 0.95
MANY = 60


def test_labelled_numbers_of_real_reports_are_read_right(shared: Path) -> None:
    documents = read_yaml(LABELS.read_text(encoding="utf-8"))
    judged = [item for name, document in documents.items() for item in judged_labels(shared, name, document)]
    wrong = [text for right, text in judged if not right]
    assert len(judged) >= MANY
    assert len(wrong) <= (1 - RIGHT) * len(judged), "\n".join(wrong)


def judged_labels(shared: Path, name: str, document: dict[str, Any]) -> list[tuple[bool, str]]:
    """For every label of a document whether it was read so, and what was read instead."""
    form = subjects.registry().get(document["form"])
    assert form is not None
    spoken = mentioned(report_of(shared, name, form), text_of(shared / name))
    judged = []
    for label in document["labels"]:
        readings = spoken.get((label["line"], label["number"]), [])
        wanted = cells_of(form, label["cells"])
        right = wanted in readings if wanted else not readings
        judged.append((right, f"{name}:{label['line']} {label['number']}: {readings}"))
    return judged


def text_of(path: Path) -> str:
    """The text of a document; of a PDF file the text of its pages."""
    if path.suffix != ".pdf":
        return path.read_text(encoding="utf-8")
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document).replace("\r", "")


def report_of(shared: Path, name: str, form: Form) -> Report:
    """A document's figures, where they are listed beside it; else a report of blanks."""
    listed = (shared / name).with_suffix(".expected.json")
    loaded = json.loads(listed.read_text(encoding="utf-8")) if listed.is_file() else {"year": 2023, "tables": {}}
    grids = {
        table.id: tuple(
            tuple(figure(loaded["tables"], table.id, row.id, column) for column in table.columns(number))
            for number, row in enumerate(table.rows)
        )
        for table in form.tables
    }
    return Report("x", loaded["year"], form, "data/x/0.yml", Status.PUBLISHED, grids=grids)


def figure(tables: dict[str, Any], table: str, row: str, column: Any) -> Figure:
    listed = tables.get(table, {}).get(row, {}).get(column.id)
    value = listed.get("value") if isinstance(listed, dict) else listed
    reading = read("~" if value is None else str(value), column.kind)
    return getattr(reading, "figure", BLANK)


def mentioned(report: Report, text: str) -> dict[tuple[int, str], list[frozenset[str]]]:
    """By line and number the cells that are spoken of."""
    subject = subjects.subject(report, markdown=text)
    assert subject.narrative is not None
    tables = Tables(subject)
    spoken: dict[tuple[int, str], list[frozenset[str]]] = {}
    for mention in mentions_of(subject.narrative, tables):
        judgement = judge(mention.statement, tables)
        reading = judgement.reading if judgement else mention.statement.readings[0]
        number = subject.narrative.text[mention.start : mention.end]
        key = mention.line, number if number[0].isdecimal() or number[0] in "一二三四五六七八九十" else "0"
        spoken.setdefault(key, []).append(frozenset(place(tables, cell) for cell in reading))
    return spoken


def place(tables: Tables, cell: tuple[str, int, int]) -> str:
    table, row, column = tables.ids(cell)
    return f"{table}.{column}" if tables.form.table_index[table].by_blocks else f"{table}.{row}.{column}"


def cells_of(form: Form, written: str | list[str]) -> frozenset[str]:
    """The cells that a label names, its stars filled in."""
    patterns = [written] if isinstance(written, str) else written
    every = [
        f"{table.id}.{column.id}" if table.by_blocks else f"{table.id}.{row.id}.{column.id}"
        for table in form.tables
        for number, row in enumerate(table.rows)
        for column in table.columns(number)
    ]
    return frozenset(cell for cell in every if any(fnmatchcase(cell, pattern) for pattern in patterns))
