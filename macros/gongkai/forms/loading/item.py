"""Typed access to a form's YAML while it is loaded; every error carries path, line and column.

Not for what a clerk writes: there all faults are gathered as findings, here the first one raises.
"""

import re
from dataclasses import dataclass

from gongkai import located
from gongkai.errors import FormError
from gongkai.findings import say
from gongkai.forms.loading.definition_keys import DEFINITION_KEYS
from gongkai.forms.places import nearest
from gongkai.located import FilePlace, Mapping, Node, Scalar, Sequence

_EVERY_KEY = frozenset(key for keys in DEFINITION_KEYS.values() for key in keys)
_ID = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class DefinitionItem:
    """A node of the definition with typed access.

    Attributes:
        node: The node.
        path: The file's name, for messages.
        key: The key that it is under, for messages.
    """

    node: Node
    path: str
    key: str = "form"

    @property
    def place(self) -> FilePlace:
        """Where the item is written."""
        return FilePlace(self.path, *self.node.mark)

    def fail(self, reason: str, node: Node | None = None, **details: str | int) -> FormError:
        """The error to raise for this item, or for a node within it.

        Args:
            reason: A variant of the wordings of ``syntax``.
            node: The node within it that is wrong.
            details: What the wording fills in.
        """
        place = FilePlace(self.path, *(node or self.node).mark)
        return FormError(reason, place, {name: str(value) for name, value in details.items()})

    def unknown(self, reason: str, name: str, names: tuple[str, ...], node: Node | None = None) -> FormError:
        """The error to raise for a name that is none of those known, which the message lists."""
        near = nearest(name, list(names))
        hint = say("places.near", {"name": near}) if near else ""
        return self.fail(reason, node, name=name, near=hint, known="、".join(names) or "—")

    def keys(self, part: str) -> None:
        """Refuse repeated keys, and those that the form's YAML does not know in this part of it."""
        allowed = DEFINITION_KEYS[part]
        self._once()
        for key, _ in self.mapping().pairs:
            if key.text not in allowed:
                near = nearest(key.text, list(allowed))
                reason = "unknown-key-near" if near else "unknown-key"
                raise self.fail(reason, key, name=key.text, near=near or "", known="、".join(allowed))

    def _once(self) -> None:
        for first, again in located.duplicates(self.mapping()):
            raise self.fail("duplicate-key", again, name=again.text, first=first.mark.line)

    def mapping(self) -> Mapping:
        """The node as a mapping."""
        if not isinstance(self.node, Mapping):
            raise self.fail("mapping-expected", name=self.key)
        return self.node

    def child(self, key: str) -> "DefinitionItem | None":
        """The item under a key, or None."""
        node = self.mapping().get(key)
        return None if node is None else DefinitionItem(node, self.path, key)

    def items(self, key: str) -> list["DefinitionItem"]:
        """The items of a list under a key; none where the key is absent."""
        node = self.mapping().get(key)
        if node is None:
            return []
        if not isinstance(node, Sequence):
            raise self.fail("definition-list", node, name=key)
        return [DefinitionItem(item, self.path, key) for item in node.items]

    def pairs(self, key: str) -> list[tuple[str, "DefinitionItem"]]:
        """Names and items of a mapping under a key, in written order."""
        child = self.child(key)
        return [] if child is None else child.pairs_of()

    def pairs_of(self) -> list[tuple[str, "DefinitionItem"]]:
        """Names and items of this mapping, in written order."""
        self._once()
        return [(name.text, DefinitionItem(node, self.path, name.text)) for name, node in self.mapping().pairs]

    def named(self, key: str) -> list[tuple[str, "DefinitionItem"]]:
        """Ids and items of a mapping under a key, in written order.

        Raises:
            FormError: One of them is not an id. Ids are used in addresses, HTML and names of exported files, where
                any other character would have to be escaped or could be taken for markup.
        """
        child = self.child(key)
        for name, _ in child.mapping().pairs if child is not None else ():
            if not _ID.fullmatch(name.text):
                raise self.fail("definition-id", name, name=name.text)
        return self.pairs(key)

    def text(self, key: str) -> str | None:
        """The text under a key, or None, also where nothing stands there but ``~``."""
        child = self.child(key)
        if child is None or (isinstance(child.node, Scalar) and located.value(child.node) is None):
            return None
        return child.scalar()

    def unverified(self) -> str | None:
        """The text under ``unverified``: what of the article next to it was not compared with the official text."""
        text = self.text("unverified")
        if text and not self.text("article"):
            raise self.fail("unverified-alone", self.mapping().get("unverified"))
        return text

    def need(self, key: str) -> str:
        """The text under a required key; where it is missing, another that may be meant for it is what is wrong."""
        text = self.text(key)
        if not text:
            for other_key, _ in self.mapping().pairs:
                if other_key.text not in _EVERY_KEY and nearest(other_key.text, [key]):
                    raise self.fail("unknown-key-near", other_key, name=other_key.text, near=key)
            raise self.fail("missing-key", self.mapping().get(key), name=key)
        return text

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of a list under a key."""
        return tuple(item.scalar() for item in self.items(key))

    def scalar(self) -> str:
        """The node as text."""
        if not isinstance(self.node, Scalar):
            raise self.fail("text-expected", name=self.key)
        return self.node.text

    def flag(self, key: str, *, default: bool) -> bool:
        """Whether ``true`` is under a key."""
        return self.choice(key, ("true", "false"), "true" if default else "false") == "true"

    def choice(self, key: str, options: tuple[str, ...], default: str) -> str:
        """The text under a key where it is one of some words."""
        child = self.child(key)
        text = child.scalar() if child is not None else default
        if child is not None and text not in options:
            near = nearest(text, list(options))
            hint = say("places.near", {"name": near}) if near else ""
            raise child.fail("choice", name=key, written=text, near=hint, options="、".join(options))
        return text

    def numbers(self, key: str) -> tuple[int, ...]:
        """The whole numbers of a list under a key."""
        return tuple(item.whole() for item in self.items(key))

    def number(self, key: str) -> int | None:
        """The whole number under a key, or None."""
        child = self.child(key)
        return None if child is None else child.whole()

    def whole(self) -> int:
        """The node as a whole number."""
        number = located.value(self.node) if isinstance(self.node, Scalar) else None
        if not isinstance(number, int) or isinstance(number, bool):
            text = self.node.text if isinstance(self.node, Scalar) else "…"
            raise self.fail("number-expected", name=self.key, written=text)
        return number
