"""The lines of a table that prints one row in groups of columns, such as 复议诉讼: which columns each line holds.

Documents print such a table as one line of all figures, as one line a group, or transposed. The columns of a line
follow from its own labels and from the heads since the figures before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.forms import Table
from gongkai.readers.document import Origin
from gongkai.readers.matching.assign.grouped_cells import (
    blanks_below,
    cells_below,
    group_of,
    is_beside_heads,
    is_displaced,
    is_row_apart,
    is_title,
    labels_of,
    longest_run,
    may_be_row,
)
from gongkai.readers.matching.assign.head_order import (
    ColumnSet,
    are_in_form_order,
    are_side_by_side,
    begin_again,
    by_place,
    columns_named,
    come_again,
    groups_in_turn,
    in_order_of,
    in_order_of_groups,
    innermost_groups,
    lacks_part_of_group,
    named_alone,
    order_within_groups,
    without_totals,
)
from gongkai.readers.matching.assign.model import GroupedColumns, GroupedLine
from gongkai.readers.matching.tokenise import Token, TokenLine, words_of


@dataclass(slots=True)
class GroupedColumnsReader:
    """Takes the lines of one table in order."""

    table: Table
    _lines: list[GroupedLine] = field(default_factory=list)
    _blank_cells: tuple[Token, ...] = ()
    _blank_rows: list[GroupedLine] = field(default_factory=list)
    """Rows that consist of blanks only and name no group."""
    _last_origin: Origin = field(default_factory=Origin)
    _groups: list[ColumnSet] = field(default_factory=list)
    """Groups of columns named by the heads since the last figures."""
    _places: dict[ColumnSet, int] = field(default_factory=dict)
    """By group the column of the document's table in which its head stands."""
    _last_heads: int = 0
    """Number of the last line of heads."""
    _heads_table: int = 0
    """Number of the document's table in which these heads are."""
    _heads_end: int = 0
    """The column of that table behind all of its heads."""
    _own_places: set[int] = field(default_factory=set)
    """Columns of that table with a head that the form does not have, in a line of its heads."""
    _head_row: tuple[ColumnSet, ...] = ()
    """Columns named by the last line of heads, from left to right."""
    _head_places: frozenset[int] = frozenset()
    """Columns of the document's table over which the last line of heads stands."""
    _leaf_places: frozenset[int] = frozenset()
    """Columns of that table with the head of a column over them."""
    _group_heads: list[Sequence[ColumnSet]] = field(default_factory=list)
    """By line of heads since the last figures the groups that they name."""
    _column_heads: list[Sequence[ColumnSet]] = field(default_factory=list)
    """The columns that heads name across all groups, since the figures before the last such heads, by line."""
    _column_heads_used: bool = False
    """Whether figures follow these heads: they are those of the next group as well, unless it has its own."""
    _head_words: list[str] = field(default_factory=list)
    """Lines of heads since the last figures."""
    _named_columns: int = 0
    """Columns named by heads since the last figures: a line with figures that names one more is no side head."""
    _figures_since_heads: bool = False
    _every_group: set[ColumnSet] = field(default_factory=set)
    """The groups that any line has named."""
    _every_column: set[ColumnSet] = field(default_factory=set)
    """The columns that any head has named: across all groups, or with its group, as in 行政复议—结果维持."""
    _has_other_head: bool = False
    _stands_twice: bool = False

    def note_other_head(self) -> None:
        """Note the head of a column that the form does not have; after the figures such a word is none."""
        self._has_other_head = self._has_other_head or not self._lines

    def note_dashes(self, line: TokenLine) -> None:
        """Note a line of text with a dash for each column and nothing else: figures elsewhere belong to another row."""
        dashes = [token for token in line.tokens if token.is_blank and len(token.text.strip()) == 1]
        self._stands_twice = self._stands_twice or len(dashes) == len(line.tokens) == len(self.table.columns(0))

    def result(self) -> GroupedColumns:
        """The lines taken so far."""
        every = set(range(len(self.table.columns(0))))
        innermost = {frozenset(part.columns) for part in self.table.lines}
        verdicts = frozenset().union(*self._every_column)
        are_alone = every == frozenset().union(*(head for head in self._every_column if len(head) == 1))
        names_groups = (
            frozenset().union(*self._every_group) == every
            and 2 * len(verdicts) >= len(every)
            and not lacks_part_of_group(innermost, self._every_group)
        )
        has_heads = not self._has_other_head and (names_groups or are_alone)
        blank = [item for item in self._blank_rows if is_row_apart(item, self._lines)]
        lines = tuple(sorted((*self._lines, *blank), key=lambda item: item.number))
        twice = self._stands_twice or self._ends_in_heads()
        lacks_heads = verdicts != every or not (are_alone or innermost <= self._every_group)
        return GroupedColumns(self.table, lines, self._blank_cells, self._last_origin, has_heads, twice, lacks_heads)

    def _ends_in_heads(self) -> bool:
        """Whether all heads are repeated after the figures of a text, as they would be for a table of blanks."""
        group_columns = frozenset().union(*self._groups) if self._groups else frozenset()
        in_text = any(item.has_figures and not item.line.table for item in self._lines) and not self._heads_table
        return in_text and not self._figures_since_heads and len(group_columns) == len(self.table.columns(0))

    def add(self, line: TokenLine, number: int) -> bool:
        """Take a line.

        Args:
            line: The line.
            number: Its position in the document.

        Returns:
            Whether it is part of the table.
        """
        groups, columns = labels_of(line, self.table)
        self._every_group.update(groups)
        self._every_column.update(columns)
        may_be_twice = bool(self._blank_cells or columns or not line.table) and not self._figures_since_heads
        if may_be_twice and any(self._column_heads):
            self._stands_twice |= begin_again(groups, self._groups, len(self.table.columns(0)))
        width, is_below = len(self.table.columns(0)), line.table == self._heads_table
        heads = self._head_places or self._places.values()  # heads of groups alone, where rows name columns
        end = self._heads_end if is_below else 0
        cells = longest_run(line, width, frozenset(heads if is_below else ()), end, self._own_places)
        before_all = not (self._every_group or self._every_column or self._lines)
        complete = line.is_grid and len(cells) == width and not (groups or columns or (before_all and is_title(cells)))
        if is_below:
            cells = cells_below(cells, self._leaf_places, self._own_places, self._width(cells), printed=line.printed)
        if any(token.is_figure or (complete and token.is_unknown) for token in cells):
            self._add_figures(line, number, cells, groups, columns)
            return True
        is_side_row = bool(line.table) and len(columns) == 1 and not groups
        is_side_row &= len(cells) == len(self._positions((), columns)) > 1
        if (groups or columns) and not is_side_row:  # a blank row of a transposed table is no head
            self._read_heads(line, groups, columns)
            self._last_heads = number
        if columns and cells and len(cells) == len(self._positions(groups, columns)):
            if is_side_row:
                self._lines.append(GroupedLine(line, number, cells, self._positions(groups, columns)))
        elif is_below and line.table and not columns and (below := self._blank_row(line, cells, groups)):
            own = self._lines if groups else self._blank_rows
            own.append(GroupedLine(line, number, below, self._positions(groups, ())))
            self._figures_since_heads = self._figures_since_heads or bool(groups)
            self._column_heads_used = self._column_heads_used or bool(groups)
        elif len(cells) == width and may_be_row(line, cells, groups, columns, is_named=bool(self._every_group)):
            self._blank_cells = self._blank_cells or cells
            if not groups and not columns:
                blank = GroupedLine(line, number, cells, self._positions((), ()), below=self._last_heads)
                self._blank_rows.append(blank)
        return bool(groups or columns or line.table)

    def _blank_row(self, line: TokenLine, cells: Sequence[Token], groups: Sequence[ColumnSet]) -> tuple[Token, ...]:
        below = blanks_below(line, cells, self._head_places, groups)
        return below if len(below) == len(self._positions(groups, ())) else ()

    def _read_heads(self, line: TokenLine, groups: Sequence[ColumnSet], columns: Sequence[ColumnSet]) -> None:
        if self._column_heads_used and columns:
            self._column_heads.clear()
            self._column_heads_used = False
        if self._figures_since_heads and groups:
            self._group_heads, self._head_words, self._groups, self._places = [], [], [], {}
            self._head_row = ()
            self._figures_since_heads = False
        in_turn = (*groups_in_turn(self._group_heads, self._column_heads), *groups)
        self._stands_twice = self._stands_twice or (not line.table and come_again(in_turn))
        self._groups.extend(groups)
        self._group_heads.append(groups)
        self._column_heads.append(columns)
        self._head_words.append(line.text)
        for token in line.tokens:
            if token.match is not None and not token.covered:
                self._places.setdefault(group_of(token.match, self.table), token.column)
        self._named_columns += len(columns)
        before, self._heads_table = self._heads_table, line.table
        self._head_row = tuple(columns) or self._head_row
        labels = [(token, token.match) for token in line.tokens if token.match is not None]
        end = self._heads_end if line.table == before else 0
        self._heads_end = max((end, *(token.column + token.width for token, _ in labels)))
        unknown = {token.column for token in line.tokens if token.is_unknown and not token.covered}
        self._own_places = unknown | (self._own_places if line.table == before else set())
        own = {token.column for token, _ in labels if not token.covered}
        named_here = {token.column for token, match in labels if match.of("column", table=self.table.id)}
        self._leaf_places = (self._leaf_places if line.table == before else frozenset()) | (own & named_here)
        if columns:
            self._head_places = frozenset(token.column for token in line.tokens if token.match is not None)

    def _add_figures(
        self,
        line: TokenLine,
        number: int,
        cells: tuple[Token, ...],
        groups: Sequence[ColumnSet],
        columns: Sequence[ColumnSet],
    ) -> None:
        side_head = len(columns) == 1 and not self._named_columns
        positions = self._positions_of(line, cells, groups, columns if side_head else ())
        if line.table == self._heads_table:
            if side_head or groups:
                heads = self._side_by_side() if side_head else self._head_row
                positions = in_order_of(heads, positions)
            elif line.table:
                positions = in_order_of_groups(self._side_by_side(), self._head_row, positions)
        has_heads = side_head and line.is_grid and line.table == self._heads_table
        is_uncertain = has_heads and is_beside_heads(cells, set(self._places.values()), len(positions))
        if not side_head:
            positions, is_uncertain = self._in_order_of_all_heads(line, positions, groups, columns)
        self._figures_since_heads = self._column_heads_used = True
        self._named_columns = 0
        self._last_origin = line.origin
        in_table = line.table == self._heads_table
        under_heads = in_table and frozenset(cell.column for cell in cells) == self._head_places
        own_heads = words_of(token for token in line.tokens if token.match is not None)
        against_heads = " ".join((*self._head_words, own_heads)).strip() if is_uncertain else ""
        any_heads = bool(self._groups or groups or columns or any(self._column_heads))
        is_of_column = side_head and not groups and len(cells) != len(positions)
        how = (under_heads, any_heads, against_heads, is_of_column)
        beside = in_table and is_displaced(line, cells, self._leaf_places, self._own_places, len(positions))
        item = GroupedLine(line, number, cells, positions, *how, below=self._last_heads, beside_heads=beside)
        self._lines.append(item)

    def _positions(self, own: Sequence[ColumnSet], columns: Sequence[ColumnSet]) -> tuple[int, ...]:
        """Columns of a line: those of the innermost groups that it or the heads above name, cut by its own columns."""
        return columns_named(own or self._groups, columns, len(self.table.columns(0)))

    def _positions_of(
        self, line: TokenLine, cells: Sequence[Token], own: Sequence[ColumnSet], columns: Sequence[ColumnSet]
    ) -> tuple[int, ...]:
        """Columns of a line with figures, without totals that the document does not have."""
        positions = self._positions(own, columns)
        if columns or not (line.is_grid or all(cell.is_figure for cell in cells)):
            return positions
        in_table = line.table and line.table == self._heads_table
        return self._without_totals(positions, len(cells), len(self._leaf_places) if in_table else None)

    def _without_totals(self, positions: tuple[int, ...], cells: int, leaves: int | None) -> tuple[int, ...]:
        """The columns of a line with so many cells, without totals where the document has so many heads."""
        heads = [head for line_heads in self._column_heads for head in line_heads]
        totals = {place for part in self.table.lines for place in part.totals}
        return without_totals(positions, heads, (len(heads) if leaves is None else leaves, cells), totals)

    def _width(self, cells: Sequence[Token]) -> int:
        """How many columns the heads name: each of the table, or but for the totals where only blanks are beyond."""
        beside = [cell for cell in cells if cell.column not in self._leaf_places]
        are_beyond = all(cell.is_blank and cell.column >= self._heads_end for cell in beside)
        count = len(self._leaf_places) if are_beyond else 0
        return len(self._without_totals(tuple(range(len(self.table.columns(0)))), count, count))

    def _side_by_side(self) -> list[ColumnSet]:
        """The innermost groups from left to right.

        A head that spans two lines may be printed between these, so its column tells more than its line; but
        not where heads stand side by side that lost their spans.
        """
        groups = innermost_groups(self._groups)
        return by_place(groups, self._places, len(self.table.columns(0))) or groups

    def _in_order_of_all_heads(
        self, line: TokenLine, positions: tuple[int, ...], groups: Sequence[ColumnSet], columns: Sequence[ColumnSet]
    ) -> tuple[tuple[int, ...], bool]:
        """The columns in the order of all heads above and within a line, and whether that order is uncertain.

        An order that the last line of heads or the places of the groups have given already stays.
        """
        in_form_order = tuple(sorted(positions))
        if (alone := named_alone((*self._column_heads, columns))) and tuple(sorted(alone)) == in_form_order:
            return alone, False
        blocks = list(dict.fromkeys(innermost_groups(groups) if groups else self._side_by_side()))
        if tuple(sorted(place for block in blocks for place in block)) != in_form_order:
            blocks = [frozenset(positions)]
        is_placed = line.table and by_place(blocks, self._places, len(self.table.columns(0)))
        uncertain = not is_placed and not are_side_by_side(blocks, (*self._group_heads, groups))
        leaves = [leaf for block in blocks for part in self.table.lines if (leaf := block & frozenset(part.columns))]
        by_groups = tuple(place for leaf in leaves for place in sorted(leaf))
        heads = [line_heads for line_heads in (*self._column_heads, columns) if line_heads]
        if are_in_form_order(heads):
            return by_groups if positions == in_form_order else positions, uncertain
        order = order_within_groups([head for line_heads in heads for head in line_heads], len(leaves[0])) or ()
        named_once = tuple(place for leaf in leaves for head in order for place in leaf & head)
        if tuple(sorted(named_once)) == in_form_order:
            return named_once, uncertain
        return positions, positions in (in_form_order, by_groups)
