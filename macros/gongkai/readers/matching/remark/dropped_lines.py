"""Recognises texts from which every repeated line was removed, as collections of web pages store them.

A form repeats its column heads, and an office its zeros: if each line holds a cell and no cell occurs twice, then a row
without figures is not blank but has lost those that were the same as earlier ones.
"""

from collections import Counter

from gongkai.readers.matching.assign import RowAssignment
from gongkai.readers.matching.figure_text import collapse_spaces
from gongkai.readers.matching.tokenise import TokenLine

_FEWEST = 12
"""The fewest cells of which it is no chance that all differ."""
_SHARE = 20
"""One cell in this many may be repeated, as ``0 件`` and ``0件`` were two lines; likewise one line may be a row."""


def has_no_repeated_cell(assignment: RowAssignment) -> bool:
    """Whether the tables of a document are lines of text in which hardly any cell, or hardly any figure, is repeated.

    Figures are looked at separately too, as a label may take two lines in one place and one line in another. A label
    that is repeated at once counts once: two spellings that differ only in radicals were kept as different lines.

    Args:
        assignment: The lines of the document, assigned to tables.
    """
    table_lines = [
        line for line, table_lines in zip(assignment.document.lines, assignment.in_table, strict=True) if table_lines
    ]
    if sum(line.is_grid or _holds_row(line) for line in table_lines) * _SHARE > len(table_lines):
        return False  # a tab in a single line does not make a table
    every = [token for line in table_lines for token in line.tokens]
    tokens = [
        token
        for before, token in zip((None, *every), every, strict=False)
        if token.match is None or before is None or before.match is None or before.match.text != token.match.text
    ]
    cells = Counter(collapse_spaces(token.text) for token in tokens)
    figures = Counter(collapse_spaces(token.text) for token in tokens if token.is_figure)
    return _hardly_repeats(cells) or _hardly_repeats(figures)


def _hardly_repeats(texts: Counter[str]) -> bool:
    return len(texts) >= _FEWEST and (texts.total() - len(texts)) * _SHARE <= texts.total()


def _holds_row(line: TokenLine) -> bool:
    """Whether label and figures stand on one line of text, where a row without a gap is one figure of many digits."""
    return bool(line.matches and line.figures) and not (line.stacked or line.is_paired)
