"""Which figures the search page shows beside a label of a form that is found: those that whoever reads it asks for.

Beside a row its total is shown, or its first figures where the form names no total; beside a group of outcomes their
sum, as the summary of a report gives it; beside the head of a column the first figures below it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gongkai.forms import Form
from gongkai.forms.outcomes import outcome_groups
from gongkai.forms.roles import REQUEST_ROLES
from gongkai.tables.model import BlockSkeleton, HeadCell, RowSkeleton

MOST_FIGURES = 3
"""Figures of a row without a total that are shown beside its label."""
MOST_ROWS = 2
"""Rows below the head of a column whose figures are shown beside it."""

Shown = tuple[int, int, tuple[int, ...]]
"""Figures to show: the position of a row in its table, of how many rows from there the sum is meant, and columns."""


@dataclass(frozen=True, slots=True)
class _Totals:
    """What a form says of the totals of one of its tables: the columns of totals, and the rows of all outcomes."""

    columns: frozenset[str]
    outcomes: frozenset[int]


def label_figures(form: Form, table: str, blocks: Sequence[BlockSkeleton]) -> Mapping[str, tuple[Shown, ...]]:
    """The figures to show beside labels, by the label's anchor; labels without any are left out.

    Args:
        form: The form.
        table: Id of one of its tables.
        blocks: The table's blocks.
    """
    totals = _totals(form, table)
    by_anchor: dict[str, tuple[Shown, ...]] = {}
    first = 0
    for block in blocks:
        for number, row in enumerate(block.rows):
            for head in row.heads:
                rows = block.rows[number : number + head.rowspan]
                figures = _of_row_head(head, rows, first + number, totals)
                by_anchor[row.id if head.scope == "row" else head.short] = figures
        for head in (cell for cells in block.head for cell in cells):
            by_anchor[head.short] = tuple(_of_column_head(head, block.rows, first, totals))
        first += len(block.rows)
    return {anchor: figures for anchor, figures in by_anchor.items() if figures}


def column_names(blocks: Sequence[BlockSkeleton]) -> list[tuple[int, list[str]]]:
    """What each row's columns are called: numbers of rows that follow each other, with the names of their columns."""
    names: list[tuple[int, list[str]]] = []
    for row in (row for block in blocks for row in block.rows):
        own = [cell.label for cell in row.cells]
        if names and names[-1][1] == own:
            names[-1] = (names[-1][0] + 1, own)
        else:
            names.append((1, own))
    return names


def _totals(form: Form, table: str) -> _Totals:
    cells = (cell for role in (*REQUEST_ROLES, "review_cases") for cell in form.role_cells(role) if cell.table == table)
    concluded = form.role("concluded")
    own = outcome_groups(form) if concluded is not None and concluded.table == table else ()
    return _Totals(frozenset(cell.column for cell in cells), frozenset(row for group in own for row in group.rows))


def _of_row_head(head: HeadCell, rows: Sequence[RowSkeleton], first: int, totals: _Totals) -> tuple[Shown, ...]:
    if head.scope == "row":
        return ((first, 1, _cells(rows[0], totals)),)
    total = next((number for number, row in enumerate(rows) if row.total), None)
    if total is not None:
        return ((first + total, 1, _cells(rows[total], totals)),)
    if {row.position for row in rows} <= totals.outcomes:
        return ((first, len(rows), _cells(rows[0], totals)),)
    return ()  # whether rows of another kind may be added up, the form does not say


def _of_column_head(head: HeadCell, rows: Sequence[RowSkeleton], first: int, totals: _Totals) -> Iterator[Shown]:
    for number, row in enumerate(rows[:MOST_ROWS]):
        below = [cell for cell, own in enumerate(row.cells) if head.short in own.short_headers]
        if below:
            yield first + number, 1, _cells(row, totals, below)


def _cells(row: RowSkeleton, totals: _Totals, among: Sequence[int] | None = None) -> tuple[int, ...]:
    own = range(len(row.cells)) if among is None else among
    columns = [cell for cell in own if row.cells[cell].col in totals.columns]
    return tuple(columns or own)[:MOST_FIGURES]
