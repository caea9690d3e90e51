"""YAML → ``Form``. A fault here is a fault of the definition and raises ``FormError`` with its place.

Not here: what a clerk writes. The keys of a form's YAML are documented in ``docs/`` and in the two forms themselves.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from gongkai import located
from gongkai.errors import FormError
from gongkai.figures import Kind
from gongkai.forms.identities import load_across, load_identity, load_years
from gongkai.forms.item import Item
from gongkai.forms.keys import KEYS
from gongkai.forms.model import (
    Answer,
    Block,
    Column,
    Form,
    Group,
    Head,
    Line,
    Name,
    Row,
    Section,
    Table,
    Term,
    canonical,
)
from gongkai.located import Mapping

_ID = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?")
"""Ids stand in addresses, in HTML and in file names of exports."""


def load_form(text: str, *, path: str) -> Form:
    """Load one form.

    Args:
        text: The YAML.
        path: Its name, for messages.

    Raises:
        FormError: The YAML is not a form; the message says where and why.
    """
    tree, faults = located.parse(text)
    if faults or not isinstance(tree, Mapping):
        mark = faults[0].mark if faults else located.Mark(1, 1)
        reason = f"{faults[0].reason} {faults[0].detail}" if faults else "a mapping is expected"
        raise FormError(f"{path}:{mark.line}:{mark.column} {reason}")
    form = _form(Item(tree, path))
    if form.id != PurePosixPath(path.replace("\\", "/")).stem and PurePosixPath(path).suffix:
        raise FormError(f"{path}:1:1 form: {form.id} does not match the file's name")
    return form


def _form(item: Item) -> Form:
    item.keys(
        *("form", "title", "authority", "authority_name", "years", "encouraged", "overview_limit", "aspects"),
        *("sections", "tables", "identities", "across", "glossary"),
    )
    years = load_years(item)
    totals = _written_totals(item)
    tables = tuple(_table(name, child, totals.get(name, set())) for name, child in item.pairs("tables"))
    _unique(item, [table.name for table in tables])
    by_id = {table.id: table for table in tables}
    form = Form(
        id=item.need("form"),
        title=item.need("title"),
        authority=item.need("authority"),
        authority_name=item.text("authority_name"),
        years=years,
        encouraged=item.numbers("encouraged"),
        overview_limit=item.number("overview_limit"),
        aspects=item.texts("aspects"),
        sections=tuple(_section(child, by_id) for child in item.items("sections")),
        tables=tables,
        identities=tuple(load_identity(child, by_id, years) for child in item.items("identities")),
        across=tuple(load_across(child, by_id, years) for child in item.items("across")),
        glossary=tuple(_term(name, child) for name, child in item.pairs("glossary")),
    )
    _sections_once(item, form)
    _terms_exist(item, form)
    return form


def _sections_once(item: Item, form: Form) -> None:
    seen: set[str] = set()
    for section, child in zip(form.sections, item.items("sections"), strict=True):
        if section.number in seen:
            raise child.fail(f"section {section.number} stands twice")
        seen.add(section.number)


def _terms_exist(item: Item, form: Form) -> None:
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


def _section(item: Item, tables: dict[str, Table]) -> Section:
    item.keys("number", "title", "table", "also")
    table = item.text("table")
    if table is not None and table not in tables:
        raise item.fail(f"table {table} does not exist")
    return Section(item.need("number"), item.need("title"), table, item.texts("also"))


def _term(name: str, item: Item) -> Term:
    item.keys("term", "meaning", "article")
    return Term(name, item.need("term"), item.need("meaning"), item.text("article"))


def _written_totals(item: Item) -> dict[str, set[str]]:
    """Totals by table that stand within a line, so that a clerk may leave them out."""
    totals: dict[str, set[str]] = {}
    for child in item.items("identities"):
        if child.text("each") == "row" and child.text("total"):
            totals.setdefault(child.need("table"), set()).add(child.need("total"))
    return totals


def _table(table_id: str, item: Item, totals: set[str]) -> Table:
    item.keys("name", "title", "write", "blocks")
    by_blocks = item.text("write") == "blocks"
    blocks: list[Block] = []
    rows: list[Row] = []
    for number, child in enumerate(item.items("blocks")):
        blocks.append(_block(child, by_blocks=by_blocks))
        rows.extend(_rows(child, number))
    if by_blocks and len(rows) != 1:
        raise item.fail("write: blocks is for a table of one row")
    lines = tuple(_lines(item, blocks, rows, totals=totals, by_blocks=by_blocks))
    short = item.need("name")
    if canonical(short) in KEYS:
        raise item.fail(f"{short} is the name of a key of its own in a report")
    _unique(item, [row.name for row in rows])
    _unique(item, [line.name for line in lines])
    for line in lines if by_blocks else ():
        _unique(item, [blocks[rows[line.row].block].columns[place].name for place in line.columns])
    return Table(
        table_id, Name(table_id, short, short), item.need("title"), by_blocks, tuple(blocks), tuple(rows), lines
    )


def _unique(item: Item, names: list[Name]) -> None:
    """Refuse names that two things of one axis share; labels they may share, and are then no names."""
    seen: dict[str, Name] = {}
    for name in names:
        for text in dict.fromkeys(canonical(text) for text in (name.id, name.short, *name.also)):
            other = seen.setdefault(text, name)
            if other is not name:
                raise item.fail(f"{text} names both {other.id} and {name.id}")
        if "." in name.short:
            raise item.fail(f"short name {name.short} has a dot")


def _block(item: Item, *, by_blocks: bool) -> Block:
    item.keys("title", "article", "row_head", "corner", "columns_head", "columns", "rows")
    columns: list[Column] = []
    heads = tuple(
        _head(name, child, columns, above=(), group=None, by_blocks=by_blocks) for name, child in item.pairs("columns")
    )
    if not columns:
        raise item.fail("columns is missing")
    _unique(item, [column.name for column in columns if not by_blocks])
    return Block(
        title=item.text("title"),
        article=item.text("article"),
        row_head=item.text("row_head"),
        corner=item.text("corner"),
        columns_head=item.text("columns_head"),
        columns=tuple(_marked(columns)),
        heads=heads,
    )


def _head(  # noqa: PLR0913 - one walk down a head tree, gathering its columns
    name: str, item: Item, columns: list[Column], *, above: tuple[str, ...], group: str | None, by_blocks: bool
) -> Head:
    label = item.need("label")
    path = (*above, label)
    if item.child("columns") is not None:
        item.keys("label", "short", "also", "counts", "article", "glossary", "columns")
        inner = name if by_blocks and item.text("short") else group
        children = tuple(
            _head(child_name, child, columns, above=path, group=inner, by_blocks=by_blocks)
            for child_name, child in item.pairs("columns")
        )
        return replace(Head(name, label, children), **_explained(item))
    item.keys("label", "short", "also", "kind", "unit", "counts", "article", "glossary")
    full = f"{group}.{name}" if group else name
    columns.append(
        Column(
            name=_name(full, item),
            kind=_kind(item),
            unit=item.text("unit"),
            group=group,
            heads=path,
        )
    )
    return replace(Head(full, label, column=len(columns) - 1), **_explained(item))


def _explained(item: Item) -> dict[str, Any]:
    return {key: item.text(key) for key in ("counts", "article", "glossary")}


def _kind(item: Item) -> Kind:
    text = item.text("kind") or Kind.COUNT.value
    try:
        return Kind(text)
    except ValueError as error:
        raise item.fail(f"kind {text}: count, change or amount is expected") from error


def _marked(columns: list[Column]) -> Iterator[Column]:
    """Columns, those told that share their label with another."""
    labels = Counter(column.name.label for column in columns)
    for column in columns:
        yield replace(column, ambiguous=labels[column.name.label] > 1)


def _name(name: str, item: Item) -> Name:
    label = item.need("label")
    if not _ID.fullmatch(name):
        raise item.fail(f"id {name}: small Latin letters, digits and _ are expected")
    return Name(name, label, item.text("short") or label, item.texts("also"))


def _rows(item: Item, block: int) -> Iterator[Row]:
    yield from _row_tree(item.pairs("rows"), block, ())


def _row_tree(pairs: list[tuple[str, Item]], block: int, groups: tuple[Group, ...]) -> Iterator[Row]:
    for name, item in pairs:
        if item.child("rows") is not None:
            item.keys("label", "glossary", "rows")
            group = Group(name, item.need("label"), item.text("glossary"))
            yield from _row_tree(item.pairs("rows"), block, (*groups, group))
            continue
        item.keys("label", "short", "also", "printed", "counts", "article", "glossary", "answers")
        row = Row(
            name=_name(name, item),
            groups=groups,
            block=block,
            printed=item.flag("printed", default=True),
            answers=_answer(item.child("answers")),
        )
        yield replace(row, **_explained(item))


def _answer(item: Item | None) -> Answer | None:
    if item is None:
        return None
    item.keys("rows", "comparable", "why")
    return Answer(item.texts("rows"), item.flag("comparable", default=False), item.text("why"))


def _lines(item: Item, blocks: list[Block], rows: list[Row], *, totals: set[str], by_blocks: bool) -> Iterator[Line]:
    if not by_blocks:
        for number, row in enumerate(rows):
            columns = blocks[row.block].columns
            found = tuple(place for place, column in enumerate(columns) if column.id in totals)
            yield Line(row.name, number, tuple(range(len(columns))), found)
        return
    names = {name.id: name for child in item.items("blocks") for name in _group_names(child.pairs("columns"))}
    for number, row in enumerate(rows):
        columns = blocks[row.block].columns
        for group in dict.fromkeys(column.group for column in columns):
            if group is None:
                raise item.fail("write: blocks needs every column in a group with a short name")
            places = tuple(place for place, column in enumerate(columns) if column.group == group)
            found = tuple(place for place in places if columns[place].id in totals)
            yield Line(names[group], number, places, found)


def _group_names(pairs: list[tuple[str, Item]]) -> Iterator[Name]:
    for name, item in pairs:
        if item.child("columns") is None:
            continue
        if item.text("short"):
            yield _name(name, item)
        yield from _group_names(item.pairs("columns"))
