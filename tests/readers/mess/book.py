"""Drafts as workbooks: figures as numbers, as text or as formulas, with their results or without."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import xlsxwriter

from tests.readers.corpus.writers import STATUTORY, _begins, expanded
from tests.readers.mess.carried import carries

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from tests.readers.corpus.sheet import Cell
    from tests.readers.mess.draft import Draft

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def as_book(draft: Draft) -> bytes:
    """A workbook of one sheet, or of one for each table."""
    return book_of(draft, BookWriter(draft))


def book_of(draft: Draft, writer: BookWriter) -> bytes:
    """The same with a writer of one's own."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    writer.begin(book)
    sheet, page, row = draft.sheet, book.add_worksheet("年报"), 0
    writer.lay_out(page)
    apart = draft.drawn(0.3)
    opening = (*sheet.before, sheet.title)
    for row, text in enumerate(opening):
        page.write_string(row, 0, text)
    row = len(opening)
    for number, title in sheet.sections.items():
        tables = sheet.tables.get(STATUTORY.get(number, ""), [])
        if apart and tables:
            page, row = book.add_worksheet(f"表{number}"), 0
            writer.lay_out(page)
        for text in (title, *sheet.prose.get(number, [])):
            page.write_string(row, 0, text)
            row += 1
        for table in tables:
            rows = expanded(table)
            for down, column, cell in _begins(rows):
                writer.cell(page, row + down, column, cell)
            row += len(rows) + 1
            if writer.look(table[-1][-1]) is None and not any(cell.text for cell in table[-1]):
                # A sheet ends with its last cell that holds anything, or has a look of its own.
                draft.harmed |= {cell.at[:2] for cell in table[-1] if cell.at}
    book.close()
    return _without_results(file.getvalue(), writer.bare) if writer.bare is not None else file.getvalue()


class BookWriter:
    """How the figures of one draft are written.

    Attributes:
        bare: What stands in place of the results of formulas; None where they are there.
    """

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.as_text = draft.drawn(0.3)
        self.share = draft.dice.choice([0, 0, 0.1])
        bare = self.share > 0 and draft.drawn(0.5) and carries(draft.kind, "bare formulas")
        self.bare = draft.dice.choice([b"", b"<v></v>", b"<v/>"]) if bare else None

    def begin(self, book: xlsxwriter.Workbook) -> None:
        """Make what the whole workbook shares."""

    def lay_out(self, page: Worksheet) -> None:
        """Set up a sheet."""

    def look(self, cell: Cell) -> Format | None:
        """How a cell looks."""
        del cell

    def cell(self, page: Worksheet, row: int, column: int, cell: Cell) -> None:
        """Write a cell."""
        number = NUMBER.fullmatch(cell.text) is not None and cell.at is not None and not self.as_text
        value, look = float(cell.text) if number else cell.text, self.look(cell)
        if cell.rowspan * cell.colspan > 1:
            page.merge_range(row, column, row + cell.rowspan - 1, column + cell.colspan - 1, value, look)
        elif number and cell.at and self.draft.drawn(self.share):
            page.write_formula(row, column, f"={cell.text}+0", look, value)
            if self.bare is not None:
                self.draft.unreadable.add(cell.at)
        else:
            page.write(row, column, value, look)


def _without_results(data: bytes, instead: bytes) -> bytes:
    """The same workbook without the results of its formulas, as programs write it that do not calculate."""
    import zipfile  # noqa: PLC0415 - few workbooks need it

    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1" + instead, content)
            target.writestr(name, content)
    return file.getvalue()
