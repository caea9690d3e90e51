"""The nodes of a YAML tree in which every scalar, list and mapping knows its line and column, and what they mean."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

_INT = re.compile(r"[+-]?[0-9]{1,15}")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,15}\.[0-9]{1,15}")
"""Longer ones stay text: nothing counts so much, and Python refuses to read integers of thousands of digits."""
_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}


class Mark(NamedTuple):
    """A place in a text file; both numbers start at 1."""

    line: int
    column: int


class FilePlace(NamedTuple):
    """A place in a named file; both numbers start at 1."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        """``path:line:column``, as editors and terminals take it for a link."""
        return f"{self.path}:{self.line}:{self.column}"


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
    """A mapping; pairs in written order, a repeated key with each of its values."""

    pairs: tuple[tuple[Scalar, "Node"], ...]
    mark: Mark

    def get(self, key: str) -> "Node | None":
        """The value of the first pair with this key, or None."""
        return next((value for name, value in self.pairs if name.text == key), None)


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of the YAML itself.

    Attributes:
        reason: What is wrong, a word for the caller's wording.
        mark: Where it is in the file.
        detail: What is written there.
        instead: The line as it is meant, where that is plain.
    """

    reason: str
    mark: Mark
    detail: str = ""
    instead: str = ""

    @property
    def details(self) -> dict[str, str]:
        """What the caller's wording may fill in."""
        return {"detail": self.detail, "instead": self.instead}


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
    """The tree as dicts, lists and values without places; for definitions, never for a clerk's figures."""
    if isinstance(node, Scalar):
        return value(node)
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key.text: plain(item) for key, item in node.pairs}


def duplicates(node: Mapping) -> Iterator[tuple[Scalar, Scalar]]:
    """Each repeated key, as (first occurrence, this occurrence)."""
    seen: dict[str, Scalar] = {}
    for key, _ in node.pairs:
        if key.text in seen:
            yield seen[key.text], key
        else:
            seen[key.text] = key
