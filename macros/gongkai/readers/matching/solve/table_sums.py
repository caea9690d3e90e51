"""The sums over rows: they choose between readings of glued lines, and bear out what was taken by order alone."""

from collections.abc import Mapping, Sequence
from itertools import product
from math import prod

from gongkai.figures import Figure
from gongkai.forms import Form, Identity, Table
from gongkai.readers.matching.solve.column_fit import Way

_MOST = 20_000


def settle(form: Form, table: Table, readings: Mapping[int, Sequence[Way]]) -> dict[int, list[Way]]:
    """Strike out readings that fit no reading of the other rows.

    A sum that no combination meets is broken in the document and strikes out nothing.

    Args:
        form: The form.
        table: Its table; all of its rows have the same columns.
        readings: Every reading by row position; a row that is missing has none.
    """
    left = {row: list(ways) for row, ways in readings.items()}
    changed = True
    while changed:
        changed = False
        for identity in _over_rows(form, table):
            changed = _strike(table, identity, left) or changed
    return left


def _over_rows(form: Form, table: Table) -> list[Identity]:
    return [item for item in form.identities if item.table == table.id and item.each == "column"]


def _terms(table: Table, identity: Identity) -> list[tuple[int, int]]:
    """Row position and sign of every term; all terms add up to 0."""
    if identity.total is not None:
        signed = [(identity.total, -1), *((part, 1) for part in identity.parts)]
    else:
        signed = [*((part, 1) for part in identity.left), *((part, -1) for part in identity.right)]
    return [(table.row_index[name], sign) for name, sign in signed]


def _strike(table: Table, identity: Identity, left: dict[int, list[Way]]) -> bool:
    terms = _terms(table, identity)
    if not all(left.get(row) for row, _ in terms):
        return False
    open_rows = [(row, sign) for row, sign in terms if len(left[row]) > 1]
    if not open_rows or prod(len(left[row]) for row, _ in open_rows) > _MOST:
        return False
    width = len(left[terms[0][0]][0])
    fixed = [
        sum(sign * left[row][0][place].number for row, sign in terms if len(left[row]) == 1) for place in range(width)
    ]
    kept: dict[int, set[Way]] = {row: set() for row, _ in open_rows}
    for combination in product(*(left[row] for row, _ in open_rows)):
        if all(
            fixed[place] + sum(sign * way[place].number for (_, sign), way in zip(open_rows, combination, strict=True))
            == 0
            for place in range(width)
        ):
            for (row, _), way in zip(open_rows, combination, strict=True):
                kept[row].add(way)
    changed = False
    for row, ways in kept.items():
        if ways and len(ways) < len(left[row]):
            left[row] = [way for way in left[row] if way in ways]
            changed = True
    return changed


def borne_out(form: Form, table: Table, figures: Mapping[int, Sequence[Figure | None]], rows: Sequence[int]) -> bool:
    """Whether the sums over rows speak of some rows and all hold in every column."""
    spoken: set[int] = set()
    for identity in _over_rows(form, table):
        terms = _terms(table, identity)
        mine = {row for row, _ in terms} & set(rows)
        if not mine:
            continue
        if any(row not in figures or any(figure is None for figure in figures[row]) for row, _ in terms):
            return False
        for place in range(len(figures[terms[0][0]])):
            total = figures[terms[0][0]][place]
            if identity.total is not None and total is not None and total.value is None:
                continue
            if sum(sign * figure.number for row, sign in terms if (figure := figures[row][place])) != 0:
                return False
        spoken |= mine
    return spoken == set(rows)
