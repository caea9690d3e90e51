"""Takes 其他 among the names of columns below each other for the column alone, not for the row of the same name.

A table may have a line for each cell: the name of its row, that of its column and a figure. Where the name of the row
is lost, such as to a remark beside it, 其他 below 法律服务机构 is no row: its figure is that of a column of any row.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongkai.readers.matching.tokenise.model import Token, TokenLine


def name_columns_in_lists(lines: Sequence[TokenLine]) -> Iterator[TokenLine]:
    """The lines, with a label that may name a row and a column naming the column between others that do alone.

    Args:
        lines: All lines of the document.
    """
    before = None
    for line, behind in zip(lines, (*lines[1:], None), strict=True):
        around = [other for other in (before, behind) if other is not None and other.table == line.table]
        before = _with_column_alone(line, around)
        yield before


def _with_column_alone(line: TokenLine, around: Sequence[TokenLine]) -> TokenLine:
    """The line, with its label that of a column alone where one of the lines around it has such a label there."""
    label = _only_label(line)
    match = label.match if label is not None else None
    if label is None or match is None or not (match.of("row") and match.of("column")):
        return line
    if not any(_names_column_alone(other, label.column) for other in around):
        return line
    name = replace(label, match=replace(match, meanings=tuple(item for item in match.meanings if item.sort != "row")))
    return replace(line, tokens=tuple(name if token is label else token for token in line.tokens))


def _only_label(line: TokenLine) -> Token | None:
    """The one label of a row of a grid that holds one figure."""
    labels = [token for token in line.tokens if token.match is not None]
    return labels[0] if line.is_grid and len(labels) == 1 and len(line.figures) == 1 else None


def _names_column_alone(line: TokenLine, column: int) -> bool:
    """Whether a row of a grid has one figure, and one label there, that of a column and no row."""
    label = _only_label(line)
    match = label.match if label is not None and label.column == column else None
    return match is not None and bool(match.of("column")) and not match.of("row", "group")
