"""Lets Pagefind index the fed pages, one part at a time, and joins its results into one index.

A part is an index of some years. The search page queries the newest part first and older ones only if needed, so that
a query does not cost more on a site of many years. In one folder Pagefind keeps one index for each language; so each
part is given a language code of its own.
"""

import hashlib
import json
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pagefind_bin import get_executable  # type: ignore[import-untyped]

from gongkai.findings import say
from gongkai.site.faults import FaultError
from gongkai.site.search.kept_parts import PartKeeper
from gongkai.site.search.repacking import IndexedPart, PartFiles, join_runs
from gongkai.site.search.run_index import ENTRY, RunIndex
from gongkai.site.search.runs import FedFile, in_runs
from gongkai.site.search.service import Run, Services
from gongkai.work.bundle import FedText
from gongkai.work.search.feed import with_order

REPORTS_IN_A_PART = 3000
"""Most reports in a part; a year with more has a part of its own."""

_WASM = "unknown"  # one WebAssembly program serves all parts: the smallest, as no word of the index has to be stemmed
_PROGRAM = ("pagefind.js", f"wasm.{_WASM}.pagefind")
PATIENCE = 300.0
"""Seconds after which Pagefind is taken to hang."""
PATIENCE_A_PAGE = 0.1
"""Seconds more for each page; it takes 0.006."""


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

    def __init__(self, scratch: Path | None = None, keeper: PartKeeper | None = None) -> None:
        """Create the folder.

        Args:
            scratch: Its path, which must not exist yet; by default a temporary folder of the system.
            keeper: Keeps runs between builds; None where none is kept.
        """
        if scratch is None:
            scratch = Path(tempfile.mkdtemp(prefix="gongkai-search-"))
        else:
            scratch.mkdir()
        self._scratch = scratch
        self._keeper = keeper or PartKeeper()
        self._services: Services | None = None
        self._started: int | None = None
        """The part that is being indexed."""
        self._kept: dict[int, dict[str, bytes]] = {}
        """By number of a run of that part what was kept of it."""
        self._waiting: list[int] = []
        """The parts to be indexed after it."""
        self._fed = defaultdict[int, dict[str, FedFile]](dict)
        """By part the pages that were fed, by address; the last page fed for an address counts."""

    def feed(self, text: FedText) -> None:
        """Write down a fed page."""
        place, content = text.place, text.html.encode()
        path = self._file(place.part, place.address)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        digest = hashlib.blake2b(with_order(text.html, 0).encode(), digest_size=16).hexdigest()
        self._fed[place.part][place.address] = FedFile(place.address, place.order, len(content), digest)

    def fed(self, part: int) -> list[FedFile]:
        """The pages that were fed, in the order in which they are numbered: no order of feeding changes that."""
        return [file for _, file in sorted(self._fed[part].items())]

    def start(self, parts: Sequence[int]) -> None:
        """Begin to index some parts, which ``index`` waits for, one after the other.

        Args:
            parts: Their numbers, in the order in which they will be asked for.
        """
        self._waiting = list(parts)
        self._start_next()

    def index(self, part: int, target: Path) -> IndexedPart:
        """Index a part, and put its index into the folder of all parts.

        It is waited for here; ``start`` lets other work go on meanwhile.

        Args:
            part: Number of the part.
            target: That folder.

        Raises:
            FaultError: Pagefind failed, did not end or made half.
        """
        if self._started != part:
            self.start([part])
        pages = self.fed(part)
        files = PartFiles(target, language(part))
        try:
            runs = list(self._runs(part))
            self._start_next()
            try:
                digest = join_runs([RunIndex(run) for run in runs], [page.order for page in pages], files)
            except ValueError:  # another version of Pagefind writes otherwise: its index stays as it is
                runs, digest = [runs[0] if len(runs) == 1 else self._whole(part)], ""
            return _written(part, len(pages), runs[0], files, digest)
        except (ValueError, LookupError, TypeError) as error:
            raise FaultError(say("search.broken", {"detail": str(error)})) from error

    def stop(self) -> None:
        """End Pagefind if it is still running, and remove the folder."""
        self._end_services()
        shutil.rmtree(self._scratch, ignore_errors=True)

    def _start_next(self) -> None:
        self._kept, self._started = {}, self._waiting.pop(0) if self._waiting else None
        if self._started is None:
            return
        runs = in_runs(self.fed(self._started))
        if len(runs) > 1:
            for number, run in enumerate(runs):
                files = self._keeper.get_run(self._keeper.key_of_run(self._started, number, run))
                if files is not None:
                    self._kept[number] = files
        wanted = [run for number, run in enumerate(runs) if number not in self._kept]
        self._services = self._begin(self._started, wanted)

    def _runs(self, part: int) -> Iterator[dict[str, bytes]]:
        """Pagefind's files for each run of the part that is being indexed."""
        runs, kept, services = in_runs(self.fed(part)), self._kept, self._services
        assert services is not None  # noqa: S101 - for mypy: they are started before they are waited for
        results = services.results(self._patience(part))
        for number, run in enumerate(runs):
            if number in kept:
                yield kept[number]
                continue
            files = _needed(next(results), part, run, program=part == number == 0)
            if len(runs) > 1:
                self._keeper.put_run(self._keeper.key_of_run(part, number, run), files)
            yield files
        self._end_services()

    def _whole(self, part: int) -> dict[str, bytes]:
        """Pagefind's files for a part that is indexed as one run."""
        pages = self.fed(part)
        services = self._begin(part, [pages])
        try:
            return _needed(next(services.results(self._patience(part))), part, pages, program=part == 0)
        finally:
            services.stop()

    def _begin(self, part: int, runs: Sequence[Sequence[FedFile]]) -> Services:
        fed: list[Run] = [[(page.address, self._file(part, page.address)) for page in run] for run in runs]
        return Services(get_executable(), self._scratch, language(part), fed)

    def _patience(self, part: int) -> float:
        return PATIENCE + PATIENCE_A_PAGE * len(self._fed[part])

    def _end_services(self) -> None:
        services, self._services = self._services, None
        if services is not None:
            services.stop()

    def _file(self, part: int, address: str) -> Path:
        return self._scratch / f"feed-{part}" / address


def _needed(files: Mapping[str, bytes], part: int, run: Sequence[FedFile], *, program: bool) -> dict[str, bytes]:
    """What is needed of the files of a run, once they are known to be whole."""
    count = json.loads(files[ENTRY])["languages"][language(part)]["page_count"]
    if not count == sum(name.startswith("fragment/") for name in files) == len(run):
        raise FaultError(say("search.half", {"fed": len(run), "count": count}))
    names = {ENTRY, *(_PROGRAM if program else ())}
    folders = ("index/", "fragment/")
    return {
        name: content
        for name, content in files.items()
        if name in names or name.startswith(folders) or name.endswith(".pf_meta")
    }


def _written(part: int, count: int, first: Mapping[str, bytes], files: PartFiles, digest: str) -> IndexedPart:
    """Write what belongs to a part besides its pages and words, or all where its runs are not joined.

    Args:
        part: Number of the part.
        count: How many pages it has.
        first: Pagefind's files of its first run.
        files: Where to write.
        digest: The hash of the part; empty where its runs are not joined.
    """
    entry = json.loads(first[ENTRY])
    described = entry["languages"][language(part)] | {"wasm": _WASM, "page_count": count}
    if digest:
        described["hash"] = digest
    for path, content in first.items():
        if path in _PROGRAM or (not digest and path != ENTRY):
            files.write(path, content)
    return IndexedPart(entry | {"languages": {language(part): described}}, tuple(sorted(files.names)))


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
    (target / ENTRY).write_text(text, encoding="utf-8", newline="\n")
