"""Finds figures on lines of their own that may be page numbers, as numbers outside the tables count on with them.

Text that was copied from a viewer has a number alone at the end of each page, and nothing for a blank cell.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from gongkai.readers.matching.figure_text import collapse_spaces
from gongkai.readers.matching.tokenise.apart.stretches import FigureLine
from gongkai.readers.matching.tokenise.model import Token, TokenLine

_PAGE = re.compile(r"[1-9]\d{0,2}")
_MOST_PAGES = 3
"""The most pages between two numbers one of which makes the other one likely to be a page number."""


def page_of(figures: Sequence[FigureLine]) -> int | None:
    """The only figure of a label, if it may be a page number; else None.

    Args:
        figures: The figures.
    """
    tokens = [token for line in figures for token in line.tokens]
    return int(collapse_spaces(tokens[0].text)) if is_page_alone(tokens) else None


def is_page_alone(figures: Sequence[Token]) -> bool:
    """Whether there is one figure, which may be a page number.

    Args:
        figures: The figures.
    """
    return len(figures) == 1 and _PAGE.fullmatch(collapse_spaces(figures[0].text)) is not None


def has_number_at_end(figures: Sequence[FigureLine]) -> bool:
    """Whether the first or the last of several lines of a label's figures is a number that may be that of a page.

    Args:
        figures: The figures.
    """
    return len(figures) > 1 and any(page_of([line]) is not None for line in (figures[0], figures[-1]))


def count_cells(figures: Sequence[FigureLine]) -> int:
    """How many figures and blanks a label has.

    Args:
        figures: The figures.
    """
    return sum(len(line.tokens) for line in figures)


def pages_outside(lines: Sequence[TokenLine], inside: Collection[int]) -> dict[int, int]:
    """The numbers that stand alone on lines outside the tables of a document, by position.

    Args:
        lines: All lines of the document.
        inside: Positions of the lines with the figures of tables.
    """
    return dict(_numbers(lines, inside))


def _numbers(lines: Sequence[TokenLine], inside: Collection[int]) -> Iterator[tuple[int, int]]:
    for number, line in enumerate(lines):
        is_alone = len(line.tokens) == 1 and line.complete and not (line.is_grid or line.moved)
        if is_alone and number not in inside and _PAGE.fullmatch(text := collapse_spaces(line.text)):
            yield number, int(text)


def counts_on(place: int, value: int, pages: dict[int, int]) -> bool:
    """Whether a number may be a page number: a number before it is a little smaller, or one after it a little larger.

    Args:
        place: Its position in the document.
        value: The number.
        pages: Numbers outside the tables, by position.
    """
    return any(
        0 < (other - value if number > place else value - other) <= _MOST_PAGES for number, other in pages.items()
    )
