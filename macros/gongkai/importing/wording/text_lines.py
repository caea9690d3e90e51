"""Where in the file of the narrative a remark's words stand, which is known once that file is composed."""

from collections.abc import Iterable
from dataclasses import replace

from gongkai.findings import say
from gongkai.readers.prose.markdown_text import escaped
from gongkai.readers.prose.table_rows import IN_TEXT
from gongkai.readers.remarks import Remark

_MANY = 6
"""The fewest lines of a table that one remark speaks of."""


def with_lines(remarks: Iterable[Remark], text: str, path: str) -> tuple[Remark, ...]:
    """Remarks, those on what may be a row of a table and stays in the narrative with its file and line.

    Many lines of one table have one remark together: the clerk looks at that table once.

    Args:
        remarks: Those on the narrative.
        text: The file of the narrative.
        path: Its path relative to the site.
    """
    every, lines = list(remarks), text.splitlines()
    in_text: dict[str | None, list[Remark]] = {}
    for remark in every:
        if remark.code == IN_TEXT:
            in_text.setdefault(remark.table, []).append(remark)
    result: list[Remark] = []
    for remark in every:
        same = in_text[remark.table] if remark.code == IN_TEXT else []
        if not same:
            result.append(remark)
        elif remark.table is None or len(same) < _MANY:
            result.append(replace(remark, args=(("place", _place(lines, path, escaped(remark.text))),)))
        elif remark is same[0]:
            place = say("import.lines-from", {"place": _place(lines, path, escaped(remark.text)), "count": len(same)})
            words = "；".join(item.text for item in same)
            result.append(replace(remark, text=words, args=(("place", place),)))
    return tuple(result)


def _place(lines: list[str], path: str, end: str) -> str:
    """File and line; the file alone where the words are styled, so that no line reads like them."""
    line = next((number for number, line in enumerate(lines, 1) if line.endswith(end)), None)
    return path if line is None else f"{path}:{line}"
