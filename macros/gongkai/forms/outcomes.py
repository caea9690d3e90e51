"""The ways in which requests end, as a form groups its outcomes, and which of them two forms count alike."""

from dataclasses import dataclass
from functools import lru_cache

from gongkai.forms.alignment import RowAlignment, TableAlignment, align
from gongkai.forms.model import Form, Row
from gongkai.forms.names import unnumbered


@dataclass(frozen=True, slots=True)
class OutcomeGroup:
    """One way in which requests end, as the form groups its outcomes.

    Attributes:
        name: The group's printed label without its number, or the short name of a row that stands alone.
        rows: Positions of its rows.
        path: Its printed label with the heads above it, joined by a dash.
    """

    name: str
    rows: tuple[int, ...]
    path: str


@lru_cache(maxsize=64)
def outcome_groups(form: Form) -> tuple[OutcomeGroup, ...]:
    """The outcomes of requests as the form groups them: what its total of concluded requests is the sum of.

    Rows are gathered under the outermost heads that tell them apart. Empty for a form without the role ``concluded``,
    or without a sum for it.
    """
    concluded = form.role("concluded")
    if concluded is None:
        return ()
    table = form.table_index[concluded.table]
    sums = (item.parts for item in form.identities if (item.table, item.total) == (table.id, concluded.row))
    rows = [(table.row_index[part], table.rows[table.row_index[part]]) for part in next(sums, ())]
    shared = min((len(row.groups) for _, row in rows), default=0)
    groups: dict[str, list[tuple[int, Row]]] = {}
    for number, row in rows:
        groups.setdefault(_group_name(row, shared), []).append((number, row))
    return tuple(
        OutcomeGroup(name, tuple(number for number, _ in members), _group_path(members[0][1], shared))
        for name, members in groups.items()
    )


def _group_name(row: Row, shared: int) -> str:
    return unnumbered(row.groups[shared].label) if len(row.groups) > shared else row.name.short


def _group_path(row: Row, shared: int) -> str:
    heads = row.groups[: shared + 1]
    return "—".join(head.label for head in heads) if len(heads) > shared else row.path


@lru_cache(maxsize=1024)  # every report of a form is compared by the same few
def alignments_of(group: OutcomeGroup, table: TableAlignment, column: int) -> tuple[RowAlignment, ...] | None:
    """The comparable rows, alone or together, that make up a group, each row once.

    Args:
        group: A group of this form.
        table: The alignment of the table in which it stands.
        column: Position of the column that is compared.

    Returns:
        The alignments; None where one of the group's rows is not comparable.
    """
    unmatched = set(group.rows)
    matches = []
    for match in sorted(table.rows, key=lambda item: len(item.rows)):
        if match.comparable and match.columns[column] is not None and set(match.rows) <= unmatched:
            unmatched -= set(match.rows)
            matches.append(match)
    return None if unmatched else tuple(matches)


@lru_cache(maxsize=256)
def groups_that_go_on(form: Form, other: Form) -> frozenset[str]:
    """Names of the groups of a form that are made up of the same rows as the groups of that name of another form."""
    concluded = form.role("concluded")
    if concluded is None:
        return frozenset()
    table = align(form, other).table(concluded.table)
    _, column = form.table_index[concluded.table].position(concluded.row, concluded.column)
    there = {group.name: set(group.rows) for group in outcome_groups(other)}
    names = set()
    for group in outcome_groups(form):
        matches = alignments_of(group, table, column) or ()
        if {row for match in matches for row in match.others} == there.get(group.name):
            names.add(group.name)
    return frozenset(names)
