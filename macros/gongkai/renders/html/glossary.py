"""The glossary of a site: the terms of all its forms in one list, in words for citizens, each with its article.

Pure: forms in, entries and HTML out. The address of an entry is its id on the form, so that links to it last.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongkai.findings import say
from gongkai.forms import Form, Table
from gongkai.forms.model import Head
from gongkai.renders.html import escape


@dataclass(frozen=True, slots=True)
class Said:
    """What a form says of a term; ``authority`` names the form where another says it otherwise."""

    meaning: str
    article: str | None
    authority: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One term with all that the forms say of it."""

    id: str
    term: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The terms of one table, or those that no table uses; ``id`` is that of its heading."""

    id: str
    title: str
    entries: tuple[Entry, ...]


def glossary_of(forms: Iterable[Form]) -> tuple[Group, ...]:
    """Join the terms of some forms.

    Args:
        forms: The forms, the newest last.

    Returns:
        First the terms that no table uses, then those of each table in the order in which it comes to them.
    """
    shelf = tuple(forms)
    entries = {entry.id: entry for entry in _joined(shelf)}
    used: dict[str, tuple[str, list[str]]] = {}
    for form in reversed(shelf):
        for table in form.tables:
            title, names = used.setdefault(table.id, (table.title, []))
            del title
            names.extend(name for name in _named(table) if name not in names)
    groups = []
    for table_id, (title, names) in used.items():
        mine = tuple(entries.pop(name) for name in names if name in entries)
        if mine:
            groups.append(Group(f"in-{table_id}", title, mine))
    rest = (Group("in-general", say("glossary.general"), tuple(entries.values())),) if entries else ()
    return (*rest, *groups)


def _joined(forms: tuple[Form, ...]) -> Iterator[Entry]:
    found: dict[str, tuple[str, list[tuple[str, str | None, str]]]] = {}
    for form in reversed(forms):
        for term in form.glossary:
            _, said = found.setdefault(term.id, (term.term, []))
            if all((meaning, article) != (term.meaning, term.article) for meaning, article, _ in said):
                said.append((term.meaning, term.article, form.authority))
    for name, (term_, said) in found.items():
        several = len(said) > 1
        yield Entry(name, term_, tuple(Said(text, article, form if several else None) for text, article, form in said))


def _named(table: Table) -> Iterator[str]:
    """Ids of the terms of a table, each block's columns before its rows."""
    for number, block in enumerate(table.blocks):
        yield from (head.glossary for head in _all_heads(block.heads) if head.glossary)
        for row in table.rows:
            named = (*(group.glossary for group in row.groups), row.glossary) if row.block == number else ()
            yield from filter(None, named)


def _all_heads(heads: tuple[Head, ...]) -> Iterator[Head]:
    for head in heads:
        yield head
        yield from _all_heads(head.children)


def glossary_html(groups: tuple[Group, ...]) -> str:
    """The glossary as the content of a page, a list of all terms on top."""
    links = "".join(
        f'<li><a href="#{entry.id}">{escape(entry.term)}</a></li>' for group in groups for entry in group.entries
    )
    parts = [
        f"<h1>{say('glossary.title')}</h1><p>{say('glossary.lead')}</p>",
        f'<nav class="gk-terms" aria-label="{say("glossary.all")}"><ul>{links}</ul></nav>',
    ]
    for group in groups:
        parts.append(f'<h2 id="{group.id}">{escape(group.title)}</h2>')
        parts.append(f'<dl class="gk-glossary">{"".join(map(_entry, group.entries))}</dl>')
    return "".join(parts)


def glossary_ids(groups: tuple[Group, ...]) -> frozenset[str]:
    """Every id in the HTML of the glossary."""
    return frozenset(name for group in groups for name in (group.id, *(entry.id for entry in group.entries)))


def _entry(entry: Entry) -> str:
    said = "".join(f"<dd>{_said(item)}</dd>" for item in entry.said)
    return f'<dt id="{entry.id}">{escape(entry.term)}</dt>{said}'


def _said(item: Said) -> str:
    lead, article = _lead(item), _article(item)
    marked = f' <span class="gk-article">{escape(article)}</span>' if article else ""
    return f"{escape(lead)}{escape(item.meaning)}{marked}"


def meaning_text(item: Said) -> str:
    """What a form says of a term, as it is read on the page."""
    return " ".join(f"{_lead(item)}{item.meaning} {_article(item)}".split())


def _lead(item: Said) -> str:
    return say("glossary.by-form", {"authority": item.authority}) if item.authority else ""


def _article(item: Said) -> str:
    return say("explain.article", {"article": item.article}) if item.article else ""
