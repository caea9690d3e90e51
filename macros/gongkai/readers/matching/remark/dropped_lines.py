"""Texts from which every repeated line was taken out, as collections of web pages have them.

A form repeats its column heads, and an office its noughts: where a cell stands on each line and none of them stands
twice, a row without figures is not blank, but has lost those that stood before.
"""

from collections import Counter

from gongkai.readers.matching.assign import RowAssignment
from gongkai.readers.matching.figure_text import collapse_spaces

_FEWEST = 12
"""Cells from which on it is no chance that all of them differ."""
_SHARE = 20
"""One cell in so many may be the same: ``0 件`` and ``0件`` were two lines."""


def has_no_repeated_cell(assignment: RowAssignment) -> bool:
    """Whether the tables of a document are lines of text, and hardly two cells of them are equal.

    Args:
        assignment: Its lines, given to the tables.
    """
    used = [line for line, used in zip(assignment.document.lines, assignment.used, strict=True) if used]
    if any(line.is_grid for line in used):
        return False
    cells = Counter(collapse_spaces(token.text) for line in used for token in line.tokens)
    return len(cells) >= _FEWEST and (cells.total() - len(cells)) * _SHARE <= cells.total()
