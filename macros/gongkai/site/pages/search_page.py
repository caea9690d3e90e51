"""The search page: the form, a place for results, and the complete lists for whoever has no script."""

import json

from markupsafe import Markup

from gongkai import routes
from gongkai.findings import say
from gongkai.pages.content import PageContent
from gongkai.renders.html import escape
from gongkai.renders.html.links import page_link
from gongkai.work.catalog import all_years
from gongkai.work.contents import SiteContents
from gongkai.work.page_type import GeneratedPage, MenuPlace, PageType
from gongkai.work.settings import SiteSettings

_PLAIN = ("busy", "empty", "nothing", "failed", "disk", "old", "top", "and", "more", "older")
_WITH_FIELDS = {
    "count": ("found",),
    "partly": ("years", "found"),
    "reports": ("count",),
    "pages": ("count",),
    "split": ("from", "into"),
}
"""Texts that the script fills in, with what it puts there."""


def _exists(settings: SiteSettings) -> bool:
    return settings.search


def _page(contents: SiteContents, page: GeneratedPage) -> PageContent:
    title = f"<h1>{page.title}</h1>"
    addresses = contents.settings.addresses
    ways = ((routes.AGENCIES, say("search.by-agency")), (routes.YEARS, say("search.by-year")))
    links = "</li><li>".join(page_link(addresses, page.source, source, text=text) for source, text in ways)
    lists = f'<div class="gk-search-lists"><p>{say("search.lists")}</p><ul><li>{links}</li></ul></div>'
    if contents.settings.preview:
        return PageContent(Markup(f'<div id="gk-search">{title}<p>{say("search.preview")}</p>{lists}</div>'))
    base = addresses.up(page.source) or "./"
    words = escape(json.dumps(_words(), ensure_ascii=False))
    html = "".join(
        (
            f'<div id="gk-search" class="gk-search" data-base="{base}" data-words="{words}">{title}',
            _form(contents),
            f'<p class="gk-search-notice">{say("search.script")}</p>',
            '<p class="gk-search-status" role="status"></p>',
            f'<ol class="gk-results" aria-label="{say("search.results")}"></ol>',
            f'<p><button class="gk-further" type="button" hidden>{say("search.more")}</button></p>',
            f"{lists}</div>",
            f'<script src="{base}{routes.ASSETS}/search.js" defer></script>',
        )
    )
    return PageContent(Markup(html), description=say("search.description"))


def _words() -> dict[str, str]:
    """What the script says, by name; it fills in what stands in braces."""
    texts = {name: say(f"search.{name}") for name in _PLAIN}
    return texts | {
        name: say(f"search.{name}", {key: f"{{{key}}}" for key in keys}) for name, keys in _WITH_FIELDS.items()
    }


def _form(contents: SiteContents) -> str:
    options = "".join(
        f'<option value="{year}">{say("theme.year", {"year": year})}</option>' for year in all_years(contents.entries)
    )
    return (
        f'<form class="gk-search-form" role="search" method="get" aria-label="{say("search.own")}">'
        f'<label class="gk-search-words"><span>{say("search.field")}</span>'
        '<input type="search" name="q" autocomplete="off"></label>'
        f"<label><span>{say('search.agency')}</span>"
        f'<input type="search" name="agency" autocomplete="off" placeholder="{say("search.agency-hint")}"></label>'
        f"<label><span>{say('search.year')}</span>"
        f'<select name="year"><option value="">{say("search.all-years")}</option>{options}</select></label>'
        f'<button type="submit">{say("search.title")}</button>'
        f'<p class="gk-search-advice">{say("search.advice")}</p></form>'
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
