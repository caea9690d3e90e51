"""The sums that must hold within a row, as the form's identities state them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from gongkai.figures import BLANK, Figure
from gongkai.forms import Form, Table


@dataclass(frozen=True, slots=True)
class RowSum:
    """A total and its parts, by position of their columns."""

    total: int
    parts: tuple[int, ...]

    def is_blank(self, figures: Sequence[Figure | None]) -> bool:
        """Whether neither its total nor any of its parts is given."""
        return all(figures[place] == BLANK for place in (self.total, *self.parts))

    def is_stated(self, figures: Sequence[Figure | None]) -> bool:
        """Whether it can be checked: its total is given, and all of its parts are known."""
        total = figures[self.total]
        return total is not None and total.value is not None and all(figures[part] is not None for part in self.parts)

    def holds(self, figures: Sequence[Figure | None]) -> bool:
        """Whether it holds, or cannot be checked."""
        numbers = [figure.number for place in (self.total, *self.parts) if (figure := figures[place]) is not None]
        return not self.is_stated(figures) or numbers[0] == sum(numbers[1:])


@lru_cache(maxsize=4096)
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


def may_be_moved(figures: Sequence[Figure | None], sums: Sequence[RowSum], *, has_totals: bool) -> bool:
    """Whether figures with a blank before or after them can hardly all be given where they stand, but beside it.

    A blank that is not filled in leaves the total above the parts that are given. So a total below them is none, but a
    part that stands in its place. The last part is the total where it is the sum of the others, or more, and nothing is
    in the place of the total, although other totals are given; and where others are not, what is in its place is a
    part if it is not the sum.

    Args:
        figures: Of the row; None where a cell could not be read.
        sums: The row's own.
        has_totals: Whether most rows of the table, or groups of columns, have a total.
    """
    if None in figures or BLANK not in (figures[0], figures[-1]):
        return False
    numbers = [figure.number for figure in figures if figure is not None]
    for rule in sums:
        *others, last = [numbers[part] for part in rule.parts]
        if figures[rule.total] != BLANK:
            total, added = numbers[rule.total], sum(others) + last
            if total < added or (total != added and not has_totals):
                return True
        elif has_totals and last >= sum(others) > 0 and rule.total == len(figures) - 1:
            return True
    return False


def ends_without_total(figures: Sequence[Figure | None], sums: Sequence[RowSum]) -> bool:
    """Whether the last figure of a row is a part, and the place of its total behind it is blank.

    On a page a row that lacks a cell, be it a nought's or the total's, is drawn so.

    Args:
        figures: Of the row; None where a cell could not be read.
        sums: The row's own.
    """
    lasts = [rule.parts[-1] for rule in sums if rule.total == len(figures) - 1]
    return figures[-1] == BLANK and any(figures[part] != BLANK for part in lasts)
