"""The page on what is done for accessibility: what is supported, how keys work, what is known not to work.

It says what the theme really does, and with what that was tried.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from gongkai import routes
from gongkai.findings import say, words
from gongkai.pages.content import PageContent, TextBlock
from gongkai.renders.html import escape
from gongkai.renders.html.links import page_link
from gongkai.work.contents import SiteContents
from gongkai.work.page_type import DependsOn, GeneratedPage, MenuPlace, PageType


def accessibility_page(contents: SiteContents, page: GeneratedPage) -> PageContent:
    """The page's content."""
    lead = say("pages.accessibility.lead", {"site": contents.settings.name})
    sections: Mapping[str, Any] = words()["pages"]["accessibility"]["sections"]
    link = page_link(contents.settings.addresses, page.source, routes.CONTACT, text=say("pages.contact.title"))
    parts = [f"<h1>{page.title}</h1>", f"<p>{escape(lead)}</p>"]
    for name, section in sections.items():
        parts.append(f'<h2 id="{name}">{section["title"]}</h2>')
        parts.append(f"<ul>{''.join(f'<li>{escape(str(item))}</li>' for item in section['items'])}</ul>")
    parts.append(f"<p>{say('pages.accessibility.tell')}{link}</p>")
    return PageContent(
        Markup("".join(parts)),
        headings=tuple((name, section["title"]) for name, section in sections.items()),
        description=page.title,
        text=tuple(_text(page.title, lead, sections)),
    )


def _text(title: str, lead: str, sections: Mapping[str, Any]) -> Iterator[TextBlock]:
    yield TextBlock(title, "")
    yield TextBlock(lead)
    for name, section in sections.items():
        yield TextBlock(section["title"], name)
        yield from (TextBlock(str(item)) for item in section["items"])
    yield TextBlock(f"{say('pages.accessibility.tell')}{say('pages.contact.title')}")


TYPES = (
    PageType(
        route=routes.ACCESSIBILITY,
        title="pages.accessibility.title",
        make=accessibility_page,
        depends_on=DependsOn.SETTINGS,
        footer=MenuPlace(4, "menu.accessibility"),
        searched=True,
        position=50,
    ),
)
