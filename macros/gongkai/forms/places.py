"""Places: how waivers, notes, corrections, macros and findings name a cell, a row, a table or a section.

``申请.本年新收.总计``, ``requests.received.total``, ``复议诉讼.行政复议.尚未审结``; a place may stop at a row or
a table, and a bare section number (``六``) is a section. Ids and short names only: a printed label may hold a dot.
"""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from gongkai.errors import PlaceError
from gongkai.findings import say
from gongkai.forms.model import Column, Form, Line, Table, canonical
from gongkai.forms.names import unnumbered

_NEAR, _NEAR_LATIN = 0.5, 0.7


@dataclass(frozen=True, slots=True)
class Place:
    """A resolved place, by ids.

    Attributes:
        section: Number of a section, for a place that is one; everything else is then None.
        table: Id of the table.
        row: Id of the row, or None for the whole table.
        cols: Ids of the columns meant, or None for all of the row.
    """

    section: str | None = None
    table: str | None = None
    row: str | None = None
    cols: tuple[str, ...] | None = None

    def covers(self, table: str, row: str | None, col: str | None) -> bool:
        """Whether a cell (or a row or table, where parts are None) lies wholly within this place."""
        if self.table != table:
            return False
        if self.row is None:
            return True
        return self.row == row and (self.cols is None or col in self.cols)

    @property
    def cell(self) -> tuple[str, str, str] | None:
        """Table, row and column where the place is one single cell."""
        if self.table and self.row and self.cols and len(self.cols) == 1:
            return self.table, self.row, self.cols[0]
        return None


def place_id(form: Form, table: str, row: str | None = None, col: str | None = None) -> str:
    """The place of a cell, row or table written by ids, as findings and exports name it."""
    if row is None:
        return table
    if form.table_index[table].by_blocks:
        return f"{table}.{col or row}"
    return f"{table}.{row}.{col}" if col else f"{table}.{row}"


@lru_cache(maxsize=16384)
def resolve(form: Form, text: str) -> Place:
    """Find the place that a text names.

    Raises:
        PlaceError: There is none; the message names the nearest right one.
    """
    try:
        return _resolved(form, text)
    except _UnknownError as error:
        why = say(f"places.{error.what}", {"text": error.text})
        raise PlaceError(why, near=_mended(form, text, error), names=error.names) from None


class _UnknownError(Exception):
    """A part of a place names nothing.

    Attributes:
        what: ``table``, ``row``, ``column``, or ``group`` for a head over rows.
        text: The part.
        before: How many parts stand before it.
        names: What could be there.
    """

    def __init__(self, what: str, text: str, before: int, names: Sequence[str]) -> None:
        super().__init__(what)
        self.what, self.text, self.before, self.names = what, text, before, list(names)


def _mended(form: Form, text: str, error: _UnknownError) -> str | None:
    """The whole place with the nearest names for those that are unknown, up to the first that is near none.

    Where the table was left out, it is the one of which the rest is a place.
    """
    if error.what == "table":
        tables = [table.name.short for table in form.tables if _is_place(form, f"{table.name.short}.{text}")]
        if len(tables) == 1:
            return f"{tables[0]}.{text}"
    near = nearest(error.text, error.names) if error.what != "group" else None
    if near is None:
        return None
    parts = [part.strip() for part in text.split(".")]
    before, behind = [*parts[: error.before], near], parts[error.before + 1 :]
    try:
        _resolved(form, ".".join([*before, *behind]))
    except _UnknownError as another:
        mended = _mended(form, ".".join([*before, *behind]), another) if another.before > error.before else None
        return mended or ".".join(before)
    return ".".join([*before, *behind])


def _is_place(form: Form, text: str) -> bool:
    try:
        _resolved(form, text)
    except _UnknownError:
        return False
    return True


def _resolved(form: Form, text: str) -> Place:
    parts = [part.strip() for part in text.split(".")]
    section = next((item for item in form.sections if len(parts) == 1 and item.number == parts[0]), None)
    if section is not None:
        return Place(section=section.number, table=section.table)
    table = form.table_named(parts[0])
    if table is None:
        raise _UnknownError("table", parts[0], 0, [item.name.short for item in form.tables])
    below = parts[1:]
    if table.by_blocks and below and canonical(below[0]) in table.rows[0].name.all():
        if len(below) == 1:
            return Place(table=table.id, row=table.rows[0].id)
        below = below[1:]
    if not below:
        return Place(table=table.id)
    before = len(parts) - len(below)
    line = _line(table, below[0], before)
    row = table.rows[line.row]
    columns = tuple(table.columns(line.row)[number] for number in line.columns)
    if len(below) == 1:
        return Place(table=table.id, row=row.id, cols=tuple(col.id for col in columns) if table.by_blocks else None)
    column = _column(columns, ".".join(below[1:]), before + 1)
    return Place(table=table.id, row=row.id, cols=(column.id,))


def _line(table: Table, text: str, before: int) -> Line:
    number = table.line_index.get(canonical(text))
    if number is not None:
        return table.lines[number]
    below = [line.name.short for line in table.lines if canonical(text) in _heads(table, line)]
    if below:
        raise _UnknownError("group", text, before, below)
    raise _UnknownError("row", text, before, [line.name.short for line in table.lines])


def _heads(table: Table, line: Line) -> set[str]:
    """The names of the heads above a line, with their numbers and without."""
    labels = [group.label for group in table.rows[line.row].groups]
    if table.by_blocks:
        labels += table.columns(line.row)[line.columns[0]].heads
    return {canonical(name) for label in labels for name in (label, unnumbered(label))}


def _column(columns: tuple[Column, ...], text: str, before: int) -> Column:
    key = canonical(text)
    for column in columns:
        if key in (*column.name.all(), canonical(column.id.rpartition(".")[2])):
            return column
    raise _UnknownError("column", text, before, [column.name.short for column in columns])


def nearest(text: str, names: list[str]) -> str | None:
    """The name most like a misspelt one, or None where none is near; one sign of two is near enough in Chinese."""
    word = canonical(text)
    signs = frozenset(word)
    folded = {canonical(name): name for name in names}
    possible = [name for name in folded if not (signs and signs.isdisjoint(name))]  # difflib looks at others for longer
    match = difflib.get_close_matches(word, possible, n=1, cutoff=_NEAR_LATIN if text.isascii() else _NEAR)
    return folded[match[0]] if match else None
