"""How cells are named in a message, and the macro that prints what a sentence says of them."""

from collections.abc import Iterable

from gongkai.checks.prose.axes import Axis, Parts, axes_of, named_of, result_of
from gongkai.checks.prose.mentions import MeantCells
from gongkai.forms import Form, Place
from gongkai.reports.write import place_text


def place_of(form: Form, cell: tuple[str, int, int]) -> str:
    """The place of a cell as a clerk writes it: ``申请.本年新收.总计``."""
    table = form.table_index[cell[0]]
    column = table.columns(cell[1])[cell[2]]
    return place_text(form, Place(table=table.id, row=table.rows[cell[1]].id, cols=(column.id,)))


def figure_macro(form: Form, reading: MeantCells, *, year: int | None = None) -> str:
    """The call that prints the sum of some cells.

    Args:
        form: The form of the report.
        reading: The cells.
        year: The year whose report has them; None for the report's own.
    """
    name = "figure" if len(reading) == 1 else "total"
    places = [f'"{place_of(form, cell) if len(reading) == 1 else _short_place(form, cell)}"' for cell in reading]
    options = [f"year={year}"] if year is not None else []
    return f"{{{{ {name}({', '.join([*places, *options])}) }}}}"


def share_macro(form: Form, part: MeantCells, base: MeantCells) -> str | None:
    """The call that prints what percentage of a cell another one is; None where there are several of either."""
    if len(part) != 1 or len(base) != 1:
        return None
    return f'{{{{ share("{_short_place(form, part[0])}", of="{_short_place(form, base[0])}") }}}}'


def _short_place(form: Form, cell: tuple[str, int, int]) -> str:
    """A place that stops at a row, where that means the row's total."""
    table = form.table_index[cell[0]]
    column = table.columns(cell[1])[cell[2]].id
    axes = axes_of(form)[table.id]
    is_total = (result_of(column) if table.by_blocks else column) in axes.totals
    place = place_of(form, cell)
    return place.rpartition(".")[0] if is_total else place


def reading_name(form: Form, reading: MeantCells) -> str:
    """Cells by the printed names of the form: ``“本年新收—总计”``, ``“不予公开—总计”``, ``“予以公开—总计”＋“…”``."""
    table = form.table_index[reading[0][0]]
    columns = [table.columns(row)[column].id for _, row, column in reading]
    if table.by_blocks:
        rows, results = [name.rpartition(".")[0] for name in columns], [result_of(name) for name in columns]
    else:
        rows, results = [table.rows[row].id for _, row, _ in reading], columns
    both = [
        (row, result)
        for row in _names(form, table.id, Axis.ROW, rows)
        for result in (_names(form, table.id, Axis.COLUMN, results))
    ]
    return "＋".join(f"“{row}—{result}”" for row, result in both)


def _names(form: Form, table: str, axis: Axis, ids: Iterable[str]) -> list[str]:
    """The name of some members of an axis together, else the name of each."""
    every: Parts = frozenset(ids)
    names = [item for item in named_of(form) if item.table == table and item.axis is axis]
    together = next((item.name for item in names if item.parts == every), None)
    if together is not None:
        return [together]
    return [next(item.name for item in names if item.parts == {name}) for name in dict.fromkeys(ids)]
