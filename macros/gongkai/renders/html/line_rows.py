"""Rows shared by the tables that set years side by side: heads above a line, column heads, single figures."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from gongkai.figures import Figure, State, written
from gongkai.findings import say
from gongkai.renders.html.markup import EMPTY, escape, fill, join
from gongkai.tables.cell_list import HeadAbove


def column_heads(names: Sequence[str]) -> Markup:
    """The head of a table with one row of heads, and the start of its body."""
    cells = join(fill('<th scope="col">{}</th>', escape(name)) for name in names)
    return fill("<thead><tr>{}</tr></thead><tbody>", cells)


def heads_above(above: tuple[HeadAbove, ...], before: tuple[HeadAbove, ...]) -> Iterator[tuple[int, HeadAbove]]:
    """The heads above a line that do not stand above the line before it, each with its level."""
    for level, head in enumerate(above):
        if before[: level + 1] != above[: level + 1]:
            yield level, head


def head_row(head: HeadAbove, level: int, *, span: int, with_id: bool = True) -> Markup:
    """The row of a head above lines.

    Args:
        head: The head.
        level: How many heads stand above it.
        span: Columns of the table.
        with_id: Whether the row carries the head's id; an id stands on a page once.
    """
    own = fill(' id="{}"', escape(head.id)) if head.id and with_id else EMPTY
    row = '<tr{}><th scope="rowgroup" colspan="{}" class="gk-in-{}">{}</th></tr>'
    return fill(row, own, span, level, escape(head.label))


def figure_words(figure: Figure | None) -> str:
    """A figure as text; a blank is a word, as an empty cell is not read out."""
    if figure is None:
        return ""
    return say("compare.blank") if figure.state is State.BLANK else written(figure)


def figure_text(figure: Figure | None) -> Markup:
    """A figure as HTML; see ``figure_words``."""
    return escape(figure_words(figure))
