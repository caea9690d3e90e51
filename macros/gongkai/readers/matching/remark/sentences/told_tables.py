"""Says which tables were put together from sentences, and quotes sentences with figures that went into none."""

import re
from functools import lru_cache

from gongkai.forms import Table
from gongkai.readers.matching.assign import RowAssignment
from gongkai.readers.matching.figure_text import collapse_spaces
from gongkai.readers.matching.label_text import comparable, fold
from gongkai.readers.matching.remark.collector import ResultCollector
from gongkai.readers.matching.remark.sentences.paragraphs import texts_beside
from gongkai.readers.remarks import Doubt

_FEWEST = 3
"""The fewest columns with a figure behind their names by which a sentence tells a row."""


def remark_told(assignment: RowAssignment, collector: ResultCollector) -> None:
    """Ask for a look at each such table, once, and list the sentences.

    Args:
        assignment: The lines.
        collector: Of the result.
    """
    remarked: set[tuple[str, str]] = set()
    for line, near in zip(assignment.document.lines, assignment.near, strict=True):
        text = "" if line.table else line.text
        if not line.in_sentences or not near or (near[0], text) in remarked:
            continue
        remarked.add((near[0], text))
        if text:
            collector.remark(Doubt.UNKNOWN, "unread", line.origin, text=text, table=near[0])
        else:
            collector.remark(Doubt.GUESSED, "told", line.origin, table=near[0])
    _quote_rows(assignment, collector)


def _quote_rows(assignment: RowAssignment, collector: ResultCollector) -> None:
    """Quote sentences that tell a row of a table of which others were read otherwise, where some are missing."""
    lacking = {item.table for item in collector.remarks if item.doubt is Doubt.MISSING}
    lacking -= {item.table for item in collector.remarks if item.code == "told"}
    tables = {table.id: _columns_with_figures(table) for table in collector.form.tables if table.id in lacking}
    quoted = "\n".join(comparable(item.text) for item in collector.remarks)
    for beside in texts_beside(assignment) if tables else ():
        pattern = tables.get(beside.table or "")
        is_row = pattern is not None and len(pattern.findall(fold(beside.text))) >= _FEWEST
        if is_row and comparable(beside.text) not in quoted:
            text = collapse_spaces(beside.text)
            collector.remark(Doubt.UNKNOWN, "unread", beside.origin, text=text, table=beside.table)


@lru_cache(maxsize=32)
def _columns_with_figures(table: Table) -> re.Pattern[str]:
    """A pattern of the name of a column and the figure behind it, with what a place to fill in has around it."""
    names = {fold(column.name.label) for block in table.blocks for column in block.columns}
    return re.compile(rf"(?:{'|'.join(map(re.escape, sorted(names)))})[\W_]{{0,12}}约?\d")
