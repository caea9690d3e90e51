"""How the groups of outcomes of two reports compare: figures of the same rows that the table compares, added up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.figures import Figure, State
from gongkai.forms import Form
from gongkai.forms.alignment import RowAlignment
from gongkai.forms.roles import OutcomeGroup, outcome_groups
from gongkai.tables.comparison import ComparedRow, ComparedTable, Comparison


@dataclass(frozen=True, slots=True)
class ComparedGroup:
    """A group of outcomes in two reports.

    Attributes:
        name: What this report's form calls it.
        now: Requests of this report.
        before: Requests of the earlier report.
        complete: Whether every row of the group is given in both reports.
    """

    name: str
    now: int
    before: int
    complete: bool


def compared_groups(comparison: Comparison) -> tuple[ComparedGroup, ...]:
    """The groups of outcomes that the two forms count alike, in the order of this report's form.

    Args:
        comparison: Two reports side by side.

    Returns:
        The groups all of whose rows are comparable, alone or together; empty where the form has no total of outcomes.
    """
    form = comparison.report.form
    concluded = form.role("concluded") if form is not None else None
    if form is None or concluded is None:
        return ()
    table = next(item for item in comparison.tables if item.match.table is form.table_index[concluded.table])
    _, column = form.table_index[concluded.table].position(concluded.row, concluded.column)
    return tuple(_groups(form, table, column))


def _groups(form: Form, table: ComparedTable, column: int) -> Iterator[ComparedGroup]:
    for group in outcome_groups(form):
        rows = _rows(group, table, column)
        if rows is not None:
            sides = [(row.pairs[column].now, row.pairs[column].before) for row in rows]
            now = [figure for figure, _ in sides]
            before = [figure for _, figure in sides if figure is not None]
            yield ComparedGroup(group.name, _number(now), _number(before), _complete([*now, *before]))


def _rows(group: OutcomeGroup, table: ComparedTable, column: int) -> list[ComparedRow] | None:
    """The compared rows that make up a group, each row once; None where one of its rows is in none."""
    left = set(group.rows)
    rows = []
    for row in sorted(table.rows, key=lambda item: len(item.match.rows)):
        if _is_comparable(row.match, column) and set(row.match.rows) <= left:
            left -= set(row.match.rows)
            rows.append(row)
    return rows if not left else None


def _is_comparable(match: RowAlignment, column: int) -> bool:
    return match.comparable and match.columns[column] is not None


def _number(figures: Sequence[Figure]) -> int:
    return sum(int(figure.number) for figure in figures)


def _complete(figures: Sequence[Figure]) -> bool:
    return all(figure.state is State.GIVEN for figure in figures)
