"""Aligns any two forms: neighbours as they say, others along the chain of forms between them.

A form says of one other form how its rows answer to it (``answers_to``); the chain leads from form to form. Nothing is
known here of any year. An alignment is worked out once a pair of forms.
"""

from functools import lru_cache, reduce
from itertools import pairwise

from gongkai.forms.alignment.composed import composed_alignment, unstated_table
from gongkai.forms.alignment.model import Alignment, Relation, RowAlignment, TableAlignment, matching_columns
from gongkai.forms.alignment.stated import aligned_tables, are_neighbours, stated_alignment
from gongkai.forms.model import Form, Table


@lru_cache(maxsize=256)
def align(form: Form, other: Form) -> Alignment:
    """Align every table and row of a form with another form's.

    Two forms of one id are the same form. Forms that no chain of ``answers_to`` joins are not comparable.
    """
    if form.id == other.id:
        return Alignment(form, other, aligned_tables(form, other, _same))
    if are_neighbours(form, other):
        return stated_alignment(form, other)
    chain = _chain(form, other)
    if not chain:
        return Alignment(form, other, aligned_tables(form, other, _unstated))
    return reduce(composed_alignment, (align(*step) for step in pairwise(chain)))


def _chain(form: Form, other: Form) -> tuple[Form, ...]:
    """The forms from one to the other, each the neighbour of the next; empty where there is no such chain."""
    there = (other, *other.predecessors)
    ids = [item.id for item in there]
    here = (form, *form.predecessors)
    for position, item in enumerate(here):
        if item.id in ids:
            return (*here[: position + 1], *reversed(there[: ids.index(item.id)]))
    return ()


def _same(_form: Form, table: Table, _other: Form, there: Table) -> TableAlignment:
    rows = (
        RowAlignment((number,), (number,), matching_columns(table, there, number, number), Relation.SAME, None)
        for number in range(len(table.rows))
    )
    return TableAlignment(table, there, tuple(rows), ())


def _unstated(_form: Form, table: Table, _other: Form, there: Table) -> TableAlignment:
    return unstated_table(table, there)
