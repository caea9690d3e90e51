"""The fed pages of a build, and the index that is made of them, one part at a time.

A part is an index of some years. The search page queries the newest part first and older ones only if needed, so that
a query does not cost more on a site of many years.
"""

import contextlib
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import BinaryIO

from gongkai.processes import InOrder, worth_it
from gongkai.routes import folder_of_page
from gongkai.site.progress import with_progress
from gongkai.site.search.kept_parts import PartKeeper
from gongkai.site.search.repacking import IndexedPart, PartFiles, join_runs
from gongkai.site.search.run_index import RunIndex, index_run, run_as_bytes, run_from_bytes
from gongkai.site.search.runs import FedFile, in_runs
from gongkai.work.bundle import FedText, KeptText
from gongkai.work.search.word_index import recorded

REPORTS_IN_A_PART = 3000
"""Most reports in a part; a year with more has a part of its own."""
_FEWEST = 4
"""The fewest new runs of a part that further processes index: each run takes a tenth of a second or two."""


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


class FedPages:
    """The fed pages, which wait in files outside the site: those of a large site would fill the memory."""

    def __init__(
        self,
        scratch: Path | None = None,
        keeper: PartKeeper | None = None,
        *,
        texts: Callable[[str], Mapping[str, str]] = lambda _: {},
        processes: int | None = None,
    ) -> None:
        """Create the folder of these files.

        Args:
            scratch: Its path, which must not exist yet; by default a temporary folder of the system.
            keeper: Keeps runs between builds; None where none is kept.
            texts: Gives the pages of an agency (its slug) that are fed as kept, by source.
            processes: How many processes index the runs of a part; None for as many as there are processors.
        """
        if scratch is None:
            scratch = Path(tempfile.mkdtemp(prefix="gongkai-search-"))
        else:
            scratch.mkdir()
        self._scratch = scratch
        self._keeper, self._texts, self._processes = keeper or PartKeeper(), texts, processes
        self._fed = defaultdict[int, dict[str, FedFile]](dict)
        """By part the pages that were fed, by address; the last page fed for an address counts."""
        self._files: dict[int, BinaryIO] = {}
        """By part the file that holds its pages, one after the other."""
        self._begins = defaultdict[int, dict[str, int]](dict)
        """By part where in this file each page begins, by address."""
        self._runs_under_way: dict[int, _RunsBegun] = {}
        """The runs that further processes index, by part."""

    def feed(self, text: FedText) -> None:
        """Write down a fed page."""
        part, address = text.place.part, text.place.address
        if part not in self._files:
            self._files[part] = self._path(part).open("wb")
        file = self._files[part]
        self.feed_kept(text.without_text)
        self._begins[part][address] = file.tell()
        file.write(text.text.encode())

    def feed_kept(self, text: KeptText) -> None:
        """Note a fed page whose text lies with what is kept."""
        place = text.place
        self._fed[place.part][place.address] = FedFile(place.address, place.order, text.size, text.digest, text.source)
        self._begins[place.part].pop(place.address, None)

    def words(self, part: int) -> Iterator[Iterable[str]]:
        """What is recorded of the pages of a part (``word_index``), run by run."""
        for run in in_runs(self.fed(part)):
            yield self._keeper.words_of_run(self._keeper.key_of_run(run), partial(self._recorded, part, run))

    def _recorded(self, part: int, run: Sequence[FedFile]) -> set[str]:
        return {word for _, text in self._pages(part, run) for word in recorded(text)}

    def fed(self, part: int) -> list[FedFile]:
        """The pages that were fed, in the order of results, in which they are numbered."""
        return sorted(self._fed[part].values(), key=lambda file: (file.order, file.address))

    def begin(self, part: int) -> None:
        """Begin to index a part in further processes, where enough of its runs are new; ``index`` goes on with it.

        Meanwhile this process may do something else, but feed no page of the part.

        Args:
            part: Number of the part.
        """
        runs = in_runs(self.fed(part))
        new = [run for run in runs if not self._keeper.holds_run(self._keeper.key_of_run(run))]
        if part not in self._runs_under_way and worth_it(len(new), fewest=_FEWEST, processes=self._processes):
            self._flush(part)
            entries = InOrder(partial(self._entry, part), new, batch=1, ahead=len(new), processes=self._processes)
            self._runs_under_way[part] = _RunsBegun(frozenset(map(self._keeper.key_of_run, new)), entries)

    def index(self, part: int, target: Path, before: Path | None = None, *, links: bool = False) -> IndexedPart:
        """Index a part, and put its index into the folder of all parts.

        Args:
            part: Number of the part.
            target: That folder.
            before: The same folder as it was made before; None where there is none.
            links: Whether what is the same there is linked.
        """
        self.begin(part)
        runs = in_runs(self.fed(part))
        indexes = [self._run(part, run, alone=len(runs) == 1) for run in with_progress(runs, len(runs), stage="search")]
        return join_runs(indexes, PartFiles(target, part, before, links=links))

    def stop(self) -> None:
        """Remove the folder, and end the processes that still index."""
        while self._runs_under_way:
            self._runs_under_way.popitem()[1].entries.close()
        while self._files:
            self._files.popitem()[1].close()
        shutil.rmtree(self._scratch, ignore_errors=True)

    def _run(self, part: int, run: Sequence[FedFile], *, alone: bool) -> RunIndex:
        """The index of a run, kept or made; that of one which is all of its part is kept with the part."""
        key, under_way = self._keeper.key_of_run(run), self._runs_under_way.get(part)
        if under_way is not None and key in under_way.keys:
            return run_from_bytes(next(under_way.remaining))
        earlier = None if alone else self._keeper.get_run(key)
        if earlier is not None:
            return earlier
        index, words = index_run(self._pages(part, run))
        self._keeper.put_words(key, words)
        if not alone:
            self._keeper.put_run(key, run_as_bytes(index))
        return index

    def _entry(self, part: int, run: Sequence[FedFile]) -> bytes:
        """The index of a run, made and kept by a further process."""
        key = self._keeper.key_of_run(run)
        index, words = index_run(self._pages(part, run))
        self._keeper.put_words(key, words)
        entry = run_as_bytes(index)
        self._keeper.put_run(key, entry)
        return entry

    def _pages(self, part: int, run: Iterable[FedFile]) -> Iterator[tuple[str, str]]:
        """The address and the text of each page of a run."""
        begins, texts = self._begins[part], dict[str, Mapping[str, str]]()
        self._flush(part)
        with contextlib.ExitStack() as stack:  # several processes read the file, each at its own place
            file = stack.enter_context(self._path(part).open("rb")) if part in self._files else None
            for page in run:
                begin, slug = begins.get(page.address), folder_of_page(page.source)
                if begin is not None and file is not None:
                    file.seek(begin)
                    yield page.address, file.read(page.size).decode()
                    continue
                if slug not in texts:
                    texts[slug] = self._texts(slug)
                yield page.address, texts[slug][page.source]

    def _flush(self, part: int) -> None:
        """See that all pages fed by now can be read from the file of a part."""
        if part in self._files:
            self._files[part].flush()

    def _path(self, part: int) -> Path:
        return self._scratch / f"feed-{part}"


@dataclass(slots=True)
class _RunsBegun:
    """Runs of a part that further processes index.

    Attributes:
        keys: Their hashes.
        entries: What is made of them, in order, as it is kept.
        remaining: What of it was not asked for yet.
    """

    keys: frozenset[str]
    entries: InOrder[tuple[FedFile, ...], bytes]
    remaining: Iterator[bytes] = field(init=False)

    def __post_init__(self) -> None:
        """Ask for the first one."""
        self.remaining = iter(self.entries)
