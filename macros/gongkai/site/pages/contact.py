"""The page on whom to write to: who runs the site, how to reach them, how to have an error put right.

It says what the site's settings hold; what is not given is said to be 未载.
"""

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from gongkai import routes
from gongkai.findings import say, words
from gongkai.pages.content import PageContent, TextBlock
from gongkai.renders.html import escape
from gongkai.renders.html.links import page_link
from gongkai.work.contents import SiteContents
from gongkai.work.page_type import DependsOn, GeneratedPage, MenuPlace, PageType
from gongkai.work.settings import SiteSettings

_ALWAYS = ("sponsor", "contact")
"""Facts that the page names even where the site does not say them."""
_SECTIONS = ("site", "reports", "errors")


def contact_page(contents: SiteContents, page: GeneratedPage) -> PageContent:
    """The page's content."""
    settings = contents.settings
    facts = _facts(settings)
    items = "".join(f"<div><dt>{name}</dt><dd>{escape(text)}</dd></div>" for name, text in facts.items())
    link = page_link(settings.addresses, page.source, routes.AGENCIES, text=say("theme.agencies"))
    own = f"<p>{say('pages.contact.not-official')}</p>" if settings.noindex else ""
    steps = "".join(f"<li>{escape(step)}</li>" for step in _steps())
    html = (
        f"<h1>{page.title}</h1>"
        f'<h2 id="site">{say("pages.contact.site")}</h2><dl class="gk-meta">{items}</dl>{own}'
        f'<h2 id="reports">{say("pages.contact.reports")}</h2><p>{say("pages.contact.ask")}{link}</p>'
        f'<h2 id="errors">{say("pages.contact.errors")}</h2><p>{say(_whom(settings))}</p><ol>{steps}</ol>'
        f"<p>{say('pages.contact.corrected')}</p>"
    )
    headings = tuple((name, say(f"pages.contact.{name}")) for name in _SECTIONS)
    return PageContent(Markup(html), headings=headings, text=tuple(_text(page.title, settings, facts)))


def _facts(settings: SiteSettings) -> Mapping[str, str]:
    """What the site says of itself, by printed name."""
    given = {key: text for key, text in settings.facts() if text}
    keys = [key for key, _ in settings.facts() if key in given or key in _ALWAYS]
    return {say(f"theme.footer.{key}"): given.get(key) or say("pages.contact.none") for key in keys}


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
