"""The generated parts of the home page: search, figures, the latest reports, agencies by years.

The page itself is Markdown, a site's own or the one below; search and figures come before its first section, the lists
after the last. Its size does not grow with the number of agencies.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice

from markupsafe import Markup

from gongkai import routes
from gongkai.findings import say
from gongkai.renders.html.dates import day_html
from gongkai.renders.html.links import page_link
from gongkai.renders.html.markup import EMPTY, escape, fill, join
from gongkai.reports import Scope
from gongkai.routes import Addresses
from gongkai.site.open_data.years import table_years
from gongkai.site.pages.agency_list import columns_of, matrix_html, total_text
from gongkai.work.catalog import Entries, all_years, of_year
from gongkai.work.contents import SiteContents
from gongkai.work.page_type import MenuPlace, PageType
from gongkai.work.summary import TOTALS, ReportSummary

LATEST = 8
"""Reports among the latest."""

ROWS = 30
"""Agencies in the matrix of the home page; the others are on the pages of the list."""

FULL = 0.9
"""A year is complete once it has this share of the reports that the year before has."""

LISTS = frozenset({"latest", "agencies"})
"""Ids of the headings of the lists."""

_SPECIAL = re.compile(r"^[-+=:\d]|[\\`*_{}\[\]<>#!|&~^]")


@dataclass(frozen=True, slots=True)
class Headline:
    """Figures of one year over all reports of organs on themselves; consolidated ones would count the same twice.

    Attributes:
        year: The year.
        agencies: Organs with a report on the year, consolidated ones included.
        reports: Reports that the totals run over: those in which all of the totals are given.
        totals: Received, concluded and carried over, in this order.
    """

    year: int
    agencies: int
    reports: int
    totals: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Latest:
    """The latest reports: with dates by date, or those of the newest year where none has a date."""

    reports: tuple[ReportSummary, ...]
    dated: bool


def markdown_text(text: str) -> str:
    """Plain text for Markdown: neither Markdown, nor HTML, nor a template engine finds anything to act on."""
    return _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", " ".join(text.split()))


def home_text(*, title: str, intro: str) -> str:
    """The home page of a site that has not written its own, as Markdown.

    Args:
        title: Its heading.
        intro: Its first paragraph; may be empty.
    """
    return "\n\n".join(part for part in (f"# {markdown_text(title)}", markdown_text(intro)) if part) + "\n"


def opening_html(contents: SiteContents, *, present: Collection[str]) -> Markup:
    """What comes before the first section: the search, and figures of the latest complete year.

    Args:
        contents: What the site shows.
        present: Sources of the pages that this build has.
    """
    if not contents.entries:
        return EMPTY
    addresses = contents.settings.addresses
    numbers = headline(contents)
    methods = addresses.between(routes.HOME, routes.METHODS) if routes.METHODS in present else ""
    search = search_html(addresses) if routes.SEARCH in present else EMPTY
    return search + (_figures(numbers, contents.entries, methods) if numbers else EMPTY)


def lists_html(contents: SiteContents) -> Markup:
    """What comes after the last section: the latest reports, and agencies by years."""
    if not contents.entries:
        return fill("<p>{}</p>", escape(say("theme.none")))
    return join(_lists(contents))


def search_html(addresses: Addresses) -> Markup:
    """The search box; the page that it leads to does the searching."""
    texts = [escape(say(f"home.{name}")) for name in ("search-label", "search", "search-hint")]
    return fill(
        '<form class="gk-ask" action="{}" method="get" role="search"><label for="gk-ask">{}</label><div>'
        '<input id="gk-ask" type="search" name="q" autocomplete="off">'
        '<button type="submit">{}</button></div><p>{}</p></form>',
        escape(addresses.between(routes.HOME, routes.SEARCH)),
        *texts,
    )


def complete_year(entries: Entries) -> int:
    """The newest year that is as good as complete on this site; a year that has just begun to come in is not shown.

    Args:
        entries: What the site shows; not empty.
    """
    years = all_years(entries)
    counts = {year: len(of_year(entries, year)) for year in years}
    return next(year for year in years if counts[year] >= FULL * counts.get(year - 1, 0))


def headline(contents: SiteContents) -> Headline | None:
    """The figures of the latest complete year; None where no report of an organ on itself has them."""
    year = complete_year(contents.entries)
    shown = of_year(contents.entries, year)
    rows = [
        totals
        for entry in shown
        if entry.agency.scope is Scope.OWN and year not in entry.drafts
        if (totals := contents.summaries[entry.slug, year].totals) is not None
    ]
    if not rows:
        return None
    return Headline(year, len(shown), len(rows), tuple(sum(column) for column in zip(*rows, strict=True)))


def _figures(numbers: Headline, entries: Entries, methods: str) -> Markup:
    tiles = [
        (say("home.agencies"), len(entries), say("home.unit-agencies")),
        (say("home.reports"), sum(len(entry.years) for entry in entries.values()), say("home.unit-reports")),
        *(
            (say(f"home.{name}", {"year": numbers.year}), total, say("home.unit"))
            for name, total in zip(TOTALS, numbers.totals, strict=True)
        ),
    ]
    items = join(
        fill("<div><dt>{}</dt><dd>{}<span> {}</span></dd></div>", escape(name), escape(f"{number:,}"), escape(unit))
        for name, number, unit in tiles
    )
    link = fill(' <a href="{}">{}</a>', escape(methods), escape(say("home.methods"))) if methods else EMPTY
    note = escape(say("home.note", {"year": numbers.year, "reports": numbers.reports}))
    return fill('<dl class="gk-tiles">{}</dl><p class="gk-legend">{}{}</p>', items, note, link)


def latest_reports(contents: SiteContents) -> Latest:
    """The latest reports by the date that the data give; those without a date are not among them.

    Where no report has a date, those of the newest year.
    """
    shown = [
        contents.summaries[entry.slug, year]
        for entry in contents.entries.values()
        for year in entry.years
        if year not in entry.drafts
    ]
    dated = sorted((report for report in shown if report.published), key=_moment, reverse=True)
    if dated:
        return Latest(tuple(dated[:LATEST]), dated=True)
    newest = max((report.year for report in shown), default=0)
    return Latest(tuple(islice((report for report in shown if report.year == newest), LATEST)), dated=False)


def _moment(report: ReportSummary) -> str:
    return str(report.published)


def _lists(contents: SiteContents) -> Iterator[Markup]:
    addresses, entries = contents.settings.addresses, contents.entries
    latest = latest_reports(contents)
    if latest.reports:
        items = join(_item(report, contents) for report in latest.reports)
        title = say("home.latest" if latest.dated else "home.newest")
        yield fill('<h2 id="latest">{}</h2><ul class="gk-list">{}</ul>', escape(title), items)
    yield fill('<h2 id="agencies">{}</h2>', escape(say("theme.reports")))
    yield matrix_html(islice(entries.values(), ROWS), columns_of(entries), at=routes.HOME, addresses=addresses)
    all_agencies = page_link(addresses, routes.HOME, routes.AGENCIES, text=say("home.all"))
    years = page_link(addresses, routes.HOME, routes.YEARS, text=say("home.by-year"))
    text = total_text(entries)
    if len(entries) > ROWS:
        text = say("home.first", {"rows": ROWS}) + text
    table = _table_link(contents)
    yield fill('<p class="gk-ways">{} {} {}{}</p>', escape(text), all_agencies, years, table)


def _table_link(contents: SiteContents) -> Markup:
    """The way to the table of all agencies of the latest complete year, or of the newest year that has one."""
    years = [item.year for item in table_years(contents)]
    if not years:
        return EMPTY
    complete = complete_year(contents.entries)
    year = complete if complete in years else years[0]
    text = say("data.table.title", {"year": year})
    return fill(" {}", page_link(contents.settings.addresses, routes.HOME, routes.year_table_page(year), text=text))


def _item(report: ReportSummary, contents: SiteContents) -> Markup:
    name = contents.entries[report.agency].agency.name
    text = say("home.item", {"agency": name, "year": report.year})
    source = routes.report_page(report.agency, report.year)
    link = page_link(contents.settings.addresses, routes.HOME, source, text=text)
    day = fill(" <span>{}</span>", day_html(report.published)) if report.published else EMPTY
    return fill("<li>{}{}</li>", link, day)


TYPES = (
    PageType(
        route=routes.HOME, title="theme.home", make=None, kind="home", column=MenuPlace(0, "theme.home"), position=1
    ),
)
