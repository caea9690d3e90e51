"""Parts of the search index kept between builds, and runs of parts: what has the same fed pages is not indexed again.

The files of a part are taken over from the published site; an entry says which they are. Of a run the index is
kept: it is joined with other runs again.
"""

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeVar

from gongkai.kept_files import KeptFiles
from gongkai.reports import ReportKey
from gongkai.site.search.repacking import IndexedPart
from gongkai.site.search.run_index import RunIndex, run_from_bytes
from gongkai.site.search.runs import FedFile
from gongkai.work.bundle import WrittenFile

T = TypeVar("T")

_SHAPE = 6
"""Version of the entries; to be raised with any change of how they are read."""


@dataclass(frozen=True, slots=True)
class PartKeeper:
    """Keeps parts of the index.

    Attributes:
        files: Where they are kept; None where none is.
        common: Hash of the versions of all that makes an index.
        anew: Whether all are indexed anew, and those kept replaced.
    """

    files: KeptFiles | None = None
    common: str = ""
    anew: bool = False

    def key(self, part: int, pages: Iterable[FedFile]) -> str:
        """The hash of all that a part is made from.

        Args:
            part: Its number.
            pages: Its fed pages.
        """
        return self._key("part", part, sorted((page.address, page.order, page.digest) for page in pages))

    def key_of_run(self, pages: Iterable[FedFile]) -> str:
        """The hash of all that a run is made from, which in another part and at another place would be the same.

        Args:
            pages: Its fed pages, in order.
        """
        return self._key("run", [(page.address, page.digest) for page in pages])

    def _key(self, *parts: object) -> str:
        return hashlib.sha256(repr((_SHAPE, self.common, *parts)).encode()).hexdigest()

    def words_of_run(self, key: str, find: Callable[[], Iterable[str]]) -> Iterable[str]:
        """What is recorded of the pages of a run (``word_index``), kept or found.

        Args:
            key: The hash of the run, as ``key_of_run`` gives it.
            find: Looks through the pages.
        """
        words = self._read(self._key_of_words(key), lambda record: str(record["words"]).split())
        if words is None:
            words = list(find())
            self.put_words(key, words)
        return words

    def put_words(self, key: str, words: Iterable[str]) -> None:
        """Keep what is recorded of the pages of a run.

        Args:
            key: As of ``words_of_run``.
            words: It.
        """
        self._put(self._key_of_words(key), {"words": " ".join(sorted(words))})

    def _key_of_words(self, key: str) -> str:
        return self._key("words of a run", key)

    def _read(self, key: str, decode: Callable[[Any], T]) -> T | None:
        entry = None if self.files is None or self.anew else self.files.get(key)
        try:
            return None if entry is None else decode(json.loads(entry))
        except (ValueError, TypeError, LookupError, AttributeError):  # another program has written into what is kept
            return None

    def _put(self, key: str, record: object) -> None:
        if self.files is not None:
            self.files.put(key, json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode())

    def shared(self, made_from: object, find: Callable[[], Mapping[str, int]]) -> Mapping[str, int]:
        """The blocks that many reports share, with their numbers: kept, or found by looking through some reports.

        Args:
            made_from: What they depend on besides versions and forms, with a ``repr`` that is the same in every run.
            find: Finds them.
        """
        key = self._key("shared", made_from)
        numbers = self._read(key, lambda record: {str(text): number for number, text in enumerate(record["texts"])})
        if numbers is not None:
            return numbers
        blocks = find()
        self._put(key, {"texts": sorted(blocks, key=blocks.__getitem__)})
        return blocks

    def blocks(
        self, made_from: Mapping[ReportKey, object], find: Callable[[ReportKey], Sequence[str]]
    ) -> Sequence[Sequence[str]]:
        """The blocks of the fed pages of some reports, kept or found: after a change few have to be looked through.

        Args:
            made_from: By report all that they depend on besides versions and forms, as for ``shared``.
            find: Finds those of a report.
        """
        entry, keys = self._key("blocks"), {report: self._key(item) for report, item in made_from.items()}
        earlier = self._read(entry, _decoded_blocks) or {}
        blocks = {key: earlier[key] if key in earlier else find(report) for report, key in keys.items()}
        if blocks.keys() - earlier.keys():
            texts = {text: number for number, text in enumerate(dict.fromkeys(chain.from_iterable(blocks.values())))}
            pages = {key: [texts[text] for text in page] for key, page in blocks.items()}
            self._put(entry, {"texts": list(texts), "pages": pages})
        return list(blocks.values())

    def get_run(self, key: str) -> RunIndex | None:
        """The index of a run; None where none is kept, or none that can be read."""
        entry = None if self.files is None or self.anew else self.files.get(key)
        try:
            return None if entry is None else run_from_bytes(entry)
        except (ValueError, TypeError, LookupError, zlib.error):  # as in ``_read``
            return None

    def holds_run(self, key: str) -> bool:
        """Whether an index is kept under the key of a run, be it damaged or not."""
        return self.files is not None and not self.anew and self.files.holds(key)

    def put_run(self, key: str, entry: bytes) -> None:
        """Keep the index of a run, as ``run_as_bytes`` writes it, under a key."""
        if self.files is not None:
            self.files.put(key, entry)

    def get(self, key: str) -> IndexedPart | None:
        """The part under a key; None where there is none, or none that can be read.

        Args:
            key: A hexadecimal hash of its fed pages and of what indexes them.
        """
        return self._read(key, _decoded)

    def put(self, key: str, part: IndexedPart) -> None:
        """Keep a part under a key."""
        self._put(key, {"list": part.list_name, "files": part.files})


def _decoded(record: dict[str, Any]) -> IndexedPart:
    return IndexedPart(str(record["list"]), tuple(WrittenFile(*fields) for fields in record["files"]))


def _decoded_blocks(record: dict[str, Any]) -> dict[str, list[str]]:
    texts = list(map(str, record["texts"]))
    return {key: [texts[number] for number in page] for key, page in record["pages"].items()}
