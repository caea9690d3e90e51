"""The form as a whole: its keys, sections, tables, rules and glossary."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from gongkai import located
from gongkai.errors import FormError
from gongkai.forms.codes import PACKAGE_CODES, RuleCodes
from gongkai.forms.loading.identities import load_cross_year_rule, load_identity, load_years
from gongkai.forms.loading.item import DefinitionItem
from gongkai.forms.loading.roles import load_roles
from gongkai.forms.loading.tables import check_names, load_table
from gongkai.forms.model import Form, Head, Section, Table, Term
from gongkai.located import Mapping

_FORM_ID = re.compile(r"[a-z][a-z0-9-]*")


def load_form(text: str, *, path: str, codes: RuleCodes = PACKAGE_CODES) -> Form:
    """Load one form.

    Args:
        text: The YAML.
        path: Its name, for messages.
        codes: The codes of the rules that it may state.

    Raises:
        FormError: The YAML is not a form; the message says where and why.
    """
    tree, faults = located.parse(text)
    if faults or not isinstance(tree, Mapping):
        mark = faults[0].mark if faults else located.Mark(1, 1)
        reason = f"{faults[0].reason} {faults[0].detail}" if faults else "a mapping is expected"
        raise FormError(f"{path}:{mark.line}:{mark.column} {reason}")
    form = _form(DefinitionItem(tree, path), codes)
    if form.id != PurePosixPath(path.replace("\\", "/")).stem and PurePosixPath(path).suffix:
        raise FormError(f"{path}:1:1 form: {form.id} does not match the file's name")
    return form


def _form(item: DefinitionItem, codes: RuleCodes) -> Form:
    item.keys("form")
    years = load_years(item)
    totals = _written_totals(item)
    answers_to = item.child("answers_to")
    tables = tuple(load_table(name, child, totals.get(name, set())) for name, child in item.named("tables"))
    check_names(item, [table.name for table in tables])
    by_id = {table.id: table for table in tables}
    form = Form(
        id=_form_id(item),
        title=item.need("title"),
        authority=item.need("authority"),
        authority_name=item.text("authority_name"),
        years=years,
        encouraged=item.numbers("encouraged"),
        overview_limit=item.number("overview_limit"),
        aspects=item.texts("aspects"),
        sections=tuple(_section(child, by_id) for child in item.items("sections")),
        tables=tables,
        identities=tuple(load_identity(child, by_id, years, codes) for child in item.items("identities")),
        across=tuple(load_cross_year_rule(child, by_id, years, codes) for child in item.items("across")),
        roles=load_roles(item, by_id),
        glossary=tuple(_term(name, child) for name, child in item.named("glossary")),
        answers_to=item.text("answers_to"),
        answers_to_place=answers_to.place if answers_to is not None else "",
    )
    _answers_speak_of_a_form(form)
    _sections_once(item, form)
    _terms_exist(item, form)
    return form


def _form_id(item: DefinitionItem) -> str:
    """The form's id, which is the name of its file and stands in addresses."""
    form_id = item.need("form")
    if not _FORM_ID.fullmatch(form_id):
        raise item.fail(f"form {form_id}: small Latin letters, digits and - are expected", item.mapping().get("form"))
    return form_id


def _answers_speak_of_a_form(form: Form) -> None:
    """Refuse ``answers`` of which nobody knows what form they speak of; the form itself is looked up in the shelf."""
    answers = [row.answers for table in form.tables for row in table.rows if row.answers is not None]
    if form.answers_to is None and answers:
        raise FormError(f"{answers[0].place} answers: the form that they speak of is missing; write answers_to: FORM")


def _sections_once(item: DefinitionItem, form: Form) -> None:
    seen: set[str] = set()
    for section, child in zip(form.sections, item.items("sections"), strict=True):
        if section.number in seen:
            raise child.fail(f"section {section.number} stands twice")
        seen.add(section.number)


def _terms_exist(item: DefinitionItem, form: Form) -> None:
    known = {term.id for term in form.glossary}
    for table in form.tables:
        explained = [(row.id, row.glossary) for row in table.rows]
        explained += [(group.id, group.glossary) for row in table.rows for group in row.groups]
        for block in table.blocks:
            explained += [(head.id, head.glossary) for head in _all_heads(block.heads)]
        for name, term in explained:
            if term is not None and term not in known:
                raise item.fail(f"{name}: glossary entry {term} does not exist")


def _all_heads(heads: tuple[Head, ...]) -> Iterator[Head]:
    for head in heads:
        yield head
        yield from _all_heads(head.children)


def _section(item: DefinitionItem, tables: dict[str, Table]) -> Section:
    item.keys("section")
    table = item.text("table")
    if table is not None and table not in tables:
        raise item.fail(f"table {table} does not exist")
    return Section(item.need("number"), item.need("title"), table, item.texts("also"))


def _term(name: str, item: DefinitionItem) -> Term:
    item.keys("glossary")
    return Term(name, item.need("term"), item.need("meaning"), item.text("article"), item.unverified())


def _written_totals(item: DefinitionItem) -> dict[str, set[str]]:
    """Totals by table that stand within a line, so that a clerk may leave them out."""
    totals: dict[str, set[str]] = {}
    for child in item.items("identities"):
        if child.text("each") == "row" and child.text("total"):
            totals.setdefault(child.need("table"), set()).add(child.need("total"))
    return totals
