"""A list of a report's cells as this software writes it (``report.csv``), read again: by its ids, not by its labels.

The list holds the figures alone. Columns may be in another order, and further ones between them. ``report.json`` has
the same lines.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from gongkai.errors import ReadError
from gongkai.figures import BLANK, NOT_APPLICABLE, Figure, State, whole_number
from gongkai.findings import say
from gongkai.forms import Form, FormRegistry, Table
from gongkai.readers.document import Origin
from gongkai.readers.facts.identity import DocumentIdentity
from gongkai.readers.files.decoding import decode
from gongkai.readers.matching import MatchResult
from gongkai.readers.matching.figure_text import beside_args, read_figure
from gongkai.readers.remarks import Doubt, Remark
from gongkai.readers.workbook.figures import ReadFigures, compare
from gongkai.readers.workbook.own import OwnWorkbook, section_parts
from gongkai.readers.workbook.tidy_json import JsonReport, json_report
from gongkai.reports.tidy_columns import HEAD, STATUS, TELLER, unguarded
from gongkai.reports.totals import fill, sum_cells
from gongkai.reports.workbook_marks import Stamp

_NAME, _YEAR, _VALUE, _UNIT, _STATUS, _NOTE = (HEAD[place] for place in (0, 1, 6, 7, 8, 9))
_SOURCE, _SLUG, _FORM, _TABLE, _ROW, _COLUMN = HEAD[-6:]
_NEEDED = frozenset((_NAME, _YEAR, _VALUE, _UNIT, _STATUS, _NOTE, _SLUG, _FORM, _TABLE, _ROW, _COLUMN))
_COMPUTED, _BLANK, _NOT_APPLICABLE, _WRONG = (
    STATUS[name] for name in ("computed", "blank", "not-applicable", "unreadable")
)
_ABOUT = (_SLUG, _YEAR, _FORM)
"""The columns that are the same in all lines of one report."""

ListLine = Mapping[str, str]


def listed_agency(data: bytes, *, name: str) -> str:
    """The slug of the agency whose report a list holds; empty for any other file, and for a list of several."""
    json = _json(data, name=name)
    slugs = {line[_SLUG] for line in json.lines} if json else {line[_SLUG] for _, line in _lines(data, name=name)}
    return slugs.pop() if len(slugs) == 1 else ""


def tidy_report(data: bytes, registry: FormRegistry, *, name: str) -> OwnWorkbook | None:
    """Read a list that Gongkai wrote (``report.csv``), or the same as JSON.

    Args:
        data: A text file.
        registry: The forms at hand.
        name: The file as the clerk knows it.

    Returns:
        The report; None for any other file.

    Raises:
        ReadError: It holds several reports, or is of a form that is not at hand.
    """
    json = _json(data, name=name)
    lines = [(None, line) for line in json.lines] if json else list(_lines(data, name=name))
    if not lines:
        return None
    about = {tuple(line[key] for key in _ABOUT) for _, line in lines}
    if len(about) > 1:
        raise ReadError(say("readers.list-of-several", {"name": name, "count": len(about)}), code="list-of-several")
    slug, year, form_id = about.pop()
    form = registry.get(form_id)
    if form is None:
        raise ReadError(say("readers.own-form", {"name": name, "form": form_id}), code="own-form")
    number = whole_number(year)
    if number is None:
        raise ReadError(say("readers.list-year", {"name": name, "year": year}), code="list-year")
    stamp = Stamp("report", form.id, slug, lines[0][1][_NAME], number, "draft")
    return _report(form, stamp, lines, json)


def _json(data: bytes, *, name: str) -> JsonReport | None:
    return json_report(data, name=name) if name.lower().endswith(".json") else None


def _report(
    form: Form, stamp: Stamp, lines: Sequence[tuple[int | None, ListLine]], json: JsonReport | None
) -> OwnWorkbook:
    content = ReadFigures()
    first, line = lines[0]
    if line.get(_SOURCE) == TELLER[True]:  # lists of earlier versions do not have the column
        content.remarks.append(Remark(Doubt.GUESSED, "list-retold", Origin(line=first)))
    for number, line in lines:
        _read(form, content, number, line)
    for table in form.tables:
        _complete(form, table, content, stamp.year)
        compare(form, table, content, stamp.year)
    matched = MatchResult(
        form,
        content.figures,
        content.origins,
        notes=json.notes if json else (),
        remarks=tuple(content.remarks),
        computed=frozenset(content.computed),
    )
    published = json.published or "" if json else ""
    identity = DocumentIdentity(agency=stamp.name, year=stamp.year, year_from="title", published=published)
    marks = json.marks if json else ()
    return OwnWorkbook(stamp, matched, identity, parts=tuple(section_parts(form)), notes=marks, figures_only=True)


def _complete(form: Form, table: Table, content: ReadFigures, year: int) -> None:
    """Take totals without a figure as added up where others of the table are: the list does not say it of these.

    Of nothing but blanks the sum is blank. A total that was left blank beside figures stays what it is.
    """
    if all(cell[0] != table.id for cell in content.computed):
        return
    ids = {
        (number, place): (table.id, row.id, column.id)
        for number, row in enumerate(table.rows)
        for place, column in enumerate(table.columns(number))
    }
    sums = [item for item in form.identities if item.table == table.id and year in item.years]
    totals = {place for identity in sums for place, _ in sum_cells(table, identity)}
    blank_totals = {
        at for at in totals if ids[at] not in content.computed and _known(content, ids[at]).state is not State.GIVEN
    }
    partial = [
        [
            None
            if (number, place) in blank_totals or ids[number, place] in content.computed
            else _known(content, ids[number, place])
            for place in range(len(table.columns(number)))
        ]
        for number in range(len(table.rows))
    ]
    worked_out, _ = fill(form, table, partial, year=year)
    content.computed |= {ids[at] for at in blank_totals if worked_out[at[0]][at[1]] == _known(content, ids[at])}


def _known(content: ReadFigures, cell: tuple[str, str, str]) -> Figure:
    return content.figures.get(cell, BLANK)


def is_list_of_cells(heads: Iterable[str]) -> bool:
    """Whether a list with these heads has a line a cell, as ``report.csv`` and the files of all figures have."""
    return set(heads) >= _NEEDED


def separator_of(text: str) -> str:
    """The sign between the cells of a list, which a program may have saved with another one than the comma."""
    return max(",;\t", key=text.partition("\n")[0].count)


def _lines(data: bytes, *, name: str) -> Iterator[tuple[int | None, ListLine]]:
    """The lines by the names of their columns, with their numbers; nothing of a file that is no such list."""
    text = decode(data, name=name)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text))
    try:
        names = [cell.strip() for cell in next(reader, [])]
        rows = [(reader.line_num, cells) for cells in reader if any(cells)] if is_list_of_cells(names) else []
    except csv.Error:  # a cell of more than 131,072 signs: no list that this software wrote
        return
    for number, cells in rows:
        padded = [*cells, *[""] * (len(names) - len(cells))]
        yield number, {key: unguarded(cell.strip()) for key, cell in zip(names, padded, strict=False)}


def _read(form: Form, content: ReadFigures, number: int | None, line: ListLine) -> None:
    cell, origin = (line[_TABLE], line[_ROW], line[_COLUMN]), Origin(line=number)
    table = form.table_index.get(line[_TABLE])
    row = table.row_index.get(line[_ROW]) if table is not None else None
    column = table.column_index(row, line[_COLUMN]) if table is not None and row is not None else None
    if table is None or row is None or column is None:
        content.remarks.append(Remark(Doubt.UNKNOWN, "unknown-row", origin, " ".join((*cell, line[_VALUE]))))
        return
    if line[_STATUS] == _WRONG:
        content.remarks.append(Remark(Doubt.UNREADABLE, "text", origin, line[_VALUE], *cell))
        return
    model = table.columns(row)[column]
    figure: Figure | None = {_BLANK: BLANK, _NOT_APPLICABLE: NOT_APPLICABLE}.get(line[_STATUS])
    if figure is None or line[_VALUE]:
        reading = read_figure(line[_VALUE], model.kind)
        if reading.code:
            doubt = Doubt.UNREADABLE if reading.figure is None else Doubt.NOTED if reading.certain else Doubt.GUESSED
            args = beside_args(reading.code, reading.figure, line[_VALUE])
            content.remarks.append(Remark(doubt, reading.code, origin, line[_VALUE], *cell, args=args))
        figure = reading.figure
    if figure is None:
        return
    if cell in content.figures:
        content.remarks.append(Remark(Doubt.GUESSED, "twice", origin, line[_VALUE], *cell))
    unit = line[_UNIT] if line[_UNIT] != (model.unit or "") else ""
    if figure.value is not None and (unit or line[_NOTE]):
        figure = Figure(figure.value, unit=unit or figure.unit, note=line[_NOTE] or figure.note, spaced=bool(unit))
    content.figures[cell], content.origins[cell] = figure, origin
    if line[_STATUS] == _COMPUTED:
        content.computed.add(cell)
