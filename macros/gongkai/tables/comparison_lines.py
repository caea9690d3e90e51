"""The lines of a comparison: every figure of a table that is shown, with what answers to it in the other form.

They are worked out once a pair of forms.

The page of two years and the script that compares any two reports show the same lines.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from gongkai.findings import say
from gongkai.forms import Form, Table
from gongkai.forms.alignment import RowAlignment, TableAlignment
from gongkai.tables.cell_list import HeadAbove, ListedCell, listed_cells, side_columns


@dataclass(frozen=True, slots=True, eq=False)
class ComparisonLine:
    """A line of a comparison: a cell, the alignment of its row with the other form, and the alignment's position."""

    cell: ListedCell
    match: RowAlignment
    position: int

    @property
    def comparable(self) -> bool:
        """Whether there is a figure to subtract."""
        return self.match.comparable and self.match.columns[self.cell.column] is not None


@lru_cache(maxsize=256)
def comparison_lines(form: Form, pair: TableAlignment) -> tuple[ComparisonLine, ...]:
    """The lines of a table in this form's order; rows that are compared together come as a line after the last."""
    return tuple(_lines(form, pair))


def _lines(form: Form, pair: TableAlignment) -> Iterator[ComparisonLine]:
    if pair.table is None:
        return
    single = {match.rows[0]: (match, number) for number, match in enumerate(pair.rows) if len(match.rows) == 1}
    sums = {match.rows[-1]: (match, number) for number, match in enumerate(pair.rows) if len(match.rows) > 1}
    for cell in listed_cells(form, pair.table):
        yield ComparisonLine(cell, *single[cell.row])
        if cell.row in sums and pair.other is not None:
            match, number = sums[cell.row]
            name = pair.other.rows[match.others[0]].name
            label = say("series.sum", {"label": name.label})
            together = ListedCell(f"{pair.table.id}-{name.id}", cell.row, cell.column, label, cell.above)
            yield ComparisonLine(together, match, number)


@lru_cache(maxsize=256)
def sum_lines(form: Form, pair: TableAlignment) -> Mapping[tuple[HeadAbove, ...], str]:
    """The id of the line below some heads that is the sum of all other lines below them, by heads.

    Where such a head has a subtotal of its own, the two are the same figures.
    """
    lines = comparison_lines(form, pair)
    return {
        line.cell.above: line.cell.id
        for line in lines
        if line.cell.above
        and len(line.match.rows) > 1
        and set(line.match.rows) == {other.cell.row for other in lines if other.cell.above == line.cell.above}
    }


@lru_cache(maxsize=256)
def unmatched_lines(other: Form, pair: TableAlignment) -> tuple[ListedCell, ...]:
    """The lines of the earlier form that nothing is compared with."""
    if pair.other is None:
        return ()
    return tuple(cell for cell in listed_cells(other, pair.other) if cell.row in pair.unmatched)


@lru_cache(maxsize=256)
def reasons(form: Form, pair: TableAlignment) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Why rows are not compared, or what has to be known of it: each reason with the rows it is about.

    Where a row is compared with a sum and the form gives no remark, that it is a sum.
    """
    names_by_reason: dict[str, list[str]] = {}
    for line in comparison_lines(form, pair):
        why = line.match.why or _sum_remark(pair, line.match)
        if why and pair.table is not None:
            name = pair.table.rows[line.match.rows[0]].name.short if len(line.match.rows) == 1 else line.cell.label
            names = names_by_reason.setdefault(why, [])
            if name not in names:
                names.append(name)
    return tuple((why, tuple(names)) for why, names in names_by_reason.items())


def _sum_remark(pair: TableAlignment, match: RowAlignment) -> str | None:
    """That one row is set against the sum of several: no sum is shown as if it were a printed figure."""
    if pair.other is None or not match.comparable or len(match.rows) > 1 or len(match.others) == 1:
        return None
    return say("compare.sum-of", {"rows": "".join(f"“{pair.other.rows[row].name.short}”" for row in match.others)})


def side_columns_of(form: Form, pair: TableAlignment) -> tuple[int, ...]:
    """The columns other than the total, which a second table shows."""
    return side_columns(form, pair.table) if pair.table is not None else ()


def name_of_columns(table: Table) -> str:
    """The name of some columns together: the head that the form prints above all of them, where there is one."""
    head = table.blocks[0].columns_head
    return say("compare.columns-by", {"head": head}) if head else say("compare.columns")
