"""What the fictional district is made of: its organs and its sentences, read from the two YAML files beside this one.

Not here: how figures come about, and how sentences are put together.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from random import Random
from typing import Any

from gongkai import located
from gongkai.errors import FormError


@cache
def material(name: str) -> Mapping[str, Any]:
    """One of the two files (``district`` or ``prose``) as plain data.

    Raises:
        FormError: It is not readable: a fault of the package.
    """
    text = resources.files("gongkai.demo").joinpath(f"{name}.zh.yml").read_text(encoding="utf-8")
    tree, faults = located.parse(text)
    if tree is None or faults:
        raise FormError(f"{name}.zh.yml: {faults}")
    loaded: Mapping[str, Any] = located.plain(tree)
    return loaded


def mark() -> str:
    """The sentence that says that all this is fictional; it stands in every file."""
    return str(material("prose")["mark"])


def notice() -> str:
    """The same as a block of Markdown, to stand at the head of a page."""
    title, _, text = mark().partition("：")
    return f'!!! warning "{title}"\n\n    {text}'


def dice(seed: int, *parts: str | int) -> Random:
    """A source of chance of one's own: the same seed and parts give the same numbers on every machine."""
    return Random("/".join(str(part) for part in (seed, *parts)))  # noqa: S311 - figures of a demonstration, no secret


@dataclass(frozen=True, slots=True)
class Profile:
    """How much an organ does in a year.

    Attributes:
        size: Requests received.
        documents: Normative documents in force at the start.
        licensing: Licences.
        penalties: Penalties.
        coercion: Coercive measures.
        fees: Fees, in 万元.
    """

    size: int = 0
    documents: int = 0
    licensing: int = 0
    penalties: int = 0
    coercion: int = 0
    fees: int = 0

    @classmethod
    def of(cls, item: Mapping[str, Any], factor: float) -> "Profile":
        """The profile of an organ of a kind, larger or smaller than is usual by a factor."""
        keys = ("size", "documents", "licensing", "penalties", "coercion", "fees")
        return cls(**{key: round(int(item.get(key, 0)) * factor) for key in keys})
