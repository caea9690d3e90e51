"""Rows shared by the tables that set years side by side: heads above a line, column heads, single figures."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from markupsafe import Markup

from gongkai.figures import Figure, State, minus, printed
from gongkai.findings import say
from gongkai.renders.html.figures import is_count
from gongkai.renders.html.markup import EMPTY, escape, fill, join
from gongkai.tables.cell_list import HeadAbove
from gongkai.tables.folding import Fold

ROW_END = fill("</tr>")


def column_heads(names: Sequence[str]) -> Markup:
    """The head of a table with one row of heads, and the start of its body."""
    cells = join(fill("<th scope=col>{}</th>", escape(name)) for name in names)
    return fill("<thead><tr>{}</tr></thead><tbody>", cells)


def heads_above(above: tuple[HeadAbove, ...], before: tuple[HeadAbove, ...]) -> Iterator[tuple[int, HeadAbove]]:
    """The heads above a line that are not above the line before it, each with its level."""
    for level, head in enumerate(above):
        if before[: level + 1] != above[: level + 1]:
            yield level, head


def head_row(head: HeadAbove, level: int, *, span: int, with_id: bool = True, fold: Fold | None = None) -> Markup:
    """The row of a head above lines.

    Args:
        head: The head.
        level: How many heads are above it.
        span: Columns of the table.
        with_id: Whether the row carries the head's id; an id is on a page once.
        fold: How much of it a phone leaves out.
    """
    own = fill(" id={}", escape(head.id)) if head.id and with_id else EMPTY
    kind = fill(" class={}", escape(fold.value)) if fold else EMPTY
    row = "<tr{}{}><th scope=rowgroup colspan={}{}>{}</th></tr>"
    return fill(row, own, kind, span, indent(level), escape(head.label))


def indent(level: int) -> Markup:
    """The class of a label that heads are above; short and without quotation marks, as each line has one."""
    return fill(" class=i{}", level) if level else EMPTY


def cell_text(figure: Figure | None) -> str:
    """A figure as text; a blank is a word, as an empty cell is not read out."""
    if figure is None:
        return ""
    return say("compare.blank") if figure.state is State.BLANK else printed(figure)


def cell_html(figure: Figure | None, *, kind: str = "") -> Markup:
    """The cell of a figure; see ``cell_text``.

    Args:
        figure: The figure.
        kind: The cell's class, one word.
    """
    if figure is not None and is_count(value := figure.value, figure):
        return _count_cell(value, kind)
    return _cell(cell_text(figure), kind)


@lru_cache(maxsize=8192)
def _count_cell(count: int, kind: str) -> Markup:
    """The cell of a count; most are small, and the same in many reports."""
    return _cell(minus(str(count)), kind or "z" * (not count))


def _cell(text: str, kind: str) -> Markup:
    return fill("<td{}>{}</td>", fill(" class={}", escape(kind)) if kind else EMPTY, escape(text))
