"""Messes of where the figures of a table stand: a line for each of them, or the columns in another order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.readers.corpus.sheet import FORMS, Cell

if TYPE_CHECKING:
    from random import Random

    from tests.readers.corpus.sheet import Line
    from tests.readers.mess.draft import Draft

_HEADS = ("自然人", "法人或其他组织", "总计")
_OF_HEADS = (0, 1, 6)
"""The first column of each."""
_KINDS_OF_APPLICANTS = 7
_ORDERS = ((1, 2, 3, 4, 5, 0, 6), (0, 6, 1, 2, 3, 4, 5), (6, 0, 1, 2, 3, 4, 5))


def a_figure_a_line(draft: Draft, dice: Random) -> None:
    """A table as lines of the name of a row, that of a column and a figure; in text they may be read as anything."""
    table = dice.choice(("proactive", "requests"))
    form = FORMS[draft.sheet.form].table_index[table]
    for part in draft.sheet.tables[table]:
        lines: list[Line] = [[Cell(text, head=True) for text in ("项目", "类别", "数量")]]
        for line in part:
            labels = [cell for cell in line if not cell.at]
            for cell in (cell for cell in line if cell.at):
                row, name = form.row_index[cell.at[1]], cell.at[2]
                column = next(column for column in form.columns(row) if column.id == name)
                own = replace(labels[-1] if labels else Cell(""), rowspan=1, colspan=1)
                lines.append([own, Cell(column.name.label), replace(cell, rowspan=1, colspan=1)])
        part[:] = lines
    draft.harmed.add((table, None))
    draft.headless.discard(table)  # each line names the column


def columns_in_another_order(draft: Draft, dice: Random) -> None:
    """The organisations or the total before the natural persons, as the heads say; with spans or without."""
    order, spans = dice.choice(_ORDERS), dice.random() < 0.5
    parts = draft.sheet.tables["requests"]
    lines = list({id(line): line for part in parts for line in part}.values())  # parts may have the same heads
    heads = [[number for number, cell in enumerate(line) if _is_head(cell)] for line in lines]
    counts = {len(places) for places in heads} - {0}
    rows = {sum(cell.at is not None for cell in line) for line in lines} - {0}
    if counts != {len(_HEADS)} or rows != {_KINDS_OF_APPLICANTS}:
        return  # without all heads nothing says in which order the columns are; a row that lacks a cell has none
    order_of_heads = [_OF_HEADS.index(place) for place in order if place in _OF_HEADS]
    for line, places in zip(lines, heads, strict=True):
        figures = [number for number, cell in enumerate(line) if cell.at]
        if len(figures) == _KINDS_OF_APPLICANTS:
            own = [line[number] for number in figures]
            for number, place in zip(figures, order, strict=True):
                line[number] = own[place]
        elif places:
            own = [line[number] for number in places]
            for number, place in zip(places, order_of_heads, strict=True):
                line[number] = own[place] if spans else replace(own[place], colspan=1, rowspan=1)
    draft.harmed.add(("requests", None))


def _is_head(cell: Cell) -> bool:
    return not cell.row and "".join(cell.text.split()) in _HEADS
