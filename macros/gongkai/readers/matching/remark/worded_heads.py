"""Quotes the column heads of a document that are worded so differently from the form's that none was recognised.

Without the quotation, the remark that a table has no heads would contradict what the clerk sees there.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from gongkai.readers.matching.figure_text import collapse_spaces
from gongkai.readers.matching.label_text import is_chinese
from gongkai.readers.matching.remark.collector import ResultCollector
from gongkai.readers.matching.solve import SolvedLabelledRows
from gongkai.readers.matching.tokenise import TokenLine
from gongkai.readers.remarks import Doubt

_MOST_LINES = 6
"""The most lines above the first row among which heads are looked for."""
_LONGEST = 30
"""The most characters of a head."""
_NO_HEAD = re.compile(r"[。；]|单位[:：]")
"""Signs of a sentence, or of a statement of the unit."""
_HALF = 2


def remark_unnamed_columns(table: SolvedLabelledRows, lines: Sequence[TokenLine], collector: ResultCollector) -> None:
    """Say for which columns no head was recognised, and quote the words in the place of the heads, if any.

    Args:
        table: The table.
        lines: The lines of the document.
        collector: Takes the remark.
    """
    columns = table.unnamed_columns
    if not columns:
        return
    below = (solved for solved in table.rows if set(columns) & set(table.table.columns(solved.row)))
    first = next((solved.candidate.line for solved in below if solved.candidate.has_figures), None)
    text = heads_in_other_words(lines, first, len(columns)) if first is not None else ""
    args = (("columns", "、".join(dict.fromkeys(column.printed for column in columns))),)
    collector.remark(Doubt.AMBIGUOUS, "no-heads", table.first_origin, text=text, table=table.table.id, args=args)


def heads_in_other_words(lines: Sequence[TokenLine], first: TokenLine, columns: int) -> str:
    """The heads right above a row that are no label of the form; empty if they are too few for the columns.

    Args:
        lines: The lines of the document.
        first: The first row below the heads.
        columns: The number of columns for which no head was recognised.
    """
    here = next((number for number, line in enumerate(lines) if line is first), 0)
    above = reversed(lines[max(0, here - _MOST_LINES) : here])
    heads = [list(_heads(line, first)) for line in takewhile(lambda line: _may_be_heads(line, first), above)]
    most = max(heads, key=len, default=[])
    return "、".join(most) if _HALF * len(most) >= columns else ""


def _may_be_heads(line: TokenLine, first: TokenLine) -> bool:
    is_row = any(match.of("row") and not match.of("column") and not match.partial for match in line.matches)
    return line.table == first.table and not (line.figures or line.section or is_row)


def _heads(line: TokenLine, first: TokenLine) -> Iterator[str]:
    """The words of a line that stand over the figures of a row and are no label of the form."""
    begin = min((token.column for token in first.figures), default=0) if line.table else 1
    words: Iterable[str] = (
        collapse_spaces(token.text)
        for token in line.tokens
        if token.is_unknown and not token.covered and token.column + token.width > begin
    )
    if not line.is_grid:
        words = [word for text in words for word in text.split()]
    for word in words:
        if len(word) <= _LONGEST and any(map(is_chinese, word)) and not _NO_HEAD.search(word):
            yield word
