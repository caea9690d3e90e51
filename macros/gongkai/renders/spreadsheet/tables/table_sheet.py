"""A statutory table as a sheet: heads as printed, figures, totals as formulas, the form's rules beside and below it.

A total that was added up is a formula; one that the document states stays its figure, and what it should be is in
the check. A blank, 不适用 and 0 stay three different things.
"""

from functools import cached_property

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell

from gongkai.figures import Figure, Kind, State
from gongkai.findings import say
from gongkai.forms import Form, Table
from gongkai.renders.spreadsheet.book import Book
from gongkai.renders.spreadsheet.measures import column_widths, height_of, lines_of, row_heights
from gongkai.renders.spreadsheet.numbers import is_exact, number_format
from gongkai.renders.spreadsheet.sheet import merged, set_page
from gongkai.renders.spreadsheet.tables.formulas import SheetFormulas, sheet_formulas
from gongkai.renders.spreadsheet.tables.layout import (
    CAPTION,
    FIRST,
    STATE,
    TITLE,
    PlacedCell,
    PlacedHead,
    PlacedLine,
    SheetLayout,
)
from gongkai.renders.spreadsheet.tables.table_values import formula_of, should_be, shown, table_layout
from gongkai.reports import Report
from gongkai.reports.workbook_marks import COLUMNS_MARK, ROW_MARK, TABLE_MARK
from gongkai.tables import caption_of

_PORTRAIT = 100.0
"""Characters of a line in portrait; a wider table is printed in landscape."""
_GAP, _CHECK = 1.5, 11.0
"""Widths of the empty column before the checks, and of a column of checks."""
_STYLES = {"": "corner", "row": "label", "rowgroup": "group"}


class TableSheet:
    """A table while its sheet is written."""

    input_style = "figure"
    """Style of the cells that hold no total."""

    def __init__(self, book: Book, report: Report, form: Form, table: Table, *, title: str) -> None:
        """Lay the table out.

        Args:
            book: The workbook.
            report: The report.
            form: Its form.
            table: One of the form's tables.
            title: The report's title.
        """
        self.book = book
        self.report = report
        self.form = form
        self.table = table
        self.title = title
        self.layout: SheetLayout = table_layout(report, form, table)
        self.formulas: SheetFormulas = sheet_formulas(form, table, report.year, self.layout)
        self.widths = column_widths(self.layout)
        self.mark = self.mark_column()
        self.sheet = book.sheet(form.table_word(table.id))

    def mark_column(self) -> int:
        """The hidden column of marks: the first that holds nothing else."""
        return self.formulas.right

    def write(self) -> None:
        """Write the sheet."""
        self._top()
        self.heads()
        self._marks()
        for line in self.layout.lines:
            self._line(line)
        self._checks()
        self.below(self.formulas.end + 1)
        self.columns()
        self._page()

    def _top(self) -> None:
        sheet, style = self.sheet, self.book.style
        sheet.write_string(TITLE, 0, self.title, style("title"))
        sheet.write_string(CAPTION, 0, caption_of(self.report, self.table), style("caption"))
        sheet.set_row(CAPTION, 24)
        if not self.formulas.count:
            return
        sheet.write_formula(STATE, self.mark, self.formulas.count, style("mark"), self._broken)
        # Checks are not printed while a table balances; if someone breaks it later, its sheet says that they are not.
        wording = "sheet.check.broken" if self._broken else "sheet.check.broken-later"
        before, _, behind = say(wording, {"count": "\0"}).partition("\0")
        holds, count = say("sheet.check.holds"), xl_rowcol_to_cell(STATE, self.mark)
        formula = f'=IF({count}=0,"{holds}","{before}"&{count}&"{behind}")'
        broken = say("sheet.check.broken", {"count": self._broken}) if self._broken else holds
        sheet.write_formula(STATE, 0, formula, style("state"), broken)
        red = {"type": "formula", "criteria": f"={count}<>0", "format": style("wrong-state")}
        sheet.conditional_format(STATE, 0, STATE, 0, red)

    @cached_property
    def _broken(self) -> int:
        """How many equations do not hold."""
        grid = self.report.grids[self.table.id]
        return sum(not should_be(grid, check.line)[1] for check in self.formulas.checks)

    def heads(self) -> None:
        """Write the heads of columns, rows and checks."""
        sums = {line.row for line in self.layout.lines if line.total}
        for head in (*self.layout.heads, *self.layout.row_heads):
            style = _STYLES.get(head.scope, "head")
            self.head(head, "sum-label" if style == "label" and head.place[0] in sums else style)
        for head in self.formulas.heads:
            self.head(head, "check-head")
        self.sheet.set_row(STATE, height_of(1))
        for row, height in self.heights().items():
            self.sheet.set_row(row, height)

    def heights(self) -> dict[int, float]:
        """How high the rows of the table and of its checks are, in points."""
        below = [head for head in self.formulas.heads if head.scope == "row"]
        heads = (*self.layout.heads, *self.layout.row_heads, *below)
        return {**{line.row: height_of(1) for line in self.layout.lines}, **row_heights(heads, self.widths)}

    def head(self, head: PlacedHead, style: str) -> None:
        """Write a head."""
        merged(self.sheet, head.place, head.size, head.text, self.book.style(style))

    def _marks(self) -> None:
        sheet, style = self.sheet, self.book.style("mark")
        sheet.write_string(TITLE, self.mark, f"{TABLE_MARK}{self.table.id}", style)
        summed = self.report.computed[self.table.id]
        for block in self.layout.blocks:
            sheet.write_string(block.ids, self.mark, COLUMNS_MARK, style)
            for cell in block.lines[0].cells:
                sheet.write_string(block.ids, cell.place[1], cell.id, style)
            sheet.set_row(block.ids, None, None, {"hidden": True})
            for line in block.lines:
                computed = [cell.id for number, cell in enumerate(line.cells) if (line.position, number) in summed]
                sheet.write_string(line.row, self.mark, f"{ROW_MARK}{' '.join((line.id, *computed))}", style)

    def _line(self, line: PlacedLine) -> None:
        figures = self.report.grids[self.table.id][line.position]
        columns = self.table.columns(line.position)
        for number, (cell, figure) in enumerate(zip(line.cells, figures, strict=True)):
            at = (line.position, number)
            formula = formula_of(self.report, self.table, self.formulas, at, len(line.cells))
            self._figure(cell, figure, formula, columns[number].kind)

    def number_format(self, figure: Figure, kind: Kind) -> str:
        """The number format of a cell."""
        del kind
        return number_format(figure)

    def _figure(self, cell: PlacedCell, figure: Figure, formula: str | None, kind: Kind) -> None:
        sheet, (row, column) = self.sheet, cell.place
        name = "sum" if cell.total else self.input_style
        style = self.book.style(name, self.number_format(figure, kind))
        if cell.width > 1:
            sheet.merge_range(row, column, row, column + cell.width - 1, "", style)
        if formula is not None:
            sheet.write_formula(row, column, formula, style, shown(figure))
        elif figure.value is not None and is_exact(figure.value):
            sheet.write_number(row, column, float(figure.value), style)
        elif figure.value is not None or figure.state is not State.BLANK:
            sheet.write_string(row, column, str(shown(figure)), self._text_style(name))
        else:
            sheet.write_blank(row, column, None, style)

    def _text_style(self, name: str) -> Format:
        return self.book.style({"sum": "sum-none", "figure": "none"}.get(name, name))

    def _checks(self) -> None:
        sheet, grid = self.sheet, self.report.grids[self.table.id]
        for check in self.formulas.checks:
            value, _ = should_be(grid, check.line)
            sheet.write_formula(*check.place, check.formula, self.book.style("check"), value)
        red = self.book.style("wrong")
        for item in self.formulas.wrong:
            rule = {"type": "formula", "criteria": f"={item.condition}", "format": red}
            sheet.conditional_format(*item.first, *item.last, rule)

    def below(self, row: int) -> None:
        """Write what is below the table and its checks: what must hold, in the form's words.

        Args:
            row: The first row that may be written to.
        """
        for number, wording in enumerate(self.formulas.wordings, start=row):
            self.small(number, say("sheet.check.rule", {"wording": wording}))

    def small(self, row: int, text: str) -> None:
        """A line of small print across the table."""
        merged(self.sheet, (row, 0), (1, self.layout.width), text, self.book.style("small"))
        self.sheet.set_row(row, height_of(lines_of(text, sum(self.widths))))

    def columns(self) -> None:
        """Set the widths of the columns."""
        sheet, layout = self.sheet, self.layout
        for column, wide in enumerate(self.widths):
            sheet.set_column(column, column, wide)
        sheet.set_column(layout.width, layout.width, _GAP)
        if self.formulas.right > layout.width + 1:
            sheet.set_column(layout.width + 1, self.formulas.right - 1, _CHECK)
        sheet.set_column(self.mark, self.mark, 8, None, {"hidden": True})

    def _page(self) -> None:
        """Set up what stays in view, and how it is printed: the table, its heads on every page.

        Where equations do not hold, their checks are printed too; else the page would mention red cells that it lacks.
        """
        sheet, layout = self.sheet, self.layout
        (first, *others) = layout.blocks
        sheet.freeze_panes(FIRST if others else first.first, layout.depth)
        bottom, right, wide = layout.end, layout.width, sum(self.widths)
        if self._broken:
            bottom = self.formulas.end
            beside = self.formulas.right - layout.width - 1
            right, wide = (self.formulas.right, wide + _GAP + beside * _CHECK) if beside else (right, wide)
        set_page(sheet, landscape=wide > _PORTRAIT)
        sheet.print_area(TITLE, 0, bottom - 1, right - 1)
        sheet.repeat_rows(TITLE if others else first.top, CAPTION if others else first.ids)
