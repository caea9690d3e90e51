"""A roll-up as a workbook: a sheet a table, a row an agency, sums as formulas, the filed report and its differences.

The row of an agency without a report is there and empty: it adds nothing, and its label says so.
"""

from decimal import Decimal
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_rowcol_to_cell

from gongkai.figures import Figure, State, written
from gongkai.findings import say
from gongkai.forms import Table
from gongkai.renders.spreadsheet.book import Book
from gongkai.renders.spreadsheet.numbers import is_exact, number_format
from gongkai.renders.spreadsheet.sheet import merged, set_page
from gongkai.reports import Report, Status
from gongkai.reports.rollup import RollUp, cell_id
from gongkai.reports.titles import report_title

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_TITLE, _LEAD, _ROWS, _COLUMNS, _FIRST = range(5)
"""Rows of a sheet: its title, what is in it, heads of the form's rows, heads of its columns, the first agency."""
_LABEL_WIDTH, _WIDTH = 34.0, 10.5


def rollup_workbook(rollup: RollUp, filed: Report | None) -> bytes:
    """The workbook of a roll-up.

    Args:
        rollup: The sums.
        filed: The consolidated report that has been filed, if there is one on the same form.
    """
    draft = Report(rollup.agency.slug, rollup.year, rollup.form, "", Status.DRAFT)
    title = report_title(draft, rollup.agency)
    book = Book(title=title)
    for table in rollup.form.tables:
        _TableOfAgencies(book, rollup, table, filed).write(title)
    return book.bytes()


class _TableOfAgencies:
    """A table while its sheet is written: every cell of the form is a column of it."""

    def __init__(self, book: Book, rollup: RollUp, table: Table, filed: Report | None) -> None:
        self.book, self.rollup, self.table = book, rollup, table
        self.filed = filed if filed is not None and filed.form is rollup.form else None
        self.sheet: Worksheet = book.sheet(rollup.form.table_word(table.id))
        self.cells = table.positions
        self.sum_row = _FIRST + len(rollup.parts) + len(rollup.lacking)

    def write(self, title: str) -> None:
        sheet, style = self.sheet, self.book.style
        sheet.write_string(_TITLE, 0, title, style("title"))
        names = {"agency": self.rollup.agency.short, "year": self.rollup.year, "form": self.rollup.form.id}
        lead = say("rollup.title", {**names, "count": len(self.rollup.parts)})
        sheet.write_string(_LEAD, 0, lead, style("caption"))
        self._heads()
        for number, part in enumerate(self.rollup.parts):
            self._label(_FIRST + number, part.agency.short)
            self._figures(_FIRST + number, part.report)
        for number, item in enumerate(self.rollup.lacking, start=len(self.rollup.parts)):
            why = say(f"rollup.why.{item.why.value}")
            self._label(_FIRST + number, say("rollup.sheet.lacking", {"name": item.agency.short, "why": why}))
            for place in range(len(self.cells)):
                sheet.write_blank(_FIRST + number, place + 1, None, style("none"))
        self._sums()
        sheet.set_column(0, 0, _LABEL_WIDTH)
        sheet.set_column(1, len(self.cells), _WIDTH)
        sheet.freeze_panes(_FIRST, 1)
        sheet.repeat_rows(_ROWS, _COLUMNS)
        set_page(sheet, landscape=True)

    def _heads(self) -> None:
        style = self.book.style("head")
        merged(self.sheet, (_ROWS, 0), (2, 1), say("rollup.sheet.agency"), style)
        place = 1
        for line in self.table.lines:
            columns = self.table.columns(line.row)
            merged(self.sheet, (_ROWS, place), (1, len(line.columns)), line.name.short, style)
            for column in line.columns:
                self.sheet.write_string(_COLUMNS, place, columns[column].name.short, style)
                place += 1
        self.sheet.set_row(_COLUMNS, 45)

    def _label(self, row: int, text: str, style: str = "label") -> None:
        self.sheet.write_string(row, 0, text, self.book.style(style))

    def _figures(self, row: int, report: Report, style: str = "figure") -> None:
        for place, (line, column) in enumerate(self.cells, start=1):
            self._figure(row, place, report.grids[self.table.id][line][column], style)

    def _figure(self, row: int, place: int, figure: Figure, style: str) -> None:
        if figure.value is not None and is_exact(figure.value):
            self.sheet.write_number(row, place, float(figure.value), self.book.style(style, number_format(figure)))
        elif figure.state is not State.BLANK:
            self.sheet.write_string(row, place, written(figure), self.book.style("none"))
        else:
            self.sheet.write_blank(row, place, None, self.book.style(style))

    def _sums(self) -> None:
        sheet, last = self.sheet, self.sum_row - 1
        self._label(self.sum_row, say("rollup.sheet.sum"), "sum-label")
        for place, (line, column) in enumerate(self.cells, start=1):
            figure = self.rollup.grids[self.table.id][line][column]
            top, bottom = xl_rowcol_to_cell(_FIRST, place), xl_rowcol_to_cell(last, place)
            style = self.book.style("sum", number_format(figure))
            value = float(figure.value) if figure.value is not None else 0
            if self._mixed(line, column):
                self._figure(self.sum_row, place, figure, "sum")
            else:
                sheet.write_formula(self.sum_row, place, f"=SUM({top}:{bottom})", style, value)
        if self.filed is None:
            return
        self._label(self.sum_row + 1, say("rollup.sheet.filed"))
        self._figures(self.sum_row + 1, self.filed)
        self._label(self.sum_row + 2, say("rollup.sheet.difference"))
        for place, (line, column) in enumerate(self.cells, start=1):
            grids = (self.filed.grids, self.rollup.grids)
            filed_number, summed = (grid[self.table.id][line][column].number for grid in grids)
            formula = f"={xl_rowcol_to_cell(self.sum_row + 1, place)}-{xl_rowcol_to_cell(self.sum_row, place)}"
            difference = float(Decimal(filed_number) - Decimal(summed))
            sheet.write_formula(self.sum_row + 2, place, formula, self.book.style("check"), difference)
        red = {"type": "cell", "criteria": "!=", "value": 0, "format": self.book.style("wrong")}
        sheet.conditional_format(self.sum_row + 2, 1, self.sum_row + 2, len(self.cells), red)

    def _mixed(self, line: int, column: int) -> bool:
        """Whether the amounts of a column are in several units, so that the cells do not add up as they stand."""
        place = cell_id(self.rollup.form, (self.table.id, line, column))
        return len({part.report.figure(*place).unit for part in self.rollup.parts} - {None}) > 1
