"""The page that compares a report with that of the year before. It depends on its own agency's data alone."""

from collections.abc import Iterator

from markupsafe import Markup

from gongkai import routes
from gongkai.findings import say
from gongkai.pages.comparison import sentences
from gongkai.pages.content import PageContent
from gongkai.renders.html.links import link_list, page_link
from gongkai.renders.html.markup import escape, fill, join
from gongkai.renders.html.scope import scope_html
from gongkai.renders.html.years.comparison import anchors, comparison_html, headings
from gongkai.tables.comparison import compare
from gongkai.work.contents import AgencyContents
from gongkai.work.page_type import AgencyPageType, GeneratedPage


def _pages(contents: AgencyContents) -> Iterator[GeneratedPage]:
    slug, name = contents.entry.slug, contents.entry.agency.name
    years = {report.year for report in contents.with_figures()}
    for year in sorted(years):
        if year - 1 in years:
            title = say("compare.title", {"agency": name, "year": year, "before": year - 1})
            yield GeneratedPage(routes.comparison_page(slug, year), title, slug, year)


def _page(contents: AgencyContents, page: GeneratedPage) -> PageContent:
    reports = {report.year: report for report in contents.with_figures()}
    year, slug, at = page.year or 0, contents.entry.slug, page.source
    comparison = compare(reports[year], reports[year - 1])
    addresses = contents.settings.addresses
    any_two = f"{addresses.between(at, routes.ANY_TWO)}?a={slug}/{year}&b={slug}/{year - 1}"
    links = [
        *_comparison(contents, at, "later", year + 1),
        *(
            page_link(addresses, at, routes.report_page(slug, number), text=contents.entry.report(number))
            for number in (year, year - 1)
        ),
        *_comparison(contents, at, "earlier", year - 1),
        page_link(addresses, at, routes.series_page(slug), text=say("compare.series")),
        fill('<a href="{}">{}</a>', escape(any_two), escape(say("compare.any"))),
    ]
    results = join(fill("<p>{}</p>", escape(text)) for text in sentences(comparison))
    heading = fill("<h1>{}</h1>", escape(page.title))
    return PageContent(
        join((heading, scope_html(contents.entry.agency), results, link_list(links), comparison_html(comparison))),
        headings=headings(comparison),
        ids=anchors(comparison),
        description=page.title,
    )


def _comparison(contents: AgencyContents, at: str, word: str, year: int) -> Iterator[Markup]:
    """The way to the comparison of another year with the one before it, if there is one."""
    slug, years = contents.entry.slug, {report.year for report in contents.with_figures()}
    if {year, year - 1} <= years:
        text = say(f"compare.{word}", {"year": year, "before": year - 1})
        yield page_link(contents.settings.addresses, at, routes.comparison_page(slug, year), text=text)


TYPES = (AgencyPageType(route=routes.COMPARISON, pages=_pages, make=_page, report_link="cite.compare", position=70),)
