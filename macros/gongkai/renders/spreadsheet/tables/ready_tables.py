"""The sheets of a form's tables, made ready once a process for all reports whose cells are of the same kinds.

Most reports of a form differ in their numbers alone: where their totals are added up, where a blank is, how amounts are
shown is the same. What XlsxWriter makes of such sheets is kept as text with places for the numbers. A shape is kept
once it is met a second time. A report in which an equation does not hold, and one with a sheet before its tables, are
written cell by cell; a test compares both ways.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from xlsxwriter.utility import xl_rowcol_to_cell

from gongkai.forms import Form
from gongkai.renders.spreadsheet.book import Book, UsedStyle
from gongkai.renders.spreadsheet.sheet import CellSheet
from gongkai.renders.spreadsheet.tables.layout import SheetPlace
from gongkai.renders.spreadsheet.tables.table_sheet import TableSheet
from gongkai.renders.spreadsheet.tables.table_values import TableValues, table_values
from gongkai.reports import Report

_MOST = 64
"""Shapes that are kept: the three tables of one take 0.1 MB."""
_CELL = re.compile(r'<c r="([A-Z]+[0-9]+)"[^>]*>(?:<f>[^<]*</f>)?<v>([^<]*)</v></c>')
"""A cell with a value, as ``CellSheet`` writes it."""

Values = Sequence[object]


@dataclass(frozen=True, slots=True)
class _ReadySheet:
    """A sheet whose numbers are left out.

    Attributes:
        pattern: What the workbook asks of it; it has no cells.
        xml: Its part of the file, a format string.
        numbers_of: Chooses the numbers of a report in the order of the part.
    """

    pattern: CellSheet
    xml: str
    numbers_of: Callable[[Values], tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class _ReadyTables:
    """The sheets of all tables of a form, the first ones of their workbook.

    Attributes:
        texts: The texts that they show, by number; the first is the title of the report.
        cell_count: How many cells show them.
        styles: The styles that they use.
        sheets: The sheets.
    """

    texts: tuple[str, ...]
    cell_count: int
    styles: tuple[UsedStyle, ...]
    sheets: tuple[_ReadySheet, ...]


_ready: OrderedDict[Hashable, _ReadyTables | None] = OrderedDict()
"""By shape, the one used last at the end; None for one that was met once."""


def write_tables(book: Book, report: Report, form: Form, *, title: str) -> None:
    """Write the sheets of all tables of a report's form.

    Args:
        book: The workbook.
        report: The report.
        form: Its form.
        title: The report's title.
    """
    tables = [table_values(report, form, table) for table in form.tables]
    shape: Hashable = None
    if not book.texts and all(table.holds for table in tables):
        shape = tuple(table.shape for table in tables)
    ready = _ready.get(shape)
    if ready is not None and title not in ready.texts[1:]:
        _ready.move_to_end(shape)
        _take(book, ready, title, tables)
        return
    sheets = [TableSheet(book, report, form, table, title=title) for table in form.tables]
    for sheet in sheets:
        sheet.write()
    if shape is None or not tables:
        return
    if shape in _ready and ready is None and book.texts[0] == title:
        _Capture(book, shape, [(sheet.sheet, table.places) for sheet, table in zip(sheets, tables, strict=True)])
    elif ready is None:
        _keep(shape, None)


def _keep(shape: Hashable, ready: _ReadyTables | None) -> None:
    _ready[shape] = ready
    while len(_ready) > _MOST:
        _ready.popitem(last=False)


def _take(book: Book, ready: _ReadyTables, title: str, tables: Iterable[TableValues]) -> None:
    book.begin_with((title, *ready.texts[1:]), ready.cell_count, ready.styles)
    for sheet, table in zip(ready.sheets, tables, strict=True):
        book.add_ready(sheet.pattern.ready(sheet.xml % sheet.numbers_of(table.values)))


class _Capture:
    """Keeps the sheets of the tables as soon as the workbook has written them: only then styles have their numbers."""

    def __init__(self, book: Book, shape: Hashable, sheets: Sequence[tuple[CellSheet, Sequence[SheetPlace]]]) -> None:
        """Note what is known when all tables are written and nothing else is.

        Args:
            book: The workbook.
            shape: What the sheets are kept under.
            sheets: Each sheet with the places of its numbers, in the order of ``TableValues.values``.
        """
        self._book, self._shape = book, shape
        self._texts, self._cell_count = book.texts, book.cell_count
        self._places = [places for _, places in sheets]
        self._sheets: list[_ReadySheet] = []
        for sheet, _ in sheets:
            sheet.on_written = self._note

    def _note(self, sheet: CellSheet, xml: str) -> None:
        ready = _without_numbers(xml, {place: number for number, place in enumerate(self._places[len(self._sheets)])})
        self._sheets.append(_ReadySheet(sheet.ready(""), *ready))
        if len(self._sheets) == len(self._places):
            _keep(self._shape, _ReadyTables(self._texts, self._cell_count, self._book.used_styles, tuple(self._sheets)))


def _without_numbers(xml: str, places: Mapping[SheetPlace, int]) -> tuple[str, Callable[[Values], tuple[object, ...]]]:
    """A sheet as a format string, and what chooses the numbers for it.

    Args:
        xml: The sheet.
        places: By place of a number which one it is.
    """
    names = {xl_rowcol_to_cell(*place): number for place, number in places.items()}
    pieces: list[str] = []
    order: list[int] = []
    end = 0
    for cell in _CELL.finditer(xml):
        if cell[1] in names:
            pieces.append(xml[end : cell.start(2)].replace("%", "%%"))
            order.append(names[cell[1]])
            end = cell.end(2)
    assert len(order) == len(names)  # noqa: S101 - each number was written just now
    text = "%s".join((*pieces, xml[end:].replace("%", "%%")))
    if len(order) > 1:
        return text, itemgetter(*order)
    return text, lambda values: tuple(values[number] for number in order)
