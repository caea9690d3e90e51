"""A report with one cell of the form a line: the labels of its lines. Columns and words are those of ``reports``."""

from functools import lru_cache

from gongkai.forms import Form
from gongkai.renders.export.observations import FormCell, form_cells
from gongkai.reports.tidy_columns import HEAD, SCOPE, STATUS, TELLER

__all__ = ["HEAD", "SCOPE", "STATUS", "TELLER", "cell_labels"]


@lru_cache(maxsize=256)
def cell_labels(form: Form, year: int) -> tuple[tuple[str, str, str], ...]:
    """The table, row and column of each cell of the form as printed; the latter two with the heads above them."""
    return tuple(_labels(form, cell) for cell in form_cells(form, year))


def _labels(form: Form, cell: FormCell) -> tuple[str, str, str]:
    table = form.table_index[cell.table]
    return (table.title, *table.labels(*cell.position))
