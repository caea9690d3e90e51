"""A report as a workbook to be filled in by somebody who never sees its files: guide, tables, and room for the text."""

from collections.abc import Iterator
from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from gongkai.findings import say
from gongkai.forms import Form, Section
from gongkai.renders.spreadsheet.book import Book
from gongkai.renders.spreadsheet.fill_in_sheet import UNLOCKED, FillInSheet
from gongkai.renders.spreadsheet.key_sheet import stamp_of, write_key
from gongkai.renders.spreadsheet.measures import height_of, lines_of
from gongkai.renders.spreadsheet.sheet import merged, set_page
from gongkai.renders.spreadsheet.text_sheet import WIDE
from gongkai.reports import Agency, Report
from gongkai.reports.titles import opening_text, report_title
from gongkai.reports.workbook_marks import TEXT_MARK, TextMark, mark_text

KIND = "fill-in"
_LABEL, _TEXT, _MARK = 0, 1, 2
"""Columns of the sheet of text."""
_WIDE = (16.0, 84.0)
_ROWS, _ROWS_OF_TABLE = 6, 3
"""Paragraphs that a section has room for; rows may be put in."""


def fill_in_workbook(report: Report, agency: Agency, before: Report | None) -> bytes:
    """A workbook to be filled in.

    Args:
        report: The draft that it begins as; it has a form.
        agency: Who is to report.
        before: The report on the year before; None where there is none.
    """
    form = report.form
    assert form is not None  # noqa: S101 - the caller refuses years without a form
    title = report_title(report, agency)
    book = Book(title=title)
    _guide(book, report, agency, form, before)
    for table in form.tables:
        FillInSheet(book, report, form, table, title=title, before=before).write()
    _text(book, form, opening_text(form, agency, report.year))
    write_key(book, report, form, stamp_of(report, form, agency, kind=KIND))
    return book.bytes()


def _guide(book: Book, report: Report, agency: Agency, form: Form, before: Report | None) -> None:
    sheet = book.sheet(say("sheet.names.guide"))
    sheet.set_column(0, 0, WIDE)  # LibreOffice makes several columns fit the page, and cuts one that is wider
    sheet.write_string(0, 0, report_title(report, agency), book.style("caption"))
    sheet.set_row(0, 28)
    names = {"agency": agency.name, "year": report.year, "authority": form.authority}
    sheet.write_string(1, 0, say("sheet.guide.facts", names), book.style("small"))
    steps = ["cells", "nought", "figures", "beside" if before is not None else "counts", "checks", "text", "back"]
    for number, step in enumerate(steps, start=1):
        text = f"{number}. {say(f'sheet.guide.{step}', {'year': report.year - 1})}"
        sheet.write_string(number + 2, 0, text, book.style("text"))
        sheet.set_row(number + 2, height_of(lines_of(text, WIDE - 4)))
    sheet.protect("", UNLOCKED)
    set_page(sheet)


def _text(book: Book, form: Form, opening: str) -> None:
    """The sheet on which the text is written: how it opens, then the form's sections, a cell a paragraph."""
    sheet = book.sheet(say("sheet.names.text"))
    for column, wide in enumerate(_WIDE):
        sheet.set_column(column, column, wide)
    sheet.set_column(_MARK, _MARK, 8, None, {"hidden": True})
    merged(sheet, (0, _LABEL), (1, 2), say("sheet.write-text"), book.style("small"))
    sheet.write_string(0, _MARK, TEXT_MARK, book.style("mark"))
    sheet.write_string(1, _LABEL, say("sheet.opening"), book.style("label"))
    sheet.write_string(1, _TEXT, opening, book.style("written"))
    sheet.set_row(1, height_of(lines_of(opening, _WIDE[_TEXT] - 4)))
    sheet.write_string(1, _MARK, mark_text(TextMark("opening")), book.style("mark"))
    row = 3
    for section in form.sections:
        row = _Room(book, sheet, form, section).write(row)
    sheet.protect("", {**UNLOCKED, "insert_rows": True, "delete_rows": True})
    sheet.print_area(0, _LABEL, row - 1, _TEXT)
    set_page(sheet)


@dataclass(frozen=True, slots=True)
class _Room:
    """Room for the text of a section."""

    book: Book
    sheet: Worksheet
    form: Form
    section: Section

    def write(self, row: int) -> int:
        """Write it from a row on; returns the row for what follows."""
        book, sheet, section = self.book, self.sheet, self.section
        merged(sheet, (row, _LABEL), (1, 2), f"{section.number}、{section.title}", book.style("h2"))
        sheet.set_row(row, 24)
        self._mark(row, TextMark("section", name=section.number))
        start = row = row + 1
        for mark, label in self._rows():
            if mark.kind == "table":
                merged(sheet, (row, _LABEL), (1, 2), label, book.style("here"))
            else:
                if label:
                    sheet.write_string(row, _LABEL, label, book.style("label"))
                sheet.write_blank(row, _TEXT, None, book.style("written"))
            self._mark(row, mark)
            row += 1
        if self._holds_overview and self.form.overview_limit:
            self._count(start, row, self.form.overview_limit)
            row += 1
        return row + 1

    @property
    def _holds_overview(self) -> bool:
        return self.section.holds == "overview"

    def _rows(self) -> Iterator[tuple[TextMark, str]]:
        form, table = self.form, self.section.table
        aspects = form.aspects if self._holds_overview else ()
        yield from ((TextMark("aspect", name=aspect.name), aspect.name) for aspect in aspects)
        for _ in range(_ROWS_OF_TABLE if table or aspects else _ROWS):
            yield TextMark("empty"), ""
        if table is not None:
            yield TextMark("table", name=table), say("sheet.table-here", {"name": form.table_word(table)})

    def _mark(self, row: int, mark: TextMark) -> None:
        self.sheet.write_string(row, _MARK, mark_text(mark), self.book.style("mark"))

    def _count(self, first: int, end: int, limit: int) -> None:
        """How many characters the section has by now; in red where they are more than the form wants."""
        length = f"SUMPRODUCT(LEN(B{first + 1}:B{end}))"
        before, _, behind = say("sheet.length", {"limit": limit, "count": "\0"}).partition("\0")
        style = self.book.style("small")
        self._mark(end, TextMark("count"))
        self.sheet.write_formula(end, _TEXT, f'="{before}"&{length}&"{behind}"', style, f"{before}0{behind}")
        red = {"type": "formula", "criteria": f"={length}>{limit}", "format": self.book.style("wrong-state")}
        self.sheet.conditional_format(end, _TEXT, end, _TEXT, red)
