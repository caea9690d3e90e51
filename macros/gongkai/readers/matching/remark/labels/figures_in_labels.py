"""Labels of the form in whose words the document has figures that the form's own label has not.

``（三）不予公开（共 12 件）``: what such a label has in brackets is not compared with the form's, and it is no cell, so
that nothing else of the import would quote it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from gongkai.figures import NOT_APPLICABLE_WORD
from gongkai.readers.document.signs import NOTE_MARK_AT_END
from gongkai.readers.matching.assign import RowAssignment
from gongkai.readers.matching.figure_text import NOTE_BESIDE, code_of_note, collapse_spaces
from gongkai.readers.matching.label_text import digits_of, fold, split_numbering
from gongkai.readers.matching.remark.collector import ResultCollector
from gongkai.readers.matching.remark.unread_lines import NO_COUNT
from gongkai.readers.matching.tokenise import LabelMatch, Token, TokenLine
from gongkai.readers.remarks import Doubt

_FIGURE = "figure-in-label"
_SHARE = "share-in-label"
"""Code of the remark where the words say that it is a part of the row's figures: ``（其中 12 件）``."""
_SUM = re.compile(r"\((?:[总合小]?计|一?共)?[:为有]?(\d+)[件个条]?\)")
"""The sum of a row or of a group of rows, as a label may have it in brackets."""
_NAMED = re.compile(r":\s*\(?\d")
"""A figure behind the name of its column in one cell."""
_MOST_COLUMNS = 15
"""No table has more columns that may be numbered."""
_QUOTES = " \"'“”‘’「『"
_NO_FIGURE = re.compile(r"注\s*\d{1,2}(?!\d)|保留\s*\d\s*位小数|[如例][如:,\s]*-\s*\d{1,2}(?!\d)")
"""The number of a note, and how a column is to be filled in."""


def remark_figures_in_labels(assignment: RowAssignment, collector: ResultCollector) -> None:
    """Quote every label near a table of the form that holds a figure, unless a remark that asks for a look does.

    Args:
        assignment: The document's lines, and which of them are near which table.
        collector: Takes the remarks.
    """
    asking = [(item.origin, fold(item.text)) for item in collector.remarks if item.doubt is not Doubt.NOTED]
    for line, token, match, code, table in _labels_with_figures(assignment):
        places, text = (line.origin, token.origin), collapse_spaces(match.text)
        if any(origin in places and fold(match.text) in quote for origin, quote in asking):
            continue
        rows = {item.name for item in match.of("row", table=table)}
        row = rows.pop() if len(rows) == 1 else None
        kind = "sum-in-label" if _states_sum(match, table, collector) else code
        doubt = Doubt.GUESSED if kind == _FIGURE else Doubt.NOTED
        collector.remark(doubt, kind, token.origin, text=text, table=table, row=row)


def _states_sum(match: LabelMatch, table_id: str, collector: ResultCollector) -> bool:
    """Whether the only figure in a label is what the totals of its row, or of the rows of its group, add up to."""
    table, text = collector.form.table_index[table_id], fold(match.text)
    sum_texts = _SUM.findall(text)
    groups = {item.name for item in match.of("group", table=table_id)}
    names = {item.name for item in match.of("row", table=table_id)}
    rows = [place for place, row in enumerate(table.rows) if groups & {group.id for group in row.groups}]
    rows = rows or [place for place, row in enumerate(table.rows) if row.id in names]
    totals = [total for line in table.lines if line.row in rows for total in line.totals]
    figures = [
        collector.figures.get((table_id, table.rows[row].id, table.columns(row)[total].id))
        for row, total in zip(rows, totals, strict=False)
    ]
    is_one = len(sum_texts) == 1 and len(groups | names) == 1 and 0 < len(rows) == len(totals)
    row_figures = [figure for figure in figures if figure is not None and figure.value is not None]
    is_sum = (
        is_one and len(row_figures) == len(rows) and sum(figure.number for figure in row_figures) == int(sum_texts[0])
    )
    return is_sum and not _code(replace(match, text=_SUM.sub("", text)))


def tables_with_figures_in_heads(assignment: RowAssignment) -> set[str]:
    """Ids of the tables of which lines of text name a column with a figure in its words: ``本年处理决定数量=（12）``.

    The row whose label is on the line before may have that figure, and is not blank. So do cells in which a colon
    stands between the two.

    Args:
        assignment: The document's lines, and which of them are near which table.
    """
    return {
        table
        for line, token, match, _, table in _labels_with_figures(assignment)
        if match.of("column", table=table) and (not line.table or _NAMED.search(fold(token.text)))
    }


def _labels_with_figures(assignment: RowAssignment) -> Iterator[tuple[TokenLine, Token, LabelMatch, str, str]]:
    """Every label near a table of the form that holds a figure: line, token, match, code and id of the table."""
    for line, near in zip(assignment.document.lines, assignment.near, strict=True):
        is_prose = not line.table and (line.cut or not line.complete)  # a sentence quotes labels by their numbers
        if not near or is_prose or line.section or line.footnote or line.left_out:
            continue
        for token in line.tokens:
            if token.match is not None and not token.covered and (code := _code(token.match)):
                yield line, token, token.match, code, near[0]


@lru_cache(maxsize=4096)  # most labels stand in several rows, or are those of a form
def _code(match: LabelMatch) -> str:
    """Code of the remark on a label with digits beside its number, years and articles which none of its meanings has.

    Likewise with 不适用; empty where it has neither.
    """
    whole = fold(NOTE_MARK_AT_END.sub("", match.text)).lstrip(_QUOTES)
    number, words = split_numbering(whole)
    are_columns = all(item.sort == "column" for item in match.meanings)
    if are_columns and number.isdecimal() and int(number) > _MOST_COLUMNS:
        words = whole  # the figure of the column before
    counted = _NO_FIGURE.sub("", NO_COUNT.sub("", words))
    meanings = [item for item in match.meanings if item.sort != "section"]
    printed = {"", *(digits_of(item.key) for item in meanings)}
    numbered = (item for item in meanings if item.number and words.startswith(item.number))  # 1 属于国家秘密
    printed |= {digits_of(item.number + item.key) for item in numbered}
    if meanings and NOT_APPLICABLE_WORD in words:
        return _FIGURE
    if not meanings or printed & {digits_of(words), digits_of(counted)}:
        return ""
    return _SHARE if code_of_note(counted) == NOTE_BESIDE else _FIGURE
