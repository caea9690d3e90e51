"""Compares the head over each figure with the column that the figure was taken for.

Heads name columns for a table as a whole; a part of it, or the part on the next page, may have other ones. So the head
nearest above a figure is compared, row by row: 撤诉 where 尚未审结 was taken, or the head of a column of another table.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from gongkai.forms import Table
from gongkai.readers.document import Origin
from gongkai.readers.document.signs import PIECES
from gongkai.readers.matching.figure_text import collapse_spaces
from gongkai.readers.matching.remark.collector import ResultCollector
from gongkai.readers.matching.remark.labels.worded_heads import heads_above, is_head_in_other_words
from gongkai.readers.matching.solve import SolvedGroupedColumns, SolvedLabelledRows, SolvedTables
from gongkai.readers.matching.tokenise import Token, TokenLine
from gongkai.readers.remarks import Doubt

_OF_HEADS = ("column", "heads")
_UNIT = re.compile(rf"[{PIECES}]次?|次")
"""The unit of a column that holds counts, in a row of units below the heads."""


@dataclass(frozen=True, slots=True)
class _TakenRow:
    """A row as it was taken: its line, its position on the form, and by column of the form where the figure was."""

    line: TokenLine
    row: int
    origins: Mapping[int, Origin]


def remark_other_heads(solved: SolvedTables, collector: ResultCollector) -> None:
    """Ask about figures under a head that does not name their column.

    Args:
        solved: The tables.
        collector: Takes the remarks.
    """
    lines = solved.assignment.document.lines
    numbers = {id(line): number for number, line in enumerate(lines)}
    for table in solved.tables:
        if any(remark.code == "no-heads" and remark.table == table.table.id for remark in collector.remarks):
            continue
        heads: dict[str, tuple[Token, str]] = {}
        for row in _rows(table):
            above = list(heads_above(lines, numbers[id(row.line)])) if id(row.line) in numbers else []
            for head, label in _other_heads(row, table.table, above):
                heads[_text(head)] = head, label
        for text, (head, label) in heads.items():
            args = (("label", label),)
            collector.remark(Doubt.AMBIGUOUS, "other-head", head.origin, text=text, table=table.table.id, args=args)


def _rows(table: SolvedLabelledRows | SolvedGroupedColumns) -> Iterator[_TakenRow]:
    """The rows with figures, but for those of a part that lacks columns, which are said."""
    if isinstance(table, SolvedLabelledRows):
        for solved in table.rows:
            if solved.candidate.has_figures and table.table.rows[solved.row].block not in table.absent_columns:
                yield _TakenRow(solved.candidate.line, solved.row, dict(enumerate(solved.fit.origins)))
    else:
        for fit in table.fits:
            if fit.line is not None and fit.line.figures:
                yield _TakenRow(fit.line, 0, dict(zip(fit.columns, fit.fit.origins, strict=False)))


def _other_heads(row: _TakenRow, table: Table, above: Sequence[TokenLine]) -> Iterator[tuple[Token, str]]:
    """The heads over the figures of a row that do not name their columns, each with the head of the form."""
    cells = {token.origin: token for token in row.line.tokens if token.is_figure or token.is_blank}
    own = {column: cells[origin] for column, origin in row.origins.items() if origin in cells}
    if not row.line.table or row.line.below_years or len(own) < len(row.origins):
        return
    stacks = {column: _heads_over(cell, above) for column, cell in own.items()}
    places = {cell.column for cell in own.values()}
    if not all(stacks.values()) or not _are_aligned(above, places, table, row.row):
        return
    columns = table.columns(row.row)
    for column, stack in stacks.items():
        groups = (head for head in stack[1:] if head.width > 1 and head.column >= min(places))
        other = next((head for head in groups if not _may_group(head, table, columns[column].heads[:-1])), None)
        if not _names(stack[0], table, row.row, column):
            yield stack[0], columns[column].printed
        elif other is not None:
            yield other, columns[column].printed


def _are_aligned(above: Sequence[TokenLine], places: AbstractSet[int], table: Table, row: int) -> bool:
    """Whether the nearest heads of columns stand over the cells of a row; with lost spans, some stand beside them."""
    for line in above:
        heads = {token.column for token in line.tokens if _columns_of(token, table, row)}
        if heads or len(table.columns(row)) == 1:
            return heads <= places
    return False


def _heads_over(cell: Token, above: Sequence[TokenLine]) -> list[Token]:
    """The heads over a cell of a grid, the lowest first."""
    return [
        token
        for other in above
        for token in other.tokens
        if token.column <= cell.column < token.column + max(token.width, 1)
        if not (token.covered or token.is_blank or _UNIT.fullmatch(_text(token)))
    ]


def _names(head: Token, table: Table, row: int, column: int) -> bool:
    """Whether a head may stand over a column: it names it or its group, or is none of the heads of columns."""
    match = head.match
    if match is None or match.partial or (match.edits and all(item.table != table.id for item in match.meanings)):
        return not is_head_in_other_words(_text(head), table)
    if not any(item.sort in _OF_HEADS for item in match.meanings) or _groups_of(head, table):
        return True
    return column in _columns_of(head, table, row)


def _may_group(head: Token, table: Table, groups: Sequence[str]) -> bool:
    """Whether a head over several columns may be that of a column's group; one over the labels too is a title."""
    if head.match is None or head.match.partial:
        return not is_head_in_other_words(_text(head), table)
    return not _groups_of(head, table) or bool(_groups_of(head, table) & set(groups))


def _groups_of(head: Token, table: Table) -> set[str]:
    """The labels of the groups of columns that a head names."""
    return {item.name for item in head.match.of("heads", table=table.id)} if head.match is not None else set()


def _columns_of(head: Token, table: Table, row: int) -> set[int]:
    """The columns of a row that a head names."""
    block = table.rows[row].block
    meanings = head.match.of("column", table=table.id) if head.match is not None else ()
    return {item.column for item in meanings if item.block == block}


def _text(token: Token) -> str:
    return collapse_spaces(token.text)
