"""What a figure may be that a row has beside its own: its number, that of a page, last year's, one of a remark.

Nothing is concluded from it: the row stays open, or in doubt. But it is said, so that nobody looks for a fault in the
document; and those cells of the row are proposed that are its own then.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from gongkai.readers.matching.figure_text import collapse_spaces
from gongkai.readers.matching.solve import CellChoice, UnplacedLine
from gongkai.readers.matching.tokenise import Token, TokenisedDocument, TokenLine

Args = tuple[tuple[str, str], ...]
"""For the wording of a remark: the hint's name and what it speaks of."""

_REMARKS = re.compile(r"备\s*注|说\s*明")
_LAST = re.compile(r"上一?年度?|去年|上期")
_THIS = re.compile(r"[本当]年度?|今年|本期")
_FAR = 60
"""Lines above a row in which its heads are looked for, and around it in which the numbers of its page are."""
_FEWEST, _MOST_APART = 3, 3
"""The fewest numbers of a column that counts the rows, and how far apart two may be, as rows are left out."""


@dataclass(frozen=True, slots=True)
class Excess:
    """What is known of a row with more cells than columns.

    Attributes:
        args: What it may be, empty where nothing says so.
        choices: The cells that may be the row's figures, the likely ones first or alone.
    """

    args: Args
    choices: Sequence[CellChoice]


@dataclass(slots=True)
class ExcessReader:
    """Tells what stands beside the figures of rows, by the lines around them."""

    document: TokenisedDocument
    _numbers: dict[int, int] = field(default_factory=dict)
    _pages: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Note where each line stands, and the numbers of pages."""
        for number, line in enumerate(self.document.lines):
            self._numbers[id(line)] = number
            page = re.search(r"\d+", line.text) if line.page_number else None
            if page is not None:
                self._pages.append((number, int(page[0])))

    def of_unplaced(self, item: UnplacedLine, counted: str) -> Excess:
        """What is known of a row that no line of the form was found for.

        Args:
            item: The row.
            counted: Where ``counted_column`` says that the rows are numbered.
        """
        choices = item.choices
        if not item.has_more:
            return Excess((), choices)
        if counted:
            own = choices[1:2] if counted == "first" else choices[:1]
            return Excess((("hint", "count"),), own)
        by_year = self.by_year(item.line, choices)
        if by_year is not None:
            return by_year
        first, last = choices[0].cells[0], _behind(choices)
        args = self.of_row(item.line, first, last)
        if not args:
            return Excess((), choices)
        others = first if dict(args)["figure"] == first.text else last
        return Excess(args, tuple(sorted(choices, key=lambda choice: others in choice.cells)))

    def of_row(self, line: TokenLine, first: Token, last: Token) -> Args:
        """What the first or the last figure of a row may be that is none of its own.

        Args:
            line: The row.
            first: Its first cell.
            last: Its last cell.
        """
        heads = self._heads(self._above(line), _REMARKS)
        if heads and last.is_figure:
            return (("hint", "remarks"), ("figure", last.text), ("head", collapse_spaces(heads[0].text)))
        pages = self._pages_near(line)
        for cell in (last, first):
            if cell.text.isascii() and cell.text.isdecimal() and len(cell.text) <= _FEWEST and int(cell.text) in pages:
                return (("hint", "page"), ("figure", cell.text))
        return ()

    def _pages_near(self, line: TokenLine) -> set[int]:
        """The numbers of the page that a row is on or next to, its own printed number being in the row perhaps."""
        here = self._numbers.get(id(line), 0)
        pages = {line.origin.page} if line.origin.page else set()
        before = [page for number, page in self._pages if here - _FAR < number < here]
        behind = [page for number, page in self._pages if here < number < here + _FAR]
        pages |= {before[-1], before[-1] + 1} if before else set()
        return pages | ({behind[0], behind[0] - 1} if behind else set()) - {0}

    def by_year(self, line: TokenLine, choices: Sequence[CellChoice]) -> Excess | None:
        """The figures under the heads of this year where last year's are beside them; None where no head names that.

        Args:
            line: The row.
            choices: Which of its cells may be its own.
        """
        above = self._above(line)
        last = self._heads(above, _LAST, -1)
        if not last:
            return None
        this = self._heads(_lines_beside(last[0], above), _THIS, 0, of_form=True)
        cells = [token for token in line.tokens if not token.covered and (token.is_figure or token.is_blank)]
        others = tuple(cell for cell in cells if cell not in _under(cells, last) and not cell.padded)
        of_others = [choice for choice in choices if choice.cells == others]
        of_year = [choice for choice in choices if this and choice.cells == _under(cells, this)]
        words = (("last", collapse_spaces(last[0].text)),)
        if not this or (of_others and not of_year):
            return Excess((("hint", "last-year"), *words), of_others or choices)
        args = (("hint", "two-years"), *words, ("this", collapse_spaces(this[0].text)))
        return Excess(args, of_year or choices)

    def _above(self, line: TokenLine) -> list[TokenLine]:
        """The lines above a row within its table or section, the nearest first."""
        here = self._numbers.get(id(line), 0)
        above = reversed(self.document.lines[max(0, here - _FAR) : here])
        return list(takewhile(lambda other: not other.section and other.table == line.table, above))

    def _heads(
        self, lines: Iterable[TokenLine], pattern: re.Pattern[str], years: int | None = None, *, of_form: bool = False
    ) -> list[Token]:
        """The heads that begin with certain words or a certain year, from the first line that has any.

        Args:
            lines: The lines.
            pattern: The words.
            years: The year, relative to the report's: 0 or -1; None if no year is meant.
            of_form: Whether heads of the form count too: a form of 2019 has 上一年项目数量.
        """
        year = self.document.year
        of_year = str(year + years) if year is not None and years is not None else None
        for line in lines:
            heads = [
                token
                for token in line.tokens
                if (of_form or token.match is None or token.match.edits) and _begins(token.text, pattern, of_year)
            ]
            if heads:
                return heads
        return []


def _lines_beside(head: Token, lines: Sequence[TokenLine]) -> Sequence[TokenLine]:
    """The line of a head, and the lines around it up to the next ones with figures."""
    place = next(number for number, line in enumerate(lines) if head in line.tokens)
    behind = takewhile(lambda line: not line.figures, lines[place + 1 :])
    before = takewhile(lambda line: not line.figures, reversed(lines[:place]))
    return [*reversed(list(before)), lines[place], *behind]


def _begins(text: str, pattern: re.Pattern[str], year: str | None) -> bool:
    plain = collapse_spaces(text)
    if year is None:
        return pattern.fullmatch(plain) is not None
    return pattern.match(plain) is not None or re.match(rf"{year}(?!\d)", plain) is not None


def _under(cells: Iterable[Token], heads: Sequence[Token]) -> tuple[Token, ...]:
    return tuple(cell for cell in cells if any(head.column <= cell.column < head.column + head.width for head in heads))


def _behind(choices: Sequence[CellChoice]) -> Token:
    """The last cell of a row, by the choices that move on by a cell."""
    return max((choice.cells[-1] for choice in choices), key=lambda cell: cell.column)


def counted_column(unplaced: Sequence[UnplacedLine]) -> str:
    """Which cell of the rows that have one too many counts them, ``first`` or ``last``; empty where none does.

    Args:
        unplaced: The rows of a table that were put nowhere.
    """
    rows = [item.choices for item in unplaced if item.has_more]
    for name, texts in (
        ("first", [choices[0].cells[0].text for choices in rows]),
        ("last", [_behind(choices).text for choices in rows]),
    ):
        if counts_up(texts):
            return name
    return ""


def counts_up(texts: Sequence[str]) -> bool:
    """Whether texts are numbers that count rows, a few of which may be left out.

    Args:
        texts: One of each row.
    """
    if len(texts) < _FEWEST or not all(text.isascii() and text.isdecimal() and len(text) <= _FEWEST for text in texts):
        return False
    numbers = [int(text) for text in texts]
    steps = [after - before for before, after in pairwise(numbers)]
    return numbers[0] <= _MOST_APART and all(0 < step <= _MOST_APART for step in steps)
