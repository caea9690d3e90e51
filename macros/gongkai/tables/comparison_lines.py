"""The lines of a comparison: every figure of a table that is shown, with what answers to it. Once a pair of forms.

The page of two years and the script that compares any two reports show the same lines.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from gongkai.findings import say
from gongkai.forms import Form
from gongkai.forms.alignment import RowAlignment, TableAlignment
from gongkai.tables.cell_list import Spot, side_columns, spots


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One line: where it stands, what answers to it, and the position of that match in its table."""

    spot: Spot
    match: RowAlignment
    position: int

    @property
    def comparable(self) -> bool:
        """Whether there is a figure to subtract."""
        return self.match.comparable and self.match.columns[self.spot.column] is not None


@lru_cache(maxsize=256)
def lines(form: Form, pair: TableAlignment) -> tuple[Line, ...]:
    """The lines of a table in this form's order; rows that are compared together come as a line behind the last."""
    return tuple(_lines(form, pair))


def _lines(form: Form, pair: TableAlignment) -> Iterator[Line]:
    if pair.table is None:
        return
    single = {match.rows[0]: (match, number) for number, match in enumerate(pair.rows) if len(match.rows) == 1}
    sums = {match.rows[-1]: (match, number) for number, match in enumerate(pair.rows) if len(match.rows) > 1}
    for spot in spots(form, pair.table):
        yield Line(spot, *single[spot.row])
        if spot.row in sums and pair.other is not None:
            match, number = sums[spot.row]
            name = pair.other.rows[match.others[0]].name
            label = say("series.sum", {"label": name.label})
            yield Line(Spot(f"{pair.table.id}-{name.id}", spot.row, spot.column, label, spot.above), match, number)


@lru_cache(maxsize=256)
def left_lines(other: Form, pair: TableAlignment) -> tuple[Spot, ...]:
    """The lines of the earlier form that nothing is compared with."""
    if pair.other is None:
        return ()
    return tuple(spot for spot in spots(other, pair.other) if spot.row in pair.unmatched)


@lru_cache(maxsize=256)
def reasons(form: Form, pair: TableAlignment) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Why rows are not compared, or what has to be known of it: each reason with the rows it is about."""
    found: dict[str, list[str]] = {}
    for line in lines(form, pair):
        if line.match.why and pair.table is not None:
            name = pair.table.rows[line.match.rows[0]].name.short if len(line.match.rows) == 1 else line.spot.label
            names = found.setdefault(line.match.why, [])
            if name not in names:
                names.append(name)
    return tuple((why, tuple(names)) for why, names in found.items())


def sides(form: Form, pair: TableAlignment) -> tuple[int, ...]:
    """The columns beside the total that a second table shows."""
    return side_columns(form, pair.table) if pair.table is not None else ()
