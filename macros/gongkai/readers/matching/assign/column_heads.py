"""Reads the column heads above the figures of a table: which column of the document is which column of the form."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.forms import Column, Table
from gongkai.readers.matching.assign.model import ColumnHeads, HeadWording
from gongkai.readers.matching.figure_text import collapse_spaces
from gongkai.readers.matching.label_text import comparable
from gongkai.readers.matching.tokenise import LabelMatch, LabelMeaning, TokenLine


@dataclass(slots=True)
class HeadReader:
    """The column heads of one table of the form, in the document's table that is being read.

    Attributes:
        table: The form's table.
        head_wordings: Heads that are not worded as the form's, so far.
    """

    table: Table
    head_wordings: list[HeadWording] = field(default_factory=list)
    _source: int = -1
    _columns: dict[int, dict[int, int]] = field(default_factory=dict)

    def start_table(self, number: int) -> None:
        """Forget the heads when another table of the document begins."""
        if number != self._source:
            self._source = number
            self._columns = {}

    def current(self) -> ColumnHeads:
        """The heads as far as they are read."""
        return {block: dict(columns) for block, columns in self._columns.items()}

    def read(self, line: TokenLine, number: int) -> None:
        """Read a line of heads.

        Labels such as 件数 are columns of several blocks: the line speaks of the blocks that most of its labels fit.
        """
        named: list[tuple[LabelMatch, Sequence[LabelMeaning]]] = []
        by_place: dict[int, dict[int, int]] = {}
        columns: dict[int, set[int]] = {}
        for token in line.tokens:
            meanings = token.match.of("column", table=self.table.id) if token.match is not None else ()
            for meaning in meanings:
                by_place.setdefault(meaning.block, {})[token.column] = meaning.column
                columns.setdefault(meaning.block, set()).add(meaning.column)
            if token.match is not None and meanings and not token.covered:
                named.append((token.match, meanings))
        most = max(map(len, columns.values()), default=0)
        blocks = [block for block, places in columns.items() if len(places) == most]
        for block in blocks:
            if len(self.table.blocks) == 1:
                self._columns.setdefault(block, {}).update(by_place[block])
            else:
                self._columns[block] = by_place[block]
        for match, every in named:
            self._note_wording(match, [meaning for meaning in every if meaning.block in blocks], line, number)

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


def _is_worded_as(text: str, column: Column) -> bool:
    names = (column.name.label, column.name.short, *column.name.also)
    return comparable(text) in {comparable(name) for name in names}
