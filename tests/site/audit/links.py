"""Every link of a built site, followed on the disk.

What a page links to must be a file of the site, and a fragment an id in it. An address from the root of a host is a
fault, as it breaks a site that lives in a folder; on the page for what is missing, which stands at any address, one
that is not from there. One of another host is a fault unless the footer needs it, and no style sheet asks one either.
Nothing is fetched.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urlsplit

from lxml import etree, html

from tests.site.audit.built import Built, Page, Seen, exports

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
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
    "data-href",
    "data-reports",
    "data-forms",
    "{http://www.w3.org/1999/xlink}href",
)
INSIDE = ("mailto", "tel", "data")
OPEN = {"", "top"}
"""Fragments that need no id."""
NEEDED = ("https://beian.miit.gov.cn", "https://beian.mps.gov.cn")
"""Where the numbers of the footer have to lead by law."""
URL = re.compile(r"""url\(\s*['"]?([^)'"]+)""")
SHEET = re.compile(r"""(?:url\(\s*|@import\s+)['"]?(?:https?:)?//[^)'"]+""")


def links(built: Built) -> Seen:
    """Follow all links of all pages."""
    seen = Seen()
    for known in (_ids, _tree):
        known.cache_clear()
    ways: dict[Path, set[Path]] = {}
    for page in built.pages:
        seen.counts["pages"] += 1
        ways[page.path] = {found for address in _anchors(page.path) if (found := built.at(address, page))}
        twice = [item for item, times in _ids(page.path).items() if times > 1]
        seen.faults += [f"{page.name}: the id {item} stands there twice" for item in twice]
        for address in _addresses(page.path):
            seen.counts["links"] += 1
            seen.faults += [f"{page.name}: {address} {why}" for why in _wrong(built, page, address)]
        seen.faults += [f"{page.name}: {found}" for found in SHEET.findall(page.text())]
    seen.faults += [f"{name}: no link leads there from the home page" for name in _unreached(built, ways)]
    for path in sorted(built.root.rglob("*.css")):
        seen.counts["style sheets"] += 1
        text = path.read_text(encoding="utf-8")
        seen.faults += [f"{path.name}: {found}" for found in SHEET.findall(text)]
        asked = [
            found for found in URL.findall(text) if not urlsplit(found).scheme and not found.startswith(("#", "//"))
        ]
        seen.faults += [f"{path.name}: {found} is not there" for found in asked if not _beside(path, found).is_file()]
    return seen


def _unreached(built: Built, ways: Mapping[Path, set[Path]]) -> list[str]:
    """Pages, and data of reports, to which no way of links leads from the home page."""
    reached, ahead = set(), [built.root / "index.html"]
    while ahead:
        at = ahead.pop()
        if at not in reached:
            reached.add(at)
            ahead += ways.get(at, ())
    wanted = {page.path for page in built.pages if page.kind != "missing"}
    for name, report in built.reports.items():
        wanted |= {built.root / name / item.file for item in exports(has_form=bool(report["observations"]))}
    return sorted(path.relative_to(built.root).as_posix() for path in wanted - reached)


def _beside(path: Path, address: str) -> Path:
    return path.parent / unquote(urlsplit(address).path)


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
    if page.kind == "missing" and not address.startswith(("/", "#")) and not built.owns(address):
        yield "leads from a missing page to wherever that is"
        return
    found, fragment = built.at(address, page), unquote(urldefrag(address).fragment)
    if found is None:
        yield "is not there"
    elif fragment not in OPEN and found.suffix == ".html" and fragment not in _ids(found):
        yield "has no such id"


def _anchors(path: Path) -> Iterator[str]:
    """Addresses that a reader can follow without a script."""
    for element in _tree(path).iter("a"):
        address = element.get("href")
        if address and not any(above.get("hidden") is not None for above in element.iterancestors()):
            yield str(address)


def _addresses(path: Path) -> Iterator[str]:
    for element in _tree(path).iter(etree.Element):
        for attribute in ATTRIBUTES:
            address = element.get(attribute)
            if address is not None:
                yield str(address)


@lru_cache(maxsize=4096)
def _ids(path: Path) -> Counter[str]:
    """The ids of a page, and how often each stands there."""
    return Counter(str(element.get("id")) for element in _tree(path).iter(etree.Element) if element.get("id"))


@lru_cache(maxsize=4)
def _tree(path: Path) -> html.HtmlElement:
    return html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
