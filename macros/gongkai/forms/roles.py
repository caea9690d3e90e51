"""What cells of a form mean, whatever their ids are: the roles that a summary, charts, comparisons and lists ask for.

A form's YAML names them under ``roles``; a form without a role shows nothing where the role would be shown.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from gongkai.forms.definition_item import Item
from gongkai.forms.model import Cell, Form, Row, Table
from gongkai.located import Sequence

REQUEST_ROLES = ("received", "carried_in", "concluded", "carried_out")
"""Totals of requests: received in the year, taken over from the year before, concluded, and carried over to the next.

They stand in one column of one table, so that they can be set against each other."""

ROLES = (*REQUEST_ROLES, "documents_in_force", "review_cases")
"""Every role: the totals of requests; documents in force at the end of the year; the totals of cases of review."""

_SEVERAL = ("review_cases",)
"""Roles that more than one cell may have."""

_NUMBERING = re.compile(r"^(?:（[^）]{1,3}）|[0-9]+[.．、]|[一二三四五六七八九十]+、)")


def load_roles(item: Item, tables: dict[str, Table]) -> tuple[tuple[str, tuple[Cell, ...]], ...]:
    """Load ``roles``: by role the place of a cell, or a list of places, written by ids.

    Args:
        item: The form.
        tables: Its tables by id.

    Raises:
        FormError: A role is unknown, a place is no cell, or the totals of requests stand apart.
    """
    child = item.child("roles")
    if child is None:
        return ()
    child.keys(*ROLES)
    roles = []
    for name, place in child.pairs_of():
        if isinstance(place.node, Sequence) and name not in _SEVERAL:
            raise place.fail(f"{name}: one place is expected")
        places = child.items(name) if isinstance(place.node, Sequence) else [place]
        roles.append((name, tuple(_cell(each, tables) for each in places)))
    columns = {(cell.table, cell.column) for name, cells in roles if name in REQUEST_ROLES for cell in cells}
    if len(columns) > 1:
        raise child.fail(f"{', '.join(REQUEST_ROLES)} are expected in one column of one table")
    return tuple(roles)


def _cell(item: Item, tables: dict[str, Table]) -> Cell:
    place = item.scalar()
    table_id, _, below = place.partition(".")
    table = tables.get(table_id)
    row_id, _, column_id = below.partition(".")
    if table is not None and table.by_blocks:
        row_id, column_id = table.rows[0].id, below
    row = table.row_index.get(row_id) if table is not None else None
    if table is None or row is None or table.column_index(row, column_id) is None:
        raise item.fail(f"{place} is no cell of the form; table.row.column by ids is expected")
    return Cell(table_id, row_id, column_id)


@dataclass(frozen=True, slots=True)
class OutcomeGroup:
    """One way in which requests end, as the form groups its outcomes.

    Attributes:
        name: The group's printed label without its number, or the short name of a row that stands alone.
        rows: Positions of its rows.
    """

    name: str
    rows: tuple[int, ...]


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
    groups: dict[str, list[int]] = {}
    for number, row in rows:
        groups.setdefault(_group_name(row, shared), []).append(number)
    return tuple(OutcomeGroup(name, tuple(members)) for name, members in groups.items())


def _group_name(row: Row, shared: int) -> str:
    return _NUMBERING.sub("", row.groups[shared].label) if len(row.groups) > shared else row.name.short
