"""The tidy sheet: a line a cell of the form, as ``report.csv`` has it, with figures as numbers to filter and add up."""

from collections.abc import Iterator
from functools import lru_cache

from gongkai.findings import say
from gongkai.forms import Form
from gongkai.renders.export import ReportExport, form_cells
from gongkai.renders.export.observations import Observation
from gongkai.renders.export.tidy import HEAD, SCOPE, STATUS, TELLER, cell_labels
from gongkai.renders.spreadsheet.book import Book, set_page
from gongkai.renders.spreadsheet.sheet import CellSheet, style_number

_WIDTHS = (28, 7, 16, 34, 44, 26, 12, 9, 10, 16, 10, 11, 16, 11, 12, 22, 22)


def write_tidy(book: Book, export: ReportExport, form: Form) -> None:
    """Write the sheet: what the report holds, whatever somebody changes on the other sheets."""
    sheet = book.sheet(say("sheet.names.tidy"))
    head = book.style("head")
    for column, (name, wide) in enumerate(zip(HEAD, _WIDTHS, strict=True)):
        sheet.write_string(0, column, name, head)
        sheet.set_column(column, column, wide)
    rows = _TidyRows(book, sheet, export, form)
    count = len(export.observations)
    sheet.write_rows(range(1, 1 + count), len(HEAD), rows.xml)
    sheet.autofilter(0, 0, count, len(HEAD) - 1)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    set_page(sheet, landscape=True)


class _TidyRows:
    """The rows of the sheet: their texts are entered at once, their XML is asked for when formats have numbers."""

    def __init__(self, book: Book, sheet: CellSheet, export: ReportExport, form: Form) -> None:
        """Enter the texts."""
        self.book = book
        self.key = (form, export.report.year)
        self.items = export.observations
        words = dict.fromkeys(
            text for item in self.items for text in (STATUS[item.status], item.unit, item.note) if text is not None
        )
        fixed, places = _fixed(*self.key)
        source = TELLER[export.report.retold is not None]
        own = (export.agency.name, SCOPE[export.agency.scope], source, export.agency.slug)
        further = sum(1 for item in self.items for text in (item.unit, item.note) if text)
        shown = (len(own) + len(places[0]) + 1) * len(self.items) + further if places else 0
        name, scope, source_number, slug, *numbers = sheet.texts((*own, *fixed, *words), shown=shown)
        self.own = name, scope, source_number, slug
        self.fixed = numbers[: len(fixed)]
        self.words = dict(zip(words, numbers[len(fixed) :], strict=True))

    def xml(self) -> str:
        """The rows as XML; a cell is left out where there is nothing to say."""
        return "".join(self._rows())

    def _rows(self) -> Iterator[str]:
        text, plain = (style_number(self.book.style(name)) for name in ("cell-text", "cell"))
        (name, scope, source, slug), fixed = self.own, self.fixed
        shapes = _row_shapes(*self.key, text, plain)
        for row, (item, places, shape) in enumerate(
            zip(self.items, _fixed(*self.key)[1], shapes, strict=True), start=2
        ):
            first, second, third, *ids = [fixed[place] for place in places]
            yield shape % (
                name,
                scope,
                first,
                second,
                third,
                self._value_cells(item, row, text, plain),
                source,
                slug,
                *ids,
            )

    def _value_cells(self, item: Observation, row: int, text: int, plain: int) -> str:
        """The cells that depend on the report: the figure, its unit, its status, its remark, what it should be."""
        value, status, unit, note, computed = item
        cells = f'<c r="I{row}" s="{text}" t="s"><v>{self.words[STATUS[status]]}</v></c>'
        if unit:
            cells = f'<c r="H{row}" s="{text}" t="s"><v>{self.words[unit]}</v></c>{cells}'
        if value is not None:
            shape = plain if type(value) is int else style_number(self.book.style("cell", _shown(str(value))))
            cells = f'<c r="G{row}" s="{shape}"><v>{float(value):.16G}</v></c>{cells}'
        if note:
            cells += f'<c r="J{row}" s="{text}" t="s"><v>{self.words[note]}</v></c>'
        if computed is not None:
            cells += f'<c r="K{row}" s="{plain}"><v>{float(computed):.16G}</v></c>'
        return cells


@lru_cache(maxsize=256)
def _fixed(form: Form, year: int) -> tuple[tuple[str, ...], tuple[tuple[int, ...], ...]]:
    """The labels and ids of the form's cells, each once, and by cell where its seven are among them."""
    cells = form_cells(form, year)
    texts = [
        (*labels, form.id, cell.table, cell.row, cell.column)
        for labels, cell in zip(cell_labels(form, year), cells, strict=True)
    ]
    places = {text: place for place, text in enumerate(dict.fromkeys(text for line in texts for text in line))}
    return tuple(places), tuple(tuple(places[text] for text in line) for line in texts)


@lru_cache(maxsize=256)
def _row_shapes(form: Form, year: int, text: int, plain: int) -> tuple[str, ...]:
    """By row its XML, with places for the numbers of its texts, by the numbers of the formats of texts and counts."""

    def cells(columns: str, row: int) -> str:
        return "".join(f'<c r="{column}{row}" s="{text}" t="s"><v>%d</v></c>' for column in columns)

    return tuple(
        f'<row r="{row}" spans="1:{len(HEAD)}">{cells("A", row)}<c r="B{row}" s="{plain}"><v>{year}</v></c>'
        f"{cells('CDEF', row)}%s{cells('LMNOPQ', row)}</row>"
        for row in range(2, 2 + len(form_cells(form, year)))
    )


def _shown(amount: str) -> str:
    """The number format that shows an amount with its decimal places as written."""
    places = len(amount.partition(".")[2])
    return f"0.{'0' * places}" if places else "0"
