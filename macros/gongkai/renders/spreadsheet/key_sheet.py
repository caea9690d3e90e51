"""The hidden sheet that says whose report a workbook holds, and how its cells show their numbers."""

from collections.abc import Iterator
from dataclasses import asdict, astuple

from gongkai.forms import Form
from gongkai.renders.spreadsheet.book import Book
from gongkai.renders.spreadsheet.numbers import number_format, places_of
from gongkai.reports import Agency, Report
from gongkai.reports.workbook_marks import CELL_FACT, HEAD_FACT, KEY_SHEET, VERSION, CellLook, Stamp
from gongkai.reports.write import place_text

Fact = tuple[str | int, ...]


def stamp_of(report: Report, form: Form, agency: Agency, *, kind: str, sha256: str = "") -> Stamp:
    """The stamp of a workbook.

    Args:
        report: The report.
        form: Its form.
        agency: Who reports.
        kind: See ``Stamp.kind``.
        sha256: Hash over data and narrative.
    """
    return Stamp(
        kind=kind,
        form=form.id,
        agency=agency.slug,
        name=agency.name,
        year=report.year,
        status=report.status.value,
        published=str(report.published or ""),
        title=report.title or "",
        sha256=sha256,
    )


def write_key(book: Book, report: Report, form: Form, stamp: Stamp) -> None:
    """Write the sheet; no program's menus show it."""
    sheet = book.sheet(KEY_SHEET, kind="key")
    style = book.style("mark")
    for row, fact in enumerate(_facts(report, form, stamp)):
        for column, value in enumerate(fact):
            sheet.write_string(row, column, str(value), style)
    sheet.very_hidden()


def _facts(report: Report, form: Form, stamp: Stamp) -> Iterator[Fact]:
    yield KEY_SHEET, VERSION
    yield from asdict(stamp).items()
    for place, text in report.heads:
        yield HEAD_FACT, place_text(form, place), text
    for table in form.tables:
        for row, line in zip(table.rows, report.grids[table.id], strict=True):
            for column, figure in enumerate(line):
                if number_format(figure):
                    look = CellLook(
                        table.id,
                        row.id,
                        table.columns(table.row_index[row.id])[column].id,
                        places_of(figure),
                        figure.unit or "",
                        figure.spaced,
                        figure.note or "",
                    )
                    yield (
                        CELL_FACT,
                        *(int(value) if value is True or value is False else value for value in astuple(look)),
                    )
