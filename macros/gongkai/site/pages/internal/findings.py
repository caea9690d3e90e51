"""The page of all findings of an internal site, by agency, errors first, each with its line and what to do.

It is complete without scripts; ``list-filter.js`` chooses by agency, code, level and text.
"""

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from gongkai import routes
from gongkai.findings import Finding, Level, code_name, say
from gongkai.listed_findings import first_years_joined, text_of_joined
from gongkai.pages.content import PageContent
from gongkai.renders.html.markup import EMPTY, escape, fill, join
from gongkai.site.open_data.table_tools import RowChoice, choice_html
from gongkai.work.contents import SiteContents
from gongkai.work.page_type import GeneratedPage

SCRIPT = f"{routes.ASSETS}/list-filter.js"
_SITE = "site-findings"
"""Stands for the site as a whole where agencies stand by their slugs."""


def findings_page(contents: SiteContents, page: GeneratedPage) -> PageContent:
    """The page's content."""
    assert contents.office is not None  # noqa: S101 - there is such a page on an internal site alone
    names = {row.agency.slug: row.agency.name for board in contents.office.boards for row in board.rows}
    levels = list(Level)
    sections = [
        (
            slug or _SITE,
            names.get(slug, slug) if slug else say("office.site"),
            sorted(items, key=lambda item: levels.index(item.level)),
        )
        for slug, items in contents.office.findings.items()
    ]
    body = join(
        fill(
            '<section data-section="{}"><h2 id="{}">{}</h2><div class="gk-findings"><ul>{}</ul></div></section>',
            escape(anchor),
            escape(anchor),
            escape(name),
            join(map(_item, first_years_joined(items))),
        )
        for anchor, name, items in sections
    )
    none = fill("<p>{}</p>", escape(say("office.none"))) if not sections else EMPTY
    lead = escape(say("office.findings-lead"))
    opening = fill('<h1>{}</h1><p class="gk-lead">{}</p>', escape(page.title), lead)
    all_items = [item for _, _, items in sections for item in items]
    tools = _tools({anchor: name for anchor, name, _ in sections}, all_items) if sections else EMPTY
    up = contents.settings.addresses.up(page.source)
    script = fill('<script src="{}{}" defer></script>', escape(up), escape(SCRIPT))
    html = join((opening, tools, body, none, script))
    return PageContent(html, headings=tuple((anchor, name) for anchor, name, _ in sections))


def _item(items: Sequence[Finding]) -> Markup:
    level = escape(items[0].level.value)
    return fill(
        '<li class="gk-{}" data-level="{}" data-code="{}">{}</li>',
        level,
        level,
        escape(" ".join(item.code for item in items)),
        escape(text_of_joined(items)),
    )


def _tools(agencies: Mapping[str, str], items: Sequence[Finding]) -> Markup:
    """The form that the script serves; without scripts it is not shown."""
    search = fill(
        '<label><span>{}</span><input type="search" name="text" autocomplete="off"></label>',
        escape(say("office.text")),
    )
    return fill(
        '<form class="gk-find gk-scripted" aria-label="{}" data-shown="{}">{}{}<button type="reset">{}</button>'
        '<p role="status"></p></form>',
        escape(say("office.find-findings")),
        escape(say("office.shown", {"shown": "{shown}", "all": "{all}"})),
        join(map(choice_html, _choices(agencies, items))),
        search,
        escape(say("data.table.reset")),
    )


def _choices(agencies: Mapping[str, str], items: Sequence[Finding]) -> Iterator[RowChoice]:
    """By agency, level and code, of those that there are."""
    yield RowChoice("section", say("office.agency"), say("office.all-agencies"), tuple(agencies.items()))
    there = {item.level for item in items}
    levels = [(level.value, say(f"levels.{level.value}")) for level in Level if level in there]
    yield RowChoice("level", say("office.level"), say("office.all-levels"), levels)
    names = {code: code_name(code) for code in sorted({item.code for item in items})}
    codes = [(code, say("office.code-option", {"name": name, "code": code})) for code, name in names.items()]
    yield RowChoice("code", say("office.code"), say("office.all-codes"), codes)
