"""The tidy sheet: a line a cell of the form, as ``report.csv`` has it, with figures as numbers to filter and add up."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter

from gongkai.findings import say
from gongkai.forms import Form
from gongkai.renders.export import ReportExport, form_cells
from gongkai.renders.export.observations import Observation
from gongkai.renders.export.tidy import HEAD, SCOPE, STATUS, TELLER, cell_labels
from gongkai.renders.spreadsheet.book import Book, set_page
from gongkai.renders.spreadsheet.numbers import EXACT
from gongkai.renders.spreadsheet.sheet import CellSheet, style_number

_Chooser = Callable[[Sequence[int]], tuple[int, ...]]
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
        marks = Counter(item[1:4] for item in self.items)  # status, unit and remark
        words = dict.fromkeys(
            text for status, unit, note in marks for text in (STATUS[status], unit, note) if text is not None
        )
        fixed, chosen, width = _fixed(*self.key)
        source = TELLER[export.report.retold is not None]
        own = (export.agency.name, SCOPE[export.agency.scope], source, export.agency.slug)
        further = sum(count * (bool(unit) + bool(note)) for (_, unit, note), count in marks.items())
        shown = (len(own) + width + 1) * len(self.items) + further
        name, scope, source_number, slug, *numbers = sheet.texts((*own, *fixed, *words), shown=shown)
        self.own = name, scope, source_number, slug
        self.labels = [choose(numbers) for choose in chosen]
        self.words = dict(zip(words, numbers[len(fixed) :], strict=True))

    def xml(self) -> str:
        """The rows as XML; a cell is left out where there is nothing to say."""
        return "".join(self._rows())

    def _rows(self) -> Iterator[str]:
        text, plain = (style_number(self.book.style(name)) for name in ("cell-text", "cell"))
        (name, scope, source, slug), words = self.own, self.words
        statuses = {status: words[word] for status, word in STATUS.items() if word in words}
        shapes = _row_shapes(*self.key, text, plain)
        rows = zip(self.items, self.labels, shapes, strict=True)
        for row, (item, (first, second, third, *ids), (plain_shape, shape)) in enumerate(rows, start=2):
            value, status, unit, note, computed = item
            if type(value) is int and computed is None and not unit and not note and -EXACT < value < EXACT:
                yield plain_shape % (name, scope, first, second, third, value, statuses[status], source, slug, *ids)
            else:
                cells = self._value_cells(item, row, text, plain)
                yield shape % (name, scope, first, second, third, cells, source, slug, *ids)

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
def _fixed(
    form: Form, year: int
) -> tuple[tuple[str, ...], tuple[Callable[[Sequence[int]], tuple[int, ...]], ...], int]:
    """The labels and ids of the form's cells, each once; by cell what chooses its own among them; how many it has."""
    cells = form_cells(form, year)
    texts = [
        (*labels, form.id, cell.table, cell.row, cell.column)
        for labels, cell in zip(cell_labels(form, year), cells, strict=True)
    ]
    places = {text: place for place, text in enumerate(dict.fromkeys(text for line in texts for text in line))}
    chosen = tuple(itemgetter(*(places[text] for text in line)) for line in texts)
    return tuple(places), chosen, len(texts[0]) if texts else 0


@lru_cache(maxsize=256)
def _row_shapes(form: Form, year: int, text: int, plain: int) -> tuple[tuple[str, str], ...]:
    """By row its XML, with places for the numbers of its texts, by the numbers of the formats of texts and counts.

    The first of each two is for a whole number, about which there is nothing else to say; in the other one there is a
    place for all cells that depend on the report.
    """

    def cells(columns: str, row: int) -> str:
        return "".join(f'<c r="{column}{row}" s="{text}" t="s"><v>%d</v></c>' for column in columns)

    def shape(row: int, own: str) -> str:
        return (
            f'<row r="{row}" spans="1:{len(HEAD)}">{cells("A", row)}<c r="B{row}" s="{plain}"><v>{year}</v></c>'
            f"{cells('CDEF', row)}{own}{cells('LMNOPQ', row)}</row>"
        )

    def count(row: int) -> str:
        return f'<c r="G{row}" s="{plain}"><v>%d</v></c>{cells("I", row)}'

    return tuple((shape(row, count(row)), shape(row, "%s")) for row in range(2, 2 + len(form_cells(form, year))))


def _shown(amount: str) -> str:
    """The number format that shows an amount with its decimal places as written."""
    places = len(amount.partition(".")[2])
    return f"0.{'0' * places}" if places else "0"
