"""The table of all agencies of a year as a workbook of one sheet, so that a few rows are not printed on a page alone.

Agencies' own reports have sums as formulas; consolidated reports stand below them, and below these the agencies without
a report.
"""

from collections.abc import Mapping, Sequence

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from gongkai.figures import Figure
from gongkai.findings import say
from gongkai.pages.year_table import YearColumn, YearLine, YearTable
from gongkai.renders.export.tidy import TELLER
from gongkai.renders.open_data.agencies import figure_text, line_notes
from gongkai.renders.spreadsheet.book import Book
from gongkai.renders.spreadsheet.measures import row_heights
from gongkai.renders.spreadsheet.sheet import merged, set_page
from gongkai.renders.spreadsheet.tables.layout import PlacedHead

_NAME, _KIND, _FIRST = 0, 1, 2
"""Columns: who reports, of which kind, the first figure."""
_WIDE, _KIND_WIDE, _FIGURE_WIDE, _NOTES_WIDE = 30, 16, 9, 40
_NO_NOTES_WIDE = 9
"""Width of the column of remarks where nobody made any: a sheet is printed as wide as a page."""
_TOP = 2
"""The row of the upper heads, below caption and an explanation."""
_BODY = _TOP + 2


def year_workbook(table: YearTable) -> bytes:
    """The table of all agencies of a year as the bytes of an Excel file."""
    title = say("data.table.title", {"year": table.year})
    book = Book(title=title)
    sheet = book.sheet(say("data.table.table-link"))
    sheet.write_string(0, 0, title, book.style("caption"))
    sheet.write_string(1, 0, say("data.table.sheet-note"), book.style("title"))
    notes = {line.agency.slug: _notes(table, line) for line in table.lines}
    _columns(book, sheet, table, with_notes=any(notes.values()))
    row = _lines(book, sheet, table.own, notes, first=_BODY)
    if table.own:
        row = _sums(book, sheet, table, first=_BODY, end=row)
    if table.consolidated:
        count = {"count": len(table.consolidated)}
        texts = (say("data.table.consolidated", count), say("data.table.consolidated-note"))
        row = _lines(book, sheet, table.consolidated, notes, first=_heading(book, sheet, table, texts, row=row))
    if table.missing:
        texts = (say("data.table.missing-title"), say("data.table.missing-note"))
        _missing(book, sheet, table, first=_heading(book, sheet, table, texts, row=row))
    sheet.freeze_panes(_BODY, _FIRST)
    sheet.repeat_rows(_TOP, _BODY - 1)
    set_page(sheet, landscape=True)
    return book.bytes()


def _columns(book: Book, sheet: Worksheet, table: YearTable, *, with_notes: bool) -> None:
    """Heads and widths of the columns; that of remarks is wide where there are any."""
    last = _FIRST + len(table.columns)
    widths = (_WIDE, _KIND_WIDE, *(_FIGURE_WIDE for _ in table.columns), _NOTES_WIDE if with_notes else _NO_NOTES_WIDE)
    sheet.set_column(_NAME, _NAME, _WIDE)
    sheet.set_column(_KIND, _KIND, _KIND_WIDE)
    sheet.set_column(_FIRST, last - 1, _FIGURE_WIDE)
    sheet.set_column(last, last, widths[last])
    heads = _heads(table.columns)
    for head in heads:
        merged(sheet, head.place, head.size, head.text, book.style("head"))
    for row, height in row_heights(heads, widths).items():
        sheet.set_row(row, height)


def _lines(book: Book, sheet: Worksheet, lines: Sequence[YearLine], notes: Mapping[str, str], *, first: int) -> int:
    """Reports, a row each; the row below the last of them."""
    for row, line in enumerate(lines, start=first):
        sheet.write_string(row, _NAME, line.agency.name, book.style("label"))
        sheet.write_string(row, _KIND, line.agency.kind or "", book.style("label"))
        for column, figure in enumerate(line.figures, start=_FIRST):
            _figure(book, sheet, (row, column), figure)
        sheet.write_string(row, _FIRST + len(line.figures), notes[line.agency.slug], book.style("label"))
    return first + len(lines)


def _heading(book: Book, sheet: Worksheet, table: YearTable, texts: tuple[str, str], *, row: int) -> int:
    """A title with what has to be known, below an empty row; the row below them."""
    size = (1, _FIRST + len(table.columns) + 1)
    for place, (text, style) in enumerate(zip(texts, ("h2", "title"), strict=True), start=row + 1):
        merged(sheet, (place, 0), size, text, book.style(style))
    return row + 1 + len(texts)


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


def _sums(book: Book, sheet: Worksheet, table: YearTable, *, first: int, end: int) -> int:
    """The sum of each column, and over how many reports it runs: both are worked out anew when a line is taken out.

    The sum of no figures is no figure, and not 0. Returns the row below both.
    """
    style = book.style("sum")
    for row, name in enumerate((say("data.table.sum"), say("data.table.given")), start=end):
        sheet.write_string(row, _NAME, name, book.style("sum-label"))
        sheet.write_string(row, _KIND, "", book.style("sum-label"))
    for column, item in enumerate(table.sums, start=_FIRST):
        letter = xl_col_to_name(column)
        cells = f"{letter}{first + 1}:{letter}{end}"
        cached_value = int(item.figure.number) if item.reports else ""
        sheet.write_formula(end, column, f'=IF(COUNT({cells})=0,"",SUM({cells}))', style, cached_value)
        sheet.write_formula(end + 1, column, f"=COUNT({cells})", style, item.reports)
    return end + 2


def _missing(book: Book, sheet: Worksheet, table: YearTable, *, first: int) -> None:
    rows = ((agency, reason) for reason, agencies in table.missing for agency in agencies)
    for row, (agency, reason) in enumerate(rows, start=first):
        sheet.write_string(row, _NAME, agency.name, book.style("label"))
        sheet.write_string(row, _KIND, agency.kind or "", book.style("label"))
        merged(sheet, (row, _FIRST), (1, len(table.columns) + 1), reason, book.style("label"))
