"""Every link of a built site, followed on the disk: ``python -m tests.site.links SITE``.

What a page links to must be a file of the site, and a fragment an id in it. Addresses of other hosts are counted, not
asked; an address from the root of a host is a fault, as it breaks a site that lives in a folder.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urlsplit

from lxml import etree, html

if TYPE_CHECKING:
    from collections.abc import Iterator

REFERENCES = (("a", "href"), ("link", "href"), ("img", "src"), ("script", "src"), ("form", "action"), ("use", "href"))
OPEN = {"", "top", "__codelineno"}
"""Fragments that need no id."""


@dataclass
class Walk:
    """What was seen on the way.

    Attributes:
        pages: HTML files that were read.
        links: Links that were followed.
        outside: Addresses of other hosts, and how often each stands.
        faults: What leads nowhere: page, address and why.
    """

    pages: int = 0
    links: int = 0
    outside: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def walk(site: Path) -> Walk:
    """Follow all links of all pages of a built site."""
    seen = Walk()
    for path in sorted(site.rglob("*.html")):
        seen.pages += 1
        name = path.relative_to(site).as_posix()
        ids = _ids(path)
        if len(ids) != len(set(ids)):
            seen.faults.append(f"{name}: twice {[item for item, times in Counter(ids).items() if times > 1]}")
        for address in _addresses(path):
            seen.links += 1
            _follow(site, path, address, seen)
    return seen


def _follow(site: Path, path: Path, address: str, seen: Walk) -> None:
    name = path.relative_to(site).as_posix()
    parts = urlsplit(address)
    if parts.scheme in ("http", "https"):
        seen.outside[address] += 1
        return
    if parts.scheme in ("mailto", "tel", "data", "javascript"):
        return
    if address.startswith("/") and path.name != "404.html":
        seen.faults.append(f"{name}: {address} is from the root of a host")
        return
    target, fragment = urldefrag(address)
    found = _target(site, path, unquote(urlsplit(target).path))
    if found is None:
        seen.faults.append(f"{name}: {address} is not there")
    elif unquote(fragment) not in OPEN and found.suffix == ".html" and unquote(fragment) not in set(_ids(found)):
        seen.faults.append(f"{name}: {address} has no such id")


def _target(site: Path, path: Path, target: str) -> Path | None:
    if not target:
        return path
    base = site if target.startswith("/") else path.parent
    found = (base / target.lstrip("/")).resolve()
    if found.is_dir():
        found /= "index.html"
    return found if found.is_file() and found.is_relative_to(site.resolve()) else None


def _addresses(path: Path) -> Iterator[str]:
    tree = _tree(path)
    for tag, attribute in REFERENCES:
        for element in tree.iter(tag):
            address = element.get(attribute)
            if address is not None:
                yield address


@lru_cache(maxsize=4096)
def _ids(path: Path) -> tuple[str, ...]:
    return tuple(str(element.get("id")) for element in _tree(path).iter(etree.Element) if element.get("id"))


@lru_cache(maxsize=4)
def _tree(path: Path) -> html.HtmlElement:
    return html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def main() -> None:
    """Print what was seen; end with 1 where something leads nowhere."""
    seen = walk(Path(sys.argv[1]))
    sys.stdout.write(f"{seen.pages} pages, {seen.links} links, {len(seen.outside)} addresses outside\n")
    for fault in seen.faults:
        sys.stdout.write(f"{fault}\n")
    sys.exit(1 if seen.faults else 0)


if __name__ == "__main__":
    main()
