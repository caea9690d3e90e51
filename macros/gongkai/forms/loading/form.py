"""The form as a whole: its keys, sections, tables, rules and glossary."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from gongkai import located
from gongkai.errors import FormError
from gongkai.forms.codes import RuleCodes
from gongkai.forms.keys import VERSION
from gongkai.forms.loading.identities import load_cross_year_rule, load_identity, load_years
from gongkai.forms.loading.item import DefinitionItem
from gongkai.forms.loading.roles import load_cell, load_roles
from gongkai.forms.loading.tables import check_names, load_table
from gongkai.forms.model import Aspect, Form, Section, Table, Term
from gongkai.located import FilePlace, Mapping, Node, Scalar, Sequence

CONTENTS = ("overview", "problems", "others")
"""What the text of a section may be about."""
_FORM_ID = re.compile(r"[a-z][a-z0-9-]*")


def load_form(text: str, *, path: str, codes: RuleCodes | None) -> Form:
    """Build a form from the YAML that defines it.

    Args:
        text: The YAML.
        path: Its name, for messages.
        codes: The codes of the rules that it may state; None for a form that ships, whose codes the tests hold.

    Raises:
        FormError: The YAML is not a form; the message says where and why.
    """
    tree, faults = located.parse(text)
    file = PurePosixPath(path.replace("\\", "/"))
    if faults:
        raise FormError(faults[0].reason, FilePlace(path, *faults[0].mark), faults[0].details)
    if not isinstance(tree, Mapping):
        raise FormError("not-a-form", FilePlace(path, 1, 1), {"name": file.stem})
    item = DefinitionItem(tree, path)
    form = _form(item, codes)
    if form.id != file.stem and file.suffix:
        raise item.fail("form-file", tree.get("form"), name=form.id, file=file.name, stem=file.stem)
    return form


def _form(item: DefinitionItem, codes: RuleCodes | None) -> Form:
    item.keys("form")
    version = item.text("version")
    if version not in (None, VERSION):
        raise item.fail("version", written=str(version), known=VERSION)
    years = load_years(item)
    totals = _written_totals(item)
    answers_to = item.child("answers_to")
    tables = tuple(load_table(name, child, totals.get(name, set())) for name, child in item.named("tables"))
    check_names([table.name for table in tables])
    by_id = {table.id: table for table in tables}
    form = Form(
        id=_form_id(item),
        title=item.need("title"),
        authority=item.need("authority"),
        authority_name=item.text("authority_name"),
        years=years,
        encouraged=item.numbers("encouraged"),
        overview_limit=item.number("overview_limit"),
        aspects=tuple(_aspect(child) for child in item.items("aspects")),
        assessment=tuple(_aspect(child) for child in item.items("assessment")),
        sections=tuple(_section(child, by_id) for child in item.items("sections")),
        tables=tables,
        identities=tuple(load_identity(child, by_id, years, codes) for child in item.items("identities")),
        across=tuple(load_cross_year_rule(child, by_id, years, codes) for child in item.items("across")),
        roles=load_roles(item, by_id),
        glossary=tuple(_term(name, child) for name, child in item.named("glossary")),
        answers_to=item.text("answers_to"),
        answers_to_place=answers_to.place if answers_to is not None else None,
        place=place.place if (place := item.child("form")) is not None else None,
    )
    _answers_speak_of_a_form(form)
    _sections_once(item, form)
    _tables_in_sections(item)
    _overview_exists(item, form)
    _terms_exist(item, form)
    return form


def _form_id(item: DefinitionItem) -> str:
    """The form's id, which is the name of its file and part of addresses."""
    form_id = item.need("form")
    if not _FORM_ID.fullmatch(form_id):
        raise item.fail("form-id", item.mapping().get("form"), name=form_id)
    return form_id


def _answers_speak_of_a_form(form: Form) -> None:
    """Refuse ``answers`` of which nobody knows what form they speak of; whether there is such a form is asked later."""
    answers = [row.answers for table in form.tables for row in table.rows if row.answers is not None]
    if form.answers_to is None and answers:
        raise FormError("answers-alone", answers[0].place, {})


def _sections_once(item: DefinitionItem, form: Form) -> None:
    first: dict[str, DefinitionItem] = {}
    for section, child in zip(form.sections, item.items("sections"), strict=True):
        if section.number in first:
            raise child.fail("section-twice", name=section.number, first=first[section.number].place.line)
        first[section.number] = child
    holding: dict[str, DefinitionItem] = {}
    for section, child in zip(form.sections, item.items("sections"), strict=True):
        if section.holds is not None and section.holds in holding:
            line = holding[section.holds].place.line
            raise child.fail("holds-twice", child.mapping().get("holds"), name=section.holds, first=line)
        if section.holds is not None:
            holding[section.holds] = child


def _tables_in_sections(item: DefinitionItem) -> None:
    """Refuse a table of two sections, and one that none names: it would be checked, and published nowhere."""
    line_by_table: dict[str, int] = {}
    for section in item.items("sections"):
        table = section.text("table")
        if table is not None and table in line_by_table:
            raise section.fail("table-again", section.mapping().get("table"), name=table, first=line_by_table[table])
        if table is not None:
            line_by_table[table] = section.place.line
    tables = item.child("tables")
    for key, _ in tables.mapping().pairs if tables is not None else ():
        if key.text not in line_by_table:
            raise item.fail("table-nowhere", key, name=key.text)


def _overview_exists(item: DefinitionItem, form: Form) -> None:
    """Refuse rules on the overview in a form that does not say which section that is: they would check nothing."""
    if form.section_that_holds("overview") is None:
        for key in ("overview_limit", "aspects", "assessment"):
            if item.mapping().get(key) is not None:
                raise item.fail("no-overview", item.mapping().get(key), name=key)


def _terms_exist(item: DefinitionItem, form: Form) -> None:
    term_ids = tuple(term.id for term in form.glossary)
    tables = item.child("tables")
    for term in _terms_named(tables.node) if tables is not None else ():
        if term.text not in term_ids:
            raise item.unknown("no-term", term.text, term_ids, term)


def _terms_named(node: Node) -> Iterator[Scalar]:
    """The value of every key ``glossary`` below a node; a row of that id is a mapping."""
    if isinstance(node, Sequence):
        for child in node.items:
            yield from _terms_named(child)
    elif isinstance(node, Mapping):
        for key, child in node.pairs:
            if key.text == "glossary" and isinstance(child, Scalar):
                yield child
            else:
                yield from _terms_named(child)


def _section(item: DefinitionItem, tables: dict[str, Table]) -> Section:
    item.keys("section")
    table = item.text("table")
    if table is not None and table not in tables:
        raise item.unknown("no-table", table, tuple(tables), item.mapping().get("table"))
    fee = item.child("fee_within")
    return Section(
        item.need("number"),
        item.need("title"),
        table,
        item.texts("also"),
        item.choice("holds", CONTENTS, "") or None,
        load_cell(fee, tables) if fee is not None else None,
    )


def _aspect(item: DefinitionItem) -> Aspect:
    """An aspect is its name, or a mapping of its name and other words for it."""
    if isinstance(item.node, Scalar):
        return Aspect(item.scalar())
    item.keys("aspect")
    return Aspect(item.need("name"), item.texts("also"))


def _term(name: str, item: DefinitionItem) -> Term:
    item.keys("glossary")
    return Term(name, item.need("term"), item.need("meaning"), item.text("article"), item.unverified())


def _written_totals(item: DefinitionItem) -> dict[str, set[str]]:
    """The totals within a line of the data file, which a clerk may leave out, by table."""
    totals: dict[str, set[str]] = {}
    for child in item.items("identities"):
        if child.text("each") == "row" and child.text("total"):
            totals.setdefault(child.need("table"), set()).add(child.need("total"))
    return totals
