"""Pages that a browser leaves by itself for another one, so that people see that one and not what a file holds."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from gongkai.readers.html.unseen.script_texts import runs_in_any_case

_REFRESH = re.compile(
    r"\s*(\d{1,9})(?:\.\d{0,9})?(?:\s*[;,]\s*|\s+)(?:url\s*=)?\s*[\"']?\s*((?!url\s*=)[^\"'\s#][^\"'\s]{0,500})",
    re.IGNORECASE,
)
_SOON = 60
"""Seconds for which nobody reads a page."""
_LEAVES = re.compile(
    r"(?<![\w$.])(?:(?:window|top|self|document|parent)\s{0,9}\.\s{0,9}){0,2}location\s{0,9}"
    r"(?:(?:\.\s{0,9}href\s{0,9})?=(?!=)|\.\s{0,9}(?:replace|assign)\s{0,9}\()"
    r"\s{0,9}(?:[\"'`]([^\"'`#\s][^\"'`\s]{0,500})[\"'`]\s{0,9}(?:[;)}\n+\"'`]|$)|([A-Za-z_$][\w$]{0,60})\s{0,9}(?:[;)}\n]|$))"
)
"""A statement that leads to an address."""
_MOST, _LONGEST = 50, 120


def page_led_to(root: Any, scripts: Sequence[str]) -> str:
    """The address of another page that a browser shows instead of one, by itself and soon; empty where it stays.

    Args:
        root: The outermost element of the page.
        scripts: The texts of its scripts.
    """
    addresses = (*_refreshed(root), *(address for script in scripts for address in _left_for(script)))
    return next(iter(addresses), "")[:_LONGEST]


def _refreshed(root: Any) -> Iterator[str]:
    frames = next(root.iterchildren("frameset", "body"), None)
    if frames is not None and frames.tag == "frameset":
        yield from (frame.get("src") or "" for frame in frames.iter("frame"))
    for element in root.iter("meta"):
        is_refresh = (element.get("http-equiv") or "").strip().lower() == "refresh"
        match = _REFRESH.match(element.get("content") or "") if is_refresh else None
        is_idle = next(element.iterancestors("noscript", "template"), None) is not None
        if match is not None and not is_idle and int(match[1]) < _SOON:
            yield match[2]


def _left_for(script: str) -> Iterator[str]:
    """The addresses to which a script leads in any case."""
    places = islice(_LEAVES.finditer(script), _MOST) if "location" in script else ()
    return (match[1] or match[2] for match in places if runs_in_any_case(script, match.start()))
