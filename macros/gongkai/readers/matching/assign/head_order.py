"""In which order heads name the columns of a table that prints one row in groups of columns.

Documents print the groups (行政诉讼 before 行政复议) or the columns within them (结果纠正 before 结果维持) in an order
of their own. Texts, and tables that lost their spans, have the heads of one group in several lines, so that no head
stands over its figure: the order in which all heads are read is what is left to go by.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby, pairwise

ColumnSet = frozenset[int]


def are_in_form_order(heads: Sequence[Sequence[ColumnSet]]) -> bool:
    """Whether heads name the columns of each group from first to last.

    Heads that are missing or cannot be read change nothing: there are only so many rising runs as there are groups.

    Args:
        heads: The columns that each head names across all groups, by line; heads alone on their lines go together.
    """
    by_line: list[list[int]] = []
    for alone, lines in groupby(heads, key=lambda line: len(line) == 1):
        first_columns = [[min(head) for head in line] for line in lines]
        by_line += [[place for line in first_columns for place in line]] if alone else first_columns
    return all(_runs(line) <= max(Counter(line).values()) for line in by_line if line)


def _runs(places: Sequence[int]) -> int:
    return 1 + sum(after <= before for before, after in pairwise(places))


def order_within_groups(heads: Sequence[ColumnSet], width: int) -> tuple[ColumnSet, ...] | None:
    """The order of the columns that all groups have, where the heads name it again and again; else None.

    Args:
        heads: The columns that each head names across all groups, in the order of the document.
        width: How many columns a group has.
    """
    order = tuple(heads[:width])
    if len(set(order)) != width or len(heads) % width:
        return None
    return order if tuple(heads) == order * (len(heads) // width) else None


def are_side_by_side(groups: Sequence[ColumnSet], heads: Sequence[Sequence[ColumnSet]]) -> bool:
    """Whether any two groups that follow each other against the order of the form do so within one line of heads.

    Of heads on lines of their own an extraction may give the lower one first.

    Args:
        groups: Groups of columns in the order in which they were read.
        heads: The groups that the heads of each line name.
    """
    return all(
        any(
            before <= first and after <= second and not first & second
            for line in heads
            for number, first in enumerate(line)
            for second in line[number + 1 :]
        )
        for before, after in pairwise(groups)
        if min(after) < min(before)
    )


def begin_again(groups: Sequence[ColumnSet], before: Sequence[ColumnSet], width: int) -> bool:
    """Whether heads begin anew with the first group after all groups were named: an empty table precedes them.

    Args:
        groups: Groups of columns that a line of heads names.
        before: Groups that the lines before it name.
        width: Columns that the table of the form has.
    """
    return groups[:1] == before[:1] != [] and len(frozenset().union(*before)) == width


def by_place(groups: Sequence[ColumnSet], places: Mapping[ColumnSet, int], width: int) -> list[ColumnSet]:
    """The groups in the order of their heads from left to right; none if the heads no longer span their columns.

    Args:
        groups: Groups of columns.
        places: The column of the document's table in which the head of each group stands.
        width: Columns that the table of the form has.
    """
    columns = [places.get(group, 0) for group in groups]
    if not columns or 2 * (max(columns) - min(columns)) < width:
        return []
    return sorted(groups, key=lambda group: places.get(group, 0))


def in_order_of(heads: Sequence[ColumnSet], positions: tuple[int, ...]) -> tuple[int, ...]:
    """The columns of a line that is named at its side, in the order of the heads above, if each names one of them.

    Args:
        heads: The columns that each head names.
        positions: Those of the line.
    """
    own = frozenset(positions)
    in_order = tuple(
        next(iter(own & head_columns)) for head_columns in dict.fromkeys(heads) if len(own & head_columns) == 1
    )
    return in_order if tuple(sorted(in_order)) == positions else positions


def in_order_of_groups(
    groups: Iterable[ColumnSet], head_row: Sequence[ColumnSet], positions: tuple[int, ...]
) -> tuple[int, ...]:
    """The columns of a line in the order of the heads above, where that is not the form's order.

    Args:
        groups: The innermost groups from left to right.
        head_row: The columns that each head of the last line of heads names.
        positions: The columns of the line.
    """
    order = [(place, group) for group in dict.fromkeys(groups) for place in sorted(group)]
    if tuple(sorted(place for place, _ in order)) != positions:
        return positions
    if len(head_row) == len(order):
        crossed = [group & head_columns for (_, group), head_columns in zip(order, head_row, strict=True)]
        named_once = tuple(next(iter(cell)) for cell in crossed if len(cell) == 1)
        if tuple(sorted(named_once)) == positions:
            return named_once
    return tuple(place for place, _ in order)


def innermost_groups(groups: Sequence[ColumnSet]) -> list[ColumnSet]:
    """The groups that contain no other one of them, in the order in which they stand side by side.

    Heads are read line by line: what is below another head stands where that one does.

    Args:
        groups: In the order in which they were read.
    """

    def place(group: ColumnSet) -> int:
        return next(number for number, other in enumerate(groups) if group <= other)

    return sorted((item for item in groups if not any(other < item for other in groups)), key=place)


def columns_named(groups: Sequence[ColumnSet], columns: Sequence[ColumnSet], count: int) -> tuple[int, ...]:
    """Columns of the innermost of some groups, or all of them, cut by the columns that heads name across all groups.

    Args:
        groups: The groups.
        columns: The columns.
        count: How many columns the table has.
    """
    innermost = innermost_groups(groups)
    positions: ColumnSet = frozenset().union(*innermost) if innermost else frozenset(range(count))
    for head_columns in columns:
        positions = (positions & head_columns) or head_columns
    return tuple(sorted(positions))


def named_alone(heads: Iterable[Iterable[ColumnSet]]) -> tuple[int, ...]:
    """The columns in the order of heads each of which names one of them, its group included; empty if one does not.

    Args:
        heads: The columns that each head above a line names, by line.
    """
    every = [head for line_heads in heads for head in line_heads]
    return tuple(next(iter(head)) for head in every) if all(len(head) == 1 for head in every) else ()


def without_totals(
    positions: tuple[int, ...], heads: Iterable[ColumnSet], counts: Sequence[int], totals: AbstractSet[int]
) -> tuple[int, ...]:
    """The columns of a line, but for the totals where the document has none: it names and fills each other column.

    Args:
        positions: The columns.
        heads: The columns that each head above the line names across all groups.
        counts: How many heads there are, and how many cells the line has.
        totals: The columns that are totals.
    """
    with_head: ColumnSet = frozenset().union(*heads)
    there = tuple(place for place in positions if place in with_head)
    is_whole = set(positions) - with_head == set(positions) & totals
    return there if is_whole and set(counts) == {len(there)} else positions


def groups_in_turn(
    group_heads: Sequence[Sequence[ColumnSet]], column_heads: Sequence[Sequence[ColumnSet]]
) -> list[ColumnSet]:
    """The groups named by the last lines of heads, going back to the last line that names a column.

    Args:
        group_heads: The groups that each line names.
        column_heads: The columns that each line names across all groups.
    """
    groups: list[ColumnSet] = []
    for groups_of_line, columns in zip(reversed(group_heads), reversed(column_heads), strict=False):
        if columns:
            break
        groups = [*groups_of_line, *groups]
    return groups


def come_again(groups: Iterable[ColumnSet]) -> bool:
    """Whether a group of columns is named again after another group: the table is there twice, side by side.

    The head of a group may be repeated over each of its columns; several times in a row count once.
    """
    runs = [group for group, _ in groupby(groups)]
    return len(set(runs)) < len(runs)


def lacks_part_of_group(innermost: Iterable[ColumnSet], groups: AbstractSet[ColumnSet]) -> bool:
    """Whether heads name one group within another (未经复议直接起诉) and not the other one (复议后起诉).

    Args:
        innermost: The groups of the form that contain no other one.
        groups: The groups that heads name.
    """
    every = [{group for group in innermost if group < outer} for outer in groups]
    return any(within & groups and not within <= groups for within in every)
