"""A built site as it lies on the disk: its pages by kind, its address, the data of its reports.

Nothing here knows how the site was made: kinds are told by addresses and by the class of the content, so that the
audit cannot share a mistake with the builder.
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
ALONE = {"404.html": "missing", "fragment.html": "fragment"}
LATER = re.compile(r"-\d+$")


@dataclass
class Seen:
    """What one part of the audit saw.

    Attributes:
        counts: How many of what.
        faults: What is wrong: page and why; empty where all is well.
    """

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Page:
    """An HTML file of the site.

    Attributes:
        path: The file.
        name: Its path below the site.
        address: What stands in an address bar behind the site's own address.
        kind: ``report``, ``comparison``, ``series``, ``agency`` and so on; a page alone of its kind by its own name.
    """

    path: Path
    name: str
    address: str
    kind: str

    def text(self) -> str:
        """The page as written."""
        return self.path.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Built:
    """A built site.

    Attributes:
        root: Its folder, without a link on the way to it.
    """

    root: Path

    @classmethod
    def below(cls, folder: Path) -> Built:
        """The site in a folder, seen anew: what was read of one that stood there before is forgotten."""
        return cls(folder.resolve())

    @cached_property
    def url(self) -> str:
        """Its address with a slash at the end; empty where it has none."""
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
        """Every file, as a path in full: a large site has more links than can be asked of the disk one by one."""
        return frozenset(f"{folder}/{name}" for folder, _, names in os.walk(self.root) for name in names)

    @cached_property
    def reports(self) -> dict[str, dict[str, Any]]:
        """The data of every report, by the address of its page without what ends it."""
        found = sorted(self.root.glob("*/*/report.json"))
        return {
            path.parent.relative_to(self.root).as_posix(): json.loads(path.read_text(encoding="utf-8"))
            for path in found
        }

    def report(self, page: Page) -> dict[str, Any]:
        """The data of the report a page belongs to."""
        return self.reports[stem(page.address)]

    def at(self, address: str, page: Page | None = None) -> Path | None:
        """The file that an address leads to, in full or as a page writes it; None where there is none."""
        if page and address[:1] in ("", "#", "?"):
            return page.path
        base, target = str(page.path.parent if page else self.root), address
        if self.owns(address):
            base, target = str(self.root), address.removeprefix(self.url)
        elif address.startswith("/"):
            if not address.startswith(self.base):
                return None
            base, target = str(self.root), address.removeprefix(self.base)
        found = os.path.normpath(f"{base}/{unquote(urlsplit(target).path)}")
        found = found if found in self.files else f"{found}/index.html"
        return Path(found) if found in self.files else None

    def owns(self, address: str) -> bool:
        """Whether a full address is one of this site."""
        return bool(self.url) and address.startswith(self.url)

    def _page(self, path: Path) -> Page:
        name = path.relative_to(self.root).as_posix()
        address = re.sub(r"(^|/)index\.html$", r"\1", name)
        return Page(path, name, address, self._kind(path, address))

    def _kind(self, path: Path, address: str) -> str:
        if path.name in ALONE:
            return ALONE[path.name]
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
    """An address without what ends it, the same under either way of writing addresses."""
    return address.removesuffix(".html").strip("/")


def sums(counts: Counter[str]) -> str:
    """Counts as one line, largest first."""
    return ", ".join(f"{number:,} {name}" for name, number in counts.most_common())


def exports(*, has_form: bool) -> tuple[Format, ...]:
    """The formats that a site publishes a report in, with a form or without one."""
    return tuple(item for item in formats() if item.public and (has_form or not item.needs_form))
