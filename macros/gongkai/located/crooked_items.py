"""Slips that the lines around a line tell: an item of a list that is not flush or has no dash, a key without colon."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.located.slips import Repair, code_of
from gongkai.located.source import YamlText

_HEAD = re.compile(r" *[^\s#{\[-][^:：]*:\s*")
"""A key below which a list, or anything else, is to come."""
_ITEM = re.compile(r"(?P<lead> *)(?P<dash>-?)(?P<gap> *)(?=[{\[]|(?<=- )\S)")
_BARE_HEAD = re.compile(r"(?P<lead> *)(?P<key>[^\s:：#\[\]{}\"'=,，-][^:：#\[\]{}\"'=,，\s]*) *")
_ROW = re.compile(r"(?P<lead> *)[^\s#:：-][^:：]*:(?: |$)")
_OTHER_DASHES = tuple("－—–")
_STEP = 2
_FARTHEST = 20
"""Lines below a name within which its first row is looked for; there may be comments and empty lines before it."""


@dataclass(frozen=True, slots=True)
class _List:
    """The lines from which the items of a list begin, in order, the line after it, and how far its key is indented."""

    key_indent: int
    starts: tuple[tuple[int, re.Match[str]], ...]
    end: int

    @property
    def indent(self) -> int:
        """How far the items are to be indented: as most are, else as is usual, else as the first."""
        indents = Counter(len(match["lead"]) for _, match in self.starts)
        most = max(indents.values())
        usual = [self.key_indent + _STEP, *indents]
        return next(item for item in usual if indents[item] == most)


def crooked_item(source: YamlText, number: int) -> tuple[int, Repair] | None:
    """The item of a list that made the parser stop at or after it: its line's number, and how that is repaired.

    Lines that belong to the item move with it.

    Args:
        source: The text.
        number: The line at which the parser stopped, from 1.
    """
    lines = source.text.split("\n")
    block = _list_around(lines, number)
    if block is None:
        return None
    expected = block.indent
    for place, (start, match) in enumerate(block.starts):
        line, rest = source.line(start), source.line(start)[match.end() :]
        if not match["dash"] or (not match["gap"] and rest):
            reason = "dash-space" if match["dash"] else "dash-missing"
            repaired = f"{' ' * expected}- {rest}"
            return start, Repair(reason, len(match["lead"]) + 1, repaired, match.end(), len(repaired) - len(line))
        by = expected - len(match["lead"])
        if by:
            end = block.starts[place + 1][0] if place + 1 < len(block.starts) else block.end
            for other in range(start + 1, end):
                _move(source, other, by)
            repaired = " " * expected + line[len(match["lead"]) :]
            reason = "indent-to" if expected else "indent-top"
            indent = len(match["lead"])
            return start, Repair(reason, indent + 1, repaired, min(indent, expected), by, str(indent))
    return None


def head_without_colon(source: YamlText, number: int) -> Repair | None:
    """The name of a block without the colon after it, where the lines below are indented; None for any other line.

    Args:
        source: The text.
        number: The line, from 1.
    """
    line = source.line(number)
    match = _BARE_HEAD.fullmatch(code_of(line))
    if match is None:
        return None
    behind = (source.line(other) for other in range(number + 1, number + _FARTHEST))
    below = _ROW.match(next((other for other in behind if code_of(other).strip()), ""))
    if below is None or len(below["lead"]) <= len(match["lead"]):
        return None
    at = match.end("key")
    return Repair("no-colon", at, f"{line[:at]}:{line[at:]}", at, 1, match["key"])


def _list_around(lines: Sequence[str], number: int) -> _List | None:
    """The list that a line is in, or comes right after; None where it is in none."""
    head = number - 1
    while head > 0 and not _HEAD.fullmatch(code_of(lines[head - 1])):
        if lines[head - 1][:1] not in ("", " ", "#", "-", "{"):
            return None
        head -= 1
    if head <= 0:
        return None
    key_indent = len(lines[head - 1]) - len(lines[head - 1].lstrip(" "))
    starts, end = [], len(lines) + 1
    for place in range(head + 1, len(lines) + 1):
        line = code_of(lines[place - 1])
        if line.lstrip()[:1] in _OTHER_DASHES:
            return None  # what is meant is not known before this is put right
        match = _ITEM.match(line)
        if match is not None:
            starts.append((place, match))
        elif line.strip() and (len(line) - len(line.lstrip(" ")) <= key_indent or not starts):
            end = place
            break
    return _List(key_indent, tuple(starts), end) if any(match["dash"] for _, match in starts) else None


def _move(source: YamlText, number: int, by: int) -> None:
    line = source.line(number)
    if line.strip() and (by > 0 or line[:-by].isspace()):
        source.replace(number, " " * by + line if by > 0 else line[-by:], (0, by))
