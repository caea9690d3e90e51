"""The page of one agency: who it is, its years, its key figures, whom to ask.

It depends on the agency's own data alone. Names of its superior and of its successor come from their files; nothing is
said that a file does not say.
"""

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from gongkai import routes
from gongkai.findings import say
from gongkai.pages.content import PageContent
from gongkai.renders.charts.requests import key_series_html
from gongkai.renders.html import escape
from gongkai.renders.html.dates import day_html
from gongkai.renders.html.links import page_link
from gongkai.reports import Agency
from gongkai.work.catalog import Entry
from gongkai.work.contents import AgencyContents
from gongkai.work.page_type import AgencyPageType, DependsOn, GeneratedPage


def _pages(contents: AgencyContents) -> Iterator[GeneratedPage]:
    entry = contents.entry
    yield GeneratedPage(routes.agency_page(entry.slug), entry.agency.name, entry.slug)


def agency_page(contents: AgencyContents, page: GeneratedPage) -> PageContent:
    """The page of one agency."""
    entry, at, addresses = contents.entry, page.source, contents.settings.addresses
    facts = "".join(_item(*fact) for fact in _facts(contents, at))
    newest = entry.years[0]
    latest = page_link(addresses, at, routes.report_page(entry.slug, newest), text=entry.title(newest))
    sections = (
        ("years", say("theme.reports"), _years(contents, at)),
        ("figures", say("agency.figures"), _figures(contents, at)),
        ("contact", say("agency.contact"), _contact(entry.agency, contents.settings.contact)),
    )
    shown = [section for section in sections if section[2]]
    body = "".join(f'<h2 id="{name}">{title}</h2>{html}' for name, title, html in shown)
    return PageContent(
        Markup(
            f"<h1>{escape(entry.agency.name)}</h1>"
            + (f'<dl class="gk-meta">{facts}</dl>' if facts else "")
            + f'<p class="gk-latest">{say("agency.latest")}{latest}</p>{body}'
        ),
        headings=tuple((name, title) for name, title, _ in shown),
        description=say("theme.agency-description", {"agency": entry.agency.name}),
    )


def _facts(contents: AgencyContents, at: str) -> Iterator[tuple[str, str]]:
    """Name and HTML of what the agency's file says that a citizen may want to know."""
    agency = contents.entry.agency
    if agency.kind:
        yield say("theme.kind"), escape(agency.kind)
    if agency.level:
        yield say("agency.level"), escape(agency.level)
    if contents.superior:
        yield say("theme.superior"), _agency_link(contents, at, contents.superior)
    if agency.until:
        yield say("theme.until"), say("theme.year", {"year": agency.until})
    if contents.successor:
        yield say("theme.successor"), _agency_link(contents, at, contents.successor)


def _agency_link(contents: AgencyContents, at: str, agency: Agency) -> Markup:
    return page_link(contents.settings.addresses, at, routes.agency_page(agency.slug), text=agency.name)


def _item(name: str, html: str) -> str:
    return f"<div><dt>{name}</dt><dd>{html}</dd></div>"


def _years(contents: AgencyContents, at: str) -> str:
    dates: Mapping[int, str] = {
        report.year: day_html(report.published) if report.published else say("page.undated")
        for report in contents.reports
    }
    entry = contents.entry
    items = "".join(
        f"<li>{_report_link(contents, entry, year, at)}"
        f" <span>{say('agency.published', {'date': dates[year]})}</span></li>"
        for year in entry.years
        if year in dates
    )
    return f'<ul class="gk-list">{items}</ul>'


def _report_link(contents: AgencyContents, entry: Entry, year: int, at: str) -> Markup:
    source = routes.report_page(entry.slug, year)
    return page_link(contents.settings.addresses, at, source, text=entry.title(year))


def _figures(contents: AgencyContents, at: str) -> str:
    """Key figures as charts and a table, and the way to all figures of all years."""
    figures = key_series_html(contents.with_figures())
    if not figures:
        return ""
    source = routes.series_page(contents.entry.slug)
    return f"{figures}<p>{page_link(contents.settings.addresses, at, source, text=say('compare.series'))}</p>"


def _contact(agency: Agency, contact: str) -> str:
    lines = "".join(_item(say(f"theme.contact.{key}"), escape(text)) for key, text in agency.contact.items())
    if lines:
        return f'<dl class="gk-meta">{lines}</dl>'
    if contact:
        return f"<p>{escape(say('agency.site-contact', {'contact': contact}))}</p>"
    return f"<p>{say('agency.no-contact')}</p>"


TYPES = (
    AgencyPageType(
        route=routes.AGENCY,
        pages=_pages,
        make=agency_page,
        depends_on=DependsOn.AGENCY_AND_NAMES,
        kind="agency",
        position=40,
    ),
)
