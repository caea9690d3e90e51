"""Which parts of the style of its table a cell of a Word file has: of the first row, the last column and so on."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gongkai.readers.files.office_xml import WORD

_BITS = {
    "firstRow": 0x20,
    "lastRow": 0x40,
    "firstColumn": 0x80,
    "lastColumn": 0x100,
    "noHBand": 0x200,
    "noVBand": 0x400,
}
"""The switches of ``w:tblLook`` (ECMA-376 part 1, 17.4.55), as older files write them."""


@dataclass(frozen=True, slots=True)
class TablePlace:
    """Where in a table a cell is, as far as its style asks.

    Attributes:
        style: Id of the style of the table; None for the usual one.
        parts: Names of its parts that the cell has, the ones that count more after the others.
    """

    style: str | None
    parts: tuple[str, ...] = ()


def parts_of_cells(table: Any) -> dict[Any, tuple[str, ...]]:
    """By cell the names of the parts of the style of its table that it has, the ones that count more after the others.

    Args:
        table: An element ``w:tbl``.
    """
    look = table.find(f"{WORD}tblPr/{WORD}tblLook")
    rows = [row.findall(f"{WORD}tc") for row in table.iterchildren(f"{WORD}tr")]
    return {
        cell: ("wholeTable", *_bands(look, down, right), *_edges(look, (down, len(rows)), (right, len(row))))
        for down, row in enumerate(rows)
        for right, cell in enumerate(row)
    }


def _bands(look: Any, down: int, right: int) -> Iterator[str]:
    if not _is_set(look, "noVBand"):
        yield f"band{(right - _is_set(look, 'firstColumn')) % 2 + 1}Vert"
    if not _is_set(look, "noHBand"):
        yield f"band{(down - _is_set(look, 'firstRow')) % 2 + 1}Horz"


def _edges(look: Any, down: tuple[int, int], right: tuple[int, int]) -> Iterator[str]:
    """Rows and columns at the edges, each place given as its number and how many there are; then the corners."""
    (row, rows), (column, columns) = down, right
    sides = {"w": ("firstCol", "firstColumn", column == 0), "e": ("lastCol", "lastColumn", column == columns - 1)}
    ends = {"n": ("firstRow", "firstRow", row == 0), "s": ("lastRow", "lastRow", row == rows - 1)}
    across = [key for key, (_, switch, is_there) in sides.items() if is_there and _is_set(look, switch)]
    along = [key for key, (_, switch, is_there) in ends.items() if is_there and _is_set(look, switch)]
    yield from (sides[key][0] for key in across)
    yield from (ends[key][0] for key in along)
    yield from (f"{end}{side}Cell" for end in along for side in across)


def _is_set(look: Any, name: str) -> bool:
    if look is None:
        return False
    own = look.get(f"{WORD}{name}")
    if own is not None:
        return own in {"1", "true", "on"}
    try:
        return bool(int(look.get(f"{WORD}val") or "0", 16) & _BITS[name])
    except ValueError:
        return False
