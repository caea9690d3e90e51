"""A table as HTML for a page: caption, heads tied to every cell by ``id`` and ``headers``, notes below.

Markup is kept small: a page holds some 200 cells.
"""

from collections.abc import Iterator
from functools import lru_cache

from gongkai.figures import Figure, State, written
from gongkai.findings import say
from gongkai.renders.html.markup import escape
from gongkai.tables import BodyBlock, BodyRow, FigureCell, HeadCell, TableView
from gongkai.tables.model import BlockSkeleton, CellSkeleton, RowSkeleton

NARROW = 6
"""A table of more columns is printed on a page of its own, across."""


def table_html(view: TableView, *, sheets: str | None = None) -> str:
    """A table with its notes, in a labelled region that keyboards can scroll.

    Args:
        view: The table.
        sheets: What explains its rows and columns, to stand below it (see ``explain``): heads and totals are then
            links to it, and the table shows its own address.

    Returns:
        HTML on one line, so that Markdown finds no end of a block in it.
    """
    label = f"{view.id}-h-caption"
    kind = f"gk-table gk-wide gk-depth-{_depth(view)}" if view.width > NARROW else "gk-table"
    multi = len(view.blocks) > 1
    linked = sheets is not None
    parts = [
        f'<div class="{kind}" id="{view.id}">',
        _address(view) if linked else "",
        f'<div class="gk-scroll" role="region" aria-labelledby="{label}" tabindex="0" style="overflow-x:auto">',
        f'<table class="gk gk-{view.table}"><caption id="{label}">{escape(view.caption)}</caption>',
        "".join(_block(block, view, multi=multi, linked=linked) for block in view.blocks),
        "</table></div>",
        _notes(view),
        sheets or "",
        "</div>",
    ]
    return "".join(parts).replace("\n", " ")


def sheet_id(skeleton: RowSkeleton) -> str:
    """Id of what explains a row."""
    return f"{skeleton.id[: -len(skeleton.row)]}e-{skeleton.row}"


def columns_id(skeleton: BlockSkeleton) -> str:
    """Id of what explains the columns of a block."""
    name = next(cell.id for row in skeleton.head for cell in row if "-c-" in cell.id)
    return f"{name[: name.index('-c-')]}-h-explained"


def table_ids(view: TableView) -> frozenset[str]:
    """Every id in the HTML of a table: what a link can lead to."""
    notes = (f"{view.id}-n-{note.number}" for note in view.notes)
    own = (view.id, f"{view.id}-h-caption", *notes)
    return frozenset(own).union(*(_block_ids(block.skeleton) for block in view.blocks))


@lru_cache(maxsize=2048)
def _block_ids(skeleton: BlockSkeleton) -> frozenset[str]:
    heads = (cell.id for row in skeleton.head for cell in row)
    return frozenset((*heads, *(name for row in skeleton.rows for name in (row.id, *(head.id for head in row.heads)))))


def _depth(view: TableView) -> int:
    """Columns of row heads; the style sheet keeps them in view on a narrow screen."""
    return next((sum(head.colspan for head in block.rows[0].heads) for block in view.blocks if block.rows), 0)


def _address(view: TableView) -> str:
    label = escape(say("explain.table-address", {"title": view.caption}))
    return f'<a class="gk-address" href="#{view.id}" aria-label="{label}"></a>'


def _block(block: BodyBlock, view: TableView, *, multi: bool, linked: bool) -> str:
    head = _column_head(block.skeleton, linked)
    body = "".join(_row(row, view, linked) for row in block.rows)
    if multi:
        return f"<tbody>{head}{body}</tbody>"
    return f"<thead>{head}</thead><tbody>{body}</tbody>"


@lru_cache(maxsize=2048)
def _column_head(skeleton: BlockSkeleton, linked: bool) -> str:  # noqa: FBT001 - a key
    target = columns_id(skeleton) if linked else ""
    rows = ("".join(_head(cell, link=target * _outermost(cell)) for cell in row) for row in skeleton.head)
    return "".join(f"<tr>{row}</tr>" for row in rows)


def _outermost(cell: HeadCell) -> bool:
    """Whether a head stands at the top of the form's tree of columns: these are the links, so that they are few."""
    return "-c-" in cell.id and not any("-c-" in name for name in cell.headers)


def _head(cell: HeadCell, notes: str = "", *, link: str = "") -> str:
    text = f'<a href="#{link}">{escape(cell.text)}</a>' if link else escape(cell.text)
    return f"<th{''.join(_head_attributes(cell))}{notes}>{text}</th>"


def _head_attributes(cell: HeadCell) -> Iterator[str]:
    yield f' id="{cell.id}"'
    if cell.scope:
        yield f' scope="{cell.scope}"'
    if cell.headers:
        yield f' headers="{" ".join(cell.headers)}"'
    if cell.colspan > 1:
        yield f' colspan="{cell.colspan}"'
    if cell.rowspan > 1:
        yield f' rowspan="{cell.rowspan}"'


def _row(row: BodyRow, view: TableView, linked: bool) -> str:  # noqa: FBT001 - two hundred calls a page
    opening, cells, links = _row_frame(row.skeleton, linked)
    if row.notes:
        opening = _row_opening(row.skeleton, _marks(view, row.notes), linked=linked)
    if row.marked:
        return (
            f"{opening}{' '.join(_figure(cell, view, link) for cell, link in zip(row.cells, links, strict=True))}</tr>"
        )
    return f"{opening}{' '.join(map(_plain, cells, row.figures, links))}</tr>"


@lru_cache(maxsize=16384)
def _row_frame(skeleton: RowSkeleton, linked: bool) -> tuple[str, tuple[str, ...], tuple[str, ...]]:  # noqa: FBT001 - a key
    """What the form says of a row and of its cells, and so the same in every report; by cell the link on its figure.

    Totals and single figures are links. Keyboards are spared those that lead where the row's label leads.
    """
    cells = tuple(f"<td{_cell_attributes(cell)}" for cell in skeleton.cells)
    skipped = ' tabindex="-1"' if skeleton.heads else ""
    link = f'<a href="#{sheet_id(skeleton)}"{skipped}>' if linked else ""
    links = tuple(link if cell.total or len(skeleton.cells) == 1 else "" for cell in skeleton.cells)
    return _row_opening(skeleton, "", linked=linked), cells, links


def _row_opening(skeleton: RowSkeleton, marks: str, *, linked: bool) -> str:
    kind = ' class="gk-total"' if skeleton.total else ""
    link = sheet_id(skeleton) if linked else ""
    heads = "".join(
        _head(cell, marks, link=link) if cell is skeleton.heads[-1] else _head(cell) for cell in skeleton.heads
    )
    return f'<tr id="{skeleton.id}"{kind}>{heads}'


def _plain(opening: str, figure: Figure, link: str) -> str:
    """A cell that no note speaks of."""
    if figure.state is State.BLANK:
        return f'{opening} data-status="blank" aria-label="{say("page.blank")}"></td>'
    if link:
        return f"{opening}>{link}{escape(written(figure))}</a></td>"
    if figure.unit is None and figure.note is None and figure.value is not None:
        return f"{opening}>{figure.value}</td>" if type(figure.value) is int else f"{opening}>{figure.value:f}</td>"
    return f"{opening}>{escape(written(figure))}</td>"


def _figure(cell: FigureCell, view: TableView, link: str) -> str:
    attributes = _cell_attributes(cell)
    return _plain(f"<td{attributes}{_marks(view, cell.notes)}", cell.figure, link)


def _cell_attributes(cell: CellSkeleton | FigureCell) -> str:
    """Heads, span and kind of a cell, and the label of its column, which a phone shows where no head is in view."""
    tied = f' headers="{" ".join(cell.headers)}"' if cell.headers else ""
    span = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    label = f' data-label="{escape(cell.label)}"' if cell.label else ""
    return f"{tied}{span}{label}" + (' class="gk-sum"' if cell.total else "")


def _marks(view: TableView, notes: tuple[int, ...]) -> str:
    """Tie a cell to its notes; the number is shown by the style sheet, so that it is never part of a figure."""
    if not notes:
        return ""
    ids = " ".join(f"{view.id}-n-{number}" for number in notes)
    return f' aria-describedby="{ids}" data-note="{",".join(str(number) for number in notes)}"'


def _notes(view: TableView) -> str:
    if not view.notes:
        return ""
    items = "".join(
        f'<li id="{view.id}-n-{note.number}">{escape(_note_text(note.at, note.text))}</li>' for note in view.notes
    )
    return f'<div class="gk-notes"><p>{say("page.notes")}</p><ol>{items}</ol></div>'


def _note_text(at: str, text: str) -> str:
    return say("page.note-at", {"place": at, "text": text}) if at else text
