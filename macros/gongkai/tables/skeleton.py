"""All of a table but its figures: heads, spans and the heads that each cell is under.

A skeleton depends on the form and on the document's own labels alone. Most reports have none of their own, so that one
skeleton serves a whole site.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from string import ascii_letters, ascii_uppercase, digits

from gongkai.forms import Form, Place, Row, Table
from gongkai.tables.heads import Columns, column_heads, row_depth, row_heads
from gongkai.tables.model import BlockSkeleton, CellSkeleton, HeadCell, RowSkeleton

OwnHeads = tuple[tuple[Place, str], ...]
"""The document's own labels of one table, by place."""


@dataclass(frozen=True, slots=True)
class TableSkeleton:
    """A table before its figures; ``width`` counts row heads as well."""

    blocks: tuple[BlockSkeleton, ...]
    width: int


@lru_cache(maxsize=1024)
def table_skeleton(form: Form, table: Table, *, prefix: str, heads: OwnHeads) -> TableSkeleton:
    """Lay out a table of a form.

    Args:
        form: The form.
        table: The table of the form.
        prefix: Begins every id.
        heads: The document's own labels of this table.
    """
    return _Layout(form, table, prefix, heads).skeleton()


class _Layout:
    """One table while it is laid out."""

    def __init__(self, form: Form, table: Table, prefix: str, heads: OwnHeads) -> None:
        self.table = table
        self.prefix = prefix
        self.form = form
        self.heads = heads
        sums = [item for item in form.identities if item.table == table.id and item.total]
        self.total_columns = {item.total for item in sums if item.each == "row"}
        self.total_rows = {item.total for item in sums if item.each == "column"}
        self.depth = row_depth(table.rows)
        self.width = self.depth + max(len(block.columns) for block in table.blocks)

    def skeleton(self) -> TableSkeleton:
        blocks = tuple(self._block(number) for number in range(len(self.table.blocks)))
        names = self._short_ids(blocks)
        return TableSkeleton(tuple(_with_short_ids(block, names) for block in blocks), self.width)

    def _short_ids(self, blocks: Sequence[BlockSkeleton]) -> dict[str, str]:
        """By id of a head a short one: on a page cells name their heads a thousand times, in a fifth of its bytes.

        Headings of a page get no capitals in their ids, and other reports' tables have their own prefix. The heads that
        the cells of a form's largest table name most have a letter each.
        """
        counts = Counter(name for block in blocks for name in _named_heads(block))
        names = [name for name, _ in counts.most_common()]
        if self.prefix != self.table.id:
            return {name: f"{self.prefix}.{number}" for number, name in enumerate(names)}
        largest = max(self.form.tables, key=_cells)
        mark = ascii_uppercase[self.form.tables.index(self.table) % 26]
        single = ascii_uppercase if self.table is largest else ""
        short = [*single, *(f"{mark}{sign}" for sign in (*digits, *ascii_letters))]
        short += [f"{mark}{number}" for number in range(len(short), len(names))]
        return dict(zip(names, short, strict=False))

    def _block(self, number: int) -> BlockSkeleton:
        block = self.table.blocks[number]
        rows = tuple(row for row in self.table.rows if row.block == number)
        names = {row.id for row in rows}
        prefix = f"{self.prefix}-b{number + 1}" if len(self.table.blocks) > 1 else self.prefix
        columns = column_heads(
            block, prefix=prefix, depth=self.depth, width=self.width, label=lambda cols: self._own(names, cols)
        )
        heads = row_heads(rows, prefix=self.prefix, depth=self.depth, label=lambda row: self._own({row.id}, None))
        labels = _labels(columns)
        body = []
        for row, (begin, ids) in zip(rows, heads, strict=True):
            cells = tuple(
                CellSkeleton(
                    column.id,
                    (*columns.headers[place], *ids),
                    columns.spans[place],
                    self._total(row, column.id),
                    labels[place],
                )
                for place, column in enumerate(block.columns)
            )
            position = self.table.row_index[row.id]
            body.append(
                RowSkeleton(f"{self.prefix}-{row.id}", row.id, position, begin, cells, row.id in self.total_rows)
            )
        return BlockSkeleton(columns.rows, tuple(body))

    def _total(self, row: Row, column: str) -> bool:
        return column in self.total_columns or row.id in self.total_rows

    def _own(self, rows: set[str], columns: tuple[str, ...] | None) -> str | None:
        """The document's own label; a column's is shared by the rows of a block, whichever of them names it."""
        return next((text for place, text in self.heads if place.row in rows and place.cols == columns), None)


def _cells(table: Table) -> int:
    return sum(len(table.blocks[row.block].columns) for row in table.rows)


def _named_heads(block: BlockSkeleton) -> Iterator[str]:
    """The ids of all heads of a block, each once more for every cell and head that is under it."""
    heads = [head for row in (*block.head, *(row.heads for row in block.rows)) for head in row]
    for head in heads:
        yield from (head.id, *head.headers)
    for row in block.rows:
        for cell in row.cells:
            yield from cell.headers


def _with_short_ids(block: BlockSkeleton, names: Mapping[str, str]) -> BlockSkeleton:
    """A block whose heads and cells know the short ids of heads."""

    def short(own: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(names[name] for name in own)

    def head(cell: HeadCell) -> HeadCell:
        return replace(cell, short=names[cell.id], short_headers=short(cell.headers))

    def row(item: RowSkeleton) -> RowSkeleton:
        cells = tuple(replace(cell, short_headers=short(cell.headers)) for cell in item.cells)
        return replace(item, heads=tuple(map(head, item.heads)), cells=cells)

    heads = tuple(tuple(map(head, cells)) for cells in block.head)
    return BlockSkeleton(heads, tuple(map(row, block.rows)))


def _labels(columns: Columns) -> tuple[str, ...]:
    """The own head of each column, together with the head above it where other columns have the same."""
    texts = {cell.id: cell.text for row in columns.rows for cell in row}
    paths = [[texts[name] for name in names] for names in columns.headers]
    own = [path[-1] if path else "" for path in paths]
    return tuple("—".join(path[-2:]) if own.count(name) > 1 else name for path, name in zip(paths, own, strict=True))
