"""The page of one agency: who it is, its years, its key figures, whom to ask.

It depends on the agency's own data alone. Names of its superior and of its successor come from their files; nothing is
said that a file does not say.
"""

from collections.abc import Iterator

from markupsafe import Markup

from gongkai import routes
from gongkai.findings import say
from gongkai.pages.content import PageContent
from gongkai.renders.charts.requests import key_series_html
from gongkai.renders.html.dates import day_html
from gongkai.renders.html.links import link_list, page_link
from gongkai.renders.html.markup import EMPTY, escape, fill, join
from gongkai.renders.html.scope import scope_html
from gongkai.reports import Agency
from gongkai.work.catalog import CatalogEntry
from gongkai.work.contents import AgencyContents, SiteContents
from gongkai.work.page_type import AgencyPageType, DependsOn, GeneratedPage, PageType


def _pages(contents: AgencyContents) -> Iterator[GeneratedPage]:
    entry = contents.entry
    yield GeneratedPage(routes.agency_page(entry.slug), entry.agency.name, entry.slug)


def agency_page(contents: AgencyContents, page: GeneratedPage) -> PageContent:
    """The page of one agency."""
    entry, at, addresses = contents.entry, page.source, contents.settings.addresses
    facts = join(_item(*fact) for fact in _facts(contents, at))
    newest = entry.years[0]
    latest = page_link(addresses, at, routes.report_page(entry.slug, newest), text=entry.title(newest))
    sections = (
        ("years", say("theme.reports"), _years(contents, at)),
        ("figures", say("agency.figures"), _figures(contents, at)),
        ("pages", say("agency.pages"), _links(contents, at)),
        ("contact", say("agency.contact"), _contact(entry.agency, contents.settings.contact)),
    )
    filled = [section for section in sections if section[2]]
    body = (fill('<h2 id="{}">{}</h2>{}', escape(name), escape(title), html) for name, title, html in filled)
    return PageContent(
        join(
            (
                fill("<h1>{}</h1>", escape(entry.agency.name)),
                fill('<dl class="gk-meta">{}</dl>', facts) if facts else EMPTY,
                scope_html(entry.agency),
                fill('<p class="gk-latest">{}{}</p>', escape(say("agency.latest")), latest),
                *body,
            )
        ),
        headings=tuple((name, title) for name, title, _ in filled),
        description=entry.description,
    )


def _facts(contents: AgencyContents, at: str) -> Iterator[tuple[str, Markup]]:
    """Name and HTML of what the agency's file says that a citizen may want to know."""
    agency = contents.entry.agency
    if agency.kind:
        yield say("theme.kind"), escape(agency.kind)
    if agency.level:
        yield say("agency.level"), escape(agency.level)
    if contents.superior:
        yield say("theme.superior"), _agency_link(contents, at, contents.superior)
    if agency.until:
        yield say("theme.until"), escape(say("theme.year", {"year": agency.until}))
    if contents.successor:
        yield say("theme.successor"), _agency_link(contents, at, contents.successor)


def _agency_link(contents: AgencyContents, at: str, agency: Agency) -> Markup:
    return page_link(contents.settings.addresses, at, routes.agency_page(agency.slug), text=agency.name)


def _item(name: str, html: Markup) -> Markup:
    return fill("<div><dt>{}</dt><dd>{}</dd></div>", escape(name), html)


def _years(contents: AgencyContents, at: str) -> Markup:
    undated = escape(say("page.undated"))
    dates = {report.year: day_html(report.published) if report.published else undated for report in contents.reports}
    before, _, behind = say("agency.published", {"date": "\0"}).partition("\0")
    items = (
        fill(
            "<li>{} <span>{}{}{}</span></li>",
            _report_link(contents, contents.entry, year, at),
            escape(before),
            dates[year],
            escape(behind),
        )
        for year in contents.entry.years
        if year in dates
    )
    return fill('<ul class="gk-list">{}</ul>', join(items))


def _report_link(contents: AgencyContents, entry: CatalogEntry, year: int, at: str) -> Markup:
    source = routes.report_page(entry.slug, year)
    return page_link(contents.settings.addresses, at, source, text=entry.title(year))


def _figures(contents: AgencyContents, at: str) -> Markup:
    """Key figures as charts and a table, and the way to all figures of all years."""
    figures = key_series_html(contents.with_figures())
    if not figures:
        return EMPTY
    source = routes.series_page(contents.entry.slug)
    link = page_link(contents.settings.addresses, at, source, text=say("compare.series"))
    return fill("{}<p>{}</p>", figures, link)


def _links(contents: AgencyContents, at: str) -> Markup:
    """Further pages of the agency."""
    addresses = contents.settings.addresses
    links = [page_link(addresses, at, link.source, text=link.text) for link in contents.links]
    return link_list(links) if links else EMPTY


def _contact(agency: Agency, contact: str) -> Markup:
    lines = join(_item(say(f"theme.contact.{key}"), escape(text)) for key, text in agency.contact.items())
    if lines:
        return fill('<dl class="gk-meta">{}</dl>', lines)
    text = say("agency.site-contact", {"contact": contact}) if contact else say("agency.no-contact")
    return fill("<p>{}</p>", escape(text))


def _moved_pages(contents: SiteContents) -> Iterator[GeneratedPage]:
    """The list of agencies that have a successor, and a page at each address of these agencies."""
    if contents.moved:
        yield GeneratedPage(routes.MOVED, say("moved.title"))
    for slug, (agency, heir) in contents.moved.items():
        yield GeneratedPage(routes.agency_page(slug), agency.name)
        for year in contents.entries[heir].years:
            if agency.until is None or year <= agency.until:
                report = contents.entries[heir].report(year)
                title = say("moved.report", {"agency": agency.name, "report": report})
                yield GeneratedPage(routes.report_page(slug, year), title, year=year)


def moved_page(contents: SiteContents, page: GeneratedPage) -> PageContent:
    """Who has followed an agency, with the way to its page or to its report of the year."""
    addresses, heading = contents.settings.addresses, fill("<h1>{}</h1>", escape(page.title))
    lines = []
    for slug, (agency, heir) in contents.moved.items():
        if page.source in (routes.MOVED, routes.agency_page(slug), routes.report_page(slug, page.year or 0)):
            name = contents.entries[heir].agency.name
            target = routes.agency_page(heir) if page.year is None else routes.report_page(heir, page.year)
            link = page_link(addresses, page.source, target, text=name)
            lines.append(fill("<p>{}{}</p>", escape(say("moved.to", {"agency": agency.name})), link))
    return PageContent(join((heading, *lines)), description=page.title)


TYPES = (
    AgencyPageType(
        route=routes.AGENCY,
        pages=_pages,
        make=agency_page,
        depends_on=DependsOn.AGENCY_AND_NAMES,
        kind="agency",
        position=40,
    ),
    PageType(route=routes.MOVED, title="moved.title", pages=_moved_pages, make=moved_page, position=41),
)
