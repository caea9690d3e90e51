"""The rules of a form: identities within a report and rules across years, from YAML to the frozen model."""

from collections.abc import Callable

from gongkai.forms.codes import RuleCodes
from gongkai.forms.loading.item import DefinitionItem
from gongkai.forms.model import Block, CrossYearRule, CrossYearTerm, Head, Identity, Table, Years
from gongkai.located import Sequence


def load_years(item: DefinitionItem, fallback: Years | None = None) -> Years:
    """The years under ``years``, or the fallback where the key is absent."""
    child = item.child("years")
    if child is None:
        if fallback is None:
            raise item.fail("years is missing")
        return fallback
    child.keys("years")
    start = child.number("from")
    if start is None:
        raise child.fail("from is missing")
    return Years(start, child.number("to"))


def _table_of(item: DefinitionItem, tables: dict[str, Table]) -> Table:
    """The table that a rule names.

    Raises:
        FormError: The form has no such table.
    """
    table = tables.get(item.need("table"))
    if table is None:
        raise item.fail(f"table {item.need('table')} does not exist")
    return table


def load_identity(item: DefinitionItem, tables: dict[str, Table], years: Years, codes: RuleCodes) -> Identity:
    """Load one cross-foot rule; group ids become the ids of their leaf rows or columns.

    Raises:
        FormError: It names a table, row or column that is not there, or is neither a sum nor two sides.
    """
    item.keys("identity")
    table = _table_of(item, tables)
    each = item.need("each")
    if each not in ("row", "column"):
        raise item.fail("each: row or column is expected")
    members = _column_members(table) if each == "row" else _row_members(table)
    total = item.text("total")
    if total is not None and members.get(total, (total,)) != (total,):
        raise item.fail(f"total {total} is a group")
    expand = _expander(item, members, total)
    identity = Identity(
        code=item.need("code"),
        rule=item.text("rule"),
        table=table.id,
        each=each,
        total=expand((total,))[0] if total else None,
        parts=tuple(part for part in expand(item.texts("parts")) if part != total),
        left=expand(item.texts("left")),
        right=expand(item.texts("right")),
        years=load_years(item, years),
        wording=item.need("wording"),
    )
    sides = [bool(side) for side in (identity.total, identity.parts, identity.left, identity.right)]
    if sides not in ([True, True, False, False], [False, False, True, True]):
        raise item.fail("either total and parts or left and right are expected")
    _check_code(item, codes.identities)
    return identity


def _check_code(item: DefinitionItem, known: tuple[str, ...]) -> None:
    """Refuse a code that no rule runs: what it states would never be checked, and nobody would notice."""
    code = item.need("code")
    if code not in known:
        raise item.fail(f"code: no rule {code}; known: {', '.join(known)}", item.mapping().get("code"))


def _expander(
    item: DefinitionItem, members: dict[str, tuple[str, ...]], total: str | None
) -> Callable[[tuple[str, ...]], tuple[str, ...]]:
    def expand(names: tuple[str, ...]) -> tuple[str, ...]:
        for name in names:
            if name not in members:
                raise item.fail(f"{name} names no row or column of the table")
        return tuple(part for name in names for part in members[name] if name == total or part != total)

    return expand


def _column_members(table: Table) -> dict[str, tuple[str, ...]]:
    members: dict[str, tuple[str, ...]] = {
        column.id: (column.id,) for block in table.blocks for column in block.columns
    }
    for block in table.blocks:
        for column in block.columns:
            if column.group:
                members[column.group] = (*members.get(column.group, ()), column.id)
        if not table.by_blocks:
            for head in block.heads:
                _head_members(head, block, members)
    return members


def _head_members(head: Head, block: Block, members: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    if head.column is not None:
        return (block.columns[head.column].id,)
    leaves = tuple(name for child in head.children for name in _head_members(child, block, members))
    members[head.id] = leaves
    return leaves


def _row_members(table: Table) -> dict[str, tuple[str, ...]]:
    members: dict[str, tuple[str, ...]] = {row.id: (row.id,) for row in table.rows}
    for row in table.rows:
        for group in row.groups:
            members[group.id] = (*members.get(group.id, ()), row.id)
    return members


def load_cross_year_rule(
    item: DefinitionItem, tables: dict[str, Table], years: Years, codes: RuleCodes
) -> CrossYearRule:
    """Load one rule across years.

    Raises:
        FormError: It names a table, row or column that is not there, or has no side or no other side.
    """
    item.keys("across")
    table = _table_of(item, tables)
    child = item.child("equals")
    if child is None:
        raise item.fail("equals is missing")
    terms = item.items("equals") if isinstance(child.node, Sequence) else [child]
    row = item.text("row")
    across = CrossYearRule(
        code=item.need("code"),
        rule=item.text("rule"),
        table=table.id,
        rows=(row,) if row else item.texts("rows"),
        column=item.text("column"),
        terms=tuple(_term_of(term) for term in terms),
        level=item.choice("level", ("error", "warning", "notice"), "error"),
        years=load_years(item, years),
        wording=item.need("wording"),
    )
    _across_exists(item, table, across)
    _check_code(item, codes.across)
    return across


def _across_exists(item: DefinitionItem, table: Table, across: CrossYearRule) -> None:
    if not across.rows:
        raise item.fail("row or rows is missing")
    for row in (*across.rows, *(term.row for term in across.terms if term.row)):
        if row not in table.row_index:
            raise item.fail(f"row {row} does not exist")
    for row in across.rows:
        for column in (across.column, *(term.column for term in across.terms)):
            if column is not None and table.column_index(table.row_index[row], column) is None:
                raise item.fail(f"column {column} does not exist")


def _term_of(item: DefinitionItem) -> CrossYearTerm:
    item.keys("equals")
    sign = -1 if item.choice("sign", ("+", "-"), "+") == "-" else 1
    return CrossYearTerm(sign, item.number("year") or 0, item.text("row"), item.text("column"))
