"""The search page: the form, a place for results, and the complete lists for whoever has no script."""

import json

from markupsafe import Markup

from gongkai import routes
from gongkai.findings import say
from gongkai.pages.content import PageContent
from gongkai.renders.html.links import page_link
from gongkai.renders.html.markup import escape, fill, join
from gongkai.site.open_data.years import table_years
from gongkai.work.catalog import all_years
from gongkai.work.contents import SiteContents
from gongkai.work.page_type import GeneratedPage, MenuPlace, PageType
from gongkai.work.settings import SiteSettings

_PLAIN = (
    *("busy", "empty", "nothing", "failed", "disk", "old", "top", "and", "more", "older", "named"),
    *("in-years", "in-agencies", "filtered", "understood", "like", "no-rank", "site-pages"),
)
_WITH_FIELDS = {
    "count": ("all",),
    "partly": ("years", "all"),
    "reports": ("count",),
    "in-explanations": ("count",),
    "pages": ("count",),
    "instead": ("query", "said"),
    "instead-partly": ("years", "query", "said"),
    "besides": ("query", "count", "said"),
    "exactly": ("query",),
    "also": ("said",),
    "named-many": ("query", "count"),
    "heading": ("query",),
    "each": ("text", "count"),
    "none": ("text",),
    "nothing-yet": ("years",),
    "nothing-here": ("where",),
    "ranked-year": ("year",),
    "lacking": ("years", "all"),
    "no-agency": ("text", "term"),
    "no-such-agency": ("text",),
    "dropped": ("numbers",),
    "explained": ("name",),
}
"""Texts that the script fills in, with what it puts there."""


def _exists(settings: SiteSettings) -> bool:
    return settings.search


def _page(contents: SiteContents, page: GeneratedPage) -> PageContent:
    title = fill("<h1>{}</h1>", escape(page.title))
    addresses = contents.settings.addresses
    ways = (
        (routes.AGENCIES, say("search.by-agency")),
        (routes.YEARS, say("search.by-year")),
        (routes.GLOSSARY, say("search.by-term")),
        (routes.METHODS, say("search.ways.methods")),
        (routes.CONTACT, say("search.ways.contact")),
    )
    links = join(fill("<li>{}</li>", page_link(addresses, page.source, source, text=text)) for source, text in ways)
    lists = fill('<div class="gk-search-lists"><p>{}</p><ul>{}</ul></div>', escape(say("search.lists")), links)
    if contents.settings.internal:
        return PageContent(fill('<div id="gk-search">{}<p>{}</p>{}</div>', title, escape(say("search.preview")), lists))
    base = addresses.up(page.source) or "./"
    words = escape(json.dumps(_words(), ensure_ascii=False))
    opening = '<div id="gk-search" class="gk-search" data-base="{}" data-tables="{}" data-words="{}">{}'
    tables = " ".join(str(item.year) for item in table_years(contents))
    html = join(
        (
            fill(opening, escape(base), escape(tables), words, title),
            _form(contents),
            fill('<p class="gk-search-notice">{}</p>', escape(say("search.script"))),
            fill('<p class="gk-search-status" role="status"></p>'),
            fill('<div class="gk-search-ways"></div>'),
            fill('<ol class="gk-results" aria-label="{}"></ol>', escape(say("search.results"))),
            fill('<p><button class="gk-further" type="button" hidden>{}</button></p>', escape(say("search.more"))),
            fill("{}</div>", lists),
            fill('<script src="{}{}/search.js" defer></script>', escape(base), escape(routes.ASSETS)),
        )
    )
    return PageContent(html, description=say("search.description", {"kind": contents.report_kinds().name}))


def _words() -> dict[str, str]:
    """What the script says, by name; it fills in what is in braces."""
    texts = {name: say(f"search.{name}") for name in _PLAIN}
    return texts | {
        name: say(f"search.{name}", {key: f"{{{key}}}" for key in keys}) for name, keys in _WITH_FIELDS.items()
    }


def _form(contents: SiteContents) -> Markup:
    options = join(
        fill('<option value="{}">{}</option>', year, escape(say("theme.year", {"year": year})))
        for year in all_years(contents.entries)
    )
    names = ("own", "field", "agency", "agency-hint", "year", "all-years", "title", "advice")
    texts = {name: escape(say(f"search.{name}")) for name in names}
    return join(
        (
            fill('<form class="gk-search-form" role="search" method="get" aria-label="{}">', texts["own"]),
            fill('<label class="gk-search-words"><span>{}</span>', texts["field"]),
            fill('<input type="search" name="q" autocomplete="off"></label>'),
            fill("<label><span>{}</span>", texts["agency"]),
            fill('<input type="search" name="agency" autocomplete="off" placeholder="{}">', texts["agency-hint"]),
            fill("</label><label><span>{}</span>", texts["year"]),
            fill('<select name="year"><option value="">{}</option>{}</select></label>', texts["all-years"], options),
            fill('<button type="submit">{}</button>', texts["title"]),
            fill('<p class="gk-search-advice">{}</p></form>', texts["advice"]),
        )
    )


TYPES = (
    PageType(
        route=routes.SEARCH,
        title="search.title",
        make=_page,
        exists=_exists,
        column=MenuPlace(3, "menu.search"),
        position=65,
    ),
)
