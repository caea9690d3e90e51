"""Takes 其他 in a list of column names for the column, not for the row of the same name.

A table may have a line for each cell: the name of its row, the name of its column, and a figure. Where the name of the
row cannot be read, 其他 below 法律服务机构 still names the column, and is not the label of a row.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from gongkai.readers.matching.tokenise.model import Token, TokenLine


def name_columns_in_lists(lines: Sequence[TokenLine]) -> Iterator[TokenLine]:
    """The lines, with labels that may name a row or a column naming the column if a line beside them names a column.

    Args:
        lines: All lines of the document.
    """
    before = None
    for line, behind in zip_longest(lines, lines[1:]):
        around = [other for other in (before, behind) if other is not None and other.table == line.table]
        before = _with_column_alone(line, around)
        yield before


def _with_column_alone(line: TokenLine, around: Sequence[TokenLine]) -> TokenLine:
    """The line, its label naming only a column if the label of a line before or after it names only a column."""
    label = _only_label(line)
    match = label.match if label is not None else None
    if label is None or match is None or not (match.of("row") and match.of("column")):
        return line
    if not any(_names_column_alone(other, label.column) for other in around):
        return line
    name = replace(label, match=replace(match, meanings=tuple(item for item in match.meanings if item.sort != "row")))
    return replace(line, tokens=tuple(name if token is label else token for token in line.tokens))


def _only_label(line: TokenLine) -> Token | None:
    """The label of a row of a grid that holds just one label and one figure; else None."""
    labels = [token for token in line.tokens if token.match is not None]
    return labels[0] if line.is_grid and len(labels) == 1 and len(line.figures) == 1 else None


def _names_column_alone(line: TokenLine, column: int) -> bool:
    """Whether a row of a grid has one figure and one label, at the given place, that names a column and no row."""
    label = _only_label(line)
    match = label.match if label is not None and label.column == column else None
    return match is not None and bool(match.of("column")) and not match.of("row", "group")
