"""YAML as a tree in which every scalar, list and mapping knows its line and column.

Read the way a clerk means it: scalars after YAML 1.2 (``12:30`` and ``no`` are text, ``010`` is ten), duplicate keys
kept for the caller to report, anchors, aliases and tags refused. Nothing here knows reports or forms.
PyYAML composes the tree (with libyaml where it is there); only what a scalar means is decided here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MAX_DEPTH = 40
_MANY_BRACKETS = 1000
_SUSPECT = re.compile(r"[&*!]|(?:- ){8}|^ {120}", re.MULTILINE)
_INT = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?[0-9]+\.[0-9]+")
_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in a text file; both numbers start at 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Scalar:
    """A scalar as written; ``plain`` is False where it stood in quotes or as a block."""

    text: str
    plain: bool
    mark: Mark


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple["Node", ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping; pairs in written order, a key that stands twice is there twice."""

    pairs: tuple[tuple[Scalar, "Node"], ...]
    mark: Mark

    def get(self, key: str) -> "Node | None":
        """The value of the first pair with this key, or None."""
        return next((value for name, value in self.pairs if name.text == key), None)


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of the YAML itself: ``reason`` is a word for the caller's wording, ``detail`` what stood there."""

    reason: str
    mark: Mark
    detail: str = ""


def parse(text: str) -> tuple[Node | None, tuple[Fault, ...]]:
    """Parse one YAML document.

    Args:
        text: The file's text, with any newline convention and with or without a byte order mark.

    Returns:
        The tree (None when the text is empty or could not be read) and every fault met. Tabs used as indentation are
        reported and read as two spaces, so that they hide no other fault.
    """
    text = text.removeprefix("\ufeff")
    tabs = tuple(_tabs(text))
    widened = {fault.mark.line: len(fault.detail) for fault in tabs}
    faults = [Fault(tab.reason, tab.mark) for tab in tabs]
    source = re.sub(r"(?m)^[ ]*\t[ \t]*", lambda lead: lead[0].replace("\t", "  "), text) if tabs else text
    refused = _refused(source)
    if refused:
        return None, (*faults, *refused)
    try:
        root = yaml.compose(source, Loader=_LOADER)
        tree = _node(root, widened) if root is not None else None
    except yaml.MarkedYAMLError as error:
        return None, (*faults, _syntax(error, source, widened))
    except yaml.reader.ReaderError as error:
        line = source.count("\n", 0, error.position) + 1
        return None, (*faults, Fault("character", Mark(line, 1), f"U+{ord(str(error.character)[:1] or chr(0)):04X}"))
    return tree, tuple(faults)


def value(node: Scalar) -> str | int | bool | Decimal | None:
    """What a scalar means after YAML 1.2's core schema; a quoted scalar is text, a decimal keeps its zeros."""
    if not node.plain:
        return node.text
    if node.text in _WORDS:
        return _WORDS[node.text]
    if _INT.fullmatch(node.text):
        return int(node.text)
    if _DECIMAL.fullmatch(node.text):
        return Decimal(node.text)
    return node.text


def plain(node: Node) -> Any:
    """The tree as dicts, lists and values, places forgotten; for definitions, never for a clerk's figures."""
    if isinstance(node, Scalar):
        return value(node)
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key.text: plain(item) for key, item in node.pairs}


def duplicates(node: Mapping) -> Iterator[tuple[Scalar, Scalar]]:
    """Each key that stands a further time, with its first standing."""
    seen: dict[str, Scalar] = {}
    for key, _ in node.pairs:
        if key.text in seen:
            yield seen[key.text], key
        else:
            seen[key.text] = key


def _node(node: Any, widened: dict[int, int]) -> Node:
    mark = _mark(node.start_mark, widened)
    if isinstance(node, yaml.ScalarNode):
        return Scalar(node.value, not node.style, mark)
    if isinstance(node, yaml.SequenceNode):
        return Sequence(tuple(_node(item, widened) for item in node.value), mark)
    pairs = []
    for key, item in node.value:
        name = _node(key, widened)
        if not isinstance(name, Scalar):
            name = Scalar("?", plain=False, mark=name.mark)
        pairs.append((name, _node(item, widened)))
    return Mapping(tuple(pairs), mark)


def _mark(mark: Any, widened: dict[int, int]) -> Mark:
    line = mark.line + 1
    return Mark(line, max(1, mark.column + 1 - widened.get(line, 0)))


def _tabs(text: str) -> Iterator[Fault]:
    """Tabs in a line's indentation; ``detail`` is as long as the columns that reading them as two spaces adds."""
    if "\t" not in text:
        return
    for number, line in enumerate(text.splitlines(), start=1):
        lead = line[: len(line) - len(line.lstrip(" \t"))]
        if "\t" in lead and lead != line and not line.lstrip().startswith("#"):
            yield Fault("tab", Mark(number, lead.index("\t") + 1), " " * lead.count("\t"))


def _refused(text: str) -> list[Fault]:
    """Anchors, aliases, tags and bottomless nesting.

    The event pass runs only where a sign of one stands in the text; composing is recursive in C and must not meet them.
    """
    if not _SUSPECT.search(text) and text.count("[") + text.count("{") < _MANY_BRACKETS:
        return []
    faults = []
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            mark = Mark(event.start_mark.line + 1, event.start_mark.column + 1)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _MAX_DEPTH:
                return [*faults, Fault("depth", mark)]
            if isinstance(event, yaml.AliasEvent):
                faults.append(Fault("alias", mark, f"*{event.anchor}"))
            elif getattr(event, "anchor", None):
                faults.append(Fault("alias", mark, f"&{event.anchor}"))
            elif getattr(event, "tag", None):
                faults.append(Fault("tag", mark, str(event.tag)))
    except yaml.YAMLError:
        return faults  # compose meets the same error and words it
    return faults


def _syntax(error: yaml.MarkedYAMLError, text: str, widened: dict[int, int]) -> Fault:
    """Say where; guess what a clerk's hand most likely did."""
    where = error.problem_mark or error.context_mark
    lines = text.splitlines()
    mark = _mark(where, widened)
    for number in (mark.line, mark.line - 1, (error.context_mark.line + 1) if error.context_mark else mark.line):
        line = lines[number - 1] if 0 < number <= len(lines) else ""
        code = line.split(" #", maxsplit=1)[0]
        if "：" in code and ":" not in code:
            return Fault("wide-colon", Mark(number, code.index("：") + 1), code.strip())
    if "\t" in (lines[mark.line - 1] if mark.line <= len(lines) else ""):
        return Fault("tab", mark)
    if "single document" in str(error.context or error.problem):
        return Fault("documents", mark)
    if "expected ',' or ']'" in str(error.problem):
        return Fault("bracket", _mark(error.context_mark or where, widened))
    return Fault("yaml", mark, str(error.problem or error.context or ""))
