"""The page of an agency's figures over all its years. It depends on its own agency's data alone."""

from collections.abc import Iterator

from markupsafe import Markup

from gongkai import routes
from gongkai.findings import say
from gongkai.pages.content import PageContent
from gongkai.renders.html.links import file_link, link_list, page_link
from gongkai.renders.html.markup import EMPTY, escape, fill, join
from gongkai.renders.html.scope import scope_html
from gongkai.renders.html.years.series import charts_html, series_html, series_ids
from gongkai.renders.open_data.series import series_csv
from gongkai.tables.series import SeriesTable, all_series
from gongkai.work.contents import AgencyContents
from gongkai.work.page_type import AgencyFileType, AgencyPageType, GeneratedPage


def _pages(contents: AgencyContents) -> Iterator[GeneratedPage]:
    entry = contents.entry
    if contents.with_figures():
        title = say("series.title", {"agency": entry.agency.name})
        yield GeneratedPage(routes.series_page(entry.slug), title, entry.slug)


def _page(contents: AgencyContents, page: GeneratedPage) -> PageContent:
    reports = contents.with_figures()
    tables = all_series(reports)
    links = [
        page_link(
            contents.settings.addresses,
            page.source,
            routes.report_page(report.agency, report.year),
            text=say("theme.year", {"year": report.year}),
        )
        for report in reversed(reports)
    ]
    charts = charts_html(tables, reports)
    heading = fill('<h2 id="charts">{}</h2>{}', escape(say("series.charts")), charts) if charts else EMPTY
    lead = join(fill("<p>{}</p>", escape(text)) for text in _lead(tables))
    scope = scope_html(contents.entry.agency)
    above = fill('<p class="gk-years">{}：</p>', escape(say("series.reports")))
    opening = fill("<h1>{}</h1>{}{}{}{}", escape(page.title), scope, lead, _download(contents, page), above)
    names = [(table.id, table.title) for table in tables if table.lines]
    return PageContent(
        join((opening, link_list(links), heading, series_html(tables))),
        headings=(*((("charts", say("series.charts")),) if charts else ()), *names),
        ids=series_ids(tables, reports),
        description=page.title,
    )


def _lead(tables: tuple[SeriesTable, ...]) -> Iterator[str]:
    """What has to be known before reading: what a dash means, changes of form, years without a report."""
    yield say("series.intro")
    line = next((line for table in tables for line in table.lines), None)
    if line is None:
        return
    for item in line.breaks:
        yield say("series.break", {"year": item.year})
    missing = [str(point.year) for point in reversed(line.points) if point.missing]
    if missing:
        yield say("series.missing", {"years": "、".join(missing)})


def _download(contents: AgencyContents, page: GeneratedPage) -> Markup:
    """The link to the file of these figures."""
    if not _has_file(contents):
        return EMPTY
    path = routes.page_of_route(routes.SERIES_FILE, contents.entry.slug)
    address = routes.relative(path, contents.settings.addresses.of(page.source))
    name = f"{contents.entry.slug}-{routes.SERIES_FILE.rpartition('/')[2]}"
    link = file_link(address, say("series.file.kind"), saved_as=name)
    return fill('<p class="gk-ways"><span>{}{}</span></p>', escape(say("series.download")), link)


def _has_file(contents: AgencyContents) -> bool:
    """Whether there is such a file: where there are files of data, as of those that go with the table of a year."""
    settings = contents.settings
    return settings.open_data and not settings.internal and bool(contents.with_figures())


def _file(contents: AgencyContents) -> bytes:
    return series_csv(contents.entry.agency, contents.with_figures())


TYPES = (
    AgencyPageType(route=routes.SERIES, pages=_pages, make=_page, report_link="cite.series", position=71),
    AgencyFileType(route=routes.SERIES_FILE, make=_file, exists=_has_file, position=72),
)
