"""Agencies by years as a table of links, and the pages that hold all agencies, a hundred on each.

The order is that of all lists (see ``reports.order``): it ranks nobody. A year that is not here is an empty cell that
says so and nothing more.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from mkdocs.structure.files import File

from gongkai.findings import say
from gongkai.renders.html import escape
from gongkai.renders.links import page_link
from gongkai.routes import Addresses
from gongkai.site.build.context import Build
from gongkai.site.build.generated_page import Made, MadeFile
from gongkai.site.pages.catalog import Entries, Entry, agency_path, all_years, chunks, list_path
from gongkai.site.pages.pager import pager_html

COLUMNS = 8
"""Years that have a column, the newest; older ones are found on an agency's own page."""


def agencies_part(build: Build) -> Iterator[File]:
    """The pages with all agencies."""
    pages = chunks(list(build.entries.values()))
    for number in range(1, len(pages) + 1):
        title = say("theme.agencies") if number == 1 else say("theme.agencies-page", {"number": number})
        yield MadeFile.of(build.config, list_path(number), title, partial(_page, build, pages, number, title))


def _page(build: Build, pages: Sequence[Sequence[Entry]], number: int, title: str) -> Made:
    at = list_path(number)
    addresses = Addresses(build.config.use_directory_urls)
    parts = [f'<h1 id="list">{escape(title)}</h1>']
    if build.entries:
        parts.append(f'<p class="gk-lead">{escape(total_text(build.entries))}</p>')
        parts.append(matrix_html(pages[number - 1], columns_of(build.entries), at=at, addresses=addresses))
    else:
        parts.append(f"<p>{say('theme.none')}</p>")
    parts.append(pager_html(number, len(pages), lambda page: addresses.between(at, list_path(page))))
    return Made("".join(parts), headings=(("list", title),))


def columns_of(entries: Entries) -> tuple[int, ...]:
    """The years that have a column, the newest first: the same on every page of a site."""
    return all_years(entries)[:COLUMNS]


def total_text(entries: Entries) -> str:
    """How many agencies and reports a site has."""
    count = {"agencies": len(entries), "reports": sum(len(entry.years) for entry in entries.values())}
    return say("theme.count", count)


def matrix_html(entries: Iterable[Entry], years: Sequence[int], *, at: str, addresses: Addresses) -> str:
    """Agencies by years.

    Args:
        entries: The rows.
        years: The columns, the newest first.
        at: The page that it stands on.
        addresses: How links are written.
    """
    shown = list(entries)
    heads = "".join(f'<th scope="col">{year}</th>' for year in years)
    corner = f'<th scope="col">{say("theme.agencies")}</th>'
    body = "".join(_row(entry, years, at, addresses) for entry in shown)
    older = any(entry.years[-1] < years[-1] for entry in shown)
    note = say("lists.matrix-note") + (say("lists.matrix-older") if older else "")
    return (
        f'<table class="gk-matrix"><caption><span class="gk-hidden">{say("lists.matrix")}</span></caption>'
        f"<thead><tr>{corner}{heads}</tr></thead><tbody>{body}</tbody>"
        f'</table><p class="gk-legend">{escape(note)}</p>'
    )


def _row(entry: Entry, years: Sequence[int], at: str, addresses: Addresses) -> str:
    own = page_link(addresses, at, agency_path(entry.slug), text=entry.agency.name)
    start, _, end = addresses.between(at, f"{entry.slug}/0000.md").rpartition("0000")  # one address for all its years
    cells = "".join(_cell(entry, year, f"{start}{year}{end}") for year in years)
    return f'<tr><th scope="row">{own}</th>{cells}</tr>'


def _cell(entry: Entry, year: int, address: str) -> str:
    if year not in entry.years:
        return f'<td class="gk-none"><span class="gk-hidden">{say("lists.none")}</span></td>'
    label = escape(say("lists.cell", {"agency": entry.agency.name, "year": entry.label(year)}))
    kind = ' class="gk-draft"' if year in entry.drafts else ""
    return f'<td><a href="{address}" aria-label="{label}"{kind}><span>{year}</span></a></td>'
