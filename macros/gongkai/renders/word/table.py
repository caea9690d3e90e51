"""A statutory table as WordprocessingML: merged heads, rows that do not break, a head that is repeated on every page.

What depends on the form alone is kept, as it is the same in every report.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from gongkai.figures import printed
from gongkai.pages.official import OfficialGrid, OfficialTable, note_mark
from gongkai.pages.official.columns import column_widths, equal_widths
from gongkai.renders.word.comments import Comments
from gongkai.renders.word.markup import NOTE_MARK, Links, escaped, paragraph, run
from gongkai.tables import BodyRow, HeadCell
from gongkai.tables.model import BlockSkeleton, RowSkeleton

_CELL_END = "</w:p></w:tc>"
_ROW_END = "</w:tr>"
_PROPERTIES_END = "</w:pPr>"
_PORTRAIT_ROW = 425
"""The least height of a row in portrait: 7.5 mm, in twentieths of a point."""
_KEEP = "<w:keepNext/>"


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a table is laid out.

    Attributes:
        widths: Of its columns.
        landscape: Whether it is in landscape.
        parts: Whether it has several parts, each below a head of its own: it breaks between them alone.
        tight: Whether its lines are set closer, so that its notes have room below it.
    """

    widths: tuple[int, ...]
    landscape: bool
    parts: bool = False
    tight: bool = False

    def style(self, part: str) -> str:
        """The style of the paragraphs in a part of it: ``Figure``, ``Head`` or ``Label``."""
        page = "Tight" if self.tight else "Across" if self.landscape else "Table"
        return f"{page}{part}"

    def row(self, *, head: bool) -> str:
        """What opens a row; a head at the top is repeated on every page."""
        high = "" if self.landscape else f'<w:trHeight w:val="{_PORTRAIT_ROW}" w:hRule="atLeast"/>'
        return f"<w:tr><w:trPr><w:cantSplit/>{high}{'<w:tblHeader/>' if head else ''}</w:trPr>"

    def cell(self, column: int, columns: int = 1, merge: str = "") -> str:
        """What opens a cell.

        Args:
            column: The column that it begins in.
            columns: How many it spans.
            merge: What ties it to the cell above or below.
        """
        width = sum(self.widths[column : column + columns])
        span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'


@dataclass(frozen=True, slots=True)
class _RowFrame:
    """A row without its figures: what opens it, its labels, and what is before each figure."""

    opening: str
    labels: str
    cells: tuple[str, ...]


def table_xml(table: OfficialTable, width: int, comments: Comments) -> str:
    """A table.

    Args:
        table: The table.
        width: Of the lines of its page, in twentieths of a point.
        comments: Takes the remarks on it.
    """
    view = table.view
    layout = _Layout(column_widths(view, width), table.landscape, parts=len(view.blocks) > 1, tight=table.tight)
    rows = []
    for number, block in enumerate(view.blocks):
        heads, frames = _block_frame(block.skeleton, layout, not number)
        rows.append(heads)
        rows.extend(_row(row, frame, table, comments) for row, frame in zip(block.rows, frames, strict=True))
    opening = _opening(view.caption, layout, labels=bool(view.blocks[0].rows[0].heads))
    return f"{opening}{''.join(rows)}</w:tbl>"


def grid_xml(grid: OfficialGrid, width: int, links: Links) -> str:
    """A table of the narrative's own: equal columns, its first row the head.

    Args:
        grid: The table.
        width: Of the lines of its page, in twentieths of a point.
        links: Takes the addresses in it.
    """
    layout = _Layout(equal_widths(len(grid.rows[0]), width), landscape=False)
    rows = []
    for number, row in enumerate(grid.rows):
        style = layout.style("Label" if number else "Head")
        cells = (
            f"{layout.cell(column)}{paragraph(style, links.runs(parts))}</w:tc>" for column, parts in enumerate(row)
        )
        rows.append(f"{layout.row(head=not number)}{''.join(cells)}{_ROW_END}")
    return f"{_opening('', layout, labels=False)}{''.join(rows)}</w:tbl>"


@lru_cache(maxsize=256)
def _opening(caption: str, layout: _Layout, *, labels: bool) -> str:
    """What opens a table; the caption is read out by screen readers."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in layout.widths)
    spoken = f'<w:tblCaption w:val="{escaped(caption)}"/>' if caption else ""
    look = (
        f'<w:tblLook w:val="{"06A0" if labels else "0620"}" w:firstRow="1" w:lastRow="0" '
        f'w:firstColumn="{int(labels)}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(layout.widths)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/>{look}{spoken}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
    )


@lru_cache(maxsize=4096)
def _block_frame(
    block: BlockSkeleton,
    layout: _Layout,
    first: bool,  # noqa: FBT001 - a key
) -> tuple[str, tuple[_RowFrame, ...]]:
    """The head of a block, and its rows without their figures.

    The head of one part says nothing of another: it is repeated on further pages where it is the only one.
    """
    spans = _Spans(layout)
    repeated = first and not layout.parts
    heads = []
    for row in block.head:
        cells = "".join(spans.cells(row, len(layout.widths), keep=True))
        heads.append(f"{layout.row(head=repeated)}{cells}{_ROW_END}")
    spans = _Spans(layout)
    rows = []
    for number, skeleton in enumerate(block.rows):
        keep = layout.parts and number < len(block.rows) - 1
        rows.append(_row_frame(skeleton, spans, keep=keep))
    return "".join(heads), tuple(rows)


def _row_frame(row: RowSkeleton, spans: "_Spans", *, keep: bool) -> _RowFrame:
    layout = spans.layout
    column = len(layout.widths) - sum(cell.colspan for cell in row.cells)
    labels = "".join(spans.cells(row.heads, column, keep=keep))
    cells = []
    for cell in row.cells:
        cells.append(layout.cell(column, cell.colspan) + _paragraph_opening(layout.style("Figure"), keep=keep))
        column += cell.colspan
    return _RowFrame(layout.row(head=False), labels, tuple(cells))


def _paragraph_opening(style: str, *, keep: bool) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{_KEEP if keep else ""}{_PROPERTIES_END}'


class _Spans:
    """The heads that reach down into the rows below them, while the rows of a block are written."""

    def __init__(self, layout: _Layout) -> None:
        self.layout = layout
        self._open: dict[int, tuple[int, int]] = {}
        """By column the rows that a head still reaches down, and the columns that it spans."""

    def cells(self, heads: Sequence[HeadCell], end: int, *, keep: bool) -> Iterator[str]:
        """The heads that begin in a row, in their columns, and the continued cells of heads that reach down into it.

        Args:
            heads: The heads that begin in it.
            end: The column that the last of them ends before.
            keep: Whether the row stays on the page of the next one.
        """
        column, remaining = 0, iter(heads)
        while column < end:
            rows, columns = self._open.pop(column, (0, 0))
            content, merge, part = "", "<w:vMerge/>", "Figure"
            if not rows:
                head = next(remaining)
                rows, columns = head.rowspan, head.colspan
                content, merge = run(head.text), '<w:vMerge w:val="restart"/>' if rows > 1 else ""
                part = "Label" if head.scope in {"", "row", "rowgroup"} else "Head"
            if rows > 1:
                self._open[column] = (rows - 1, columns)
            opening = _paragraph_opening(self.layout.style(part), keep=keep)
            yield f"{self.layout.cell(column, columns, merge)}{opening}{content}{_CELL_END}"
            column += columns


def _row(row: BodyRow, frame: _RowFrame, table: OfficialTable, comments: Comments) -> str:
    if row.notes or row.marked or table.remarks:
        return _remarked_row(row, frame, table, comments)
    pairs = zip(frame.cells, row.figures, strict=True)
    figures = "".join([f"{opening}{run(printed(figure))}{_CELL_END}" for opening, figure in pairs])
    return f"{frame.opening}{frame.labels}{figures}{_ROW_END}"


def _remarked_row(row: BodyRow, frame: _RowFrame, table: OfficialTable, comments: Comments) -> str:
    """A row that notes or remarks speak of: numbers of notes are after the label, or after the figure."""
    labels, has_heads = frame.labels, bool(row.heads)
    about_row = _remarks_on_row(row, table)
    if has_heads:  # the last label is the row's own
        before, end, label = labels.removesuffix(_CELL_END).rpartition(_PROPERTIES_END)
        label += run(note_mark(row.notes), NOTE_MARK)
        labels = f"{before}{end}{comments.anchored(label, about_row)}{_CELL_END}"
    figures = []
    for number, (opening, cell) in enumerate(zip(frame.cells, row.cells, strict=True)):
        stands_for_row = not has_heads and not number
        notes = (*row.notes, *cell.notes) if stands_for_row else cell.notes
        remarks = table.remarks.get((cell.row, cell.col), ())
        content = run(printed(cell.figure)) + run(note_mark(notes), NOTE_MARK)
        content = comments.anchored(content, (*about_row, *remarks) if stands_for_row else remarks)
        figures.append(f"{opening}{content}{_CELL_END}")
    return f"{frame.opening}{labels}{''.join(figures)}{_ROW_END}"


def _remarks_on_row(row: BodyRow, table: OfficialTable) -> tuple[str, ...]:
    """The remarks on a row as a whole; on the first one also those on the table."""
    own = table.remarks.get((row.skeleton.row, None), ())
    return (*table.remarks.get((None, None), ()), *own) if row is table.view.blocks[0].rows[0] else own
