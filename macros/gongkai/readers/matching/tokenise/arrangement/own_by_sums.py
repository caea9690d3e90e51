"""Leaves out the last column of a table whose heads lost their places, if the sums of all rows prove it no form's.

Text with tabs that was copied from a page has the heads of merged cells in lines of their own, none above its figures.
Where the head behind that of the totals is of the document's own (占比, 上年), each row must have a cell more and add
up without its last one, and at least one row must not add up with it in place of its first.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from gongkai.forms import Column, Form
from gongkai.readers.matching.figure_text import is_blank_text, looks_like_figures, read_figure
from gongkai.readers.matching.normalise import NormalisedCell, NormalisedRow, NormalisedTable
from gongkai.readers.matching.tokenise.lexicon import Lexicon

_FEWEST = 3
"""The fewest rows that show it."""


def without_last_column(
    table: NormalisedTable, form: Form, lexicon: Lexicon, own_words: Callable[[str], str]
) -> tuple[NormalisedTable, NormalisedTable] | None:
    """The table without its last column, and a table of this one; None where that is not proven.

    Args:
        table: The table.
        form: The form.
        lexicon: Its labels.
        own_words: What a head says if it is of the document's own, else nothing.
    """
    rows = [[cell for cell in row if cell.begins and not cell.padded] for row in table.rows]
    heads = [row for row in rows if not any(looks_like_figures(cell.text) for cell in row)]
    of_figures = [row for row in rows if any(looks_like_figures(cell.text) for cell in row)]
    ends = [row for row in heads if len(row) > 1 and own_words(row[-1].text)]
    columns = _columns_with_total(ends[0][-2].text, form, lexicon) if len(ends) == 1 else ()
    if not columns or len(of_figures) < _FEWEST or any(own_words(cell.text) for row in heads for cell in row[:-1]):
        return None
    if not all(len(row) > len(columns) + 1 and _adds_up(row[-len(columns) - 1 : -1], columns) for row in of_figures):
        return None
    if all(_adds_up(row[-len(columns) :], columns) for row in of_figures):
        return None
    last = {id(row[-1]) for row in (*of_figures, ends[0])}
    own = [cell for row in table.rows for cell in row if id(cell) in last]
    column = tuple((replace(cell, owner=(number, 0)),) for number, cell in enumerate(own))
    whole = replace(table, rows=tuple(_without(row, last) for row in table.rows))
    return whole, replace(table, rows=column, left_out=own_words(ends[0][-1].text))


def _columns_with_total(text: str, form: Form, lexicon: Lexicon) -> Sequence[Column]:
    """The columns of a table whose last one, of which a text is the head, is the total of the others."""
    match = lexicon.look_up(text)
    for meaning in match.of("column") if match is not None else ():
        table = form.table_index[meaning.table]
        columns = table.blocks[meaning.block].columns
        own = {column.id for column in columns}
        if table.by_blocks or meaning.column != len(columns) - 1:
            continue
        for rule in form.identities:
            is_total = rule.each == "row" and rule.total == columns[-1].id
            if rule.table == table.id and is_total and {*rule.parts, rule.total} == own:
                return columns
    return ()


def _adds_up(cells: Sequence[NormalisedCell], columns: Sequence[Column]) -> bool:
    """Whether cells are figures of which the last one is the total."""
    if any(is_blank_text(cell.text) for cell in cells):
        return False
    figures = (read_figure(cell.text, column.kind).figure for cell, column in zip(cells, columns, strict=True))
    numbers = [figure.number for figure in figures if figure is not None]
    return len(numbers) == len(columns) and sum(numbers[:-1]) == numbers[-1]


def _without(row: NormalisedRow, last: set[int]) -> NormalisedRow:
    """A row without one of its cells, with a place that the source has not at its end."""
    cells = [cell for cell in row if id(cell) not in last]
    number = row[0].owner[0]
    ends = [replace(row[-1], text="", owner=(number, len(row) - 1), begins=True, padded=True)] * (len(row) - len(cells))
    return tuple(replace(cell, owner=(number, place)) for place, cell in enumerate((*cells, *ends)))
