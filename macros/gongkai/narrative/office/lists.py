"""Lists: which lines are items, and which numbers are a list's own and which are text that is printed as it is.

Markdown numbers the items of a list itself. So ``1.`` and ``2.`` make a list only where it would print what is written:
from 1 on, each one more, nothing between. Every other number stays text: ``3.`` alone, ``1.`` twice, 1 and 2 with
paragraphs between them.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gongkai.narrative.office.lines import TAB, OfficeLine

_MARKER = re.compile(r"(?P<sign>[*+-]|\d{1,9}\.)(?P<blank>[ \t]+)(?P<content>\S.*)")
_NUMBER = re.compile(r"(\d{1,9})[.．、]")
_CODE = 5
"""So many blanks after a sign make code of what follows; then only one of them belongs to the sign."""
_FEWEST = 2
"""Items of a list with numbers: one alone is a paragraph with a printed number."""


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item of a list.

    Attributes:
        sign: Its sign as written: ``-``, ``*``, ``+`` or a number with a point.
        lines: Its lines without the sign, their indent taken away.
        parted: Whether a blank line precedes it.
    """

    sign: str
    lines: tuple[OfficeLine, ...]
    parted: bool = False

    @property
    def number(self) -> int | None:
        """Its number; None for an item with another sign."""
        return int(self.sign[:-1]) if self.sign[-1] == "." else None


@dataclass(slots=True)
class _OpenItem:
    """An item that is being read: its sign, the column of its text, its first line and those below as written."""

    sign: str
    offset: int
    first: OfficeLine
    below: list[OfficeLine]
    parted: bool

    def closed(self) -> ListItem:
        """The item; what is written below it by a whole tab, as Python-Markdown wants it, is taken so."""
        least = min((line.indent for line in self.below if not line.blank), default=0)
        columns = TAB if least >= TAB else self.offset
        return ListItem(self.sign, (self.first, *(line.dedented(columns) for line in self.below)), self.parted)


def read_list(
    lines: Sequence[OfficeLine], start: int, is_rule: Callable[[OfficeLine], bool]
) -> tuple[tuple[ListItem, ...], int]:
    """The items of the list that begins at a line, and where it ends; no items where none begins.

    Args:
        lines: The lines.
        start: Number of the line.
        is_rule: Whether a line is a rule across the page, which looks like an item.
    """
    items: list[_OpenItem] = []
    offset, end = 0, start
    for position in range(start, len(lines)):
        line = lines[position]
        if line.blank:
            continue
        blanks = list(lines[end:position])
        match = _MARKER.fullmatch(line.bare) if line.indent < offset or not items else None
        if match is not None and not is_rule(line):
            offset = line.indent + len(match["sign"]) + _blanks_of_sign(match["blank"])
            first = OfficeLine(match["content"], line.source)
            items.append(_OpenItem(match["sign"], offset, first, [], bool(items and blanks)))
        elif items and (line.indent >= offset or (line.indent and not blanks)):
            items[-1].below += [*blanks, line]
        else:
            break
        end = position + 1
    return tuple(item.closed() for item in items), end


def _blanks_of_sign(blank: str) -> int:
    """Columns between a sign and the text of its item; of many blanks, as before code, one."""
    return len(blank) if "\t" not in blank and len(blank) < _CODE else 1


def begins_item(text: str) -> bool:
    """Whether a line of Markdown is an item's first."""
    return _MARKER.fullmatch(text) is not None


def is_numbered(items: Sequence[ListItem]) -> bool:
    """Whether a list would print the numbers that are written: 1, 2, 3 and so on, at least two of them."""
    return len(items) >= _FEWEST and all(item.sign == f"{number}." for number, item in enumerate(items, start=1))


def first_number(text: str) -> int | None:
    """The number that a line begins with, as offices write it before a paragraph; None where there is none."""
    match = _NUMBER.match(text)
    return int(match[1]) if match is not None else None
