"""Agencies by years as a table of links, and the pages that hold all agencies, a hundred on each.

The order is that of all lists (see ``reports.order``): it ranks nobody. A year that is not here is an empty cell that
says so and nothing more.
"""

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from gongkai import routes
from gongkai.findings import say
from gongkai.pages.content import PageContent
from gongkai.renders.html.links import page_link
from gongkai.renders.html.markup import EMPTY, escape, fill, join
from gongkai.renders.html.pager import pager_html
from gongkai.routes import Addresses
from gongkai.work.catalog import CatalogEntry, Entries, all_years, chunks
from gongkai.work.contents import SiteContents
from gongkai.work.page_type import GeneratedPage, MenuPlace, PageType

COLUMNS = 8
"""Years that have a column, the newest; older ones are found on an agency's own page."""


def _pages(contents: SiteContents) -> Iterator[GeneratedPage]:
    for number, _ in enumerate(chunks(list(contents.entries.values())), start=1):
        title = say("theme.agencies") if number == 1 else say("theme.agencies-page", {"number": number})
        yield GeneratedPage(routes.agency_list_page(number), title, number=number)


def _page(contents: SiteContents, page: GeneratedPage) -> PageContent:
    at, entries, addresses = page.source, contents.entries, contents.settings.addresses
    pages = chunks(list(entries.values()))
    parts = [fill('<h1 id="list">{}</h1>', escape(page.title))]
    if entries:
        parts.append(fill('<p class="gk-lead">{}</p>', escape(total_text(entries))))
        parts.append(matrix_html(pages[page.number - 1], columns_of(entries), at=at, addresses=addresses))
    else:
        parts.append(fill("<p>{}</p>", escape(say("theme.none"))))
    address = routes.agency_list_page
    parts.append(pager_html(page.number, len(pages), lambda number: addresses.between(at, address(number))))
    return PageContent(join(parts), headings=(("list", page.title),))


def columns_of(entries: Entries) -> tuple[int, ...]:
    """The years that have a column, the newest first: the same on every page of a site."""
    return all_years(entries)[:COLUMNS]


def total_text(entries: Entries) -> str:
    """How many agencies and reports a site has."""
    count = {"agencies": len(entries), "reports": sum(len(entry.years) for entry in entries.values())}
    return say("theme.count", count)


def matrix_html(entries: Iterable[CatalogEntry], years: Sequence[int], *, at: str, addresses: Addresses) -> Markup:
    """Agencies by years.

    Args:
        entries: The rows.
        years: The columns, the newest first.
        at: The page that it is on.
        addresses: How links are written.
    """
    shown = list(entries)
    heads = join(fill('<th scope="col">{}</th>', year) for year in years)
    corner = fill('<th scope="col">{}</th>', escape(say("theme.agencies")))
    body = join(_row(entry, years, at, addresses) for entry in shown)
    older = any(entry.years[-1] < years[-1] for entry in shown)
    note = say("lists.matrix-note") + (say("lists.matrix-older") if older else "")
    caption = fill('<caption><span class="gk-hidden">{}</span></caption>', escape(say("lists.matrix")))
    rows = fill("<thead><tr>{}{}</tr></thead><tbody>{}</tbody>", corner, heads, body)
    return fill('<table class="gk-matrix">{}{}</table><p class="gk-legend">{}</p>', caption, rows, escape(note))


def _row(entry: CatalogEntry, years: Sequence[int], at: str, addresses: Addresses) -> Markup:
    own = page_link(addresses, at, routes.agency_page(entry.slug), text=entry.agency.name)
    cells = join(_cell(entry, year, at, addresses) for year in years)
    return fill('<tr><th scope="row">{}</th>{}</tr>', own, cells)


def _cell(entry: CatalogEntry, year: int, at: str, addresses: Addresses) -> Markup:
    if year not in entry.years:
        return fill('<td class="gk-none"><span class="gk-hidden">{}</span></td>', escape(say("lists.none")))
    address = addresses.between(at, routes.report_page(entry.slug, year))
    label = escape(say("lists.cell", {"agency": entry.agency.name, "year": entry.label(year)}))
    kind = fill(' class="gk-draft"') if year in entry.drafts else EMPTY
    link = fill('<a href="{}" aria-label="{}"{}><span>{}</span></a>', escape(address), label, kind, year)
    return fill("<td>{}</td>", link)


TYPES = (
    PageType(
        route=routes.AGENCIES,
        title="theme.agencies",
        pages=_pages,
        make=_page,
        kind="agencies",
        column=MenuPlace(1, "theme.agencies", ("agency", "report", "agencies")),
        position=20,
    ),
)
