"""A table as a list with one figure a line, with the heads above each line.

A table with a column of totals shows that column, any other table every cell. Worked out once a form; no figure here.
"""

from dataclasses import dataclass
from functools import lru_cache

from gongkai.forms import CellId, Form, Table


@dataclass(frozen=True, slots=True)
class HeadAbove:
    """A head above some lines: its label, and the id of the row whose own name it is (empty for any other head)."""

    label: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class ListedCell:
    """A cell of the form as a line of such a list.

    Attributes:
        id: ``table-row`` or ``table-row-column``, fit for a link.
        row: Position of the row.
        column: Position of the column in the row's block.
        label: What the line is called below its heads.
        above: The heads above it, outermost first.
        is_sum: Whether the line is a sum of several rows, of this form or of another, as its label says.
        is_total: Whether it is a total of other lines by the form's rules.
    """

    id: str
    row: int
    column: int
    label: str
    above: tuple[HeadAbove, ...]
    is_sum: bool = False
    is_total: bool = False

    @property
    def path(self) -> str:
        """The label with all heads before it, for a line that stands alone."""
        return "·".join([*(above.label for above in self.above), self.label])


@lru_cache(maxsize=256)
def main_columns(form: Form, table: Table, row: int) -> tuple[int, ...]:
    """The columns of a row that a list shows: its total where the form makes one, else all of them."""
    columns = table.columns(row)
    every = tuple(range(len(columns)))
    if table.by_blocks:
        return every
    totals = _totals(form, table, each="row")
    return tuple(place for place in every if columns[place].id in totals) or every


def side_columns(form: Form, table: Table) -> tuple[int, ...]:
    """The columns that a list leaves out, for a table of one block; none for others."""
    if len(table.blocks) > 1 or not table.rows:
        return ()
    main = main_columns(form, table, 0)
    return tuple(place for place in range(len(table.columns(0))) if place not in main)


@lru_cache(maxsize=256)
def listed_cells(form: Form, table: Table) -> tuple[ListedCell, ...]:
    """Every line of a table in printed order."""
    cells: list[ListedCell] = []
    for number in range(len(table.rows)):
        cells.extend(_of_row(form, table, number))
    return tuple(cells)


def listed_cell(form: Form, cell: CellId) -> ListedCell | None:
    """The line that shows a cell of the form; None where the list leaves the cell out."""
    table = form.table_index[cell.table]
    place = table.position(cell.row, cell.column)
    return next((spot for spot in listed_cells(form, table) if (spot.row, spot.column) == place), None)


def _totals(form: Form, table: Table, *, each: str) -> frozenset[str]:
    """Ids of the columns that sum up a row, or of the rows that sum up a column."""
    sums = (item for item in form.identities if item.table == table.id and item.each == each)
    return frozenset(item.total for item in sums if item.total)


def _of_row(form: Form, table: Table, number: int) -> list[ListedCell]:
    row, columns = table.rows[number], table.columns(number)
    own = f"{table.id}-{row.id}"
    main_places = main_columns(form, table, number)
    in_row, is_total = _totals(form, table, each="row"), row.id in _totals(form, table, each="column")
    above = tuple(HeadAbove(group.label) for group in row.groups)
    if not row.printed:
        return [
            ListedCell(
                f"{table.id}-{columns[place].id.replace('.', '-')}",
                number,
                place,
                columns[place].heads[-1],
                (*above, *(HeadAbove(head) for head in columns[place].heads[:-1])),
                is_total=is_total or columns[place].id in in_row,
            )
            for place in main_places
        ]
    if len(main_places) > 1:
        return [
            ListedCell(
                f"{own}-{columns[place].id}",
                number,
                place,
                columns[place].printed,
                (*above, HeadAbove(row.name.label, own)),
                is_total=is_total or columns[place].id in in_row,
            )
            for place in main_places
        ]
    whole = len(main_places) < len(columns)
    label = row.name.label if whole else f"{row.name.label}：{columns[main_places[0]].printed}"
    return [ListedCell(own, number, main_places[0], label, above, is_total=is_total)]
