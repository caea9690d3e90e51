"""The home page: what the site is, its search, ways in and figures; ``site.home.lists`` has what comes after its text.

The page itself is Markdown, a site's own or the one below; search and figures come before its first section, the lists
after the last.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from markupsafe import Markup

from gongkai import routes
from gongkai.findings import say
from gongkai.forms.roles import KEY_ROLES
from gongkai.renders.html.links import page_link
from gongkai.renders.html.markup import EMPTY, escape, fill, join
from gongkai.routes import Addresses
from gongkai.site.home.lists import complete_year, table_link
from gongkai.work.catalog import Entries, all_years, of_year
from gongkai.work.contents import SiteContents
from gongkai.work.page_type import MenuPlace, PageType

_SPECIAL = re.compile(r"^[-+=:\d]|[\\`*_{}\[\]<>#!|&~^]")


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


def markdown_text(text: str) -> str:
    """Plain text for Markdown: neither Markdown, nor HTML, nor a template engine finds anything to act on."""
    return _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", " ".join(text.split()))


def home_text(*, title: str, intro: str) -> str:
    """The home page of a site that has not written its own, as Markdown.

    Args:
        title: Its heading.
        intro: Its first paragraph; may be empty.
    """
    return "\n\n".join(part for part in (f"# {markdown_text(title)}", markdown_text(intro)) if part) + "\n"


def opening_html(contents: SiteContents, *, present: Collection[str]) -> Markup:
    """What comes before the first section: what the site is, the search, ways in, figures of the latest complete year.

    Args:
        contents: What the site shows.
        present: Sources of the pages that this build has.
    """
    if not contents.entries:
        return EMPTY
    addresses = contents.settings.addresses
    numbers = headline(contents)
    methods = addresses.between(routes.HOME, routes.METHODS) if routes.METHODS in present else ""
    search = search_html(addresses) if routes.SEARCH in present else EMPTY
    figures = _figures(numbers, contents.entries, methods) if numbers else EMPTY
    ways = _ways(contents, present)
    return fill('{}<div class="gk-home"><div>{}{}</div><div>{}</div></div>', _lead(contents), search, ways, figures)


def _lead(contents: SiteContents) -> Markup:
    """What the site is, and for whom: two lines."""
    years = all_years(contents.entries)
    span = say("home.span" if len(years) > 1 else "home.one-year", {"first": years[-1], "last": years[0]})
    reports = sum(len(entry.years) for entry in contents.entries.values())
    kinds = contents.report_kinds()
    numbers = {"agencies": len(contents.entries), "span": span, "reports": reports, "kind": kinds.name}
    what = say("home.lead" if kinds.statutory else "home.lead-other", numbers)
    whom = say("home.audience" if kinds.any_statutory else "home.audience-other")
    return fill('<p class="gk-lead">{}<br>{}</p>', escape(what), escape(whom))


def _ways(contents: SiteContents, present: Collection[str]) -> Markup:
    """The ways to compare and to take away, as far as this build has their pages."""
    addresses = contents.settings.addresses
    places = ((routes.ANY_TWO, "home.any-two"), (routes.DATA, "home.data"), (routes.GLOSSARY, "home.terms"))
    links = [page_link(addresses, routes.HOME, source, text=say(text)) for source, text in places if source in present]
    links += [link for link in (table_link(contents),) if link]
    if routes.CONTACT in present:
        address = f"{addresses.between(routes.HOME, routes.CONTACT)}#{routes.HOW_TO_APPLY}"
        links.append(fill('<a href="{}">{}</a>', escape(address), escape(say("home.apply"))))
    if not links:
        return EMPTY
    items = join(fill("<li>{}</li>", link) for link in links)
    return fill('<ul class="gk-links" aria-label="{}">{}</ul>', escape(say("home.ways-title")), items)


def search_html(addresses: Addresses) -> Markup:
    """The search box; the page that it leads to does the searching."""
    texts = [escape(say(f"home.{name}")) for name in ("search-label", "search", "search-hint")]
    return fill(
        '<form class="gk-ask" action="{}" method="get" role="search"><label for="gk-ask">{}</label><div>'
        '<input id="gk-ask" type="search" name="q" autocomplete="off">'
        '<button type="submit">{}</button></div><p>{}</p></form>',
        escape(addresses.between(routes.HOME, routes.SEARCH)),
        *texts,
    )


def headline(contents: SiteContents) -> Headline | None:
    """The figures of the latest complete year; None where no report of an organ on itself has them."""
    year = complete_year(contents.entries)
    of_this_year = of_year(contents.entries, year)
    rows = [
        totals
        for entry in of_this_year
        if not entry.agency.is_consolidated and year not in entry.drafts
        if (totals := contents.summaries[entry.slug, year].totals) is not None
    ]
    if not rows:
        return None
    return Headline(year, len(of_this_year), len(rows), tuple(sum(column) for column in zip(*rows, strict=True)))


def _figures(numbers: Headline, entries: Entries, methods: str) -> Markup:
    tiles = [
        (say("home.agencies"), len(entries), say("home.unit-agencies")),
        (say("home.reports"), sum(len(entry.years) for entry in entries.values()), say("home.unit-reports")),
        *(
            (say(f"home.{name}", {"year": numbers.year}), total, say("home.unit"))
            for name, total in zip(KEY_ROLES, numbers.totals, strict=True)
        ),
    ]
    items = join(
        fill("<div><dt>{}</dt><dd>{}<span> {}</span></dd></div>", escape(name), escape(str(number)), escape(unit))
        for name, number, unit in tiles
    )
    link = fill(' <a href="{}">{}</a>', escape(methods), escape(say("home.methods"))) if methods else EMPTY
    note = escape(say("home.note", {"year": numbers.year, "reports": numbers.reports}))
    return fill('<dl class="gk-tiles">{}</dl><p class="gk-legend">{}{}</p>', items, note, link)


TYPES = (
    PageType(
        route=routes.HOME, title="theme.home", make=None, kind="home", column=MenuPlace(0, "theme.home"), position=1
    ),
)
