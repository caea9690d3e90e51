"""``roles`` of a form: which cells a summary, charts, comparisons and lists speak of."""

from gongkai.forms.loading.item import DefinitionItem
from gongkai.forms.model import CellId, Table
from gongkai.forms.roles import REQUEST_ROLES, SEVERAL
from gongkai.located import Sequence


def load_roles(item: DefinitionItem, tables: dict[str, Table]) -> tuple[tuple[str, tuple[CellId, ...]], ...]:
    """Load ``roles``: by role the place of a cell, or a list of places, written by ids.

    Args:
        item: The form.
        tables: Its tables by id.

    Raises:
        FormError: A role is unknown, a place is no cell, or the totals of requests are not in one column.
    """
    child = item.child("roles")
    if child is None:
        return ()
    child.keys("roles")
    roles = []
    for name, place in child.pairs_of():
        if isinstance(place.node, Sequence) and name not in SEVERAL:
            raise place.fail("role-one", name=name)
        places = child.items(name) if isinstance(place.node, Sequence) else [place]
        roles.append((name, tuple(load_cell(each, tables) for each in places)))
    columns = {(cell.table, cell.column) for name, cells in roles if name in REQUEST_ROLES for cell in cells}
    if len(columns) > 1:
        raise child.fail("roles-apart", names="、".join(REQUEST_ROLES))
    return tuple(roles)


def load_cell(item: DefinitionItem, tables: dict[str, Table]) -> CellId:
    """The cell at a place written by ids.

    Raises:
        FormError: The place is no cell.
    """
    place = item.scalar()
    table_id, _, below = place.partition(".")
    table = tables.get(table_id)
    row_id, _, column_id = below.partition(".")
    if table is not None and table.by_blocks:
        row_id, column_id = table.rows[0].id, below
    row = table.row_index.get(row_id) if table is not None else None
    if table is None or row is None or table.column_index(row, column_id) is None:
        raise item.fail("role-cell", name=place, example=_any_cell(tables))
    return CellId(table_id, row_id, column_id)


def _any_cell(tables: dict[str, Table]) -> str:
    """The first cell of the form as a place by ids; empty where no table has one."""
    cells = ((table, row) for table in tables.values() for row in table.rows)
    table, row = next(cells, (None, None))
    if table is None or row is None:
        return ""
    column = table.blocks[row.block].columns[0]
    return f"{table.id}.{column.id}" if table.by_blocks else f"{table.id}.{row.id}.{column.id}"
