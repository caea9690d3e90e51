"""The tidy sheet: a line a cell of the form, as ``report.csv`` has it, with figures as numbers to filter and add up."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import itemgetter

from gongkai.findings import say
from gongkai.forms import Form
from gongkai.renders.export import ReportExport, form_cells
from gongkai.renders.export.observations import Observation
from gongkai.renders.export.tidy import HEAD, SCOPE, STATUS, TELLER, cell_labels
from gongkai.renders.spreadsheet.book import Book
from gongkai.renders.spreadsheet.numbers import EXACT
from gongkai.renders.spreadsheet.sheet import set_page, style_number

_WIDTHS = (28, 7, 16, 34, 44, 26, 12, 9, 10, 16, 10, 11, 16, 11, 12, 22, 22)
_MOST = 32
"""Kinds of reports whose rows are kept as they are but for the figures; those of one take 0.1 MB."""


def write_tidy(book: Book, rows: "TidyRows") -> None:
    """Write the sheet: what the report holds, whatever somebody changes on the other sheets."""
    sheet = book.sheet(say("sheet.names.tidy"), kind="tidy")
    head = book.style("head")
    for column, (name, wide) in enumerate(zip(HEAD, _WIDTHS, strict=True)):
        sheet.write_string(0, column, name, head)
        sheet.set_column(column, column, wide)
    count = len(rows.items)
    sheet.write_rows(range(1, 1 + count), len(HEAD), rows.xml)
    sheet.autofilter(0, 0, count, len(HEAD) - 1)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    set_page(sheet, landscape=True)


class TidyRows:
    """The rows of the sheet: their texts are entered at once, their XML is asked for when formats have numbers."""

    def __init__(self, book: Book, export: ReportExport, form: Form) -> None:
        """Enter the texts: before those of the narrative, so that they have the same numbers in most workbooks.

        Args:
            book: The workbook, which holds the sheets of the tables.
            export: The report.
            form: Its form.
        """
        self.book = book
        self.form, self.year = form, export.report.year
        self.items = export.observations
        marks = Counter(item[1:4] for item in self.items)  # status, unit and remark
        words = dict.fromkeys(
            text for status, unit, note in marks for text in (STATUS[status], unit, note) if text is not None
        )
        fixed, _, width = _fixed(form, self.year)
        source = TELLER[export.report.retold is not None]
        own = (export.agency.name, SCOPE[export.agency.scope], source, export.agency.slug)
        further = sum(count * (bool(unit) + bool(note)) for (_, unit, note), count in marks.items())
        cell_count = (len(own) + width + 1) * len(self.items) + further
        numbers = book.enter((*own, *fixed, *words), cell_count=cell_count)
        self.fixed = tuple(numbers[: len(own) + len(fixed)])
        self.words = dict(zip(words, numbers[len(self.fixed) :], strict=True))

    def xml(self) -> str:
        """The rows as XML; a cell is left out where there is nothing to say."""
        text, plain = (style_number(self.book.style(name)) for name in ("cell-text", "cell"))
        statuses = {status: self.words[word] for status, word in STATUS.items() if word in self.words}
        filled: list[object] = []
        others: list[int] = []
        for row, item in enumerate(self.items, start=2):
            value, status, unit, note, computed = item
            if type(value) is int and computed is None and not unit and not note and -EXACT < value < EXACT:
                filled += (value, statuses[status])
            else:
                others.append(row)
                filled.append(self._value_cells(item, row, text, plain))
        return _pattern(self.form, self.year, self.fixed, (text, plain), tuple(others)) % tuple(filled)

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
    choosers = tuple(itemgetter(*(places[text] for text in line)) for line in texts)
    return tuple(places), choosers, len(texts[0]) if texts else 0


@lru_cache(maxsize=_MOST)
def _pattern(form: Form, year: int, numbers: tuple[int, ...], styles: tuple[int, int], others: tuple[int, ...]) -> str:
    """The XML of all rows as a format string for what depends on the report.

    Args:
        form: The form.
        year: The year reported on.
        numbers: Those of the texts, as ``TidyRows`` enters them.
        styles: Numbers of the formats of texts and of counts.
        others: The rows for which all cells that depend on the report are filled in; for the rest, a whole number about
            which there is nothing else to say, and the number of its status.
    """
    name, scope, source, slug, *fixed = numbers
    text, plain = styles
    apart = frozenset(others)

    def row_pattern(row: int, first: int, second: int, third: int, *ids: int) -> str:
        def cells(columns: str, *texts: int) -> str:
            pairs = zip(columns, texts, strict=True)
            return "".join(f'<c r="{column}{row}" s="{text}" t="s"><v>{number}</v></c>' for column, number in pairs)

        number = f'<c r="G{row}" s="{plain}"><v>%s</v></c><c r="I{row}" s="{text}" t="s"><v>%s</v></c>'
        return (
            f'<row r="{row}" spans="1:{len(HEAD)}">{cells("A", name)}<c r="B{row}" s="{plain}"><v>{year}</v></c>'
            f"{cells('CDEF', scope, first, second, third)}{'%s' if row in apart else number}"
            f"{cells('LMNOPQ', source, slug, *ids)}</row>"
        )

    return "".join(row_pattern(row, *choose(fixed)) for row, choose in enumerate(_fixed(form, year)[1], start=2))


def _shown(amount: str) -> str:
    """The number format that shows an amount with its decimal places as written."""
    places = len(amount.partition(".")[2])
    return f"0.{'0' * places}" if places else "0"
