"""Rows that a page break cut in two, put together again: half of the label on one page, half on the next.

Only where the two halves of a label make one that neither is; figures stand in one half alone.
"""

from collections.abc import Sequence
from dataclasses import replace

from gongkai.readers.document import Block, Cell, Document, Grid, Paragraph
from gongkai.readers.matching.figure_text import is_blank, is_figure
from gongkai.readers.matching.tokenise.lexicon import Hit, Lexicon
from gongkai.readers.matching.tokenise.lines import is_page_number

Row = tuple[Cell, ...]


def whole_rows(document: Document, lexicon: Lexicon) -> Document:
    """The document with such rows mended; the same one where there are none."""
    blocks: list[Block] = list(document.blocks)
    last: int | None = None
    changed = False
    for number, block in enumerate(blocks):
        if isinstance(block, Grid):
            first = blocks[last] if last is not None else None
            if last is not None and isinstance(first, Grid):
                joined = _joined(first, block, lexicon)
                if joined is not None:
                    blocks[last], blocks[number] = joined
                    changed = True
            last = number
        elif not (isinstance(block, Paragraph) and is_page_number(block.text)):
            last = None
    kept = tuple(block for block in blocks if not isinstance(block, Grid) or block.rows)
    return replace(document, blocks=kept) if changed else document


def _joined(first: Grid, second: Grid, lexicon: Lexicon) -> tuple[Grid, Grid] | None:
    above, below = first.rows[-1], second.rows[0]
    if len(above) != len(below) or _figures(above) == _figures(below):
        return None
    pairs = [(one.text, other.text) for one, other in zip(above, below, strict=True)]
    if any(_clash(one, other) for one, other in pairs):
        return None
    if not any(
        _is_label(one + other, lexicon) and not _is_label(one, lexicon) for one, other in pairs if one and other
    ):
        return None
    row = tuple(_one(cell, other) for cell, other in zip(above, below, strict=True))
    return replace(first, rows=(*first.rows[:-1], row)), replace(second, rows=_without_first(second.rows))


def _figures(row: Row) -> bool:
    return any(is_figure(cell.text) for cell in row)


def _clash(one: str, other: str) -> bool:
    """Whether both halves of a cell say something and one of it is a figure."""
    return not is_blank(one) and not is_blank(other) and (is_figure(one) or is_figure(other))


def _is_label(text: str, lexicon: Lexicon) -> bool:
    hit: Hit | None = None if is_blank(text) or is_figure(text) else lexicon.look(text)
    return hit is not None and not hit.edits and not hit.part and bool(hit.of("row"))


def _one(cell: Cell, other: Cell) -> Cell:
    if is_blank(other.text) or (not cell.head and not is_blank(cell.text)):
        return cell
    return replace(cell, text=other.text if is_blank(cell.text) else f"{cell.text}\n{other.text}", padded=False)


def _without_first(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows but the first; what it spans begins in the next."""
    if len(rows) < 2:  # noqa: PLR2004 - nothing is left
        return ()
    first, second = rows[0], rows[1]
    moved = tuple(
        replace(under, head=True, rowspan=over.rowspan - 1, colspan=over.colspan)
        if over.head and not under.head and over.rowspan > 1
        else under
        for over, under in zip(first, second, strict=True)
    )
    return (moved, *rows[2:])
