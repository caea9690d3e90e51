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
_SUSPECT = re.compile(
    rf"<(?:script|{'|'.join(sorted(_TAGS))})\b"
    r"|[\s/\"'](?:on[a-z]+|style)\s*="
    r"|(?:src|poster|data)\s*=[\s\"']*(?:https?:|/{2}|\\)"
    r"|=[\s\"']*(?:(?!https?:|mailto:|tel:)[a-z][a-z0-9+.-]*:|&)",
    re.IGNORECASE,
)
"""What most pages have nothing of; those that do are read as a browser reads them."""


def unsafe_part(content: str) -> str:
    """The first thing in the HTML of a page that may not be in it, as it may be shown; empty where there is none.

    Args:
        content: The HTML.
    """
    if _SUSPECT.search(content) is None:
        return ""
    reader = _Reader()
    reader.feed(content)
    reader.close()
    return next(iter(reader.unsafe), "")


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
