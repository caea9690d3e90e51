"""A report as a workbook: a sheet a table, the narrative, a line a cell, notes, and what it takes to read it back.

A report with errors begins with a sheet of them.
"""

import datetime as dt
from dataclasses import replace

from gongkai.renders.export import ReportExport
from gongkai.renders.spreadsheet.book import NO_DAY, Book
from gongkai.renders.spreadsheet.key_sheet import stamp_of, write_key
from gongkai.renders.spreadsheet.notes_sheet import write_errors, write_notes
from gongkai.renders.spreadsheet.tables.ready_tables import write_tables
from gongkai.renders.spreadsheet.text_sheet import write_text
from gongkai.renders.spreadsheet.tidy_sheet import TidyRows, write_tidy
from gongkai.reports.model import Moment
from gongkai.reports.titles import report_title


def report_workbook(export: ReportExport) -> bytes:
    """The workbook of a report with a form."""
    report, form = export.report, export.report.form
    assert form is not None  # noqa: S101 - the format is offered for such reports alone
    title = report_title(report, export.agency)
    book = Book(title=title, day=_day(report.published))
    write_errors(book, export.error_lines)
    write_tables(book, report, form, title=title)
    rows = TidyRows(book, export, form)
    blocks = write_text(book, export, export.narrative) if export.narrative is not None else 0
    write_tidy(book, rows)
    write_notes(book, export, form)
    stamp = stamp_of(report, form, export.agency, kind="report", sha256=export.source_sha256)
    write_key(book, report, form, replace(stamp, blocks=blocks))
    return book.bytes()


def _day(published: Moment | None) -> dt.datetime:
    """The day of publication at midnight, as nothing else of a report's time is known and lasting."""
    return dt.datetime.combine(published.date, dt.time()) if published is not None else NO_DAY
