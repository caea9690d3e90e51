"""The glossary of a site: the terms of all its forms in one list, in words for citizens, each with its article.

The address of an entry is its id on the form, so that links to it last.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from gongkai.findings import say
from gongkai.forms import Form, Table
from gongkai.forms.citations import citation
from gongkai.forms.model import Head


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a form says of a term; ``authority`` names the form where another says it otherwise.

    ``article`` is as it is shown, with a mark for what was not compared with the official text.
    """

    text: str
    article: str | None
    authority: str | None = None


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """One term with all that the forms say of it."""

    id: str
    term: str
    meanings: tuple[Meaning, ...]


@dataclass(frozen=True, slots=True)
class TermGroup:
    """The terms of one table, or the terms of no table; ``id`` is the id of the heading above them."""

    id: str
    title: str
    terms: tuple[GlossaryTerm, ...]


def glossary_of(forms: Iterable[Form]) -> tuple[TermGroup, ...]:
    """Join the terms of some forms.

    Args:
        forms: The forms, the newest last.

    Returns:
        First the terms that no table uses, then those of each table in the order in which it comes to them.
    """
    registry = tuple(forms)
    entries = {entry.id: entry for entry in _joined(registry)}
    names_by_table: dict[str, tuple[str, list[str]]] = {}
    for form in reversed(registry):
        for table in form.tables:
            title, names = names_by_table.setdefault(table.id, (table.title, []))
            del title
            names.extend(name for name in _named(table) if name not in names)
    groups = []
    for table_id, (title, names) in names_by_table.items():
        mine = tuple(entries.pop(name) for name in names if name in entries)
        if mine:
            groups.append(TermGroup(f"in-{table_id}", title, mine))
    rest = (TermGroup("in-general", say("glossary.general"), tuple(entries.values())),) if entries else ()
    return (*rest, *groups)


def _joined(forms: tuple[Form, ...]) -> Iterator[GlossaryTerm]:
    """Each term once with the meanings that differ, those of the newest form first."""
    joined: dict[str, tuple[str, list[Meaning]]] = {}
    for form in reversed(forms):
        for term in form.glossary:
            _, meanings = joined.setdefault(term.id, (term.term, []))
            article = citation(term.article, term.unverified)
            if all((item.text, item.article) != (term.meaning, article) for item in meanings):
                meanings.append(Meaning(term.meaning, article, form.authority))
    for name, (word, meanings) in joined.items():
        alone = len(meanings) == 1
        yield GlossaryTerm(name, word, tuple(replace(item, authority=None) if alone else item for item in meanings))


def _named(table: Table) -> Iterator[str]:
    """Ids of the terms of a table, each block's columns before its rows."""
    for number, block in enumerate(table.blocks):
        yield from (head.glossary for head in _all_heads(block.heads) if head.glossary)
        for row in table.rows:
            terms = (*(group.glossary for group in row.groups), row.glossary) if row.block == number else ()
            yield from filter(None, terms)


def _all_heads(heads: tuple[Head, ...]) -> Iterator[Head]:
    for head in heads:
        yield head
        yield from _all_heads(head.children)
