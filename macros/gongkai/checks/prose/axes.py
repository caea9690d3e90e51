"""The two axes of each table of a form, by every name that they have: what a word of a report may stand for.

In most tables these are rows and columns. In a table that is written by blocks there is one row; there they are the
blocks, as 行政复议, and the results within each, as 结果维持.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from gongkai.figures import Kind
from gongkai.forms import CellPosition, Form, Table
from gongkai.forms.model import canonical
from gongkai.forms.names import unnumbered

Parts = frozenset[str]
"""Some members of an axis, by id, whose figures are added up."""


class Axis(IntEnum):
    """Which of the two things a word says of a figure."""

    ROW = 0
    COLUMN = 1


@dataclass(frozen=True, slots=True)
class NamedMembers:
    """Some members of an axis that have a name together: a row, a group of rows, a column, a head over columns."""

    name: str
    table: str
    axis: Axis
    parts: Parts


@dataclass(frozen=True, eq=False)
class TableAxes:
    """One table by its axes.

    Attributes:
        table: The table.
        totals: Ids on the column axis that are totals.
        sums: By id of a row that is a total, the rows that it is the sum of.
        balanced: Rows that are on one side of a balance, which may be added up.
    """

    table: Table
    totals: Parts
    sums: dict[str, Parts]
    balanced: tuple[Parts, ...]

    @lru_cache(maxsize=1024)  # noqa: B019 - forms are few and live as long as the process
    def cells(self, rows: Parts, columns: Parts) -> tuple[CellPosition, ...]:
        """The cells where members of both axes meet, in printed order."""
        if self.table.by_blocks:
            return tuple(
                (self.table.id, 0, number)
                for number, column in enumerate(self.table.columns(0))
                if column.group in rows and result_of(column.id) in columns
            )
        return tuple(
            (self.table.id, row, number)
            for row, item in enumerate(self.table.rows)
            if item.id in rows
            for number, column in enumerate(self.table.columns(row))
            if column.id in columns
        )

    @lru_cache(maxsize=1024)  # noqa: B019 - forms are few and live as long as the process
    def columns_of(self, rows: Parts, *, amount: bool) -> tuple[str, ...]:
        """Ids on the column axis that every one of some rows has, of amounts or of counts."""
        if self.table.by_blocks:
            return tuple(dict.fromkeys(result_of(column.id) for column in self.table.columns(0)))
        numbers = [self.table.row_index[row] for row in rows]
        common = [column for column in self.table.columns(numbers[0]) if (column.kind is Kind.AMOUNT) == amount]
        others = [{column.id for column in self.table.columns(number)} for number in numbers]
        return tuple(column.id for column in common if all(column.id in ids for ids in others))

    def leaves(self, rows: Parts) -> Parts:
        """Rows with those in the place of a total that it is the sum of."""
        return frozenset().union(*(self.sums.get(row, {row}) for row in rows))

    def is_within(self, rows: Iterable[Parts], others: Iterable[Parts]) -> bool:
        """Whether each of some meanings counts a part of what another does, and not all of it."""
        wider = [self.leaves(parts) for parts in others]
        return all(any(self.leaves(parts) < every for every in wider) for parts in rows)

    def adds_up(self, members: Iterable[Parts]) -> bool:
        """Whether the figures of several members of the row axis may be added: none counts what another counts."""
        every = list(members)
        leaves = [self.leaves(rows) for rows in every]
        if sum(map(len, leaves)) > len(frozenset().union(*leaves)):
            return False
        together = frozenset().union(*every)
        return any(together <= side for side in self.balanced) or not self.balanced


def result_of(column: str) -> str:
    """The result that a column of a table by blocks counts: ``upheld`` of ``reconsideration.upheld``."""
    return column.rpartition(".")[2]


@lru_cache(maxsize=16)
def axes_of(form: Form) -> dict[str, TableAxes]:
    """The axes of each table of a form, by its id."""
    return {table.id: _axes(form, table) for table in form.tables}


def _axes(form: Form, table: Table) -> TableAxes:
    identities = [item for item in form.identities if item.table == table.id]
    totals = {item.total for item in identities if item.each == "row" and item.total}
    sums = {item.total: frozenset(item.parts) for item in identities if item.each == "column" and item.total}
    sides = [frozenset(side) for item in identities if item.each == "column" for side in (item.left, item.right)]
    return TableAxes(
        table,
        frozenset(result_of(name) if table.by_blocks else name for name in totals),
        sums,
        tuple(side for side in (*sides, *sums.values()) if side),
    )


@lru_cache(maxsize=16)
def named_of(form: Form) -> tuple[NamedMembers, ...]:
    """Everything on the axes of a form's tables that has a name, under each of its names."""
    return tuple(item for table in form.tables for item in _named(table, set(axes_of(form)[table.id].sums)))


def _named(table: Table, totals: set[str]) -> Iterator[NamedMembers]:
    if table.by_blocks:
        yield from _named_blocks(table)
        return
    yield from _named_rows(table, totals)
    heads: dict[str, set[str]] = {}
    for column in (column for block in table.blocks for column in block.columns):
        for name in _names(column.name.short, column.name.label, *column.name.also):
            yield NamedMembers(name, table.id, Axis.COLUMN, frozenset({column.id}))
        for head in column.heads[:-1]:
            heads.setdefault(head, set()).add(column.id)
    for name, columns in heads.items():
        yield NamedMembers(canonical(name), table.id, Axis.COLUMN, frozenset(columns))


def _named_rows(table: Table, totals: set[str]) -> Iterator[NamedMembers]:
    groups: dict[str, set[str]] = {}
    for row in table.rows:
        for name in _names(row.name.short, row.name.label, *row.name.also):
            yield NamedMembers(name, table.id, Axis.ROW, frozenset({row.id}))
        for group in row.groups:
            groups.setdefault(unnumbered(group.label), set()).add(row.id)
    for name, rows in groups.items():
        # Over a total and its parts together stands what the total counts.
        yield NamedMembers(canonical(name), table.id, Axis.ROW, frozenset(rows & totals or rows))


def _named_blocks(table: Table) -> Iterator[NamedMembers]:
    columns = table.columns(0)
    heads: dict[str, set[str]] = {}
    for line in table.lines:
        group = columns[line.columns[0]].group or ""
        for name in _names(line.name.short, line.name.label, *line.name.also):
            yield NamedMembers(name, table.id, Axis.ROW, frozenset({group}))
        for head in columns[line.columns[0]].heads[:-2]:
            heads.setdefault(head, set()).add(group)
    for name, groups in heads.items():
        yield NamedMembers(canonical(name), table.id, Axis.ROW, frozenset(groups))
    for column in columns:
        for name in _names(column.name.short, column.name.label, *column.name.also):
            yield NamedMembers(name, table.id, Axis.COLUMN, frozenset({result_of(column.id)}))


def _names(*names: str) -> Iterator[str]:
    yield from dict.fromkeys(canonical(unnumbered(name)) for name in names)
