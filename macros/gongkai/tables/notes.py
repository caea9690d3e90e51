"""The notes below a table: remarks, signed explanations, the document's own headers, totals that do not add up.

A note keeps its number however it came about, so that cells can point at it.
"""

from collections.abc import Iterator

from gongkai.figures import Figure, written
from gongkai.findings import say
from gongkai.forms import Form, Line, Place, Row, Table, place_id
from gongkai.reports import Report
from gongkai.tables.model import TableNote

Differing = dict[tuple[int, int], Figure]
"""Stated totals that are not the sum of their parts, with that sum, by position."""


def table_notes(
    report: Report, form: Form, table: Table, *, differing: Differing
) -> tuple[tuple[TableNote, Place], ...]:
    """All notes of a table with the places that they speak of, numbered from 1."""
    texts = [
        *_remarks(report, table),
        *_own_heads(report, table),
        *_differences(report, table, differing),
        *_waivers(report, table),
    ]
    merged: dict[str, list[Place]] = {}
    for place, text in texts:
        merged.setdefault(text, []).append(place)
    notes: list[tuple[TableNote, Place]] = []
    for number, (text, places) in enumerate(merged.items(), start=1):
        at = "、".join(dict.fromkeys(spoken(form, place) for place in places if spoken(form, place)))
        notes.extend((TableNote(number, at, text), place) for place in places)
    return tuple(notes)


def spoken(form: Form, place: Place) -> str:
    """A place in the printed words of the form; empty where it is a table or a section."""
    if place.table is None or place.row is None:
        return ""
    table = form.table_index[place.table]
    number = table.row_index[place.row]
    row = table.rows[number]
    columns = [column for column in table.columns(number) if place.cols is not None and column.id in place.cols]
    if len(columns) == 1:
        col = columns[0].printed
        return f"“{_inner(row)}”{col}" if row.printed else col
    line = _line(table, place)
    if line is not None:
        return line.name.label
    return f"“{_inner(row)}”"


def _inner(row: Row) -> str:
    """A label that is about to be quoted: its own quotation marks become inner ones."""
    return row.name.label.translate({ord("“"): "‘", ord("”"): "’"})


def _remarks(report: Report, table: Table) -> Iterator[tuple[Place, str]]:
    for note in report.notes:
        if note.place.table == table.id:
            yield note.place, note.text


def _own_heads(report: Report, table: Table) -> Iterator[tuple[Place, str]]:
    for place, text in report.heads:
        if place.table == table.id and place.section is None:
            yield (
                place,
                say(
                    "page.source-row" if place.row is not None and place.cols is None else "page.source-note",
                    {"head": text, "label": _official(table, place)},
                ),
            )


def _official(table: Table, place: Place) -> str:
    if place.row is None:
        return table.title
    number = table.row_index[place.row]
    if place.cell is None:
        line = _line(table, place)
        return (line or table.rows[number]).name.label
    return next(column.name.label for column in table.columns(number) if column.id == place.cell[2])


def _differences(report: Report, table: Table, differing: Differing) -> Iterator[tuple[Place, str]]:
    for (row, column), computed in sorted(differing.items()):
        total = report.grids[table.id][row][column]
        place = Place(table=table.id, row=table.rows[row].id, cols=(table.columns(row)[column].id,))
        text = say("page.difference", {"stated": written(total) or say("page.blank"), "computed": written(computed)})
        yield place, text


def _waivers(report: Report, table: Table) -> Iterator[tuple[Place, str]]:
    for waiver in report.waivers:
        if waiver.place.table == table.id and waiver.place.section is None:
            signed = [part for part in (waiver.office, waiver.date) if part]
            text = say("page.waived", {"text": waiver.reason})
            yield waiver.place, text + (f"（{'，'.join(signed)}）" if signed else "")


def place_key(form: Form, place: Place) -> str:
    """A place as an id, for anchors and exports; ``resolve`` finds the same place by it."""
    if place.table is None or place.section is not None:
        return place.section or ""
    line = _line(form.table_index[place.table], place)
    col = place.cell[2] if place.cell else line.name.id if line else None
    return place_id(form, place.table, place.row, col)


def _line(table: Table, place: Place) -> Line | None:
    """The line that a place names, in a table of one row that is written a line a column group."""
    if not table.by_blocks or place.row is None or place.cols is None:
        return None
    for line in table.lines:
        if tuple(table.columns(line.row)[column].id for column in line.columns) == place.cols:
            return line
    return None
