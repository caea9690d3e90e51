"""Pages that set an agency's report beside the year before, and its figures over all years: data in, HTML out.

Each hangs on its own agency's data alone. Sources are ``<agency>/<year>/compare.md`` and ``<agency>/series.md``.
"""

from collections.abc import Iterator
from functools import partial

from markupsafe import Markup
from mkdocs.structure.files import File

from gongkai.findings import say
from gongkai.pages.comparison import sentences
from gongkai.renders.html import escape
from gongkai.renders.html.comparison import anchors, comparison_html, headings
from gongkai.renders.html.series import charts_html, series_html, series_ids
from gongkai.renders.links import page_link
from gongkai.reports import Report
from gongkai.routes import Addresses
from gongkai.site.build.context import Build
from gongkai.site.build.generated_page import Made, MadeFile
from gongkai.site.pages.catalog import Entry
from gongkai.tables.compare import compare
from gongkai.tables.series import SeriesTable, all_series

ANY = "compare.md"


def compare_path(slug: str, year: int) -> str:
    """The page that sets a report beside the year before."""
    return f"{slug}/{year}/compare.md"


def series_path(slug: str) -> str:
    """The page of an agency's figures over the years."""
    return f"{slug}/series.md"


def compare_part(build: Build) -> Iterator[File]:
    """A page for each report that has one of the year before, and a page of all years for each agency."""
    for entry in build.entries.values():
        years = shown_years(build, entry)
        for year in years:
            if year - 1 in years:
                title = say("compare.title", {"agency": entry.agency.name, "year": year, "before": year - 1})
                source = compare_path(entry.slug, year)
                yield MadeFile.of(build.config, source, title, partial(_compare_page, build, entry, year))
        if years:
            source = series_path(entry.slug)
            title = say("series.title", {"agency": entry.agency.name})
            yield MadeFile.of(build.config, source, title, partial(_series_page, build, entry))


def shown_years(build: Build, entry: Entry) -> frozenset[int]:
    """Years of an agency with a report that is shown and has figures."""
    return frozenset(report.year for report in _reports(build, entry))


def _reports(build: Build, entry: Entry) -> list[Report]:
    found = (build.workspace.report(entry.slug, year) for year in sorted(entry.years))
    return [report for report in found if report is not None and report.form is not None]


def _compare_page(build: Build, entry: Entry, year: int) -> Made:
    workspace = build.workspace
    comparison = compare(workspace.reports[entry.slug, year], workspace.reports[entry.slug, year - 1])
    at = compare_path(entry.slug, year)
    addresses = Addresses(build.config.use_directory_urls)
    title = say("compare.title", {"agency": entry.agency.name, "year": year, "before": year - 1})
    told = "".join(f"<p>{escape(text)}</p>" for text in sentences(comparison))
    years = shown_years(build, entry)
    links = [
        page_link(addresses, at, f"{entry.slug}/{number}.md", text=say("theme.report", {"year": number}))
        for number in (year, year - 1)
    ]
    for word, number in (("earlier", year - 1), ("later", year + 1)):
        if {number, number - 1} <= years:
            text = say(f"compare.{word}", {"year": number, "before": number - 1})
            links.append(page_link(addresses, at, compare_path(entry.slug, number), text=text))
    links.append(page_link(addresses, at, series_path(entry.slug), text=say("compare.series")))
    any_two = f"{addresses.between(at, ANY)}?a={entry.slug}/{year}&amp;b={entry.slug}/{year - 1}"
    links.append(Markup(f'<a href="{any_two}">{escape(say("compare.any"))}</a>'))  # noqa: S704 - an address of ours
    html = f"<h1>{escape(title)}</h1>{told}{_list(links)}{comparison_html(comparison)}"
    return Made(html, headings=headings(comparison), ids=anchors(comparison), description=title)


def _series_page(build: Build, entry: Entry) -> Made:
    reports = _reports(build, entry)
    tables = all_series(reports)
    at = series_path(entry.slug)
    addresses = Addresses(build.config.use_directory_urls)
    title = say("series.title", {"agency": entry.agency.name})
    links = [
        page_link(addresses, at, f"{entry.slug}/{report.year}.md", text=say("theme.year", {"year": report.year}))
        for report in reversed(reports)
    ]
    charts = charts_html(tables, reports)
    heading = f'<h2 id="charts">{say("series.charts")}</h2>{charts}' if charts else ""
    said = "".join(f"<p>{escape(text)}</p>" for text in _said(tables))
    html = f"<h1>{escape(title)}</h1>{said}<p>{say('series.reports')}：</p>{_list(links)}{heading}{series_html(tables)}"
    names = [(table.id, table.title) for table in tables if table.lines]
    shown = [("charts", say("series.charts")), *names] if charts else names
    return Made(html, headings=tuple(shown), ids=series_ids(tables), description=title)


def _said(tables: tuple[SeriesTable, ...]) -> Iterator[str]:
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


def _list(links: list[Markup]) -> str:
    return f'<ul class="gk-links">{"".join(f"<li>{link}</li>" for link in links)}</ul>'
