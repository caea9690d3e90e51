"""Bar charts among the lines of print: a label and a figure at the end of its bar in each line, and no table."""

from collections.abc import Sequence
from itertools import pairwise

from gongkai.readers.formats.pdf_bare.columns import figures_of
from gongkai.readers.formats.pdf_lines import PdfLine

_FEWEST_BARS = 3
"""The fewest bars of different lengths that show a chart."""
_SAME = 0.25
"""How far figures that stand below each other are apart at most, by the size of their digits."""


def is_bar_chart(lines: Sequence[PdfLine]) -> bool:
    """Whether the figures of lines stand the further to the right the larger they are, each behind a label.

    Figures of a table stand below each other, be they flush left, flush right or in the middle of their column.

    Args:
        lines: The lines that may be a table.
    """
    ends: dict[int, tuple[float, float]] = {}  # where the figures of each value stand, and the size of their digits
    for line in lines:
        figures = figures_of(line)
        digits = figures[0].text.replace(",", "") if len(figures) == 1 else ""
        if len(line.pieces) != 2 or not digits.isdecimal():  # noqa: PLR2004 - the label and its figure
            return False
        left, size = ends.setdefault(int(digits), (figures[0].left, line.size))
        if abs(figures[0].left - left) > size * _SAME:
            return False
    steps = list(pairwise(end for _, end in sorted(ends.items())))
    return len(steps) >= _FEWEST_BARS - 1 and all(other[0] - one[0] > one[1] * _SAME for one, other in steps)
