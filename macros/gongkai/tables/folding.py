"""Which rows of a table are nothing but noughts, so that a narrow screen may leave them out and name them instead.

A blank is no nought, and a row that a note speaks of is never left out.
"""

from collections.abc import Mapping
from enum import Enum

from gongkai.figures import Figure, State
from gongkai.tables.model import BodyBlock, BodyRow, RowSkeleton, TableView


class Fold(Enum):
    """How much of a row is left out; the values are names of classes in HTML."""

    ROW = "gk-fold"
    """All of it."""
    FIGURES = "gk-fold-figures"
    """The row's label and figures; a head that begins in the row stays, because it spans rows that are shown."""


def fold_table(view: TableView) -> Mapping[RowSkeleton, Fold]:
    """The rows of noughts, in printed order; none in a table whose rows have no label to name them by."""
    return {skeleton: fold for block in view.blocks for skeleton, fold in _fold_block(block).items()}


def is_nought(figure: Figure) -> bool:
    """Whether a figure is given and is 0, without a remark."""
    return figure.state is State.GIVEN and not figure.value and figure.note is None


def _fold_block(block: BodyBlock) -> Mapping[RowSkeleton, Fold]:
    noughts = [_is_left_out(row) for row in block.rows]
    folds = {}
    for place, row in enumerate(block.rows):
        if not noughts[place]:
            continue
        spans = [head.rowspan for head in row.heads[:-1]]
        stays = any(not all(noughts[place : place + span]) for span in spans)
        folds[row.skeleton] = Fold.FIGURES if stays else Fold.ROW
    return folds


def _is_left_out(row: BodyRow) -> bool:
    return bool(row.heads) and not row.notes and not row.marked and all(map(is_nought, row.figures))
