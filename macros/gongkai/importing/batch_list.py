"""The list of a batch: a CSV file with a line for each document, as a spreadsheet saves it.

All faults of a list are reported together, each with its line and column.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from gongkai.errors import UsageError
from gongkai.findings import say
from gongkai.importing.model import Job
from gongkai.readers.files.suffixes import DOCUMENTS, WORKBOOKS
from gongkai.reports import slug_fault
from gongkai.reports.csv_rows import first_faults, list_rows
from gongkai.system_errors import system_reason

_HEADERS = {
    **dict.fromkeys(("file", "文件", "文件名", "文件路径", "路径"), "file"),
    **dict.fromkeys(("agency", "单位", "单位代号", "代号", "机构", "机构代号", "机关", "机关代号"), "agency"),
    **dict.fromkeys(("year", "年份", "年度"), "year"),
    **dict.fromkeys(("name", "名称", "单位名称", "单位全称", "机构名称", "机关名称", "全称"), "name"),
}
_YEAR = re.compile(r"((?:19|20)[0-9]{2})\s*年?度?")


def read_batch(path: Path, reserved: Collection[str]) -> tuple[Job, ...]:
    """Read the documents that a list names.

    Args:
        path: A CSV file: UTF-8, with or without a byte order mark, UTF-16 with one, or GB18030; comma, semicolon or tab
            between columns; columns ``file``, ``agency``, ``year``, ``name`` (or 文件、单位、年份、名称 and the like),
            the last two may be left out. Where there is no column of the agency, a column 单位名称 is taken for it.
            Files are named relative to the list.
        reserved: Names of folders that are the site's own, which no agency can have.

    Raises:
        UsageError: It cannot be read, holds nothing, or columns or values are missing or wrong; the message names
            every such place.
    """
    _refuse_document(path)
    try:
        rows = list_rows(path)
    except OSError as error:
        raise UsageError(say("command.no-file", {"file": path, "why": system_reason(error)})) from error
    if not rows:
        raise UsageError(say("import.batch-empty", {"file": path}))
    columns = _columns(path, rows[0][1])
    if len(rows) == 1:
        raise UsageError(say("import.batch-no-rows", {"file": path}))
    jobs, faults = [], list[str]()
    for line, row in rows[1:]:
        faults_here = list(_faults(columns, row, reserved)) or list(_absent(path, columns, row))
        faults += [f"{path}:{line}:{column} {text}" for column, text in faults_here]
        if not faults_here:
            jobs.append(_job(path, columns, row))
    if faults:
        head = say("import.batch-faults", {"file": path, "count": len(faults)})
        raise UsageError("\n".join([head, *first_faults(faults)]))
    return tuple(jobs)


def _refuse_document(path: Path) -> None:
    """Say of a document that it is no list, and how it is imported itself."""
    suffix = path.suffix.lower()
    if suffix not in DOCUMENTS or not path.is_file():
        return
    workbook = say("import.batch-workbook") if suffix in WORKBOOKS else ""
    raise UsageError(say("import.batch-document", {"file": path}) + workbook)


def _columns(path: Path, heads: Sequence[str]) -> list[str | None]:
    columns = [_HEADERS.get(head.strip().lower()) for head in heads]
    if "agency" not in columns and "name" in columns:
        columns[columns.index("name")] = "agency"
    missing = [label for needed, label in (("file", "文件"), ("agency", "单位")) if needed not in columns]
    if missing:
        names = "、".join(f"“{name}”" for name in missing)
        raise UsageError(say("import.batch-column", {"file": path, "names": names}))
    return columns


def _value(columns: Sequence[str | None], row: Sequence[str], key: str) -> str:
    place = columns.index(key) if key in columns else len(row)
    return row[place].strip() if place < len(row) else ""


def _faults(columns: Sequence[str | None], row: Sequence[str], reserved: Collection[str]) -> Iterator[tuple[int, str]]:
    """What is wrong with a line: the number of the column, from 1, and the fault in words."""
    for key in ("file", "agency"):
        if not _value(columns, row, key):
            yield columns.index(key) + 1, say(f"import.batch-no-{key}")
    agency, year = _value(columns, row, "agency"), _value(columns, row, "year")
    if agency and (text := slug_text(agency, reserved)):
        yield columns.index("agency") + 1, text
    if year and _YEAR.fullmatch(year) is None:
        yield columns.index("year") + 1, say("import.batch-year", {"year": year})


def _absent(path: Path, columns: Sequence[str | None], row: Sequence[str]) -> Iterator[tuple[int, str]]:
    """That the file of a line is not there."""
    file = _value(columns, row, "file")
    if file and not _is_there(path.parent / file):
        yield columns.index("file") + 1, say("import.batch-absent", {"file": path.parent / file})


def _is_there(file: Path) -> bool:
    try:
        return file.exists()
    except OSError:  # a name longer than any file has
        return False


def slug_text(slug: str, reserved: Collection[str]) -> str:
    """What is wrong with the slug of an agency, and what to write; empty where nothing is.

    Args:
        slug: As the clerk typed it.
        reserved: Names of folders that are the site's own, which no agency can have.
    """
    fault = slug_fault(slug, reserved)
    return say(f"command.{fault}", {"slug": slug}) if fault else ""


def _job(path: Path, columns: Sequence[str | None], row: Sequence[str]) -> Job:
    file, year = _value(columns, row, "file"), _YEAR.fullmatch(_value(columns, row, "year"))
    name = _value(columns, row, "name") or None
    return Job(path.parent / file, _value(columns, row, "agency"), int(year[1]) if year else None, name, file)
