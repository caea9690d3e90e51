"""Agencies by years as a table of links, in groups, and the pages that hold all agencies, a hundred on each.

The order is that of all lists (see ``reports.agencies.order``): it ranks nobody. A year that is not here is an empty
cell that says so and nothing more.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from gongkai import routes
from gongkai.findings import say
from gongkai.pages.agency_groups import group_label, group_of
from gongkai.pages.content import PageContent
from gongkai.renders.html.links import page_link
from gongkai.renders.html.markup import EMPTY, escape, fill, join
from gongkai.renders.html.pager import pager_html
from gongkai.reports import Agency
from gongkai.routes import Addresses
from gongkai.work.agency_groups import grouped
from gongkai.work.catalog import CatalogEntry, Entries, all_years, chunks
from gongkai.work.contents import SiteContents
from gongkai.work.page_type import FileType, GeneratedPage, MenuPlace, PageType
from gongkai.work.search.asking import everyday_names
from gongkai.work.search.sounds import syllables

SCRIPT = f"{routes.ASSETS}/agencies.js"

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
        parts.append(finder_html(contents, at=at))
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
    """A table of links to reports: a row an agency, a column a year.

    Args:
        entries: The rows.
        years: The columns, the newest first.
        at: The page that it is on.
        addresses: How links are written.
    """
    listed_entries = list(entries)
    heads = join(fill('<th scope="col">{}</th>', escape(say("theme.year", {"year": year}))) for year in years)
    corner = fill('<th scope="col">{}</th>', escape(say("theme.agencies")))
    runs = [
        (name, list(members)) for name, members in groupby(listed_entries, key=lambda entry: group_of(entry.agency))
    ]
    span = len(years) + 1
    body = join(
        (_group(name, len(members), span) if len(runs) > 1 else EMPTY)
        + join(_row(entry, years, at, addresses) for entry in members)
        for name, members in runs
    )
    older = any(entry.years[-1] < years[-1] for entry in listed_entries)
    note = say("lists.matrix-note") + (say("lists.matrix-older") if older else "")
    caption = fill('<caption><span class="gk-hidden">{}</span></caption>', escape(say("lists.matrix")))
    rows = fill("<thead><tr>{}{}</tr></thead><tbody>{}</tbody>", corner, heads, body)
    return fill('<table class="gk-matrix">{}{}</table><p class="gk-legend">{}</p>', caption, rows, escape(note))


def _group(name: str, count: int, span: int) -> Markup:
    """The row above the agencies of a group."""
    text = say("groups.count", {"group": group_label(name), "count": count})
    return fill('<tr class="gk-group"><th scope="rowgroup" colspan="{}">{}</th></tr>', span, escape(text))


def finder_html(contents: SiteContents, *, at: str) -> Markup:
    """The field that finds agencies by a part of their names or by pinyin while one types; nothing without its script.

    Args:
        contents: What the site shows.
        at: The page that it is on.
    """
    addresses = contents.settings.addresses
    up = addresses.up(at)
    end = addresses.between(routes.HOME, routes.agency_page("x")).removeprefix("x/")  # nothing, or index.html
    texts = [escape(say(f"groups.{name}")) for name in ("find", "hint")]
    words = escape(json.dumps({name: words_of(name) for name in ("found", "none", "more")}, ensure_ascii=False))
    return fill(
        '<div class="gk-finder gk-scripted" data-up="{}" data-end="{}" data-words="{}">'
        '<label for="gk-finder">{}</label><input id="gk-finder" type="search" autocomplete="off" placeholder="{}">'
        '<p role="status"></p><div class="gk-finder__list"></div></div><script src="{}{}" defer></script>',
        escape(up), escape(end), words, *texts,
        escape(up), escape(SCRIPT),
    )  # fmt: skip


def words_of(name: str) -> str:
    """A text that the script fills in, its field left open."""
    return say(f"groups.{name}", {"count": "{count}"})


def _agencies(contents: SiteContents) -> str:
    """What fields for names search: by group the agencies, each with slug, name, how it is read and short name.

    Beside these stands what people say for parts of the names.
    """
    groups = [
        [group.label, [_searched(entry.agency) for entry in group.entries]]
        for group in grouped(contents.entries.values())
    ]
    words = everyday_names([entry.agency.name for entry in contents.entries.values()])
    listed = {"groups": groups, "words": words}
    return json.dumps(listed, ensure_ascii=False, separators=(",", ":")) + "\n"


def _searched(agency: Agency) -> list[str]:
    """An agency in that list; a short name that is a part of the name is left out, as the name finds it."""
    parts = [agency.slug, agency.name, " ".join(syllables(agency.name))]
    return parts if agency.short in agency.name else [*parts, agency.short]


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
    FileType(route=routes.AGENCY_LIST, make=_agencies, position=83),
)
