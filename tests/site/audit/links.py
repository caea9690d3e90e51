"""Follows every link of a built site on the disk; nothing is fetched.

A link must lead to a file of the site, and its fragment to an id in that file. An address that begins with a slash is a
fault, because it breaks a site below a path of its host; on the 404 page, which is served at any path, an address that
does not is a fault, unless the page says by `base` what addresses are relative to. A link to another host is a fault,
unless the footer needs it; so is one in a style sheet.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urlsplit

from lxml import etree, html

from tests.site.audit.built import AuditResult, Built, Page, exports

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

ATTRIBUTES = {
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
}
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
    linked: dict[Path, set[Path]] = {}
    for page in built.pages:
        result.counts["pages"] += 1
        linked[page.path] = {target for address in _parsed(page.path).anchors if (target := built.at(address, page))}
        twice = [item for item, times in _parsed(page.path).ids.items() if times > 1]
        result.faults += [f"{page.name}: the id {item} stands there twice" for item in twice]
        for address in _parsed(page.path).addresses:
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
    if page.kind == "missing" and is_relative and not _parsed(page.path).has_base:
        yield "leads from a missing page to wherever that is"
        return
    target, fragment = built.at(address, page), unquote(urldefrag(address).fragment)
    if target is None:
        yield "is not there"
    elif fragment not in OPEN and target.suffix == ".html" and fragment not in _parsed(target).ids:
        yield "has no such id"


@dataclass(frozen=True, slots=True)
class _PageParts:
    """What a page holds.

    Attributes:
        ids: How often each id occurs.
        anchors: Addresses that a reader can follow without a script.
        addresses: All addresses.
        has_base: Whether it says what its addresses are relative to.
    """

    ids: Counter[str]
    anchors: tuple[str, ...]
    addresses: tuple[str, ...]
    has_base: bool


def _parsed(path: Path) -> _PageParts:
    state = path.stat()
    return _parse(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=4096)
def _parse(path: Path, *_state: int) -> _PageParts:
    tree = html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    elements = list(tree.iter(etree.Element))
    attributes = [(name, value) for element in elements for name, value in element.items()]
    return _PageParts(
        ids=Counter(value for name, value in attributes if name == "id" and value),
        anchors=tuple(_anchors(elements)),
        addresses=tuple(value for name, value in attributes if name in ATTRIBUTES),
        has_base=tree.find(".//base") is not None,
    )


def _anchors(elements: Iterable[html.HtmlElement]) -> Iterator[str]:
    for element in elements:
        address = element.get("href") if element.tag == "a" else None
        if address and not any(above.get("hidden") is not None for above in element.iterancestors()):
            yield str(address)
