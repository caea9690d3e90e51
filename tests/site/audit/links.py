"""Follows every link of a built site on the disk; nothing is fetched.

A link must lead to a file of the site, and its fragment to an id in that file. An address that begins with a slash is a
fault, because it breaks a site below a path of its host; on the 404 page, which is served at any path, an address that
does not is a fault, unless the page says by `base` what addresses are relative to. A link to another host is a fault,
unless the footer needs it; so is one in a style sheet.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urlsplit

from lxml import etree, html

from tests.site.audit.built import AuditResult, Built, Page, exports

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
"""The registers to which the filing numbers in the footer have to link by law."""
URL = re.compile(r"""url\(\s*['"]?([^)'"]+)""")
SHEET = re.compile(r"""(?:url\(\s*|@import\s+)['"]?(?:https?:)?//[^)'"]+""")


def links(built: Built) -> AuditResult:
    """Follow all links of all pages."""
    result = AuditResult()
    for cached in (_ids, _tree):
        cached.cache_clear()
    linked: dict[Path, set[Path]] = {}
    for page in built.pages:
        result.counts["pages"] += 1
        linked[page.path] = {target for address in _anchors(page.path) if (target := built.at(address, page))}
        twice = [item for item, times in _ids(page.path).items() if times > 1]
        result.faults += [f"{page.name}: the id {item} stands there twice" for item in twice]
        for address in _addresses(page.path):
            result.counts["links"] += 1
            result.faults += [f"{page.name}: {address} {why}" for why in _wrong(built, page, address)]
        result.faults += [f"{page.name}: {address}" for address in SHEET.findall(page.text())]
    result.faults += [f"{name}: no link leads there from the home page" for name in _unreached(built, linked)]
    for path in sorted(built.root.rglob("*.css")):
        result.counts["style sheets"] += 1
        text = path.read_text(encoding="utf-8")
        result.faults += [f"{path.name}: {address}" for address in SHEET.findall(text)]
        own = [item for item in URL.findall(text) if not urlsplit(item).scheme and not item.startswith(("#", "//"))]
        result.faults += [f"{path.name}: {item} is not there" for item in own if not _relative_to(path, item).is_file()]
    return result


def _unreached(built: Built, linked: Mapping[Path, set[Path]]) -> list[str]:
    """Pages, and data files of reports, that cannot be reached by links from the home page."""
    reached, ahead = set(), [built.root / "index.html"]
    while ahead:
        at = ahead.pop()
        if at not in reached:
            reached.add(at)
            ahead += linked.get(at, ())
    wanted = {page.path for page in built.pages if page.kind != "missing"}
    for name, report in built.reports.items():
        wanted |= {built.root / name / item.file for item in exports(has_form=bool(report["observations"]))}
    return sorted(path.relative_to(built.root).as_posix() for path in wanted - reached)


def _relative_to(path: Path, address: str) -> Path:
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
    is_relative = not address.startswith(("/", "#")) and not built.owns(address)
    if page.kind == "missing" and is_relative and _tree(page.path).find(".//base") is None:
        yield "leads from a missing page to wherever that is"
        return
    target, fragment = built.at(address, page), unquote(urldefrag(address).fragment)
    if target is None:
        yield "is not there"
    elif fragment not in OPEN and target.suffix == ".html" and fragment not in _ids(target):
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
    """The ids of a page, and how often each occurs."""
    return Counter(str(element.get("id")) for element in _tree(path).iter(etree.Element) if element.get("id"))


@lru_cache(maxsize=4)
def _tree(path: Path) -> html.HtmlElement:
    return html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
