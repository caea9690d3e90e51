"""A built site as it is on the disk: its pages by kind, its address, the data of its reports.

Nothing here uses the code that builds the site: the kind of a page is derived from its address and from the class of
its content, so that the audit cannot repeat a mistake of the builder.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from gongkai.renders.export import Format, formats

CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)">')
KIND = re.compile(r'class="gk-page gk-page--([a-z]+)"')
KIND_BY_NAME = {"404.html": "missing", "fragment.html": "fragment"}
LATER = re.compile(r"-\d+$")


@dataclass
class AuditResult:
    """The result of one part of the audit.

    Attributes:
        counts: Numbers of the things that were checked.
        faults: The faults, each as page and reason; empty if there are none.
    """

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Page:
    """An HTML file of the site.

    Attributes:
        path: The file.
        name: Its path below the site.
        address: Its address relative to the site's.
        kind: ``report-gia-2019``, ``comparison``, ``series``, ``agency`` and so on; for other pages the last part of
            the address.
    """

    path: Path
    name: str
    address: str
    kind: str

    def text(self) -> str:
        """The HTML of the page."""
        return self.path.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Built:
    """A built site.

    Attributes:
        root: Its folder, as a path without symbolic links.
    """

    root: Path

    @classmethod
    def below(cls, folder: Path) -> Built:
        """The site in a folder; a new object, because the cached properties of an earlier one may be out of date."""
        return cls(folder.resolve())

    @cached_property
    def url(self) -> str:
        """Its address, with a slash at the end; empty if it has none."""
        match = CANONICAL.search((self.root / "index.html").read_text(encoding="utf-8"))
        return urljoin(match[1], ".") if match else ""

    @cached_property
    def base(self) -> str:
        """The path below which it is served."""
        return urlsplit(self.url).path or "/"

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every HTML file, sorted."""
        return tuple(map(self._page, sorted(self.root.rglob("*.html"))))

    @cached_property
    def files(self) -> frozenset[str]:
        """Absolute paths of all files, read once: a large site has too many links to look each one up on the disk."""
        return frozenset(f"{folder}/{name}" for folder, _, names in os.walk(self.root) for name in names)

    @cached_property
    def reports(self) -> dict[str, dict[str, Any]]:
        """The data of every report, by the stem of its page's address."""
        paths = sorted(self.root.glob("*/*/report.json"))
        return {
            path.parent.relative_to(self.root).as_posix(): json.loads(path.read_text(encoding="utf-8"))
            for path in paths
        }

    def report(self, page: Page) -> dict[str, Any]:
        """The data of the report that a page shows."""
        return self.reports[stem(page.address)]

    def at(self, address: str, page: Page | None = None) -> Path | None:
        """The file that an address leads to; None if there is none.

        Args:
            address: Absolute, or relative to a page.
            page: The page that has the address; None for the root of the site.
        """
        if page and address[:1] in ("", "#", "?"):
            return page.path
        base, target = str(page.path.parent if page else self.root), address
        if self.owns(address):
            base, target = str(self.root), address.removeprefix(self.url)
        elif address.startswith("/"):
            if not address.startswith(self.base):
                return None
            base, target = str(self.root), address.removeprefix(self.base)
        path = os.path.normpath(f"{base}/{unquote(urlsplit(target).path)}")
        path = path if path in self.files else f"{path}/index.html"
        return Path(path) if path in self.files else None

    def owns(self, address: str) -> bool:
        """Whether an absolute address is one of this site."""
        return bool(self.url) and address.startswith(self.url)

    def _page(self, path: Path) -> Page:
        name = path.relative_to(self.root).as_posix()
        address = re.sub(r"(^|/)index\.html$", r"\1", name)
        return Page(path, name, address, self._kind(path, address))

    def _kind(self, path: Path, address: str) -> str:
        if path.name in KIND_BY_NAME:
            return KIND_BY_NAME[path.name]
        match = KIND.search(path.read_text(encoding="utf-8"))
        kind, own = match[1] if match else "none", stem(address)
        if kind == "report":
            return f"report-{self.reports[own]['form']}" if own in self.reports else "report-without-data"
        if kind == "years" and "/" in own:
            return "year"
        if kind != "page":
            return kind
        last = own.rpartition("/")[2]
        return {"compare": "comparison", "series": "series"}.get(last, last) if "/" in own else own


def stem(address: str) -> str:
    """An address without ``.html`` and slashes: the same with and without ``use_directory_urls``."""
    return address.removesuffix(".html").strip("/")


def counts_text(counts: Counter[str]) -> str:
    """Counts as one line, largest first."""
    return ", ".join(f"{number:,} {name}" for name, number in counts.most_common())


def exports(*, has_form: bool) -> tuple[Format, ...]:
    """The formats in which a site publishes a report.

    Args:
        has_form: Whether the report has a statutory form.
    """
    return tuple(item for item in formats() if item.public and (has_form or not item.needs_form))
