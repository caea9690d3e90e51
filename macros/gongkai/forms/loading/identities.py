"""The rules of a form: identities within a report and rules across years, from YAML to the frozen model."""

import re
from collections.abc import Callable

from gongkai.figures import Kind
from gongkai.forms.codes import RuleCodes
from gongkai.forms.loading.item import DefinitionItem
from gongkai.forms.model import Block, CrossYearRule, CrossYearTerm, Head, Identity, Table, Years
from gongkai.located import Mapping, Scalar, Sequence

_YEAR = re.compile(r"20[0-9]{2}")
_YEARS = (-1, 0)
"""The years that a rule across years may speak of: the checks have the report on the year before, and on no other."""


def load_years(item: DefinitionItem, fallback: Years | None = None) -> Years:
    """The years under ``years``, or the fallback where the key is absent."""
    child = item.child("years")
    if child is None:
        if fallback is None:
            raise item.fail("missing-key", name="years")
        return fallback
    if not isinstance(child.node, Mapping):
        text = child.node.text if isinstance(child.node, Scalar) else ""
        raise child.fail("years-expected", example=text if _YEAR.fullmatch(text) else "2024")
    child.keys("years")
    start, end = child.number("from"), child.number("to")
    if start is None:
        raise child.fail("missing-key", name="from")
    if end is not None and end < start:
        raise child.fail("years-backwards", child.mapping().get("to"), start=start, end=end)
    return Years(start, end)


def _table_of(item: DefinitionItem, tables: dict[str, Table]) -> Table:
    """The table that a rule names.

    Raises:
        FormError: The form has no such table.
    """
    table = tables.get(item.need("table"))
    if table is None:
        raise item.unknown("no-table", item.need("table"), tuple(tables), item.mapping().get("table"))
    return table


def load_identity(item: DefinitionItem, tables: dict[str, Table], years: Years, codes: RuleCodes | None) -> Identity:
    """Load one cross-foot rule; group ids become the ids of their leaf rows or columns.

    Raises:
        FormError: It names a table, row or column that is not there, or is neither a sum nor two sides.
    """
    item.keys("identity")
    table = _table_of(item, tables)
    item.need("each")
    each = item.choice("each", ("row", "column"), "")
    members = _column_members(table) if each == "row" else _row_members(table)
    total = item.text("total")
    if total is not None and members.get(total, (total,)) != (total,):
        leaves = tuple(name for name, leaf in members.items() if leaf == (name,))
        raise item.unknown("total-group", total, leaves, item.mapping().get("total"))
    for part in item.items("parts"):
        if total is not None and part.scalar() == total:
            raise part.fail("total-in-parts", name=total)
    expand = _expander(members, total, "no-column" if each == "row" else "no-row")
    totals = expand([child]) if (child := item.child("total")) is not None else ()
    identity = Identity(
        code=item.need("code"),
        rule=item.text("rule"),
        table=table.id,
        each=each,
        total=totals[0] if totals else None,
        parts=tuple(part for part in expand(item.items("parts")) if part != total),
        left=expand(item.items("left")),
        right=expand(item.items("right")),
        years=load_years(item, years),
        wording=item.need("wording"),
    )
    sides = [bool(side) for side in (identity.total, identity.parts, identity.left, identity.right)]
    if sides not in ([True, True, False, False], [False, False, True, True]):
        raise item.fail("identity-sides")
    if codes is not None:
        _check_code(item, codes.identities)
    return identity


def _check_code(item: DefinitionItem, codes: tuple[str, ...]) -> None:
    """Refuse a code that no rule runs: what it states would never be checked, and nobody would notice."""
    code = item.need("code")
    if code not in codes:
        raise item.unknown("rule-code", code, codes, item.mapping().get("code"))


def _expander(
    members: dict[str, tuple[str, ...]], total: str | None, reason: str
) -> Callable[[list[DefinitionItem]], tuple[str, ...]]:
    """A function that gives the ids of the rows or columns that written ids stand for.

    Args:
        members: By id of a row, a column or a group of them the ids that it stands for.
        total: Id of the total, which is no part of itself.
        reason: The wording of the error for an id that stands for none of them.
    """

    def expand(items: list[DefinitionItem]) -> tuple[str, ...]:
        names = [item.scalar() for item in items]
        for name, item in zip(names, items, strict=True):
            if name not in members:
                raise item.unknown(reason, name, tuple(members))
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
    item: DefinitionItem, tables: dict[str, Table], years: Years, codes: RuleCodes | None
) -> CrossYearRule:
    """Load one rule across years.

    Raises:
        FormError: It names a table, row or column that is not there, or has no side or no other side.
    """
    item.keys("across")
    table = _table_of(item, tables)
    child = item.child("equals")
    if child is None:
        raise item.fail("missing-key", name="equals")
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
    if not across.rows:
        raise item.fail("missing-rows")
    _across_exists(item, terms, table, across)
    if not any(term.year for term in across.terms):
        raise child.fail("equals-without-past")
    if codes is not None:
        _check_code(item, codes.across)
    return across


def _across_exists(item: DefinitionItem, terms: list[DefinitionItem], table: Table, across: CrossYearRule) -> None:
    places = [child for part in (item, *terms) if (child := part.child("row")) is not None] + item.items("rows")
    for child in places:
        if child.scalar() not in table.row_index:
            raise child.unknown("no-row", child.scalar(), tuple(table.row_index))
    columns = [child for part in (item, *terms) if (child := part.child("column")) is not None]
    for row in across.rows:
        column_ids = tuple(column.id for column in table.columns(table.row_index[row]))
        for child in columns:
            if child.scalar() not in column_ids:
                raise child.unknown("no-column", child.scalar(), column_ids)
        columns_held = [column for column in table.columns(table.row_index[row]) if across.column in (None, column.id)]
        if all(column.kind is Kind.AMOUNT for column in columns_held):
            raise item.fail("across-amount", item.mapping().get("column") or item.mapping().get("row"), name=row)


def _term_of(item: DefinitionItem) -> CrossYearTerm:
    item.keys("equals")
    sign = -1 if item.choice("sign", ("+", "-"), "+") == "-" else 1
    year = item.number("year") or 0
    if year not in _YEARS:
        raise item.fail("equals-year", item.mapping().get("year"), written=year)
    return CrossYearTerm(sign, year, item.text("row"), item.text("column"))
