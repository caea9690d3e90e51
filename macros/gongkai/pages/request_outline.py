"""Where a form has what the summary of a report is made from: the totals of requests and the ways in which they end."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from gongkai.figures import Figure, State
from gongkai.forms import Form, Row, Table
from gongkai.forms.outcomes import OutcomeGroup, outcome_groups
from gongkai.forms.roles import REQUEST_ROLES


@dataclass(frozen=True, slots=True)
class RequestOutline:
    """Where a form has the totals of requests and their outcomes; the same for every report on it.

    Attributes:
        table: The table of requests.
        places: By role of the totals of requests the position of its cell.
        outcomes: The ways in which requests end.
        column: Position of the column of totals.
    """

    table: Table
    places: Mapping[str, tuple[int, int]]
    outcomes: tuple[OutcomeGroup, ...]
    column: int

    def row(self, role: str) -> Row:
        """The row of a role."""
        return self.table.rows[self.places[role][0]]


@lru_cache(maxsize=64)
def request_outline(form: Form) -> RequestOutline | None:
    """The outline of a form; None for one without all four totals of requests."""
    cells = {role: cell for role in REQUEST_ROLES if (cell := form.role(role)) is not None}
    if len(cells) < len(REQUEST_ROLES):
        return None
    table = form.table_index[cells["received"].table]
    places = {role: table.position(cell.row, cell.column) for role, cell in cells.items()}
    return RequestOutline(table, places, outcome_groups(form), places["received"][1])


def given_count(figure: Figure) -> int | None:
    """The count that a figure gives; None for a blank and whatever else holds no number."""
    return int(figure.value) if figure.state is State.GIVEN and figure.value is not None else None
