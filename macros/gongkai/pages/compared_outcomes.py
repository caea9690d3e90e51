"""How the groups of outcomes of two reports compare: figures of the same rows that the table compares, added up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.figures import Figure, State
from gongkai.forms import Form
from gongkai.forms.alignment import TableAlignment
from gongkai.forms.outcomes import alignments_of, outcome_groups
from gongkai.reports.model import Grid
from gongkai.tables.comparison import Comparison


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
    if table.match.other is None:
        return ()
    grids = comparison.report.grids[concluded.table], comparison.earlier.grids[table.match.other.id]
    return tuple(_groups(form, table.match, column, grids))


def _groups(form: Form, table: TableAlignment, column: int, grids: tuple[Grid, Grid]) -> Iterator[ComparedGroup]:
    for group in outcome_groups(form):
        matches = alignments_of(group, table, column)
        if matches is not None:
            now = [grids[0][row][column] for match in matches for row in match.rows]
            places = [(row, match.columns[column]) for match in matches for row in match.others]
            before = [grids[1][row][place] for row, place in places if place is not None]
            yield ComparedGroup(group.name, _number(now), _number(before), _complete([*now, *before]))


def _number(figures: Sequence[Figure]) -> int:
    return sum(int(figure.number) for figure in figures)


def _complete(figures: Sequence[Figure]) -> bool:
    return all(figure.state is State.GIVEN for figure in figures)
