"""Puts sentences that tell a table into its cells: 规章本年制发件数0件、本年废止件数1件、现行有效件数20件.

It is done for tables of which nothing was read otherwise. Only rows are taken of which every figure follows the names
of its row and of its column; other sentences of figures are marked, so that they are listed.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from gongkai.figures import UNIT
from gongkai.forms import Form, Table
from gongkai.readers.document import Origin
from gongkai.readers.matching.normalise import (
    LineShape,
    NormalisedBlock,
    NormalisedCell,
    NormalisedLine,
    NormalisedParagraph,
    NormalisedTable,
)
from gongkai.readers.matching.tokenise.lexicon import Lexicon
from gongkai.readers.matching.tokenise.model import LabelMatch

_FIGURE = re.compile(
    rf"[\s：:为是有]*(?P<figure>(?P<number>[+-]?\d[\d,]*(?:\.\d+)?)\s*(?P<unit>{UNIT})?)\s*(?:[、，,；;。]\s*|\Z)"
)
_MONEY = "元"
_SIGNS = re.compile(r"[\s：:、，,；;。]*")
_FEWEST_ROWS, _FEWEST_FIGURES = 2, 3
"""The fewest rows told that are a table, and the fewest labels with figures behind them that are listed."""
_LONGEST_HEADING = 60


def tell_tables(
    blocks: Sequence[NormalisedBlock], form: Form, lexicon: Lexicon, tables: Collection[str]
) -> tuple[NormalisedBlock, ...] | None:
    """The blocks, with a table behind the sentences that tell it; None where no sentence tells figures of one.

    Args:
        blocks: Of the document.
        form: Its form.
        lexicon: The labels of the form.
        tables: Ids of the tables of which nothing was read.
    """
    by_id = {table.id: _TableInSentences(table) for table in form.tables if table.id in tables}
    section = ""
    for number, block in enumerate(blocks):
        for place, line in enumerate(block.lines if isinstance(block, NormalisedParagraph) else ()):
            match = lexicon.look_up(line.text) if len(line.text) <= _LONGEST_HEADING else None
            sections = match.of("section") if match is not None else ()
            section = sections[0].table if sections else section
            if section in by_id and line.shape is LineShape.TEXT and not sections:
                by_id[section].read(line.text, lexicon, (number, place))
    shapes = {place: shape for item in by_id.values() for place, shape in item.shapes()}
    behind = {
        number: [item for item in by_id.values() if item.is_table and item.last[0] == number]
        for number in {place[0] for place in shapes}
    }
    if not shapes:
        return None
    return tuple(
        part
        for number, block in enumerate(blocks)
        for part in _with_table(block, number, shapes, behind.get(number, ()))
    )


def _with_table(
    block: NormalisedBlock,
    number: int,
    shapes: Mapping[tuple[int, int], LineShape],
    tables: Sequence["_TableInSentences"],
) -> Iterator[NormalisedBlock]:
    if isinstance(block, NormalisedParagraph) and any((number, place) in shapes for place in range(len(block.lines))):
        lines = (_shaped(line, shapes.get((number, place))) for place, line in enumerate(block.lines))
        block = replace(block, lines=tuple(lines))
    yield block
    for table in tables:
        yield from table.cells(block.origin)


def _shaped(line: NormalisedLine, shape: LineShape | None) -> NormalisedLine:
    return line if shape is None else replace(line, shape=shape)


@dataclass(slots=True)
class _TableInSentences:
    """A table of the form, and what sentences tell of it.

    Attributes:
        table: The table.
        figures: Figures by row and column.
        places: Where they are told.
        others: The lines that tell figures without saying of which row and column each is.
        twice: Rows a figure of which is told twice.
    """

    table: Table
    figures: dict[tuple[int, int], str] = field(default_factory=dict)
    places: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    others: set[tuple[int, int]] = field(default_factory=set)
    twice: set[int] = field(default_factory=set)

    def read(self, text: str, lexicon: Lexicon, place: tuple[int, int]) -> None:
        """Take what a line tells.

        Args:
            text: The line.
            lexicon: The labels of the form.
            place: Of the line in the document.
        """
        row: int | str | None = None
        column: int | None = None
        units, names = 0, 0
        has_row = is_column = False
        for span in lexicon.scan(text):
            if span.match is not None:
                is_column = bool(span.match.of("column", table=self.table.id))
                has_row = has_row or not (is_column or self._row(span.match) is None)
                own = self._column(span.match, row)
                row = row if own is not None else self._row(span.match)
                column = own
                continue
            gap = text[span.start : span.end]
            figure = _FIGURE.match(gap)
            rest = gap[figure.end() :] if figure is not None else gap
            units += figure is not None and bool(figure["unit"])
            names += is_column and any(map(str.isdigit, gap))
            if figure is not None and column is not None:
                amount = (figure["unit"] or "").endswith(_MONEY)  # a word for pieces says nothing in a cell
                number = figure["figure"] if amount else figure["number"]
                self._take(0 if isinstance(row, str) else row or 0, column, number, place)
            if (figure is not None and column is None) or any(map(str.isdigit, rest)):
                self.others.add(place)
            row = row if _SIGNS.fullmatch(rest) else None
            column = None
        if max(units, names if has_row else 0) < _FEWEST_FIGURES and place not in self.places.values():
            self.others.discard(place)

    def _take(self, row: int, column: int, text: str, place: tuple[int, int]) -> None:
        if self.figures.get((row, column), text) != text:
            self.twice.add(row)
        self.figures[row, column] = text
        self.places[row, column] = place

    def _row(self, match: LabelMatch) -> int | str | None:
        """The row that a label names, or the group of columns; None where it names none."""
        if match.edits or match.partial:
            return None
        names: set[int | str] = {item.row for item in match.of("row", table=self.table.id)}
        names |= {item.name for item in match.of("heads", table=self.table.id)} if self.table.by_blocks else set()
        return names.pop() if len(names) == 1 else None

    def _column(self, match: LabelMatch, row: int | str | None) -> int | None:
        """The column of a row, or of a group of columns, that a label names; None where it names none."""
        if row is None:
            return None
        columns = {
            item.column for item in match.of("column", table=self.table.id) if self._is_of(row, item.block, item.column)
        }
        return columns.pop() if len(columns) == 1 else None

    def _is_of(self, row: int | str, block: int, column: int) -> bool:
        if isinstance(row, str):
            return row in self.table.blocks[block].columns[column].heads[:-1]
        return self.table.rows[row].block == block

    @property
    def rows(self) -> list[int]:
        """The rows of which every figure is told, once."""
        return [
            row
            for row in range(len(self.table.rows))
            if row not in self.twice and all((row, at) in self.figures for at in range(len(self.table.columns(row))))
        ]

    @property
    def is_table(self) -> bool:
        """Whether they are enough."""
        return len(self.rows) >= min(_FEWEST_ROWS, len(self.table.rows))

    @property
    def last(self) -> tuple[int, int]:
        """The last line that tells one of them."""
        return max(place for (row, _), place in self.places.items() if row in self.rows)

    def shapes(self) -> Iterator[tuple[tuple[int, int], LineShape]]:
        """What the lines are that tell figures: sentences that are in the table, or others, which are to be listed."""
        whole = {*self.rows} if self.is_table else set()
        others = self.others | {place for (row, _), place in self.places.items() if row not in whole}
        yield from ((place, LineShape.SENTENCE) for place in {*self.places.values()} - others)
        yield from ((place, LineShape.SENTENCE_OF_FIGURES) for place in others)

    def cells(self, origin: Origin) -> Iterator[NormalisedTable]:
        """The rows in cells, below the heads of their block.

        Args:
            origin: Of the sentences.
        """
        for number, block in enumerate(self.table.blocks):
            rows = [row for row in self.rows if self.table.rows[row].block == number]
            names = [column.name.label for column in block.columns]
            figures = [[self.figures[row, at] for at in range(len(names))] for row in rows]
            if self.table.by_blocks:
                lines = [[column.heads[-2] for column in block.columns], names, *figures]
            else:
                labels = [self.table.rows[row].name.label for row in rows]
                lines = [["", *names], *([label, *own] for label, own in zip(labels, figures, strict=True))]
            cells = tuple(
                tuple(
                    NormalisedCell(text, origin, (row, _first(texts, at)), begins=_first(texts, at) == at)
                    for at, text in enumerate(texts)
                )
                for row, texts in enumerate(lines)
            )
            if rows:
                yield NormalisedTable(cells, origin, in_sentences=True)


def _first(texts: Sequence[str], place: int) -> int:
    """The first place of a head that spans several."""
    while place and texts[place] == texts[place - 1] and not any(map(str.isdigit, texts[place])):
        place -= 1
    return place
