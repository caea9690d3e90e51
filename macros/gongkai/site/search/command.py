"""Lets Pagefind index the fed pages, one part at a time, and joins its results into one index.

A part is an index of some years. The search page queries the newest part first and older ones only if needed, so that
a query does not cost more on a site of many years. In one folder Pagefind keeps one index for each language; so each
part is given a language code of its own.
"""

import json
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pagefind_bin import get_executable  # type: ignore[import-untyped]

from gongkai.findings import say
from gongkai.site.faults import FaultError
from gongkai.site.search.repacking import repack
from gongkai.site.search.service import PagefindService

REPORTS_IN_A_PART = 3000
"""Most reports in a part; a year with more has a part of its own."""

_ENTRY = "pagefind-entry.json"
_WASM = "unknown"  # one WebAssembly program serves all parts: the smallest, as no word of the index has to be stemmed
_WASM_FILE = f"wasm.{_WASM}.pagefind"
PATIENCE = 300.0
"""Seconds after which Pagefind is taken to hang."""
PATIENCE_A_PAGE = 0.1
"""Seconds more for each page; it takes 0.004."""


@dataclass(frozen=True, slots=True)
class IndexedPart:
    """The index of a part.

    Attributes:
        entry: What its entry file says, with its language alone.
        names: Its files, relative to the folder of all parts; those of the first part hold the program as well.
    """

    entry: dict[str, Any]
    names: tuple[str, ...]


def shelve(counts: Mapping[int, int]) -> tuple[tuple[int, ...], ...]:
    """Distribute years over parts, the newest first; without years there is one empty part.

    Args:
        counts: Number of reports by year.
    """
    parts: list[list[int]] = [[]]
    for year in sorted(counts, reverse=True):
        if parts[-1] and sum(counts[other] for other in parts[-1]) + counts[year] > REPORTS_IN_A_PART:
            parts.append([])
        parts[-1].append(year)
    return tuple(map(tuple, parts))


def language(part: int) -> str:
    """The language code of a part: a private variant of English, for which Pagefind splits words at blanks only."""
    return f"en-x-{part}"


class PagefindCommand:
    """Pagefind, run in the background in a folder outside the site."""

    def __init__(self, scratch: Path | None = None) -> None:
        """Create the folder.

        Args:
            scratch: Its path, which must not exist yet; by default a temporary folder of the system.
        """
        if scratch is None:
            scratch = Path(tempfile.mkdtemp(prefix="gongkai-search-"))
        else:
            scratch.mkdir()
        self._scratch = scratch
        self._service: PagefindService | None = None
        self._fed = defaultdict[int, set[str]](set)
        """By part the addresses of the pages that were fed; the last page fed for an address counts."""

    def feed(self, part: int, address: str, html: str) -> None:
        """Write down a fed page.

        Args:
            part: Number of the part, from 0.
            address: Path of the site's page below the site.
            html: The fed page.
        """
        self._fed[part].add(address)
        path = self._scratch / f"feed-{part}" / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, encoding="utf-8", newline="\n")

    def index(self, part: int, target: Path) -> IndexedPart:
        """Index a part, and move what the index consists of into the folder of all parts.

        It is waited for here; ``start`` lets other work go on meanwhile.

        Args:
            part: Number of the part.
            target: That folder.

        Raises:
            FaultError: Pagefind failed, did not end or made half.
        """
        if self._service is None:
            self.start(part)
        self._wait(part)
        try:
            return self._moved(part, target)
        except (ValueError, LookupError, TypeError, FileNotFoundError) as error:
            raise FaultError(say("search.broken", {"detail": str(error)})) from error

    def _moved(self, part: int, target: Path) -> IndexedPart:
        """Move what Pagefind has made, once it is known to be whole."""
        index, name = self._scratch / _index_of(part), language(part)
        entry = json.loads((index / _ENTRY).read_text(encoding="utf-8"))
        count = entry["languages"][name]["page_count"]
        if not count == len(list(index.glob("fragment/*"))) == len(self._fed[part]):
            raise FaultError(say("search.half", {"fed": len(self._fed[part]), "count": count}))
        described = entry["languages"][name] | {"wasm": _WASM}
        described["hash"] = repack(index, name) or described["hash"]
        paths = [*index.glob("*.pf_meta"), *index.glob("index/*"), *index.glob("fragment/*")]
        if part == 0:
            paths += [index / "pagefind.js", index / _WASM_FILE]
        names = sorted(path.relative_to(index).as_posix() for path in paths)
        for folder in ("index", "fragment"):
            (target / folder).mkdir(parents=True, exist_ok=True)
        for moved in names:
            shutil.move(index / moved, target / moved)
        return IndexedPart(entry | {"languages": {name: described}}, tuple(names))

    def stop(self) -> None:
        """End Pagefind if it is still running, and remove the folder."""
        service, self._service = self._service, None
        if service is not None:
            service.stop()
        shutil.rmtree(self._scratch, ignore_errors=True)

    def start(self, part: int) -> None:
        """Begin to index a part, which ``index`` waits for; one part at a time."""
        feed, folder = self._scratch / f"feed-{part}", self._scratch / f"service-{part}"
        folder.mkdir()
        pages = [(address, feed / address) for address in sorted(self._fed[part])]
        self._service = PagefindService(get_executable(), folder, language(part), pages)

    def _wait(self, part: int) -> None:
        service, self._service = self._service, None
        assert service is not None  # noqa: S101 - for mypy: callers start it before they wait for it
        patience = PATIENCE + PATIENCE_A_PAGE * len(self._fed[part])
        for name, content in service.files(patience):
            path = self._scratch / _index_of(part) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def write_entry(parts: Sequence[IndexedPart], target: Path) -> None:
    """Write the file that says which parts there are.

    Args:
        parts: All parts in order.
        target: The folder of all parts.
    """
    languages: dict[str, object] = {}
    for part in parts:
        languages |= part.entry["languages"]
    text = json.dumps(parts[0].entry | {"languages": languages}, ensure_ascii=False, separators=(",", ":"))
    (target / _ENTRY).write_text(text, encoding="utf-8", newline="\n")


def _index_of(part: int) -> str:
    return f"index-{part}"
