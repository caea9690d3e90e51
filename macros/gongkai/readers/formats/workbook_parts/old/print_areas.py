"""Whether numbers of an old workbook (.xls) are outside of the area of its sheets that is printed.

The area is a name that the program gives (record Lbl, [MS-XLS] 2.4.150) with the ranges of its cells as a formula.
Which sheet a number is on is not looked at: after its conversion the workbook says so.
"""

import re
from collections.abc import Iterator
from itertools import islice

from gongkai.readers.formats.workbook_parts.old.cells import places_of_numbers

_NAME = re.compile(rb"\x18\x00..[\x20-\x3f]\x00.\x01(..).{4}..{3}\x00\x06", re.DOTALL)
"""The name of an area that is printed, with the length of its formula."""
_RANGE = re.compile(rb"[\x3b\x5b\x7b]..(..)(..)(..)(..)", re.DOTALL)
"""A range of cells in a formula: the first and the last row and column."""
_MOST = 50


def has_figures_not_printed(data: bytes) -> bool:
    """Whether a number is outside of an area that is printed of some sheet.

    Args:
        data: The file.
    """
    areas = [list(_ranges(data, match)) for match in islice(_NAME.finditer(data), _MOST)]
    areas = [area for area in areas if area]
    return bool(areas) and any(
        not all(
            any(top <= row <= bottom and left <= column <= right for top, bottom, left, right in area) for area in areas
        )
        for row, column in places_of_numbers(data)
    )


def _ranges(data: bytes, name: re.Match[bytes]) -> Iterator[tuple[int, ...]]:
    formula = data[name.end() : name.end() + int.from_bytes(name[1], "little")]
    for match in islice(_RANGE.finditer(formula), _MOST):
        yield tuple(int.from_bytes(part, "little") for part in match.groups())
