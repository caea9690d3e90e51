"""Tables in text with commas or semicolons between their cells, as in CSV files.

The separators become tabs, so that the reader of text needs to know tabs only. As commas may also separate thousands, a
text is a table only where many of its lines can be nothing else.
"""

import csv
import re
from collections.abc import Sequence

NumberedLine = tuple[int, str]
"""The number of a line in its file, from 1, and its text."""

_FEWEST_CELLS = 4
_FEWEST_LINES = 8
_LONGEST = 60
_SHORT = re.compile(r"[\d,.]*(?:\d,\d{1,2}(?!\d)|,,)[\d,.]*|\",|,\"")
"""A comma that cannot separate thousands: with other digits than three behind it, with another one, or at a quote."""


def tabbed(lines: Sequence[NumberedLine]) -> list[NumberedLine]:
    """The lines, with tabs in place of the commas or semicolons of a table.

    Args:
        lines: Numbers and texts.
    """
    for sign in ",;":
        cells = {number: split for number, text in lines if (split := _cells(text, sign))}
        sure = sum(len(split) >= _FEWEST_CELLS for split in cells.values())
        if sure >= _FEWEST_LINES and _are_cells(lines, cells, sign):
            return [(number, "\t".join(cells[number]) if number in cells else text) for number, text in lines]
    return list(lines)


def _cells(text: str, sign: str) -> list[str]:
    """Cells of a line that may be a row: short ones without punctuation."""
    if sign not in text or "\t" in text or text.count(sign) > _LONGEST:
        return []
    cells = next(csv.reader([text], delimiter=sign), [])
    plain = all(len(cell) <= _LONGEST and not re.search(r"[。；？！]", cell) for cell in cells)
    return [cell.strip() for cell in cells] if plain else []


def _are_cells(lines: Sequence[NumberedLine], cells: dict[int, list[str]], sign: str) -> bool:
    """Whether most lines have a comma between figures that cannot separate thousands."""
    if sign != ",":
        return True
    texts = [text for number, text in lines if number in cells]
    edges = sum(_SHORT.search(text) is not None for text in texts)
    return 2 * edges > len(texts)
