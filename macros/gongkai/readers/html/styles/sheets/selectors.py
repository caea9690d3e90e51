"""Selectors of style sheets: those of rules within other rules, and what elements are compared with."""

import re
from collections.abc import Iterator
from typing import Any

import tinycss2
from cssselect2 import SelectorError, compile_selector_list

_ANY = re.compile(r":-webkit-any\(", re.IGNORECASE)
_OF_ALL = re.compile(r"(?<=[\w\])]):(?:defined|read-only|dir\(\s*ltr\s*\))", re.IGNORECASE)
"""What holds for every element of a table, of what the library does not know."""
_NTH_OF = re.compile(r":nth-(?:last-)?child\([^()]{1,20}?\sof\s([^()]{1,200})\)", re.IGNORECASE)
"""One of the elements that a selector holds for, by its place among them; it is taken for each of them."""


def within(parent: str, prelude: list[Any]) -> str:
    """The selectors of a rule, each with that of the rule that it stands within, if it does.

    Args:
        parent: The selectors of the rule around it; empty for none.
        prelude: Its own, as tokens of tinycss2.
    """
    parts = (tinycss2.serialize(part).strip() for part in _between_commas(prelude))
    if not parent:
        return ", ".join(part.replace("&", ":root") for part in parts)
    around = f":is({parent})"
    return ", ".join(part.replace("&", around) if "&" in part else f"{around} {part}" for part in parts)


def compiled(text: str) -> Iterator[Any]:
    """What elements are compared with; a list of selectors that is not understood is for none, as browsers have it.

    Args:
        text: Selectors between commas.
    """
    try:
        yield from compile_selector_list(_OF_ALL.sub("", _NTH_OF.sub(r":is(\1)", _ANY.sub(":is(", text))))
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
