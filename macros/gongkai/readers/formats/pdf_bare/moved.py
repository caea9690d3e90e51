"""Cuts a table without ruling lines where its columns shift sideways: there another table begins.

Where a table continues on the next page, an office may begin a new table and leave out the cell of the group that
spans several rows. Then the labels and first figures of its rows stand further left, while a row without a group
stands where it stood before. A browser gives the new table column widths of its own.
"""

import itertools
import re
from collections.abc import Iterator, Sequence

from gongkai.readers.formats.pdf_bare.columns import SLACK, figures_of, strips_of
from gongkai.readers.formats.pdf_lines import PdfLine, PdfPiece

_FEWEST_FIGURES = 3
"""The fewest figures of a row."""
_FEWEST_ROWS = 2
"""The fewest rows of either part."""
_FEWEST_COLUMNS = 4
"""The fewest columns of figures of tables whose column widths are compared."""
_MORE = 2
"""The fewest distinct positions of columns that rows with other column widths add to those of the rows above."""
_GAP = 1.8
"""The least distance between two lines of different tables, in units of the size of their characters."""
_NUMBERED = re.compile(r"[（(][一二三四五六七八九十]|[一二三四五六七八九十]、|\d{1,2}[.．、](?!\d)")
"""How the label of a row begins, or that of its group."""


def cut_where_columns_move(lines: Sequence[PdfLine], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Cut a table into parts whose columns agree.

    Args:
        lines: Lines of print.
        first: First line of the table.
        last: The line after its last.

    Yields:
        The first line of each part, and the line after its last.
    """
    rows = [number for number in range(first, last) if len(figures_of(lines[number])) >= _FEWEST_FIGURES]
    begin = first
    for place, number in enumerate(rows):
        above = [lines[row] for row in rows[:place] if row >= begin]
        below = [lines[row] for row in rows[place : place + _FEWEST_ROWS]]
        cut = None
        moves = _are_further_left(above, below) or _are_of_other_widths(above, below) if above and below else False
        moves = moves or _is_page_of_other_widths(above, [lines[row] for row in _of_page(lines, rows[place - 1 :])])
        if len(above) >= _FEWEST_ROWS and moves:
            cut = _border(lines, rows[place - 1], number)
        elif len(above) >= _FEWEST_ROWS and rows[place - 1] == number - 1 and _is_back(above, lines[number]):
            cut = number
        if cut is not None:
            yield begin, cut
            begin = cut
    yield begin, last


def _are_further_left(above: Sequence[PdfLine], below: Sequence[PdfLine]) -> bool:
    """Whether the first figures of rows stand left of all figures above, where the labels of the rows above end."""
    zone = min(piece.left for line in above for piece in figures_of(line))
    before = [[piece for piece in figures_of(line) if piece.right < zone + SLACK] for line in below]
    return len(below) == _FEWEST_ROWS and all(len(own) == 1 for own in before)


def _are_of_other_widths(above: Sequence[PdfLine], below: Sequence[PdfLine]) -> bool:
    """Whether rows have as many columns of figures as those above, but in other places."""
    figures = [piece for line in above for piece in figures_of(line)]
    count = len(strips_of(figures))
    own = [figures_of(line) for line in below]
    as_many = count >= _FEWEST_COLUMNS and all(len(strips_of(pieces)) == count for pieces in own)
    others = all(len(strips_of([*figures, *pieces])) >= count + _MORE for pieces in own)
    return len(below) == _FEWEST_ROWS and as_many and others


def _of_page(lines: Sequence[PdfLine], rows: Sequence[int]) -> Sequence[int]:
    """Rows on the page that begins behind the first of some; none where it ends no page."""
    breaks = [
        place
        for place, (above, below) in enumerate(itertools.pairwise(rows), 1)
        if any(lines[number].top < lines[number - 1].top for number in range(above + 1, below + 1))
    ]
    return rows[1 : breaks[1] if len(breaks) > 1 else None] if breaks[:1] == [1] else ()


def _is_page_of_other_widths(above: Sequence[PdfLine], below: Sequence[PdfLine]) -> bool:
    """Whether the rows of a page together have as many columns of figures as those above, but in other places."""
    figures, own = ([piece for line in part for piece in figures_of(line)] for part in (above, below))
    count = len(strips_of(figures))
    as_many = len(below) >= _FEWEST_ROWS and count >= _FEWEST_COLUMNS and len(strips_of(own)) == count
    return as_many and len(strips_of([*figures, *own])) >= count + _MORE


def _is_back(above: Sequence[PdfLine], line: PdfLine) -> bool:
    """Whether a row has no figure in the first column of those above, and one that is in none of their columns."""
    figures = [piece for other in above for piece in figures_of(other)]
    firsts = [figures_of(other)[0] for other in above]
    own = figures_of(line)
    beside = [piece for piece in own if not any(_share(piece, other) for other in figures)]
    return bool(beside) and not any(_share(piece, other) for piece in own for other in firsts)


def _share(one: PdfPiece, other: PdfPiece) -> bool:
    """Whether two pieces overlap horizontally, so that one stands below the other."""
    return one.left < other.right - SLACK and one.right > other.left + SLACK


def _border(lines: Sequence[PdfLine], above: int, below: int) -> int | None:
    """Where to cut between two rows: at the line after a wide gap, or else at the first line that begins a label."""
    gaps = {number: lines[number].top - lines[number - 1].top for number in range(above + 1, below + 1)}
    widest = max(gaps, key=lambda number: gaps[number])
    if gaps[widest] >= _GAP * lines[widest].size:
        return widest
    return next((number for number in gaps if any(_NUMBERED.match(piece.text) for piece in lines[number].pieces)), None)
