"""The complete list of reports by year, a hundred on a page: it needs no script and no search."""

from collections.abc import Iterator

from markupsafe import Markup

from gongkai import routes
from gongkai.findings import say
from gongkai.pages.content import PageContent
from gongkai.renders.html.dates import day_html
from gongkai.renders.html.links import page_link
from gongkai.renders.html.markup import EMPTY, escape, fill, join
from gongkai.renders.html.pager import pager_html
from gongkai.site.open_data.years import table_years
from gongkai.work.catalog import CatalogEntry, all_years, chunks, of_year
from gongkai.work.contents import SiteContents
from gongkai.work.page_type import GeneratedPage, MenuPlace, PageType


def _pages(contents: SiteContents) -> Iterator[GeneratedPage]:
    yield GeneratedPage(routes.YEARS, say("lists.years"))
    for year in all_years(contents.entries):
        for number, _ in enumerate(chunks(of_year(contents.entries, year)), start=1):
            title = say("lists.year" if number == 1 else "lists.year-page", {"year": year, "number": number})
            yield GeneratedPage(routes.year_list_page(year, number), title, year=year, number=number)


def _page(contents: SiteContents, page: GeneratedPage) -> PageContent:
    return _all_years(contents, page) if page.year is None else _one_year(contents, page, page.year)


def _all_years(contents: SiteContents, page: GeneratedPage) -> PageContent:
    items = []
    for year in all_years(contents.entries):
        link = _year_link(contents, page, year)
        count = say("lists.count", {"count": len(of_year(contents.entries, year))})
        items.append(fill("<li>{} <span>{}</span></li>", link, escape(count)))
    none = fill("<p>{}</p>", escape(say("theme.none")))
    body = fill('<ul class="gk-list">{}</ul>', join(items)) if items else none
    lead = fill('<p class="gk-lead">{}</p>', escape(say("lists.years-lead"))) if items else EMPTY
    html = fill('<h1 id="list">{}</h1>{}{}', escape(page.title), lead, body)
    return PageContent(html, headings=(("list", page.title),))


def _one_year(contents: SiteContents, page: GeneratedPage, year: int) -> PageContent:
    at, addresses = page.source, contents.settings.addresses
    entries = of_year(contents.entries, year)
    pages = chunks(entries)
    count = say("lists.count", {"count": len(entries)})
    items = join(_report(contents, page, entry, year) for entry in pages[page.number - 1])
    pager = pager_html(
        page.number, len(pages), lambda number: addresses.between(at, routes.year_list_page(year, number))
    )
    opening = fill('<h1 id="list">{}</h1><p class="gk-lead">{}</p>', escape(page.title), escape(count))
    reports = fill('<ul class="gk-list gk-list--two">{}</ul>', items)
    html = join(
        (
            opening,
            _table_link(contents, page, year),
            _rollup_links(contents, page, year),
            reports,
            pager,
            _other_years(contents, page, year),
        )
    )
    return PageContent(html, headings=(("list", page.title),))


def _table_link(contents: SiteContents, page: GeneratedPage, year: int) -> Markup:
    """The way to the table of all agencies of the year, where a report on it has figures."""
    if all(item.year != year for item in table_years(contents)):
        return EMPTY
    text = say("lists.table", {"year": year})
    link = page_link(contents.settings.addresses, page.source, routes.year_table_page(year), text=text)
    return fill('<p class="gk-ways">{}</p>', link)


def _rollup_links(contents: SiteContents, page: GeneratedPage, year: int) -> Markup:
    """The way to what the consolidated reports of the year add up."""
    links = [
        page_link(
            contents.settings.addresses, page.source, routes.rollup_page(slug, own),
            text=say("rollups.page-title", {"agency": contents.entries[slug].agency.name, "year": own}),
        )
        for slug, own in contents.rollups
        if own == year
    ]  # fmt: skip
    return fill('<p class="gk-ways">{}</p>', join(links, " ")) if links else EMPTY


def _report(contents: SiteContents, page: GeneratedPage, entry: CatalogEntry, year: int) -> Markup:
    name = entry.agency.name
    if year in entry.drafts:
        name = say("theme.draft", {"title": name})
    source = routes.report_page(entry.slug, year)
    link = page_link(contents.settings.addresses, page.source, source, text=name)
    published = contents.summaries[entry.slug, year].published
    day = day_html(published) if published else escape(say("page.no-date"))
    return fill("<li>{} <span>{}</span></li>", link, day)


def _other_years(contents: SiteContents, page: GeneratedPage, year: int) -> Markup:
    """The way to the lists of other years; there are as many as there are forms' years, not as agencies."""
    links = [_year_link(contents, page, other) for other in all_years(contents.entries) if other != year]
    if not links:
        return EMPTY
    name, items = escape(say("lists.other-years")), join(fill("<li>{}</li>", link) for link in links)
    return fill('<nav class="gk-others" aria-label="{}"><p>{}</p><ul>{}</ul></nav>', name, name, items)


def _year_link(contents: SiteContents, page: GeneratedPage, year: int) -> Markup:
    text = say("theme.year", {"year": year})
    return page_link(contents.settings.addresses, page.source, routes.year_list_page(year), text=text)


TYPES = (
    PageType(
        route=routes.YEARS,
        title="lists.years",
        pages=_pages,
        make=_page,
        kind="years",
        column=MenuPlace(2, "menu.years", ("years",)),
        footer=MenuPlace(2, "menu.all"),
        position=30,
    ),
)
