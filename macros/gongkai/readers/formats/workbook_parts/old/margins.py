"""The heads and feet of printed pages in an old workbook (.xls) ([MS-XLS] 2.4.136 and 2.4.124)."""

import re
from collections.abc import Iterator

from gongkai.readers.document import FileNotice
from gongkai.readers.formats.workbook_parts.margins import margin_lines

_RECORD = re.compile(rb"[\x14\x15]\x00(..)(..)([\x00\x01])", re.DOTALL)
_BEFORE_TEXT, _LONGEST = 3, 255
"""Bytes of a record before its text, and the most characters of that."""
_MOST = 200


def notes_in_old_margins(data: bytes) -> Iterator[FileNotice]:
    """A notice ``margin`` of each line in the heads and feet of an old workbook, whatever its sheet.

    Args:
        data: The file; nothing comes of one of another kind.
    """
    if data.startswith(b"PK"):
        return
    lines: dict[str, None] = {}
    for match in _RECORD.finditer(data):
        size, count, width = (int.from_bytes(part, "little") for part in match.groups())
        if not 0 < count <= _LONGEST or size != _BEFORE_TEXT + count * (width + 1):
            continue
        content = data[match.end() : match.end() + count * (width + 1)]
        text = content.decode("utf-16-le" if width else "latin-1", "replace")
        if text.replace("\n", "").isprintable() and len(lines) < _MOST:
            lines |= dict.fromkeys(margin_lines(text, ""))
    yield from (FileNotice("margin", line) for line in lines)
