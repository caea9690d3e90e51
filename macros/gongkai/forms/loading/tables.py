"""One table of a form: YAML → ``Table``, with its blocks, head trees, rows and the lines that a clerk writes."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from gongkai.errors import FormError
from gongkai.figures import Kind
from gongkai.forms.keys import KEYS
from gongkai.forms.loading.item import DefinitionItem
from gongkai.forms.model import Answer, Block, Column, Group, Head, Line, Name, Row, Table, canonical


def load_table(table_id: str, item: DefinitionItem, totals: set[str]) -> Table:
    """Build a table of a form from its entry in the form's YAML.

    Args:
        table_id: Its id.
        item: What is under it.
        totals: Ids of columns that are the total of a row, and that a clerk may leave out.

    Raises:
        FormError: The YAML is not a table; the message says where and why.
    """
    item.keys("table")
    by_blocks = item.choice("write", ("blocks",), "") == "blocks"
    blocks: list[Block] = []
    rows: list[Row] = []
    for number, child in enumerate(item.items("blocks")):
        blocks.append(_block(child, by_blocks=by_blocks))
        rows.extend(_rows(child, number))
    if by_blocks and len(rows) != 1:
        raise item.fail("blocks-rows", item.mapping().get("write"), count=len(rows))
    lines = tuple(_lines(item, blocks, rows, totals=totals, by_blocks=by_blocks))
    short = item.need("name")
    name_item = item.child("name") or item
    if canonical(short) in KEYS:
        raise name_item.fail("table-name", name=short)
    check_names([row.name for row in rows])
    check_names([line.name for line in lines])
    for line in lines if by_blocks else ():
        check_names([blocks[rows[line.row].block].columns[place].name for place in line.columns])
    name = Name(table_id, short, short, place=name_item.place)
    return Table(table_id, name, item.need("title"), by_blocks, tuple(blocks), tuple(rows), lines)


def check_names(names: list[Name]) -> None:
    """Refuse names that two things of one axis share; they may share a label, which is then the name of neither.

    Raises:
        FormError: A name stands for two of them, or a short name has a dot, which separates the parts of a place.
    """
    seen: dict[str, Name] = {}
    for name in names:
        for text in dict.fromkeys(canonical(text) for text in (name.id, name.short, *name.also)):
            other = seen.setdefault(text, name)
            if other is not name:
                reason = "id-twice" if text == other.id == name.id else "name-taken"
                first = str(other.place.line) if other.place else ""
                raise FormError(reason, name.place, {"name": text, "other": other.id, "first": first})
        if "." in name.short:
            raise FormError("short-dot", name.place, {"name": name.short})


def _block(item: DefinitionItem, *, by_blocks: bool) -> Block:
    item.keys("block")
    columns: list[Column] = []
    heads = tuple(
        _head(name, child, columns, above=(), group=None, by_blocks=by_blocks) for name, child in item.named("columns")
    )
    if not columns:
        raise item.fail("missing-key", name="columns")
    check_names([column.name for column in columns if not by_blocks])
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
    name: str,
    item: DefinitionItem,
    columns: list[Column],
    *,
    above: tuple[str, ...],
    group: str | None,
    by_blocks: bool,
) -> Head:
    label = item.need("label")
    path = (*above, label)
    if item.child("columns") is not None:
        item.keys("column group")
        inner = name if by_blocks and item.text("short") else group
        children = tuple(
            _head(child_name, child, columns, above=path, group=inner, by_blocks=by_blocks)
            for child_name, child in item.named("columns")
        )
        return replace(Head(name, label, children), **_explained(item))
    item.keys("column")
    full = f"{group}.{name}" if group else name
    column = _name(full, item)
    unit = _unit(item)
    if unit is not None and unit not in label:
        label = f"{label}（单位：{unit}）"
        column = replace(column, label=label, also=(*column.also, item.need("label")))
    columns.append(Column(name=column, kind=_kind(item), unit=unit, group=group, heads=(*above, label)))
    return replace(Head(full, label, column=len(columns) - 1), **_explained(item))


def _explained(item: DefinitionItem) -> dict[str, Any]:
    texts = {key: item.text(key) for key in ("counts", "article", "glossary")}
    return {**texts, "unverified": item.unverified()}


def _unit(item: DefinitionItem) -> str | None:
    """The unit of amounts; of another column nothing would show it."""
    unit = item.text("unit")
    if unit is not None and _kind(item) is not Kind.AMOUNT:
        raise item.fail("unit-of-count", item.mapping().get("unit"))
    return unit


def _kind(item: DefinitionItem) -> Kind:
    return Kind(item.choice("kind", tuple(kind.value for kind in Kind), Kind.COUNT.value))


def _marked(columns: list[Column]) -> Iterator[Column]:
    """Columns, those that share their label with another marked as ambiguous."""
    labels = Counter(column.name.label for column in columns)
    for column in columns:
        yield replace(column, ambiguous=labels[column.name.label] > 1)


def _name(name: str, item: DefinitionItem) -> Name:
    label = item.need("label")
    return Name(name, label, item.text("short") or label, item.texts("also"), item.place)


def _rows(item: DefinitionItem, block: int) -> Iterator[Row]:
    yield from _row_tree(item.named("rows"), block, ())


def _row_tree(pairs: list[tuple[str, DefinitionItem]], block: int, groups: tuple[Group, ...]) -> Iterator[Row]:
    for name, item in pairs:
        if item.child("rows") is not None:
            item.keys("row group")
            group = Group(name, item.need("label"), item.text("glossary"))
            yield from _row_tree(item.named("rows"), block, (*groups, group))
            continue
        item.keys("row")
        row = Row(
            name=_name(name, item),
            groups=groups,
            block=block,
            printed=item.flag("printed", default=True),
            answers=_answer(item.child("answers")),
        )
        yield replace(row, **_explained(item))


def _answer(item: DefinitionItem | None) -> Answer | None:
    if item is None:
        return None
    item.keys("answers")
    places = tuple(row.place for row in item.items("rows"))
    comparable = item.flag("comparable", default=False)
    return Answer(item.texts("rows"), comparable, item.text("why"), item.place, places)


def _lines(
    item: DefinitionItem, blocks: list[Block], rows: list[Row], *, totals: set[str], by_blocks: bool
) -> Iterator[Line]:
    if not by_blocks:
        for number, row in enumerate(rows):
            columns = blocks[row.block].columns
            line_totals = tuple(place for place, column in enumerate(columns) if column.id in totals)
            yield Line(row.name, number, tuple(range(len(columns))), line_totals)
        return
    names = {name.id: name for child in item.items("blocks") for name in _group_names(child.named("columns"))}
    for number, row in enumerate(rows):
        columns = blocks[row.block].columns
        for group in dict.fromkeys(column.group for column in columns):
            if group is None:
                alone = next(column for column in columns if column.group is None)
                raise FormError("blocks-group", alone.name.place, {"name": alone.name.label})
            places = tuple(place for place, column in enumerate(columns) if column.group == group)
            line_totals = tuple(place for place in places if columns[place].id in totals)
            yield Line(names[group], number, places, line_totals)


def _group_names(pairs: list[tuple[str, DefinitionItem]]) -> Iterator[Name]:
    for name, item in pairs:
        if item.child("columns") is None:
            continue
        if item.text("short"):
            yield _name(name, item)
        yield from _group_names(item.named("columns"))
