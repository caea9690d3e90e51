"""What HTML the code of a page may not make: what a browser would run, or load from elsewhere.

Pages of this package have forms and refer to scripts of its own, which no narrative may; nothing is written into a page
that runs (``Content-Security-Policy``).
"""

import re
from html.parser import HTMLParser

from gongkai.narrative.html_policy import address_fault

_TAGS = frozenset({"applet", "base", "embed", "frame", "iframe", "link", "meta", "object", "style"})
_ADDRESSES = {"href": "href", "src": "src", "poster": "poster", "action": "href", "formaction": "href", "data": "src"}
"""By attribute the one whose addresses it may have."""
_SUSPECT = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"<(?:script\b(?! src=\"[\w./-]+\")|(?:{'|'.join(sorted(_TAGS))})\b)",
        r"[\s/\"'](?:on[a-z]+|style)\s*=",
        r"=[\s\"']*(?:(?!https?:|mailto:|tel:)[a-z][a-z0-9+.-]*:|&|/{2}|\\)",
    )
)
"""What most pages have nothing of; those that do are read as a browser reads them.

Three patterns are searched for in a third of the time that one of all of them takes."""
_FOREIGN = re.compile(r"=[\s\"']*https?:", re.IGNORECASE)
_LOADING = ("src", "poster", "data")


def unsafe_part(content: str) -> str:
    """The first thing in the HTML of a page that may not be in it, as it may be shown; empty where there is none.

    Args:
        content: The HTML.
    """
    if not (any(pattern.search(content) for pattern in _SUSPECT) or _loads_from_elsewhere(content)):
        return ""
    reader = _Reader()
    reader.feed(content)
    reader.close()
    return next(iter(reader.unsafe), "")


def _loads_from_elsewhere(content: str) -> bool:
    """Whether an attribute that is loaded seems to have an address of another host; links out of a site may have it."""
    places = (match.start() for match in _FOREIGN.finditer(content))
    return any(content[max(0, place - 10) : place].rstrip().lower().endswith(_LOADING) for place in places)


class _Reader(HTMLParser):
    """Gathers tags and attributes that may not be there."""

    def __init__(self) -> None:
        super().__init__()
        self.unsafe: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at a tag and its attributes."""
        if tag in _TAGS or (tag == "script" and not dict(attrs).get("src")):
            self.unsafe.append(f"<{tag}>")
        for name, value in attrs:
            as_name = _ADDRESSES.get(name)
            wrong_address = as_name is not None and address_fault(as_name, value or "") is not None
            if name.startswith("on") or name == "style" or wrong_address:
                self.unsafe.append(f'{name}="{value or ""}"')
