"""The classes, ids and attributes by which style sheets hide something, and by which a script may therefore hide it."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from gongkai.readers.html.styles.colours import colour_of
from gongkai.readers.html.styles.effects import hides, is_white, strikes
from gongkai.readers.html.styles.sheets.texts import sheets_of
from gongkai.readers.html.styles.values import inline_declarations

_BRACE = re.compile(r"([{}])")
_NAME = re.compile(r"[.#](-?[A-Za-z_][\w-]{0,60})|\[\s{0,9}((?!class\b|id\b|style\b)[A-Za-z][\w-]{0,60})")
"""A class, an id, or an attribute with or without a value."""
_PART = re.compile(r"[.#]?[\w-]+")
_END = re.compile(r"[\s>+~]+(?=[^\s>+~]+$)")
_MOST_TEXT, _MOST_RULES = 400_000, 3_000
_HIDES = re.compile(r"none|hidden|collapse|transparent|through|blur|scale|:\s*0|:\s*-|#f{3}|white", re.IGNORECASE)
_CHANGES_CLASS = re.compile(
    r"classList\.(?:add|toggle|replace)\(|\.className\s*\+?=(?!=)|\.(?:addClass|toggleClass|removeClass)\("
    r"|\.(?:setAttribute|toggleAttribute|removeAttribute|attr|prop)\((?=\s*[\"'](?!style\b))|\.(?:dataset\.|id\s*=(?!=))"
)
_GIVES_VARIABLE = re.compile(r"(?:classList\.(?:add|toggle)\(|\.className\s*\+?=(?!=)|\.addClass\()\s*[A-Za-z_$]")
_CAPITAL = re.compile(r"[A-Z]")
_SWITCHED = {"none", "hidden", "collapse", "transparent"}
"""Values of custom properties by which what has them is not seen."""
_WORD = re.compile(r"[\w-]+")
_BLACK = (0.0, 0.0, 0.0, 1.0)
_LONGEST, _LONGEST_SELECTOR = 200, 400


def changes_state(text: str) -> bool:
    """Whether a script gives an element another class, id or attribute."""
    return _CHANGES_CLASS.search(text) is not None


def gives_by_variable(reach: str) -> bool:
    """Whether statements give an element a class that stands in a variable.

    Args:
        reach: The statements.
    """
    return _GIVES_VARIABLE.search(reach) is not None


def given_names(reach: str) -> set[str]:
    """The words in the statements by which a script changes classes, the id or attributes of an element.

    Args:
        reach: The statements.
    """
    ends = (match.end() for match in _CHANGES_CLASS.finditer(reach))
    words = {word for end in ends for word in _WORD.findall(reach[end : end + _LONGEST])}
    return words | {f"data-{_CAPITAL.sub(lambda match: f'-{match[0].lower()}', word)}" for word in words}


def hiding_names(root: Any, parts: set[str]) -> set[str]:
    """The classes, ids and attributes by which an element, or a part of a table in it, is not seen.

    Args:
        root: The outermost element of a page.
        parts: The tags, classes and ids of tables and of their parts, the latter with their signs.
    """
    names: set[str] = set()
    text = "\n".join(text for text, _ in sheets_of(root))[:_MOST_TEXT]
    for selectors, body in islice(_rules(text), _MOST_RULES):
        values = {name: value for name, value, _ in inline_declarations(body)} if _HIDES.search(body) else {}
        is_switch = any(name[:2] == "--" and value.lower() in _SWITCHED for name, value in values.items())
        if not (
            is_switch or hides(values) or strikes(values) or is_white(colour_of(values.get("color", "")) or _BLACK)
        ):
            continue
        for selector in selectors.split(","):
            *others, last = _END.split(selector.strip())
            names |= _names(last)
            if others and not parts.isdisjoint(_PART.findall(last)):
                names |= _names(others[0])
    return names


def _names(selector: str) -> set[str]:
    return {name for names in _NAME.findall(selector) for name in names if name}


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """The selectors and the declarations of each rule that has no others in it."""
    tokens = _BRACE.split(text)  # every other one is a brace
    for place in range(1, len(tokens) - 2, 2):
        if tokens[place] == "{" and tokens[place + 2] == "}":
            yield tokens[place - 1].rpartition(";")[2][:_LONGEST_SELECTOR], tokens[place + 1]
