"""The page on whom to write to: who runs the site, where information is applied for, how to have an error put right.

It says what the site's settings hold; what is not given is said to be 暂未提供.
"""

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from gongkai import routes
from gongkai.findings import say
from gongkai.pages.content import PageContent, TextBlock
from gongkai.renders.html.links import page_link
from gongkai.renders.html.markup import EMPTY, escape, fill, join
from gongkai.words import words
from gongkai.work.contents import SiteContents
from gongkai.work.page_type import DependsOn, GeneratedPage, MenuPlace, PageType
from gongkai.work.settings import SiteSettings

_ALWAYS = ("sponsor", "contact")
"""Facts that the page names even where the site does not say them."""
_HOW_TO_APPLY = ("apply-to", "apply-where", "apply-reply", "apply-remedy")
"""Paragraphs on applications, by articles of the 政府信息公开条例 of 2019."""
_SECTIONS = ("site", "reports", routes.HOW_TO_APPLY, "errors")


def contact_page(contents: SiteContents, page: GeneratedPage) -> PageContent:
    """The page's content."""
    settings = contents.settings
    facts = _facts(settings)
    items = join(fill("<div><dt>{}</dt><dd>{}</dd></div>", *map(escape, fact)) for fact in facts.items())
    link = page_link(settings.addresses, page.source, routes.AGENCIES, text=say("theme.agencies"))
    not_official = fill("<p>{}</p>", _text_of("not-official")) if settings.noindex else EMPTY
    steps = join(fill("<li>{}</li>", escape(step)) for step in _steps())
    parts = (
        fill("<h1>{}</h1>", escape(page.title)),
        fill('<h2 id="site">{}</h2><dl class="gk-meta">{}</dl>{}', _text_of("site"), items, not_official),
        fill('<h2 id="reports">{}</h2><p>{}{}</p>', _text_of("reports"), _text_of("ask"), link),
        fill('<h2 id="{}">{}</h2>', escape(routes.HOW_TO_APPLY), _text_of("apply")),
        join(fill("<p>{}</p>", _text_of(name)) for name in _HOW_TO_APPLY),
        fill("<p>{}{}</p>", _text_of("apply-not-here"), link),
        fill('<h2 id="errors">{}</h2><p>{}</p>', _text_of("errors"), escape(say(_whom(settings)))),
        fill("<ol>{}</ol><p>{}</p>", steps, _text_of("corrected")),
    )
    headings = tuple((name, say(f"pages.contact.{name}")) for name in _SECTIONS)
    return PageContent(join(parts), headings=headings, text=tuple(_text(page.title, settings, facts)))


def _text_of(name: str) -> Markup:
    return escape(say(f"pages.contact.{name}"))


def _facts(settings: SiteSettings) -> Mapping[str, str]:
    """What the site says of itself, by printed name."""
    facts = {key: text for key, text in settings.facts() if text}
    keys = [key for key, _ in settings.facts() if key in facts or key in _ALWAYS]
    return {say(f"theme.footer.{key}"): facts.get(key) or say("pages.contact.none") for key in keys}


def _whom(settings: SiteSettings) -> str:
    return "pages.contact.tell" if settings.contact else "pages.contact.tell-agency"


def _steps() -> list[str]:
    return [str(item) for item in words()["pages"]["contact"]["steps"]]


def _text(title: str, settings: SiteSettings, facts: Mapping[str, str]) -> Iterator[TextBlock]:
    yield TextBlock(title, "")
    yield TextBlock(say("pages.contact.site"), "site")
    for fact in facts.items():
        yield from map(TextBlock, fact)
    if settings.noindex:
        yield TextBlock(say("pages.contact.not-official"))
    yield TextBlock(say("pages.contact.reports"), "reports")
    yield TextBlock(f"{say('pages.contact.ask')}{say('theme.agencies')}")
    yield TextBlock(say("pages.contact.apply"), routes.HOW_TO_APPLY)
    yield from (TextBlock(say(f"pages.contact.{name}")) for name in _HOW_TO_APPLY)
    yield TextBlock(f"{say('pages.contact.apply-not-here')}{say('theme.agencies')}")
    yield TextBlock(say("pages.contact.errors"), "errors")
    yield TextBlock(say(_whom(settings)))
    yield from map(TextBlock, _steps())
    yield TextBlock(say("pages.contact.corrected"))


TYPES = (
    PageType(
        route=routes.CONTACT,
        title="pages.contact.title",
        make=contact_page,
        depends_on=DependsOn.SETTINGS,
        footer=MenuPlace(5, "menu.contact"),
        searched=True,
        position=51,
    ),
)
