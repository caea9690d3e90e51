"""Words that pandas writes where a sheet or a page has an empty cell: ``NaN`` below, ``Unnamed: 3`` for a head."""

import re
from dataclasses import replace

from gongkai.readers.document.model import Document, GridCell, SourceBlock, SourceGrid

_HEAD = re.compile(r"Unnamed: \d{1,3}(?:_level_\d{1,2})?")
_EMPTY = frozenset({"NaN", "nan"})
_ROWS_OF_HEADS = 3


def without_frame_words(document: Document) -> Document:
    """The document with empty cells in their place, in tables that pandas has written.

    Such a table has a head without a name, or a cell of its first column that was empty, where a page would have no
    number that could not be computed.

    Args:
        document: A document.
    """
    blocks = tuple(_emptied(block) for block in document.blocks)
    is_same = all(new is old for new, old in zip(blocks, document.blocks, strict=True))
    return document if is_same else replace(document, blocks=blocks)


def _emptied(block: SourceBlock) -> SourceBlock:
    if not isinstance(block, SourceGrid):
        return block
    heads = any(cell.text[:7] == "Unnamed" and _is_head(cell) for row in block.rows[:_ROWS_OF_HEADS] for cell in row)
    if not heads and not any(row[0].text in _EMPTY for row in block.rows):
        return block
    return replace(block, rows=tuple(tuple(_empty(cell) for cell in row) for row in block.rows))


def _empty(cell: GridCell) -> GridCell:
    return cell._replace(text="") if cell.text in _EMPTY or _is_head(cell) else cell


def _is_head(cell: GridCell) -> bool:
    return _HEAD.fullmatch(cell.text) is not None
