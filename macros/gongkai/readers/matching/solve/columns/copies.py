"""Cells of a row that are no figures of its own: slashes between figures, copies of merged cells."""

from collections.abc import Mapping, Sequence

from gongkai.readers.matching.figure_text import collapse_spaces
from gongkai.readers.matching.tokenise import Token


def without_slashes_between(cells: Sequence[Token], width: int) -> list[Token]:
    """The figures of a text with a slash between any two of them and one for each column: no slash is a blank then.

    Args:
        cells: Of the row.
        width: How many columns it has.
    """
    between = [collapse_spaces(cell.text) for cell in cells[1::2]]
    apart = len(cells) == 2 * width - 1 and set(between) == {"/"} and all(cell.is_figure for cell in cells[::2])
    return list(cells[::2] if apart else cells)


def without_repeats(cells: Sequence[Token], heads: Mapping[int, int]) -> list[Token]:
    """The cells without those that repeat the one before below the same head again: merged cells, parted with copies.

    Args:
        cells: Of the row.
        heads: Position of the form's column by column of the document.
    """
    return [
        cell
        for before, cell in zip((None, *cells), cells, strict=False)
        if before is None
        or cell.column not in heads
        or heads[cell.column] != heads.get(before.column)
        or collapse_spaces(cell.text) != collapse_spaces(before.text)
    ]
