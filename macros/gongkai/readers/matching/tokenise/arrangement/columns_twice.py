"""Leaves out a column that stands twice side by side, head and figures alike, as merged cells do that were parted."""

from dataclasses import replace

from gongkai.readers.matching.figure_text import collapse_spaces, looks_like_figures
from gongkai.readers.matching.normalise import NormalisedBlock, NormalisedTable, without_place
from gongkai.readers.matching.tokenise.lexicon import Lexicon

_FEWEST = 3
"""The fewest figures of a column of which it is no chance that the column before it has the same."""

_NOUGHTS = frozenset("0０.．")


def without_columns_twice(blocks: tuple[NormalisedBlock, ...], lexicon: Lexicon) -> tuple[NormalisedBlock, ...]:
    """The blocks, the tables among them without the columns that repeat the one before them.

    Args:
        blocks: Of the document.
        lexicon: The labels of its form.
    """
    return tuple(_once(block, lexicon) if isinstance(block, NormalisedTable) else block for block in blocks)


def _once(table: NormalisedTable, lexicon: Lexicon) -> NormalisedTable:
    for place in range(len(table.rows[0]) - 1 if table.rows else 0, 0, -1):
        if _repeats(table, place, lexicon):
            table = replace(table, rows=tuple(without_place(row, place) for row in table.rows))
    return table


def _repeats(table: NormalisedTable, place: int, lexicon: Lexicon) -> bool:
    """Whether a column has the texts of the one before it: the head of a column, and figures in cells of their own.

    Two columns of noughts are alike by chance: then the head has to stand twice as well, and not to reach over both.
    """
    pairs = [(row[place - 1], row[place]) for row in table.rows]
    if any(collapse_spaces(one.text) != collapse_spaces(other.text) for one, other in pairs):
        return False
    own = [other for one, other in pairs if one.owner != other.owner]
    if sum(looks_like_figures(cell.text) and not cell.padded for cell in own) < _FEWEST:
        return False
    if any(cell.owner[1] == place for row in table.rows for cell in row[place + 1 :]):
        return False  # a cell begins there that reaches further
    are_noughts = not any(set(collapse_spaces(cell.text)) - _NOUGHTS for cell in own if looks_like_figures(cell.text))
    heads = [one for one, other in pairs if not (are_noughts and one.owner == other.owner)]
    matches = (lexicon.look_up(head.text) for head in heads if head.text and not looks_like_figures(head.text))
    return any(match is not None and match.of("column") for match in matches)
