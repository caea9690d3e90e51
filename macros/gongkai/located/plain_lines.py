"""YAML in its plainest form → tree, without a YAML parser and in a third of its time: reports are written like that.

A line is ``name: value``, ``name: [value, value]`` or ``name:`` with such lines below it, two blanks further in, with a
comment after it or not. Values are words, numbers and dates without quotation marks. What is written in any other way
is left to the parser, faults included; a test holds that both give the same tree.
"""

import re
from functools import lru_cache
from typing import Any

from gongkai.located.nodes import Mapping, Mark, Node, Scalar, Sequence

_WORD = r"[\w（）.+-]*(?::\w[\w（）.+-]*)*"
_LINE = re.compile(
    r"(?P<indent>(?:  )?)(?P<name>\w[\w（）“”、]*):"
    rf"(?: +(?:(?P<list>\[ *-?\w[\w.]* *(?:, *-?\w[\w.]* *)*\])|(?P<value>-?\w{_WORD}(?: \w{_WORD})*)))?"
    r" *(?P<comment>(?<= )#.*)?"
)
_ITEM = re.compile(r"-?\w[\w.]*")
_NO_LINE = re.compile(r" *(?:#.*)?")
_OTHER_BREAKS = re.compile("[\t\r\x85\u2028\u2029\ufeff]")
_NEW: Any = tuple.__new__
"""Makes a named tuple in half the time."""

_Pairs = list[tuple[Scalar, Node]]
_Line = tuple[bool, Scalar, Node | None]
"""Whether a line is further in, its name, and what is after it; None where nothing is."""


def read_plain(text: str) -> Mapping | None:
    """The tree of a text in this form; None where anything in it is written in another way."""
    if _OTHER_BREAKS.search(text):
        return None
    lines: list[tuple[Scalar, Node | None, _Pairs]] = []  # a name, what is after it, and the lines below it
    for number, line_text in enumerate(text.split("\n"), 1):
        line = _read_line(line_text, number)
        if line is None:
            if not _NO_LINE.fullmatch(line_text):
                return None
            continue
        further_in, name, node = line
        if not further_in:
            lines.append((name, node, []))
        elif node is None or not lines or lines[-1][1] is not None:
            return None
        else:
            lines[-1][2].append((name, node))
    if not lines or any(node is None and not below for _, node, below in lines):
        return None
    return _mapping([(name, _mapping(below) if node is None else node) for name, node, below in lines])


@lru_cache(maxsize=4096)  # the lines of noughts are alike in most reports
def _read_line(line: str, number: int) -> _Line | None:
    match = _LINE.fullmatch(line)
    if match is None:
        return None
    start = len(match["indent"])
    name = Scalar(match["name"], plain=True, mark=Mark(number, start + 1))
    return start > 0, name, _node(match, line, number)


def _node(match: re.Match[str], line: str, number: int) -> Node | None:
    if match["list"] is not None:
        begin, end = match.span("list")
        items = [_scalar(item[0], number, item.start()) for item in _ITEM.finditer(line, begin, end)]
        return Sequence(tuple(items), Mark(number, begin + 1))
    return None if match["value"] is None else _scalar(match["value"], number, match.start("value"))


def _scalar(text: str, number: int, start: int) -> Scalar:
    scalar: Scalar = _NEW(Scalar, (text, True, _NEW(Mark, (number, start + 1))))
    return scalar


def _mapping(pairs: _Pairs) -> Mapping:
    return Mapping(tuple(pairs), pairs[0][0].mark)
