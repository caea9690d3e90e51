"""How the rows of one form answer to those of another: which are compared, which are not and why.

All of it is read from the ``answers`` in the forms' YAML; nothing is known here of any year. Worked out once a pair.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from gongkai.forms import Form, Row, Table


class Way(Enum):
    """How a row, or several, stand to those of the other form."""

    SAME = "same"
    """One row each, counted in the same way."""
    SUM = "sum"
    """Several rows of one form together count what one of the other does."""
    BROKEN = "broken"
    """There are such rows in the other form, counted in another way: not comparable."""
    NEW = "new"
    """The other form has no such row."""


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """A row of the form, or several together, and what answers to it. Equal to no other, and so itself a key.

    Attributes:
        rows: Positions of the rows in this form.
        others: Positions of the rows in the other form; empty for NEW.
        columns: For each column of the row's block the position of the column that it is set beside, or None.
        way: See ``Way``.
        why: Why they are not compared, or what has to be known of the comparison.
        alone: Whether no other row of this form answers to the same rows.
    """

    rows: tuple[int, ...]
    others: tuple[int, ...]
    columns: tuple[int | None, ...]
    way: Way
    why: str | None
    alone: bool = True

    @property
    def comparable(self) -> bool:
        """Whether figures may be subtracted."""
        return self.way in (Way.SAME, Way.SUM)


@dataclass(frozen=True, slots=True, eq=False)
class TableMatch:
    """A table of the form and the one of the other form; one of them is None where only one form has it.

    Attributes:
        table: This form's.
        other: The other form's.
        matches: In the order of this form.
        left: Rows of the other form that nothing is compared with.
    """

    table: Table | None
    other: Table | None
    matches: tuple[Match, ...]
    left: tuple[int, ...]


@lru_cache(maxsize=64)
def match_forms(form: Form, other: Form) -> tuple[TableMatch, ...]:
    """Set every table of a form beside the other form's, in this form's order; tables of the other alone come last."""
    same = form.id == other.id
    found = [_match_table(table, other.table_index.get(table.id), same=same) for table in form.tables]
    lost = [table for table in other.tables if table.id not in form.table_index]
    return (*found, *(TableMatch(None, table, (), tuple(range(len(table.rows)))) for table in lost))


def _match_table(table: Table, other: Table | None, *, same: bool) -> TableMatch:
    if other is None:
        return TableMatch(table, None, tuple(_new(table, number) for number in range(len(table.rows))), ())
    matches = [_match_row(table, other, number, same=same) for number in range(len(table.rows))]
    for sum_ in () if same else _sums(table, other):
        matches.insert(next(at for at, match in enumerate(matches) if match.rows == sum_.rows[-1:]) + 1, sum_)
    broken = Counter(match.others for match in matches if match.way is Way.BROKEN)
    matches = [_crowded(m) if m.way is Way.BROKEN and broken[m.others] > 1 else m for m in matches]
    compared = {row for match in matches if match.comparable for row in match.others}
    return TableMatch(table, other, tuple(matches), tuple(n for n in range(len(other.rows)) if n not in compared))


def _match_row(table: Table, other: Table, number: int, *, same: bool) -> Match:
    row = table.rows[number]
    if same:
        return Match((number,), (number,), _columns(table, other, number, number), Way.SAME, None)
    answer = row.answers
    if answer is None or not answer.rows or any(name not in other.row_index for name in answer.rows):
        return _new(table, number)
    others = tuple(other.row_index[name] for name in answer.rows)
    columns = _columns(table, other, number, others[0])
    if not answer.comparable:
        return Match((number,), others, columns, Way.BROKEN, answer.why)
    return Match((number,), others, columns, Way.SUM if len(others) > 1 else Way.SAME, answer.why)


def _new(table: Table, number: int) -> Match:
    answer = table.rows[number].answers
    return Match((number,), (), (None,) * len(table.columns(number)), Way.NEW, answer.why if answer else None)


def _crowded(match: Match) -> Match:
    return Match(match.rows, match.others, match.columns, match.way, match.why, alone=False)


def _sums(table: Table, other: Table) -> Iterator[Match]:
    """Rows of this form that only together answer to one row of the other form, as that form says."""
    for number, row in enumerate(other.rows):
        names = _summed(row)
        if len(names) > 1 and all(name in table.row_index for name in names):
            rows = tuple(sorted(table.row_index[name] for name in names))
            why = row.answers.why if row.answers else None
            yield Match(rows, (number,), _columns(table, other, rows[0], number), Way.SUM, why)


def _summed(row: Row) -> tuple[str, ...]:
    return row.answers.rows if row.answers and row.answers.comparable else ()


def _columns(table: Table, other: Table, row: int, other_row: int) -> tuple[int | None, ...]:
    return tuple(other.column_index(other_row, column.id) for column in table.columns(row))
