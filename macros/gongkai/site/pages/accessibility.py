"""The page on what is done for accessibility: what is supported, how keys work, what is known not to work.

It says what the theme really does, and with what that was tried.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from gongkai import routes
from gongkai.findings import say
from gongkai.pages.content import PageContent, TextBlock
from gongkai.renders.html.links import page_link
from gongkai.renders.html.markup import escape, fill, join
from gongkai.words import words
from gongkai.work.contents import SiteContents
from gongkai.work.page_type import DependsOn, GeneratedPage, MenuPlace, PageType


def accessibility_page(contents: SiteContents, page: GeneratedPage) -> PageContent:
    """The page's content."""
    lead = say("pages.accessibility.lead", {"site": contents.settings.name})
    sections: Mapping[str, Any] = words()["pages"]["accessibility"]["sections"]
    link = page_link(contents.settings.addresses, page.source, routes.CONTACT, text=say("pages.contact.title"))
    parts = [fill("<h1>{}</h1><p>{}</p>", escape(page.title), escape(lead))]
    for name, section in sections.items():
        items = join(fill("<li>{}</li>", escape(str(item))) for item in section["items"])
        parts.append(fill('<h2 id="{}">{}</h2><ul>{}</ul>', escape(name), escape(section["title"]), items))
    parts.append(fill("<p>{}{}</p>", escape(say("pages.accessibility.tell")), link))
    return PageContent(
        join(parts),
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
