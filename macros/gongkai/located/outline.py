"""Where the keys and the comments of a YAML file stand, by line.

PyYAML drops comments; its tokens say where everything else begins and ends, so a comment is a ``#`` between two tokens
and never one in quotes or in a block scalar. Nothing here knows reports or forms.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from gongkai.located.tree import mended, unmended

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COMMENT = re.compile("#[^\n]*")
_BLOCK_SCALAR_HEADER = re.compile(r"[|>][-+0-9]*[ \t]+(?=#)")


class OutlineError(ValueError):
    """The text is no YAML mapping with a line for each key, so that nobody can say what a comment belongs to."""


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A key at the top of a file, or one level below it in a block mapping.

    Attributes:
        path: The key, or both keys.
        line: Its line, from 0.
        column: Its column, from 0.
        last_line: The last line of its value; of a block mapping, whose keys have entries of their own, the key's line.
        is_block_list: Whether its value is a list with a line for each item.
        items_column: Of such a list, the column of its dashes.
    """

    path: tuple[str, ...]
    line: int
    column: int
    last_line: int
    is_block_list: bool = False
    items_column: int = 0


@dataclass(frozen=True, slots=True)
class LineComment:
    """A comment as it stands in a file.

    Attributes:
        text: Its text, ``#`` included.
        line: Its line, from 0.
        blanks: The blanks before it: its indentation, or what sets it apart from what stands before it.
        is_alone: Whether nothing else stands in its line.
    """

    text: str
    line: int
    blanks: str
    is_alone: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """Lines, keys and comments of a file, in order; the lines without their newlines."""

    lines: tuple[str, ...]
    keys: tuple[KeyLine, ...]
    comments: tuple[LineComment, ...]


def outline_of(text: str) -> Outline:
    """The outline of a YAML file.

    Args:
        text: The file, with any newlines and with or without a byte order mark.

    Raises:
        OutlineError: It is no YAML, or its outermost mapping is written in braces.
    """
    lines = tuple(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    try:
        source, root = _composed(text)
        comments = tuple(_comments(source, lines))
    except yaml.YAMLError as error:
        raise OutlineError(str(error)) from error
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise OutlineError("no block mapping")
    return Outline(lines, tuple(_keys(root, lines)), comments)


def _composed(text: str) -> tuple[str, Any]:
    """The text as it can be read, and its nodes; only what PyYAML cannot read is mended, for which it is read again."""
    source = unmended(text)
    try:
        return source, yaml.compose(source, _LOADER)
    except yaml.YAMLError:
        source = mended(text)
        return source, yaml.compose(source, _LOADER)


def _keys(root: yaml.MappingNode, lines: Sequence[str]) -> Iterator[KeyLine]:
    for key, value in root.value:
        yield _key_line((_name(key),), key, value, lines)
        if _is_block(value, yaml.MappingNode):
            for inner, inner_value in value.value:
                yield _key_line((_name(key), _name(inner)), inner, inner_value, lines)


def _key_line(path: tuple[str, ...], key: Any, value: Any, lines: Sequence[str]) -> KeyLine:
    line, column = key.start_mark.line, key.start_mark.column
    if len(path) == 1 and _is_block(value, yaml.MappingNode):
        return KeyLine(path, line, column, line)
    is_list = _is_block(value, yaml.SequenceNode)
    dashes = value.start_mark.column if is_list else 0
    return KeyLine(path, line, column, max(line, _last_line(value, lines)), is_list, dashes)


def _is_block(node: Any, kind: type) -> bool:
    return isinstance(node, kind) and not getattr(node, "flow_style", True)


def _name(key: Any) -> str:
    return str(key.value) if isinstance(key, yaml.ScalarNode) else "?"


def _last_line(node: Any, lines: Sequence[str]) -> int:
    """The line on which a value ends; the end mark of a block list or mapping lies after the comments after it."""
    while _is_block(node, yaml.CollectionNode) and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    if not isinstance(node, yaml.ScalarNode) or node.style not in ("|", ">"):
        return int(node.end_mark.line)
    end = int(node.end_mark.line) - (node.end_mark.column == 0)
    while not node.value.endswith("\n\n") and not lines[end].strip():  # with ``|+`` empty lines are part of the text
        end -= 1
    return end


def _comments(source: str, lines: Sequence[str]) -> Iterator[LineComment]:
    last = source.rfind("#")  # to look at all tokens takes as long as all the rest
    for start, end in _gaps(source) if last >= 0 else ():
        if start > last:
            return
        for match in _COMMENT.finditer(source, start, end):
            number = source.count("\n", 0, match.start())
            yield _line_comment(lines[number], number, length=len(match[0]))


def _gaps(source: str) -> Iterator[tuple[int, int]]:
    """What lies between the tokens: blanks, newlines and comments; the line of a ``|`` after it is such a gap too."""
    place = 0
    next_token = _LOADER(source).get_token
    while (token := next_token()) is not None:
        start, end = token.start_mark.index, token.end_mark.index
        if start > place:
            yield place, start
        if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
            header = _BLOCK_SCALAR_HEADER.match(source, start)
            if header is not None:
                yield header.end(), source.index("\n", start)
        place = max(place, end)
    if place < len(source):
        yield place, len(source)


def _line_comment(line: str, number: int, *, length: int) -> LineComment:
    """The comment at the end of a line of the file; before it the text that was parsed may be wider than the file."""
    cut = len(line) - length
    code = line[:cut].rstrip(" \t")
    return LineComment(line[cut:], number, line[len(code) : cut], is_alone=not code)
