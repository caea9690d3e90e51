"""Lets Pagefind index the fed pages, one part at a time, and has the index of the site made of what it gives.

A part is an index of some years. The search page queries the newest part first and older ones only if needed, so that
a query does not cost more on a site of many years.
"""

import json
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from pagefind_bin import get_executable  # type: ignore[import-untyped]

from gongkai.findings import say
from gongkai.routes import folder_of_page
from gongkai.site.faults import FaultError
from gongkai.site.progress import with_progress
from gongkai.site.search.kept_parts import PartKeeper
from gongkai.site.search.repacking import IndexedPart, PartFiles, join_runs
from gongkai.site.search.run_index import ENTRY, RunIndex
from gongkai.site.search.runs import FedFile, in_runs
from gongkai.site.search.service import Run, Services
from gongkai.work.bundle import FedText, KeptText
from gongkai.work.search.word_index import recorded

REPORTS_IN_A_PART = 3000
"""Most reports in a part; a year with more has a part of its own."""

_LANGUAGE = "en-x-0"
"""The language of the pages: a private variant of English, for which Pagefind splits words at blanks only."""
PATIENCE = 300.0
"""Seconds after which Pagefind is taken to hang."""
PATIENCE_A_PAGE = 0.1
"""Seconds more for each page; it takes 0.006."""


def parts_of_years(counts: Mapping[int, int]) -> tuple[tuple[int, ...], ...]:
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


class PagefindCommand:
    """Pagefind, run in the background in a folder outside the site."""

    def __init__(
        self,
        scratch: Path | None = None,
        keeper: PartKeeper | None = None,
        *,
        texts: Callable[[str], Mapping[str, str]] = lambda _: {},
    ) -> None:
        """Create the folder.

        Args:
            scratch: Its path, which must not exist yet; by default a temporary folder of the system.
            keeper: Keeps runs between builds; None where none is kept.
            texts: Gives the pages of an agency (its slug) that are fed as kept, by source.
        """
        if scratch is None:
            scratch = Path(tempfile.mkdtemp(prefix="gongkai-search-"))
        else:
            scratch.mkdir()
        self._scratch = scratch
        self._keeper, self._texts = keeper or PartKeeper(), texts
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
        self._write(text.place.part, text.place.address, text.html)
        self.feed_kept(text.kept)

    def feed_kept(self, text: KeptText) -> None:
        """Note a fed page, which is written down once something has to be read in it."""
        place = text.place
        self._fed[place.part][place.address] = FedFile(place.address, place.order, text.size, text.digest, text.source)

    def words(self, part: int) -> Iterator[Iterable[str]]:
        """What is recorded of the pages of a part (``word_index``), run by run."""
        for run in in_runs(self.fed(part)):
            yield self._keeper.words_of_run(self._keeper.key_of_run(run), partial(self._recorded, part, run))

    def _recorded(self, part: int, run: Sequence[FedFile]) -> set[str]:
        self._lay_down(part, run)
        return {word for page in run for word in recorded(self._file(part, page.address).read_text(encoding="utf-8"))}

    def fed(self, part: int) -> list[FedFile]:
        """The pages that were fed, in the order of results, in which they are numbered."""
        return sorted(self._fed[part].values(), key=lambda file: (file.order, file.address))

    def start(self, parts: Sequence[int]) -> None:
        """Begin to index some parts, which ``index`` waits for, one after the other.

        Args:
            parts: Their numbers, in the order in which they will be asked for.
        """
        self._waiting = list(parts)
        self._start_next()

    def index(self, part: int, target: Path, before: Path | None = None, *, links: bool = False) -> IndexedPart:
        """Index a part, and put its index into the folder of all parts.

        It is waited for here; ``start`` lets other work go on meanwhile.

        Args:
            part: Number of the part.
            target: That folder.
            before: The same folder as it was made before; None where there is none.
            links: Whether what is the same there is linked.

        Raises:
            FaultError: Pagefind failed, did not end or made half.
        """
        if self._started != part:
            self.start([part])
        try:
            count = len(in_runs(self.fed(part)))
            runs = list(with_progress(self._runs(part), count, stage="search"))
            self._start_next()
            return join_runs([RunIndex(run) for run in runs], PartFiles(target, part, before, links=links))
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
                files = self._keeper.get_run(self._keeper.key_of_run(run))
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
            files = _needed(next(results), run)
            if len(runs) > 1:
                self._keeper.put_run(self._keeper.key_of_run(run), files)
            yield files
        self._end_services()

    def _begin(self, part: int, runs: Sequence[Sequence[FedFile]]) -> Services:
        for run in runs:
            self._lay_down(part, run)
        fed: list[Run] = [[(page.address, self._file(part, page.address)) for page in run] for run in runs]
        return Services(get_executable(), self._scratch, _LANGUAGE, fed)

    def _patience(self, part: int) -> float:
        return PATIENCE + PATIENCE_A_PAGE * len(self._fed[part])

    def _end_services(self) -> None:
        services, self._services = self._services, None
        if services is not None:
            services.stop()

    def _lay_down(self, part: int, run: Iterable[FedFile]) -> None:
        """Write down the pages of a run whose texts lie with what is kept."""
        texts: dict[str, Mapping[str, str]] = {}
        for page in run:
            if not self._file(part, page.address).exists():
                slug = folder_of_page(page.source)
                if slug not in texts:
                    texts[slug] = self._texts(slug)
                self._write(part, page.address, texts[slug][page.source])

    def _write(self, part: int, address: str, html: str) -> None:
        path = self._file(part, address)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(html.encode())

    def _file(self, part: int, address: str) -> Path:
        return self._scratch / f"feed-{part}" / address


def _needed(files: Mapping[str, bytes], run: Sequence[FedFile]) -> dict[str, bytes]:
    """What is needed of the files of a run, once they are known to be whole."""
    count = json.loads(files[ENTRY])["languages"][_LANGUAGE]["page_count"]
    if not count == sum(name.startswith("fragment/") for name in files) == len(run):
        raise FaultError(say("search.half", {"fed": len(run), "count": count}))
    return {
        name: content
        for name, content in files.items()
        if name.startswith(("index/", "fragment/")) or name.endswith(".pf_meta")
    }
