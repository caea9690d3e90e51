"""Finds by how many columns rows are displaced against their heads, as where a page break dropped a cell of the labels.

A row with something below the first and the last head tells by itself; for one that begins or ends with a blank the
rows around it tell. If nothing is below the last head, or a column of the document's own is, then what stands right
after the labels tells.
"""

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.readers.matching.assign.model import LabelledRows, RowCandidate
from gongkai.readers.matching.assign.row_cells import cells_behind_label, label_end, written_columns
from gongkai.readers.matching.figure_text import collapse_spaces

_FEWEST_NUMBERS = 3
"""The fewest rows whose numbers go up evenly by no chance."""


@dataclass(slots=True)
class _Row:
    """A row with heads.

    Attributes:
        item: The row.
        far: How many columns it is beside its heads, as far as it says so itself.
        behind: Likewise by what stands right after its label, whatever that is.
        is_whole: Whether it has a figure below each head, and its table no column that the form does not have.
    """

    item: RowCandidate
    far: int | None
    behind: int | None
    is_whole: bool


def rows_set_off(
    assigned: LabelledRows, extra: Mapping[int, frozenset[int]], wide: Container[int]
) -> tuple[dict[int, int], frozenset[int]]:
    """How far rows are set off against their heads, and the rows between two that do not agree on this.

    Of a row with blanks alone nobody can say: a figure beside the heads and a blank under one of them look the same.

    Args:
        assigned: The table's lines.
        extra: The columns beside the heads that belong to no row's figures, by table.
        wide: Tables in which a row spans more columns than it has.

    Returns:
        Both by identity of the rows.
    """
    set_off: dict[int, int] = {}
    between: set[int] = set()
    for (table, _), rows in _distances_by_table(assigned, extra, wide).items():
        counts = Counter(row.far for row in rows)
        unclear = counts[0] > 0 or table in wide
        is_whole_table = len(counts) == 1 and next(iter(counts)) not in (None, 0)
        for row in rows:
            # A blank under the first head and a figure after the last one look the same, but not in most rows.
            if row.far is not None and unclear and row.far > 0 and 2 * counts[row.far] <= len(rows):
                row.far = None
        for place, row in enumerate(rows):
            above = next((other.far for other in reversed(rows[:place]) if other.far is not None), row.far)
            below = next((other.far for other in rows[place + 1 :] if other.far is not None), row.far)
            distances = [far for far in (row.far, above, below) if far is not None]
            agree = len(set(distances)) <= 1 or (row.far is not None and above != below)
            agree = agree and not (is_whole_table and _has_blank_below_last(row.item))
            if agree and _label_agrees(row, rows, {row.far} if row.far is not None else {*distances} or {0}):
                set_off |= {id(row.item): distances[0]} if distances else {}
            elif written_columns(row.item):
                between.add(id(row.item))
    return set_off, frozenset(between)


def _distances_by_table(
    assigned: LabelledRows, extra: Mapping[int, frozenset[int]], wide: Container[int]
) -> dict[tuple[int, int], list[_Row]]:
    """How far each row, taken alone, seems displaced; by table of the document and block of the form's table."""
    tables: dict[tuple[int, int], list[_Row]] = {}
    counting = {table for table, before in _before_heads(assigned).items() if _count_up(before)}
    labels_below = {item.line.table for item, heads in rows_under_heads(assigned) if label_end(item) >= min(heads)}
    for item, heads in rows_under_heads(assigned):
        block = assigned.table.rows[item.row or 0].block
        if len(set(item.heads[block].values())) < len(assigned.table.blocks[block].columns):
            continue  # they do not name every column, and nothing is set under them
        behind = _distance_behind_label(item, heads)
        has_others = item.line.table in wide or item.line.table in assigned.with_others
        is_below = item.line.table not in labels_below and _has_blank_below(item, heads)
        far = _distance(item, heads, extra.get(item.line.table, frozenset()), is_below=is_below)
        if far is None and behind is not None and not has_others and _fits_below(item, heads, behind):
            far = behind
        is_of_other = item.line.table in assigned.with_heads_before or item.line.table in counting
        is_of_head_before = far is not None and far < 0 and is_of_other
        # A blank below the first head and something below the head of another column behind the last one look the same.
        is_of_head_behind = has_others and far is not None and far > 0 and item.line.table not in labels_below
        far = None if is_of_head_before or is_of_head_behind else far  # the figure is of the document's own column
        whole = not has_others and all(cell.is_figure for cell in item.cells if cell.column in heads)
        tables.setdefault((item.line.table, block), []).append(_Row(item, far, behind, whole))
    return tables


def _before_heads(assigned: LabelledRows) -> dict[int, list[str]]:
    """What stands right before the first head, row by row, by table."""
    before: dict[int, list[str]] = {}
    for item, heads in rows_under_heads(assigned):
        own = (token.text for token in item.cells if token.column == min(heads) - 1)
        before.setdefault(item.line.table, []).extend(map(collapse_spaces, own))
    return before


def _count_up(texts: Sequence[str]) -> bool:
    """Whether texts are numbers that go up evenly, as those of rows do, so that they are no figures of a column."""
    numbers = [int(text) for text in texts if text.isdecimal()]
    steps = {behind - before for before, behind in pairwise(numbers)}
    return len(numbers) == len(texts) >= _FEWEST_NUMBERS and len(steps) == 1 and min(steps) > 0


def _has_blank_below(item: RowCandidate, heads: frozenset[int]) -> bool:
    """Whether a row has an empty cell of its own below the first head, right after its label."""
    below = next((token for token in item.line.tokens if token.column == min(heads)), None)
    is_own = below is not None and not (below.covered or below.padded or collapse_spaces(below.text))
    return is_own and label_end(item) == min(heads) - 1


def _has_blank_below_last(item: RowCandidate) -> bool:
    """Whether the last cell of a row is empty, and its own: what is before the heads may be in no column of theirs."""
    last = item.line.tokens[-1]
    return not (last.covered or last.padded or collapse_spaces(last.text))


def _label_agrees(row: _Row, rows: Sequence[_Row], far: set[int]) -> bool:
    """Whether a row may be so far beside its heads, by what stands right after its label.

    Where nothing does, the rows whose labels end where its own does say so, if there are any.
    """
    if row.behind is not None:
        return row.far is None or row.far == row.behind
    if row.item.line.short or (row.far is not None and row.is_whole):
        return True  # the cells of a short row are told by their number, not by the heads
    same = [other for other in rows if label_end(other.item) == label_end(row.item)]
    alike = {other.behind for other in same} - {None}
    if not alike and row.far is None:
        alike = {other.far for other in same} - {None}
    return not alike or far <= alike


def _distance(item: RowCandidate, heads: frozenset[int], extra: frozenset[int], *, is_below: bool) -> int | None:
    """How many columns the figures of a row are beside its heads; None if there are too few to tell.

    What is written after the last head may as well be in a column that the form does not have, such as one for
    remarks: only a figure for each column tells there, and not where a blank of the row's own is below the first head.
    """
    filled_columns = written_columns(item)
    if not filled_columns or item.line.short:
        return None
    if min(heads) == min(filled_columns) and max(filled_columns) >= max(heads):
        return 0
    far = min(filled_columns) - min(heads)
    reaches_as_far = max(filled_columns) - min(filled_columns) == max(heads) - min(heads)
    beside = reaches_as_far and not filled_columns <= heads | extra
    return far if beside and (far < 0 or (len(filled_columns) == len(heads) and not is_below)) else None


def _distance_behind_label(item: RowCandidate, heads: frozenset[int]) -> int | None:
    """How many columns a row is beside its heads that has something right after its label; None if it has not.

    Such a row may end with blanks, as where no total is given: it need not span all columns.
    """
    filled_columns = {token.column for token in cells_behind_label(item) if collapse_spaces(token.text)}
    if not filled_columns or item.line.short or min(filled_columns) != label_end(item) + 1:
        return None
    far = min(filled_columns) - min(heads)
    return far if far <= 0 else None


def _fits_below(item: RowCandidate, heads: frozenset[int], far: int) -> bool:
    """Whether the figures of a row that is so far beside its heads begin below the first and end before the last."""
    filled_columns = written_columns(item)
    return bool(filled_columns) and min(filled_columns) - far == min(heads) and max(filled_columns) - far <= max(heads)


def rows_under_heads(assigned: LabelledRows) -> Iterator[tuple[RowCandidate, frozenset[int]]]:
    """The rows of tables that have heads above them, each with the columns of these.

    Args:
        assigned: The table's lines.
    """
    for item in assigned.candidates:
        if item.row is not None and item.line.table:
            heads = frozenset(item.heads.get(assigned.table.rows[item.row].block, {}))
            if heads:
                yield item, heads
