"""Sets aside small tables within the text that share labels with a table of the form, such as 近五年申请办理情况.

If the table under the form's own heading has all rows and columns, a figure in each cell, and all sums hold, then no
other table can be the form's. Other tables with its labels are set aside then, and stay in the text; so are those with
labels of several tables, such as a summary at the start, if each of these tables is whole.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from gongkai.figures import Number, State
from gongkai.forms import Form, Table
from gongkai.readers.matching.figure_text import read_figure
from gongkai.readers.matching.form_sums import all_sums_hold, sums_of_rows_hold
from gongkai.readers.matching.tokenise import Token, TokenisedDocument, TokenLine

CORRECTS = re.compile(r"更正|勘误|订正|改正|纠错|修[正订改]|调整|应为|有误|错误")
"""Words in or around a table which may say that its figures replace those of the form's table."""


@dataclass(frozen=True, slots=True)
class SmallTable:
    """A table that is set aside.

    Attributes:
        places: Positions of its lines.
        table: Id of the form's table whose labels it has; of several tables the first.
    """

    places: tuple[int, ...]
    table: str


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table of the document: its lines, their positions, and the id of the form's table whose section it is in."""

    lines: tuple[TokenLine, ...]
    places: tuple[int, ...]
    section: str | None


def tables_set_aside(document: TokenisedDocument) -> tuple[SmallTable, ...]:
    """Find the document's tables that have labels of the form and are none of its tables.

    Args:
        document: The lines.
    """
    grids = list(_grids(document))
    whole: list[Table] = []
    others = list(grids)
    for table in document.form.tables:
        inside = [grid for grid in grids if grid.section == table.id]  # several where page breaks cut it
        if inside and _is_whole([line for grid in inside for line in grid.lines], table, document.form):
            whole.append(table)
            others = [grid for grid in others if grid not in inside]
    return tuple(
        SmallTable(grid.places, name)
        for grid in others
        if (name := _labels_of(grid.lines, whole)) and not _corrects(document.lines, grid.places)
    )


def _grids(document: TokenisedDocument) -> Iterator[_Grid]:
    own = {section.number: section.table for section in document.form.sections}
    section: str | None = None
    places: dict[int, list[int]] = {}
    sections: dict[int, str | None] = {}
    for place, line in enumerate(document.lines):
        section = own.get(line.section) if line.section else section
        if line.table:
            places.setdefault(line.table, []).append(place)
            sections.setdefault(line.table, section)
    for name, every in places.items():
        yield _Grid(tuple(document.lines[place] for place in every), tuple(every), sections[name])


def _is_whole(lines: Sequence[TokenLine], table: Table, form: Form) -> bool:
    """Whether lines are a complete table of the form, and all of its sums hold.

    Zeros alone prove nothing: they may be those of an empty form.
    """
    if len(table.blocks) > 1 or any(line.left_out or line.twin or line.section for line in lines):
        return False
    return _is_whole_in_groups(lines, table, form) if table.by_blocks else _is_whole_by_rows(lines, table, form)


def _is_whole_by_rows(lines: Sequence[TokenLine], table: Table, form: Form) -> bool:
    """Whether a table with labelled rows has each row of the form once, below all of its heads, and all sums hold."""
    columns = table.blocks[0].columns
    names = [column.id for column in columns]
    without_spans = [names[0], names[-1], *names[1:-1]]  # how heads of two lines read in text: 自然人, 总计, 商业企业 …
    in_order = True
    heads: dict[str, int] = {}
    numbers: dict[str, list[Number]] = {}
    for line in lines:
        rows = {item.name for match in line.matches if not match.partial for item in match.of("row", table=table.id)}
        if not line.figures:
            for token in line.tokens:
                for item in token.match.of("column", table=table.id) if token.match else ():
                    heads.setdefault(item.name, token.column)
            continue
        values = _numbers(line.figures, table)
        if len(rows) != 1 or rows & set(numbers) or len(values) != len(columns):
            return False
        numbers[rows.pop()] = values
        places = [token.column for token in line.figures]
        in_order = in_order and (heads == dict(zip(names, places, strict=True)) or list(heads) == without_spans)
    is_filled = in_order and set(numbers) == set(table.row_index) and any(map(any, numbers.values()))
    return is_filled and all_sums_hold(form, table, numbers)


def _is_whole_in_groups(lines: Sequence[TokenLine], table: Table, form: Form) -> bool:
    """Whether a table has one line of figures below all heads of the form, in the form's order, and all sums hold."""
    columns = table.blocks[0].columns
    with_figures = [line for line in lines if line.figures]
    heads = [token for line in lines for token in line.tokens if token.match is not None and not token.covered]
    of_columns = [_names(token, "column", table) for token in heads if _names(token, "column", table)]
    of_groups = list(dict.fromkeys(name for token in heads for name in _names(token, "heads", table)))
    if len(with_figures) != 1 or with_figures[0] is not lines[-1] or len(of_columns) != len(columns):
        return False
    figures = lines[-1].figures
    values = _numbers(figures, table)
    under = [token.column for token in heads if _names(token, "column", table)]
    places = [token.column for token in figures]
    without_spans = any(token.padded for token in lines[0].tokens) and places == list(range(len(columns)))
    is_under_heads = without_spans or under == places
    in_order = all(column.id in names for column, names in zip(columns, of_columns, strict=True))
    levels = zip_longest(*(column.heads[:-1] for column in columns))
    groups = list(dict.fromkeys(head for level in levels for head in level if head))
    is_filled = in_order and is_under_heads and of_groups == groups and len(values) == len(columns) and any(values)
    return is_filled and sums_of_rows_hold(form, table, values)


def _names(token: Token, sort: Literal["column", "heads"], table: Table) -> set[str]:
    return {item.name for item in token.match.of(sort, table=table.id)} if token.match is not None else set()


def _numbers(figures: Iterable[Token], table: Table) -> list[Number]:
    """The numbers of some cells; empty if one of them is not a plain number."""
    readings = [read_figure(token.text, table.blocks[0].columns[0].kind).figure for token in figures]
    plain = [figure.number for figure in readings if figure and figure.state is State.GIVEN and not figure.note]
    return plain if len(plain) == len(readings) else []


def _labels_of(lines: Sequence[TokenLine], whole: Sequence[Table]) -> str:
    """Id of the form's table whose labels a table has, if all of its labels are those of whole tables; else empty.

    It is empty as well if a row has as many figures as a row, or a group of columns, of such a table.
    """
    every = [{item.table for item in match.meanings} for line in lines for match in line.matches]
    proven = {table.id for table in whole}
    if not every or any(tables.isdisjoint(proven) for tables in every):
        return ""
    if any(line.section or line.left_out for line in lines):
        return ""
    alone = [table for table in whole if {table.id} in [tables & proven for tables in every]] or whole
    narrowest = min(min(len(line.columns) for line in table.lines) for table in alone)
    return alone[0].id if max(len(line.figures) for line in lines) < narrowest else ""


def _corrects(lines: Sequence[TokenLine], places: Sequence[int]) -> bool:
    """Whether a table, or the line before or after it, has words of a correction."""
    return any(CORRECTS.search(line.text) for line in lines[max(places[0] - 1, 0) : places[-1] + 2])
