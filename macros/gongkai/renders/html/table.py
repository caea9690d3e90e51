"""A table as HTML for a page: caption, heads tied to every cell by ``id`` and ``headers``, notes below.

Markup is kept small: a page holds some 200 cells.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from markupsafe import Markup

from gongkai.figures import Figure, State, count, printed
from gongkai.findings import say
from gongkai.renders.html.column_labels import NARROW, label_class
from gongkai.renders.html.figures import count_html, is_count
from gongkai.renders.html.folds import fold_switch, folded_rows, full_id
from gongkai.renders.html.markup import EMPTY, escape, fill, join
from gongkai.tables import BodyBlock, BodyRow, FigureCell, HeadCell, TableNote, TableView
from gongkai.tables.folding import Fold, fold_table
from gongkai.tables.model import BlockSkeleton, CellSkeleton, RowSkeleton

_ROW_END = fill("</tr>")
_NOUGHT = fill(" class=z")
"""The class of a nought; short and without quotation marks, as half of all cells have it."""
_NOUGHT_FIGURE = count(0)
_SCROLLING = fill(' style="overflow-x:auto"')
_UNQUOTED = re.compile(r"[\w（）、：—]+")
"""An attribute's value that needs no quotation marks."""


def table_html(view: TableView, *, sheets: Markup | None = None, styled: bool = False) -> Markup:
    """A table with its notes, in a labelled region that keyboards can scroll.

    Args:
        view: The table.
        sheets: What explains its rows and columns, to be below it (see ``explain``): heads and totals are then
            links to it, and the table shows its own address.
        styled: Whether it brings the one style that it needs to be read, as the page has no style sheet of ours: a
            wide table scrolls, and not the page.

    Returns:
        HTML on one line, so that Markdown finds no end of a block in it.
    """
    label = escape(f"{view.id}-h-caption")
    kind = f"gk-table gk-wide gk-depth-{_depth(view)}" if view.width > NARROW else "gk-table"
    multi = len(view.blocks) > 1
    linked = sheets is not None
    folds = fold_table(view) if view.width > NARROW else {}
    labels = label_class(view)
    html = fill(
        '<div class="{}" id="{}">{}{}'
        '<div class="gk-scroll" role="region" aria-labelledby="{}" tabindex="0"{}>'
        '<table class="gk gk-{}"><caption id="{}">{}</caption>{}</table></div>{}{}{}{}</div>',
        escape(kind),
        escape(view.id),
        _address(view) if linked else EMPTY,
        fold_switch(view.id, "fold.full") if view.width > NARROW else EMPTY,
        label,
        _SCROLLING if styled else EMPTY,
        escape(f"{view.table} {labels}" if labels else view.table),
        label,
        escape(view.caption),
        join(_block(block, view, multi=multi, linked=linked, folds=folds) for block in view.blocks),
        folded_rows(view, folds),
        _columns_links(view) if linked and view.width > NARROW else EMPTY,
        _notes(view),
        sheets or EMPTY,
    )
    return html.replace("\n", " ") if "\n" in html else html


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
    switch = (full_id(view.id),) if view.width > NARROW else ()
    return frozenset((*own, *switch)).union(*(_block_ids(block.skeleton) for block in view.blocks))


@lru_cache(maxsize=2048)
def _block_ids(skeleton: BlockSkeleton) -> frozenset[str]:
    heads = (cell.short for row in skeleton.head for cell in row)
    return frozenset(
        (*heads, *(name for row in skeleton.rows for name in (row.id, *(head.short for head in row.heads))))
    )


def _depth(view: TableView) -> int:
    """Columns of row heads; the style sheet keeps them in view on a narrow screen."""
    return next((sum(head.colspan for head in block.rows[0].heads) for block in view.blocks if block.rows), 0)


def _address(view: TableView) -> Markup:
    label = escape(say("explain.table-address", {"title": view.caption}))
    return fill('<a class="gk-address" href="#{}" title="{}" aria-label="{}"></a>', escape(view.id), label, label)


def _columns_links(view: TableView) -> Markup:
    """The way to what explains the columns of a wide table: a phone shows no heads of them, which lead there too."""
    title = escape(say("explain.columns"))
    links = (fill('<a href="#{}">{}</a>', escape(columns_id(block.skeleton)), title) for block in view.blocks)
    return fill('<p class="gk-columns">{}</p>', join(links, " "))


def _block(
    block: BodyBlock, view: TableView, *, multi: bool, linked: bool, folds: Mapping[RowSkeleton, Fold]
) -> Markup:
    head = _column_head(block.skeleton, linked)
    body = join(_row(row, view, linked, folds.get(row.skeleton)) for row in block.rows)
    if multi:
        return fill("<tbody>{}{}</tbody>", head, body)
    return fill("<thead>{}</thead><tbody>{}</tbody>", head, body)


@lru_cache(maxsize=2048)
def _column_head(skeleton: BlockSkeleton, linked: bool) -> Markup:  # noqa: FBT001 - a key
    target = columns_id(skeleton) if linked else ""
    rows = (join(_head(cell, link=target * _outermost(cell)) for cell in row) for row in skeleton.head)
    return join(fill("<tr>{}</tr>", row) for row in rows)


def _outermost(cell: HeadCell) -> bool:
    """Whether a head is at the top of the form's tree of columns: these are the links, so that they are few."""
    return "-c-" in cell.id and not any("-c-" in name for name in cell.headers)


def _head(cell: HeadCell, notes: Markup = EMPTY, *, link: str = "") -> Markup:
    text = escape(cell.text)
    if link:
        text = fill("<a href=#{}>{}</a>", escape(link), text)
    return fill("<th{}{}>{}</th>", join(_head_attributes(cell)), notes, text)


def _head_attributes(cell: HeadCell) -> Iterator[Markup]:
    yield fill(" id={}", escape(cell.short))
    if cell.scope:
        yield fill(" scope={}", escape(cell.scope))
    if cell.short_headers:
        yield _tied(cell.short_headers)
    if cell.colspan > 1:
        yield fill(" colspan={}", cell.colspan)
    if cell.rowspan > 1:
        yield fill(" rowspan={}", cell.rowspan)


def _tied(heads: tuple[str, ...]) -> Markup:
    return fill(" headers={}" if len(heads) == 1 else ' headers="{}"', escape(" ".join(heads)))


def _row(row: BodyRow, view: TableView, linked: bool, fold: Fold | None) -> Markup:  # noqa: FBT001 - many calls
    labelled = _says_labels(view)
    if fold and all(figure is _NOUGHT_FIGURE for figure in row.figures):
        return _row_of_noughts(row.skeleton, linked, fold, labelled)
    opening, cells, links = _row_frame(row.skeleton, linked, fold, labelled)
    if row.notes:
        opening = _row_opening(row.skeleton, _marks(view, row.notes), linked=linked)
    if row.marked:
        frames = zip(row.skeleton.cells, row.cells, links, strict=True)
        figures = [_figure(frame, cell, view, link) for frame, cell, link in frames]
    elif fold:
        figures = list(map(_nought, cells, row.figures, links))
    else:
        figures = list(map(_plain, cells, row.figures, links))
    return join((opening, join(figures, " "), _ROW_END))


@lru_cache(maxsize=4096)
def _row_of_noughts(
    skeleton: RowSkeleton,
    linked: bool,  # noqa: FBT001 - a key
    fold: Fold,
    labelled: bool,  # noqa: FBT001 - a key
) -> Markup:
    """A row of plain noughts without notes, as most rows are in most reports."""
    opening, cells, links = _row_frame(skeleton, linked, fold, labelled)
    figures = [_nought(cell, _NOUGHT_FIGURE, link) for cell, link in zip(cells, links, strict=True)]
    return join((opening, join(figures, " "), _ROW_END))


@lru_cache(maxsize=16384)
def _row_frame(
    skeleton: RowSkeleton,
    linked: bool,  # noqa: FBT001 - a key
    fold: Fold | None,
    labelled: bool,  # noqa: FBT001 - a key
) -> tuple[Markup, tuple[Markup, ...], tuple[Markup, ...]]:
    """What the form says of a row and of its cells, and so the same in every report; by cell the link on its figure.

    The label of a row is a link. In a row without one, totals and single figures are: these links are called by their
    column, too, as a list of a page's links would have bare numbers. A link has no end here, as its figure comes first.
    """
    cells = tuple(fill("<td{}", _cell_attributes(cell, labelled=labelled)) for cell in skeleton.cells)
    link = fill('<a href=#{} aria-label="', escape(sheet_id(skeleton))) if linked and not skeleton.heads else EMPTY
    links = tuple(
        fill("{}{}：", link, escape(cell.label)) if link and (cell.total or len(skeleton.cells) == 1) else EMPTY
        for cell in skeleton.cells
    )
    return _row_opening(skeleton, EMPTY, linked=linked, fold=fold), cells, links


def _row_opening(skeleton: RowSkeleton, marks: Markup, *, linked: bool, fold: Fold | None = None) -> Markup:
    kinds = " ".join([*(["gk-total"] if skeleton.total else ()), *([fold.value] if fold else ())])
    kind = fill(' class="{}"' if " " in kinds else " class={}", escape(kinds)) if kinds else EMPTY
    link = sheet_id(skeleton) if linked else ""
    heads = join(
        _head(cell, marks, link=link) if cell is skeleton.heads[-1] else _head(cell) for cell in skeleton.heads
    )
    return fill("<tr id={}{}>{}", escape(skeleton.id), kind, heads)


def _says_labels(view: TableView) -> bool:
    """Whether each cell has the name of its column: in a wide table that no style sheet labels."""
    return view.width > NARROW and not label_class(view)


def _nought(opening: Markup, figure: Figure, link: Markup) -> Markup:
    """A cell of a row of noughts, which is lighter as a whole."""
    return _cell(opening, escape(printed(figure)), link)


def _plain(opening: Markup, figure: Figure, link: Markup) -> Markup:
    """A cell without notes."""
    value = figure.value
    if is_count(value, figure):
        return _count_cell(opening, value, link)
    if figure.state is State.BLANK:
        return fill('{} data-status="blank" aria-label="{}"></td>', opening, escape(say("page.blank")))
    return _cell(opening, escape(printed(figure)), link)


@lru_cache(maxsize=32768)
def _count_cell(opening: Markup, count: int, link: Markup) -> Markup:
    """The cell of a count; most are small, and the same in many reports."""
    return _cell(opening, count_html(count), link, nought=not count)


def _cell(opening: Markup, text: Markup, link: Markup, *, nought: bool = False) -> Markup:
    if nought and "class=" not in opening:
        opening += _NOUGHT
    return fill('{}>{}{}">{}</a></td>', opening, link, text, text) if link else fill("{}>{}</td>", opening, text)


def _figure(frame: CellSkeleton, cell: FigureCell, view: TableView, link: Markup) -> Markup:
    return _plain(
        fill("<td{}{}", _cell_attributes(frame, labelled=_says_labels(view)), _marks(view, cell.notes)),
        cell.figure,
        link,
    )


def _cell_attributes(cell: CellSkeleton, *, labelled: bool) -> Markup:
    """Heads, span and kind of a cell, and the name of its column where the cell has to say it."""
    tied = _tied(cell.short_headers) if cell.short_headers else EMPTY
    span = fill(" colspan={}", cell.colspan) if cell.colspan > 1 else EMPTY
    shape = " data-label={}" if _UNQUOTED.fullmatch(cell.label) else ' data-label="{}"'
    label = fill(shape, escape(cell.label)) if cell.label and labelled else EMPTY
    return fill("{}{}{}{}", tied, span, label, fill(" class=gk-sum") if cell.total else EMPTY)


def _marks(view: TableView, notes: tuple[int, ...]) -> Markup:
    """Tie a cell to its notes; the number is shown by the style sheet, so that it is never part of a figure."""
    if not notes:
        return EMPTY
    ids = " ".join(f"{view.id}-n-{number}" for number in notes)
    numbers = ",".join(str(number) for number in notes)
    return fill(' aria-describedby="{}" data-note="{}"', escape(ids), escape(numbers))


def _notes(view: TableView) -> Markup:
    if not view.notes:
        return EMPTY
    items = join(
        fill('<li id="{}">{}</li>', escape(f"{view.id}-n-{note.number}"), escape(note_text(note)))
        for note in view.notes
    )
    return fill('<div class="gk-notes"><p>{}</p><ol>{}</ol></div>', escape(say("page.notes")), items)


def note_text(note: TableNote) -> str:
    """A note as one text: what it speaks of, and what it says."""
    return say("page.note-at", {"place": note.at, "text": note.text}) if note.at else note.text
