"""Asks about titles of parts of a table above the rows of another part: 第二十条第（五）项 above 规章.

Rows are read by their own labels. Titles tell their parts apart by nothing but numbers, so that any other number is
that of another part, or of none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.forms import Table
from gongkai.readers.document.signs import NUMERALS
from gongkai.readers.matching.assign import RowAssignment
from gongkai.readers.matching.figure_text import collapse_spaces
from gongkai.readers.matching.label_text import comparable
from gongkai.readers.matching.remark.collector import ResultCollector
from gongkai.readers.matching.solve import SolvedLabelledRows, SolvedTables
from gongkai.readers.matching.tokenise import Token
from gongkai.readers.remarks import Doubt

_NUMBER = re.compile(rf"([{NUMERALS}\d]+)")
_FEWEST_WORDS = 3
"""The fewest characters of a title beside its numbers that tell it from other words."""
_MOST_BESIDE = 20
"""The most characters beside a title in a piece of text: a longer one is a sentence that speaks of it."""


@dataclass(frozen=True, slots=True)
class _PlacedTitle:
    """A title with the block that it is of (None: no title of the form), and the blocks of the rows around it."""

    token: Token
    block: int | None
    before: int | None
    below: int


def remark_other_titles(solved: SolvedTables, collector: ResultCollector) -> None:
    """Ask about titles whose numbers are not those of the part that the row right below them belongs to.

    Args:
        solved: The tables.
        collector: Takes the remarks.
    """
    for table in solved.labelled:
        own_titles = list(_titles(table, solved.assignment))
        behind = sum(one.block == one.before != one.below for one in own_titles)
        if behind > sum(one.block == one.below for one in own_titles):
            continue  # titles behind their rows, as some extractions leave them
        for one in own_titles:
            title = table.table.blocks[one.below].title
            if one.block == one.below or title is None:
                continue
            text, args = collapse_spaces(one.token.text), (("label", title),)
            collector.remark(
                Doubt.AMBIGUOUS, "other-group", one.token.origin, text=text, table=table.table.id, args=args
            )


def _titles(table: SolvedLabelledRows, assignment: RowAssignment) -> Iterator[_PlacedTitle]:
    """The titles that stand alone above a row, in the order of the document.

    Of several titles above one row, as where all stand in one line, nobody can say which is that of the row.
    """
    titles = _numbers_of_titles(table.table)
    pattern = _pattern_of(table.table)
    if pattern is None:
        return
    blocks = {id(item.candidate.line): table.table.rows[item.row].block for item in table.rows}
    above: list[tuple[Token, int | None]] = []
    before: int | None = None
    for line, near in zip(assignment.document.lines, assignment.near, strict=True):
        if table.table.id not in near or line.page_number:
            continue
        for token in line.tokens:
            numbers = _numbers_in(token, pattern) if not (token.is_figure or token.covered) else None
            if numbers is not None:
                above.append((token, titles.get(numbers)))
        below = blocks.get(id(line))
        if below is not None and len(above) == 1:
            yield _PlacedTitle(*above[0], before, below)
        if below is not None or line.figures:
            above, before = [], before if below is None else below


def _numbers_of_titles(table: Table) -> dict[tuple[int, ...], int]:
    """By the numbers in its title each block of a table."""
    return {
        tuple(map(_value, _NUMBER.findall(comparable(block.title)))): number
        for number, block in enumerate(table.blocks)
        if block.title
    }


def _pattern_of(table: Table) -> re.Pattern[str] | None:
    """What the titles of a table have in common: their words, with any number in place of each of theirs."""
    words = {tuple(_NUMBER.split(comparable(block.title))[::2]) for block in table.blocks if block.title}
    if len(words) != 1:
        return None
    pieces = words.pop()
    if len(pieces) == 1 or len("".join(pieces)) < _FEWEST_WORDS:
        return None
    return re.compile(_NUMBER.pattern.join(map(re.escape, pieces)))


def _numbers_in(token: Token, pattern: re.Pattern[str]) -> tuple[int, ...] | None:
    """The numbers of the title that a piece of text is; None where it is none."""
    text = comparable(token.text)
    title = pattern.search(text)
    if title is None or len(text) - len(title[0]) > _MOST_BESIDE:
        return None
    return tuple(map(_value, title.groups()))


def _value(number: str) -> int:
    """A number below 100 in digits or numerals."""
    if number.isdecimal():
        return int(number)
    tens, ten, ones = number.rpartition(NUMERALS[-1])
    if not ten:
        return NUMERALS.find(ones) + 1
    return (_value(tens) if tens else 1) * 10 + (_value(ones) if ones else 0)
