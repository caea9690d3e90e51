"""The sheet of notes: where the report is from and by what it can be verified; notes, explanations and corrections.

A report with errors has a sheet of them before all others: such a file is for the office alone, and says so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongkai.findings import say
from gongkai.forms import Form, Place
from gongkai.pages.remarks import retelling_text, why_corrected
from gongkai.renders.export import ReportExport
from gongkai.renders.spreadsheet.book import Book
from gongkai.renders.spreadsheet.measures import height_of, lines_of
from gongkai.renders.spreadsheet.sheet import set_page
from gongkai.reports.titles import report_title
from gongkai.reports.workbook_marks import NOTES_MARK, RETOLD, NoteMark, fingerprint, mark_text
from gongkai.tables import spoken, stated_differences
from gongkai.tables.notes import table_notes

_WIDTHS = (14.0, 40.0, 60.0, 12.0, 24.0)
_HEADS = ("kind", "place", "text", "date", "office")
_MARK = len(_WIDTHS)
_ERRORS_WIDE, _LARGER = 96.0, 1.4
"""Width of the column of errors, in characters, and how much larger the letters of its first line are."""

NoteRow = tuple[str, str, str, str, str]


def write_errors(book: Book, lines: Sequence[str]) -> None:
    """Write the sheet, a line a row; none is written for a report without errors.

    Args:
        book: The workbook, which has no sheet yet.
        lines: That the report has errors, then each of them.
    """
    if not lines:
        return
    sheet = book.sheet(say("sheet.names.errors"))
    sheet.set_column(0, 0, _ERRORS_WIDE)
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line, book.style("label" if row else "faulty"))
        room = _ERRORS_WIDE - 4 if row else _ERRORS_WIDE / _LARGER
        sheet.set_row(row, height_of(lines_of(line, room)) * (1 if row else _LARGER))
    sheet.set_tab_color("#c00000")
    sheet.print_area(0, 0, len(lines) - 1, 0)
    set_page(sheet, landscape=True)


def write_notes(book: Book, export: ReportExport, form: Form) -> None:
    """Write the sheet of facts on a report, its remarks and explanations."""
    sheet = book.sheet(say("sheet.names.notes"), kind="notes")
    for column, wide in enumerate(_WIDTHS):
        sheet.set_column(column, column, wide)
    sheet.set_column(_MARK, _MARK, 8, None, {"hidden": True})
    sheet.write_string(0, 0, report_title(export.report, export.agency), book.style("caption"))
    sheet.set_row(0, 24)
    sheet.write_string(0, _MARK, NOTES_MARK, book.style("mark"))
    row = 1
    for name, value in _facts(export, form):
        sheet.write_string(row, 0, name, book.style("label"))
        sheet.merge_range(row, 1, row, len(_WIDTHS) - 1, "", book.style("label"))
        sheet.write_string(row, 1, value, book.style("label"))
        sheet.set_row(row, height_of(lines_of(name, _WIDTHS[0])))
        row += 1
    rows = [*_marked(export, form), *((None, line) for line in _of_tables(export, form))]
    if rows:
        row += 1
        for column, head in enumerate(_HEADS):
            sheet.write_string(row, column, say(f"sheet.notes.{head}"), book.style("head"))
    for number, (mark, texts) in enumerate(rows, start=row + 1):
        for column, text in enumerate(texts):
            sheet.write_string(number, column, text, book.style("label"))
        high = max(lines_of(text, wide) for text, wide in zip(texts, _WIDTHS, strict=True))
        sheet.set_row(number, height_of(high))
        if mark is not None:
            sheet.write_string(number, _MARK, mark_text(replace(mark, shown=fingerprint(texts))), book.style("mark"))
    sheet.print_area(0, 0, row + len(rows), len(_WIDTHS) - 1)
    set_page(sheet, landscape=True)


def _facts(export: ReportExport, form: Form) -> Iterator[tuple[str, str]]:
    report = export.report
    yield say("page.agency"), export.agency.name
    yield say("page.year"), str(report.year)
    yield say("page.form"), form.authority
    yield say("page.published"), str(report.published or say("page.undated"))
    yield say("sheet.notes.hash"), export.source_sha256


def _marked(export: ReportExport, form: Form) -> Iterator[tuple[NoteMark | None, NoteRow]]:
    """What a report holds besides its figures and its text, each with the mark by which it is read back."""
    report = export.report
    if report.retold is not None:
        mark = NoteMark(RETOLD, "", report.retold.original, office=report.retold.by)
        yield mark, (say("page.retold"), "", retelling_text(report.retold), "", "")
    for note in report.notes:
        mark = NoteMark("note", note.at, note.text)
        yield mark, (say("sheet.notes.note"), _place(form, note.place), note.text, "", "")
    for item in report.waivers:
        date, office = item.date or "", item.office or ""
        mark = NoteMark("waiver", item.at, item.reason, item.rule, date, office)
        yield mark, (say("sheet.notes.waiver"), _place(form, item.place), item.reason, date, office)
    for change in report.corrections:
        mark = NoteMark(
            "correction",
            change.at,
            change.reason or "",
            date=change.date,
            before=change.before,
            after=change.after,
        )
        text = say("sheet.notes.change", {"before": change.before, "after": change.after})
        yield (
            mark,
            (say("sheet.notes.correction"), _place(form, change.place), text + why_corrected(change), change.date, ""),
        )


def _of_tables(export: ReportExport, form: Form) -> Iterator[NoteRow]:
    """The notes below a table that come from its figures and heads."""
    report = export.report
    plain = replace(report, notes=(), waivers=())
    for table in form.tables:
        differing = stated_differences(report, form, table)
        seen: Sequence[int] = []
        for note, _ in table_notes(plain, form, table, differing=differing):
            if note.number not in seen:
                seen = [*seen, note.number]
                place = "—".join(part for part in (form.table_word(table.id), note.at) if part)
                yield say("page.notes"), place, note.text, "", ""


def _place(form: Form, place: Place) -> str:
    """A place in printed words: the table, and what of it."""
    if place.section is not None or place.table is None:
        return say("page.section", {"number": place.section or ""})
    return "—".join(part for part in (form.table_word(place.table), spoken(form, place)) if part)
