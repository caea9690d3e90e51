"""Leaves out columns that a document adds to a table of the form, each with a head that says so: 小计, 占比, 上年.

Only where it is proven which figures are the form's: in a grid whose rows have a cell below every head, with the head
of each column of the form once among the others. Of each column that is left out, its head is said.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from gongkai.figures import Figure, Number
from gongkai.forms import Form
from gongkai.readers.matching.figure_text import (
    collapse_spaces,
    is_blank_text,
    looks_like_figures,
    read_figure,
)
from gongkai.readers.matching.label_text import fold
from gongkai.readers.matching.normalise import NormalisedBlock, NormalisedRow, NormalisedTable, without_place
from gongkai.readers.matching.tokenise.arrangement.heads_of_no_form import (
    NUMBERS,
    REMARKS,
    is_aside,
    is_head_of_no_form,
    may_be_below,
)
from gongkai.readers.matching.tokenise.arrangement.own_by_sums import without_last_columns
from gongkai.readers.matching.tokenise.arrangement.own_in_text import without_last_in_text
from gongkai.readers.matching.tokenise.arrangement.years.words import is_of_year
from gongkai.readers.matching.tokenise.column_numbers import CORNERS
from gongkai.readers.matching.tokenise.lexicon import Lexicon

_FEWEST = 2
"""The fewest rows of the form that show which columns are its own."""

_Meanings = frozenset[tuple[str, int, int]]
"""The columns of the form that a head may name, each by table, block and number."""


def columns_with_lacking_cells(table: NormalisedTable, lexicon: Lexicon, year: int | None) -> frozenset[int]:
    """The columns with a head of the document's own in which a row has no cell: 小计, 上年; no numbers, no remarks.

    Args:
        table: The table.
        lexicon: The labels of the form.
        year: The reporting year, if known.
    """
    lacking = {at for row in table.rows for at, cell in enumerate(row) if cell.padded}
    heads = ((at, row[at]) for row in table.rows for at in lacking if row[at].begins and not row[at].padded)
    own = ((at, _own_words(cell.text, lexicon, year)) for at, cell in heads if not looks_like_figures(cell.text))
    return frozenset(at for at, words in own if words and words not in (*NUMBERS, *REMARKS))


def without_own_columns(
    blocks: tuple[NormalisedBlock, ...], form: Form, lexicon: Lexicon, year: int | None
) -> tuple[NormalisedBlock, ...]:
    """The blocks, each table without such columns, and behind it a table of each of them.

    Args:
        blocks: Of the document.
        form: The form.
        lexicon: Its labels.
        year: The reporting year, if known.
    """
    parts: list[NormalisedBlock] = []
    above: _ColumnState | None = None
    for block in blocks:
        columns: _Columns | None = None
        if isinstance(block, NormalisedTable) and block.rows and not (block.tops or block.left_out or block.twin):
            columns = _Columns(block, form, lexicon, year, above)
            above = columns.state if columns.own else None
        parts += _parts(block, columns, form, lexicon, year)
    return without_last_in_text(parts, form, lexicon, lambda text: _own_words(text, lexicon, year))


def _parts(
    block: NormalisedBlock, columns: "_Columns | None", form: Form, lexicon: Lexicon, year: int | None
) -> Iterator[NormalisedBlock]:
    own = columns.own if columns is not None else {}
    if not own or not isinstance(block, NormalisedTable):
        yield from _without_last(block, form, lexicon, year)
        return
    rows = block.rows
    for place in sorted(own, reverse=True):
        rows = tuple(without_place(row, place) for row in rows)
    yield replace(block, rows=rows)
    for place, words in own.items():
        cells = [row[place] for number, row in enumerate(block.rows) if row[place].owner == (number, place)]
        if words in REMARKS:
            cells = [replace(cell, text=_with_label(block.rows[cell.owner[0]], place)) for cell in cells]
        rows = tuple((replace(cell, owner=(number, 0)),) for number, cell in enumerate(cells))
        yield replace(block, rows=rows, left_out=words)


def _without_last(block: NormalisedBlock, form: Form, lexicon: Lexicon, year: int | None) -> Sequence[NormalisedBlock]:
    if not isinstance(block, NormalisedTable) or block.tops or block.left_out or block.twin:
        return (block,)
    if any(cell.owner != (number, at) for number, row in enumerate(block.rows) for at, cell in enumerate(row)):
        return (block,)  # with merged cells heads have their places
    return without_last_columns(block, form, lexicon, lambda text: _own_words(text, lexicon, year)) or (block,)


@dataclass(frozen=True, slots=True)
class _ColumnState:
    """What the heads and rows of a table show of its columns, by place.

    Attributes:
        heads: What each may be of the form.
        own: The heads of the document's own columns.
        of_form: Those with a head of the form.
        own_cells: The texts of the cells of the document's own columns.
        row_count: How many rows of the form there are.
    """

    heads: list[_Meanings]
    own: dict[int, str] = field(default_factory=dict)
    of_form: set[int] = field(default_factory=set)
    own_cells: Mapping[int, list[str]] = field(default_factory=dict)
    row_count: int = 0


class _Columns:
    """The columns of a table by their heads, read row by row.

    Attributes:
        own: By place the heads of the document's own columns; none where a row does not show which figures are whose.
    """

    def __init__(
        self,
        table: NormalisedTable,
        form: Form,
        lexicon: Lexicon,
        year: int | None,
        above: "_ColumnState | None" = None,
    ) -> None:
        """Begin above the first row, below the heads of the table above where a page break has parted both."""
        self._table, self._form, self._lexicon, self._year = table, form, lexicon, year
        self._is_below_figures = False
        goes_on = above is not None and len(above.heads) == len(table.rows[0]) and self._places(0)
        state = above if above is not None and goes_on else _ColumnState([frozenset()] * len(table.rows[0]))
        self._heads, self._own, self._of_form, self._row_count = state.heads, state.own, state.of_form, state.row_count
        self._own_cells = {place: [*texts] for place, texts in state.own_cells.items()}
        self.own: Mapping[int, str] = self._find_own()

    @property
    def state(self) -> _ColumnState:
        """What the table below goes on with, if it has no heads."""
        return _ColumnState([*self._heads], {**self._own}, {*self._of_form}, self._own_cells, self._row_count)

    def _places(self, number: int) -> set[int]:
        """The places of the figures in a row."""
        cells = enumerate(self._table.rows[number])
        return {at for at, cell in cells if cell.owner == (number, at) and looks_like_figures(cell.text)}

    def _find_own(self) -> Mapping[int, str]:
        own_cells = self._own_cells
        for number, row in enumerate(self._table.rows):
            places = self._places(number)
            if self._is_below_figures and places and all(self._own.get(at) in NUMBERS for at in places):
                for place in self._own:  # a group of rows, which is numbered as they are
                    own_cells.setdefault(place, []).append(row[place].text)
                continue
            if not places:
                self._read_heads(row, number)
                continue
            if not self._is_below_figures and self._numbers_columns(row, number):
                continue
            self._is_below_figures = True
            if not self._own or not self._is_proven(row, number):
                return {}
            self._row_count += bool(self._blocks(row))
            for place in self._own:
                own_cells.setdefault(place, []).append(row[place].text)
        is_own = all(may_be_below(self._own[place], texts) for place, texts in own_cells.items())
        is_same = not self._of_form & own_cells.keys() and own_cells.keys() == self._own.keys()
        return self._own if self._row_count >= _FEWEST and is_own and is_same else {}

    def _numbers_columns(self, row: NormalisedRow, number: int) -> bool:
        """Whether a row below the heads has the numbers of the form's columns, after a word such as 甲."""
        texts = {place: fold(cell.text).strip() for place, cell in enumerate(row) if cell.owner == (number, place)}
        first = next(filter(None, texts.values()), "")
        numbers = [texts.get(place, "") for place, heads in enumerate(self._heads) if heads]
        return first in CORNERS and numbers == [str(place) for place in range(1, len(numbers) + 1)]

    def _read_heads(self, row: NormalisedRow, number: int) -> None:
        """Note the heads of a row; those of a part of the table take the place of all that were above its figures.

        A title over all columns tells nothing of those of the document's own.
        """
        heads: dict[int, _Meanings] = {}
        for place, cell in enumerate(row):
            if cell.owner[0] != number or is_blank_text(cell.text):
                continue
            is_alone = cell.owner[1] == place and _width(row, place) == 1
            words = _own_words(cell.text, self._lexicon, self._year) if is_alone else ""
            self._own |= {place: words} if words else {}
            match = self._lexicon.look_up(cell.text)
            columns = match.of("column") if match is not None and not match.partial and not words else ()
            heads[place] = frozenset((item.table, item.block, item.column) for item in columns)
        if self._is_below_figures and any(heads.values()):
            self._heads = [frozenset()] * len(row)
            self._is_below_figures = False
        for place, columns_below in heads.items():
            self._heads[place] = columns_below
            self._of_form |= {place} if columns_below else set()

    def _is_proven(self, row: NormalisedRow, number: int) -> bool:
        """Whether a row has a cell for each column of the form below its head, and one for each of the others.

        Figures beside a cell that is empty may be moved by a place.
        """
        is_displaced = any(row[place].owner != (number, place) or _width(row, place) > 1 for place in self._own)
        if is_displaced or any(cell.padded for cell in row):
            return False
        if all(words in REMARKS for words in self._own.values()):
            return True  # they hold no figure of the form, whatever the row holds: without them it is as any other
        places = [place for place, heads in enumerate(self._heads) if heads]
        others = [cell for place, cell in enumerate(row) if place not in places and place not in self._own]
        if not places or any(cell.owner[0] != number for cell in (row[place] for place in places)):
            return False
        beyond = [row[at] for at in range(places[0], len(row)) if at not in (*places, *self._own)]
        if any(looks_like_figures(cell.text) for cell in others) or not all(
            is_blank_text(cell.text) for cell in beyond
        ):
            return False  # what has no head may be of the column before it
        if not (self._are_numbers() or all(collapse_spaces(row[place].text) for place in places)):
            return False
        return any(self._names_all(row, places, *block) for block in self._blocks(row) or self._all_blocks(places))

    def _names_all(self, row: NormalisedRow, places: Sequence[int], table: str, block: int) -> bool:
        """Whether the cells of a row are figures that add up, and the heads over them name each column of a block once.

        Cells side by side with one text below one head are a cell whose span was written out.
        """
        columns = self._form.table_index[table].blocks[block].columns
        figures: dict[str, Figure | None] = {}
        owners: list[tuple[int, int]] = []
        for heads, group in itertools.groupby(places, key=lambda place: self._heads[place]):
            cells = [row[place] for place in group]
            of_block = [column for *part, column in heads if tuple(part) == (table, block)]
            if len(of_block) != 1 or len({cell.text for cell in cells}) > 1:
                return False
            column = columns[of_block[0]]
            figures[column.id] = None if column.id in figures else read_figure(cells[0].text, column.kind).figure
            owners += {cell.owner for cell in cells}
        if len(set(owners)) < len(owners) or len(figures) < len(columns):
            return False
        numbers = {name: figure.number for name, figure in figures.items() if figure is not None}
        return self._are_numbers() or (len(numbers) == len(columns) and self._adds_up(table, numbers))

    def _are_numbers(self) -> bool:
        """Whether the document's own columns count the rows or hold remarks: a figure that is moved would show."""
        return all(words in (*NUMBERS, *REMARKS) for words in self._own.values())

    def _adds_up(self, table: str, numbers: Mapping[str, Number]) -> bool:
        """Whether the sums that a row has by the form hold: else a figure may be the one beside it."""
        return all(
            numbers[rule.total] == sum(numbers[part] for part in rule.parts)
            for rule in self._form.identities
            if rule.table == table and rule.each == "row" and rule.total is not None and rule.total in numbers
        )

    def _blocks(self, row: NormalisedRow) -> set[tuple[str, int]]:
        """The blocks of the tables of the form that the label of a row is in."""
        matches = (self._lexicon.look_up(cell.text) for cell in row if not is_blank_text(cell.text))
        return {
            (item.table, self._form.table_index[item.table].rows[item.row].block)
            for match in matches
            if match is not None and not match.partial
            for item in match.of("row")
        }

    def _all_blocks(self, places: Sequence[int]) -> set[tuple[str, int]]:
        """The blocks that have the columns above some places, for a row with a label of the document's own."""
        return {(table, block) for place in places for table, block, _ in self._heads[place]}


def _with_label(row: NormalisedRow, place: int) -> str:
    """The remark at a place of a row, behind the label of the row: the last words before the figures."""
    words = [collapse_spaces(cell.text) for cell in row[:place] if not is_blank_text(cell.text)]
    label = next((text for text in reversed(words) if not looks_like_figures(text)), "")
    remark = row[place].text
    is_remark = label and not (is_blank_text(remark) or is_aside(remark))
    return f"{label}：{remark}" if is_remark else remark


def _width(row: NormalisedRow, place: int) -> int:
    """How many columns the cell at a place spans."""
    return sum(cell.owner == row[place].owner for cell in row)


def _own_words(text: str, lexicon: Lexicon, year: int | None) -> str:
    """The words of a head if no form has it, or if it is of another year; else none."""
    match = lexicon.look_up(text)
    if match is not None and match.of("column") and not (match.edits or match.bracketed):
        return ""
    is_other = is_of_year(text, year) is False or lexicon.names_other_year(text)
    return collapse_spaces(text) if is_other or is_head_of_no_form(text) else ""
