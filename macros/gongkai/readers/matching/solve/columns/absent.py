"""Finds columns of the form that a document does not have, such as 总计: the others are read under their heads.

This is certain only in a table whose every cell is accounted for: its heads name the other columns, each once and in
the order of the form, and its rows hold nothing but a label and the cells right under these heads. In text, and in
cells of text below heads that lost their places, the heads must be the first ones of the form, side by side or on
several lines in its order, and each row must have a figure for each of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from gongkai.figures import BLANK
from gongkai.forms import Table
from gongkai.readers.matching.assign import LabelledRows, RowCandidate, written_columns
from gongkai.readers.matching.figure_text import collapse_spaces, read_figure
from gongkai.readers.matching.solve.column_fit import read_cells
from gongkai.readers.matching.solve.model import ColumnFit
from gongkai.readers.matching.tokenise import Token

_FEWEST = 2
"""The fewest rows with figures that show that an empty column is no slip of a single row."""


def absent_columns(assigned: LabelledRows) -> dict[int, frozenset[int]]:
    """The positions of the columns that the document does not have, by block of the form's table.

    Args:
        assigned: The lines of the table.
    """
    if assigned.has_other_columns or assigned.detached:
        return {}
    by_block: dict[int, list[RowCandidate]] = {}
    for item in assigned.candidates:
        if item.row is not None and item.cells:
            by_block.setdefault(assigned.table.rows[item.row].block, []).append(item)
        elif item.has_figures and not (item.line.table and len(assigned.table.blocks) == 1):
            return {}  # such a line may be a row of any block, and a line of text may have the figure without a head
    absent = {block: _absent(assigned, block, rows) for block, rows in by_block.items()}
    return {block: columns for block, columns in absent.items() if columns}


def _absent(assigned: LabelledRows, block: int, rows: Sequence[RowCandidate]) -> frozenset[int]:
    columns = frozenset(range(len(assigned.table.blocks[block].columns)))
    own_heads, table = rows[0].heads.get(block, {}), rows[0].line.table
    heads = _heads_on_several_lines(assigned, block, rows) or own_heads
    head_columns = [heads[column] for column in sorted(heads)]
    if (
        table in assigned.with_others
        or assigned.named_columns.get(block, frozenset()) - set(head_columns)  # other heads are there
        or head_columns != sorted(set(head_columns))
        or 2 * len(head_columns) <= len(columns)
    ):
        return frozenset()
    text_may_hide_others = not table and (
        head_columns != list(range(len(head_columns))) or max(heads) - min(heads) >= len(heads)
    )
    if text_may_hide_others:
        return frozenset()  # the figures of an unknown head between them would be read under the next head
    if any(row.line.table != table or row.heads.get(block) != own_heads for row in rows):
        return frozenset()
    if not all(_cells_there(row, own_heads, sorted(head_columns)) for row in rows):
        return frozenset()
    if sum(row.has_figures for row in rows) < _FEWEST or _end_in_totals(assigned, block, rows, heads):
        return frozenset()
    return columns - set(head_columns)


def _heads_on_several_lines(assigned: LabelledRows, block: int, rows: Sequence[RowCandidate]) -> dict[int, int]:
    """The heads on several lines that are the first ones of the form, in its order, by the number of their figure.

    Where spans are lost, the place of a head in its line tells nothing. None where all stand above their figures, or
    another column than the totals is not named: its head may be lost, and the blanks of one before it dropped.
    """
    columns, own = assigned.named_columns.get(block, frozenset()), rows[0].heads.get(block, {})
    is_apart = assigned.heads_in_order and bool(columns - set(own.values()))
    every = frozenset(range(len(assigned.table.blocks[block].columns)))
    totals = {column for line in assigned.table.lines if line.row == rows[0].row for column in line.totals}
    is_whole = columns == frozenset(range(len(columns))) and every - columns <= totals
    return dict(enumerate(sorted(columns))) if is_apart and is_whole else {}


def _end_in_totals(assigned: LabelledRows, block: int, rows: Sequence[RowCandidate], heads: Mapping[int, int]) -> bool:
    """Whether the figures under the last head are totals, though the head is not: never less than the rest of the row.

    Then the document lacks the head of the total, not its column: the figures of the columns before are displaced. A
    row may add up wrongly, if most do not.
    """
    table = assigned.table
    if any(line.row == rows[0].row and max(heads.values()) in line.totals for line in table.lines):
        return False
    totals, equal, less = [], 0, 0
    for row in rows:
        columns = table.columns(row.row or 0)
        cells = sorted(_cells_there(row, row.heads.get(block, {}), sorted(heads.values())).items())
        figures = [read_figure(cell.text, columns[place].kind).figure or BLANK for place, cell in cells]
        *parts, total = [figure.number for figure in figures]
        if total or any(parts):
            totals.append(total)
        less += total < sum(parts)
        equal += total == sum(parts) > 0
    return (any(totals) and not less) or 2 * equal > len(totals)


def _cells_there(row: RowCandidate, heads: Mapping[int, int], places: Sequence[int]) -> dict[int, Token]:
    """The cells of a row by position of the form's column, right under their heads or else in the order of the form.

    Empty unless there is one for each of the columns that the document has.
    """
    under = _under_heads(row, heads)
    if set(under) == set(places):
        return under
    cells = [cell for cell in row.cells if not cell.padded]
    beside_label = [token for token in row.line.tokens if token.match is None and collapse_spaces(token.text)]
    plain = cells == beside_label and all(cell.is_figure and cell.width == 1 and not cell.covered for cell in cells)
    plain = plain and not (row.line.stacked or row.line.printed or row.trailing_words)
    is_whole = list(places) == list(range(len(cells)))
    return dict(enumerate(cells)) if plain and is_whole else {}


def _under_heads(row: RowCandidate, heads: Mapping[int, int]) -> dict[int, Token]:
    """The cells of a row by position of the form's column; empty unless every cell has a head.

    The row must have a cell of its own under each head, and nothing written elsewhere after its label.
    """
    tokens = row.line.tokens
    if not row.line.table:
        return {}
    cells = [token for token in tokens if token.column in heads and not (token.padded or token.covered)]
    label = max((place for place, token in enumerate(tokens) if token.match is not None), default=-1)
    behind = {token.column for token in tokens[label + 1 :] if collapse_spaces(token.text)}
    plain = all(cell.width == 1 for cell in cells) and len(cells) == len(heads)
    return {heads[cell.column]: cell for cell in cells} if plain and behind | written_columns(row) <= set(heads) else {}


def columns_there(table: Table, row: int, absent: Mapping[int, frozenset[int]]) -> list[int]:
    """Positions of the columns of a row that the document has.

    Args:
        table: The form's table.
        row: Position of the row.
        absent: The columns that it does not have, by block.
    """
    without = absent.get(table.rows[row].block, frozenset())
    return [place for place in range(len(table.columns(row))) if place not in without]


def fit_under_heads_there(
    candidate: RowCandidate, table: Table, row: int, absent: Mapping[int, frozenset[int]]
) -> ColumnFit | None:
    """The figures of a row under the heads that the document has; None if it has all columns, or other heads.

    Args:
        candidate: The row's line.
        table: The form's table.
        row: Position of the row.
        absent: The columns that the document does not have, by block.
    """
    block = table.rows[row].block
    places = columns_there(table, row, absent)
    cells = _cells_there(candidate, candidate.heads.get(block, {}), places) if block in absent else {}
    if not cells:
        return None
    columns = table.columns(row)
    fit = read_cells([cells[place] for place in places], [columns[place] for place in places])
    figures = dict(zip(places, fit.figures, strict=True))
    origins = dict(zip(places, fit.origins, strict=True))
    every = range(len(columns))
    return replace(
        fit,
        figures=tuple(figures.get(place) for place in every),
        origins=tuple(origins.get(place, fit.origins[0]) for place in every),
        notes=tuple(replace(note, column=places[note.column or 0]) for note in fit.notes),
    )
