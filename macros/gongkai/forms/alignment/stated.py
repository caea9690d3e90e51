"""The alignment of two forms of which one says under ``answers`` how its rows answer to the other's."""

from collections.abc import Callable, Iterator

from gongkai.findings import say
from gongkai.forms.alignment.model import (
    Alignment,
    Relation,
    RowAlignment,
    TableAlignment,
    aligned_table,
    matching_columns,
    new_row,
)
from gongkai.forms.model import Form, Row, Table

AlignTable = Callable[[Form, Table, Form, Table], TableAlignment]
"""Aligns a table of a form with the table of the same id of another form."""


def are_neighbours(form: Form, other: Form) -> bool:
    """Whether one of two forms says how its rows answer to the other's."""
    return form.answers_to == other.id or other.answers_to == form.id


def stated_alignment(form: Form, other: Form) -> Alignment:
    """Align a form with its neighbour: as it says itself, else as the neighbour does, read the other way round."""
    return Alignment(form, other, aligned_tables(form, other, _table))


def aligned_tables(form: Form, other: Form, align_table: AlignTable) -> tuple[TableAlignment, ...]:
    """Align every table of a form; those of the other form alone come last.

    Args:
        form: The form whose order is kept.
        other: The other form.
        align_table: Aligns two tables of the same id.
    """
    pairs = [(table, other.table_index.get(table.id)) for table in form.tables]
    tables = [align_table(form, table, other, there) if there else without_other(table) for table, there in pairs]
    only_there = (table for table in other.tables if table.id not in form.table_index)
    return (*tables, *(TableAlignment(None, table, (), tuple(range(len(table.rows)))) for table in only_there))


def without_other(table: Table) -> TableAlignment:
    """A table that the other form does not have."""
    rows = (new_row(table, number, why=_why(row)) for number, row in enumerate(table.rows))
    return TableAlignment(table, None, tuple(rows), ())


def _table(form: Form, table: Table, other: Form, there: Table) -> TableAlignment:
    own, theirs = form.answers_to == other.id, other.answers_to == form.id
    reverse = list(_reversed(table, there)) if theirs else []
    if own:
        single = [_answered(table, there, number) for number in range(len(table.rows))]
    else:
        single = [_answering(table, there, number, reverse) for number in range(len(table.rows))]
    return aligned_table(table, there, single, [match for match in reverse if len(match.rows) > 1])


def _answered(table: Table, other: Table, number: int) -> RowAlignment:
    """A row as the form says itself."""
    answer = table.rows[number].answers
    if answer is None:
        return new_row(table, number, continued=other.row_index.get(table.rows[number].id))
    if not answer.rows:
        return new_row(table, number, why=answer.why)
    others = tuple(other.row_index[name] for name in answer.rows)
    relation = Relation.BROKEN if not answer.comparable else Relation.SUM if len(others) > 1 else Relation.SAME
    columns = matching_columns(table, other, number, others[0])
    return RowAlignment((number,), others, columns, relation, answer.why)


def _answering(table: Table, other: Table, number: int, reverse: list[RowAlignment]) -> RowAlignment:
    """A row of a form that states nothing about the other form, aligned by what the other form states."""
    about = [match for match in reverse if number in match.rows]
    alone = next((match for match in about if len(match.rows) == 1), None)
    if alone is not None:
        return alone
    if not about:
        there = other.row_index.get(table.rows[number].id)
        silent = there is not None and other.rows[there].answers is None
        return new_row(table, number, continued=there if silent else None)
    columns = matching_columns(table, other, number, about[0].others[0])
    why = about[0].why or say("forms.only-together")
    return RowAlignment((number,), about[0].others, columns, Relation.BROKEN, why)


def _reversed(table: Table, other: Table) -> Iterator[RowAlignment]:
    """What the other form states about the rows of this form (``answers``), read in the opposite direction."""
    for number, row in enumerate(other.rows):
        if row.answers is None or not row.answers.rows:
            continue
        rows = tuple(sorted(table.row_index[name] for name in row.answers.rows))
        if row.answers.comparable:
            relation = Relation.SUM if len(rows) > 1 else Relation.SAME
            yield RowAlignment(rows, (number,), matching_columns(table, other, rows[0], number), relation, _why(row))
            continue
        for single in rows:
            columns = matching_columns(table, other, single, number)
            yield RowAlignment((single,), (number,), columns, Relation.BROKEN, _why(row))


def _why(row: Row) -> str | None:
    return row.answers.why if row.answers else None
