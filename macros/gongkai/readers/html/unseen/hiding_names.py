"""The classes by which style sheets of a page hide something, and which a script may therefore hide it with."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from gongkai.readers.html.styles.colours import colour_of
from gongkai.readers.html.styles.effects import hides, is_white, strikes
from gongkai.readers.html.styles.sheets.texts import sheets_of
from gongkai.readers.html.styles.values import inline_declarations

_BRACE = re.compile(r"([{}])")
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]{0,60})")
_PART = re.compile(r"[.#]?[\w-]+")
_END = re.compile(r"[\s>+~]+(?=[^\s>+~]+$)")
_MOST_TEXT, _MOST_RULES = 400_000, 3_000
_HIDES = re.compile(r"none|hidden|collapse|transparent|through|blur|scale|:\s*0|:\s*-|#f{3}|white", re.IGNORECASE)
_CHANGES_CLASS = re.compile(
    r"classList\.(?:add|toggle|replace)\(|\.className\s*\+?=(?!=)|\.(?:addClass|toggleClass|removeClass)\("
    r"|\.(?:setAttribute|attr|prop)\(\s*[\"']class[\"']\s*,"
)
_WORD = re.compile(r"[\w-]+")
_BLACK = (0.0, 0.0, 0.0, 1.0)
_LONGEST, _LONGEST_SELECTOR = 200, 400


def changes_class(text: str) -> bool:
    """Whether a script gives an element another class."""
    return _CHANGES_CLASS.search(text) is not None


def given_classes(reach: str) -> set[str]:
    """The words in the statements by which a script changes the classes of an element.

    Args:
        reach: The statements.
    """
    ends = (match.end() for match in _CHANGES_CLASS.finditer(reach))
    return {word for end in ends for word in _WORD.findall(reach[end : end + _LONGEST])}


def hiding_names(root: Any, parts: set[str]) -> set[str]:
    """The classes by which an element, or a part of a table in it, is not seen.

    Args:
        root: The outermost element of a page.
        parts: The tags, classes and ids of tables and of their parts, the latter with their signs.
    """
    names: set[str] = set()
    text = "\n".join(text for text, _ in sheets_of(root))[:_MOST_TEXT]
    for selectors, body in islice(_rules(text), _MOST_RULES):
        values = {name: value for name, value, _ in inline_declarations(body)} if _HIDES.search(body) else {}
        if not (hides(values) or strikes(values) or is_white(colour_of(values.get("color", "")) or _BLACK)):
            continue
        for selector in selectors.split(","):
            *others, last = _END.split(selector.strip())
            names |= set(_CLASS.findall(last))
            if others and not parts.isdisjoint(_PART.findall(last)):
                names |= set(_CLASS.findall(others[0]))
    return names


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """The selectors and the declarations of each rule that has no others in it."""
    tokens = _BRACE.split(text)  # every other one is a brace
    for place in range(1, len(tokens) - 2, 2):
        if tokens[place] == "{" and tokens[place + 2] == "}":
            yield tokens[place - 1].rpartition(";")[2][:_LONGEST_SELECTOR], tokens[place + 1]
