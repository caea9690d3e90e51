"""Rejoins rows that a page break cut in two: half of the label at the foot of one page, half at the head of the next.

Two rows are joined only where the halves of a label make a label that the first half is not, and only one of the
rows has figures.
"""

from collections.abc import Sequence
from dataclasses import replace

from gongkai.readers.matching.figure_text import is_blank_text, looks_like_figures
from gongkai.readers.matching.normalise import (
    NormalisedBlock,
    NormalisedCell,
    NormalisedParagraph,
    NormalisedRow,
    NormalisedTable,
)
from gongkai.readers.matching.tokenise.lexicon import Lexicon


def rejoin_rows(blocks: tuple[NormalisedBlock, ...], lexicon: Lexicon) -> tuple[NormalisedBlock, ...]:
    """Rejoin the cut rows of tables with nothing but a page number between them; emptied tables are dropped."""
    joined: list[NormalisedBlock] = []
    above: int | None = None  # place of the table that the next one may go on with
    for block in blocks:
        if isinstance(block, NormalisedTable):
            table = block
            first = joined[above] if above is not None else None
            pair = _rejoin(first, block, lexicon) if isinstance(first, NormalisedTable) else None
            if above is not None and pair is not None:
                joined[above], table = pair
            if table.rows:
                above = len(joined)
                joined.append(table)
            continue
        if not (isinstance(block, NormalisedParagraph) and block.page_number):
            above = None
        joined.append(block)
    return tuple(joined)


def _rejoin(
    first: NormalisedTable, second: NormalisedTable, lexicon: Lexicon
) -> tuple[NormalisedTable, NormalisedTable] | None:
    above, below = first.rows[-1], second.rows[0]
    if len(above) != len(below) or _has_figures(above) == _has_figures(below):
        return None
    texts = [(one.text, other.text) for one, other in zip(above, below, strict=True)]
    if any(_exclude_each_other(one, other) for one, other in texts):
        return None
    if not any(
        _is_row_label(one + other, lexicon) and not _is_row_label(one, lexicon) for one, other in texts if one and other
    ):
        return None
    row = tuple(_join_cells(cell, other) for cell, other in zip(above, below, strict=True))
    return replace(first, rows=(*first.rows[:-1], row)), replace(second, rows=_without_first_row(second.rows))


def _has_figures(row: NormalisedRow) -> bool:
    return any(looks_like_figures(cell.text) for cell in row)


def _exclude_each_other(one: str, other: str) -> bool:
    """Whether both halves of a cell hold something and one of them holds a figure: they are no halves then."""
    return (
        not is_blank_text(one) and not is_blank_text(other) and (looks_like_figures(one) or looks_like_figures(other))
    )


def _is_row_label(text: str, lexicon: Lexicon) -> bool:
    match = None if is_blank_text(text) or looks_like_figures(text) else lexicon.look_up(text)
    return match is not None and not match.edits and not match.partial and bool(match.of("row"))


def _join_cells(cell: NormalisedCell, other: NormalisedCell) -> NormalisedCell:
    if is_blank_text(other.text) or (not cell.begins and not is_blank_text(cell.text)):
        return cell
    return replace(cell, text=other.text if is_blank_text(cell.text) else f"{cell.text}\n{other.text}", padded=False)


def _without_first_row(rows: Sequence[NormalisedRow]) -> tuple[NormalisedRow, ...]:
    """The rows but the first; a cell of it that reaches down now begins in the row that follows."""
    return tuple(
        tuple(
            replace(
                cell,
                owner=(max(cell.owner[0] - 1, 0), cell.owner[1]),
                begins=cell.begins or (number == 0 and cell.owner == (0, column)),
            )
            for column, cell in enumerate(row)
        )
        for number, row in enumerate(rows[1:])
    )
