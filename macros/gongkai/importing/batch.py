"""The list of a batch: a CSV file with a line for each document, as a spreadsheet saves it."""

import csv
import io
import re
from pathlib import Path

from gongkai.errors import UsageError
from gongkai.findings import say
from gongkai.importing.model import Job

_HEADERS = {
    **dict.fromkeys(("file", "文件", "文件名", "路径"), "file"),
    **dict.fromkeys(("agency", "单位", "单位代号", "代号"), "agency"),
    **dict.fromkeys(("year", "年份", "年度"), "year"),
    **dict.fromkeys(("name", "名称", "单位名称", "单位全称", "全称"), "name"),
}
_YEAR = re.compile(r"((?:19|20)[0-9]{2})\s*年?度?")


def read_batch(path: Path) -> tuple[Job, ...]:
    """The documents of a list.

    Args:
        path: A CSV file: UTF-8, with or without a byte order mark, or GB18030; comma, semicolon or tab between columns;
            columns ``file``, ``agency``, ``year``, ``name`` (or 文件、单位、年份、名称), the last two may be left out.
            Files are named relative to the list.

    Raises:
        UsageError: It cannot be read, or a column or value is missing; the message names the line.
    """
    rows = list(_rows(_text(path)))
    if not rows:
        raise UsageError(say("import.batch-empty", {"file": path}))
    columns = [_HEADERS.get(head.strip().lower()) for head in rows[0][1]]
    for needed, shown in (("file", "文件"), ("agency", "单位")):
        if needed not in columns:
            raise UsageError(say("import.batch-column", {"file": path, "name": shown}))
    return tuple(_job(path, line, dict(zip(columns, row, strict=False))) for line, row in rows[1:])


def _rows(text: str) -> list[tuple[int, list[str]]]:
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]


def _text(path: Path) -> str:
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UsageError(say("import.batch-encoding", {"file": path}))


def _job(path: Path, line: int, row: dict[str | None, str]) -> Job:
    file, agency, year = (row.get(key, "").strip() for key in ("file", "agency", "year"))
    if not file or not agency:
        raise UsageError(say("import.batch-line", {"file": path, "line": line}))
    match = _YEAR.fullmatch(year)
    if year and match is None:
        raise UsageError(say("import.batch-year", {"file": path, "line": line, "year": year}))
    name = row.get("name", "").strip() or None
    return Job(path.parent / file, agency, int(match[1]) if match else None, name, file)
