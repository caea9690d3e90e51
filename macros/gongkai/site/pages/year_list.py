"""The complete list of reports by year, a hundred on a page: it needs no script and no search."""

from collections.abc import Iterator

from markupsafe import Markup

from gongkai import routes
from gongkai.findings import say
from gongkai.pages.content import PageContent
from gongkai.renders.html import escape
from gongkai.renders.html.dates import day_html
from gongkai.renders.html.links import page_link
from gongkai.renders.html.pager import pager_html
from gongkai.work.catalog import Entry, all_years, chunks, of_year
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
        items.append(f"<li>{link} <span>{count}</span></li>")
    body = f'<ul class="gk-list">{"".join(items)}</ul>' if items else f"<p>{say('theme.none')}</p>"
    lead = f'<p class="gk-lead">{say("lists.years-lead")}</p>' if items else ""
    return PageContent(Markup(f'<h1 id="list">{page.title}</h1>{lead}{body}'), headings=(("list", page.title),))


def _one_year(contents: SiteContents, page: GeneratedPage, year: int) -> PageContent:
    at, addresses = page.source, contents.settings.addresses
    entries = of_year(contents.entries, year)
    pages = chunks(entries)
    count = say("lists.count", {"count": len(entries)})
    items = "".join(f"<li>{_report(contents, page, entry, year)}</li>" for entry in pages[page.number - 1])
    pager = pager_html(
        page.number, len(pages), lambda number: addresses.between(at, routes.year_list_page(year, number))
    )
    html = (
        f'<h1 id="list">{escape(page.title)}</h1><p class="gk-lead">{count}</p>'
        f'<ul class="gk-list gk-list--two">{items}</ul>{pager}{_other_years(contents, page, year)}'
    )
    return PageContent(Markup(html), headings=(("list", page.title),))


def _report(contents: SiteContents, page: GeneratedPage, entry: Entry, year: int) -> str:
    name = entry.agency.name
    if year in entry.drafts:
        name = say("theme.draft", {"title": name})
    source = routes.report_page(entry.slug, year)
    link = page_link(contents.settings.addresses, page.source, source, text=name)
    published = contents.summaries[entry.slug, year].published
    return f"{link} <span>{day_html(published) if published else say('page.undated')}</span>"


def _other_years(contents: SiteContents, page: GeneratedPage, year: int) -> str:
    """The way to the lists of other years; there are as many as there are forms' years, not as agencies."""
    links = [_year_link(contents, page, other) for other in all_years(contents.entries) if other != year]
    if not links:
        return ""
    name, items = say("lists.other-years"), "".join(f"<li>{link}</li>" for link in links)
    return f'<nav class="gk-others" aria-label="{name}"><p>{name}</p><ul>{items}</ul></nav>'


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
