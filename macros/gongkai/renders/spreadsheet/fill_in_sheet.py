"""A statutory table as a sheet to be filled in: what each row counts and last year's figures beside the open cells.

All else is locked, without a password. A cell takes what its column counts in, or 不适用.
"""

from collections.abc import Iterator
from itertools import groupby

from xlsxwriter.utility import xl_rowcol_to_cell

from gongkai.figures import NOT_APPLICABLE_WORD, Figure, Kind, State
from gongkai.findings import say
from gongkai.forms import Form, Table
from gongkai.forms.model import Head
from gongkai.renders.spreadsheet.book import Book
from gongkai.renders.spreadsheet.measures import height_of, lines_of
from gongkai.renders.spreadsheet.numbers import number_format
from gongkai.renders.spreadsheet.sheet import merged
from gongkai.renders.spreadsheet.tables.layout import PlacedBlock, PlacedCell, PlacedHead, PlacedLine
from gongkai.renders.spreadsheet.tables.table_sheet import TableSheet
from gongkai.renders.spreadsheet.tables.table_values import shown
from gongkai.reports import Report
from gongkai.tables.explain import PastRow, past_rows
from gongkai.tables.explanation import YearBefore

UNLOCKED = {"format_columns": True, "format_rows": True}
"""What may be done to a locked sheet beside filling it in."""
_COUNTS, _PAST, _GAP = 72.0, 9.5, 1.5
"""Widths of the column that says what rows count, of a column of last year's figures, and of the empty one between."""
_SMALLER = 0.9
"""How wide the letters of that column are next to those of the table."""
_LONGEST_TITLE, _LONGEST_MESSAGE = 32, 255
"""Most characters of a hint's title and text."""
_RULES = {
    Kind.COUNT: "AND({cell}>=0,{cell}=INT({cell}))",
    Kind.CHANGE: "{cell}=INT({cell})",
    Kind.AMOUNT: "{cell}>=0",
}
_GENERAL = "General"


class FillInSheet(TableSheet):
    """A table while its sheet is written for somebody to fill in."""

    input_style = "input"

    def __init__(  # noqa: PLR0913 - what a table is filled in from
        self, book: Book, report: Report, form: Form, table: Table, *, title: str, before: Report | None
    ) -> None:
        """Lay the table out.

        Args:
            book: The workbook.
            report: The draft that it begins as.
            form: Its form.
            table: One of the form's tables.
            title: The report's title.
            before: The report on the year before; None where there is none.
        """
        self.past: tuple[PastRow, ...] = tuple(past_rows(table, form, before))
        self.has_past = any(state is not YearBefore.NONE for state, _, _ in self.past)
        super().__init__(book, report, form, table, title=title)

    @property
    def beside(self) -> bool:
        """Whether rows are explained beside the table; a table whose rows have no heads is explained below it."""
        return self.layout.depth > 0

    @property
    def _first_past(self) -> int:
        return self.formulas.right + 2

    def mark_column(self) -> int:
        """The column of marks: after last year's figures."""
        if not self.beside:
            return self.formulas.right
        return self._first_past + (self.layout.width - self.layout.depth if self.has_past else 0)

    def write(self) -> None:
        """Write the sheet, and lock it."""
        super().write()
        for line in self.layout.lines:
            self._allow(line)
            if self.beside:
                self._explain(line)
                self._past(line, line.row, self._first_past - self.layout.depth)
        self.sheet.protect("", UNLOCKED)

    def number_format(self, figure: Figure, kind: Kind) -> str:
        """The number format of a cell: an amount that is not there yet will show its own decimal places."""
        return _GENERAL if kind is Kind.AMOUNT and figure.value is None else number_format(figure)

    def heights(self) -> dict[int, float]:
        """How high the rows are: high enough for what is said of them, too."""
        heights = super().heights()
        for line in self.layout.lines if self.beside else ():
            own = height_of(lines_of(self._said_of(line), _COUNTS / _SMALLER))
            heights[line.row] = max(heights.get(line.row, 0), own)
        return heights

    def heads(self) -> None:
        """Write the heads of the table, and those of what is beside it."""
        super().heads()
        for block in self.layout.blocks if self.beside else ():
            high = block.ids - block.top
            self.head(PlacedHead((block.top, self.formulas.right), (high, 1), say("sheet.counts")), "past-head")
            for head in self._past_heads(block) if self.has_past else ():
                self.head(head, "past-head")

    def _past_heads(self, block: PlacedBlock) -> Iterator[PlacedHead]:
        """A head over last year's figures, and below it the columns' own; all in one where the block has one row."""
        high = block.ids - block.top
        year = say("sheet.last-year", {"year": self.report.year - 1})
        start = self._first_past - self.layout.depth
        if high > 1:
            yield PlacedHead((block.top, self._first_past), (1, self.layout.width - self.layout.depth), year)
        columns = self.table.columns(block.lines[0].position)
        for cell, column in zip(block.lines[0].cells, columns, strict=True):
            text = column.name.label if high > 1 else f"{year}{column.name.label}"
            top = block.top + (1 if high > 1 else 0)
            yield PlacedHead((top, start + cell.place[1]), (block.ids - top, cell.width), text)

    def _explain(self, line: PlacedLine) -> None:
        self.sheet.write_string(line.row, self.formulas.right, self._said_of(line), self.book.style("counts"))

    def _said_of(self, line: PlacedLine) -> str:
        """What a row counts, on which article, and what has to be known of last year's figures."""
        row = self.table.rows[line.position]
        article = say("sheet.article", {"article": row.article}) if row.article else ""
        return f"{row.counts or ''}{article}{self.past[line.position][1] or ''}"

    def _past(self, line: PlacedLine, row: int, shift: int) -> None:
        """Last year's figures of a row, in columns to the right of this year's."""
        state, _, figures = self.past[line.position]
        if not self.has_past:
            return
        for number, cell in enumerate(line.cells):
            figure = figures[number] if figures is not None else None
            place = (row, cell.place[1] + shift)
            if cell.width > 1:
                merged(self.sheet, place, (1, cell.width), "", self.book.style("past"))
            if figure is None or figure.value is None:
                empty = figure is not None and figure.state is not State.NOT_APPLICABLE
                text = "" if empty else NOT_APPLICABLE_WORD if figure is not None else say(f"sheet.past.{state.value}")
                self.sheet.write_string(*place, text, self.book.style("past-none"))
            else:
                self.sheet.write_number(*place, float(shown(figure)), self.book.style("past", number_format(figure)))

    def _allow(self, line: PlacedLine) -> None:
        """Say what the open cells of a row take, and what the row counts to whoever fills them in."""
        columns = self.table.columns(line.position)
        summed = self.report.computed[self.table.id]
        kinds = [None if (line.position, number) in summed else column.kind for number, column in enumerate(columns)]
        for kind, run in groupby(zip(kinds, line.cells, strict=True), lambda item: item[0]):
            cells = [cell for _, cell in run]
            if kind is not None:
                self._validate(line, kind, cells)

    def _validate(self, line: PlacedLine, kind: Kind, cells: list[PlacedCell]) -> None:
        (row, first), last = cells[0].place, cells[-1].place[1]
        name = xl_rowcol_to_cell(row, first)
        rule = _RULES[kind].format(cell=name)
        model = self.table.rows[line.position]
        hint = {
            "input_title": model.name.short[:_LONGEST_TITLE],
            "input_message": (model.counts or "")[:_LONGEST_MESSAGE],
        }
        self.sheet.data_validation(
            row,
            first,
            row,
            last,
            {
                "validate": "custom",
                "value": f'=IF(ISNUMBER({name}),{rule},{name}="{NOT_APPLICABLE_WORD}")',
                "error_title": say("sheet.wrong-entry"),
                "error_message": say(f"sheet.entry.{kind.value}"),
                **(hint if model.printed and model.counts else {}),
            },
        )

    def below(self, row: int) -> None:
        """Write last year's figures where they have no place beside, the rules, and what the columns count."""
        if not self.beside and self.has_past:
            self.small(row, say("sheet.last-year", {"year": self.report.year - 1}))
            for line in self.layout.lines:
                row += 1
                self._past(line, row, 0)
            row += 2
        super().below(row)
        row += len(self.formulas.wordings)
        for number, text in enumerate(dict.fromkeys(self._columns_count()), start=row):
            self.small(number, text)

    def _columns_count(self) -> Iterator[str]:
        """What each column counts, as far as the form says so."""
        for block in self.table.blocks:
            for head in block.heads:
                yield from _counted(head, ())

    def columns(self) -> None:
        """Set the widths of the columns."""
        super().columns()
        if self.beside:
            right = self.formulas.right
            self.sheet.set_column(right, right, _COUNTS)
            self.sheet.set_column(right + 1, right + 1, _GAP)
            if self.has_past:
                self.sheet.set_column(self._first_past, self.mark - 1, _PAST)


def _counted(head: Head, above: tuple[str, ...]) -> Iterator[str]:
    path = (*above, head.label)
    if head.counts:
        yield say("sheet.column-counts", {"column": "—".join(path), "counts": head.counts})
    for child in head.children:
        yield from _counted(child, path)
