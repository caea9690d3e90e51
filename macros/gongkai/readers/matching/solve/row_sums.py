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

    def holds(self, figures: Sequence[Figure | None]) -> bool:
        """Whether it holds, or cannot be checked: a blank total, or a part that is not known."""
        total = figures[self.total]
        if total is None or total.value is None or any(figures[part] is None for part in self.parts):
            return True
        return sum(figure.number for part in self.parts if (figure := figures[part])) == total.number


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
