"""What cells of a form mean, whatever their ids are: the roles that a summary, charts, comparisons and lists ask for.

A form's YAML names them under ``roles``; a form without a role shows nothing where the role would be shown.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from gongkai.forms.model import Form, Row

REQUEST_ROLES = ("received", "carried_in", "concluded", "carried_out")
"""Totals of requests: received in the year, taken over from the year before, concluded, and carried over to the next.

They stand in one column of one table, so that they can be set against each other."""

ROLES = (*REQUEST_ROLES, "documents_in_force", "review_cases")
"""Every role: the totals of requests; documents in force at the end of the year; the totals of cases of review."""

_NUMBERING = re.compile(r"^(?:（[^）]{1,3}）|[0-9]+[.．、]|[一二三四五六七八九十]+、)")


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
