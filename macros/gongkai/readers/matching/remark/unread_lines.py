"""Lines near a table of the form that hold figures and belong to no row: they are listed where the table is not whole.

Nothing that stands in a document may be lost: the figures of a row that is said to be missing are perhaps in such a
line. Sentences of the section are listed as well then, as far as they hold a figure.
"""

import re

from gongkai.readers.matching.assign import RowAssignment
from gongkai.readers.matching.remark.collector import ResultCollector
from gongkai.readers.matching.tokenise import TokenLine
from gongkai.readers.remarks import Doubt

_DIGIT = re.compile(r"[\d０-９]|不适用")
_GLUED = re.compile(r"[\d０-９]{5,}")
_SENTENCE = re.compile(r"[。；！？]")


def unread_lines(assignment: RowAssignment) -> list[tuple[str, TokenLine]]:
    """Lines with figures that were given to no table, each with the id of the table that it is near."""
    return [
        (near, line)
        for line, used, near in zip(assignment.document.lines, assignment.used, assignment.near, strict=True)
        if near and not used and not line.section and _DIGIT.search(line.text) and not _is_prose(line)
    ]


def _is_prose(line: TokenLine) -> bool:
    """Whether a line is sentences; what is glued to a part of a table is not, whatever signs are in it."""
    return line.span[0] == 0 and bool(_SENTENCE.search(line.text)) and not _GLUED.search(line.text)


def remark_unread(unread: list[tuple[str, TokenLine]], collector: ResultCollector) -> None:
    """List the lines near tables that lack a cell."""
    for near, line in unread:
        table = collector.form.table_index[near]
        cells = sum(len(table.columns(row)) for row in range(len(table.rows)))
        if sum(at[0] == near for at in collector.figures) < cells:
            collector.remark(Doubt.UNKNOWN, "unread", line.origin, text=line.text, table=near)
