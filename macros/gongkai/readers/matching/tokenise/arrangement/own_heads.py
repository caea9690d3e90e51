"""Recognises heads of columns that a document adds to the form's, where each cell is a line of text of its own."""

import re

from gongkai.figures import UNIT
from gongkai.readers.matching.figure_text import collapse_spaces
from gongkai.readers.matching.label_text import comparable, is_chinese
from gongkai.readers.matching.tokenise.lexicon import Lexicon
from gongkai.readers.matching.tokenise.model import LabelMatch, TokenLine

_LONGEST = 8
"""The most characters of such a head."""
_SUMS = ("合计", "总计")
"""Labels of the form that may also be a name of the document's own, after the label of a row."""
_SIGNS = "（(：:，,。；;、"
"""Signs that occur in a unit, a note or a sentence, but in no such head."""
_UNITS = re.compile(rf"计量单位|{UNIT}")
"""What is in a line of the units of all columns."""


def is_own_head(line: TokenLine, before: TokenLine, lexicon: Lexicon) -> bool:
    """Whether a line of text is a head of the document's own, right after a label of the form: 占比, 去年同期.

    Such a head may also repeat the column before in other words, as 现行有效件数（全市） or 合计 after 总计 do, or be a
    word for the sum after the label of a row.

    Args:
        line: The line.
        before: The last line before it that has words; both together may make one label of the form (其他, 结果).
        lexicon: Labels of the form.
    """
    if line.table or before.table or line.footnote or line.page_number or line.cut or not line.tokens:
        return False
    goes_on = line.origin == before.origin and line.span[0] <= before.span[1]  # both are pieces of one line
    if len(before.tokens) != 1 or goes_on:
        return False
    token, label = line.tokens[0], before.tokens[0]
    if label.match is None or token.is_figure or not label.match.of("column", "heads", "row", "rowhead"):
        return False
    if token.match is not None:
        return _is_label_of_own(token.match, label.match)
    words = collapse_spaces(token.text)
    is_label = comparable(label.text + words) in lexicon.index
    is_short = len(line.tokens) == 1 and len(words) <= _LONGEST and not set(words) & set(_SIGNS)
    return is_short and not (is_label or _UNITS.fullmatch(words)) and any(map(is_chinese, words))


def has_sum_of_own(line: TokenLine) -> bool:
    """Whether a line of text has heads of a table of the form, and 合计 or 总计 although that table has no such column.

    Args:
        line: The line.
    """
    if line.table or line.figures:
        return False
    columns = [(comparable(match.text), {item.table for item in match.of("column")}) for match in line.matches]
    sums = [tables for words, tables in columns if words in _SUMS and tables]
    own = set[str]().union(*(tables for words, tables in columns if words not in _SUMS))
    return bool(own) and any(not tables & own for tables in sums)


def _is_label_of_own(match: LabelMatch, before: LabelMatch) -> bool:
    """Whether a label repeats the one before it in other words, or is a word for a sum that the form does not have.

    A word for a sum after a head counts if the head's table has no column of that name.
    """
    columns, others = ({(item.table, item.column) for item in label.of("column")} for label in (match, before))
    if not others:
        return bool(before.of("row")) and comparable(match.text) in _SUMS
    tables, tables_before = ({table for table, _ in items} for items in (columns, others))
    if comparable(match.text) in _SUMS and tables and not tables & tables_before:
        return True
    differ = (comparable(match.text), match.bracketed) != (comparable(before.text), before.bracketed)
    return differ and bool(columns & others)
