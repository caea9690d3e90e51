"""Where the figures of the rows of a table stand against its heads and labels: which columns are whose.

Of a row with blanks alone nobody can say that: a figure beside the heads and a blank under one of them look the same.
The rows around it may say so.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from gongkai.forms import Table
from gongkai.readers.matching.assign.model import LabelledRows, RowCandidate
from gongkai.readers.matching.assign.row_cells import cells_behind_label, label_end, written_columns
from gongkai.readers.matching.assign.set_off import rows_set_off, rows_under_heads
from gongkai.readers.matching.figure_text import collapse_spaces
from gongkai.readers.matching.tokenise import Token


@dataclass(frozen=True, slots=True)
class RowPlaces:
    """Where the figures of the rows of a table of the form stand; tables are those of the document, by number.

    Attributes:
        set_off: By how many columns the figures of a row are displaced against the heads, as after a page break; by the
            ``id()`` of the row. A row with a figure for each column tells it for itself and for the rows around it.
        between: The ``id()`` of rows between two rows that are displaced differently: for them it is not known.
        extra: Columns beside the heads that belong to no row's figures, by table.
        padded: Tables with empty cells between labels and figures: an empty cell at the start of their rows may belong
            to the label.
        aligned: The ``id()`` of rows whose neighbour, with as many cells, shows where their figures begin.
        level: The cells of rows whose label end is known from rows that end in the same column; by ``id()`` of the row.
        wide: Tables in which the figures of a row span more columns than the row has.
        roomy: Tables among ``wide`` in which most rows have more cells after their label than the form has columns.
        label_ends: The last column that holds a label of a row, by table.
        proven: Tables of lines of print whose columns are certain, because a row has a figure in each of the form's
            columns, or each column has its head.
        summed: Tables of lines of print in which most rows with a figure for each column add up as they stand.
        continued: Tables of lines of print that go on with one before them whose columns are known.
        moved_heads: Tables, with the block of the form's, in which figures stand behind the last head of the form and
            none below the first: the heads lost cells before them.
    """

    set_off: Mapping[int, int] = field(default_factory=dict)
    between: frozenset[int] = frozenset()
    extra: Mapping[int, frozenset[int]] = field(default_factory=dict)
    padded: frozenset[int] = frozenset()
    aligned: frozenset[int] = frozenset()
    level: Mapping[int, tuple[Token, ...]] = field(default_factory=dict)
    wide: frozenset[int] = frozenset()
    roomy: frozenset[int] = frozenset()
    label_ends: Mapping[int, int] = field(default_factory=dict)
    proven: frozenset[int] = frozenset()
    summed: frozenset[int] = frozenset()
    continued: frozenset[int] = frozenset()
    moved_heads: frozenset[tuple[int, int]] = frozenset()


def places_of(assigned: LabelledRows) -> RowPlaces:
    """Find out where the figures of the rows of a table stand.

    Args:
        assigned: The table's lines.
    """
    extra = _extra_columns(assigned)
    table = assigned.table
    wide = frozenset(item.line.table for item in assigned.candidates if _is_wide(item, table))
    set_off, between = rows_set_off(assigned, extra, wide)
    level = dict(_level(assigned))
    return RowPlaces(
        set_off,
        between,
        _columns_of_most(assigned, extra, set_off),
        frozenset(item.line.table for item in assigned.candidates if _is_padded(item, table)),
        frozenset(_aligned(assigned)) | frozenset(level),
        level,
        wide,
        wide & frozenset(_roomy(assigned)),
        _label_ends(assigned),
        frozenset(item.line.table for item in assigned.candidates if _names_columns(item, table)),
        moved_heads=frozenset(_moved_heads(assigned)),
    )


def _moved_heads(assigned: LabelledRows) -> Iterator[tuple[int, int]]:
    """Tables and blocks whose figures stand as if cells before the heads had been lost."""
    columns: dict[tuple[int, int], set[int]] = {}
    heads: dict[tuple[int, int], set[int]] = {}
    for item, own_heads in rows_under_heads(assigned):
        key = item.line.table, assigned.table.rows[item.row or 0].block
        heads.setdefault(key, set()).update(own_heads)
        columns.setdefault(key, set()).update(cell.column for cell in item.cells if cell.is_figure)
    for key, own in columns.items():
        if own and max(own) > max(heads[key]) and min(heads[key]) not in own:
            yield key


def _names_columns(item: RowCandidate, table: Table) -> bool:
    """Whether a row has a figure in each column, or a head right over each of its cells."""
    block = table.rows[item.row].block if item.row is not None else 0
    under_heads = {cell.column: number for number, cell in enumerate(item.cells)} == dict(item.heads.get(block, {}))
    whole = len(item.cells) == len(table.blocks[block].columns)
    return whole and (under_heads or all(cell.is_figure for cell in item.cells))


def _is_padded(item: RowCandidate, table: Table) -> bool:
    """Whether an empty cell stands before the figures of a row, as it has more cells than columns."""
    return len(item.cells) > len(table.columns(item.row or 0)) and not collapse_spaces(item.cells[0].text)


def _aligned(assigned: LabelledRows) -> Iterator[int]:
    """The rows among which one of as many cells has figures in its first and last column.

    One empty cell before the figures may be there in all of them. A row that lacks the cell of a figure has other
    numbers of cells than its neighbours, and its figures do not span as many columns; but the label of a row in
    fewer groups may span a column more, so that such a row may lack a cell all the same.
    """

    def shape(item: RowCandidate) -> tuple[int, int, int]:
        return item.line.table, len(_own_cells(item.cells)), len(_own_cells(item.line.tokens))

    for (_, cells, _), run in groupby(assigned.candidates, key=shape):
        rows = [item for item in run if item.row is not None]
        width = len(assigned.table.columns(rows[0].row or 0)) if rows else 0
        beyond = cells - width
        spanning = [item for item in rows if beyond in (0, 1) and _spans(_own_cells(item.cells)[beyond:])]
        groups = {id(item): len(assigned.table.rows[item.row or 0].groups) for item in rows}
        yield from (
            id(item)
            for item in rows
            if any(groups[id(other)] <= groups[id(item)] for other in spanning)
            and (not beyond or collapse_spaces(_own_cells(item.cells)[1].text))
        )


def _level(assigned: LabelledRows) -> Iterator[tuple[int, tuple[Token, ...]]]:
    """Short rows that end in the same column as a row whose label stands right before its figures, with their cells.

    If a short row has a figure where the figures of that row begin, its own begin there too: had it lost the cell of a
    figure, the blank of its longer label would be in that place. A row with a blank there is left out, unless its own
    label stands right before the blank, no row of the table ends further right, and the other row is in no more groups.
    """
    rows = [item for item in assigned.candidates if item.row is not None and item.cells and item.line.is_drawn]
    last: dict[int, int] = {}
    for item in rows:
        last[item.line.table] = max(last.get(item.line.table, 0), _end(item))
    short = [item for item in rows if _is_short(item)]
    for item in short:
        table, end, cells = item.line.table, _end(item), _cells_at_end(item, assigned.table)
        telling = [
            len(assigned.table.rows[other.row or 0].groups)
            for other in (short if cells else ())
            if (other.line.table, _end(other)) == (table, end) and _begins_behind_label(other, assigned.table)
        ]
        if not telling:
            continue
        is_like = end == last[table] and min(telling) <= len(assigned.table.rows[item.row or 0].groups)
        if collapse_spaces(cells[0].text) or (is_like and label_end(item) == cells[0].column - 1):
            yield id(item), cells


def _is_short(item: RowCandidate) -> bool:
    """Whether a row has fewer cells than other rows of its grid."""
    return not item.line.below_years and any(token.padded for token in item.line.tokens)


def _end(item: RowCandidate) -> int:
    """The column after the last cell that a row has."""
    own = _own_cells(item.line.tokens)
    return own[-1].column + own[-1].width if own else 0


def _cells_at_end(item: RowCandidate, table: Table) -> tuple[Token, ...]:
    """The last cells of a row, as many as it has columns.

    Empty if one of them belongs to another row or a label or spans columns, or if anything but labels is written before
    them; also if the first or the last holds words, which may belong to a label or to a column not in the form.
    """
    width = len(table.columns(item.row or 0))
    own = _own_cells(item.line.tokens)
    before, cells = own[:-width], tuple(own[-width:])
    plain = all(cell.width == 1 and cell.match is None and not cell.covered for cell in cells)
    plain = plain and not any(token.match is None and collapse_spaces(token.text) for token in before)
    plain = plain and not (cells[0].is_unknown or cells[-1].is_unknown)
    return cells if plain and len(cells) == width and any(cell.is_figure for cell in cells) else ()


def _begins_behind_label(item: RowCandidate, table: Table) -> bool:
    """Whether the first of a row's last cells is filled, and stands right after the label."""
    cells = _cells_at_end(item, table)
    return bool(cells) and bool(collapse_spaces(cells[0].text)) and label_end(item) == cells[0].column - 1


def _is_wide(item: RowCandidate, table: Table) -> bool:
    """Whether what is written after the label of a row spans more columns than the row has."""
    if item.row is None or not item.line.table:
        return False
    behind = [token.column for token in cells_behind_label(item) if collapse_spaces(token.text)]
    return bool(behind) and behind[-1] - behind[0] >= len(table.columns(item.row))


def _roomy(assigned: LabelledRows) -> Iterator[int]:
    rows: dict[int, list[bool]] = {}
    for item in assigned.candidates:
        if item.row is not None and item.line.table:
            has_room = len(cells_behind_label(item)) > len(assigned.table.columns(item.row))
            rows.setdefault(item.line.table, []).append(has_room)
    return (table for table, every in rows.items() if 2 * sum(every) > len(every))


def _label_ends(assigned: LabelledRows) -> dict[int, int]:
    """The last column that holds a label of a row, by table."""
    ends: dict[int, int] = {}
    for item in assigned.candidates:
        if item.row is not None and item.line.table and item.cells:
            ends[item.line.table] = max(ends.get(item.line.table, -1), label_end(item))
    return ends


def _own_cells(tokens: Sequence[Token]) -> list[Token]:
    """The cells that the document has."""
    return [token for token in tokens if not token.padded]


def _spans(cells: Sequence[Token]) -> bool:
    """Whether something is written in the first and in the last of some cells."""
    return bool(collapse_spaces(cells[0].text) and collapse_spaces(cells[-1].text))


def _extra_columns(assigned: LabelledRows) -> dict[int, frozenset[int]]:
    """The columns after the heads in which a row with a figure under each head has something, by table."""
    extra: dict[int, frozenset[int]] = {}
    for item, heads in rows_under_heads(assigned):
        if heads <= written_columns(item):
            words = {token.column for token in item.line.tokens if token.is_unknown}
            behind = {column for column in written_columns(item) | words if column > max(heads)}
            extra[item.line.table] = extra.get(item.line.table, frozenset()) | behind
    return extra


def _columns_of_most(
    assigned: LabelledRows, extra: Mapping[int, frozenset[int]], set_off: Mapping[int, int]
) -> dict[int, frozenset[int]]:
    """The extra columns, and those beside the heads in which most rows have something, by table."""
    rows: dict[int, list[frozenset[int]]] = {}
    for item, heads in rows_under_heads(assigned):
        own = {column + set_off.get(id(item), 0) for column in heads}
        rows.setdefault(item.line.table, []).append(written_columns(item) - own)
    columns = dict(extra)
    for table, every in rows.items():
        counts = Counter(column for beside in every for column in beside)
        most = frozenset(column for column, count in counts.items() if 2 * count > len(every))
        columns[table] = extra.get(table, frozenset()) | most
    return columns
