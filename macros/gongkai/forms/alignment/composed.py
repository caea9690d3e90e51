"""The alignment of two forms by way of a third one that both are aligned with.

Figures are comparable where both steps are. Where only several rows together go the whole way, they are compared
together. Everything else is not comparable, for the reason that the step gives.
"""

from collections.abc import Iterable, Iterator

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
from gongkai.forms.alignment.stated import aligned_tables
from gongkai.forms.model import Form, Table


def composed_alignment(first: Alignment, second: Alignment) -> Alignment:
    """Align two forms by way of a third one between them.

    Args:
        first: Of a form with the one between.
        second: Of the one between with another form.
    """

    def align_table(_form: Form, table: Table, _other: Form, there: Table) -> TableAlignment:
        step = first.table(table.id)
        if step.other is None:
            return unstated_table(table, there)
        return _composed(step, second.table(table.id), table, there)

    return Alignment(first.form, second.other, aligned_tables(first.form, second.other, align_table))


def unstated_table(table: Table, other: Table) -> TableAlignment:
    """Two tables about which nothing is said: rows of the same id are not comparable, and that is the reason given."""
    return aligned_table(table, other, [_unstated(table, other, number) for number in range(len(table.rows))], ())


def _unstated(table: Table, other: Table, number: int, why: str | None = None) -> RowAlignment:
    there = other.row_index.get(table.rows[number].id)
    if there is None:
        return new_row(table, number, why=why)
    return _broken(table, other, number, others=(there,), why=why or say("forms.not-stated"))


def _broken(table: Table, other: Table, number: int, *, others: tuple[int, ...], why: str) -> RowAlignment:
    columns = matching_columns(table, other, number, others[0])
    return RowAlignment((number,), others, columns, Relation.BROKEN, why)


def _composed(first: TableAlignment, second: TableAlignment, table: Table, other: Table) -> TableAlignment:
    single: list[RowAlignment] = []
    together: list[RowAlignment] = []
    for match in first.rows:
        joined = _joined(match, second) if match.comparable else None
        if joined is not None:
            (together if len(match.rows) > 1 else single).append(joined)
        elif len(match.rows) == 1:
            single.append(_not_comparable(match, second, table, other))
    gathered = {match.rows for match in together}
    for match in _gathered(first, second):
        if match.rows not in gathered:
            gathered.add(match.rows)
            together.append(match)
    return aligned_table(table, other, single, together)


def _joined(match: RowAlignment, second: TableAlignment) -> RowAlignment | None:
    """A comparable step and the steps that go on from it; None where not all of it is comparable."""
    middle = tuple(sorted(match.others))
    onward = [item for item in second.rows if item.rows == middle and item.comparable]
    steps = onward or [second.row(row) for row in match.others]
    others = tuple(row for step in steps for row in step.others)
    if not all(step.comparable for step in steps) or len(set(others)) != len(others):
        return None
    relation = Relation.SUM if len(match.rows) > 1 or len(others) > 1 else Relation.SAME
    why = _reasons([match, *steps])
    return RowAlignment(match.rows, others, _through(match, steps[0]), relation, why)


def _through(match: RowAlignment, step: RowAlignment) -> tuple[int | None, ...]:
    return tuple(None if place is None else step.columns[place] for place in match.columns)


def _reasons(matches: Iterable[RowAlignment]) -> str | None:
    """What has to be known of a comparison, of every step once."""
    return "".join(dict.fromkeys(match.why for match in matches if match.why)) or None


def _not_comparable(match: RowAlignment, second: TableAlignment, table: Table, other: Table) -> RowAlignment:
    """A row that is not comparable all the way, with the reason of the first step that is not."""
    number = match.rows[0]
    steps = [second.row(row) for row in match.others]
    if match.relation is Relation.NEW or (match.relation is Relation.SAME and steps[0].continued is not None):
        return _continued(match, second, table, other)
    others = tuple(dict.fromkeys(row for step in steps for row in step.others))
    why = match.why if match.relation is Relation.BROKEN else _reasons(step for step in steps if not step.comparable)
    if not others:
        return _unstated(table, other, number, why)
    return _broken(table, other, number, others=others, why=why or say("forms.not-stated"))


def _continued(match: RowAlignment, second: TableAlignment, table: Table, other: Table) -> RowAlignment:
    """A row about which a step says nothing: rules across years follow its figure where the other step goes on."""
    between = match.others[0] if match.comparable else match.continued
    if between is None:
        return _unstated(table, other, match.rows[0], match.why)
    step = second.row(between)
    there = step.others[0] if step.comparable and len(step.others) == 1 else step.continued
    return new_row(table, match.rows[0], why=match.why, continued=there)


def _gathered(first: TableAlignment, second: TableAlignment) -> Iterator[RowAlignment]:
    """Rows that only together are comparable in the second step, though each has an answer of its own in the first."""
    for step in second.rows:
        if len(step.rows) == 1:
            continue
        parts: list[RowAlignment] = []
        for match in first.rows:
            rows_in_use = {row for part in parts for row in part.others}
            if match.comparable and set(match.others) <= set(step.rows) and not rows_in_use & set(match.others):
                parts.append(match)
        rows = tuple(sorted(row for part in parts for row in part.rows))
        if {row for part in parts for row in part.others} == set(step.rows) and len(rows) > 1:
            why = _reasons([*parts, step])
            yield RowAlignment(rows, step.others, _through(parts[0], step), Relation.SUM, why)
