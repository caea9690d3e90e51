"""Joins the columns of tables that were written one after the other, a cell a line.

All labels of a table, or of a block, come first, then each head with the figures below it, as programs write a PDF
whose tables have no tags. It is done where every column of every such table has as many figures as there are labels:
where one has fewer, a blank may be lost in any of them, and nothing says whose the figures below it are. Nor is it done
where a number stands alone in the text: it may be that of a page, and another one may stand in place of a blank.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from gongkai.forms import Form, Table
from gongkai.readers.matching.normalise import LineShape, NormalisedBlock, NormalisedLine, NormalisedParagraph
from gongkai.readers.matching.tokenise.lexicon import Lexicon
from gongkai.readers.matching.tokenise.model import LabelMatch

_LONGEST = 60
"""Characters of a line that is looked up at most."""
_FEWEST = 2
"""The fewest labels, which have no figures between them, and columns one after the other, where a row has several."""
_Place = tuple[int, int]


def join_columns(blocks: Sequence[NormalisedBlock], form: Form, lexicon: Lexicon) -> tuple[NormalisedBlock, ...]:
    """The blocks, with the rows of such tables in place of the figures of their first column.

    Args:
        blocks: Of the document.
        form: Its form.
        lexicon: The labels of the form.
    """
    cells = [
        _Cell(line, (number, place), lexicon.look_up(line.text) if len(line.text) <= _LONGEST else None)
        for number, block in enumerate(blocks)
        for place, line in enumerate(block.lines if isinstance(block, NormalisedParagraph) else ())
        if line.shape not in (LineShape.PAGE_NUMBER, LineShape.MOVED)
    ]
    joined = list(_tables(cells, form))
    if not joined or not all(item.is_whole for item in joined) or _has_number_in_text(cells):
        return tuple(blocks)
    changed = dict(pair for item in joined for pair in item.lines())
    return tuple(
        replace(block, lines=tuple(changed.get((number, place), line) for place, line in enumerate(block.lines)))
        if isinstance(block, NormalisedParagraph)
        else block
        for number, block in enumerate(blocks)
    )


@dataclass(frozen=True, slots=True)
class _Cell:
    """A line of text, its place in the document, and what it means as a label."""

    line: NormalisedLine
    place: _Place
    match: LabelMatch | None

    @property
    def is_figure(self) -> bool:
        """Whether it is a figure or a blank alone."""
        return self.line.shape is LineShape.FIGURES and len(self.line.cells) == 1

    def columns(self, table: Table, block: int) -> set[int]:
        """The columns that it is the head of."""
        every = self.match.of("column", table=table.id) if self.match is not None and not self.match.partial else ()
        return {meaning.column for meaning in every if meaning.block == block}


def _has_number_in_text(cells: Sequence[_Cell]) -> bool:
    """Whether a figure stands alone that is below no label of a table."""
    match: LabelMatch | None = None
    for cell in cells:
        if cell.is_figure and (match is None or match.of("section")):
            return True
        match = match if cell.is_figure else cell.match
    return False


@dataclass(frozen=True, slots=True)
class _Columns:
    """The labels of rows, those of groups and heads among them, and the columns: head, figures, place in the form."""

    labels: Sequence[_Cell]
    others: Sequence[_Cell]
    columns: Sequence[tuple[_Cell, Sequence[_Cell], int]]
    width: int

    @property
    def is_whole(self) -> bool:
        """Whether each column is there once and has a figure for each label."""
        every = sorted(column for _, _, column in self.columns) == list(range(self.width))
        texts = {cell.line.numbering + cell.line.text for cell in self.labels}
        return every and all(len(figures) == len(self.labels) == len(texts) for _, figures, _ in self.columns)

    def lines(self) -> Iterator[tuple[_Place, NormalisedLine]]:
        """The lines of the table, by the places of those whose place they take."""
        (head, first, _), *others = sorted(self.columns, key=lambda column: column[0].place)
        moved = (cell for name, figures, _ in others for cell in (name, *figures))
        for cell in (*self.labels, *self.others, *moved):
            yield cell.place, replace(cell.line, shape=LineShape.MOVED, cells=())
        names = [name.line.text.strip() for name, _, _ in self.columns]
        yield head.place, _delimited(head.line, ("", *names))
        for row, (cell, label) in enumerate(zip(first, self.labels, strict=True)):
            figures = (column[row].line.text.strip() for _, column, _ in self.columns)
            yield cell.place, _delimited(cell.line, (label.line.numbering + label.line.text.strip(), *figures))


def _delimited(line: NormalisedLine, cells: tuple[str, ...]) -> NormalisedLine:
    text, length = "\t".join(cells), line.length if line.joined else len(line.text)
    return replace(line, text=text, cells=cells, shape=LineShape.DELIMITED, numbering="", joined=True, length=length)


def _tables(cells: Sequence[_Cell], form: Form) -> Iterator[_Columns]:
    """The blocks of tables whose columns stand one after the other behind several labels."""
    blocks = [(table, block) for table in form.tables if not table.by_blocks for block in range(len(table.blocks))]
    start = 0
    while start < len(cells):
        ways = [
            columns
            for table, block in (blocks if cells[start].match is not None else ())
            if (columns := _columns_at(cells, start, table, block)) is not None
        ]
        if ways:
            yield ways[0]
        start += sum(1 + len(figures) for _, figures, _ in ways[0].columns) if ways else 1


def _columns_at(cells: Sequence[_Cell], start: int, table: Table, block: int) -> _Columns | None:
    """The columns of a block that begin at a line; None where they do not."""
    columns: list[tuple[_Cell, Sequence[_Cell], int]] = []
    place = start
    while place < len(cells) and len(own := cells[place].columns(table, block)) == 1:
        figures = list(takewhile(lambda cell: cell.is_figure, cells[place + 1 : place + 2 + len(table.rows)]))
        if not figures:
            break
        columns.append((cells[place], figures, own.pop()))
        place += 1 + len(figures)
    width = len(table.blocks[block].columns)
    if len(columns) < min(width, _FEWEST):
        return None
    labels, others = _labels_before(cells, start, table, block)
    if len(labels) < _FEWEST:
        return None
    return _Columns(labels, others, sorted(columns, key=lambda column: column[2]), width)


def _labels_before(cells: Sequence[_Cell], start: int, table: Table, block: int) -> tuple[list[_Cell], list[_Cell]]:
    """The labels of rows right before a line, in order, and those of groups and the heads of labels among them."""
    labels: list[_Cell] = []
    others: list[_Cell] = []
    for cell in reversed(cells[max(start - 2 * len(table.rows), 0) : start]):
        match = cell.match
        if match is None or match.of("section") or cell.is_figure:
            break
        if any(meaning.block == block for meaning in match.of("row", table=table.id)):
            labels.append(cell)
        elif match.of("group", "corner", "rowhead", "heads", table=table.id):
            others.append(cell)
        else:
            break
    return labels[::-1], others
