"""The lists of ``lexicon.zh.yml`` as they are written, and how their short notation for many words is expanded."""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from gongkai import located

_BRACES = re.compile(r"\{([^{}]*)\}")


@cache
def source() -> Mapping[str, Any]:
    """The lists as they are written.

    Raises:
        AssertionError: The file cannot be read, which is a fault of the package.
    """
    text = resources.files("gongkai.checks.prose.words").joinpath("lexicon.zh.yml").read_text(encoding="utf-8")
    tree, faults = located.parse(text)
    if tree is None or faults:
        raise AssertionError(f"lexicon.zh.yml: {faults}")
    loaded: Mapping[str, Any] = located.plain(tree)
    return loaded


def expanded(patterns: Iterable[str]) -> Iterator[str]:
    """Every word that patterns stand for: ``{a,b}`` is either, ``{a,}`` is a or nothing."""
    for pattern in patterns:
        parts = [part.split(",") if number % 2 else [part] for number, part in enumerate(_BRACES.split(str(pattern)))]
        yield from ("".join(choice) for choice in itertools.product(*parts) if any(choice))
