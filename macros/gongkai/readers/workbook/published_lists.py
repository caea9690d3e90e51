"""Refuses lists of figures that a site publishes and that are not one agency's report of one year; says what to import.

Read as documents, they would cause a long list of doubts, or none that tells what is wrong.
"""

import csv
import io
import re
from pathlib import Path

from gongkai.errors import ReadError
from gongkai.findings import say
from gongkai.readers.files.decoding import decode
from gongkai.readers.files.refusals import refuse
from gongkai.readers.workbook.tidy_list import is_list_of_cells, separator_of
from gongkai.reports.tidy_columns import HEAD

_NAME, _YEAR, _SLUG, _FORM, _TABLE = (HEAD[place] for place in (0, 1, 12, 13, 14))
_BEGIN = 64 * 1024
"""Bytes that are read of a file: its heads, and of a list of all cells more than one report."""


def refuse_published_list(file: Path) -> None:
    """Refuse a list of an agency's figures over the years, of all agencies of a year, or of every cell of many reports.

    Args:
        file: A CSV file, of any size.

    Raises:
        ReadError: It is one of these.
    """
    with file.open("rb") as stream:
        data = stream.read(_BEGIN)
    try:
        text = decode(data[: data.rfind(b"\n") + 1], name=file.name)
    except ReadError:  # the reader of the whole file says what is wrong with it
        return
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text))
    heads = [cell.strip() for cell in next(rows, [])]
    kind = _kind(set(heads))
    if kind:
        raise refuse(kind, name=file.name)
    if len(data) == _BEGIN and is_list_of_cells(heads):
        places = [heads.index(head) for head in (_SLUG, _YEAR)]
        reports = {tuple(row[place] for place in places) for row in rows if len(row) == len(heads)}
        if len(reports) > 1:
            raise refuse("list-of-many", name=file.name)


def _kind(heads: set[str]) -> str:
    """The key of the words that say what a list with these heads is; empty for any other file."""
    line, year = say("series.file.line"), say("series.file.years", {"year": r"\d{4}"})
    if heads >= {_NAME, _SLUG, _FORM, _TABLE, line} and any(re.fullmatch(year, head) for head in heads):
        return "list-of-years"
    is_year_table = heads >= {_NAME, _YEAR, _SLUG, _FORM, say("data.table.heads.state")} and _TABLE not in heads
    return "list-of-agencies" if is_year_table else ""
