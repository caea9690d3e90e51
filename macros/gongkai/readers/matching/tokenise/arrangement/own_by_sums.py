"""Leaves out the last columns of a table whose heads lost their places, if the sums of all rows prove them no form's.

Text with tabs that was copied from a page has the heads of merged cells in lines of their own, none above its figures.
Where the heads behind that of the totals are of the document's own (占比, 上年), each row must have a cell more for
each and add up without its last ones, and at least one row must not add up with any of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import takewhile

from gongkai.forms import Column, Form
from gongkai.readers.matching.figure_text import is_blank_text, looks_like_figures, read_figure
from gongkai.readers.matching.normalise import NormalisedCell, NormalisedRow, NormalisedTable
from gongkai.readers.matching.tokenise.lexicon import Lexicon

_FEWEST = 3
"""The fewest rows that show it."""


def without_last_columns(
    table: NormalisedTable, form: Form, lexicon: Lexicon, own_words: Callable[[str], str]
) -> tuple[NormalisedTable, ...] | None:
    """The table without its last columns, and a table of each of these; None where that is not proven.

    Args:
        table: The table.
        form: The form.
        lexicon: Its labels.
        own_words: What a head says if it is of the document's own, else nothing.
    """
    rows = [_written(row) for row in table.rows]
    heads = [row for row in rows if not any(looks_like_figures(cell.text) for cell in row)]
    of_figures = [row for row in rows if any(looks_like_figures(cell.text) for cell in row)]
    ends = [row for row in heads if len(row) > 1 and own_words(row[-1].text)]
    words = own_words_at_end([cell.text for cell in ends[0]], own_words) if len(ends) == 1 else ()
    columns = columns_with_total(ends[0][-len(words) - 1].text, form, lexicon) if words else ()
    of_form = [cell for row in heads for cell in (row[: -len(words)] if row is ends[0] else row)] if columns else []
    if not columns or any(own_words(cell.text) for cell in of_form):
        return None
    width = len(columns) + len(words)
    if any(len(row) <= width for row in of_figures):
        return None
    if not only_first_add_up([[cell.text for cell in row[-width:]] for row in of_figures], columns):
        return None
    last = {id(cell) for row in (*of_figures, ends[0]) for cell in row[-len(words) :]}
    whole = replace(table, rows=tuple(_without(row, last) for row in table.rows))
    with_own = [row for row in rows if row and id(row[-1]) in last]
    own = zip(*(row[-len(words) :] for row in with_own), strict=True)
    return whole, *(_as_table(table, cells, text) for cells, text in zip(own, words, strict=True))


def own_words_at_end(texts: Sequence[str], own_words: Callable[[str], str]) -> tuple[str, ...]:
    """The heads of the document's own at the end of a line of heads.

    Args:
        texts: The heads of the line.
        own_words: What a head says if it is of the document's own, else nothing.
    """
    words = tuple(takewhile(bool, map(own_words, reversed(texts))))
    return words[::-1] if len(words) < len(texts) else ()


def only_first_add_up(rows: Sequence[Sequence[str]], columns: Sequence[Column]) -> bool:
    """Whether rows add up in their first figures, and with no other figures side by side.

    Args:
        rows: Texts of the figures of each row, more than columns.
        columns: The form's, of which the last one is the total of the others.
    """
    counts = {len(row) for row in rows}
    if len(rows) < _FEWEST or len(counts) > 1 or not all(_adds_up(row[: len(columns)], columns) for row in rows):
        return False
    starts = range(1, counts.pop() - len(columns) + 1)
    return not any(all(_adds_up(row[at : at + len(columns)], columns) for row in rows) for at in starts)


def _written(row: NormalisedRow) -> list[NormalisedCell]:
    return [cell for cell in row if cell.begins and not cell.padded]


def _as_table(table: NormalisedTable, cells: Sequence[NormalisedCell], words: str) -> NormalisedTable:
    """A table of a column that is left out."""
    rows = tuple((replace(cell, owner=(number, 0)),) for number, cell in enumerate(cells))
    return replace(table, rows=rows, left_out=words)


def columns_with_total(text: str, form: Form, lexicon: Lexicon) -> Sequence[Column]:
    """The columns of a table whose last one, of which a text is the head, is the total of the others.

    Args:
        text: The head.
        form: The form.
        lexicon: Its labels.
    """
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


def _adds_up(texts: Sequence[str], columns: Sequence[Column]) -> bool:
    """Whether texts are figures of which the last one is the total."""
    if any(map(is_blank_text, texts)):
        return False
    figures = (read_figure(text, column.kind).figure for text, column in zip(texts, columns, strict=True))
    numbers = [figure.number for figure in figures if figure is not None]
    return len(numbers) == len(columns) and sum(numbers[:-1]) == numbers[-1]


def _without(row: NormalisedRow, last: set[int]) -> NormalisedRow:
    """A row without some of its cells, with places that the source has not at its end."""
    cells = [cell for cell in row if id(cell) not in last]
    number = row[0].owner[0]
    ends = [replace(row[-1], text="", owner=(number, len(row) - 1), begins=True, padded=True)] * (len(row) - len(cells))
    return tuple(replace(cell, owner=(number, place)) for place, cell in enumerate((*cells, *ends)))
