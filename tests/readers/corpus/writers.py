"""A sheet as a file: web page, Word-made page, Markdown, tab-separated text, Word (python-docx), workbook (XlsxWriter).

Older and printed kinds (.doc, .xls, .pdf, and .docx as LibreOffice writes it) are made of these by LibreOffice.
"""

from __future__ import annotations

import html
import io
from typing import TYPE_CHECKING

import docx
import xlsxwriter

from tests.office import run_office
from tests.plain_word import plain_word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.readers.corpus.sheet import Cell, Sheet, Table

STATUTORY = {"二": "proactive", "三": "requests", "四": "review"}


def as_html(
    sheet: Sheet, *, charset: str = "utf-8", wrap: str = "{}", paragraph: str = "<p>{}</p>", figure: str = "{}"
) -> bytes:
    """A web page as a content management system writes it; ``figure`` is what stands around each figure."""
    parts = [paragraph.format(html.escape(line)) for line in (*sheet.before, sheet.title)]
    for number, title in sheet.sections.items():
        parts.append(paragraph.format(f"<strong>{html.escape(title)}</strong>"))
        parts += [paragraph.format(html.escape(text)) for text in sheet.prose.get(number, [])]
        parts += [_table(table, figure) for table in sheet.tables.get(STATUTORY.get(number, ""), [])]
    parts += [paragraph.format(html.escape(line)) for line in sheet.after]
    head = f'<meta charset="{charset}"><title>{html.escape(sheet.title)}</title>'
    body = wrap.format("\n".join(parts))
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(charset)


def _table(table: Table, figure: str) -> str:
    lines = ("".join(_cell(cell, figure if cell.at else "{}") for cell in line) for line in table)
    return f'<table border="1"><tbody>{"".join(f"<tr>{line}</tr>" for line in lines)}</tbody></table>'


def _cell(cell: Cell, around: str) -> str:
    spans = "".join(
        f' {name}="{value}"' for name, value in (("colspan", cell.colspan), ("rowspan", cell.rowspan)) if value > 1
    )
    text = "".join(
        f"<p>{around.format(part if '<' in part else html.escape(part))}</p>" for part in cell.text.split("\n")
    )
    return f"<td{spans}>{text}</td>"


def word_html(sheet: Sheet) -> bytes:
    """A page that Word has saved: a span a character, empty paragraphs of its own kind."""

    def spelled(text: str) -> str:
        return (
            "".join(f'<span style="font-family:宋体">{html.escape(sign)}</span>' for sign in text)
            or "<o:p>&nbsp;</o:p>"
        )

    def paragraph(text: str) -> str:
        return f'<p class="MsoNormal">{spelled(text)}<o:p></o:p></p>'

    def cell(item: Cell) -> str:
        return f'<td colspan="{item.colspan}" rowspan="{item.rowspan}">{paragraph(item.text)}</td>'

    parts = [paragraph(line) for line in (*sheet.before, sheet.title)]
    for number, title in sheet.sections.items():
        parts += [paragraph(text) for text in (title, *sheet.prose.get(number, []))]
        for table in sheet.tables.get(STATUTORY.get(number, ""), []):
            lines = "".join(f"<tr>{''.join(map(cell, line))}</tr>" for line in table)
            parts.append(f'<table class="MsoTableGrid">{lines}</table><p class="MsoNormal"><o:p>&nbsp;</o:p></p>')
    return f'<html xmlns:o="urn:schemas-microsoft-com:office:office"><body>{"".join(parts)}</body></html>'.encode()


def expanded(table: Table, *, fill: str | None = None) -> list[list[tuple[str, Cell, bool]]]:
    """Rows of one width: text, cell, and whether the place is where the cell begins; covered places hold ``fill``."""
    grid: dict[tuple[int, int], tuple[str, Cell, bool]] = {}
    for row, line in enumerate(table):
        column = 0
        for cell in line:
            while (row, column) in grid:
                column += 1
            for down in range(cell.rowspan):
                for right in range(cell.colspan):
                    first = not (down or right)
                    text = cell.text if first or fill is None else fill
                    grid[row + down, column + right] = (text, cell, first)
            column += cell.colspan
    width = max((column for _, column in grid), default=-1) + 1
    return [[grid[row, column] for column in range(width) if (row, column) in grid] for row in range(len(table))]


def as_markdown(sheet: Sheet, *, fill: str | None = None) -> bytes:
    """Markdown with pipe tables, which know no spans."""
    lines = [f"# {sheet.title}", "", *sheet.before]
    for number, title in sheet.sections.items():
        lines += ["", f"## {title}", ""]
        lines += [f"{text}\n" for text in sheet.prose.get(number, [])]
        for table in sheet.tables.get(STATUTORY.get(number, ""), []):
            rows = [[text.replace("\n", "<br>") for text, _, _ in row] for row in expanded(table, fill=fill)]
            lines += [f"| {' | '.join(rows[0])} |", f"|{'---|' * len(rows[0])}"]
            lines += [f"| {' | '.join(row)} |" for row in rows[1:]] + [""]
    return "\n".join([*lines, *sheet.after, ""]).encode()


def as_text(sheet: Sheet, *, glue: str = "\t", edge: str = "") -> bytes:
    """Text as it is copied out of a page: a line a row, cells with tabs (or some sign) between, or with nothing."""
    lines = [*sheet.before, sheet.title, ""]
    for number, title in sheet.sections.items():
        lines += [title, "", *sheet.prose.get(number, [])]
        for table in sheet.tables.get(STATUTORY.get(number, ""), []):
            rows = [edge + glue.join(cell.text.replace("\n", "") for cell in line) + edge for line in table]
            lines += rows if glue else ["".join(rows)]
        lines.append("")
    return "\n".join([*lines, *sheet.after]).encode()


def as_docx(sheet: Sheet, *, designs: bool = False) -> bytes:
    """A Word file with merged cells, headings as bold paragraphs as most offices write them.

    Args:
        sheet: The sheet.
        designs: Whether it holds all designs of tables that python-docx knows.
    """
    document = docx.Document() if designs else plain_word()
    for text in (*sheet.before, sheet.title):
        document.add_paragraph(text)
    for number, title in sheet.sections.items():
        document.add_paragraph().add_run(title).bold = True
        for text in sheet.prose.get(number, []):
            document.add_paragraph(text)
        for table in sheet.tables.get(STATUTORY.get(number, ""), []):
            rows = expanded(table)
            width = max(map(len, rows))
            places = document.add_table(len(rows), width, style="Table Grid")._cells  # its `cell` lists all each time
            for row, column, cell in _begins(rows):
                place = places[row * width + column]
                if cell.rowspan * cell.colspan > 1:
                    last = places[(row + cell.rowspan - 1) * width + column + cell.colspan - 1]
                    place = place.merge(last)
                place.text = cell.text
    for text in sheet.after:
        document.add_paragraph(text)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def as_xlsx(sheet: Sheet, *, sheets: bool = False, numbers: bool = True) -> bytes:
    """A workbook: all in one worksheet, or a worksheet a table; figures as numbers or as text."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    page, opening = book.add_worksheet("年报"), (*sheet.before, sheet.title)
    for row, text in enumerate(opening):
        page.write_string(row, 0, text)
    row = len(opening)
    for number, title in sheet.sections.items():
        tables = sheet.tables.get(STATUTORY.get(number, ""), [])
        if sheets and tables:
            page, row = book.add_worksheet(f"表{number}"), 0
        page.write_string(row, 0, title)
        row += 1
        for text in sheet.prose.get(number, []):
            page.write_string(row, 0, text)
            row += 1
        for table in tables:
            rows = expanded(table)
            for down, column, cell in _begins(rows):
                value = float(cell.text) if numbers and cell.at and _plain(cell.text) else cell.text
                if cell.rowspan * cell.colspan > 1:
                    page.merge_range(
                        row + down, column, row + down + cell.rowspan - 1, column + cell.colspan - 1, value
                    )
                else:
                    page.write(row + down, column, value)
            row += len(rows) + 1
    book.close()
    return file.getvalue()


def _plain(text: str) -> bool:
    return text.replace(".", "", 1).isascii() and text.replace(".", "", 1).isdigit()


def _begins(rows: list[list[tuple[str, Cell, bool]]]) -> Iterator[tuple[int, int, Cell]]:
    for number, row in enumerate(rows):
        for column, (_, cell, first) in enumerate(row):
            if first:
                yield number, column, cell


def converted(files: list[Path], kind: str, folder: Path) -> None:
    """Let LibreOffice write files of another kind, all in one start."""
    folder.mkdir(parents=True, exist_ok=True)
    # As a text, not as a web page, which it would write as nothing else.
    settings = ["--infilter=HTML (StarWriter)"] if files and files[0].suffix == ".html" else []
    run_office(*settings, "--convert-to", kind, "--outdir", str(folder), *map(str, files), folder=folder)
