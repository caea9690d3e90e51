"""The sums of a table of the form, over numbers that are all known."""

from collections.abc import Mapping, Sequence

from gongkai.figures import Number
from gongkai.forms import Form, Table


def all_sums_hold(form: Form, table: Table, numbers: Mapping[str, Sequence[Number]]) -> bool:
    """Whether every row of a table is in a sum over rows, and all sums over rows and over columns hold.

    Args:
        form: The form.
        table: Its table; all of its rows have the same columns.
        numbers: The numbers of each row by its id, one for each column.
    """
    columns = [column.id for column in table.blocks[0].columns]
    by_column = dict(zip(columns, zip(*numbers.values(), strict=True), strict=True))
    in_sums: set[str] = set()
    for identity in form.identities:
        if identity.table != table.id:
            continue
        lines = numbers if identity.each == "column" else by_column
        sides = (identity.left, identity.right) if identity.total is None else ((identity.total,), identity.parts)
        one, other = ([sum(every) for every in zip(*(lines[name] for name in side), strict=True)] for side in sides)
        if one != other:
            return False
        in_sums.update(*sides if identity.each == "column" else ())
    return in_sums == set(numbers)


def sums_of_rows_hold(form: Form, table: Table, numbers: Sequence[Number]) -> bool:
    """Whether all sums hold in a table of one row, and every one of its columns is part of a sum.

    Args:
        form: The form.
        table: Its table.
        numbers: One for each of its columns.
    """
    by_column = dict(zip((column.id for column in table.blocks[0].columns), numbers, strict=True))
    in_sums: set[str] = set()
    for identity in form.identities:
        if identity.table == table.id and identity.total is not None:
            if by_column[identity.total] != sum(by_column[name] for name in identity.parts):
                return False
            in_sums.update((identity.total, *identity.parts))
    return in_sums == set(by_column)
