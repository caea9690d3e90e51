"""The search page: the form, a place for what is found, and the complete lists for whoever has no script."""

import json
from collections.abc import Iterator
from functools import partial

from mkdocs.structure.files import File

from gongkai.findings import say
from gongkai.renders.html import escape
from gongkai.renders.links import page_link
from gongkai.routes import Addresses
from gongkai.site.build.context import Build
from gongkai.site.build.generated_page import Made, MadeFile
from gongkai.site.pages.catalog import LIST, YEARS

PAGE = "search.md"

_WORDS = ("busy", "empty", "nothing", "failed", "disk", "old", "top", "and", "more", "older")
_FILLED = {"count": ("found",), "partly": ("years", "found"), "reports": ("count",), "pages": ("count",)}
_FILLED |= {"split": ("from", "into")}
"""Texts that the script fills in, with what it puts there."""


def search_part(build: Build) -> Iterator[File]:
    """The search page, unless the site does without search."""
    plugin = build.config.plugins.get("gongkai")
    if plugin is not None and plugin.config.search:
        yield MadeFile.of(build.config, PAGE, say("search.title"), partial(_page, build))


def _page(build: Build) -> Made:
    title = f"<h1>{say('search.title')}</h1>"
    addresses = Addresses(build.config.use_directory_urls)
    ways = ((LIST, say("search.by-agency")), (YEARS, say("search.by-year")))
    links = "</li><li>".join(page_link(addresses, PAGE, source, text=text) for source, text in ways)
    lists = f'<div class="gk-search-lists"><p>{say("search.lists")}</p><ul><li>{links}</li></ul></div>'
    if build.preview:
        return Made(f'<div id="gk-search">{title}<p>{say("search.preview")}</p>{lists}</div>')
    base = "../" if build.config.use_directory_urls else "./"
    said = {name: say(f"search.{name}") for name in _WORDS}
    said |= {name: say(f"search.{name}", {key: f"{{{key}}}" for key in keys}) for name, keys in _FILLED.items()}
    words = escape(json.dumps(said, ensure_ascii=False))
    html = "".join(
        (
            f'<div id="gk-search" class="gk-search" data-base="{base}" data-words="{words}">{title}',
            _form(build),
            f'<p class="gk-search-notice">{say("search.script")}</p>',
            '<p class="gk-search-status" role="status"></p>',
            f'<ol class="gk-results" aria-label="{say("search.results")}"></ol>',
            f'<p><button class="gk-further" type="button" hidden>{say("search.more")}</button></p>',
            f"{lists}</div>",
            f'<script src="{base}assets/gongkai/search.js" defer></script>',
        )
    )
    return Made(html, description=say("search.description"))


def _form(build: Build) -> str:
    years = sorted({year for entry in build.entries.values() for year in entry.years}, reverse=True)
    options = "".join(f'<option value="{year}">{say("theme.year", {"year": year})}</option>' for year in years)
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
