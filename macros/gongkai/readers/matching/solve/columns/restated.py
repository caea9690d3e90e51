"""Finds lines that state the total of a row once more: those of a chart, or of a summary beside the table."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from gongkai.figures import Kind
from gongkai.forms import Form
from gongkai.readers.matching.assign import LabelledRows, RowCandidate
from gongkai.readers.matching.figure_text import read_figure
from gongkai.readers.matching.solve.cells_in_row import written_cells
from gongkai.readers.matching.solve.column_fit import read_cells
from gongkai.readers.matching.solve.sums.row_sums import row_sums


def restated_totals(assigned: LabelledRows, form: Form, year: int | None) -> list[RowCandidate]:
    """The lines that have nothing but the total of a row, or of a group of rows, which is stated elsewhere.

    Another table of the document states it with a cell for each column, and its rows add up.

    Args:
        assigned: The lines.
        form: The form.
        year: The reporting year, if known.
    """
    totals: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for row, table, total in _stated_totals(assigned, form, year):
        totals[row].add((table, total))
    sure = {row: next(iter(some)) for row, some in totals.items() if len(some) == 1}
    return [item for item in assigned.candidates if _restates(item, [sure.get(row) for row in _rows(item, assigned)])]


def _rows(item: RowCandidate, assigned: LabelledRows) -> list[int]:
    """The row that a line names, or those of the group that it names."""
    if item.row is not None:
        return [item.row]
    rows = enumerate(assigned.table.rows)
    return [place for place, row in rows if item.group and any(group.id == item.group for group in row.groups)]


def _stated_totals(assigned: LabelledRows, form: Form, year: int | None) -> Iterator[tuple[int, int, int]]:
    """The rows with a cell for each column that add up, with their table in the document and their total."""
    for item in assigned.candidates:
        if item.row is None or not (item.line.is_drawn and item.has_figures):
            continue
        columns, cells = assigned.table.columns(item.row), written_cells(item)
        sums = row_sums(form, assigned.table, item.row, year)
        fit = read_cells(cells, columns) if sums and len(cells) == len(columns) else None
        holds = fit is not None and all(rule.is_stated(fit.figures) and rule.holds(fit.figures) for rule in sums)
        total = fit.figures[sums[0].total] if fit is not None and holds else None
        if total is not None and isinstance(total.value, int):
            yield item.row, item.line.table, total.value


def _restates(item: RowCandidate, totals: Sequence[tuple[int, int] | None]) -> bool:
    """Whether a line outside a table has a single figure: the sum of the totals of some rows of the table."""
    own = [cell for cell in item.cells if not cell.is_blank]
    if not totals or None in totals or len(own) != 1 or item.below:
        return False
    tables = {table for table, _ in filter(None, totals)}
    reading = read_figure(own[0].text, Kind.COUNT)
    value = reading.figure.value if reading.certain and reading.figure is not None else None
    return item.line.table not in tables and value == sum(total for _, total in filter(None, totals))
