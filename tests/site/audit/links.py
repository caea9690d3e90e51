"""Every link of a built site, followed on the disk.

What a page links to must be a file of the site, and a fragment an id in it. An address from the root of a host is a
fault, as it breaks a site that lives in a folder; one of another host is a fault unless the footer needs it, and no
style sheet asks one either. Nothing is fetched.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urlsplit

from lxml import etree, html

from tests.site.audit.built import Built, Page, Seen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ATTRIBUTES = (
    "href",
    "src",
    "action",
    "formaction",
    "data",
    "poster",
    "cite",
    "srcset",
    "{http://www.w3.org/1999/xlink}href",
)
INSIDE = ("mailto", "tel", "data")
OPEN = {"", "top"}
"""Fragments that need no id."""
NEEDED = ("https://beian.miit.gov.cn", "https://beian.mps.gov.cn")
"""Where the numbers of the footer have to lead by law."""
SHEET = re.compile(r"""(?:url\(\s*|@import\s+)['"]?(?:https?:)?//[^)'"]+""")


def links(built: Built) -> Seen:
    """Follow all links of all pages."""
    seen = Seen()
    for page in built.pages:
        seen.counts["pages"] += 1
        ids = _ids(page.path)
        twice = [item for item, times in Counter(ids).items() if times > 1]
        seen.faults += [f"{page.name}: the id {item} stands there twice" for item in twice]
        for address in _addresses(page.path):
            seen.counts["links"] += 1
            seen.faults += [f"{page.name}: {address} {why}" for why in _wrong(built, page, address)]
        seen.faults += [f"{page.name}: {found}" for found in SHEET.findall(page.text())]
    for path in sorted(built.root.rglob("*.css")):
        seen.counts["style sheets"] += 1
        seen.faults += [f"{path.name}: {found}" for found in SHEET.findall(path.read_text(encoding="utf-8"))]
    return seen


def _wrong(built: Built, page: Page, address: str) -> Iterator[str]:
    parts = urlsplit(address)
    if parts.scheme in INSIDE:
        return
    if (parts.scheme or parts.netloc) and not built.owns(address):
        if not address.startswith(NEEDED):
            yield "is on another host"
        return
    if address.startswith("/") and page.kind != "missing":
        yield "is from the root of a host"
        return
    found, fragment = built.at(address, page), unquote(urldefrag(address).fragment)
    if found is None:
        yield "is not there"
    elif fragment not in OPEN and found.suffix == ".html" and fragment not in set(_ids(found)):
        yield "has no such id"


def _addresses(path: Path) -> Iterator[str]:
    for element in _tree(path).iter(etree.Element):
        for attribute in ATTRIBUTES:
            address = element.get(attribute)
            if address is not None:
                yield str(address)


@lru_cache(maxsize=4096)
def _ids(path: Path) -> tuple[str, ...]:
    return tuple(str(element.get("id")) for element in _tree(path).iter(etree.Element) if element.get("id"))


@lru_cache(maxsize=4)
def _tree(path: Path) -> html.HtmlElement:
    return html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
