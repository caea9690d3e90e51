"""The unit of work: everything that the site publishes of one agency, made in one go.

A pure function of the agency's data, the site's settings and a shell that puts content into the site's templates. It
knows no MkDocs and no other agency, but for the reports that a narrative names itself. One process, forked workers, the
cache between builds, the preview and the workers of a cluster are ways to call it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from gongkai import routes
from gongkai.findings import Finding
from gongkai.narrative.calls import Lookup
from gongkai.pages.content import PageContent
from gongkai.renders.export import Format, ReportExport, form_cells, public_formats
from gongkai.renders.export.tidy_rows import tidy_rows
from gongkai.reports import Report
from gongkai.routes import SiteAddress
from gongkai.work.agency import AgencyData
from gongkai.work.bundle import Bundle, FedText, FeedPlace, OutputFile, RenderedPage, YearRows
from gongkai.work.contents import AgencyContents
from gongkai.work.kept import FileKeeper
from gongkai.work.page_type import AgencyFileType, AgencyPageType, GeneratedPage
from gongkai.work.search import feed
from gongkai.work.search.narrative_text import HeadingIds


class Shell(Protocol):
    """Puts content into the site's templates."""

    def report_page(self, source: str) -> RenderedPage:
        """Render the page of a report from its narrative."""

    def generated_page(self, page: GeneratedPage, content: PageContent) -> RenderedPage:
        """Render a generated page."""


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """How the search index is fed.

    Attributes:
        places: Where each page stands that is searched, by its source.
        shared: Blocks that many reports share, with their numbers.
        ids: Gives headings their ids.
        ready: Fed pages of reports that were put together already, by source, each with the agency that it is of, which
            names no other one.
    """

    places: Mapping[str, FeedPlace] = field(default_factory=dict)
    shared: Mapping[str, int] = field(default_factory=dict)
    ids: HeadingIds = field(default_factory=HeadingIds)
    ready: Mapping[str, tuple[AgencyData, feed.FedPage]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WorkSettings:
    """What is the same for every agency of a build.

    Attributes:
        page_types: The kinds of pages that each agency has.
        pages: Sources of the pages that are to be made; all others are rendered by MkDocs.
        feed: How the search index is fed; None for a site without search.
        formats: The formats that the site publishes; None for those that are public.
        file_types: The kinds of files that each agency has beside those of its reports.
        rows: Whether the site publishes the figures of all reports of a year in a file.
        verbatim: Whether it also does so in a file for programs, with texts as they are.
        keeper: Writes reports in formats, and keeps their files.
    """

    page_types: tuple[AgencyPageType, ...]
    pages: frozenset[str]
    feed: FeedSettings | None = None
    formats: tuple[Format, ...] | None = None
    file_types: tuple[AgencyFileType, ...] = ()
    rows: bool = False
    verbatim: bool = False
    keeper: FileKeeper = field(default_factory=FileKeeper)


def make_agency(  # noqa: PLR0913 - the unit of work is a pure function of these
    data: AgencyData,
    contents: AgencyContents,
    shell: Shell,
    settings: WorkSettings,
    *,
    lookup: Callable[[Report | None], Lookup],
    findings: tuple[Finding, ...],
) -> Bundle:
    """Make all that the site publishes of an agency.

    Args:
        data: Its files, loaded and checked.
        contents: Its reports that are shown, and what the site says of itself.
        shell: Puts content into the site's templates.
        settings: What is the same for every agency.
        lookup: Gives for a report how its page finds others: those of its agency, and by an explicit call any other.
        findings: What its checks found, those included that waited for other agencies.
    """
    exports = tuple(_exports(data, contents, lookup, findings))
    return Bundle(
        data.slug,
        findings,
        data.summaries,
        tuple(_pages(contents, shell, settings)),
        (*_files(exports, settings), *_files_of_types(contents, settings)),
        tuple(_feed(data, contents, settings, lookup)),
        tuple(_rows(exports, verbatim=settings.verbatim)) if settings.rows else (),
    )


def _pages(contents: AgencyContents, shell: Shell, settings: WorkSettings) -> Iterator[RenderedPage]:
    for page_type in settings.page_types:
        for page in page_type.pages_of(contents):
            if page.source not in settings.pages:
                continue
            if page_type.make is None:
                yield shell.report_page(page.source)
            else:
                yield shell.generated_page(page, page_type.content(contents, page))


def _exports(
    data: AgencyData,
    contents: AgencyContents,
    lookup: Callable[[Report | None], Lookup],
    findings: tuple[Finding, ...],
) -> Iterator[ReportExport]:
    address = SiteAddress(contents.settings.url, contents.settings.addresses)
    for report in contents.reports:
        about = tuple(item for item in findings if item.year == report.year or item.path == data.path)
        narrative = data.shown_narrative(report.year)
        yield ReportExport(report, data.owner, data.sha256[report.year], about, narrative, lookup(report), site=address)


def _files(exports: tuple[ReportExport, ...], settings: WorkSettings) -> Iterator[OutputFile]:
    for export in exports:
        report = export.report
        for item in public_formats(report, among=settings.formats):
            yield OutputFile(
                routes.report_file(report.agency, report.year, item.file), settings.keeper.write(item, export)
            )


def _files_of_types(contents: AgencyContents, settings: WorkSettings) -> Iterator[OutputFile]:
    for item in settings.file_types:
        if item.exists(contents):
            yield OutputFile(routes.page_of_route(item.route, contents.entry.slug), item.content(contents))


def _rows(exports: tuple[ReportExport, ...], *, verbatim: bool) -> Iterator[YearRows]:
    for export in exports:
        form, year = export.report.form, export.report.year
        if form is not None:
            data = tidy_rows(export)
            as_it_is = tidy_rows(export, guard=str) if verbatim else data
            yield YearRows(
                year, len(form_cells(form, year)), data.encode(), b"" if as_it_is == data else as_it_is.encode()
            )


def _feed(
    data: AgencyData, contents: AgencyContents, work: WorkSettings, lookup: Callable[[Report | None], Lookup]
) -> Iterator[FedText]:
    settings = work.feed
    if settings is None:
        return
    for report in contents.reports:
        source = routes.report_page(data.slug, report.year)
        place = settings.places.get(source)
        if place is not None:
            of, page = settings.ready.get(source, (None, None))
            if page is None or of is not data:  # a preview loads an agency anew when it has changed
                narrative, seen = data.shown_narrative(report.year), lookup(report)
                page = feed.report_page(report, data.owner, narrative, lookup=seen, ids=settings.ids)
            yield FedText(source, place, feed.fed_text(page, settings.shared))
    yield from _feed_of_types(data, contents, settings, work.page_types)


def _feed_of_types(
    data: AgencyData, contents: AgencyContents, settings: FeedSettings, types: tuple[AgencyPageType, ...]
) -> Iterator[FedText]:
    """The further pages of an agency that are searched: each with the text that it was made with."""
    for page_type in types:
        if page_type.make is None or not page_type.searched:
            continue
        for page in page_type.pages_of(contents):
            place = settings.places.get(page.source)
            if place is not None:
                text = page_type.content(contents, page).text
                fed = feed.page_of_agency(data.owner, page.year, text)
                yield FedText(page.source, place, feed.fed_text(fed, settings.shared))
