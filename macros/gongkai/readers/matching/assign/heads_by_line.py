"""The order of the columns where their heads stand on several lines of text, so that none stands over its figures.

Where the heads name every column once, the figures of a row of as many follow in their order, whichever that is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.forms import Column, Table
from gongkai.readers.matching.tokenise import LabelMatch, TokenLine


@dataclass(slots=True)
class HeadsByLine:
    """The heads of a table between two rows of figures.

    Attributes:
        table: The form's table.
        orders: The positions of the columns of each block in the order of the document.
    """

    table: Table
    orders: dict[int, tuple[int, ...]] = field(default_factory=dict)
    _lines: list[list[LabelMatch]] = field(default_factory=list)

    def add(self, line: TokenLine) -> None:
        """Take a line of heads.

        Args:
            line: The line.
        """
        if not line.table:
            self._lines.append(list(line.matches))

    def end(self) -> None:
        """Note that figures follow: the heads name the columns of the blocks that have most of the names."""
        heads = [match for line in self._lines for match in line]
        columns_by_block = {block: self._columns(heads, block) for block in range(len(self.table.blocks))}
        most = max(map(len, columns_by_block.values()))
        for block, columns in columns_by_block.items() if heads and most else ():
            if len(columns) < most:
                continue
            self.orders.pop(block, None)
            if len(columns) > len(self.table.blocks[block].columns):
                continue  # one is named twice, which is no order; to arrange thousands would take long
            order = self._in_groups(heads, block, columns)
            if len(self._lines) > 1 and sorted(order) == list(range(len(self.table.blocks[block].columns))):
                self.orders[block] = tuple(order)
        self._lines.clear()

    def _columns(self, heads: Sequence[LabelMatch], block: int) -> list[int]:
        """The columns of a block that heads name, in their order."""
        every = (head.of("column", table=self.table.id) for head in heads)
        own = ([item.column for item in meanings if item.block == block] for meanings in every)
        return [column for columns in own for column in columns[:1]]

    def _in_groups(self, heads: Sequence[LabelMatch], block: int, head_columns: Sequence[int]) -> list[int]:
        """The columns in the order of the document: those of a group stand where its head does, if it has one."""
        columns: Sequence[Column] = self.table.blocks[block].columns
        every = {item.name for head in heads for item in head.of("heads", table=self.table.id) if item.block == block}
        order: list[int] = []
        for head in heads:
            own = [item.column for item in head.of("column", table=self.table.id) if item.block == block]
            groups = [item.name for item in head.of("heads", table=self.table.id) if item.block == block]
            order += [column for column in own[:1] if every.isdisjoint(columns[column].heads[:-1])]
            order += [
                place for place in head_columns if len(columns[place].heads) > 1 and columns[place].heads[0] in groups
            ]
        return order
