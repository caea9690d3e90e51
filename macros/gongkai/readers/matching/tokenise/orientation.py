"""Grids that lie on their side, columns of the form as rows, set upright before they are matched."""

from dataclasses import replace

from gongkai.forms import Form
from gongkai.readers.document import Block, Cell, Document, Grid
from gongkai.readers.matching.figure_text import is_blank, is_figure
from gongkai.readers.matching.tokenise.lexicon import Lexicon, Sort

_ROWS = 5
_COLUMNS = 4


def upright(document: Document, form: Form, lexicon: Lexicon) -> Document:
    """The document with such grids turned."""
    if not any(isinstance(block, Grid) and _lies(block, form, lexicon) for block in document.blocks):
        return document
    blocks: list[Block] = [
        _turn(block) if isinstance(block, Grid) and _lies(block, form, lexicon) else block for block in document.blocks
    ]
    return replace(document, blocks=tuple(blocks))


def _lies(grid: Grid, form: Form, lexicon: Lexicon) -> bool:
    """Whether most columns of a table stand down the side and its rows across the top."""
    if len(grid.rows) < _COLUMNS or len(grid.rows[0]) <= _ROWS:
        return False
    for table in form.tables:
        if table.by_blocks or len(table.blocks) != 1:
            continue
        top = {name for row in grid.rows[:3] for cell in row for name in _names(cell, lexicon, table.id, "row")}
        if len(top) < _ROWS:
            continue
        side = {name for row in grid.rows for cell in row[:2] for name in _names(cell, lexicon, table.id, "column")}
        if len(side) >= _COLUMNS:
            return True
    return False


def _names(cell: Cell, lexicon: Lexicon, table: str, sort: Sort) -> list[str]:
    if not cell.head or is_blank(cell.text) or is_figure(cell.text):
        return []
    hit = lexicon.look(cell.text)
    return [] if hit is None or hit.part else [entry.name for entry in hit.of(sort, table=table)]


def _turn(grid: Grid) -> Grid:
    turned = [
        tuple(replace(cell, colspan=cell.rowspan, rowspan=cell.colspan) for cell in column)
        for column in zip(*grid.rows, strict=True)
    ]
    return replace(grid, rows=tuple(turned))
