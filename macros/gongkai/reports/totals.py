"""Totals that were not written, added up from the figures that were.

A stated total is never touched, a stated blank stays blank; a sum runs over the given figures and of nothing but
blanks is blank. The identities of the form say what is the sum of what.
"""

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
        The complete grid and the cells that were added up.
    """
    if all(figure is not None for figures in partial for figure in figures):
        return tuple(tuple(figures) for figures in partial), frozenset()  # type: ignore[arg-type]  # no None is left
    filler = _Filler(partial, *_rules(form, table, year))
    for row, figures in enumerate(partial):
        for column, figure in enumerate(figures):
            if figure is None:
                filler.cell(row, column)
    return tuple(tuple(figures) for figures in partial), frozenset(filler.computed)  # type: ignore[arg-type]  # nor here


Rules = dict[tuple[int, int], tuple[tuple[int, int], ...]]
"""The cells that each total is the sum of."""


@lru_cache(maxsize=1024)
def _rules(form: Form, table: Table, year: int) -> tuple[Rules, Rules]:
    """The totals within rows and those below columns; worked out once a form and year."""
    sums = [item for item in form.identities if item.table == table.id and item.total and _holds(form, item, year)]
    across = {place: parts for item in sums if item.each == "row" for place, parts in sum_cells(table, item)}
    down = {place: parts for item in sums if item.each == "column" for place, parts in sum_cells(table, item)}
    return across, down


def _holds(form: Form, identity: Identity, year: int) -> bool:
    """Whether a sum is taken in a year; a form that is not for the year has its own finding and is added up as well."""
    return year in identity.years or year not in form.years


class _Filler:
    """One table's totals, each worked out once, a total of totals after its parts."""

    def __init__(self, partial: Partial, across: Rules, down: Rules) -> None:
        self.partial = partial
        self.across = across
        self.down = down
        self.has_figures = [any(figures) for figures in partial]
        self.computed: set[tuple[int, int]] = set()

    def cell(self, row: int, column: int) -> Figure:
        figure = self.partial[row][column]
        if figure is None:
            self.partial[row][column] = BLANK
            parts = self._parts((row, column))
            if parts:
                figure = total([self.partial[r][c] or self.cell(r, c) for r, c in parts])
                self.computed.add((row, column))
            else:
                figure = BLANK
            self.partial[row][column] = figure
        return figure

    def _parts(self, place: tuple[int, int]) -> tuple[tuple[int, int], ...]:
        across, down = self.across.get(place, ()), self.down.get(place, ())
        return down if down and not (across and self.has_figures[place[0]]) else across


def across_parts(table: Table, identity: Identity, row: int) -> list[tuple[int, int]]:
    """The cells of a row that an identity adds up, where all of them stand in the row's block."""
    places = [table.column_index(row, part) for part in identity.parts]
    return [(row, place) for place in places if place is not None] if None not in places else []


def down_parts(table: Table, identity: Identity, row: int, column: int) -> list[tuple[int, int]]:
    """The cells of a column that an identity adds up, those of the total's own block."""
    rows = [table.row_index[part] for part in identity.parts]
    return [(part, column) for part in rows if table.rows[part].block == table.rows[row].block]


TotalCells = tuple[tuple[int, int], tuple[tuple[int, int], ...]]
"""A total and its parts, each by row and column position."""


@lru_cache(maxsize=1024)
def sum_cells(table: Table, identity: Identity) -> tuple[TotalCells, ...]:
    """Every total of an identity with the cells that it is the sum of, by position.

    ``each: row`` gives a total per row, ``each: column`` one per column of the total's block. Worked out once a form.
    """
    if identity.total is None:
        return ()
    if identity.each == "column":
        row = table.row_index[identity.total]
        columns = range(len(table.columns(row)))
        return tuple(((row, column), tuple(down_parts(table, identity, row, column))) for column in columns)
    totals: list[TotalCells] = []
    for row in range(len(table.rows)):
        place = table.column_index(row, identity.total)
        parts = across_parts(table, identity, row)
        if place is not None and parts:
            totals.append(((row, place), tuple(parts)))
    return tuple(totals)
