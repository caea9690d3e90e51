"""The glossary: the terms of the forms at hand, to look them up in."""

from collections.abc import Iterator

from markupsafe import Markup

from gongkai import routes
from gongkai.findings import say
from gongkai.pages.content import PageContent, TextBlock
from gongkai.renders.html.glossary import Group, glossary_html, glossary_ids, glossary_of, meaning_text
from gongkai.work.contents import SiteContents
from gongkai.work.page_type import GeneratedPage, MenuPlace, PageType


def glossary_page(contents: SiteContents, page: GeneratedPage) -> PageContent:
    """The terms of every form that the site has at hand."""
    groups = glossary_of(contents.forms)
    return PageContent(
        Markup(glossary_html(groups)),
        headings=tuple((group.id, group.title) for group in groups),
        ids=glossary_ids(groups),
        description=say("glossary.description"),
        text=tuple(_text(page.title, groups)),
    )


def _text(title: str, groups: tuple[Group, ...]) -> Iterator[TextBlock]:
    yield TextBlock(title, "")
    yield TextBlock(say("glossary.lead"))
    for group in groups:
        yield TextBlock(group.title, group.id)
        for entry in group.entries:
            yield TextBlock(entry.term, entry.id)
            yield from (TextBlock(meaning_text(meaning)) for meaning in entry.said)


TYPES = (
    PageType(
        route=routes.GLOSSARY,
        title="glossary.title",
        make=glossary_page,
        column=MenuPlace(5, "menu.glossary"),
        footer=MenuPlace(1, "menu.glossary"),
        searched=True,
        position=10,
    ),
)
