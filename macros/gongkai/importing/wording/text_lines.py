"""Where in the file of the narrative a remark's words stand, which is known once that file is composed."""

from collections.abc import Iterable
from dataclasses import replace

from gongkai.readers.prose.markdown_text import escaped
from gongkai.readers.prose.table_rows import IN_TEXT
from gongkai.readers.remarks import Remark


def with_lines(remarks: Iterable[Remark], text: str, path: str) -> tuple[Remark, ...]:
    """Remarks, those on what may be a row of a table and stays in the narrative with its file and line.

    Args:
        remarks: Those on the narrative.
        text: The file of the narrative.
        path: Its path relative to the site.
    """
    lines = text.splitlines()
    return tuple(
        replace(remark, args=(("place", _place(lines, path, escaped(remark.text))),))
        if remark.code == IN_TEXT
        else remark
        for remark in remarks
    )


def _place(lines: list[str], path: str, end: str) -> str:
    """File and line; the file alone where the words are styled, so that no line reads like them."""
    line = next((number for number, line in enumerate(lines, 1) if line.endswith(end)), None)
    return path if line is None else f"{path}:{line}"
