"""What a workbook of Gongkai's hides so that it can be read back cell by cell, for its writer and its reader.

A hidden sheet, the key sheet, says whose report it is. A hidden column of each other sheet says what its rows are, and
a hidden row of each block of a table what its columns are: both move along where somebody inserts or sorts. So the
reader goes by no label and no position.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from json.encoder import encode_basestring
from typing import TypeVar

KEY_SHEET = "gongkai"
"""Name of the key sheet: a line a fact, its name in the first cell."""
VERSION = 1
"""Version of the marks; a reader refuses a higher one."""

TABLE_MARK = "gongkai:table:"
"""Begins the first mark of a table's sheet; the table's id follows."""
COLUMNS_MARK = "columns"
"""Mark of a row that holds, below each column of figures, its id."""
ROW_MARK = "row:"
"""Begins the mark of a row of figures: its id follows, then the ids of the columns whose figure is a formula."""
TEXT_MARK = "gongkai:text"
"""First mark of the sheet of the narrative; the text stands in the column before the marks."""
NOTES_MARK = "gongkai:notes"
"""First mark of the sheet of notes."""
RETOLD = "retold"
"""Kind of the mark of the row that says who retells the report."""

CELL_FACT, HEAD_FACT = "cell", "head"
"""Facts of the key sheet that may stand there several times; see ``CellLook`` and ``gongkai.reports.Report.heads``."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Whose report a workbook holds: the facts of the key sheet.

    Attributes:
        kind: ``report``, or ``fill-in`` for a form that is to be filled in.
        form: Id of the form.
        agency: Slug of the agency.
        name: Full name of the agency.
        year: The year reported on.
        status: Value of the report's ``gongkai.reports.Status``.
        published: ``YYYY-MM-DD``, with a time where that is known; empty where there is no date.
        title: The document's own title; empty where it is the form's.
        sha256: Hash over data and narrative; empty in a form that is to be filled in.
        blocks: How many blocks of text the sheet of the narrative holds.
    """

    kind: str
    form: str
    agency: str
    name: str
    year: int
    status: str
    published: str = ""
    title: str = ""
    sha256: str = ""
    blocks: int = 0


@dataclass(frozen=True, slots=True)
class CellLook:
    """How a cell shows its number, which its value does not say.

    Attributes:
        table: Id of the table.
        row: Id of the row.
        column: Id of the column.
        places: Decimal places that it shows at least.
        unit: Unit that stands after the number; may be empty.
        gap: Whether a space stands between the two.
        note: Remark in brackets after it; may be empty.
    """

    table: str
    row: str
    column: str
    places: int = 0
    unit: str = ""
    gap: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class TextMark:
    """Mark of a row of text: what it is, and for the first row of a block what the block was.

    Attributes:
        kind: ``heading``, ``paragraph``, ``item``, ``number`` (an item of a numbered list), ``part`` (a macro that
            prints a block), ``other``, ``more`` (a further piece of Markdown), ``front`` (the front matter); in a form
            that is to be filled in ``opening`` (the paragraph before the first section), ``section``, ``aspect``,
            ``empty`` or ``count`` (how long a section is, which is no text of the report).
        level: Of a heading; of an item how deep it lies, from 0.
        block: Number of its block, from 0.
        source: The Markdown of the block, or a piece of it; the pieces of its rows together are all of it.
        shown: Fingerprint of the texts that its rows show, on its first row: other texts have been changed since.
        name: Of a section its number; of an aspect its name.
    """

    kind: str
    level: int = 0
    block: int | None = None
    source: str = ""
    shown: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class NoteMark:
    """Mark of a row of the sheet of notes: what the row says, in full.

    Attributes:
        kind: ``note``, ``waiver``, ``correction``, or ``retold`` for who retells the report.
        at: The place, as the report writes it; empty for ``retold``.
        text: Of a note its text, of a waiver or a correction the reason, of ``retold`` the original; may be empty.
        rule: Of a waiver the rule.
        date: Of a waiver or a correction; may be empty.
        office: Of a waiver, and who retells; may be empty.
        before: Of a correction.
        after: Of a correction.
        shown: Fingerprint of the texts that the row shows.
    """

    kind: str
    at: str = ""
    text: str = ""
    rule: str = ""
    date: str = ""
    office: str = ""
    before: str = ""
    after: str = ""
    shown: str = ""


Mark = TypeVar("Mark", TextMark, NoteMark)


def mark_text(mark: TextMark | NoteMark) -> str:
    """A mark as a line of JSON, without what is empty."""
    values = ((name, getattr(mark, name)) for name in mark.__slots__)
    fields = [
        f'"{name}": {value if isinstance(value, int) else encode_basestring(value)}'
        for name, value in values
        if value not in ("", None)
    ]
    return f"{{{', '.join(fields)}}}"  # the output of json.dumps, which makes a new encoder for each mark


def mark_of(kind: type[Mark], mark_text: str) -> Mark | None:
    """A mark as ``mark_text`` wrote it; None for anything else, such as what somebody has typed there."""
    try:
        values = json.loads(mark_text)
        mark = kind(**values) if isinstance(values, dict) else None
    except (ValueError, TypeError, RecursionError):
        return None
    return mark if mark is not None and all(_fits(kind, name, value) for name, value in values.items()) else None


def _fits(kind: type[TextMark] | type[NoteMark], name: str, value: object) -> bool:
    """Whether a value is of the type of its field: a file may hold anything."""
    number = kind is TextMark and name in {"level", "block"}
    return type(value) is (int if number else str)


def fingerprint(texts: Iterable[str]) -> str:
    """A short hash over texts; white space does not count, as programs change it when they save."""
    plain = "\0".join("".join(text.split()) for text in texts)
    return hashlib.sha256(plain.encode(errors="replace")).hexdigest()[:16]
