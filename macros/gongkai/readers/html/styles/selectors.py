"""Selectors of style sheets: those of rules within other rules, and what elements are compared with."""

from collections.abc import Iterator
from typing import Any

import tinycss2
from cssselect2 import SelectorError, compile_selector_list


def within(parent: str, prelude: list[Any]) -> str:
    """The selectors of a rule, each with that of the rule that it stands within, if it does.

    Args:
        parent: The selectors of the rule around it; empty for none.
        prelude: Its own, as tokens of tinycss2.
    """
    parts = (tinycss2.serialize(part).strip() for part in _between_commas(prelude))
    if not parent:
        return ", ".join(parts)
    around = f":is({parent})"
    return ", ".join(part.replace("&", around) if "&" in part else f"{around} {part}" for part in parts)


def compiled(text: str) -> Iterator[Any]:
    """What elements are compared with; a list of selectors that is not understood is for none, as browsers have it.

    Args:
        text: Selectors between commas.
    """
    try:
        yield from compile_selector_list(text)
    except (SelectorError, SyntaxError, RecursionError, MemoryError, ValueError):
        return


def _between_commas(tokens: list[Any]) -> Iterator[list[Any]]:
    """The tokens between commas; those within brackets are part of a token."""
    part: list[Any] = []
    for token in tokens:
        if token.type == "literal" and token.value == ",":
            yield part
            part = []
        else:
            part.append(token)
    yield part
