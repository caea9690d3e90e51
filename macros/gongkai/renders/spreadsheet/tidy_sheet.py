"""The tidy sheet: a line a cell of the form, as ``report.csv`` has it, with figures as numbers to filter and add up."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from gongkai.findings import say
from gongkai.forms import Form
from gongkai.renders.export import ReportExport, form_cells
from gongkai.renders.export.observations import Observation
from gongkai.renders.export.tidy import HEAD, SCOPE, STATUS, cell_labels
from gongkai.renders.spreadsheet.book import Book, set_page
from gongkai.renders.spreadsheet.sheet import CellSheet, style_number

_WIDTHS = (28, 7, 16, 34, 44, 26, 12, 9, 10, 16, 10, 16, 11, 12, 22, 22)


class _Line(NamedTuple):
    """A cell of the form, the year reported on, and the numbers of the row's texts in order."""

    item: Observation
    year: int
    texts: list[int]


def write_tidy(book: Book, export: ReportExport, form: Form) -> None:
    """Write the sheet: what the report holds, whatever somebody changes on the other sheets."""
    sheet = book.sheet(say("sheet.names.tidy"))
    head = book.style("head")
    for column, (name, wide) in enumerate(zip(HEAD, _WIDTHS, strict=True)):
        sheet.write_string(0, column, name, head)
        sheet.set_column(column, column, wide)
    lines = _lines(export, form, sheet)
    rows = range(1, 1 + len(lines))
    sheet.write_rows(rows, len(HEAD), lambda: "".join(_row_texts(book, rows, lines)))
    sheet.autofilter(0, 0, len(lines), len(HEAD) - 1)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    set_page(sheet, across=True)


def _lines(export: ReportExport, form: Form, sheet: CellSheet) -> list[_Line]:
    name, year, slug, scope = export.agency.name, export.report.year, export.agency.slug, SCOPE[export.agency.scope]
    return [
        _Line(
            item,
            year,
            sheet.texts(
                (
                    *(name, scope, *labels),
                    *(text for text in (item.unit, STATUS[item.status], item.note) if text),
                    *(slug, *ids),
                )
            ),
        )
        for (labels, ids), item in zip(_fixed(form, year), export.observations, strict=True)
    ]


@lru_cache(maxsize=256)
def _fixed(form: Form, year: int) -> tuple[tuple[tuple[str, str, str], tuple[str, str, str, str]], ...]:
    """By cell of the form its labels and its ids."""
    cells = form_cells(form, year)
    return tuple(
        (labels, (form.id, cell.table, cell.row, cell.column))
        for labels, cell in zip(cell_labels(form, year), cells, strict=True)
    )


def _row_texts(book: Book, rows: range, lines: Sequence[_Line]) -> Iterator[str]:
    """The rows as XML; a cell is left out where there is nothing to say."""
    text, plain = (style_number(book.style(name)) for name in ("cell-text", "cell"))
    before, behind = _row_shape(text, plain)
    for row, (item, year, texts) in zip(rows, lines, strict=True):
        number = row + 1
        head, tail = (number, *texts[:5]), iter(texts[5:])
        optional = ""
        if item.value is not None:
            shape = plain if isinstance(item.value, int) else style_number(book.style("cell", _shown(item.value)))
            optional = f'<c r="G{number}" s="{shape}"><v>{float(item.value):.16G}</v></c>'
        if item.unit:
            optional += f'<c r="H{number}" s="{text}" t="s"><v>{next(tail)}</v></c>'
        optional += f'<c r="I{number}" s="{text}" t="s"><v>{next(tail)}</v></c>'
        if item.note:
            optional += f'<c r="J{number}" s="{text}" t="s"><v>{next(tail)}</v></c>'
        if item.computed is not None:
            optional += f'<c r="K{number}" s="{plain}"><v>{float(item.computed):.16G}</v></c>'
        yield before.format(*head, year=year) + optional + behind.format(number, *tail)


@lru_cache(maxsize=64)
def _row_shape(text: int, plain: int) -> tuple[str, str]:
    """The XML of a row before the figure and behind what is said of it, by the numbers of two formats."""
    columns = "ABCDEFGHIJKLMNOP"
    cell = '<c r="{column}{{0}}" s="{style}" t="s"><v>{{{number}}}</v></c>'
    year = f'<c r="B{{0}}" s="{plain}"><v>{{year}}</v></c>'
    first, *labels = (
        cell.format(column=column, style=text, number=number) for number, column in enumerate("ACDEF", start=1)
    )
    ids = (cell.format(column=column, style=text, number=number) for number, column in enumerate(columns[11:], start=1))
    start = f'<row r="{{0}}" spans="1:{len(columns)}">'
    return f"{start}{first}{year}{''.join(labels)}", f"{''.join(ids)}</row>"


def _shown(amount: str) -> str:
    """The number format that shows an amount with its decimal places as written."""
    places = len(amount.partition(".")[2])
    return f"0.{'0' * places}" if places else "0"
