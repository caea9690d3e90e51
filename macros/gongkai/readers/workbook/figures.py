"""The figures of a workbook's tables, each by its ids; what cannot be read, or cannot be right, becomes a remark."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from gongkai.figures import BLANK, Figure, Kind, State
from gongkai.forms import CellIds, Form, Table
from gongkai.readers.document import GridCell, Origin
from gongkai.readers.matching.figure_text import beside_args, read_figure
from gongkai.readers.remarks import Doubt, Remark
from gongkai.readers.workbook.marked_sheet import MarkedRow, MarkedSheet
from gongkai.reports.totals import fill
from gongkai.reports.workbook_marks import COLUMNS_MARK, ROW_MARK, TABLE_MARK, CellLook


@dataclass(slots=True)
class ReadFigures:
    """The figures of a workbook while they are read.

    Attributes:
        figures: By cell.
        origins: Where each was.
        computed: The cells that the workbook adds up itself.
        remarks: What a person should look at.
    """

    figures: dict[CellIds, Figure] = field(default_factory=dict)
    origins: dict[CellIds, Origin] = field(default_factory=dict)
    computed: set[CellIds] = field(default_factory=set)
    remarks: list[Remark] = field(default_factory=list)


def read_figures(
    form: Form, sheets: Iterable[MarkedSheet], looks: Mapping[CellIds, CellLook], *, year: int, fill_in: bool
) -> ReadFigures:
    """Read the tables of a workbook.

    Args:
        form: The form that it was written for.
        sheets: Its sheets.
        looks: How cells show their numbers.
        year: The reporting year.
        fill_in: Whether it is a form that was filled in, whose totals are locked: they are added up anew.
    """
    content = ReadFigures()
    for sheet in sheets:
        table = form.table_index.get(sheet.mark.removeprefix(TABLE_MARK))
        if sheet.mark.startswith(TABLE_MARK) and table is not None:
            _Table(form, table, looks, content).read(sheet)
            compare(form, table, content, year, fill_in=fill_in)
    return content


class _Table:
    """A table while it is read."""

    def __init__(self, form: Form, table: Table, looks: Mapping[CellIds, CellLook], content: ReadFigures) -> None:
        self.form = form
        self.table = table
        self.looks = looks
        self.result = content
        self.dropped: set[CellIds] = set()

    def read(self, sheet: MarkedSheet) -> None:
        columns: dict[int, str] = {}
        for row in sheet.rows:
            if row.mark == COLUMNS_MARK:
                columns = {place: cell.text for place, cell in enumerate(row.cells) if cell.text}
            elif row.mark.startswith(ROW_MARK):
                line, *computed = row.mark.removeprefix(ROW_MARK).split(" ")
                self._row(row, line, columns, frozenset(computed))

    def _row(self, row: MarkedRow, line: str, columns: Mapping[int, str], computed: frozenset[str]) -> None:
        number = self.table.row_index.get(line)
        if number is None:
            text = f"{line} {' '.join(cell.text for cell in row.cells if cell.text)}".strip()
            self.result.remarks.append(Remark(Doubt.UNKNOWN, "unknown-row", row.origin, text, table=self.table.id))
            return
        for place, column in columns.items():
            position = self.table.column_index(number, column)
            if position is not None and place < len(row.cells):
                kind = self.table.columns(number)[position].kind
                self._cell(row.cells[place], (self.table.id, line, column), kind, is_sum=column in computed)

    def _cell(self, source: GridCell, cell: CellIds, kind: Kind, *, is_sum: bool) -> None:
        result = self.result
        reading = read_figure(source.text, kind)
        if reading.code:
            doubt = Doubt.UNREADABLE if reading.figure is None else Doubt.NOTED if reading.certain else Doubt.GUESSED
            args = beside_args(reading.code, reading.figure, source.text)
            result.remarks.append(self._remark(doubt, reading.code, source, cell, args))
        if reading.figure is None or cell in self.dropped:
            return
        figure = _looking(reading.figure, self.looks.get(cell))
        earlier_figure = result.figures.get(cell)
        if earlier_figure is not None and earlier_figure != figure:
            result.remarks.append(self._remark(Doubt.AMBIGUOUS, "twice", source, cell))
            self.dropped.add(cell)
            del result.figures[cell]
            return
        result.figures[cell] = figure
        result.origins[cell] = source.origin
        if is_sum:
            result.computed.add(cell)

    def _remark(
        self, doubt: Doubt, code: str, source: GridCell, cell: CellIds, args: tuple[tuple[str, str], ...] = ()
    ) -> Remark:
        return Remark(doubt, code, source.origin, source.text, *cell, args=args)


def _looking(figure: Figure, look: CellLook | None) -> Figure:
    """A figure as its cell shows it: with the decimal places, the unit and the remark of its number format."""
    if look is None or figure.state is not State.GIVEN:
        return figure
    value = figure.value
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        if isinstance(exponent, int) and -exponent < look.places:
            value = value.quantize(Decimal(1).scaleb(-look.places))
    return replace(
        figure,
        value=value,
        unit=figure.unit or look.unit or None,
        note=figure.note or look.note or None,
        spaced=figure.spaced if figure.unit else look.gap or not look.unit,
    )


def compare(form: Form, table: Table, content: ReadFigures, year: int, *, fill_in: bool = False) -> None:
    """Remark on totals that are formulas no longer: they are taken as the sum of their parts.

    A formula without a result, as programs write them that do not calculate, is no blank: its figure is left out.

    Args:
        form: The form of the workbook.
        table: One of its tables.
        content: What was read of it.
        year: The reporting year.
        fill_in: Whether its totals are locked, so that no other can have been typed.
    """
    sums = _sums(form, table, content, year)
    not_calculated: list[CellIds] = []
    for cell, (number, place) in _positions(table):
        sheet_total, should_be = content.figures.get(cell), sums[number][place]
        if cell not in content.computed or sheet_total is None:
            continue
        if sheet_total == BLANK and should_be.state is State.GIVEN:
            not_calculated.append(cell)
            del content.figures[cell]
        elif not fill_in and sheet_total.number != should_be.number:
            args = (("shown", _text(sheet_total)), ("sum", _text(should_be)))
            remark = Remark(Doubt.GUESSED, "total-typed", content.origins[cell], "", *cell, args=args)
            content.remarks.append(remark)
    if not_calculated:
        count = (("count", str(len(not_calculated))),)
        first = content.origins[not_calculated[0]]
        content.remarks.append(Remark(Doubt.GUESSED, "not-calculated", first, table=table.id, args=count))


def restore_texts(form: Form, content: ReadFigures, year: int) -> None:
    """Let totals of 0 whose parts are all blank, or do not apply, be as their parts: their formulas give no 0 then.

    Args:
        form: The form of the workbook.
        content: What was read of it.
        year: The reporting year.
    """
    for table in form.tables:
        sums = _sums(form, table, content, year)
        for cell, (number, place) in _positions(table):
            total, should_be = content.figures.get(cell), sums[number][place]
            if total and cell in content.computed and total.value == 0 and should_be.state is not State.GIVEN:
                content.figures[cell] = should_be


def _sums(form: Form, table: Table, content: ReadFigures, year: int) -> Sequence[Sequence[Figure]]:
    """The figures of a table, with its totals added up anew."""
    partial = [
        [_or_none(content, (table.id, row.id, column.id)) for column in table.columns(number)]
        for number, row in enumerate(table.rows)
    ]
    return fill(form, table, partial, year=year)[0]


def _or_none(content: ReadFigures, cell: CellIds) -> Figure | None:
    return None if cell in content.computed else content.figures.get(cell, BLANK)


def _positions(table: Table) -> Iterator[tuple[CellIds, tuple[int, int]]]:
    for number, row in enumerate(table.rows):
        for place, column in enumerate(table.columns(number)):
            yield (table.id, row.id, column.id), (number, place)


def _text(figure: Figure) -> str:
    return str(figure.number)
