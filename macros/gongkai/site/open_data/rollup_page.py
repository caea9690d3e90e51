"""What a government's consolidated report adds up (汇总的构成): a page for each, and the list of them.

There is a page only where every agency that is counted has a report on the site and the sums agree: who has not filed
is for the office alone.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from markupsafe import Markup

from gongkai import routes
from gongkai.findings import say
from gongkai.forms import Form
from gongkai.pages.content import PageContent, TextBlock
from gongkai.pages.year_table import YearTable, year_table
from gongkai.renders.html.links import link_list, page_link
from gongkai.renders.html.markup import escape, fill, join
from gongkai.renders.html.years.year_table import year_table_html
from gongkai.reports import Agency, ReportKey, Scope
from gongkai.site.open_data.table_tools import table_script
from gongkai.site.open_data.year_page import table_tools
from gongkai.work.contents import SiteContents
from gongkai.work.page_type import GeneratedPage


def rollup_pages(contents: SiteContents) -> Iterator[GeneratedPage]:
    """The list of the pages, and the pages; none where there is nothing to list."""
    if not contents.rollups:
        return
    yield GeneratedPage(routes.ROLLUPS, say("rollups.title"))
    for slug, year in contents.rollups:
        names = {"agency": contents.entries[slug].agency.name, "year": year}
        yield GeneratedPage(routes.rollup_page(slug, year), say("rollups.page-title", names), year=year)


def rollup_page(contents: SiteContents, page: GeneratedPage) -> PageContent:
    """The content of the list or of a page."""
    key = next((key for key in contents.rollups if routes.rollup_page(*key) == page.source), None)
    return _list(contents, page) if key is None else _rollup(contents, page, key)


def _list(contents: SiteContents, page: GeneratedPage) -> PageContent:
    lead = say("rollups.lead")
    links = link_list(_link(contents, page, key) for key in sorted(contents.rollups, key=lambda key: (-key[1], key[0])))
    html = fill('<h1>{}</h1><p class="gk-lead">{}</p>{}', escape(page.title), escape(lead), links)
    return PageContent(html, text=(TextBlock(page.title, ""), TextBlock(lead)))


def _link(contents: SiteContents, page: GeneratedPage, key: ReportKey) -> Markup:
    names = {"agency": contents.entries[key[0]].agency.name, "year": key[1]}
    text = say("rollups.page-title", names)
    return page_link(contents.settings.addresses, page.source, routes.rollup_page(*key), text=text)


def _rollup(contents: SiteContents, page: GeneratedPage, key: ReportKey) -> PageContent:
    slug, year = key
    form = contents.forms.get(contents.summaries[key].form_id or "")
    assert form is not None  # noqa: S101 - there is a page for reports on a form alone
    table = _table(contents, form, key)
    heads = (
        ("parts", say("rollups.parts", {"count": len(table.own)}), table.own),
        ("consolidated", say("rollups.consolidated"), table.consolidated),
    )
    links = partial(_links, contents, page, year)
    sections = join(
        fill(
            '<h2 id="{}">{}</h2>{}',
            escape(name),
            escape(head),
            year_table_html(table, lines, caption=head, links=links),
        )
        for name, head, lines in heads
    )
    lead = say("rollups.page-lead", {"agency": contents.entries[slug].agency.name, "count": len(table.own)})
    opening = fill('<h1>{}</h1><p class="gk-lead">{}</p>', escape(page.title), escape(lead))
    note = fill('<p class="gk-legend">{}</p>', escape(say("rollups.note")))
    addresses = contents.settings.addresses
    ways = link_list(
        (
            page_link(addresses, page.source, routes.report_page(slug, year), text=contents.entries[slug].report(year)),
            page_link(addresses, page.source, routes.ROLLUPS, text=say("rollups.title")),
        )
    )
    return PageContent(
        join((opening, table_tools(table), sections, note, ways, table_script(contents, page))),
        headings=tuple((name, head) for name, head, _ in heads),
        description=lead,
        text=(TextBlock(page.title, ""), TextBlock(lead)),
    )


def _table(contents: SiteContents, form: Form, key: ReportKey) -> YearTable:
    """The counted reports, whatever their scope, as those that are summed, and the consolidated one apart."""
    slug, year = key
    parts = [
        (replace(contents.entries[part].agency, scope=Scope.OWN), form, contents.summaries[part, year].figures)
        for part in contents.rollups[key]
    ]
    return year_table(form, [*parts, (contents.entries[slug].agency, form, contents.summaries[key].figures)], year=year)


def _links(contents: SiteContents, page: GeneratedPage, year: int, agency: Agency) -> tuple[str, str]:
    addresses = contents.settings.addresses
    report = addresses.between(page.source, routes.report_page(agency.slug, year))
    return report, addresses.between(page.source, routes.series_page(agency.slug))
