"""The sums over the rows of a table: they choose between readings, and confirm rows that were taken by order alone."""

from collections.abc import Mapping, Sequence
from itertools import product
from math import prod

from gongkai.figures import Figure
from gongkai.forms import Form, Identity, Table
from gongkai.readers.matching.solve.model import RowReading
from gongkai.readers.matching.solve.sums.possible_values import values_that_add_up

_MOST_COMBINATIONS = 2_000


def consistent_readings(
    form: Form, table: Table, readings: Mapping[int, Sequence[RowReading]]
) -> dict[int, list[RowReading]]:
    """Drop the readings that agree with no reading of the other rows.

    A sum that no combination of readings meets is wrong in the document itself and drops nothing.

    Args:
        form: The form.
        table: Its table; all of its rows have the same columns.
        readings: Every reading by position of the row; a row that is missing has none.
    """
    consistent = {row: list(dict.fromkeys(ways)) for row, ways in readings.items()}
    changed = True
    while changed:
        changed = False
        for identity in _column_identities(form, table):
            changed = _drop_inconsistent(table, identity, consistent) or changed
    return consistent


def _column_identities(form: Form, table: Table) -> list[Identity]:
    return [item for item in form.identities if item.table == table.id and item.each == "column"]


def _terms(table: Table, identity: Identity) -> list[tuple[int, int]]:
    """Position of the row and sign of every term; all terms add up to 0."""
    if identity.total is not None:
        signed = [(identity.total, -1), *((part, 1) for part in identity.parts)]
    else:
        signed = [*((part, 1) for part in identity.left), *((part, -1) for part in identity.right)]
    return [(table.row_index[name], sign) for name, sign in signed]


def _drop_inconsistent(table: Table, identity: Identity, readings_by_row: dict[int, list[RowReading]]) -> bool:
    """Drop readings by one sum; whether there were any."""
    terms = _terms(table, identity)
    if not all(readings_by_row.get(row) for row, _ in terms) or all(len(readings_by_row[row]) == 1 for row, _ in terms):
        return False
    by_column = _drop_by_columns(terms, readings_by_row)
    if by_column is None:
        return False
    return _drop_by_combinations(terms, readings_by_row) or by_column


def _drop_by_columns(terms: Sequence[tuple[int, int]], readings_by_row: dict[int, list[RowReading]]) -> bool | None:
    """Drop the readings with a figure that the sum of its column excludes, whatever the other rows have there.

    Returns:
        Whether there were any; None where no figures of a column meet the sum, which then says nothing.
    """
    allowed: list[dict[int, frozenset[int]] | None] = []
    for place in range(len(readings_by_row[terms[0][0]][0])):
        values = {row: {reading[place].number for reading in readings_by_row[row]} for row, _ in terms}
        sides = [[(row, values[row]) for row, sign in terms if sign == side] for side in (1, -1)]
        allowed.append(values_that_add_up(*sides))
    if any(by_row is not None and not all(by_row.values()) for by_row in allowed):
        return None
    changed = False
    for row, _ in terms:
        consistent = [
            reading
            for reading in readings_by_row[row]
            if all(
                by_row is None or figure.number in by_row[row] for figure, by_row in zip(reading, allowed, strict=True)
            )
        ]
        if not consistent:
            return None
        changed = changed or len(consistent) < len(readings_by_row[row])
        readings_by_row[row] = consistent
    return changed


def _drop_by_combinations(terms: Sequence[tuple[int, int]], readings_by_row: dict[int, list[RowReading]]) -> bool:
    """Drop the readings that are in no combination that meets the sum in every column, if these are few."""
    open_terms = [(row, sign) for row, sign in terms if len(readings_by_row[row]) > 1]
    if not open_terms or prod(len(readings_by_row[row]) for row, _ in open_terms) > _MOST_COMBINATIONS:
        return False
    width = len(readings_by_row[terms[0][0]][0])
    fixed = [
        sum(sign * readings_by_row[row][0][place].number for row, sign in terms if len(readings_by_row[row]) == 1)
        for place in range(width)
    ]
    consistent: dict[int, set[RowReading]] = {row: set() for row, _ in open_terms}
    for combination in product(*(readings_by_row[row] for row, _ in open_terms)):
        signed = [(sign, reading) for (_, sign), reading in zip(open_terms, combination, strict=True)]
        sums = [
            base + sum(sign * reading[place].number for sign, reading in signed) for place, base in enumerate(fixed)
        ]
        if not any(sums):
            for (row, _), reading in zip(open_terms, combination, strict=True):
                consistent[row].add(reading)
    changed = False
    for row, readings in consistent.items():
        if readings and len(readings) < len(readings_by_row[row]):
            readings_by_row[row] = [reading for reading in readings_by_row[row] if reading in readings]
            changed = True
    return changed


def is_proven(
    form: Form,
    table: Table,
    readings_by_row: Mapping[int, Sequence[RowReading]],
    row: int,
    others: Sequence[RowReading] | None,
) -> bool:
    """Whether a sum over rows rules out every reading of a row but the one that is left.

    The sums of the row itself prove nothing: if the document miscounts, a wrong reading may be the one that adds up.

    Args:
        form: The form.
        table: Its table.
        readings_by_row: The readings that the sums of each row and those over rows leave, by position of the row.
        row: Position of the row.
        others: All readings of the row; None if there are too many to list.
    """
    if len(readings_by_row[row]) != 1:
        return False
    own = readings_by_row[row][0]
    if others is None:
        differing = list(range(len(own)))
    else:
        differing = [place for place in range(len(own)) if any(other[place] != own[place] for other in others)]
    for identity in _column_identities(form, table):
        terms = _terms(table, identity)
        if row not in {place for place, _ in terms} or any(
            len(readings_by_row.get(place, ())) != 1 for place, _ in terms
        ):
            continue
        if all(
            sum(sign * readings_by_row[place][0][column].number for place, sign in terms) == 0 for column in differing
        ):
            return True
    return False


def sums_over_rows(
    form: Form, table: Table, figures: Mapping[int, RowReading], rows: frozenset[int]
) -> tuple[bool, ...]:
    """Whether the sums over rows hold, of each that concerns some rows and of which all figures are known.

    Args:
        form: The form.
        table: Its table; all of its rows have the same columns.
        figures: Figures by position of the row.
        rows: Positions of the rows in question.
    """
    every = [_terms(table, identity) for identity in _column_identities(form, table)]
    complete_sums = [
        terms for terms in every if all(row in figures for row, _ in terms) and any(row in rows for row, _ in terms)
    ]
    return tuple(
        not any(
            sum(sign * figures[row][column].number for row, sign in terms)
            for column in range(len(figures[terms[0][0]]))
        )
        for terms in complete_sums
    )


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
