"""The glossary of a site as the content of a page."""

from markupsafe import Markup

from gongkai.findings import say
from gongkai.pages.glossary import GlossaryTerm, Meaning, TermGroup
from gongkai.renders.html.markup import EMPTY, escape, fill, join


def glossary_html(groups: tuple[TermGroup, ...]) -> Markup:
    """The glossary, a list of all terms on top."""
    links = join(
        fill('<li><a href="#{}">{}</a></li>', escape(term.id), escape(term.term))
        for group in groups
        for term in group.terms
    )
    parts = [
        fill("<h1>{}</h1><p>{}</p>", escape(say("glossary.title")), escape(say("glossary.lead"))),
        fill('<nav class="gk-terms" aria-label="{}"><ul>{}</ul></nav>', escape(say("glossary.all")), links),
    ]
    for group in groups:
        parts.append(fill('<h2 id="{}">{}</h2>', escape(group.id), escape(group.title)))
        parts.append(fill('<dl class="gk-glossary">{}</dl>', join(map(_term, group.terms))))
    return join(parts)


def glossary_ids(groups: tuple[TermGroup, ...]) -> frozenset[str]:
    """Every id in the HTML of the glossary."""
    return frozenset(name for group in groups for name in (group.id, *(term.id for term in group.terms)))


def _term(term: GlossaryTerm) -> Markup:
    meanings = join(fill("<dd>{}</dd>", _meaning(item)) for item in term.meanings)
    return fill('<dt id="{}">{}</dt>{}', escape(term.id), escape(term.term), meanings)


def _meaning(item: Meaning) -> Markup:
    lead = escape(say("glossary.by-form", {"authority": item.authority})) if item.authority else EMPTY
    if not item.article:
        return lead + escape(item.text)
    article = escape(say("explain.article", {"article": item.article}))
    return fill('{}{} <span class="gk-article">{}</span>', lead, escape(item.text), article)
