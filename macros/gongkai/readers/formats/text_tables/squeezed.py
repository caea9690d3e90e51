"""Rows of tables with bars or tabs that were squeezed into one line."""

import re
from collections.abc import Sequence

from gongkai.readers.document.signs import BARS
from gongkai.readers.document.spans import WIDEST
from gongkai.readers.formats.text_tables.barred import BAR, BLANK, FEWEST_ROWS, FIGURE, MOST_IN_A_ROW
from gongkai.readers.formats.text_tables.delimited import NumberedLine

_MOST_IN_A_LINE = 2_000
"""Cells of a line that may be a table: the longest one of a form has 260. A line with millions of bars is none."""
_FEWEST_CHARACTERS = 2
"""Characters of words that may begin a row: 件 is a unit."""
_TAB = re.compile("\t")
_COUNT = re.compile(r"\d[\d,.]*\s?\D{1,3}")
"""A figure with a word that counts, or that nobody knows, after it."""


def cells_apart(lines: Sequence[NumberedLine]) -> list[NumberedLine]:
    """The lines, those that hold a whole table as one line a cell, with bars between.

    Args:
        lines: Numbers and texts.
    """
    apart: list[NumberedLine] = []
    for number, text in lines:
        cells = next(
            (cells for sign in (BAR, _TAB) if _hold_rows(cells := sign.split(text.strip(f"{BARS} \t\r")))), None
        )
        if cells is None:
            apart.append((number, text))
            continue
        for cell in map(str.strip, cells):
            apart += [(number, cell), (number, "|")] if cell else [(number, "|")]
    return apart


def is_several_rows(text: str) -> bool:
    """Whether a line is several rows of a table, with bars between their cells.

    Args:
        text: The line.
    """
    cells = BAR.split(text.strip(f"{BARS} \t\r"))
    return len(cells) > MOST_IN_A_ROW and _hold_rows(cells)


def rows_of_line(text: str) -> list[str]:
    """The rows of a table that was squeezed into one line, bars around each; the line itself where they are not told.

    Between two rows are the bar that ends one and the bar that begins the next, so that all rows are of one width and
    what is between these two bars is blank.

    Args:
        text: The line.
    """
    line = text.strip()
    if not (is_several_rows(line) and line[0] in BARS and line[-1] in BARS):
        return [text]
    cells = [cell.strip() for cell in BAR.split(line[1:-1])]
    for width in range(2, MOST_IN_A_ROW + 1):
        step = width + 1
        if (len(cells) + 1) % step == 0 and not any(cells[width::step]):
            return [f"| {' | '.join(cells[first : first + width])} |" for first in range(0, len(cells), step)]
    return [text]


def _hold_rows(cells: Sequence[str]) -> bool:
    """Whether cells are those of several rows: other words after figures each time, or more cells than a row has.

    The same words again are what stands for 0 or a blank there.
    """
    if len(cells) < 2 * FEWEST_ROWS:  # a figure and the words after it, for each row
        return False
    rows, figures = set[str](), False
    for cell in map(str.strip, cells):
        if FIGURE.fullmatch(cell):
            figures = True
        elif len(cell) >= _FEWEST_CHARACTERS and not (BLANK.fullmatch(cell) or _COUNT.fullmatch(cell)):
            rows |= {cell} if figures else set()
            figures = False
    return len(cells) <= _MOST_IN_A_LINE and (len(rows) >= FEWEST_ROWS or len(cells) > WIDEST)
