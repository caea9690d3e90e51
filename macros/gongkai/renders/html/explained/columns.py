"""What the columns of a table count: one sheet for a block."""

from collections.abc import Iterator
from functools import lru_cache

from markupsafe import Markup

from gongkai.findings import say
from gongkai.forms import Form, Table
from gongkai.forms.citations import citation
from gongkai.forms.model import Head, Term
from gongkai.renders.html.markup import EMPTY, escape, fill, join
from gongkai.renders.html.table import columns_id
from gongkai.tables.model import BlockSkeleton


@lru_cache(maxsize=1024)
def columns_sheet(  # noqa: PLR0913, PLR0917 - a key of all that it depends on
    skeleton: BlockSkeleton, form: Form, table: Table, block: int, back: str, glossary: str | None
) -> Markup:
    """What the columns of a block count.

    A term of the glossary has its link where it first occurs, and groups of the same columns are explained once.

    Args:
        skeleton: The block as printed.
        form: The form.
        table: Its table.
        block: Number of the block in it.
        back: Id of the table, to which the link for closing leads.
        glossary: Address of the glossary as seen from the page; None where the site has none.
    """
    terms = dict(terms_by_id(form)) if glossary is not None else {}
    items = join(
        [
            _column(head, terms.pop(head.glossary or "", None), same, glossary or "")
            for head, same in _explained_heads(table.blocks[block].heads, {})
            if head.counts or head.article or same
        ]
    )
    label = say("explain.columns-of", {"title": table.blocks[block].title or table.title})
    body = fill("<dl>{}</dl>", items) if items else EMPTY
    return fill("{}{}</div>", sheet_top(columns_id(skeleton), label, back), body)


def _explained_heads(
    heads: tuple[Head, ...], groups: dict[tuple[tuple[str | None, ...], ...], str]
) -> Iterator[tuple[Head, str]]:
    """Heads with those below them; for a group of the same columns as one before it, the label of that one instead."""
    for head in heads:
        columns = tuple((child.label, child.counts, child.article, child.glossary) for child in head.children)
        same = groups.setdefault(columns, head.label) if columns else head.label
        is_first = same == head.label
        yield head, "" if is_first else same
        if is_first:
            yield from _explained_heads(head.children, groups)


def _column(head: Head, term: Term | None, same: str, glossary: str) -> Markup:
    facts = [escape(head.counts)] if head.counts else []
    if head.article:
        facts.append(escape(say("explain.article", {"article": citation(head.article, head.unverified)})))
    if same:
        facts.append(escape(say("explain.same-columns", {"label": same})))
    if term is not None:
        facts.append(term_link(term, glossary))
    return fill("<dt>{}</dt><dd>{}</dd>", escape(head.label), join(facts))


def all_heads(heads: tuple[Head, ...]) -> Iterator[Head]:
    """Heads of columns with those below them."""
    for head in heads:
        yield head
        yield from all_heads(head.children)


def sheet_top(name: str, label: str, back: str, *, called: str = "") -> Markup:
    """The start of a sheet, whose ``<div>`` stays open.

    Args:
        name: The sheet's id.
        label: What it explains.
        back: Id of what it explains, to which its link for closing leads.
        called: Id of the head whose text is the label; empty where there is none.
    """
    column_names = (
        fill("aria-labelledby={}", escape(called))
        if called
        else fill('aria-label="{}"', escape(say("explain.sheet", {"label": label})))
    )
    return fill(
        "<div class=gk-sheet role=region id={} {} tabindex=-1><p><strong>{}</strong> <a href=#{}>{}</a></p>",
        escape(name),
        column_names,
        escape(label),
        escape(back),
        escape(say("explain.close")),
    )


@lru_cache(maxsize=64)
def terms_by_id(form: Form) -> dict[str, Term]:
    """The terms of the form's glossary."""
    return {term.id: term for term in form.glossary}


def term_link(term: Term, glossary: str) -> Markup:
    """A link to a term of the glossary, after a space."""
    name = escape(say("explain.term", {"term": term.term}))
    return fill(" <a href={}#{}>{}</a>", escape(glossary), escape(term.id), name)
