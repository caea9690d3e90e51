"""What an alignment of two forms says: by table the rows that answer to each other, comparable or not.

Comparisons, series, what is carried over, what is said of the year before: all ask these values.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from gongkai.findings import say
from gongkai.forms.model import Form, Table


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
        columns: For each column of the row's block the position of the column with the same id in the block of the
            other row, or None where that block has none.
        relation: See ``Relation``.
        why: Why they are not compared, or what has to be known of the comparison.
        exclusive: False where several rows of this form answer to one row of the other form without being comparable
            with it, as the three rows do into which the form of 2021 divides ``other`` of 2019. The old row's figures
            then stand before none of them.
        continued: Position of the row of the other form that has the same id, where the forms are neighbours and say
            nothing about this row. Rules across years take it for the same row; it is not compared.
    """

    rows: tuple[int, ...]
    others: tuple[int, ...]
    columns: tuple[int | None, ...]
    relation: Relation
    why: str | None
    exclusive: bool = True
    continued: int | None = None

    @property
    def comparable(self) -> bool:
        """Whether figures may be subtracted."""
        return self.relation in (Relation.SAME, Relation.SUM)

    @property
    def absent(self) -> bool:
        """Whether the other form has no such row at all, not even one that is not comparable."""
        return self.relation is Relation.NEW and self.continued is None


@dataclass(frozen=True, slots=True, eq=False)
class TableAlignment:
    """A table of the form beside the one of the other form that answers to it; None where only one form has it.

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
        """The one cell of the other form from which a rule across years takes the figure of a cell of this form.

        That is the cell of the row that the form's ``answers`` name, where it names one and calls it comparable. Where
        nothing is said about a row, it is the row of the same id: so a rule across years needs no ``answers`` where a
        new form keeps the rows of the old one. Columns are those of the same id.

        Args:
            table_id: Id of the table.
            row: Position of the cell's row.
            column: Position of its column in the row's block.

        Returns:
            Row and column position in the other form; None where no single cell there counts the same.

        Raises:
            KeyError: This form has no such table.
        """
        number = self.counterpart_row(table_id, row)
        pair = self.table(table_id)
        if number is None or pair.table is None or pair.other is None:
            return None
        answer = pair.row(row)
        columns = answer.columns if answer.comparable else matching_columns(pair.table, pair.other, row, number)
        place = columns[column]
        return None if place is None else (number, place)

    def counterpart_row(self, table_id: str, row: int) -> int | None:
        """The row of the other form in which ``counterpart`` looks for the cells of a row of this form.

        Args:
            table_id: Id of the table.
            row: Position of the row.

        Returns:
            Its position; None where no single row there counts the same.

        Raises:
            KeyError: This form has no such table.
        """
        pair = self.table(table_id)
        answer = pair.row(row)
        if pair.other is None:
            return None
        return answer.others[0] if answer.comparable and len(answer.others) == 1 else answer.continued


def matching_columns(table: Table, other: Table, row: int, other_row: int) -> tuple[int | None, ...]:
    """For each column of a row's block the column of the same id in the block of a row of the other form.

    Args:
        table: A table of this form.
        other: The table that it is aligned with.
        row: Position of the row in ``table``.
        other_row: Position of the row in ``other``.

    Returns:
        Positions in the other row's block; None where it has no such column.
    """
    return tuple(other.column_index(other_row, column.id) for column in table.columns(row))


def new_row(table: Table, number: int, *, why: str | None = None, continued: int | None = None) -> RowAlignment:
    """A row that nothing of the other form answers to.

    Args:
        table: A table of this form.
        number: Position of the row.
        why: What is said about it.
        continued: See ``RowAlignment``.
    """
    columns = (None,) * len(table.columns(number))
    if continued is not None:
        why = why or say("forms.not-stated")
    return RowAlignment((number,), (), columns, Relation.NEW, why, continued=continued)


def aligned_table(
    table: Table, other: Table, single: list[RowAlignment], together: Iterable[RowAlignment]
) -> TableAlignment:
    """A table with its rows in printed order.

    Args:
        table: A table of this form.
        other: The table of the other form.
        single: The alignment of each row alone.
        together: Alignments of several rows together; each comes after the last of its rows.
    """
    matches = list(single)
    for match in together:
        matches.insert(next(at for at, item in enumerate(matches) if item.rows == match.rows[-1:]) + 1, match)
    claims = Counter(match.others for match in matches if match.relation is Relation.BROKEN)
    matches = [
        replace(match, exclusive=match.relation is not Relation.BROKEN or claims[match.others] == 1)
        for match in matches
    ]
    compared = {row for match in matches if match.comparable for row in match.others}
    return TableAlignment(table, other, tuple(matches), tuple(n for n in range(len(other.rows)) if n not in compared))
