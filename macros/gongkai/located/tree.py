"""YAML text → tree. PyYAML gives the events (with libyaml where it is there); the tree is put together here.

That takes one pass without recursion, a third of the time that PyYAML's composer takes.
"""

from collections.abc import Collection
from functools import lru_cache
from typing import Any

import yaml

from gongkai.located.nodes import Fault, Mapping, Mark, Node, Scalar, Sequence
from gongkai.located.plain_lines import read_plain
from gongkai.located.source import (
    YamlText,
    readable,
    unsafe_signs,
    without_conflicts,
    without_invisible,
    without_tabs,
    without_wide_indent,
)
from gongkai.located.syntax_faults import syntax_fault

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NEW: Any = tuple.__new__
"""Makes a named tuple in half the time: a report has 250 scalars, each with its place."""
_MAX_DEPTH = 40
_MOST_REPAIRS = 200
_MOST_REPAIRED = 20_000_000
"""Most characters that are read again for repairs: each begins at the first sign of the file."""
MOST_ITEMS = 20_000
"""Most lines and commas of a file; a report has some 200, the longest form 2,500."""
_KEPT = 32
"""Trees that are kept: a command that mends or places findings reads the files of an agency several times."""


@lru_cache(maxsize=_KEPT)
def parse(text: str) -> tuple[Node | None, tuple[Fault, ...]]:
    """Parse one YAML document.

    Args:
        text: The file's text, with any newline convention and with or without a byte order mark.

    Returns:
        The tree (None when the text is empty or could not be read) and every fault met. Slips whose meaning is plain,
        such as tabs used as indentation and full-width colons, are reported and read as what was meant, so that they
        hide no other fault.
    """
    faults: list[Fault] = []
    if text.count("\n") + text.count("\r") + text.count(",") > MOST_ITEMS:
        return None, (Fault("file-many", Mark(1, 1), str(MOST_ITEMS)),)
    source = _source(text, faults)
    tree = _tree(source, faults)
    return tree, tuple(sorted(faults, key=lambda fault: fault.mark))


def mended(text: str) -> str:
    """The text as ``parse`` reads it, line for line that of the file.

    Newlines are of one kind, tabs and forbidden characters are blanks, and a full-width colon that stands where YAML
    needs a colon is one. What follows such a place in a line has as many characters as in the file. Other slips are
    left as they are, as this is for writing a file anew: what is only likely to be meant must not get into it.
    """
    source = _unmended(text)
    _tree(source, [], only=frozenset({"wide-colon"}))
    return source.text


def unmended(text: str) -> str:
    """What ``mended`` gives for a text that PyYAML reads once newlines are of one kind and tabs are blanks."""
    return _unmended(text).text


def _unmended(text: str) -> YamlText:
    return without_tabs(readable(text.removeprefix("\ufeff"), []), [])


def repaired(text: str) -> str:
    """The text with every slip repaired that ``parse`` reads as what was meant, line for line that of the file."""
    source = _source(text, [])
    _tree(source, [])
    return source.text


def _source(text: str, faults: list[Fault]) -> YamlText:
    """The text with what no parser needs to meet repaired."""
    source = without_tabs(readable(text.removeprefix("\ufeff"), faults), faults)
    for repair in (without_invisible, without_conflicts, without_wide_indent):
        repair(source, faults)
    return source


def _tree(source: YamlText, faults: list[Fault], only: Collection[str] | None = None) -> Node | None:
    """Build the tree; where a slip is in the way that can be repaired, repair it and build again.

    Args:
        source: The text; slips in it are repaired.
        faults: Where faults go.
        only: The reasons of the slips that may be repaired, if not all.
    """
    plain = None if source.wider else read_plain(source.text)
    if plain is not None:
        return plain
    for _ in range(min(_MOST_REPAIRS, 1 + _MOST_REPAIRED // (len(source.text) + 1))):
        builder = _Builder(source)
        try:
            builder.build()
        except yaml.MarkedYAMLError as error:
            fault, repaired = syntax_fault(error, source, only)
        else:
            faults.extend(builder.refused)
            return None if builder.refused else builder.root
        reported = any(earlier.mark.line == fault.mark.line for earlier in faults)
        if builder.refused or not repaired:
            faults.extend((*builder.refused, *(() if reported else (fault,))))
            return None
        faults.extend(() if reported else (fault,))
    return None


def _mark(mark: Any) -> Mark:
    """A mark of PyYAML's as a place in a file that has no line that is wider now."""
    place: Mark = _NEW(Mark, (mark.line + 1, mark.column + 1))
    return place


class _Builder:
    """Puts the tree together from the parser's events; anchors, aliases, tags and too deep nesting are refused."""

    def __init__(self, source: YamlText) -> None:
        self.source = source
        self.refused: list[Fault] = []
        self.root: Node | None = None
        self.open: list[tuple[Any, list[Node]]] = []

    def build(self) -> None:
        """Read all events; stop at the first that makes the tree useless."""
        event: Any
        mark, scalar_event, opened = self.source.mark if self.source.wider else _mark, yaml.ScalarEvent, self.open
        next_event = _LOADER(self.source.text).get_event
        while (kind := type(event := next_event())) is not yaml.StreamEndEvent:
            if kind is scalar_event:
                if event.anchor is not None or event.tag is not None or event.style == '"':
                    self._check(event)
                node = _NEW(Scalar, (event.value, not event.style, mark(event.start_mark)))
                if opened:
                    opened[-1][1].append(node)
                else:
                    self.root = node
            elif kind in (yaml.SequenceStartEvent, yaml.MappingStartEvent):
                self._check(event)
                self.open.append((event, []))
                if len(self.open) > _MAX_DEPTH:
                    self.refused.append(Fault("depth", self.source.mark(event.start_mark)))
                    return
            elif kind in (yaml.SequenceEndEvent, yaml.MappingEndEvent):
                self._close()
            elif kind is yaml.AliasEvent:
                self._check(event)
            elif kind is yaml.DocumentStartEvent and self.root is not None:
                self.refused.append(Fault("documents", self.source.mark(event.start_mark)))
                return

    def _check(self, event: Any) -> None:
        if event.anchor is not None:
            sign = "*" if type(event) is yaml.AliasEvent else "&"
            self.refused.append(Fault("alias", self.source.mark(event.start_mark), f"{sign}{event.anchor}"))
        elif event.tag is not None:
            tag = str(event.tag).replace("tag:yaml.org,2002:", "!!")
            self.refused.append(Fault("tag", self.source.mark(event.start_mark), tag))
        elif type(event) is yaml.ScalarEvent and (sign := unsafe_signs(event.value)):  # written as an escape
            self.refused.append(Fault("escaped", self.source.mark(event.start_mark), sign))

    def _close(self) -> None:
        start, items = self.open.pop()
        mark = self.source.mark(start.start_mark)
        if type(start) is yaml.SequenceStartEvent:
            self._add(Sequence(tuple(items), mark))
            return
        keys = [key if isinstance(key, Scalar) else Scalar("?", plain=False, mark=key.mark) for key in items[::2]]
        self._add(Mapping(tuple(zip(keys, items[1::2], strict=False)), mark))

    def _add(self, node: Node) -> None:
        if self.open:
            self.open[-1][1].append(node)
        else:
            self.root = node
