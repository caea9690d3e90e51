"""Says of which tables of another year, and columns of the document's own, nothing was read."""

import re

from gongkai.readers.document import Origin
from gongkai.readers.matching.assign import RowAssignment
from gongkai.readers.matching.figure_text import collapse_spaces
from gongkai.readers.matching.remark.collector import ResultCollector
from gongkai.readers.matching.tokenise import is_head_of_no_form, is_head_of_remarks, is_of_earlier_year
from gongkai.readers.remarks import Doubt

_OF_TIME = re.compile(r"[年期月季]|\d{4}")
"""What words have that name a year or a period."""


def remark_left_out(assignment: RowAssignment, collector: ResultCollector) -> None:
    """Say it, and quote the remarks of offices.

    Args:
        assignment: The lines.
        collector: Of the result.
    """
    origins = dict[int, Origin]()
    words: dict[int, dict[str, None]] = {}
    tables: dict[int, tuple[str, str | None]] = {}
    for line, near in zip(assignment.document.lines, assignment.near, strict=True):
        if line.left_out:
            origins.setdefault(line.table, line.origin)
            tables[line.table] = line.left_out, near[0] if near else None
            texts = (collapse_spaces(token.text) for token in line.tokens if not token.is_blank)
            words.setdefault(line.table, {}).update(dict.fromkeys(texts))
    for number, (text, table) in tables.items():
        quoted = "；".join(word for word in words[number] if word != text)
        if quoted and table and is_head_of_remarks(text):
            collector.remark(Doubt.NOTED, "own-remarks", origins[number], text=f"{text}：{quoted}", table=table)
            collector.notes.append((collector.place(assignment.document.form.table_index[table]), f"{text}：{quoted}"))
            continue
        is_own = not _OF_TIME.search(text) or (is_head_of_no_form(text) and not is_of_earlier_year(text))
        code = "own-column" if is_own else "other-year"
        collector.remark(Doubt.NOTED, code, origins[number], text=text, table=table)
