"""Reads what the fictional district is generated from: its organs and its sentences, in two YAML files of this folder.

The figures are generated in ``simulation``, the narratives in ``narrative_text``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from random import Random
from typing import Any

from gongkai import located


@cache
def load_source(name: str) -> Mapping[str, Any]:
    """One of the two files (``district`` or ``prose``) as plain data.

    Raises:
        AssertionError: The file cannot be read, which is a fault of the package.
    """
    text = resources.files("gongkai.demo").joinpath(f"{name}.zh.yml").read_text(encoding="utf-8")
    tree, faults = located.parse(text)
    if tree is None or faults:
        raise AssertionError(f"{name}.zh.yml: {faults}")
    loaded: Mapping[str, Any] = located.plain(tree)
    return loaded


def fiction_notice() -> str:
    """The sentence, written into every file, that says that the district is fictional."""
    return str(load_source("prose")["fiction_notice"])


def fiction_admonition() -> str:
    """The same sentence as an admonition in Markdown, for the head of a page."""
    title, _, text = fiction_notice().partition("：")
    return f'!!! warning "{title}"\n\n    {text}'


def seeded_random(seed: int, *parts: str | int) -> Random:
    """A random number generator for one purpose: the same seed and parts give the same numbers on every machine.

    As each purpose has a generator of its own, a further agency or year changes no number of the others.
    """
    return Random("/".join(str(part) for part in (seed, *parts)))  # noqa: S311 - numbers of a demonstration, not a secret


@dataclass(frozen=True, slots=True)
class Profile:
    """How much an organ does in a year.

    Attributes:
        requests: Requests received.
        documents: Normative documents in force at the start.
        licensing: Licences.
        penalties: Penalties.
        coercion: Coercive measures.
        fees: Fees, in 万元.
    """

    requests: int = 0
    documents: int = 0
    licensing: int = 0
    penalties: int = 0
    coercion: int = 0
    fees: int = 0

    @classmethod
    def scaled(cls, usual: Mapping[str, Any], factor: float) -> "Profile":
        """The usual numbers for a kind of organ (from ``district.zh.yml``), multiplied by a factor."""
        keys = ("requests", "documents", "licensing", "penalties", "coercion", "fees")
        return cls(**{key: round(int(usual.get(key, 0)) * factor) for key in keys})
