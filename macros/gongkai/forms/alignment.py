"""The alignment of two forms: which rows and cells of one hold what those of the other do, and which do not and why.

All of it is read from ``answers`` in the forms' YAML; nothing is known here of any year. Comparisons, series, what is
carried over, what is said of the year before: all ask this one alignment, which is worked out once a pair of forms.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from gongkai.forms.model import Form, Row, Table


class Relation(Enum):
    """How a row, or several, relate to those of the other form."""

    SAME = "same"
    """One row each, counted in the same way."""
    SUM = "sum"
    """Several rows of one form together count what one of the other does."""
    BROKEN = "broken"
    """There are such rows in the other form, counted in another way: not comparable."""
    NEW = "new"
    """The other form has no such row."""


@dataclass(frozen=True, slots=True, eq=False)
class RowAlignment:
    """A row of the form, or several together, and what answers to it.

    Compared by identity, so that caches can be keyed by it.

    Attributes:
        rows: Positions of the rows in this form.
        others: Positions of the rows in the other form; empty for NEW.
        columns: For each column of the row's block the position of the column that it is compared with, or None.
        relation: See ``Relation``.
        why: Why they are not compared, or what has to be known of the comparison.
        alone: Whether no other row of this form answers to the same rows.
    """

    rows: tuple[int, ...]
    others: tuple[int, ...]
    columns: tuple[int | None, ...]
    relation: Relation
    why: str | None
    alone: bool = True

    @property
    def comparable(self) -> bool:
        """Whether figures may be subtracted."""
        return self.relation in (Relation.SAME, Relation.SUM)


@dataclass(frozen=True, slots=True, eq=False)
class TableAlignment:
    """A table of the form and the one of the other form; one of them is None where only one form has it.

    Attributes:
        table: This form's.
        other: The other form's.
        rows: In the order of this form.
        unmatched: Positions of the rows of the other form that nothing is compared with.
    """

    table: Table | None
    other: Table | None
    rows: tuple[RowAlignment, ...]
    unmatched: tuple[int, ...]

    def row(self, number: int) -> RowAlignment:
        """What answers to one row of this form alone."""
        return next(item for item in self.rows if item.rows == (number,))


@dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """Two forms, table by table.

    Attributes:
        form: The form whose order is kept.
        other: The form that it is aligned with.
        tables: This form's tables in its order; tables that the other form alone has come last.
    """

    form: Form
    other: Form
    tables: tuple[TableAlignment, ...]

    def table(self, table_id: str) -> TableAlignment:
        """What answers to a table of this form.

        Raises:
            KeyError: This form has no such table.
        """
        table = next((item for item in self.tables if item.table is not None and item.table.id == table_id), None)
        if table is None:
            raise KeyError(table_id)
        return table

    def counterpart(self, table_id: str, row: int, column: int) -> tuple[int, int] | None:
        """The one cell of the other form that holds what a cell of this form does.

        A row about whose answers the form says nothing is held to be the row of the same id: so a rule across years
        needs nothing of its own where a form is exchanged for one that keeps its rows.

        Args:
            table_id: Id of the table.
            row: Position of the cell's row.
            column: Position of its column in the row's block.

        Returns:
            Row and column position in the other form; None where there is no such cell, or one that counts otherwise.

        Raises:
            KeyError: This form has no such table.
        """
        pair = self.table(table_id)
        if pair.table is None or pair.other is None:
            return None
        answer = pair.row(row)
        if pair.table.rows[row].answers is None and answer.relation is Relation.NEW:
            number = pair.other.row_index.get(pair.table.rows[row].id)
            place = None if number is None else _columns(pair.table, pair.other, row, number)[column]
        else:
            number = answer.others[0] if answer.comparable and len(answer.others) == 1 else None
            place = answer.columns[column]
        return None if number is None or place is None else (number, place)


@lru_cache(maxsize=64)
def align(form: Form, other: Form) -> Alignment:
    """Align every table and row of a form with another form's."""
    same = form.id == other.id
    tables = [_align_table(table, other.table_index.get(table.id), same=same) for table in form.tables]
    lost = [table for table in other.tables if table.id not in form.table_index]
    alone = (TableAlignment(None, table, (), tuple(range(len(table.rows)))) for table in lost)
    return Alignment(form, other, (*tables, *alone))


def _align_table(table: Table, other: Table | None, *, same: bool) -> TableAlignment:
    if other is None:
        return TableAlignment(table, None, tuple(_new(table, number) for number in range(len(table.rows))), ())
    matches = [_align_row(table, other, number, same=same) for number in range(len(table.rows))]
    for sum_ in () if same else _sums(table, other):
        matches.insert(next(at for at, match in enumerate(matches) if match.rows == sum_.rows[-1:]) + 1, sum_)
    broken = Counter(match.others for match in matches if match.relation is Relation.BROKEN)
    matches = [_crowded(m) if m.relation is Relation.BROKEN and broken[m.others] > 1 else m for m in matches]
    compared = {row for match in matches if match.comparable for row in match.others}
    return TableAlignment(table, other, tuple(matches), tuple(n for n in range(len(other.rows)) if n not in compared))


def _align_row(table: Table, other: Table, number: int, *, same: bool) -> RowAlignment:
    row = table.rows[number]
    if same:
        return RowAlignment((number,), (number,), _columns(table, other, number, number), Relation.SAME, None)
    answer = row.answers
    if answer is None or not answer.rows or any(name not in other.row_index for name in answer.rows):
        return _new(table, number)
    others = tuple(other.row_index[name] for name in answer.rows)
    columns = _columns(table, other, number, others[0])
    if not answer.comparable:
        return RowAlignment((number,), others, columns, Relation.BROKEN, answer.why)
    return RowAlignment((number,), others, columns, Relation.SUM if len(others) > 1 else Relation.SAME, answer.why)


def _new(table: Table, number: int) -> RowAlignment:
    answer = table.rows[number].answers
    return RowAlignment(
        (number,), (), (None,) * len(table.columns(number)), Relation.NEW, answer.why if answer else None
    )


def _crowded(match: RowAlignment) -> RowAlignment:
    return RowAlignment(match.rows, match.others, match.columns, match.relation, match.why, alone=False)


def _sums(table: Table, other: Table) -> Iterator[RowAlignment]:
    """Rows of this form that only together answer to one row of the other form, as that form says."""
    for number, row in enumerate(other.rows):
        names = _summed(row)
        if len(names) > 1 and all(name in table.row_index for name in names):
            rows = tuple(sorted(table.row_index[name] for name in names))
            why = row.answers.why if row.answers else None
            yield RowAlignment(rows, (number,), _columns(table, other, rows[0], number), Relation.SUM, why)


def _summed(row: Row) -> tuple[str, ...]:
    return row.answers.rows if row.answers and row.answers.comparable else ()


def _columns(table: Table, other: Table, row: int, other_row: int) -> tuple[int | None, ...]:
    return tuple(other.column_index(other_row, column.id) for column in table.columns(row))
