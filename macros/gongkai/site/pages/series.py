"""The page of an agency's figures over all its years. It depends on its own agency's data alone."""

from collections.abc import Iterator

from markupsafe import Markup

from gongkai import routes
from gongkai.findings import say
from gongkai.pages.content import PageContent
from gongkai.renders.html import escape
from gongkai.renders.html.links import link_list, page_link
from gongkai.renders.html.series import charts_html, series_html, series_ids
from gongkai.tables.series import SeriesTable, all_series
from gongkai.work.contents import AgencyContents
from gongkai.work.page_type import AgencyPageType, GeneratedPage


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
    heading = f'<h2 id="charts">{say("series.charts")}</h2>{charts}' if charts else ""
    lead = "".join(f"<p>{escape(text)}</p>" for text in _lead(tables))
    names = [(table.id, table.title) for table in tables if table.lines]
    return PageContent(
        Markup(
            f"<h1>{escape(page.title)}</h1>{lead}<p>{say('series.reports')}：</p>{link_list(links)}"
            f"{heading}{series_html(tables)}"
        ),
        headings=(*((("charts", say("series.charts")),) if charts else ()), *names),
        ids=series_ids(tables),
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
    missing = [str(point.year) for point in line.points if point.missing]
    if missing:
        yield say("series.missing", {"years": "、".join(missing)})


TYPES = (AgencyPageType(route=routes.SERIES, pages=_pages, make=_page, position=71),)
