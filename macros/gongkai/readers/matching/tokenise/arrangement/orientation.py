"""Turns transposed tables upright: tables that print the form's columns as rows and its rows as columns."""

from gongkai.forms import Form
from gongkai.readers.matching.figure_text import is_blank_text, looks_like_figures
from gongkai.readers.matching.normalise import NormalisedBlock, NormalisedCell, NormalisedTable
from gongkai.readers.matching.tokenise.lexicon import Lexicon
from gongkai.readers.matching.tokenise.model import LabelSort

_ROWS = 5
"""Labels of rows that must be along the top."""
_COLUMNS = 4
"""Labels of columns that must be down the side."""


def turn_upright(blocks: tuple[NormalisedBlock, ...], form: Form, lexicon: Lexicon) -> tuple[NormalisedBlock, ...]:
    """Transpose the tables among the blocks that lie on their side; the others stay as they are."""
    return tuple(
        _transpose(block) if isinstance(block, NormalisedTable) and _is_transposed(block, form, lexicon) else block
        for block in blocks
    )


def _is_transposed(table: NormalisedTable, form: Form, lexicon: Lexicon) -> bool:
    """Whether labels of rows are along the top and labels of columns down the side."""
    if len(table.rows) < _COLUMNS or len(table.rows[0]) <= _ROWS:
        return False
    top = [cell for row in table.rows[:3] for cell in row]
    side = [cell for row in table.rows for cell in row[:3]]
    return any(
        len(_labels(top, lexicon, item.id, "row")) >= _ROWS
        and len(_labels(side, lexicon, item.id, "column")) >= _COLUMNS
        for item in form.tables
        if not item.by_blocks and len(item.blocks) == 1
    )


def _labels(cells: list[NormalisedCell], lexicon: Lexicon, table: str, sort: LabelSort) -> set[str]:
    """Names of the rows or columns of a form's table that cells are labels of."""
    names: set[str] = set()
    for cell in cells:
        if not cell.begins or is_blank_text(cell.text) or looks_like_figures(cell.text):
            continue
        match = lexicon.look_up(cell.text)
        if match is not None and not match.partial:
            names |= {meaning.name for meaning in match.of(sort, table=table)}
    return names


def _transpose(table: NormalisedTable) -> NormalisedTable:
    """The table upright; it is mixed if a row lacks a cell: nobody can say which, and all behind it are displaced."""
    columns = zip(*table.rows, strict=True)
    rows = tuple(
        tuple(
            NormalisedCell(cell.text, cell.origin, (cell.owner[1], cell.owner[0]), cell.begins, cell.padded)
            for cell in column
        )
        for column in columns
    )
    lacks_cells = any(
        any(cell.padded for cell in row) and any(looks_like_figures(cell.text) for cell in row) for row in table.rows
    )
    return NormalisedTable(rows, table.origin, mixed=lacks_cells)
