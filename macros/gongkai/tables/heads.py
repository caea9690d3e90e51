"""Head trees → cells with spans. Pure: form and the document's own labels in, rows of head cells out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gongkai.forms import Block, Row
from gongkai.forms.model import Head
from gongkai.tables.model import HeadCell


@dataclass(frozen=True, slots=True)
class Columns:
    """The column head of one block: its rows of cells and, by column, the ids of all heads above."""

    rows: tuple[tuple[HeadCell, ...], ...]
    headers: tuple[tuple[str, ...], ...]
    spans: tuple[int, ...]


Own = Callable[[tuple[str, ...]], str | None]
"""The document's own label of the head over some columns, by their ids, or None."""


def column_heads(block: Block, *, prefix: str, depth: int, width: int, label: Own) -> Columns:
    """Lay out a block's head.

    Args:
        block: The block of the form.
        prefix: Begins every id.
        depth: Columns that row heads take; 0 for a table without any.
        width: Columns of the whole table; the last column of a narrower block spans the rest.
        label: The document's own labels.

    Returns:
        The rows of head cells, and what the body needs of them.
    """
    layout = _Layout(block, prefix, label)
    spare = width - depth - len(block.columns)
    layout.spans[-1] += spare
    rows: list[list[HeadCell]] = []
    above: tuple[str, ...] = ()
    if block.title:
        above = (f"{prefix}-h-title",)
        rows.append([HeadCell(above[0], block.title, colspan=width, scope="colgroup")])
    height = max(_height(head) for head in block.heads) + (1 if block.columns_head else 0)
    body: list[list[HeadCell]] = [[] for _ in range(height)]
    if depth:
        corner = block.corner or block.row_head or ""
        body[0].append(HeadCell(f"{prefix}-h-corner", corner, depth, height, above, "" if block.corner else "col"))
    start = 0
    if block.columns_head:
        top = f"{prefix}-h-columns"
        body[0].append(HeadCell(top, block.columns_head, sum(layout.spans), 1, above, "colgroup"))
        above = (*above, top)
        start = 1
    for head in block.heads:
        layout.place(head, body, start, above)
    rows.extend(body)
    return Columns(tuple(tuple(row) for row in rows), tuple(layout.headers), tuple(layout.spans))


class _Layout:
    """Walks a head tree and fills rows of cells."""

    def __init__(self, block: Block, prefix: str, label: Own) -> None:
        self.block = block
        self.prefix = prefix
        self.label = label
        self.spans = [1] * len(block.columns)
        self.headers: list[tuple[str, ...]] = [()] * len(block.columns)

    def place(self, head: Head, rows: list[list[HeadCell]], level: int, above: tuple[str, ...]) -> None:
        name = f"{self.prefix}-c-{head.id.replace('.', '-')}"
        below = list(_columns(head))
        text = self.label(tuple(self.block.columns[column].id for column in below)) or head.label
        span = sum(self.spans[column] for column in below)
        if head.column is not None:
            rows[level].append(HeadCell(name, text, span, len(rows) - level, above))
            self.headers[head.column] = (*above, name)
            return
        rows[level].append(HeadCell(name, text, span, 1, above, "colgroup"))
        for child in head.children:
            self.place(child, rows, level + 1, (*above, name))


def _columns(head: Head) -> Iterator[int]:
    """Positions of the columns below a head."""
    if head.column is not None:
        yield head.column
    for child in head.children:
        yield from _columns(child)


def _height(head: Head) -> int:
    return 1 + max((_height(child) for child in head.children), default=0)


def row_depth(rows: tuple[Row, ...]) -> int:
    """Columns that the row heads of a table take; 0 where no label is printed."""
    return max((len(row.groups) + 1 for row in rows if row.printed), default=0)


def row_heads(
    rows: tuple[Row, ...], *, prefix: str, depth: int, label: Callable[[Row], str | None]
) -> tuple[tuple[tuple[HeadCell, ...], tuple[str, ...]], ...]:
    """Row heads of one block.

    Args:
        rows: The rows of the block.
        prefix: Begins every id.
        depth: Columns that row heads take.
        label: The document's own label of a row, or None.

    Returns:
        For each row the heads that begin in it, and the ids of all heads that it is under.
    """
    if depth == 0:
        return tuple(((), ()) for _ in rows)
    rows_of_heads = []
    for number, row in enumerate(rows):
        before = rows[number - 1].groups if number else ()
        heads = []
        ids: tuple[str, ...] = ()
        for level, group in enumerate(row.groups):
            name = f"{prefix}-g-{group.id}"
            if before[: level + 1] != row.groups[: level + 1]:
                span = _run(rows, number, level)
                heads.append(HeadCell(name, group.label, 1, span, ids, "rowgroup"))
            ids = (*ids, name)
        own = f"{prefix}-r-{row.id}"
        heads.append(HeadCell(own, label(row) or row.name.label, depth - len(row.groups), 1, ids, "row"))
        rows_of_heads.append((tuple(heads), (*ids, own)))
    return tuple(rows_of_heads)


def _run(rows: tuple[Row, ...], start: int, level: int) -> int:
    """How many rows from ``start`` are under the same groups down to ``level``."""
    groups = rows[start].groups[: level + 1]
    end = start
    while end < len(rows) and rows[end].groups[: level + 1] == groups:
        end += 1
    return end - start
