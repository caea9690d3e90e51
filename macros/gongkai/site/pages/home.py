"""What the home page shows below what was written for it: search, figures, the latest reports, agencies by years.

It is made once, by the process that builds, from all agencies; its size does not grow with their number.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice

from gongkai.findings import say
from gongkai.renders.html import escape
from gongkai.renders.html.dates import day_html
from gongkai.renders.links import page_link
from gongkai.reports import Report, Scope
from gongkai.routes import Addresses
from gongkai.site.pages.agency_list import columns_of, matrix_html, total_text
from gongkai.site.pages.catalog import HOME, LIST, YEARS, Entries, all_years, of_year
from gongkai.workspace import Workspace

LATEST = 8
"""Reports among the latest."""

ROWS = 30
"""Agencies in the matrix of the home page; the others stand on the pages of the list."""

FULL = 0.9
"""A year is complete once it has this share of the reports that the year before has."""

SEARCH = "search.md"
METHODS = "methods.md"

_ROLES = ("received", "concluded", "carried_out")


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

    reports: tuple[Report, ...]
    dated: bool


def with_home(
    html: str, workspace: Workspace, entries: Entries, *, addresses: Addresses, there: Collection[str]
) -> str:
    """A home page with what is shown below what was written.

    Search and figures come before its first section, the lists after the last.

    Args:
        html: What was written, as HTML.
        workspace: The loaded site.
        entries: Agencies and years that are shown.
        addresses: How links are written.
        there: Paths of what this build has.
    """
    if not entries:
        return f"{html}<p>{say('theme.none')}</p>"
    head, mark, rest = html.partition("<h2")
    found = headline(workspace, entries)
    parts = [
        search_html(addresses) if SEARCH in there else "",
        _figures(found, entries, addresses.between(HOME, METHODS) if METHODS in there else "") if found else "",
    ]
    return f"{head}{''.join(parts)}{mark}{rest}{''.join(_lists(workspace, entries, addresses))}"


def search_html(addresses: Addresses) -> str:
    """The search box; the page that it leads to does the searching."""
    label = say("home.search-label")
    return (
        f'<form class="gk-ask" action="{escape(addresses.between(HOME, SEARCH))}" method="get" role="search">'
        f'<label for="gk-ask">{label}</label><div><input id="gk-ask" type="search" name="q" autocomplete="off">'
        f'<button type="submit">{say("home.search")}</button></div><p>{say("home.search-hint")}</p></form>'
    )


def complete_year(entries: Entries) -> int:
    """The newest year that is as good as complete on this site; a year that has just begun to come in is not shown.

    Args:
        entries: What the site shows; not empty.
    """
    years = all_years(entries)
    counts = {year: len(of_year(entries, year)) for year in years}
    return next(year for year in years if counts[year] >= FULL * counts.get(year - 1, 0))


def headline(workspace: Workspace, entries: Entries) -> Headline | None:
    """The figures of the latest complete year; None where no report of an organ on itself has them."""
    year = complete_year(entries)
    shown = of_year(entries, year)
    rows = [
        totals
        for entry in shown
        if entry.agency.scope is Scope.OWN and year not in entry.drafts
        if (totals := _totals(workspace.report(entry.slug, year))) is not None
    ]
    if not rows:
        return None
    return Headline(year, len(shown), len(rows), tuple(sum(column) for column in zip(*rows, strict=True)))


def _totals(report: Report | None) -> tuple[int, ...] | None:
    """The figures of one report that the totals add up; None where its form names them not or one is not given."""
    if report is None or report.form is None:
        return None
    cells = [cell for role in _ROLES if (cell := report.form.role(role)) is not None]
    values = [report.figure(*cell).value for cell in cells]
    found = tuple(value for value in values if isinstance(value, int))
    return found if len(found) == len(_ROLES) else None


def _figures(found: Headline, entries: Entries, methods: str) -> str:
    tiles = [
        (say("home.agencies"), len(entries), say("home.unit-agencies")),
        (say("home.reports"), sum(len(entry.years) for entry in entries.values()), say("home.unit-reports")),
        *(
            (say(f"home.{name}", {"year": found.year}), total, say("home.unit"))
            for name, total in zip(_ROLES, found.totals, strict=True)
        ),
    ]
    items = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{number:,}<span> {unit}</span></dd></div>" for name, number, unit in tiles
    )
    link = f' <a href="{escape(methods)}">{say("home.methods")}</a>' if methods else ""
    note = escape(say("home.note", {"year": found.year, "reports": found.reports}))
    return f'<dl class="gk-tiles">{items}</dl><p class="gk-legend">{note}{link}</p>'


def latest_reports(workspace: Workspace, entries: Entries) -> Latest:
    """The latest reports by the date that the data give; those without a date are not among them.

    Where no report has a date, those of the newest year.
    """
    shown = [
        report
        for entry in entries.values()
        for year in entry.years
        if year not in entry.drafts and (report := workspace.report(entry.slug, year)) is not None
    ]
    dated = sorted((report for report in shown if report.published), key=_moment, reverse=True)
    if dated:
        return Latest(tuple(dated[:LATEST]), dated=True)
    newest = max((report.year for report in shown), default=0)
    return Latest(tuple(islice((report for report in shown if report.year == newest), LATEST)), dated=False)


def _moment(report: Report) -> str:
    return str(report.published)


def _lists(workspace: Workspace, entries: Entries, addresses: Addresses) -> Iterator[str]:
    latest = latest_reports(workspace, entries)
    if latest.reports:
        yield f'<h2 id="latest">{say("home.latest" if latest.dated else "home.newest")}</h2>'
        yield f'<ul class="gk-list">{"".join(_item(report, entries, addresses) for report in latest.reports)}</ul>'
    yield f'<h2 id="agencies">{say("theme.reports")}</h2>'
    yield matrix_html(islice(entries.values(), ROWS), columns_of(entries), at=HOME, addresses=addresses)
    ways = page_link(addresses, HOME, YEARS, text=say("home.by-year"))
    text = total_text(entries)
    if len(entries) > ROWS:
        text = say("home.first", {"rows": ROWS}) + text
    yield f'<p class="gk-ways">{escape(text)} {page_link(addresses, HOME, LIST, text=say("home.all"))} {ways}</p>'


def _item(report: Report, entries: Entries, addresses: Addresses) -> str:
    name = entries[report.agency].agency.name
    text = say("home.item", {"agency": name, "year": report.year})
    link = page_link(addresses, HOME, f"{report.agency}/{report.year}.md", text=text)
    return f"<li>{link} <span>{day_html(report.published)}</span></li>" if report.published else f"<li>{link}</li>"
