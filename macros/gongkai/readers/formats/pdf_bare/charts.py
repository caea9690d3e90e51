"""Bar charts among the lines of print: a label and a figure at the end of its bar in each line, and no table."""

from collections.abc import Sequence

from gongkai.readers.formats.pdf_bare.columns import figures_of
from gongkai.readers.formats.pdf_lines import PdfLine

_FEWEST_BARS = 3
"""The fewest bars of different lengths that show a chart."""
_LONGER, _BESIDE = 3, 0.5
"""By the size of digits: how much longer the longest bar is than the shortest one at least, and how far a figure stands
from where its value puts it at most."""


def is_bar_chart(lines: Sequence[PdfLine]) -> bool:
    """Whether the figures of lines, each behind a label, stand as far to the right as their values are large.

    Figures of a table stand below each other, be they flush left, flush right or in the middle of their column.

    Args:
        lines: The lines that may be a table.
    """
    bars: list[tuple[int, float]] = []  # values, and where their figures stand
    for line in lines:
        figures = figures_of(line)
        digits = figures[0].text.replace(",", "") if len(figures) == 1 else ""
        if len(line.pieces) != 2 or not digits.isdecimal():  # noqa: PLR2004 - the label and its figure
            return False
        bars.append((int(digits), figures[0].left))
    if len({value for value, _ in bars}) < _FEWEST_BARS:
        return False
    size = lines[0].size
    (least, first), (most, last) = min(bars), max(bars)
    places = [first + (last - first) * (value - least) / (most - least) for value, _ in bars]
    are_beside = all(abs(left - place) < _BESIDE * size for place, (_, left) in zip(places, bars, strict=True))
    return last - first > _LONGER * size and are_beside
