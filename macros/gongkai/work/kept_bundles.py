"""A cache of what was made of an agency, between builds: all but its pages and files, which the published site has.

An entry says which pages and files were written, with their hashes, and which pages of the search's feed and lines of
the files of data there are. The texts of these stand in two entries of their own, which a build reads only where they
have changed. All are read as JSON and plain lines, so that whoever can write the folder of the cache can have no
program run.
"""

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from gongkai.findings import Finding
from gongkai.kept_files import KeptFiles
from gongkai.work.bundle import Bundle, FeedPlace, KeptRows, KeptText, RenderedPage, WrittenFile, YearRows
from gongkai.work.summary import ReportSummary

T = TypeVar("T")

_FASTEST = 1
"""Level of compression: the entries of a large site take a tenth of their space, and hardly any time."""
_FEED, _ROWS = "feed", "rows"
"""What the entries of an agency's texts are called."""


@dataclass(frozen=True, slots=True)
class KeptBundle:
    """What is kept of an agency.

    Attributes:
        files: Its pages and files, as the build has written them.
        pages: What is known of its pages.
        feed: Source, size and hash of each of its pages for the search.
        rows: Its lines in the files of all figures of a year.
    """

    files: tuple[WrittenFile, ...]
    pages: tuple[RenderedPage, ...]
    feed: tuple[tuple[str, int, str], ...]
    rows: tuple[KeptRows, ...]


@dataclass(frozen=True, slots=True)
class BundleKeeper:
    """Keeps what was made of agencies.

    Attributes:
        files: Where it is kept; None where nothing is.
        anew: Whether everything is made anew, and what is kept is replaced.
    """

    files: KeptFiles | None = None
    anew: bool = False

    def get(self, key: str) -> KeptBundle | None:
        """What is kept under a key; None where nothing is, or nothing that can be read.

        Args:
            key: A hexadecimal hash of all that it is made from.
        """
        return None if self.anew else self._read(key, _decoded)

    def put(self, key: str, bundle: Bundle, files: tuple[WrittenFile, ...]) -> bool:
        """Keep what was made of an agency under a key.

        Args:
            key: As of ``get``.
            bundle: What was made.
            files: Its pages and files, as they were written.

        Returns:
            Whether the texts of its feed and its lines are kept, so that they can be asked for later.
        """
        if self.files is None:
            return False
        feed = [(text.source, text.text) for text in bundle.feed]
        texts = (
            self.files.put(_key(key, _FEED), _packed(feed)),
            self.files.put(_key(key, _ROWS), _packed_rows(bundle.rows)),
        )
        return self.files.put(key, _encoded(bundle, files)) and all(texts)

    def texts(self, key: str) -> Mapping[str, str] | None:
        """The texts of the feed of an agency, by source; None where they are not kept, or cannot be read.

        Args:
            key: As of ``get``.
        """
        return self._read(_key(key, _FEED), _decoded_feed)

    def rows(self, key: str) -> tuple[YearRows, ...] | None:
        """The lines of an agency; None where they are not kept, or cannot be read.

        Args:
            key: As of ``get``.
        """
        return self._read(_key(key, _ROWS), _decoded_rows)

    def _read(self, key: str, decode: Callable[[bytes], T]) -> T | None:
        entry = self.files.get(key) if self.files is not None else None
        try:
            return None if entry is None else decode(zlib.decompress(entry))
        except (ValueError, TypeError, KeyError, AttributeError, zlib.error):
            return None


@dataclass(frozen=True, slots=True)
class KeptTexts:
    """Reads texts of bundles that lie with what is kept, once they are needed.

    Attributes:
        keeper: Where they are kept.
        make: Makes anew what the search and the files of data take from an agency (its slug), where another program has
            damaged what is kept of it.
    """

    keeper: BundleKeeper
    make: Callable[[str], Bundle]

    def texts(self, slug: str, key: str) -> Mapping[str, str]:
        """The texts of the feed of an agency, by source.

        Args:
            slug: The agency.
            key: The hash of all that it is made from, as its bundle has it.
        """
        texts = self.keeper.texts(key)
        return texts if texts is not None else {text.source: text.text for text in self.make(slug).feed}

    def rows(self, slug: str, key: str) -> tuple[YearRows, ...]:
        """The lines of an agency in the files of all figures of a year.

        Args:
            slug: The agency.
            key: The hash of all that it is made from, as its bundle has it.
        """
        rows = self.keeper.rows(key)
        return rows if rows is not None else self.make(slug).rows


def bundle_from(
    record: KeptBundle,
    slug: str,
    findings: tuple[Finding, ...],
    summaries: Mapping[int, ReportSummary],
    places: Mapping[str, FeedPlace],
) -> Bundle:
    """The bundle that was kept, its pages and files being written already.

    Args:
        record: What was kept.
        slug: The agency's folder.
        findings: What its checks found.
        summaries: What lists, the home page and roll-ups need of each report, by year.
        places: Where each page stands in the feed of this build.
    """
    feed = tuple(KeptText(source, places[source], size, digest) for source, size, digest in record.feed)
    return Bundle(
        slug,
        findings,
        summaries,
        record.pages,
        kept_feed=feed,
        kept_rows=record.rows,
        unchanged=True,
        site_files=record.files,
    )


def _encoded(bundle: Bundle, files: Iterable[WrittenFile]) -> bytes:
    feed = [text.without_text for text in bundle.feed]
    rows = [item.without_text for item in bundle.rows]
    return _packed(
        {
            "files": list(files),
            "pages": [(page.source, sorted(page.anchors), page.links, page.logged) for page in bundle.pages],
            "feed": [(text.source, text.size, text.digest) for text in feed],
            "rows": [(item.year, item.count, item.digest) for item in rows],
        }
    )


def _decoded(content: bytes) -> KeptBundle:
    record = json.loads(content)
    return KeptBundle(
        tuple(WrittenFile(*fields) for fields in record["files"]),
        tuple(
            RenderedPage(source, b"", frozenset(anchors), links, tuple(tuple(line) for line in logged))
            for source, anchors, links, logged in record["pages"]
        ),
        tuple((source, size, digest) for source, size, digest in record["feed"]),
        tuple(KeptRows(*fields) for fields in record["rows"]),
    )


def _decoded_feed(content: bytes) -> Mapping[str, str]:
    return {str(source): str(text) for source, text in json.loads(content)}


def _packed_rows(rows: Sequence[YearRows]) -> bytes:
    """The lines of the years after a line of JSON that says which years they are of and how long they are."""
    head = [(item.year, item.count, len(item.data), len(item.verbatim)) for item in rows]
    lines = (text for item in rows for text in (item.data, item.verbatim))
    return zlib.compress(b"".join((_json(head), b"\n", *lines)), _FASTEST)


def _decoded_rows(content: bytes) -> tuple[YearRows, ...]:
    head, _, lines = content.partition(b"\n")
    rows, begin = [], 0
    for year, count, size, size_verbatim in json.loads(head):
        end = begin + size
        rows.append(YearRows(year, count, lines[begin:end], lines[end : end + size_verbatim]))
        begin = end + size_verbatim
    if begin != len(lines):
        raise ValueError("not as long as its first line says")
    return tuple(rows)


def _packed(value: object) -> bytes:
    return zlib.compress(_json(value), _FASTEST)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _key(key: str, kind: str) -> str:
    return hashlib.sha256(f"{kind} {key}".encode()).hexdigest()
