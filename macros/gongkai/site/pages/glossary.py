"""The glossary: the terms of the forms at hand, to look them up in."""

from collections.abc import Iterator

from gongkai import routes
from gongkai.findings import say
from gongkai.forms import in_statutory_line
from gongkai.pages.content import PageContent, TextBlock
from gongkai.pages.glossary import Meaning, TermGroup, glossary_of
from gongkai.renders.html.glossary import glossary_html, glossary_ids
from gongkai.work.contents import SiteContents
from gongkai.work.page_type import GeneratedPage, MenuPlace, PageType


def glossary_page(contents: SiteContents, page: GeneratedPage) -> PageContent:
    """The terms of the forms that the site's reports use, and of all statutory ones where they use one or none."""
    in_use = contents.forms_in_use()
    statutory = not in_use or any(map(in_statutory_line, in_use))
    groups = glossary_of(form for form in contents.forms if form in in_use or (statutory and in_statutory_line(form)))
    return PageContent(
        glossary_html(groups),
        headings=tuple((group.id, group.title) for group in groups),
        ids=glossary_ids(groups),
        description=say("glossary.description"),
        text=tuple(_text(page.title, groups)),
    )


def _text(title: str, groups: tuple[TermGroup, ...]) -> Iterator[TextBlock]:
    yield TextBlock(title, "")
    yield TextBlock(say("glossary.lead"))
    for group in groups:
        yield TextBlock(group.title, group.id)
        for term in group.terms:
            yield TextBlock(term.term, term.id)
            yield from (TextBlock(_meaning(meaning)) for meaning in term.meanings)


def _meaning(meaning: Meaning) -> str:
    authority = say("glossary.by-form", {"authority": meaning.authority}) if meaning.authority else ""
    article = say("explain.article", {"article": meaning.article}) if meaning.article else ""
    return " ".join(f"{authority}{meaning.text} {article}".split())


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
