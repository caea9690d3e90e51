"""What comes after the text of the home page: agencies, years, the latest reports, one chart of all agencies.

Its size does not grow with the number of agencies.
"""

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
from gongkai.site.open_data.year_tables import year_table_of
from gongkai.site.open_data.years import table_years
from gongkai.site.pages.agency_list import COLUMNS, columns_of, finder_html, matrix_html, total_text
from gongkai.work.agency_groups import AgencyGroup, grouped
from gongkai.work.catalog import Entries, all_years, of_year
from gongkai.work.contents import SiteContents
from gongkai.work.summary import ReportSummary

LATEST = 8
"""Reports among the latest."""

ROWS = 30
"""A site of no more agencies has all of them on its home page; else it has as many of each group."""

FULL = 0.9
"""A year is complete once it has this share of the reports that the year before has."""

LISTS = frozenset({"latest", "agencies", "years"})
"""Ids of the headings of the lists."""


@dataclass(frozen=True, slots=True)
class LatestReports:
    """The latest reports: with dates by date, or those of the newest year where none has a date."""

    reports: tuple[ReportSummary, ...]
    dated: bool


def lists_html(contents: SiteContents) -> Markup:
    """What comes after the last section: agencies, years, the latest reports, and a chart of all of them."""
    if not contents.entries:
        return fill("<p>{}</p>", escape(say("theme.none")))
    left, right, chart = _agencies(contents), _by_year(contents) + _latest(contents), _chart(contents)
    if len(all_years(contents.entries)[:COLUMNS]) + LATEST < len(contents.entries) <= ROWS:
        right += chart  # agencies, a row each, are the longer column
    else:
        left += chart
    return fill('<div class="gk-home"><div>{}</div><div>{}</div></div>', left, right)


def complete_year(entries: Entries) -> int:
    """The newest year that is as good as complete on this site; a year that has just begun to come in is not shown.

    Args:
        entries: What the site shows; not empty.
    """
    years = all_years(entries)
    counts = {year: len(of_year(entries, year)) for year in years}
    return next(year for year in years if counts[year] >= FULL * counts.get(year - 1, 0))


def latest_reports(contents: SiteContents) -> LatestReports:
    """The latest reports by the date that the data give; those without a date are not among them.

    Where no report has a date, those of the newest year.
    """
    public_reports = [
        contents.summaries[entry.slug, year]
        for entry in contents.entries.values()
        for year in entry.years
        if year not in entry.drafts
    ]
    dated = sorted((report for report in public_reports if report.published), key=_moment, reverse=True)
    if dated:
        return LatestReports(tuple(dated[:LATEST]), dated=True)
    newest = max((report.year for report in public_reports), default=0)
    return LatestReports(
        tuple(islice((report for report in public_reports if report.year == newest), LATEST)), dated=False
    )


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


def _item(report: ReportSummary, contents: SiteContents) -> Markup:
    name = contents.entries[report.agency].agency.name
    text = say("home.item", {"agency": name, "year": report.year})
    source = routes.report_page(report.agency, report.year)
    link = page_link(contents.settings.addresses, routes.HOME, source, text=text)
    day = fill(" <span>{}</span>", day_html(report.published)) if report.published else EMPTY
    return fill("<li>{}{}</li>", link, day)


def _chart(contents: SiteContents) -> Markup:
    """How the requests of the latest complete year ended, in all reports of agencies on themselves."""
    year = _table_year(contents)
    table = year_table_of(contents, year) if year is not None else None
    if table is None:
        return EMPTY
    sums = list(zip(table.columns, table.sums, strict=True))
    ended = {column.name: item for column, item in sums if column.key.startswith(GROUP) and item.reports}
    total = next((item for column, item in sums if column.key == "concluded"), None)
    if not ended or total is None or not total.figure.value:
        return EMPTY
    values = {"year": table.year, "reports": total.reports, "total": total.figure.value}
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


def table_link(contents: SiteContents) -> Markup:
    """The way to the table of all agencies of that year."""
    year = _table_year(contents)
    if year is None:
        return EMPTY
    text = say("data.table.title", {"year": year})
    return page_link(contents.settings.addresses, routes.HOME, routes.year_table_page(year), text=text)
