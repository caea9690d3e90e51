"""Tables written with commas or semicolons between their cells, as workbooks are saved for other programs.

Such lines are given tabs instead, so that one way to read a table is enough. A comma within a figure is no edge: only
a text with many lines that cannot be meant otherwise is taken for a table.
"""

import csv
import re
from collections.abc import Sequence

NumberedLine = tuple[int, str]
"""The number of a line in its file, from 1, and its text."""

_FEWEST_CELLS = 4
_FEWEST_LINES = 8
_LONGEST = 60
_SHORT = re.compile(r"[\d,.]*(?:\d,\d{1,2}(?!\d)|,,)[\d,.]*")


def tabbed(lines: Sequence[NumberedLine]) -> list[NumberedLine]:
    """The lines, those of a table with commas or semicolons with tabs in their place.

    Args:
        lines: Numbers and texts.
    """
    for sign in ",;":
        cells = {number: split for number, text in lines if (split := _cells(text, sign))}
        sure = sum(len(split) >= _FEWEST_CELLS for split in cells.values())
        if sure >= _FEWEST_LINES and _meant(lines, cells, sign):
            return [(number, "\t".join(cells[number]) if number in cells else text) for number, text in lines]
    return list(lines)


def _cells(text: str, sign: str) -> list[str]:
    """Cells of a line that may be a row: short ones, without the marks of a sentence."""
    if sign not in text or "\t" in text or text.count(sign) > _LONGEST:
        return []
    cells = next(csv.reader([text], delimiter=sign), [])
    plain = all(len(cell) <= _LONGEST and not re.search(r"[。；？！]", cell) for cell in cells)
    return [cell.strip() for cell in cells] if plain else []


def _meant(lines: Sequence[NumberedLine], cells: dict[int, list[str]], sign: str) -> bool:
    """Whether some line has figures with the sign between that is no separator of thousands."""
    if sign != ",":
        return True
    texts = [text for number, text in lines if number in cells]
    edges = sum(_SHORT.search(text) is not None for text in texts)
    return 2 * edges > len(texts)
