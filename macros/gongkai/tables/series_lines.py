"""Which lines an agency's figures over the years have, and where each is on every form that it reported on.

A line never shows a sum for a figure: where several rows of one form count what one row of another does, they come as
one more line, which says that it is their sum. So every printed figure has a line of its own. Worked out once for each
sequence of forms.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from gongkai.findings import say
from gongkai.forms import Form, Row, Table
from gongkai.forms.alignment import Relation, TableAlignment, align
from gongkai.forms.alignment.model import matching_columns
from gongkai.forms.model import Name
from gongkai.tables.cell_list import ListedCell, listed_cells


@dataclass(frozen=True, slots=True)
class LineSource:
    """Where a line's figure is on one form.

    Attributes:
        rows: Positions of the rows that are added up; mostly one.
        column: Position of the column.
        comparable: Whether it counts the same as the line does on the newest form.
        why: Why it does not.
    """

    rows: tuple[int, ...]
    column: int
    comparable: bool
    why: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class SeriesLine:
    """A line: what it is called, and by id of each form where its figure is there.

    ``labels`` are those of its row and its column as a list of all cells has them: see ``Table.labels``.
    """

    cell: ListedCell
    labels: tuple[str, str]
    sources: Mapping[str, LineSource]


@dataclass(frozen=True, slots=True, eq=False)
class SeriesLayout:
    """The lines of one table; ``title`` is the table's on the newest form that has it."""

    id: str
    title: str
    lines: tuple[SeriesLine, ...]


@lru_cache(maxsize=64)
def series_layout(forms: tuple[Form, ...]) -> tuple[SeriesLayout, ...]:
    """The lines of some forms, the newest first; a line of an older form comes where no newer one goes on with it."""
    tables: dict[str, tuple[str, list[SeriesLine]]] = {}
    covered: set[tuple[str, str, tuple[int, ...], int, bool]] = set()
    ids: set[str] = set()
    for position, form in enumerate(forms):
        for table in form.tables:
            _, lines = tables.setdefault(table.id, (table.title, []))
            for spot, rows, labels in _listed(form, table, forms):
                if (form.id, table.id, rows, spot.column, spot.is_sum) in covered:
                    continue
                # An id may come again on an older form for a row that counts something else.
                cell = spot if spot.id not in ids else replace(spot, id=f"{spot.id}-{form.id}")
                line = series_line(cell, rows, table=table, form=form, forms=forms[position:], labels=labels)
                covered.update(_covered(table, line))
                ids.add(cell.id)
                lines.append(line)
    return tuple(SeriesLayout(name, title, tuple(lines)) for name, (title, lines) in tables.items())


def _covered(table: Table, line: SeriesLine) -> Iterator[tuple[str, str, tuple[int, ...], int, bool]]:
    """What needs no further line: on each form the figure or the sum, and the one row that a sum goes on from."""
    for form_id, source in line.sources.items():
        yield form_id, table.id, source.rows, source.column, line.cell.is_sum
        if len(source.rows) == 1:
            yield form_id, table.id, source.rows, source.column, False


def series_line(  # noqa: PLR0913 - a line is worked out from these
    spot: ListedCell,
    rows: tuple[int, ...],
    *,
    table: Table,
    form: Form,
    forms: tuple[Form, ...],
    labels: tuple[str, str] | None = None,
) -> SeriesLine:
    """A line of figures over the years, with its place on its own form and on each of ``forms`` that continues it.

    Args:
        spot: What the line is called, and its cell.
        rows: Positions of its rows on ``form``; several for a line of sums.
        table: The table of ``form``.
        form: The newest form that has the line.
        forms: The forms that it may be on.
        labels: Labels of its row and its column; those of its cell where left out.
    """
    sources = {form.id: LineSource(rows, spot.column, comparable=True)}
    for other in forms:
        source = _source(align(form, other).table(table.id), rows, spot)
        if other.id not in sources and source is not None:
            sources[other.id] = source
    return SeriesLine(spot, labels or table.labels(spot.row, spot.column), sources)


def _source(pair: TableAlignment, rows: tuple[int, ...], spot: ListedCell) -> LineSource | None:
    """Where a line is on another form; None where it is not, or only as a sum that its label does not state."""
    if spot.is_sum:
        return _sum_source(pair, rows, spot.column)
    match = pair.row(rows[0])
    others, place = match.others, match.columns[spot.column]
    if match.continued is not None and pair.table is not None and pair.other is not None:
        others = (match.continued,)
        place = matching_columns(pair.table, pair.other, rows[0], match.continued)[spot.column]
    if len(others) != 1 or not match.exclusive or place is None:
        return None
    return LineSource(others, place, match.comparable, None if match.comparable else match.why)


def _sum_source(pair: TableAlignment, rows: tuple[int, ...], column: int) -> LineSource | None:
    """Where another form has the sum of some rows: in what answers to all of them, or to each; None if nowhere."""
    together = [match for match in pair.rows if match.rows == rows]
    matches = together or [pair.row(row) for row in rows]
    places = {match.columns[column] for match in matches}
    others = tuple(sorted(row for match in matches for row in match.others))
    place = next(iter(places))
    if not all(match.comparable for match in matches) or len(places) > 1 or place is None:
        return None
    return LineSource(others, place, comparable=True)


def _listed(
    form: Form, table: Table, forms: tuple[Form, ...]
) -> Iterator[tuple[ListedCell, tuple[int, ...], tuple[str, str]]]:
    """The lines of a table with rows and labels: each figure, and after it each sum that it is the last part of."""
    sums = dict(_sums(form, table, forms))
    for spot in listed_cells(form, table):
        row, column = table.labels(spot.row, spot.column)
        yield spot, (spot.row,), (row, column)
        for rows, one in sums.items():
            if rows[-1] == spot.row:
                summed = say("series.sum", {"label": row if one is None else one.path})
                yield _sum_cell(table, spot, one.name if one else None), rows, (summed, column)


def _sums(form: Form, table: Table, forms: tuple[Form, ...]) -> Iterator[tuple[tuple[int, ...], Row | None]]:
    """Rows that go on as a sum: several of this form, or one of this form and several of another.

    Yields:
        The rows, and the one row of the other form that several of this form answer to.
    """
    for other in forms:
        pair = align(form, other).table(table.id)
        for match in pair.rows:
            if match.relation is Relation.SUM and pair.other is not None:
                yield match.rows, pair.other.rows[match.others[0]] if len(match.rows) > 1 else None


def _sum_cell(table: Table, spot: ListedCell, name: Name | None) -> ListedCell:
    """The line of a sum: called as the one row is that it stands for, with the column where a row has several."""
    if name is None:
        return replace(spot, id=f"{spot.id}--sum", label=say("series.sum", {"label": spot.label}), is_sum=True)
    row = f"{table.id}-{table.rows[spot.row].id}"
    if spot.id == row:
        label = say("series.sum", {"label": name.label})
        return replace(spot, id=f"{table.id}-{name.id}", label=label, is_sum=True)
    column = spot.id.removeprefix(row)
    label = say("series.sum", {"label": f"{name.label}：{spot.label}"})
    return replace(spot, id=f"{table.id}-{name.id}{column}", label=label, above=spot.above[:-1], is_sum=True)
