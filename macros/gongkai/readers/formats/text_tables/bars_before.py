"""Removes the bars of tables in text that have each cell on a line of its own, with a bar before it, as in AsciiDoc."""

import re
from collections.abc import Sequence

from gongkai.readers.document.signs import BARS
from gongkai.readers.formats.text_tables.delimited import NumberedLine

_BAR = re.compile(f"[{BARS}]")
_BEGINS_WITH_BAR = re.compile(rf"\A\s*[{BARS}]")
_BAR_BEFORE_CELL = re.compile(rf"\A\s*[{BARS}](?:===+\s*\Z)?([^{BARS}]*)\Z")
"""A cell with its bar before it, as AsciiDoc writes one; ``|===`` is the edge of a table."""
_FEW = 4
"""At most one line in this many may hold several such cells."""


def without_bars_before_cells(lines: Sequence[NumberedLine], barred: Sequence[str]) -> list[NumberedLine]:
    """The cells of a table with a bar before each cell, one a line; empty if the table is not written that way.

    A bar alone is a blank cell, and leaves a blank line. A few lines may hold several cells.

    Args:
        lines: Numbers and texts.
        barred: The texts that have bars.
    """
    before = [match for text in barred if (match := _BAR_BEFORE_CELL.match(text))]
    if _FEW * (len(barred) - len(before)) > len(barred) or not all(map(_BEGINS_WITH_BAR.match, barred)):
        return []
    if 2 * sum(bool(match[1].strip()) for match in before) <= len(barred):
        return []
    return [(number, cell) for number, text in lines for cell in _cells_behind_bars(text)]


def _cells_behind_bars(text: str) -> list[str]:
    """The cells of a line with a bar before each; a line without a bar as it is."""
    if match := _BAR_BEFORE_CELL.match(text):
        return [match[1]]
    return _BAR.split(text)[1:] if _BAR.search(text) else [text]
