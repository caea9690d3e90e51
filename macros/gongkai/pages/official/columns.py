"""How wide the columns of a statutory table are on a page: pure arithmetic, in whatever unit the page is measured."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from gongkai.tables import TableView
from gongkai.tables.model import BlockSkeleton

MOST_IN_PORTRAIT = 6
"""A table with labels and more columns than these takes a page in landscape."""
_LABEL = 0.3
"""Share of a single column of labels."""
_FIGURES = 0.5
"""Share of all columns of figures where labels take several columns."""
_OUTER = (1.0, 1.85)
_INNER = 5.0
"""Weights of columns of labels: those of groups, from the outermost, and the last, which holds the rows' own."""


def is_landscape(view: TableView) -> bool:
    """Whether a table takes a page in landscape: its rows have labels, and it has many columns.

    One without labels has short heads alone, which a page in portrait has room for.
    """
    return view.width > MOST_IN_PORTRAIT and _depth(view) > 0


def column_widths(view: TableView, total: int) -> tuple[int, ...]:
    """The widths of the columns of a table, which add up to ``total``."""
    return _widths(view.width, _depth(view), total)


def equal_widths(columns: int, total: int) -> tuple[int, ...]:
    """Widths of equal columns, which add up to ``total``."""
    return _shared([1.0] * columns, total)


def _depth(view: TableView) -> int:
    """How many columns hold labels."""
    return _label_columns(tuple(block.skeleton for block in view.blocks))


@lru_cache(maxsize=1024)
def _label_columns(blocks: tuple[BlockSkeleton, ...]) -> int:
    return max((sum(head.colspan for head in row.heads) for block in blocks for row in block.rows[:1]), default=0)


@lru_cache(maxsize=256)
def _widths(width: int, depth: int, total: int) -> tuple[int, ...]:
    figures = max(width - depth, 1)
    if depth == 0:
        return equal_widths(width, total)
    if depth == 1:
        return _shared([_LABEL, *[(1 - _LABEL) / figures] * figures], total)
    outer = [_OUTER[min(number, len(_OUTER) - 1)] for number in range(depth - 1)]
    labels = [*outer, _INNER]
    share = (1 - _FIGURES) / sum(labels)
    return _shared([*(share * item for item in labels), *[_FIGURES / figures] * figures], total)


def _shared(shares: Sequence[float], total: int) -> tuple[int, ...]:
    """A length cut by shares into whole parts that add up to it."""
    ends = [round(total * part / sum(shares)) for part in accumulate(shares)]
    return tuple(end - start for start, end in pairwise([0, *ends]))
