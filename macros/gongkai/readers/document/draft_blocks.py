"""Blocks before they are numbered, with the facts by which ``main_content`` tells the report from the page."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from gongkai.readers.document import GridCell, Image, Origin, SourceBlock, SourceGrid, SourceParagraph
from gongkai.readers.document.spans import SourceRow, make_grid
from gongkai.readers.document.text_styles import StyledSpan


@dataclass(slots=True)
class DraftBlock:
    """A paragraph, table or picture of a page.

    Attributes:
        text: The text of a paragraph, or the name of a picture.
        level: The level of a heading; 0 for anything else.
        item: Whether it is an item of a list.
        number: The number of an item of a numbered list.
        depth: How many lists enclose the list of an item.
        styles: Which characters of a paragraph have a style.
        unseen_texts: Texts of a paragraph that are struck out or not shown (``SourceParagraph``).
        line: Where it began.
        table_number: Which table of the file it is, from 1, where line numbers say little.
        rows: The rows of a table; None for everything else.
        tops: How far down the page each row stands, for a table whose rows are lines of print (``SourceGrid``).
        may_lack_cells: Whether an empty cell at the end of a row of a table may be none (``SourceGrid``).
        picture: Whether it is a picture.
        linked: How many of its characters are part of a link.
        element: The element in which it began.
    """

    text: str = ""
    level: int = 0
    item: bool = False
    number: int | None = None
    depth: int = 0
    styles: tuple[StyledSpan, ...] = ()
    unseen_texts: tuple[str, ...] = ()
    line: int | None = None
    table_number: int | None = None
    rows: tuple[SourceRow, ...] | None = None
    tops: tuple[int, ...] = ()
    may_lack_cells: bool = False
    picture: bool = False
    linked: int = 0
    element: Any = None

    def words(self) -> str:
        """All of its text, cells included."""
        if self.rows is None:
            return self.text
        return " ".join(cell.text for row in self.rows for cell in row.cells)

    def is_link(self) -> bool:
        """Whether more than half of it is a link."""
        return self.linked * 2 > len(self.words())


def name_tables_by_number(drafts: Iterable[DraftBlock], *, every: bool = False) -> list[DraftBlock]:
    """The drafts with a number for each table, and without lines, where several of them stand in the same line.

    The line of a paragraph among those says nothing; that of a table is kept for programs.

    Args:
        drafts: In the order of the source.
        every: Whether tables are numbered anyway, because nobody sees the lines of such a file.
    """
    named_drafts = list(drafts)
    lines = Counter(draft.line for draft in named_drafts)
    tables = [draft for draft in named_drafts if draft.rows is not None]
    if every or any(lines[table.line] > 1 for table in tables):
        for number, table in enumerate(tables, 1):
            table.table_number = number
    for draft in named_drafts:
        if draft.rows is None and lines[draft.line] > 1:
            draft.line = None
    return named_drafts


def number_blocks(drafts: Iterable[DraftBlock], *, page: int | None = None) -> tuple[SourceBlock, ...]:
    """The blocks of a document, numbered from 1 in order; a table without a cell is left out.

    Args:
        drafts: In the order of the source.
        page: Their page, in a PDF.
    """
    numbered: list[SourceBlock] = []
    for draft in drafts:
        origin = Origin(block=len(numbered) + 1, line=draft.line, page=page, table_number=draft.table_number)
        block = _block(draft, origin)
        if block is not None:
            numbered.append(block)
    return tuple(numbered)


def _block(draft: DraftBlock, origin: Origin) -> SourceBlock | None:
    if draft.rows is not None:
        grid = make_grid(draft.rows, origin=origin)
        return replace(grid, tops=draft.tops, may_lack_cells=draft.may_lack_cells) if grid is not None else None
    if draft.picture:
        return Image(draft.text, origin)
    place = (draft.item, draft.number, draft.depth)
    return SourceParagraph(draft.text, draft.level, origin, *place, draft.styles, draft.unseen_texts)


def with_texts(grid: SourceGrid, text_of: Callable[[str, Origin], str]) -> SourceGrid:
    """A grid with other texts in its cells.

    Args:
        grid: The grid.
        text_of: The text of a cell, from the one that it has and its place.
    """
    rows = tuple(tuple(cell._replace(text=text_of(cell.text, cell.origin)) for cell in row) for row in grid.rows)
    return replace(grid, rows=rows)


def renumber_blocks(parts: Iterable[SourceBlock]) -> tuple[SourceBlock, ...]:
    """The same blocks, numbered from 1 in this order, their cells with them.

    Args:
        parts: In the order of the source.
    """
    numbered: list[SourceBlock] = []
    for part in parts:
        origin = part.origin._replace(block=len(numbered) + 1)
        if part.origin == origin:
            numbered.append(part)
        elif isinstance(part, SourceGrid):
            rows = tuple(tuple(_moved(cell, origin.block) for cell in row) for row in part.rows)
            numbered.append(replace(part, rows=rows, origin=origin))
        else:
            numbered.append(replace(part, origin=origin))
    return tuple(numbered)


def _moved(cell: GridCell, block: int) -> GridCell:
    """The cell in another block; ``replace`` would take three times as long, and a workbook has thousands of cells."""
    at = cell.origin
    origin = Origin(block, at.line, at.page, at.sheet, at.cell, at.table_number)
    return GridCell(cell.text, origin, cell.head, cell.colspan, cell.rowspan, cell.padded)
