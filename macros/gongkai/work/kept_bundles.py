"""What was made of an agency, kept between builds: all but its pages and files, which the published site has.

An entry says which pages and files were written, with their hashes, and holds the feed of the search and the lines of
the files of data. It is read as JSON, so that whoever can write the folder of kept files can have no program run.
"""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gongkai.findings import Finding
from gongkai.kept_files import KeptFiles
from gongkai.work.bundle import Bundle, FedText, FeedPlace, RenderedPage, WrittenFile, YearRows
from gongkai.work.summary import ReportSummary

_FASTEST = 1
"""Level of compression: the entries of a large site take a tenth of their space, and hardly any time."""


@dataclass(frozen=True, slots=True)
class KeptBundle:
    """What is kept of an agency.

    Attributes:
        files: Its pages and files, as the build has written them.
        pages: What is known of its pages.
        feed: Source and fed page of each of its pages for the search.
        rows: Its lines in the files of all figures of a year.
    """

    files: tuple[WrittenFile, ...]
    pages: tuple[RenderedPage, ...]
    feed: tuple[tuple[str, str], ...]
    rows: tuple[YearRows, ...]


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
        entry = None if self.files is None or self.anew else self.files.get(key)
        try:
            return None if entry is None else _decoded(entry)
        except (ValueError, TypeError, KeyError, AttributeError, zlib.error):
            return None

    def put(self, key: str, kept: KeptBundle) -> None:
        """Keep what was made of an agency under a key."""
        if self.files is not None:
            self.files.put(key, _encoded(kept))


def kept_from(bundle: Bundle, files: tuple[WrittenFile, ...]) -> KeptBundle:
    """What is to be kept of a bundle.

    Args:
        bundle: What was made.
        files: Its pages and files, as they were written.
    """
    feed = tuple((text.source, text.html) for text in bundle.feed)
    return KeptBundle(files, bundle.pages, feed, bundle.rows)


def bundle_from(
    kept: KeptBundle,
    slug: str,
    findings: tuple[Finding, ...],
    summaries: Mapping[int, ReportSummary],
    places: Mapping[str, FeedPlace],
) -> Bundle:
    """The bundle that was kept, its pages and files being written already.

    Args:
        kept: What was kept.
        slug: The agency's folder.
        findings: What its checks found.
        summaries: By year what lists, the home page and roll-ups need of each report.
        places: Where each page stands in the feed of this build.
    """
    feed = tuple(FedText(source, places[source], html) for source, html in kept.feed)
    return Bundle(slug, findings, summaries, kept.pages, feed=feed, rows=kept.rows, kept=True, written=kept.files)


def _encoded(kept: KeptBundle) -> bytes:
    text = json.dumps(
        {
            "files": [(file.path, file.size, file.changed, file.digest) for file in kept.files],
            "pages": [(page.source, sorted(page.anchors), page.links, page.logged) for page in kept.pages],
            "feed": kept.feed,
            "rows": [(rows.year, rows.count, rows.data.decode(), rows.verbatim.decode()) for rows in kept.rows],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return zlib.compress(text.encode(), _FASTEST)


def _decoded(entry: bytes) -> KeptBundle:
    record: dict[str, Any] = json.loads(zlib.decompress(entry))
    return KeptBundle(
        tuple(WrittenFile(*fields) for fields in record["files"]),
        tuple(
            RenderedPage(source, b"", frozenset(anchors), links, tuple(tuple(line) for line in logged))
            for source, anchors, links, logged in record["pages"]
        ),
        tuple((source, html) for source, html in record["feed"]),
        tuple(
            YearRows(year, count, data.encode(), verbatim.encode()) for year, count, data, verbatim in record["rows"]
        ),
    )
