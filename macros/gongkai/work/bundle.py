"""The bundle: all that is made of one agency, as plain values that can pass between processes and be cached."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from gongkai.findings import Finding
from gongkai.work.summary import ReportSummary

AnchorLinks = Mapping[str, Mapping[str, str]]
"""Links to anchors, by the source of the page that they lead to: by anchor the address as written."""


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file of the published site.

    Attributes:
        path: Where it stands below the site, with forward slashes.
        data: Its bytes.
    """

    path: str
    data: bytes


class WrittenFile(NamedTuple):
    """A file of a site that was written, as it is recognised at the next build.

    Attributes:
        path: Where it stands below the site, with forward slashes.
        size: Its length in bytes.
        changed: When it was last changed, in nanoseconds, as its file system says.
        digest: Hash of its bytes (SHA-256), in hexadecimal digits.
    """

    path: str
    size: int
    changed: int
    digest: str


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page as it is written.

    Attributes:
        source: Which page it is.
        output: Its bytes; nothing for a page that came out empty, and for one that is written already.
        anchors: Its ids, which can be linked to.
        links: Its links to anchors of other pages.
        logged: What was logged meanwhile, by logger name, level and text.
    """

    source: str
    output: bytes
    anchors: frozenset[str] = frozenset()
    links: AnchorLinks | None = None
    logged: tuple[tuple[str, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FeedPlace:
    """Where a page stands in the feed of the search index.

    Attributes:
        part: Number of the part of years, from 0.
        order: Its place among all pages of the part.
        address: Path of the site's page below the site.
    """

    part: int
    order: int
    address: str


@dataclass(frozen=True)
class FedText:
    """A page of the search index's feed.

    Attributes:
        source: The page of the site that it is fed for.
        place: Where it stands in the feed.
        text: The page.
    """

    source: str
    place: FeedPlace
    text: str

    @cached_property
    def without_text(self) -> "KeptText":
        """The page without its text."""
        content = self.text.encode()
        return KeptText(self.source, self.place, len(content), _digest(content))


@dataclass(frozen=True, slots=True)
class KeptText:
    """A page of the feed whose text lies with what is kept between builds, and is read only where it is needed.

    Attributes:
        source: As of ``FedText``.
        place: As of ``FedText``.
        size: Bytes of the page.
        digest: Hash of the page.
    """

    source: str
    place: FeedPlace
    size: int
    digest: str


@dataclass(frozen=True)
class YearRows:
    """An agency's lines in the file of all figures of a year.

    Attributes:
        year: The year reported on.
        count: How many lines there are.
        data: The lines as CSV, without a head.
        verbatim: The same with texts as they are, where that is something else: the former start no formula. Empty
            where it is the same, and where nobody asks for it.
    """

    year: int
    count: int
    data: bytes
    verbatim: bytes = b""

    @cached_property
    def without_text(self) -> "KeptRows":
        """The lines without their text."""
        return KeptRows(self.year, self.count, _digest(self.data, self.verbatim))


@dataclass(frozen=True, slots=True)
class KeptRows:
    """Lines of a year whose text lies with what is kept between builds, and is read only where it is needed.

    Attributes:
        year: As of ``YearRows``.
        count: As of ``YearRows``.
        digest: Hash of the lines.
    """

    year: int
    count: int
    digest: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """All that is made of one agency.

    Attributes:
        slug: Name of its folder.
        findings: What its checks found, unsorted.
        summaries: What lists, the home page and roll-ups need of each report, by year.
        pages: Its pages; those that MkDocs renders itself are left out.
        files: Its reports in every format that the site publishes; nothing where they are written already.
        feed: Its pages for the search.
        rows: Its lines in the files of all figures of a year, where the site publishes these.
        kept_feed: Its pages for the search in the place of ``feed``, where their texts are kept.
        kept_rows: Its lines in the place of ``rows``, where their texts are kept.
        key: The hash of all that it is made from; empty where nothing of it is kept.
        unchanged: Whether its pages and files were taken over, as nothing that they are made from has changed.
        site_files: Its pages and files as the site has them, where they are written already.
    """

    slug: str
    findings: tuple[Finding, ...]
    summaries: Mapping[int, ReportSummary]
    pages: tuple[RenderedPage, ...] = ()
    files: tuple[OutputFile, ...] = ()
    feed: tuple[FedText, ...] = ()
    rows: tuple[YearRows, ...] = ()
    kept_feed: tuple[KeptText, ...] = ()
    kept_rows: tuple[KeptRows, ...] = ()
    key: str = ""
    unchanged: bool = False
    site_files: tuple[WrittenFile, ...] = ()


def _digest(*contents: bytes) -> str:
    """A hash of some contents, which tells where one ends as well."""
    lengths = repr([len(content) for content in contents]).encode()
    return hashlib.sha256(b"".join((lengths, *contents))).hexdigest()
