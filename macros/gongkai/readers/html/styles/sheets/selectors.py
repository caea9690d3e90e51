"""Selectors of style sheets: those of rules within other rules, and what elements are compared with."""

import re
from collections.abc import Iterator
from typing import Any

import tinycss2
from cssselect2 import SelectorError, compile_selector_list

from gongkai.readers.html.styles.colours import split

_ANY = re.compile(r":-webkit-any\(", re.IGNORECASE)
_OF_ALL = re.compile(r"(?<=[\w\])]):(?:defined|read-only|dir\(\s*ltr\s*\))", re.IGNORECASE)
"""What holds for every element of a table, of what the library does not know."""
_NEVER = re.compile(
    r":(?:fullscreen|-webkit-full-screen|modal|popover-open|picture-in-picture|autofill|-webkit-autofill|user-(?:in)?valid"
    r"|playing|buffering|seeking|stalled|muted|-moz-focusring|dir\(\s*rtl\s*\))(?![\w(-])",
    re.IGNORECASE,
)
"""States that no element of a page has which somebody only reads; one that the library knows is ``:hover``."""
_MAYBE = re.compile(
    r":(?:valid|invalid|optional|required|placeholder-shown|read-write|in-range|out-of-range|default|indeterminate|blank"
    r"|paused|open|-(?:webkit|moz)-any-link)(?![\w(-])",
    re.IGNORECASE,
)
"""States that an element may have or not; the library knows none of them."""
BACKDROP = "grammar-error"
"""The name under which the library, which does not know it, has what lies behind an open dialog."""
_BOX = re.compile(
    r"::(?:(backdrop)|(?:-webkit-[\w-]+|file-selector-button|cue|details-content|view-transition[\w-]*"
    r"|scroll-[\w-]+|checkmark|picker-icon|(?:part|highlight|picker)(?=\())(?:\([^()]{0,100}\))?)",
    re.IGNORECASE,
)
"""Parts of controls and of windows that browsers know and the library does not: of a list the other selectors hold."""
_FORGIVING = re.compile(r":(is|where)\(([^()]{0,300}(?:\([^()]{0,100}\)[^()]{0,100}){0,5})\)", re.IGNORECASE)
"""Selectors of which those that are not understood are left out, and the others hold."""
_NAMESPACE = re.compile(r"(?<![\w|-])(?:[\w-]{1,60}|\*)?\|(?=[\w*])")
_WORDS = re.compile(
    r"(\[\s{0,9}(?:align|valign|type|dir|bgcolor|color|face|frame|rules|scope|shape|method|media|lang|charset|rel|nowrap)\s{0,9}"
    r"[~|^$*]?=\s{0,9}(?:\"[^\"]{0,100}\"|'[^']{0,100}'|[\w-]{1,100}))\s{0,9}\]",
    re.IGNORECASE,
)
"""A value of an attribute of HTML that is the same in capitals."""
_BRACKET = re.compile(r":not\(|[()]", re.IGNORECASE)
_NAME = re.compile(r"\[[^\]]*\]|[.#]-?[A-Za-z_][\w-]*")
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


def is_doubtful(text: str) -> bool:
    """Whether it depends on the state of a control which elements some selectors are for.

    Args:
        text: Selectors between commas.
    """
    return _MAYBE.search(text) is not None


def compiled(text: str, *, is_quirky: bool = False) -> Iterator[Any]:
    """What elements are compared with; a list of selectors that is not understood is for none, as browsers have it.

    Args:
        text: Selectors between commas.
        is_quirky: Whether the names of classes and ids are the same in capitals, as on a page without a doctype.
    """
    text = _BOX.sub(lambda match: f"::{BACKDROP if match[1] else 'spelling-error'}", text)
    text = _OF_ALL.sub("", _NTH_OF.sub(r":is(\1)", _ANY.sub(":is(", text)))
    text = _WORDS.sub(r"\1 i]", _NAMESPACE.sub("", _NEVER.sub(":hover", text)))
    text = _MAYBE.sub(lambda match: ":hover" if _is_denied(text, match.start()) else ":not(:hover)", text)
    if is_quirky:
        text = _NAME.sub(lambda match: match[0] if match[0][0] == "[" else match[0].lower(), text)
    selectors = _compiled(text) or (_compiled(_FORGIVING.sub(_understood, text)) if "(" in text else [])
    yield from selectors


def _compiled(text: str) -> list[Any]:
    try:
        return list(compile_selector_list(text))
    except (SelectorError, SyntaxError, RecursionError, MemoryError, ValueError):
        return []


def _understood(match: re.Match[str]) -> str:
    parts = [part for part in split(match[2], ",") if _compiled(part)]
    return f":{match[1]}({','.join(parts) or ':hover'})"


def _is_denied(text: str, place: int) -> bool:
    """Whether a place is within ``:not()``."""
    opened: list[bool] = []
    for sign in _BRACKET.finditer(text, 0, place):
        if sign[0] == ")":
            del opened[-1:]
        else:
            opened.append(sign[0] != "(")
    return any(opened)


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
