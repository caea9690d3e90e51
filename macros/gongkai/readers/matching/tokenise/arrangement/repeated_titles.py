"""Drops titles that a program prints again at the head of each page, where they are not those of the rows below.

It repeats the first rows of a table: the title of its first part, or the first line of heads, which names no column.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from gongkai.readers.matching.figure_text import collapse_spaces
from gongkai.readers.matching.normalise import NormalisedRow, NormalisedTable
from gongkai.readers.matching.tokenise.lexicon import Lexicon

_OF_OTHERS = frozenset(("column", "row", "group", "section"))
"""What the labels in such rows label none of."""
_OF_HEADS = frozenset(("column", "heads", "rowhead", "corner"))


def without_repeated_titles(
    before: Sequence[NormalisedTable], table: NormalisedTable, lexicon: Lexicon
) -> NormalisedTable:
    """A table without the titles that it begins with, as one before it does.

    They stay where heads follow them that name columns: there they are the title of these, be it a wrong one, unless
    the page above ends in the title that these heads have.

    Args:
        before: Tables on the pages above, the last of them right above.
        table: The table.
        lexicon: The labels of the form.
    """
    count = max((_count_repeated(other, table) for other in before), default=0)
    repeated = [_words(row) for row in table.rows[:count]]
    if not repeated or count == len(table.rows) or not all(_is_title(words, lexicon) for words in repeated):
        return table
    below = [lexicon.look_up(text) for text in _words(table.rows[count])]
    has_heads = any(match is not None and match.sorts & _OF_HEADS and not match.of("row") for match in below)
    if has_heads and not _is_title(_words(before[-1].rows[-1]), lexicon):
        return table
    return replace(table, rows=_without_first(table.rows, count))


def _count_repeated(other: NormalisedTable, table: NormalisedTable) -> int:
    """How many rows a table begins with as another one does, which has more."""
    pairs = [(_words(one), _words(row)) for one, row in zip(other.rows, table.rows, strict=False)]
    same = len(list(takewhile(lambda pair: bool(pair[0]) and pair[0] == pair[1], pairs)))
    return same if same < len(other.rows) else 0


def _words(row: NormalisedRow) -> list[str]:
    """The texts of the cells of a row, each once, without empty ones."""
    cells = {cell.owner: collapse_spaces(cell.text) for cell in row if not cell.padded}
    return list(filter(None, cells.values()))


def _is_title(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether words are labels of the form as they stand there, none of them that of a column or row."""
    return bool(words) and all(
        match is not None and not (match.edits or match.partial or match.sorts & _OF_OTHERS)
        for match in map(lexicon.look_up, words)
    )


def _without_first(rows: Sequence[NormalisedRow], count: int) -> tuple[NormalisedRow, ...]:
    """Rows without the first ones; a cell of these that spans rows begins in the first that is left."""
    return tuple(
        tuple(
            replace(
                cell,
                owner=(max(cell.owner[0] - count, 0), cell.owner[1]),
                begins=cell.begins or (number == 0 and column == cell.owner[1]),
            )
            for column, cell in enumerate(row)
        )
        for number, row in enumerate(rows[count:])
    )
