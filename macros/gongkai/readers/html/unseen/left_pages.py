"""Pages that a browser leaves by itself for another one, so that people see that one and not what a file holds."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

_REFRESH = re.compile(
    r"\s*(\d{1,9})(?:\.\d{0,9})?(?:\s*[;,]\s*|\s+)(?:url\s*=)?\s*[\"']?\s*((?!url\s*=)[^\"'\s#][^\"'\s]{0,500})",
    re.IGNORECASE,
)
_SOON = 60
"""Seconds for which nobody reads a page."""
_SIGN = re.compile(
    r"[{}]|(?<![\w$.])(?:(?:window|top|self|document|parent)\s{0,9}\.\s{0,9}){0,2}location\s{0,9}"
    r"(?:(?:\.\s{0,9}href\s{0,9})?=|\.\s{0,9}(?:replace|assign)\s{0,9}\()"
    r"\s{0,9}[\"'`]([^\"'`#\s][^\"'`\s]{0,500})[\"'`]\s{0,9}(?:[;)}\n+\"'`]|$)"
)
"""A block that begins or ends, or a statement that leads to an address."""
_RUNS_AT_ONCE = re.compile(
    r"(?:^\s*|(?<![\w$])[(!+]\s*|(?:onload|onpageshow)\s*=\s*|(?:\$|ready|setTimeout|[\"'](?:load|DOMContentLoaded)[\"']\s*,)\s*\(?\s*)"
    r"(?:function\s*\(\w*\)|\(\w*\)\s*=>)\s*$"
)
"""What stands before a block that a page runs by itself."""
_CHOOSES = re.compile(r"\b(?:if|else|case|for|while|function|javascript|on\w+\s{0,9}=)|&&|\|\||\?|=>")
"""What stands before a statement that is run in some cases only."""
_END, _NEAR, _LONGEST = re.compile(r"[;{}]"), 200, 120


def page_led_to(root: Any, scripts: Sequence[str]) -> str:
    """The address of another page that a browser shows instead of one, by itself and soon; empty where it stays.

    Args:
        root: The outermost element of the page.
        scripts: The texts of its scripts.
    """
    addresses = (*_refreshed(root), *(address for script in scripts for address in _left_for(script)))
    return next(iter(addresses), "")[:_LONGEST]


def _refreshed(root: Any) -> Iterator[str]:
    for element in root.iter("meta"):
        is_refresh = (element.get("http-equiv") or "").strip().lower() == "refresh"
        match = _REFRESH.match(element.get("content") or "") if is_refresh else None
        is_idle = next(element.iterancestors("noscript", "template"), None) is not None
        if match is not None and not is_idle and int(match[1]) < _SOON:
            yield match[2]


def _left_for(script: str) -> Iterator[str]:
    """The addresses to which a script leads in any case."""
    opened: list[bool] = []
    last = 0
    for match in _SIGN.finditer(script) if "location" in script else ():
        before = _END.split(script[max(last, match.start() - _NEAR) : match.start()])[-1]
        last = match.end()
        if match[0] == "{":
            opened.append(_RUNS_AT_ONCE.search(before) is not None)
        elif match[0] == "}":
            del opened[-1:]
        elif all(opened) and not _CHOOSES.search(before):
            yield match[1]
