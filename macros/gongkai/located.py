"""YAML as a tree in which every scalar, list and mapping knows its line and column.

Read the way a clerk means it: scalars after YAML 1.2 (``12:30`` and ``no`` are text, ``010`` is ten), duplicate keys
kept for the caller to report, anchors, aliases and tags refused. Nothing here knows reports or forms.
PyYAML gives the events (with libyaml where it is there); the tree is put together here, in one pass and without
recursion, which is a third of the time that its composer takes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

import yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MAX_DEPTH = 40
_MOST_COLONS = 200
_FORBIDDEN = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_INT = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?[0-9]+\.[0-9]+")
_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}


class Mark(NamedTuple):
    """A place in a text file; both numbers start at 1."""

    line: int
    column: int


class Scalar(NamedTuple):
    """A scalar as written; ``plain`` is False where it stood in quotes or as a block."""

    text: str
    plain: bool
    mark: Mark


class Sequence(NamedTuple):
    """A list."""

    items: tuple["Node", ...]
    mark: Mark


class Mapping(NamedTuple):
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


@dataclass(slots=True)
class _Source:
    """The text as PyYAML gets it: what a clerk's hand slipped on is mended there and told, so that it hides nothing.

    ``wider`` says by line from which column on the text is wider than the file, and by how much.
    """

    text: str
    wider: dict[int, list[tuple[int, int]]]

    def mark(self, mark: Any) -> Mark:
        """A mark of PyYAML's as a place in the file."""
        line, column = mark.line + 1, mark.column + 1
        return self.place(line, column) if self.wider else Mark(line, column)

    def place(self, line: int, column: int) -> Mark:
        for start, by in reversed(self.wider.get(line, [])):
            column -= by if column > start else 0
        return Mark(line, max(1, column))

    def line(self, number: int) -> str:
        lines = self.text.split("\n")
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def sign(self, mark: Any) -> str:
        """The character at a mark of PyYAML's."""
        return self.line(mark.line + 1)[mark.column : mark.column + 1]

    def word(self, mark: Any) -> str:
        """What stands at a mark of PyYAML's, up to a blank."""
        return (self.line(mark.line + 1)[mark.column :].split() or [""])[0]

    def end(self) -> Mark:
        """The last place of the text."""
        number = self.text.count("\n")
        return self.place(number, len(self.line(number)) + 1)

    def narrow_colon(self, number: int) -> None:
        """Read the first full-width colon of a line as a colon and a space."""
        lines = self.text.split("\n")
        self.wider.setdefault(number, []).append((lines[number - 1].index("：") + 1, 1))
        lines[number - 1] = lines[number - 1].replace("：", ": ", 1)
        self.text = "\n".join(lines)


def parse(text: str) -> tuple[Node | None, tuple[Fault, ...]]:
    """Parse one YAML document.

    Args:
        text: The file's text, with any newline convention and with or without a byte order mark.

    Returns:
        The tree (None when the text is empty or could not be read) and every fault met. Tabs used as indentation,
        full-width colons and forbidden characters are reported and read as what was meant, so that they hide no other
        fault.
    """
    faults: list[Fault] = []
    source = _untabbed(_readable(text.removeprefix("\ufeff"), faults), faults)
    tree = _tree(source, faults)
    return tree, tuple(sorted(faults, key=lambda fault: fault.mark))


def mended(text: str) -> str:
    """The text as ``parse`` reads it, line for line that of the file.

    Newlines are of one kind, tabs and forbidden characters are blanks, and a full-width colon that stands where YAML
    needs a colon is one. What follows such a place in a line has as many characters as in the file.
    """
    source = _untabbed(_readable(text.removeprefix("\ufeff"), []), [])
    _tree(source, [])
    return source.text


def _tree(source: _Source, faults: list[Fault]) -> Node | None:
    """Compose; where a full-width colon is in the way, mend it and compose again."""
    for _ in range(_MOST_COLONS):
        builder = _Builder(source)
        try:
            builder.build()
        except yaml.MarkedYAMLError as error:
            fault = _syntax(error, source)
        else:
            faults.extend(builder.refused)
            return None if builder.refused else builder.root
        if builder.refused or fault.reason != "wide-colon":
            told = any(known.mark.line == fault.mark.line for known in faults)
            faults.extend((*builder.refused, *(() if told else (fault,))))
            return None
        faults.append(fault)
        source.narrow_colon(fault.mark.line)
    return None


class _Builder:
    """Puts the tree together from the parser's events; anchors, aliases, tags and bottomless nesting are refused."""

    def __init__(self, source: _Source) -> None:
        self.source = source
        self.refused: list[Fault] = []
        self.root: Node | None = None
        self.open: list[tuple[Any, list[Node]]] = []

    def build(self) -> None:
        """Run through the events; stops at the first that makes the tree useless."""
        event: Any
        mark, scalar_event, opened = self.source.mark, yaml.ScalarEvent, self.open
        next_event = _LOADER(self.source.text).get_event
        while (kind := type(event := next_event())) is not yaml.StreamEndEvent:
            if kind is scalar_event:
                if event.anchor is not None or event.tag is not None:
                    self._check(event)
                node = Scalar(event.value, not event.style, mark(event.start_mark))
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


def _readable(text: str, faults: list[Fault]) -> str:
    """One kind of newline, one at the end, and a blank for every character that no YAML may hold."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text += "" if text.endswith("\n") else "\n"
    for match in _FORBIDDEN.finditer(text):
        at = match.start()
        mark = Mark(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
        faults.append(Fault("character", mark, f"U+{ord(match[0]):04X}"))
    return _FORBIDDEN.sub(" ", text)


def _untabbed(text: str, faults: list[Fault]) -> _Source:
    """Two spaces for every tab in a line's indentation, one for any other; one fault an indented line."""
    source = _Source(text, {})
    if "\t" not in text:
        return source
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        rest = line.lstrip(" \t")
        lead = line[: len(line) - len(rest)]
        lines[number - 1] = lead.replace("\t", "  ") + rest.replace("\t", " ")
        if "\t" not in lead:
            continue
        source.wider[number] = [(len(lead) + lead.count("\t"), lead.count("\t"))]
        if rest and not rest.startswith("#"):
            faults.append(Fault("tab", Mark(number, lead.index("\t") + 1)))
    source.text = "\n".join(lines)
    return source


_REASONS = (
    ("single document", "documents"),
    ("nesting depth", "depth"),
    ("',' or ']'", "bracket"),
    ("',' or '}'", "bracket"),
    ("quoted scalar", "quote"),
    ("scanning an alias", "alias"),
    ("scanning an anchor", "alias"),
    ("scanning a tag", "tag"),
    ("cannot start any token", "sign"),
    ("mapping values", "indent"),
    ("expected key", "indent"),
    ("block end", "indent"),
    ("expected ':'", "indent"),
    ("'-' indicator", "indent"),
)
"""What stands in PyYAML's message → a word of ours; its two loaders word a problem differently."""


def _syntax(error: yaml.MarkedYAMLError, source: _Source) -> Fault:
    """Say where; guess what a clerk's hand most likely did."""
    where: Any = error.problem_mark or error.context_mark
    opened: Any = error.context_mark or where
    for number in (where.line + 1, where.line, opened.line + 1):
        code = source.line(number).split(" #", maxsplit=1)[0]
        wide = code.find("：")
        if wide >= 0 and ":" not in code[:wide] and not code.lstrip().startswith("#"):
            return Fault("wide-colon", source.place(number, wide + 1), code[: wide + 1].strip())
    sign = source.sign(where)
    said = f"{error.context} {error.problem}"
    reason = next((word for part, word in _REASONS if part in said), "yaml")
    if (reason == "indent" and sign in ("]", "}")) or (not sign and "flow node" in said):
        return Fault("bracket", source.end() if not sign else source.mark(where))
    at = opened if reason in ("bracket", "quote", "alias", "tag") else where
    detail = sign if reason == "sign" else source.word(at) if reason in ("alias", "tag") else ""
    return Fault(reason, min(source.mark(at), source.end()), detail)
