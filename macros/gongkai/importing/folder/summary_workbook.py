"""The table of what became of each document as a workbook, to be filtered and passed on."""

from collections.abc import Sequence

from gongkai.findings import say
from gongkai.importing.folder.summary import COLUMNS, SummaryRow, summary_heads
from gongkai.renders.spreadsheet.book import Book
from gongkai.renders.spreadsheet.sheet import set_page

_TITLE, _HEADS = range(2)
_WIDTHS = {"file": 36, "agency": 24, "year": 8, "cells": 12, "doubts": 8, "faults": 10, "todo": 80}


def summary_workbook(rows: Sequence[SummaryRow]) -> bytes:
    """The summary of an import as the bytes of an Excel file.

    Args:
        rows: The rows of the table.
    """
    title = say("import.table.title", {"count": len(rows)})
    book = Book(title=title)
    sheet = book.sheet(say("import.table.sheet"))
    sheet.write_string(_TITLE, 0, title, book.style("title"))
    for column, (name, head) in enumerate(zip(COLUMNS, summary_heads(), strict=True)):
        sheet.write_string(_HEADS, column, head, book.style("head"))
        sheet.set_column(column, column, _WIDTHS[name])
    for number, row in enumerate(rows, start=_HEADS + 1):
        sheet.write_string(number, 0, row.file, book.style("label"))
        sheet.write_string(number, 1, row.agency, book.style("label"))
        counts = (
            row.year,
            None if row.failed else row.figure_count,
            *((None, None) if row.failed else (row.doubts, row.faults)),
        )
        for column, count in enumerate(counts, start=2):
            if count is None:
                sheet.write_blank(number, column, None, book.style("figure"))
            else:
                sheet.write_number(number, column, count, book.style("figure"))
        sheet.write_string(number, len(COLUMNS) - 1, row.todo, book.style("label"))
    last = _HEADS + len(rows)
    sheet.autofilter(_HEADS, 0, last, len(COLUMNS) - 1)
    sheet.freeze_panes(_HEADS + 1, 1)
    sheet.repeat_rows(_HEADS)
    set_page(sheet, landscape=True)
    return book.bytes()
