"""The table of all agencies of a year as a workbook: own reports with sums as formulas, consolidated ones, the rest."""

from collections.abc import Sequence

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from gongkai.figures import Figure
from gongkai.findings import say
from gongkai.pages.year_table import YearColumn, YearLine, YearTable
from gongkai.renders.export.tidy import TELLER
from gongkai.renders.open_data.agencies import figure_text, line_notes
from gongkai.renders.spreadsheet.book import Book, merged, set_page
from gongkai.renders.spreadsheet.layout import PlacedHead
from gongkai.renders.spreadsheet.measures import row_heights

_NAME, _KIND, _FIRST = 0, 1, 2
"""Columns: who reports, of which kind, the first figure."""
_WIDE, _KIND_WIDE, _FIGURE_WIDE, _NOTES_WIDE = 30, 16, 9, 40
_NO_NOTES_WIDE = 9
"""Width of the column of remarks where nobody made any: a sheet is printed as wide as a page."""
_TOP = 2
"""The row of the upper heads, below caption and an explanation."""
_BODY = _TOP + 2


def year_workbook(table: YearTable) -> bytes:
    """The workbook."""
    title = say("data.table.title", {"year": table.year})
    book = Book(title=title)
    _sheet(book, table, table.own, name=say("data.table.own-sheet"), title=title)
    if table.consolidated:
        _sheet(book, table, table.consolidated, name=say("data.table.consolidated-sheet"), title=title)
    if table.missing:
        _missing(book, table)
    return book.bytes()


def _sheet(book: Book, table: YearTable, lines: Sequence[YearLine], *, name: str, title: str) -> None:
    """A sheet of reports; sums are below agencies' own alone."""
    sheet = book.sheet(name)
    sheet.write_string(0, 0, title, book.style("caption"))
    sheet.write_string(1, 0, say("data.table.sheet-note"), book.style("title"))
    last = _FIRST + len(table.columns)
    sheet.set_column(_NAME, _NAME, _WIDE)
    sheet.set_column(_KIND, _KIND, _KIND_WIDE)
    sheet.set_column(_FIRST, last - 1, _FIGURE_WIDE)
    notes = [_notes(table, line) for line in lines]
    notes_wide = _NOTES_WIDE if any(notes) else _NO_NOTES_WIDE
    sheet.set_column(last, last, notes_wide)
    heads = _heads(table.columns)
    for head in heads:
        merged(sheet, head.place, head.size, head.text, book.style("head"))
    widths = (_WIDE, _KIND_WIDE, *(_FIGURE_WIDE for _ in table.columns), notes_wide)
    for row, height in row_heights(heads, widths).items():
        sheet.set_row(row, height)
    for row, (line, note) in enumerate(zip(lines, notes, strict=True), start=_BODY):
        sheet.write_string(row, _NAME, line.agency.name, book.style("label"))
        sheet.write_string(row, _KIND, line.agency.kind or "", book.style("label"))
        for column, figure in enumerate(line.figures, start=_FIRST):
            _figure(book, sheet, (row, column), figure)
        sheet.write_string(row, last, note, book.style("label"))
    if lines is table.own and lines:
        _sums(book, sheet, table, first=_BODY, end=_BODY + len(lines))
    sheet.freeze_panes(_BODY, _FIRST)
    sheet.repeat_rows(_TOP, _BODY - 1)
    set_page(sheet, across=True)


def _notes(table: YearTable, line: YearLine) -> str:
    """What there is to say of a report: that it is retold, and the remarks of its figures."""
    texts = (TELLER[True] * line.retold, line_notes(table.columns, line))
    return say("data.table.and").join(text for text in texts if text)


def _heads(columns: Sequence[YearColumn]) -> list[PlacedHead]:
    """The heads of a sheet in two rows, groups above the columns that they span."""
    outer = (say("data.table.heads.name"), say("data.table.heads.kind"))
    heads = [PlacedHead((_TOP, column), (2, 1), text) for column, text in enumerate(outer)]
    place = 0
    while place < len(columns):
        above = columns[place].above
        end = next((n for n in range(place, len(columns)) if columns[n].above != above or not above), len(columns))
        if not above:
            heads.append(PlacedHead((_TOP, _FIRST + place), (2, 1), columns[place].name))
            place += 1
            continue
        heads.append(PlacedHead((_TOP, _FIRST + place), (1, end - place), above))
        heads += (PlacedHead((_TOP + 1, _FIRST + n), (1, 1), columns[n].name) for n in range(place, end))
        place = end
    heads.append(PlacedHead((_TOP, _FIRST + len(columns)), (2, 1), say("data.table.heads.notes")))
    return heads


def _figure(book: Book, sheet: Worksheet, place: tuple[int, int], figure: Figure | None) -> None:
    text = figure_text(figure)
    if isinstance(text, int):
        sheet.write_number(*place, text, book.style("figure"))
    else:
        sheet.write_string(*place, text, book.style("none"))


def _sums(book: Book, sheet: Worksheet, table: YearTable, *, first: int, end: int) -> None:
    """The sum of each column, and over how many reports it runs: both are worked out anew when a line is taken out.

    The sum of no figures is no figure, and not 0.
    """
    style = book.style("sum")
    for row, name in enumerate((say("data.table.sum"), say("data.table.given")), start=end):
        sheet.write_string(row, _NAME, name, book.style("sum-label"))
        sheet.write_string(row, _KIND, "", book.style("sum-label"))
    for column, item in enumerate(table.sums, start=_FIRST):
        letter = xl_col_to_name(column)
        cells = f"{letter}{first + 1}:{letter}{end}"
        known = int(item.figure.number) if item.given else ""
        sheet.write_formula(end, column, f'=IF(COUNT({cells})=0,"",SUM({cells}))', style, known)
        sheet.write_formula(end + 1, column, f"=COUNT({cells})", style, item.given)


def _missing(book: Book, table: YearTable) -> None:
    sheet = book.sheet(say("data.table.missing-sheet"))
    for column, (key, wide) in enumerate((("name", _WIDE), ("kind", _KIND_WIDE), ("state", _NOTES_WIDE))):
        sheet.write_string(0, column, say(f"data.table.heads.{key}"), book.style("head"))
        sheet.set_column(column, column, wide)
    rows = ((agency, reason) for reason, agencies in table.missing for agency in agencies)
    for row, (agency, reason) in enumerate(rows, start=1):
        for column, text in enumerate((agency.name, agency.kind or "", reason)):
            sheet.write_string(row, column, text, book.style("label"))
    sheet.freeze_panes(1, 0)
    set_page(sheet)
