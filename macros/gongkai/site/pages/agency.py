"""The page of one agency: who it is, its years, its key figures, whom to ask. It hangs on the agency's own data alone.

Names of its superior and of its successor come from their files; nothing is said that a file does not say.
"""

from collections.abc import Iterator, Mapping
from functools import partial

from mkdocs.structure.files import File

from gongkai.findings import say
from gongkai.renders.charts.requests import key_series_html
from gongkai.renders.html import escape
from gongkai.renders.html.dates import day_html
from gongkai.renders.links import page_link
from gongkai.reports import Agency, Report
from gongkai.routes import Addresses
from gongkai.site.build.context import Build
from gongkai.site.build.generated_page import Made, MadeFile
from gongkai.site.pages.catalog import Entries, Entry, agency_path


def agency_pages_part(build: Build) -> Iterator[File]:
    """A page for each agency."""
    for entry in build.entries.values():
        yield MadeFile.of(build.config, agency_path(entry.slug), entry.agency.name, partial(_page, build, entry))


def _page(build: Build, entry: Entry) -> Made:
    return agency_page(
        entry,
        build.entries,
        reports=[report for year in entry.years if (report := build.workspace.report(entry.slug, year)) is not None],
        contact=str(build.config.extra.get("gongkai", {}).get("contact") or ""),
        addresses=Addresses(build.config.use_directory_urls),
    )


def agency_page(entry: Entry, entries: Entries, *, reports: list[Report], contact: str, addresses: Addresses) -> Made:
    """The page of one agency.

    Args:
        entry: The agency.
        entries: All that the site shows, for the names of its superior and its successor.
        reports: Its reports that are shown, the newest first.
        contact: The site's own contact, for an agency that has none.
        addresses: How links are written.
    """
    at = agency_path(entry.slug)
    about = "".join(_item(*fact) for fact in _facts(entry.agency, entries, at, addresses))
    latest = page_link(addresses, at, f"{entry.slug}/{entry.years[0]}.md", text=_title(entry, entry.years[0]))
    sections = (
        ("years", say("theme.reports"), _years(entry, reports, at, addresses)),
        ("figures", say("agency.figures"), _figures(entry, reports, at, addresses)),
        ("contact", say("agency.contact"), _contact(entry.agency, contact)),
    )
    shown = [section for section in sections if section[2]]
    html = "".join(f'<h2 id="{name}">{title}</h2>{body}' for name, title, body in shown)
    return Made(
        f"<h1>{escape(entry.agency.name)}</h1>"
        + (f'<dl class="gk-meta">{about}</dl>' if about else "")
        + f'<p class="gk-latest">{say("agency.latest")}{latest}</p>{html}',
        headings=tuple((name, title) for name, title, _ in shown),
        description=say("theme.agency-description", {"agency": entry.agency.name}),
    )


def _title(entry: Entry, year: int) -> str:
    title = say("theme.report", {"year": year})
    return say("theme.draft", {"title": title}) if year in entry.drafts else title


def _facts(agency: Agency, entries: Entries, at: str, addresses: Addresses) -> Iterator[tuple[str, str]]:
    """Name and HTML of what the agency's file says that a citizen may want to know."""
    superior, successor = entries.get(agency.reports_to or ""), entries.get(agency.successor or "")
    if agency.kind:
        yield say("theme.kind"), escape(agency.kind)
    if agency.level:
        yield say("agency.level"), escape(agency.level)
    if superior:
        link = page_link(addresses, at, agency_path(superior.slug), text=superior.agency.name)
        yield say("theme.superior"), link
    if agency.until:
        yield say("theme.until"), say("theme.year", {"year": agency.until})
    if successor:
        yield say("theme.successor"), page_link(addresses, at, agency_path(successor.slug), text=successor.agency.name)


def _item(name: str, html: str) -> str:
    return f"<div><dt>{name}</dt><dd>{html}</dd></div>"


def _years(entry: Entry, reports: list[Report], at: str, addresses: Addresses) -> str:
    dates: Mapping[int, str] = {
        report.year: day_html(report.published) if report.published else say("page.undated") for report in reports
    }
    items = "".join(
        f"<li>{page_link(addresses, at, f'{entry.slug}/{year}.md', text=_title(entry, year))}"
        f" <span>{say('agency.published', {'date': dates[year]})}</span></li>"
        for year in entry.years
        if year in dates
    )
    return f'<ul class="gk-list">{items}</ul>'


def _figures(entry: Entry, reports: list[Report], at: str, addresses: Addresses) -> str:
    """Key figures as charts and a table, and the way to all figures of all years."""
    figures = key_series_html(report for report in reports if report.form is not None)
    if not figures:
        return ""
    link = page_link(addresses, at, f"{entry.slug}/series.md", text=say("compare.series"))
    return f"{figures}<p>{link}</p>"


def _contact(agency: Agency, contact: str) -> str:
    told = "".join(_item(say(f"theme.contact.{key}"), escape(text)) for key, text in agency.contact.items())
    if told:
        return f'<dl class="gk-meta">{told}</dl>'
    if contact:
        return f"<p>{escape(say('agency.site-contact', {'contact': contact}))}</p>"
    return f"<p>{say('agency.no-contact')}</p>"
