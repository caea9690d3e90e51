"""Small tables of the text that have labels of a table of the form, beside that table itself: 近五年申请办理情况.

Where a table under its own heading has all rows and columns of the form, a figure in each cell, and all sums hold, no
other one can be it. One that has other columns is set aside then, and stays in the text.
"""

import re
from collections.abc import Sequence

from gongkai.figures import Number, State
from gongkai.forms import Form, Table
from gongkai.readers.matching.figure_text import read_figure
from gongkai.readers.matching.form_sums import all_sums_hold
from gongkai.readers.matching.tokenise import TokenisedDocument, TokenLine

CORRECTS = re.compile(r"更正|勘误|订正|改正|纠错|修[正订改]|调整|应为|有误|错误")
"""Words of a table, or of the text before or behind it, that may put others in place of the form's figures."""


def tables_set_aside(document: TokenisedDocument) -> dict[int, str]:
    """Numbers of the document's tables that are not of the form, each with the id of the form's that it has labels of.

    Args:
        document: The lines.
    """
    tables: dict[int, list[TokenLine]] = {}
    sections: dict[int, str | None] = {}
    own = {section.number: section.table for section in document.form.sections}
    section: str | None = None
    for line in document.lines:
        section = own.get(line.section) if line.section else section
        if line.table:
            tables.setdefault(line.table, []).append(line)
            sections.setdefault(line.table, section)
    aside: dict[int, str] = {}
    for table in document.form.tables:
        inside = [number for number in tables if sections[number] == table.id]
        if table.by_blocks or len(inside) != 1 or not _is_whole(tables[inside[0]], table, document.form):
            continue
        for number, lines in tables.items():
            if number not in inside and _has_other_columns(lines, table) and not _corrects(document.lines, number):
                aside[number] = table.id
    return aside


def _is_whole(lines: Sequence[TokenLine], table: Table, form: Form) -> bool:
    """Whether rows of a table are all those of the form, each once, below all of its heads, and all sums hold.

    Noughts alone prove nothing: they may be those of an empty form.
    """
    columns = table.blocks[0].columns
    if len(table.blocks) > 1 or any(line.other_year or line.twin or line.section for line in lines):
        return False
    names = [column.id for column in columns]
    without_spans = [names[0], names[-1], *names[1:-1]]  # as text has heads of two lines: 自然人, 总计, 商业企业 …
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
        figures = [read_figure(token.text, columns[0].kind).figure for token in line.figures]
        values = [figure.number for figure in figures if figure and figure.state is State.GIVEN and not figure.note]
        if len(rows) != 1 or rows & set(numbers) or not len(values) == len(figures) == len(columns):
            return False
        numbers[rows.pop()] = values
        places = [token.column for token in line.figures]
        in_order = in_order and (heads == dict(zip(names, places, strict=True)) or list(heads) == without_spans)
    is_filled = in_order and set(numbers) == set(table.row_index) and any(map(any, numbers.values()))
    return is_filled and all_sums_hold(form, table, numbers)


def _has_other_columns(lines: Sequence[TokenLine], table: Table) -> bool:
    """Whether a table has labels of this one of the form, of no other, and in no row as many figures as a row has."""
    label_tables = [{item.table for item in match.meanings} for line in lines for match in line.matches]
    return (
        bool(label_tables)
        and all(table.id in tables for tables in label_tables)
        and max(len(line.figures) for line in lines) < len(table.blocks[0].columns)
        and not any(line.section or line.other_year for line in lines)
    )


def _corrects(lines: Sequence[TokenLine], number: int) -> bool:
    """Whether a table, or the line before or behind it, has words of a correction."""
    places = [place for place, line in enumerate(lines) if line.table == number]
    return any(CORRECTS.search(line.text) for line in lines[max(places[0] - 1, 0) : places[-1] + 2])
