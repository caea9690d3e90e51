"""Numbers of the columns in text, between the heads of a table and its first row: 甲 1 2 3 … 7.

Statistical tables have such a row. Where the cells of a table stand one below the other, its numbers look like the
figures of the first row. They are numbers for certain where a word such as 甲 stands before
them, or all tables have them.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongkai.forms import Form
from gongkai.readers.matching.label_text import fold
from gongkai.readers.matching.normalise import LineShape, NormalisedBlock, NormalisedLine, NormalisedParagraph
from gongkai.readers.matching.tokenise.lexicon import Lexicon
from gongkai.readers.matching.tokenise.model import LabelSort

CORNERS = frozenset({"甲", "栏次", "列次", "栏号", "列号"})
"""Words before the numbers of columns."""
_HEADS: tuple[LabelSort, ...] = ("column", "heads", "corner", "rowhead", "title")
_LONGEST = 120
_FEWEST = 5
"""Columns of a table at least, one of which has to be among those that have no such word, as 1 may be any figure."""


def without_column_numbers(
    blocks: Sequence[NormalisedBlock], form: Form, lexicon: Lexicon
) -> tuple[NormalisedBlock, ...]:
    """The blocks of a document; lines with the numbers of columns hold nothing any more.

    Args:
        blocks: Of the document.
        form: The form.
        lexicon: Its labels.
    """
    lines = [line for block in blocks if isinstance(block, NormalisedParagraph) for line in block.lines]
    spots = list(_spots(lines, form, lexicon))
    numbered = [(corner, numbers) for corner, numbers in spots if numbers]
    are_all = len(numbered) == len(spots) and any(len(numbers) >= _FEWEST for _, numbers in numbered)
    number_lines = {id(line) for corner, numbers in numbered if corner or are_all for line in (*corner, *numbers)}
    if not number_lines:
        return tuple(blocks)
    return tuple(
        replace(
            block,
            lines=tuple(
                replace(line, shape=LineShape.MOVED, cells=()) if id(line) in number_lines else line
                for line in block.lines
            ),
        )
        if isinstance(block, NormalisedParagraph)
        else block
        for block in blocks
    )


_Spot = tuple[Sequence[NormalisedLine], Sequence[NormalisedLine]]
"""The line with the word before the numbers of columns, where there is one, and those with the numbers."""


def _spots(lines: Sequence[NormalisedLine], form: Form, lexicon: Lexicon) -> Iterator[_Spot]:
    """What follows the heads of each table whose rows have labels, as far as it may be numbers of its columns."""
    heads: list[str] = []
    for place, line in enumerate(lines):
        tables = _heads(line, lexicon)
        if tables is not None:
            heads += tables
            continue
        table, count = Counter(heads).most_common(1)[0] if heads else ("", 0)
        heads = []
        if table and not form.table_index[table].by_blocks:
            corner, numbers, end = _numbers(lines[place : place + count + 2], count)
            yield (corner, numbers) if numbers and end is not None and _is_row(end, lexicon) else ((), ())


def _numbers(
    lines: Sequence[NormalisedLine], count: int
) -> tuple[Sequence[NormalisedLine], Sequence[NormalisedLine], NormalisedLine | None]:
    """The lines with a word for numbers of columns, those with the numbers, and the one after; no numbers where none.

    Args:
        lines: What follows the heads.
        count: How many columns these name.
    """
    cells: list[str] = []
    for place, line in enumerate(lines):
        cells += (fold(cell).strip().rstrip(".") for cell in line.cells)
        has_corner = cells[:1] != [] and cells[0] in CORNERS
        if cells[has_corner:] == [str(number) for number in range(1, count + 1)]:
            return lines[:has_corner], lines[: place + 1], next(iter(lines[place + 1 :]), None)
    return (), (), None


def _heads(line: NormalisedLine, lexicon: Lexicon) -> list[str] | None:
    """Of each column that a line of heads names the ids of the tables that have it; None where it is no such line."""
    if line.shape is not LineShape.TEXT or not line.cells or len(line.text) > _LONGEST:
        return None
    tables: list[str] = []
    for cell in line.cells:
        match = lexicon.look_up(cell)
        if match is None or not match.of(*_HEADS):
            return None
        tables += {item.table for item in match.of("column")}
    return tables


def _is_row(line: NormalisedLine, lexicon: Lexicon) -> bool:
    match = lexicon.look_up(line.cells[0]) if line.cells and len(line.text) <= 2 * _LONGEST else None
    return match is not None and bool(match.of("row", "group"))
