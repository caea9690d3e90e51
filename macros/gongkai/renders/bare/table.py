"""A table of a form as bare HTML: figures to the right, totals bold, numbers of notes written in the cells.

What depends on the form alone is kept, as it is the same in every report.
"""

from functools import lru_cache

from markupsafe import Markup

from gongkai.figures import Figure, State, minus, printed
from gongkai.findings import say
from gongkai.renders.bare.styles import BOLD, PLAIN, RULED, STYLES, WIDE, cell_style, head_style
from gongkai.renders.html.column_labels import NARROW
from gongkai.renders.html.figures import is_count
from gongkai.renders.html.markup import EMPTY, escape, fill, join
from gongkai.renders.html.table import note_text
from gongkai.tables import BodyBlock, BodyRow, HeadCell, TableView
from gongkai.tables.model import BlockSkeleton, RowSkeleton

_ROW_END = fill("</tr>")
_RULED = join(fill(' {}="{}"', escape(name), escape(value)) for name, value in RULED)


def table_bare(view: TableView) -> Markup:
    """A table with its notes, in a frame that can be scrolled and is reached by keyboard."""
    multi = len(view.blocks) > 1
    html = fill(
        '<div tabindex="0" style="{}"><table{} style="{}"><caption style="{}">{}</caption>{}</table></div>{}',
        escape(STYLES["div"]),
        _RULED,
        escape(STYLES["table"] + (WIDE if view.width > NARROW else "")),
        escape(STYLES["caption"]),
        escape(view.caption),
        join(_block(block, multi=multi) for block in view.blocks),
        _notes(view),
    )
    return html.replace("\n", " ") if "\n" in html else html


def paragraph(text: Markup) -> Markup:
    """A paragraph that is not of the text."""
    return fill('<p style="{}">{}</p>', escape(PLAIN), text)


def item(text: str) -> Markup:
    """An item of a list."""
    return fill('<li style="{}">{}</li>', escape(STYLES["li"]), escape(text))


def _block(block: BodyBlock, *, multi: bool) -> Markup:
    head = _column_head(block.skeleton)
    body = join(map(_row, block.rows))
    if multi:
        return fill("<tbody>{}{}</tbody>", head, body)
    return fill("<thead>{}</thead><tbody>{}</tbody>", head, body)


@lru_cache(maxsize=2048)
def _column_head(skeleton: BlockSkeleton) -> Markup:
    return join(fill("<tr>{}</tr>", join(map(_head, row))) for row in skeleton.head)


def _head(cell: HeadCell, note: Markup = EMPTY) -> Markup:
    colspan = fill(' colspan="{}"', cell.colspan) if cell.colspan > 1 else EMPTY
    rowspan = fill(' rowspan="{}"', cell.rowspan) if cell.rowspan > 1 else EMPTY
    scope = fill(' scope="{}"', escape(cell.scope)) if cell.scope else EMPTY
    style = head_style("left" if cell.scope in {"", "row", "rowgroup"} else "center")
    return fill('<th{}{}{} style="{}">{}{}</th>', colspan, rowspan, scope, escape(style), escape(cell.text), note)


def _row(row: BodyRow) -> Markup:
    opening, cells = _row_frame(row.skeleton)
    if row.notes:
        opening = _row_opening(row.skeleton, _note_numbers(row.notes))
    if row.marked:
        notes = [_note_numbers(cell.notes) for cell in row.cells]
        figures = [_noted_cell(*parts) for parts in zip(cells, row.figures, notes, strict=True)]
    else:
        figures = list(map(_cell, cells, row.figures))
    return join((opening, join(figures, " "), _ROW_END))


def _cell(opening: Markup, figure: Figure) -> Markup:
    value = figure.value
    return _count_cell(opening, value) if is_count(value, figure) else _noted_cell(opening, figure, EMPTY)


@lru_cache(maxsize=32768)
def _count_cell(opening: Markup, count: int) -> Markup:
    """The cell of a count; most are small, and the same in many reports."""
    return fill("{}{}</td>", opening, escape(minus(str(count))))


def _noted_cell(opening: Markup, figure: Figure, note: Markup) -> Markup:
    text = say("page.blank") if figure.state is State.BLANK else printed(figure)
    return fill("{}{}{}</td>", opening, escape(text), note)


@lru_cache(maxsize=16384)
def _row_frame(skeleton: RowSkeleton) -> tuple[Markup, tuple[Markup, ...]]:
    """What is before a row's figures, and before each of them."""
    cells = []
    for cell in skeleton.cells:
        span = fill(' colspan="{}"', cell.colspan) if cell.colspan > 1 else EMPTY
        cells.append(fill('<td{} style="{}">', span, escape(cell_style("right", bold=cell.total))))
    return _row_opening(skeleton, EMPTY), tuple(cells)


def _row_opening(skeleton: RowSkeleton, note: Markup) -> Markup:
    style = fill(' style="{}"', escape(BOLD)) if skeleton.total else EMPTY
    heads = join(_head(head, note) if head is skeleton.heads[-1] else _head(head) for head in skeleton.heads)
    return fill("<tr{}>{}", style, heads)


def _note_numbers(notes: tuple[int, ...]) -> Markup:
    """Numbers of notes, after a label or a figure."""
    return fill("<sup>［{}］</sup>", escape(",".join(map(str, notes)))) if notes else EMPTY


def _notes(view: TableView) -> Markup:
    if not view.notes:
        return EMPTY
    items = join(item(note_text(note)) for note in view.notes)
    return fill("{}<ol>{}</ol>", paragraph(escape(say("page.notes"))), items)
