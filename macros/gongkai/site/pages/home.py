"""The generated parts of the home page: what the site is, search, figures, agencies, years, the latest, one chart.

The page itself is Markdown, a site's own or the one below; search and figures come before its first section, the lists
after the last. Its size does not grow with the number of agencies.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import islice

from markupsafe import Markup

from gongkai import routes
from gongkai.findings import say
from gongkai.pages.year_table import GROUP
from gongkai.renders.charts.svg import ChartBar, bars_svg, chart_html
from gongkai.renders.html.dates import day_html
from gongkai.renders.html.links import page_link
from gongkai.renders.html.markup import EMPTY, escape, fill, join
from gongkai.reports import Scope
from gongkai.routes import Addresses
from gongkai.site.open_data.year_tables import year_table_of
from gongkai.site.open_data.years import table_years
from gongkai.site.pages.agency_list import COLUMNS, columns_of, finder_html, matrix_html, total_text
from gongkai.work.agency_groups import AgencyGroup, grouped
from gongkai.work.catalog import Entries, all_years, of_year
from gongkai.work.contents import SiteContents
from gongkai.work.page_type import MenuPlace, PageType
from gongkai.work.summary import TOTALS, ReportSummary

LATEST = 8
"""Reports among the latest."""

ROWS = 30
"""A site of no more agencies has all of them on its home page; else it has as many of each group."""

FULL = 0.9
"""A year is complete once it has this share of the reports that the year before has."""

LISTS = frozenset({"latest", "agencies", "years"})
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
    """What comes before the first section: what the site is, the search, ways in, figures of the latest complete year.

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
    figures = _figures(numbers, contents.entries, methods) if numbers else EMPTY
    ways = _ways(contents, present)
    return fill('{}<div class="gk-home"><div>{}{}</div><div>{}</div></div>', _lead(contents), search, ways, figures)


def _lead(contents: SiteContents) -> Markup:
    """What the site is, and for whom: two lines."""
    years = all_years(contents.entries)
    span = say("home.span" if len(years) > 1 else "home.one-year", {"first": years[-1], "last": years[0]})
    reports = sum(len(entry.years) for entry in contents.entries.values())
    what = say("home.lead", {"agencies": len(contents.entries), "span": span, "reports": reports})
    return fill('<p class="gk-lead">{}<br>{}</p>', escape(what), escape(say("home.audience")))


def _ways(contents: SiteContents, present: Collection[str]) -> Markup:
    """The ways to compare and to take away, as far as this build has their pages."""
    addresses = contents.settings.addresses
    places = ((routes.ANY_TWO, "home.any-two"), (routes.DATA, "home.data"), (routes.GLOSSARY, "home.terms"))
    links = [page_link(addresses, routes.HOME, source, text=say(text)) for source, text in places if source in present]
    links += [link for link in (_table_link(contents),) if link]
    if not links:
        return EMPTY
    items = join(fill("<li>{}</li>", link) for link in links)
    return fill('<ul class="gk-links" aria-label="{}">{}</ul>', escape(say("home.ways-title")), items)


def lists_html(contents: SiteContents) -> Markup:
    """What comes after the last section: agencies, years, the latest reports, and a chart of all of them."""
    if not contents.entries:
        return fill("<p>{}</p>", escape(say("theme.none")))
    left, right = _agencies(contents) + _chart(contents), _by_year(contents) + _latest(contents)
    return fill('<div class="gk-home"><div>{}</div><div>{}</div></div>', left, right)


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


def _agencies(contents: SiteContents) -> Markup:
    """The way by agency: a table of all of them on a small site, else groups with the first of each and a field."""
    addresses, entries = contents.settings.addresses, contents.entries
    title = fill('<h2 id="agencies">{}</h2>', escape(say("home.agencies-title")))
    every = page_link(addresses, routes.HOME, routes.AGENCIES, text=say("home.all"))
    years = page_link(addresses, routes.HOME, routes.YEARS, text=say("home.by-year"))
    ways = fill('<p class="gk-ways">{} {} {}</p>', escape(total_text(entries)), every, years)
    if len(entries) <= ROWS:
        table = matrix_html(entries.values(), columns_of(entries), at=routes.HOME, addresses=addresses)
        return join((title, table, ways))
    groups = join(_group(contents, group) for group in grouped(entries.values()))
    return join((title, finder_html(contents, at=routes.HOME), groups, ways))


def _group(contents: SiteContents, group: AgencyGroup) -> Markup:
    """A group with the first of its agencies, so that the page does not grow with the site."""
    addresses = contents.settings.addresses
    links = [
        page_link(addresses, routes.HOME, routes.agency_page(entry.slug), text=entry.agency.name)
        for entry in group.entries[:ROWS]
    ]
    if len(group.entries) > ROWS:
        text = say("groups.all", {"count": len(group.entries)})
        links.append(page_link(addresses, routes.HOME, routes.AGENCIES, text=text))
    title = escape(say("groups.count", {"group": group.label, "count": len(group.entries)}))
    items = join(fill("<li>{}</li>", link) for link in links)
    return fill('<h3>{}</h3><ul class="gk-names">{}</ul>', title, items)


def _by_year(contents: SiteContents) -> Markup:
    addresses = contents.settings.addresses
    tables = {item.year for item in table_years(contents)}
    items = []
    for year in all_years(contents.entries)[:COLUMNS]:
        text = say("theme.year", {"year": year})
        link = page_link(addresses, routes.HOME, routes.year_list_page(year), text=text)
        count = escape(say("home.year-item", {"count": len(of_year(contents.entries, year))}))
        table = EMPTY
        if year in tables:
            source = routes.year_table_page(year)
            table = fill(" {}", page_link(addresses, routes.HOME, source, text=say("home.year-table")))
        items.append(fill("<li>{} <span>{}{}</span></li>", link, count, table))
    title = escape(say("home.years-title"))
    return fill('<h2 id="years">{}</h2><ul class="gk-list">{}</ul>', title, join(items))


def _latest(contents: SiteContents) -> Markup:
    latest = latest_reports(contents)
    if not latest.reports:
        return EMPTY
    items = join(_item(report, contents) for report in latest.reports)
    title = escape(say("home.latest" if latest.dated else "home.newest"))
    return fill('<h2 id="latest">{}</h2><ul class="gk-list">{}</ul>', title, items)


def _chart(contents: SiteContents) -> Markup:
    """How the requests of the latest complete year ended, in all reports of agencies on themselves."""
    year = _table_year(contents)
    table = year_table_of(contents, year) if year is not None else None
    if table is None:
        return EMPTY
    sums = list(zip(table.columns, table.sums, strict=True))
    ended = {column.name: item for column, item in sums if column.key.startswith(GROUP) and item.given}
    total = next((item for column, item in sums if column.key == "concluded"), None)
    if not ended or total is None or not total.figure.value:
        return EMPTY
    values = {"year": table.year, "reports": total.given, "total": total.figure.value}
    title = say("home.chart", values)
    bars = [ChartBar(name, int(item.figure.number)) for name, item in ended.items()]
    text = say("data.table.title", {"year": table.year})
    link = page_link(contents.settings.addresses, routes.HOME, routes.year_table_page(table.year), text=text)
    before, _, behind = say("home.chart-note", {"table": "\0"}).partition("\0")
    note = fill('<p class="gk-legend">{}{}{}</p>', escape(before), link, escape(behind))
    return chart_html(title, [bars_svg(bars, title=title, unit=say("chart.unit"))]) + note


def _table_year(contents: SiteContents) -> int | None:
    """The latest complete year that has a table of all agencies, or the newest year that has one; None without any."""
    years = [item.year for item in table_years(contents)]
    if not years:
        return None
    complete = complete_year(contents.entries)
    return complete if complete in years else years[0]


def _table_link(contents: SiteContents) -> Markup:
    """The way to the table of all agencies of that year."""
    year = _table_year(contents)
    if year is None:
        return EMPTY
    text = say("data.table.title", {"year": year})
    return page_link(contents.settings.addresses, routes.HOME, routes.year_table_page(year), text=text)


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
