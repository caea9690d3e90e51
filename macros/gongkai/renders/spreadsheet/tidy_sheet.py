"""The tidy sheet: a line a cell of the form, as ``report.csv`` has it, with figures as numbers to filter and add up."""

from functools import lru_cache

from gongkai.findings import say
from gongkai.forms import Form
from gongkai.renders.export import ReportExport, form_cells
from gongkai.renders.export.tidy import HEAD, SCOPE, STATUS, cell_labels
from gongkai.renders.spreadsheet.book import Book, set_page

_WIDTHS = (28, 7, 16, 34, 44, 26, 12, 9, 10, 16, 10, 16, 11, 12, 22, 22)
_LABELS = 3
"""The column in which the labels begin; the figure and what is said of it follow them."""


def write_tidy(book: Book, export: ReportExport, form: Form) -> None:
    """Write the sheet: what the report holds, whatever somebody changes on the other sheets."""
    sheet = book.sheet(say("sheet.names.tidy"))
    text, plain, head = book.style("cell-text"), book.style("cell"), book.style("head")
    for column, (name, wide) in enumerate(zip(HEAD, _WIDTHS, strict=True)):
        sheet.write_string(0, column, name, head)
        sheet.set_column(column, column, wide)
    name, year, slug = export.agency.name, export.report.year, export.agency.slug
    scope = SCOPE[export.agency.scope]
    string, figure = sheet.write_string, sheet.write_number
    lines = zip(_fixed(form, year), export.observations, strict=True)
    for row, ((labels, ids), item) in enumerate(lines, start=1):
        string(row, 0, name, text)
        figure(row, 1, year, plain)
        string(row, 2, scope, text)
        for column, label in enumerate(labels, start=_LABELS):
            string(row, column, label, text)
        if item.value is not None:
            figure(
                row,
                6,
                float(item.value),
                plain if isinstance(item.value, int) else book.style("cell", _shown(item.value)),
            )
        if item.unit:
            string(row, 7, item.unit, text)
        string(row, 8, STATUS[item.status], text)
        if item.note:
            string(row, 9, item.note, text)
        if item.computed is not None:
            figure(row, 10, float(item.computed), plain)
        string(row, 11, slug, text)
        for column, label in enumerate(ids, start=12):
            string(row, column, label, text)
    sheet.autofilter(0, 0, len(_fixed(form, year)), len(HEAD) - 1)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    set_page(sheet, across=True)


@lru_cache(maxsize=256)
def _fixed(form: Form, year: int) -> tuple[tuple[tuple[str, str, str], tuple[str, str, str, str]], ...]:
    """By cell of the form its labels and its ids."""
    cells = form_cells(form, year)
    return tuple(
        (labels, (form.id, cell.table, cell.row, cell.column))
        for labels, cell in zip(cell_labels(form, year), cells, strict=True)
    )


def _shown(amount: str) -> str:
    """The number format that shows an amount with its decimal places as written."""
    places = len(amount.partition(".")[2])
    return f"0.{'0' * places}" if places else "0"
