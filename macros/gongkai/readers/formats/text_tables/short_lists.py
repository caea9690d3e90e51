"""Short tables in a CSV file: lines of the same number of cells are rows, however few they are and whatever is in them.

In other text commas may stand in sentences and figures, so a table needs many lines there; see ``delimited``.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from gongkai.readers.document.spans import WIDEST
from gongkai.readers.formats.text_tables.delimited import NumberedLine, rows_between

_FEWEST_ROWS = 2
_FEWEST_CELLS = 2


def tabbed_lists(lines: Sequence[NumberedLine]) -> list[NumberedLine]:
    """The lines, with tabs in place of the commas or semicolons of every stretch that is a table.

    Args:
        lines: Numbers and texts, quoted cells with line breaks as one line.
    """
    return [line for stretch in _stretches(lines) for line in _of_stretch(stretch)]


def _stretches(lines: Sequence[NumberedLine]) -> Iterator[list[NumberedLine]]:
    """The lines between those without any sign, and each of these alone."""
    stretch: list[NumberedLine] = []
    for line in lines:
        if "\t" not in line[1] and ("," in line[1] or ";" in line[1]):
            stretch.append(line)
            continue
        yield stretch
        yield [line]
        stretch = []
    yield stretch


def _of_stretch(lines: list[NumberedLine]) -> list[NumberedLine]:
    """A stretch with tabs if it is a table, or several of other widths, one below the other."""
    for sign in ",;":
        rows = rows_between([text for _, text in lines], sign)
        if rows and len(rows) == len(lines) and all(_are_rows(list(part)) for _, part in groupby(rows, key=len)):
            return [(number, "\t".join(map(str.strip, row))) for (number, _), row in zip(lines, rows, strict=True)]
    return lines


def _are_rows(rows: Sequence[Sequence[str]]) -> bool:
    """Whether lines of the same number of cells are rows of a table, and no sentences with commas."""
    if len(rows) < _FEWEST_ROWS or not _FEWEST_CELLS <= len(rows[0]) <= WIDEST:
        return False
    filled = [[cell for cell in row if cell.strip()] for row in rows]
    several = [cells for cells in filled if len(cells) >= _FEWEST_CELLS]
    return bool(several) and not any(cells[-1].rstrip().endswith("。") for cells in several)
