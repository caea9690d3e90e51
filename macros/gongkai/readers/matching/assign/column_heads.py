"""Reads the column heads above the figures of a table: which column of the document is which column of the form."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from gongkai.forms import Column, Table
from gongkai.readers.matching.assign.heads_by_line import HeadsByLine
from gongkai.readers.matching.assign.model import ColumnHeads, HeadWording
from gongkai.readers.matching.figure_text import collapse_spaces
from gongkai.readers.matching.label_text import comparable
from gongkai.readers.matching.tokenise import LabelMatch, LabelMeaning, Token, TokenLine, is_head_of_no_form


@dataclass(slots=True)
class HeadReader:
    """Reads the column heads of one table of the form, in the document's table that is being read.

    Attributes:
        table: The form's table.
        head_wordings: Heads that are not worded as the form's, so far.
        head_columns: The columns that any head has named, by block of the form's table.
        in_order: Whether all heads so far were in the order of the form, with none between them that is not known.
        with_others: Numbers of the document's tables with the head of a column that offices add to the form.
        with_heads_before: Numbers of those with words that are no label right before the heads of all columns.
        touching: Blocks with heads in a text that touch, in another order than the form's: either that of a group was
            printed above the others, or it is the order of the columns.
    """

    table: Table
    head_wordings: list[HeadWording] = field(default_factory=list)
    head_columns: dict[int, set[int]] = field(default_factory=dict)
    in_order: bool = True
    with_others: set[int] = field(default_factory=set)
    with_heads_before: set[int] = field(default_factory=set)
    touching: set[int] = field(default_factory=set)
    _lines_run: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    """Columns named by lines of text since the last figures, by block and depth: a head may be a line of its own."""
    _single_run: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    """By block depth and column of the heads on lines of their own since the last figures, those of groups included."""
    _by_line: HeadsByLine = field(init=False)
    _source: int = -1
    _columns: dict[int, dict[int, int]] = field(default_factory=dict)
    _own_words: set[int] = field(default_factory=set)
    """Columns of the document's table with words that are no label in its lines of heads, behind their first cells."""

    def __post_init__(self) -> None:
        """Begin before the first head."""
        self._by_line = HeadsByLine(self.table)

    def start_table(self, number: int) -> None:
        """Forget the heads when another table of the document begins."""
        if number != self._source:
            self._source = number
            self._columns = {}
            self._own_words = set()
            self._by_line = HeadsByLine(self.table)

    def current(self) -> ColumnHeads:
        """The heads that have been read so far.

        If heads of a block are on several lines and in another order than the form's, their columns are negative
        numbers that tell nothing but their order.
        """
        heads = {block: dict(columns) for block, columns in self._columns.items()}
        orders = {} if self.in_order else self._by_line.orders
        return heads | {block: dict(enumerate(order, -len(order))) for block, order in orders.items()}

    def read(self, line: TokenLine, number: int) -> None:
        """Read a line of heads.

        Labels such as 件数 are columns of several blocks: the line speaks of the blocks that most of its labels fit.
        """
        column_matches = [
            (token.match, meanings)
            for token in line.tokens
            if token.match is not None and (meanings := self._columns_of(token)) and not token.covered
        ]
        by_place = self._by_place(line)
        blocks = self._blocks(by_place)
        self._note_names(line, blocks, by_place)
        self.in_order = self.in_order and not any(self._are_apart(line, block, by_place[block]) for block in blocks)
        self._by_line.add(line)
        if not line.table:
            self._note_order_of_lines(line, blocks, by_place)
            if len(line.tokens) == 1 and not self.table.by_blocks:
                for block in range(len(self.table.blocks)):
                    for depth, column in self._group_of(line.tokens[0], block):
                        self._note_order_of_single(block, depth, column)
        self.note_others(line)
        for block in blocks:
            if len(self.table.blocks) == 1:
                self._columns.setdefault(block, {}).update(by_place[block])
            else:
                self._columns[block] = by_place[block]
        self._own_words.update(token.column for token in line.tokens[1:] if token.is_unknown and token.text.strip())
        if line.table and any(self._has_head_before(block) for block in blocks):
            self.with_heads_before.add(line.table)
        for match, every in column_matches:
            self._note_wording(match, [meaning for meaning in every if meaning.block in blocks], line, number)

    def note_others(self, line: TokenLine) -> None:
        """Note the table of a line above its figures that holds the head of a column which the form does not have."""
        if line.table and any(is_head_of_no_form(token.text) and not token.covered for token in line.tokens):
            self.with_others.add(line.table)

    def _names_all(self, block: int, places: Mapping[int, int]) -> bool:
        return len(set(places.values())) == len(self.table.blocks[block].columns)

    def _has_head_before(self, block: int) -> bool:
        """Whether words that are no label, such as 单位, stand right before the heads of all columns of a block."""
        places = self._columns[block]
        return self._names_all(block, places) and min(places) - 1 in self._own_words

    def note_names(self, line: TokenLine) -> None:
        """Note which columns the heads name that are in one line with figures, as where text is glued together."""
        by_place = self._by_place(line)
        self._note_names(line, self._blocks(by_place), by_place)

    def end_run(self) -> None:
        """Note that figures follow: the heads after them begin anew."""
        self._lines_run.clear()
        self._single_run.clear()
        self._by_line.end()

    def _note_order_of_lines(
        self, line: TokenLine, blocks: Iterable[int], by_place: Mapping[int, Mapping[int, int]]
    ) -> None:
        """Note whether the heads of several lines follow each other as on the form; the same head again begins anew."""
        for block in blocks:
            columns = self.table.blocks[block].columns
            for _, column in sorted(by_place[block].items()):
                depth = len(columns[column].heads)
                run = self._lines_run.setdefault((block, depth), [])
                if column in run:
                    run.clear()
                self.in_order = self.in_order and (not run or run[-1] < column)
                run.append(column)
                if len(line.tokens) == 1:
                    self._note_order_of_single(block, depth, column)

    def _note_order_of_single(self, block: int, depth: int, column: int) -> None:
        """Note whether a head on a line of its own follows those before it as on the form.

        Those of a group may come after all others, as the lower line of heads does, or in their place; before others
        that are before them on the form neither they nor the head of their group may come. (One on the same line as
        others may come later: it can be printed halfway between two lines of heads.)
        """
        run = self._single_run.setdefault(block, [])
        if (depth, column) in run:
            run.clear()
        self.in_order = self.in_order and all(other < column for other_depth, other in run if other_depth >= depth)
        run.append((depth, column))

    def _note_names(self, line: TokenLine, blocks: Iterable[int], by_place: Mapping[int, Mapping[int, int]]) -> None:
        for block in blocks:
            self.head_columns.setdefault(block, set()).update(by_place[block].values())
            if self._are_in_order(line, block, by_place[block], line.tokens):
                continue
            apart = line.tokens if line.is_grid else _apart(line.tokens)
            in_order = self._are_in_order(line, block, by_place[block], apart)
            self.in_order = self.in_order and in_order
            if in_order:
                self.touching.add(block)

    def _columns_of(self, token: Token) -> Sequence[LabelMeaning]:
        return token.match.of("column", table=self.table.id) if token.match is not None else ()

    def _by_place(self, line: TokenLine) -> dict[int, dict[int, int]]:
        """By block: position of the form's column by column of the document's table."""
        by_place: dict[int, dict[int, int]] = {}
        for token in line.tokens:
            for meaning in self._columns_of(token):
                by_place.setdefault(meaning.block, {})[token.column] = meaning.column
        return by_place

    def _blocks(self, by_place: Mapping[int, Mapping[int, int]]) -> list[int]:
        """The blocks that most of the labels of a line fit."""
        counts = {block: len(set(places.values())) for block, places in by_place.items()}
        return [block for block, count in counts.items() if count == max(counts.values())]

    def _are_in_order(self, line: TokenLine, block: int, places: Mapping[int, int], groups: Sequence[Token]) -> bool:
        """Whether the heads of a line follow each other as on the form, some heads of groups of columns among them.

        What is below the head of a group is a line of its own.
        """
        columns = self.table.blocks[block].columns
        by_depth: dict[int, list[int]] = {}
        for token in line.tokens:
            if token.column in places:
                by_depth.setdefault(len(columns[places[token.column]].heads), []).append(places[token.column])
            elif token in groups and not self.table.by_blocks:
                for depth, column in self._group_of(token, block):
                    by_depth.setdefault(depth, []).append(column)
        return all(order == sorted(order) for order in by_depth.values())

    def _group_of(self, token: Token, block: int) -> Iterator[tuple[int, int]]:
        """The depth and the first column of the group that a token is the head of."""
        for meaning in token.match.of("heads", table=self.table.id) if token.match is not None else ():
            for place, column in enumerate(self.table.blocks[block].columns):
                if meaning.block == block and meaning.name in column.heads[:-1]:
                    yield column.heads.index(meaning.name) + 1, place
                    break

    def _are_apart(self, line: TokenLine, block: int, places: Mapping[int, int]) -> bool:
        """Whether a line that names most columns has a column too many between them, or lacks one."""
        return 2 * len(places) >= len(self.table.blocks[block].columns) and _are_apart(line, places)

    def _note_wording(self, match: LabelMatch, meanings: Sequence[LabelMeaning], line: TokenLine, number: int) -> None:
        if not meanings or self.table.by_blocks:
            return
        first = meanings[0]
        column = self.table.blocks[first.block].columns[first.column]
        names_one_column = len({(meaning.block, meaning.column) for meaning in meanings}) == 1
        if match.edits or (names_one_column and not _is_worded_as(match.text, column)):
            row = next(place for place, item in enumerate(self.table.rows) if item.block == first.block)
            text = match.text if match.edits else collapse_spaces(match.text.replace("\n", ""))
            self.head_wordings.append(
                HeadWording(number, line.origin, self.table, row, column.id, text, misprint=bool(match.edits))
            )


def _apart(tokens: Sequence[Token]) -> list[Token]:
    """The pieces of a text with blanks between them and the one before and after; a piece begins with its blanks."""
    gaps = [True, *(token.text[:1].isspace() for token in tokens[1:]), True]
    return [token for token, before, behind in zip(tokens, gaps, gaps[1:], strict=False) if before and behind]


def _are_apart(line: TokenLine, places: Mapping[int, int]) -> bool:
    """Whether more or fewer columns stand between two heads of a line than between the same ones of the form.

    They may be counted by cells, each of which may span several columns, or by columns. Nobody can say of heads with
    that of a group between them: text does not show how many columns it spans.
    """
    numbers = {token.column: number for number, token in enumerate(line.tokens)}
    grouped = [token.column for token in line.tokens if token.match is not None and token.match.of("heads")]
    return any(
        places[behind] - places[before] not in (behind - before, numbers[behind] - numbers[before])
        for before, behind in pairwise(sorted(places))
        if not any(before < column < behind for column in grouped)
    )


def _is_worded_as(text: str, column: Column) -> bool:
    names = (column.name.label, column.name.short, *column.name.also)
    return comparable(text) in {comparable(name) for name in names}
