"""Totals that were not written, added up from the figures that were.

A stated total is never touched, a stated blank stays blank; a sum runs over the given figures and of nothing but
blanks is blank. The identities of the form say what is the sum of what.
"""

from collections.abc import Sequence
from functools import lru_cache

from gongkai.figures import BLANK, Figure, total
from gongkai.forms import Form, Identity, Table
from gongkai.reports.model import Grid

Partial = list[list[Figure | None]]
"""A grid while it is read: None where nothing was written."""


def fill(form: Form, table: Table, partial: Partial, *, year: int) -> tuple[Grid, frozenset[tuple[int, int]]]:
    """Add up what was not written.

    Args:
        form: The form.
        table: The table of the form that the grid belongs to.
        partial: Figures by position; None where a total was left to be added up, or a row is absent.
        year: Reporting year: identities hold for years.

    Returns:
        The whole grid and the cells that were added up.
    """
    sums = [item for item in form.identities if item.table == table.id and item.total and _holds(form, item, year)]
    if all(None not in figures for figures in partial):
        return tuple(tuple(figures) for figures in partial), frozenset()  # type: ignore[arg-type]
    filler = _Filler(table, partial, sums)
    grid = tuple(
        tuple(filler.cell(row, column) for column in range(len(figures))) for row, figures in enumerate(partial)
    )
    return grid, frozenset(filler.computed)


def _holds(form: Form, identity: Identity, year: int) -> bool:
    """Whether a sum is taken in a year; a form that is not for the year is told elsewhere and added up all the same."""
    return year in identity.years or year not in form.years


class _Filler:
    """One table's totals, each worked out once, a total of totals after its parts."""

    def __init__(self, table: Table, partial: Partial, sums: Sequence[Identity]) -> None:
        self.table = table
        self.partial = partial
        self.written = [sum(figure is not None for figure in figures) for figures in partial]
        self.by_column = {item.total: item for item in sums if item.each == "row"}
        self.by_row = {item.total: item for item in sums if item.each == "column"}
        self.computed: set[tuple[int, int]] = set()

    def cell(self, row: int, column: int) -> Figure:
        figure = self.partial[row][column]
        if figure is None:
            self.partial[row][column] = BLANK
            parts = self._parts(row, column)
            figure = total(self.cell(*part) for part in parts) if parts else BLANK
            self.partial[row][column] = figure
            if parts:
                self.computed.add((row, column))
        return figure

    def _parts(self, row: int, column: int) -> list[tuple[int, int]]:
        across = self.by_column.get(self.table.columns(row)[column].id)
        down = self.by_row.get(self.table.rows[row].id)
        if down is not None and not (across is not None and self.written[row]):
            return down_parts(self.table, down, row, column)
        return across_parts(self.table, across, row) if across is not None else []


def across_parts(table: Table, identity: Identity, row: int) -> list[tuple[int, int]]:
    """The cells of a row that an identity adds up, where all of them stand in the row's block."""
    places = [table.column_index(row, part) for part in identity.parts]
    return [(row, place) for place in places if place is not None] if None not in places else []


def down_parts(table: Table, identity: Identity, row: int, column: int) -> list[tuple[int, int]]:
    """The cells of a column that an identity adds up, those of the total's own block."""
    rows = [table.row_index[part] for part in identity.parts]
    return [(part, column) for part in rows if table.rows[part].block == table.rows[row].block]


Sum = tuple[tuple[int, int], tuple[tuple[int, int], ...]]
"""A total and its parts, each by row and column position."""


@lru_cache(maxsize=1024)
def sum_cells(table: Table, identity: Identity) -> tuple[Sum, ...]:
    """Every total of an identity with the cells that it is the sum of, by position.

    ``each: row`` gives a total per row, ``each: column`` one per column of the total's block. Worked out once a form.
    """
    if identity.total is None:
        return ()
    if identity.each == "column":
        row = table.row_index[identity.total]
        columns = range(len(table.columns(row)))
        return tuple(((row, column), tuple(down_parts(table, identity, row, column))) for column in columns)
    found: list[Sum] = []
    for row in range(len(table.rows)):
        place = table.column_index(row, identity.total)
        parts = across_parts(table, identity, row)
        if place is not None and parts:
            found.append(((row, place), tuple(parts)))
    return tuple(found)
