"""The rows of a CSV file as spreadsheets save it, in any encoding and with any mark between columns that they use."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from gongkai.errors import UsageError
from gongkai.findings import say

_MOST_BYTES, _MOST_ROWS = 1_000_000, 2_000
"""Of a list that is typed: the largest district has some hundred agencies, and as many reports a year."""
_LONGEST_CELL = 131_072
"""Characters of a cell: Python's own limit, which holds for a process, and which some libraries lift."""
_MOST_FAULTS, _LONGEST = 100, 400
"""Faults of a list that are listed, and characters of each."""


def list_rows(path: Path) -> list[tuple[int, list[str]]]:
    """The rows of a list that are not empty, each with the number of its line, from 1; the first has the heads.

    Args:
        path: The list.

    Raises:
        UsageError: It is in no known encoding, has full-width marks between its columns, or is too large.
        OSError: It cannot be read.
    """
    too_large = UsageError(say("import.batch-large", {"file": path, "rows": _MOST_ROWS}))
    with path.open("rb") as stream:
        data = stream.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise too_large
    text = _text(data)
    if text is None:
        raise UsageError(say("import.batch-encoding", {"file": path}))
    if _is_wide(text.lstrip().partition("\n")[0]):
        raise UsageError(say("import.batch-wide", {"file": path}))
    try:
        rows = csv_rows(text)
    except csv.Error as error:  # a cell that is too long, as of a quotation that does not end
        raise too_large from error
    if len(rows) > _MOST_ROWS or any(len(cell) > _LONGEST_CELL for _, row in rows for cell in row):
        raise too_large
    return rows


def first_faults(faults: Sequence[str]) -> list[str]:
    """The first faults of a list, and how many more there are.

    Args:
        faults: All of them, in words.
    """
    more = len(faults) - _MOST_FAULTS
    rest = [say("findings.syntax.more", {"count": more, "limit": _MOST_FAULTS})] if more > 0 else []
    return [*(fault if len(fault) <= _LONGEST else f"{fault[:_LONGEST]}…" for fault in faults[:_MOST_FAULTS]), *rest]


def _text(data: bytes) -> str | None:
    """The text of a list in UTF-8, with or without a byte order mark, UTF-16 with one, or GB18030; None for others."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _is_wide(head: str) -> bool:
    """Whether the first line of a list has full-width marks between its columns, which no spreadsheet writes."""
    return not any(sign in head for sign in ",;\t") and any(sign in head for sign in "，；、")


def csv_rows(text: str) -> list[tuple[int, list[str]]]:
    """The rows that are not empty, each with the number of its line, from 1.

    Args:
        text: The text; comma, semicolon or tab between columns, whichever the first line has most of.
    """
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
