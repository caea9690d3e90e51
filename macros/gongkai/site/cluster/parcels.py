"""What is sent to another machine: once the site without its agencies, and each agency with all that it is made from.

Plain values without a path of this machine. What depends on more than that is made here; see ``obstacles``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gongkai.findings import Finding
from gongkai.reports import Agency
from gongkai.work.agency import AgencyFiles
from gongkai.work.bundle import FeedPlace
from gongkai.work.catalog import CatalogEntry
from gongkai.work.contents import AgencyLink
from gongkai.work.summary import ReportSummary


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file of MkDocs' build, by what a page can see of it.

    Attributes:
        source: Its path below the docs folder.
        inclusion: Whether it is in the navigation, by MkDocs' number.
        generated: Whether a plugin has made it, and nobody written it.
        content: The text of a page that a plugin has made.
        title: What the navigation calls it; None for what is not in it.
    """

    source: str
    inclusion: int
    generated: bool
    content: str = ""
    title: str | None = None


@dataclass(frozen=True, slots=True)
class SentSite:
    """A site without its agencies.

    Attributes:
        name: Hash of all the rest.
        versions: What was installed where it was sent from.
        settings: What mkdocs.yml and the command line say, as MkDocs' configuration takes it.
        forms: The site's own forms, by the names of their files.
        templates: The site's own templates, by their paths below the theme's folder.
        files: All files of the build but those of agencies.
        feed: Whether the search is fed.
        shared: Blocks that many reports share, with their numbers.
        rows: Whether the figures of all reports of a year are published in a file.
        verbatim: Whether they are in a file for programs, too.
        log_level: From which level on MkDocs' messages are kept.
    """

    name: str
    versions: Mapping[str, str]
    settings: Mapping[str, Any]
    forms: Mapping[str, bytes]
    templates: Mapping[str, bytes]
    files: tuple[SentFile, ...]
    feed: bool
    shared: Mapping[str, int]
    rows: bool
    verbatim: bool
    log_level: int


@dataclass(frozen=True, slots=True)
class SentAgency:
    """An agency with all that it is made from.

    Attributes:
        files: Its data and narratives.
        others: Those of agencies that its narratives take figures from.
        sha256: By slug the hashes of their reports, by year, as they were checked.
        findings: What its checks found.
        entry: The years that are shown.
        superior: Whom it reports to, where the site shows that agency.
        successor: Who took over its tasks, where the site shows that agency.
        links: What its page links to.
        summaries: What lists need of its reports, by year.
        own_files: The files of the build in its folder.
        pages: Sources of the pages that are to be made.
        places: Where its pages stand in the feed of the search, by source.
    """

    files: AgencyFiles
    others: tuple[AgencyFiles, ...]
    sha256: Mapping[str, Mapping[int, str]]
    findings: tuple[Finding, ...]
    entry: CatalogEntry
    superior: Agency | None
    successor: Agency | None
    links: tuple[AgencyLink, ...]
    summaries: Mapping[int, ReportSummary]
    own_files: tuple[SentFile, ...]
    pages: frozenset[str]
    places: Mapping[str, FeedPlace]
