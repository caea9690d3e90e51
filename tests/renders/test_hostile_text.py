"""Text that means something to a format survives in each: in a name, a note and a paragraph; nothing is run."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from lxml import html

from gongkai.forms import resolve
from gongkai.narrative import parse_narrative
from gongkai.readers.formats.pdf import read_pdf
from gongkai.renders.export.registry import formats
from gongkai.reports import Agency, Note
from tests.renders import word_files, workbooks
from tests.renders.workbooks import export_of
from tests.shipped import shipped_form
from tests.tables.grids import numbered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NEW = shipped_form("gia-2021")
SIGNS = "=+-@"
BEHIND = "1+1 <b>&\"'𠮷"
ONCE = {"csv-tables", "plain-words"}
"""Formats that do not name the agency, or nothing but the agency."""
TOGETHER = {"pdf"}
"""Formats of which a file takes long to read: one has the texts with all signs."""
WITHOUT_NOTES = {"csv", "plain-words"}
"""A list of cells, and a few sentences."""


def in_json(data: bytes) -> Iterator[str]:
    def strings(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            for item in value.values() if isinstance(value, dict) else value:
                yield from strings(item)

    return strings(json.loads(data))


def in_csv(data: bytes) -> Iterator[str]:
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
        assert not [cell for cell in row if cell[:1] in SIGNS and cell[:1]], "a program would work it out"
        yield from (cell.removeprefix("'") for cell in row)


def in_xlsx(data: bytes) -> Iterator[str]:
    for name, rows in workbooks.sheets(data).items():
        assert all(text.startswith(("IF(", "SUM(", "(")) for text in workbooks.formulas(data, name).values())
        yield from (str(value) for row in rows for value in row)


def in_docx(data: bytes) -> Iterator[str]:
    return (text for _, text in word_files.paragraphs(data))


def in_pdf(data: bytes) -> Iterator[str]:
    return (paragraph.text for paragraph in read_pdf(data, name="a.pdf").paragraphs())


def in_lines(data: bytes) -> Iterator[str]:
    return iter(data.decode().splitlines())


def in_html(data: bytes) -> Iterator[str]:
    tree = html.document_fromstring(data.decode())
    assert not tree.xpath("//b[not(ancestor::table)]"), "no text becomes a tag"
    yield tree.text_content()


READ: dict[str, Callable[[bytes], Iterator[str]]] = {
    "json": in_json,
    "csv": in_csv,
    "csv-tables": in_csv,
    "xlsx": in_xlsx,
    "docx": in_docx,
    "pdf": in_pdf,
    "fragment": in_html,
    "fragment-title": in_html,
    "plain-words": in_lines,
}
"""How the texts in a file of a format are read; a format that is not here is read line by line."""


@pytest.mark.slow
@pytest.mark.parametrize("name", [item.name for item in formats()])
def test_text_survives_whatever_it_begins_with(name: str) -> None:
    (file_format,) = (item for item in formats() if item.name == name)
    for signs in (SIGNS,) if name in TOGETHER else SIGNS:
        texts = [sign + BEHIND for sign in signs]
        places = ("申请", "申请.本年新收", "申请.上年结转", "申请.予以公开")
        notes = (Note(at, resolve(NEW, at), f"{text}\n第二行") for at, text in zip(places, texts, strict=False))
        paragraphs = "\n\n".join(f"&#{ord(sign)};{BEHIND}".replace("<", "\\<") for sign in signs)
        narrative = parse_narrative(f'# 题\n\n甲\n\n{paragraphs}\n\n{{{{ table("申请") }}}}\n', path="docs/a/2021.md")[
            0
        ]
        report = replace(numbered(NEW), notes=tuple(notes))
        export = export_of(report, agency=Agency("a", texts[0], "某"), narrative=narrative)
        shown = "\n".join(READ.get(name, in_lines)(file_format.make(export)))
        assert [text for text in texts if shown.count(text) < (1 if name in ONCE else 2)] == []
        assert "第二行" in shown or name in WITHOUT_NOTES
