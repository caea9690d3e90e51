"""Joins a ruled table that is open at the end of a page with its rest on the next one: a browser prints it so."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from gongkai.readers.document.draft_blocks import DraftBlock
from gongkai.readers.formats.pdf_ruled.last_cells import PrintProgram
from gongkai.readers.formats.pdf_ruled.tables import NEAR, PdfCell, PdfTable


def join_open_tables(pages: Sequence[list[Any]]) -> None:
    """Put tables that go on over the end of a page together, on the page where they begin; the pages are changed.

    Args:
        pages: The parts of each page; those of tables hold them as their element.
    """
    last: DraftBlock | None = None
    for parts in pages:
        tables = [part for part in parts if isinstance(part, DraftBlock) and isinstance(part.element, PdfTable)]
        first = tables[0] if tables else None
        if first is not None and last is not None and (joined := _joined(last.element, first.element)) is not None:
            last.element, last.rows = joined, joined.rows
            parts.remove(first)
            last = last if len(tables) == 1 else tables[-1]
        else:
            last = tables[-1] if tables else None


def mark_missing_cells(pages: Iterable[Iterable[Any]], program: PrintProgram) -> None:
    """Mark the tables that may have fewer cells than boxes in a row; the parts of pages are changed.

    Args:
        pages: The parts of each page.
        program: The program that laid them out.
    """
    for part in chain.from_iterable(pages):
        if isinstance(part, DraftBlock) and isinstance(part.element, PdfTable):
            part.may_lack_cells = program.frames_missing_cells and part.element.may_lack_cells


def _joined(table: PdfTable, rest: PdfTable) -> PdfTable | None:
    """Both tables as one; None where they do not go on with each other."""
    end, start = max(cell.box[3] for cell in table.cells), min(cell.box[1] for cell in rest.cells)
    above = [cell for cell in table.cells if cell.open_below]
    below = [cell for cell in rest.cells if cell.open_above]
    if not above or not below or abs(table.box[0] - rest.box[0]) > NEAR or abs(table.box[2] - rest.box[2]) > NEAR:
        return None
    if not all(any(_is_same(one, cell) for cell in below) for one in above):
        return None
    pairs = {id(cell): next((one for one in above if _is_same(one, cell)), None) for cell in below}
    down = end - start
    whole = {id(one): _whole(one, cell, down) for cell in below if (one := pairs[id(cell)]) is not None}
    cells = [whole.get(id(cell), cell) for cell in table.cells]
    last = [cell for cell in table.cells if cell.box[3] > end - NEAR]
    own = [cell for cell in rest.cells if pairs.get(id(cell)) is None and not _is_no_cell(cell, last)]
    cells += [_moved(cell, down) for cell in own]
    return PdfTable((*table.box[:3], rest.box[3] + down), tuple(cells))


def _is_no_cell(cell: PdfCell, last: Sequence[PdfCell]) -> bool:
    """Whether a place at the beginning of a page is empty and open above, and the last row before has nothing there."""
    over = any(one.box[0] <= cell.box[0] + NEAR and cell.box[2] <= one.box[2] + NEAR for one in last)
    return cell.open_above and not cell.text.strip() and not over


def _is_same(one: PdfCell, other: PdfCell) -> bool:
    return abs(one.box[0] - other.box[0]) <= NEAR and abs(one.box[2] - other.box[2]) <= NEAR


def _whole(one: PdfCell, other: PdfCell, down: float) -> PdfCell:
    """A cell and its rest, which is moved down."""
    text = "\n".join(filter(None, (one.text, other.text)))
    return PdfCell((*one.box[:3], other.box[3] + down), text, one.open_above, other.open_below)


def _moved(cell: PdfCell, down: float) -> PdfCell:
    left, top, right, bottom = cell.box
    return replace(cell, box=(left, top + down, right, bottom + down))
