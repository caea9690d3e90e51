"""The sums that must hold within a row, as the form's identities state them."""

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.figures import Figure
from gongkai.forms import Form, Table


@dataclass(frozen=True, slots=True)
class RowSum:
    """A total and its parts, by position of their columns."""

    total: int
    parts: tuple[int, ...]

    def is_stated(self, figures: Sequence[Figure | None]) -> bool:
        """Whether it can be checked: its total is given, and all of its parts are known."""
        total = figures[self.total]
        return total is not None and total.value is not None and all(figures[part] is not None for part in self.parts)

    def holds(self, figures: Sequence[Figure | None]) -> bool:
        """Whether it holds, or cannot be checked."""
        known = [figure.number for place in (self.total, *self.parts) if (figure := figures[place]) is not None]
        return not self.is_stated(figures) or known[0] == sum(known[1:])


def row_sums(form: Form, table: Table, row: int, year: int | None) -> tuple[RowSum, ...]:
    """The sums that hold within a row of a form's table in a year; in every year if it is not known."""
    sums = []
    for identity in form.identities:
        if identity.table != table.id or identity.each != "row" or identity.total is None:
            continue
        if year is not None and year not in identity.years:
            continue
        places = [table.column_index(row, name) for name in (identity.total, *identity.parts)]
        if all(place is not None for place in places):
            total, *parts = [place for place in places if place is not None]
            sums.append(RowSum(total, tuple(parts)))
    return tuple(sums)
