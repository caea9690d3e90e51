"""The sums over the rows of a table: they choose between readings, and confirm rows that were taken by order alone."""

from collections.abc import Mapping, Sequence
from itertools import product
from math import prod

from gongkai.figures import Figure
from gongkai.forms import Form, Identity, Table
from gongkai.readers.matching.solve.model import Reading

_MOST_COMBINATIONS = 20_000


def consistent_readings(
    form: Form, table: Table, readings: Mapping[int, Sequence[Reading]]
) -> dict[int, list[Reading]]:
    """Drop the readings that agree with no reading of the other rows.

    A sum that no combination of readings meets is wrong in the document itself and drops nothing.

    Args:
        form: The form.
        table: Its table; all of its rows have the same columns.
        readings: Every reading by position of the row; a row that is missing has none.
    """
    left = {row: list(ways) for row, ways in readings.items()}
    changed = True
    while changed:
        changed = False
        for identity in _column_identities(form, table):
            changed = _drop_inconsistent(table, identity, left) or changed
    return left


def _column_identities(form: Form, table: Table) -> list[Identity]:
    return [item for item in form.identities if item.table == table.id and item.each == "column"]


def _terms(table: Table, identity: Identity) -> list[tuple[int, int]]:
    """Position of the row and sign of every term; all terms add up to 0."""
    if identity.total is not None:
        signed = [(identity.total, -1), *((part, 1) for part in identity.parts)]
    else:
        signed = [*((part, 1) for part in identity.left), *((part, -1) for part in identity.right)]
    return [(table.row_index[name], sign) for name, sign in signed]


def _drop_inconsistent(table: Table, identity: Identity, left: dict[int, list[Reading]]) -> bool:
    """Drop readings by one sum; whether there were any."""
    terms = _terms(table, identity)
    if not all(left.get(row) for row, _ in terms):
        return False
    open_terms = [(row, sign) for row, sign in terms if len(left[row]) > 1]
    if not open_terms or prod(len(left[row]) for row, _ in open_terms) > _MOST_COMBINATIONS:
        return False
    width = len(left[terms[0][0]][0])
    fixed = [
        sum(sign * left[row][0][place].number for row, sign in terms if len(left[row]) == 1) for place in range(width)
    ]
    kept: dict[int, set[Reading]] = {row: set() for row, _ in open_terms}
    for combination in product(*(left[row] for row, _ in open_terms)):
        signed = [(sign, reading) for (_, sign), reading in zip(open_terms, combination, strict=True)]
        sums = [
            base + sum(sign * reading[place].number for sign, reading in signed) for place, base in enumerate(fixed)
        ]
        if not any(sums):
            for (row, _), reading in zip(open_terms, combination, strict=True):
                kept[row].add(reading)
    changed = False
    for row, readings in kept.items():
        if readings and len(readings) < len(left[row]):
            left[row] = [reading for reading in left[row] if reading in readings]
            changed = True
    return changed


def are_borne_out(
    form: Form, table: Table, figures: Mapping[int, Sequence[Figure | None]], rows: Sequence[int]
) -> bool:
    """Whether the sums over rows speak of every one of some rows, and hold in every column.

    Args:
        form: The form.
        table: Its table.
        figures: Figures by position of the row.
        rows: Positions of the rows in question.
    """
    confirmed: set[int] = set()
    for identity in _column_identities(form, table):
        terms = _terms(table, identity)
        concerned = {row for row, _ in terms} & set(rows)
        if not concerned:
            continue
        if any(row not in figures or any(figure is None for figure in figures[row]) for row, _ in terms):
            return False
        for place in range(len(figures[terms[0][0]])):
            total = figures[terms[0][0]][place]
            if identity.total is not None and total is not None and total.value is None:
                continue
            if sum(sign * figure.number for row, sign in terms if (figure := figures[row][place])) != 0:
                return False
        confirmed |= concerned
    return confirmed == set(rows)
