"""Typed access to a form's YAML while it is loaded; every error message carries path, line and column.

Not for what a clerk writes: there all faults are gathered as findings, here the first one raises.
"""

import re
from dataclasses import dataclass

from gongkai import located
from gongkai.errors import FormError
from gongkai.forms.loading.definition_keys import DEFINITION_KEYS
from gongkai.located import Mapping, Node, Scalar, Sequence

_ID = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class DefinitionItem:
    """A node of the definition with typed access; every error message carries its place."""

    node: Node
    path: str

    @property
    def place(self) -> str:
        """Where the item is written, ``path:line:column``."""
        return f"{self.path}:{self.node.mark.line}:{self.node.mark.column}"

    def fail(self, why: str, node: Node | None = None) -> FormError:
        """A ``FormError`` at this item, or at a node within it."""
        mark = (node or self.node).mark
        return FormError(f"{self.path}:{mark.line}:{mark.column} {why}")

    def keys(self, part: str) -> None:
        """Refuse repeated keys, and those that the form's YAML does not know in this part of it."""
        known = DEFINITION_KEYS[part]
        for first, again in located.duplicates(self.mapping()):
            raise self.fail(f"key {again.text} stands twice (first on line {first.mark.line})", again)
        for key, _ in self.mapping().pairs:
            if key.text not in known:
                raise self.fail(f"unknown key {key.text}; known: {', '.join(known)}", key)

    def mapping(self) -> Mapping:
        """The node as a mapping."""
        if not isinstance(self.node, Mapping):
            raise self.fail("a mapping is expected")
        return self.node

    def child(self, key: str) -> "DefinitionItem | None":
        """The item under a key, or None."""
        node = self.mapping().get(key)
        return None if node is None else DefinitionItem(node, self.path)

    def items(self, key: str) -> list["DefinitionItem"]:
        """The items of a list under a key; none where the key is absent."""
        node = self.mapping().get(key)
        if node is None:
            return []
        if not isinstance(node, Sequence):
            raise self.fail(f"{key}: a list is expected", node)
        return [DefinitionItem(item, self.path) for item in node.items]

    def pairs(self, key: str) -> list[tuple[str, "DefinitionItem"]]:
        """Names and items of a mapping under a key, in written order."""
        child = self.child(key)
        return [] if child is None else child.pairs_of()

    def pairs_of(self) -> list[tuple[str, "DefinitionItem"]]:
        """Names and items of this mapping, in written order."""
        for _, again in located.duplicates(self.mapping()):
            raise self.fail(f"{again.text} stands twice", again)
        return [(name.text, DefinitionItem(node, self.path)) for name, node in self.mapping().pairs]

    def named(self, key: str) -> list[tuple[str, "DefinitionItem"]]:
        """Ids and items of a mapping under a key, in written order.

        Raises:
            FormError: One of them is not an id. Ids stand in addresses, in HTML and in names of exported files, where
                any other character would have to be escaped or could be taken for markup.
        """
        child = self.child(key)
        for name, _ in child.mapping().pairs if child is not None else ():
            if not _ID.fullmatch(name.text):
                raise self.fail(f"id {name.text}: small Latin letters, digits and _ are expected", name)
        return self.pairs(key)

    def text(self, key: str) -> str | None:
        """The text under a key, or None."""
        node = self.mapping().get(key)
        if node is None:
            return None
        if not isinstance(node, Scalar):
            raise self.fail(f"{key}: text is expected", node)
        return node.text

    def unverified(self) -> str | None:
        """The text under ``unverified``: what of the article next to it was not compared with the official text."""
        text = self.text("unverified")
        if text and not self.text("article"):
            raise self.fail("unverified: article is missing", self.mapping().get("unverified"))
        return text

    def need(self, key: str) -> str:
        """The text under a required key."""
        text = self.text(key)
        if not text:
            raise self.fail(f"{key} is missing")
        return text

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of a list under a key."""
        return tuple(item.scalar() for item in self.items(key))

    def scalar(self) -> str:
        """The node as text."""
        if not isinstance(self.node, Scalar):
            raise self.fail("text is expected")
        return self.node.text

    def flag(self, key: str, *, default: bool) -> bool:
        """Whether ``true`` stands under a key."""
        return self.choice(key, ("true", "false"), "true" if default else "false") == "true"

    def choice(self, key: str, options: tuple[str, ...], default: str) -> str:
        """The text under a key where it is one of some words."""
        child = self.child(key)
        text = child.scalar() if child is not None else default
        if child is not None and text not in options:
            raise child.fail(f"{key}: {', '.join(options[:-1])} or {options[-1]} is expected")
        return text

    def numbers(self, key: str) -> tuple[int, ...]:
        """The whole numbers of a list under a key."""
        return tuple(item.whole("a whole number is expected") for item in self.items(key))

    def number(self, key: str) -> int | None:
        """The whole number under a key, or None."""
        child = self.child(key)
        return None if child is None else child.whole(f"{key}: a whole number is expected")

    def whole(self, why: str) -> int:
        """The node as a whole number."""
        number = located.value(self.node) if isinstance(self.node, Scalar) else None
        if not isinstance(number, int) or isinstance(number, bool):
            raise self.fail(why)
        return number
