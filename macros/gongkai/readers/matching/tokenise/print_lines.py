"""Joins lines of print to rows: in a table without lines nothing but the labels says where a row ends.

Words that stand below each other are joined where they are a label of the form then. The figures of a row are those
beside any line of its label; two figures below each other in one row are kept apart by a line break, so that nobody
takes their digits for one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from gongkai.figures import NOT_APPLICABLE_WORD
from gongkai.readers.matching.figure_text import is_blank_text, looks_like_figures
from gongkai.readers.matching.label_text import comparable
from gongkai.readers.matching.normalise import NormalisedBlock, NormalisedCell, NormalisedRow, NormalisedTable
from gongkai.readers.matching.tokenise.lexicon import Lexicon
from gongkai.readers.matching.tokenise.model import LabelMatch

_MOST_PIECES = 12
"""Lines over which a label breaks at most."""
_FARTHEST = 3
"""Lines between which one piece of a label follows another: those of other cells may be set between."""
_NUMERAL = "[一二三四五六七八九十]{1,2}"
_NUMBERED = re.compile(rf"\s*(?:[（(]{_NUMERAL}[)）]|{_NUMERAL}、|\d{{1,2}}[.．、](?!\d))")


def join_print_lines(blocks: Sequence[NormalisedBlock], lexicon: Lexicon) -> tuple[NormalisedBlock, ...]:
    """Join the lines of print of every table that consists of them.

    Args:
        blocks: The document.
        lexicon: The labels of the form.
    """
    return tuple(
        replace(block, rows=tuple(_Printed(block, lexicon).rows()))
        if isinstance(block, NormalisedTable) and block.printed
        else block
        for block in blocks
    )


@dataclass(slots=True, eq=False)
class _Label:
    """Words that stand below each other, or a piece of them.

    Attributes:
        cell: The first of their cells.
        text: The words.
        first: Their first line.
        last: Their last line.
        left: Their first column.
        right: Their last column.
        match: What they mean.
    """

    cell: NormalisedCell
    text: str
    first: int
    last: int
    left: int
    right: int
    match: LabelMatch | None = None

    def is_beside(self, line: int) -> bool:
        """Whether a line of print is one of its own."""
        return self.first <= line <= self.last

    def may_be_of_row(self, zone: int) -> bool:
        """Whether figures beside it may be its own: it stands before them, and is not that of a group of rows."""
        group = self.match is not None and not self.match.partial and not self.match.of("row")
        return self.left < zone and not group

    def covers(self, other: "_Label") -> bool:
        """Whether they share a column."""
        return self.left <= other.right and self.right >= other.left

    def is_below(self, other: "_Label") -> bool:
        """Whether it may go on with other words."""
        return 0 < self.first - other.last <= _FARTHEST and self.covers(other)


@dataclass(slots=True, eq=False)
class _Row:
    """A row of figures with its label; by column what is printed in it."""

    line: int
    label: _Label | None = None
    figures: dict[int, NormalisedCell] = field(default_factory=dict)

    @property
    def first(self) -> int:
        """Its first line."""
        return min(self.line, self.label.first) if self.label is not None else self.line

    @property
    def last(self) -> int:
        """Its last line."""
        return max(self.line, self.label.last) if self.label is not None else self.line

    def add(self, figures: dict[int, NormalisedCell]) -> None:
        """Take in the figures of one more line."""
        for column, cell in figures.items():
            above = self.figures.get(column)
            self.figures[column] = replace(cell, text=f"{above.text}\n{cell.text}") if above is not None else cell


class _Printed:
    """A table of lines of print."""

    def __init__(self, table: NormalisedTable, lexicon: Lexicon) -> None:
        self.table = table
        self.lexicon = lexicon
        cells = list(_pieces(table))
        labelled = [piece for piece in cells if not _is_value(piece)]
        columns = [piece.left for piece in cells if looks_like_figures(piece.text)]
        self.zone = min(columns, default=0)
        """The first column of figures."""
        self.labels = [part for label in self._joined(labelled) for part in self._parted(label)]
        self.values: dict[int, dict[int, NormalisedCell]] = {}
        for piece in cells:
            if _is_value(piece):
                self.values.setdefault(piece.first, {})[piece.left] = piece.cell
        self.width = len({column for figures in self.values.values() for column in figures})
        """Columns of figures."""
        for label in [label for label in self.labels if label.text == NOT_APPLICABLE_WORD]:
            line = next((line for line in self.values if label.is_beside(line)), label.first)
            self.labels.remove(label)
            self.values.setdefault(line, {})[label.left] = replace(label.cell, text=label.text)
        for label in list(self.labels):  # a picture, or words, in place of a figure
            if label.left >= self.zone and label.match is None and label.first in self.values:
                self.labels.remove(label)
                self.values[label.first][label.left] = label.cell

    def _joined(self, pieces: list[_Label]) -> Iterator[_Label]:
        left = list(pieces)
        while left:
            chain = self._chain(left)
            for piece in chain:
                left.remove(piece)
            text = "".join(piece.text for piece in chain)
            first, last = min(piece.left for piece in chain), max(piece.right for piece in chain)
            match = self.lexicon.look_up(text)
            yield _Label(chain[0].cell, text, chain[0].first, chain[-1].last, first, last, match)

    def _parted(self, label: _Label) -> Iterator[_Label]:
        """The heads that stand side by side without a gap, each in a column of its own.

        A head may begin before the figures below it.
        """
        if label.left < self.zone <= label.right and self._is_of_column(label):
            label.left = self.zone
        spans = self.lexicon.scan(label.text) if label.left >= self.zone else []
        if len(spans) < 2 or any(span.match is None or not span.match.of("column", "heads") for span in spans):  # noqa: PLR2004
            yield label
            return
        for number, span in enumerate(spans):
            column = label.left + number
            text = label.text[span.start : span.end]
            yield replace(label, text=text, left=column, right=column, match=span.match)

    def _chain(self, left: Sequence[_Label]) -> list[_Label]:
        """The first of the pieces with those below that make a label with it: the longest one."""
        chain, text = [left[0]], left[0].text
        whole = nearly = 0
        while True:
            match = self.lexicon.look_up(text)
            if match is not None and not match.partial:
                nearly = len(chain)
                whole = nearly if comparable(text) in self.lexicon.index else whole
                if match.of("section"):
                    return chain
            elif text == NOT_APPLICABLE_WORD:
                return chain
            following = next((piece for piece in left if piece.is_below(chain[-1])), None)
            if following is None or len(chain) == _MOST_PIECES or _NUMBERED.match(following.text):
                return chain[: whole or nearly or 1]
            chain.append(following)
            text += following.text

    def rows(self) -> Iterator[NormalisedRow]:
        """The rows, heads and labels, from top to bottom."""
        rows = self._rows_of_figures()
        of_rows = {id(row.label) for row in rows}
        labels = [label for label in self.labels if id(label) not in of_rows]
        heads = self._heads([label for label in labels if label.right >= self.zone])
        beside = [label for label in labels if label.right < self.zone]
        columns = sorted({column for row in rows for column in row.figures})
        self._set_over(columns, [label for head in heads for label in head])
        own = {label.left for head in heads for label in head if label.left == label.right >= self.zone}
        columns = sorted({*columns, *own})
        in_order = [(row.line, self._row(row.label, row.figures, columns)) for row in rows]
        in_order += [(label.first, self._row(label, {}, columns)) for label in beside]
        in_order += [(head[0].first, self._head(head, columns)) for head in heads]
        in_order.sort(key=lambda pair: pair[0])
        for number, (_, row) in enumerate(in_order):
            yield tuple(replace(cell, owner=(number, cell.owner[1])) for cell in row)

    def _rows_of_figures(self) -> list[_Row]:
        rows: list[_Row] = []
        loose: dict[int, dict[int, NormalisedCell]] = {}
        for line, figures in sorted(self.values.items()):
            beside = [label for label in self.labels if label.may_be_of_row(self.zone) and label.is_beside(line)]
            label = max(beside, key=lambda item: item.left, default=None)
            above = next((row for row in rows if row.label is label is not None), None)
            if above is not None:
                above.add(figures)
            elif label is None and len(figures) * 2 < self.width:
                loose[line] = figures
            else:
                rows.append(_Row(line, label, dict(figures)))
        self._place_loose(rows, {(line, column): cell for line, own in loose.items() for column, cell in own.items()})
        return sorted(rows, key=lambda row: row.line)

    def _place_loose(self, rows: list[_Row], loose: dict[tuple[int, int], NormalisedCell]) -> None:
        """Put figures without a label to their rows: they are of cells whose figures break.

        Those above and below one row are its own, as are those below a row whose figures stand at its top. Of the
        others nobody can say to which of two rows they belong: both have them, and neither is taken for certain.
        """
        at_top = self._is_set_at_top(rows)
        for row in rows if not at_top else ():
            for line, column in [place for place in loose if place[0] == row.first - 1]:
                if (row.last + 1, column) in loose:
                    row.add({column: loose.pop((line, column))})
                    row.add({column: loose.pop((row.last + 1, column))})
        for (line, column), cell in loose.items():
            above = max((row for row in rows if row.line < line), key=lambda row: row.line, default=None)
            below = min((row for row in rows if row.line > line), key=lambda row: row.line, default=None)
            own = [row for row in (above, None if at_top and above is not None else below) if row is not None]
            for row in own:
                row.add({column: cell})
            if not own:
                rows.append(_Row(line, None, {column: cell}))

    @staticmethod
    def _is_set_at_top(rows: Sequence[_Row]) -> bool:
        """Whether figures stand beside the first line of a label that breaks, rather than beside its middle."""
        broken = [
            row.line == row.label.first for row in rows if row.label is not None and row.label.last > row.label.first
        ]
        return 2 * sum(broken) > len(broken)

    def _heads(self, labels: Sequence[_Label]) -> list[list[_Label]]:
        """The heads that stand beside each other."""
        heads: list[list[_Label]] = []
        for label in labels:
            last = heads[-1] if heads else []
            if last and label.first <= max(other.last for other in last) and not any(map(label.covers, last)):
                last.append(label)
            else:
                heads.append([label])
        return heads

    def _set_over(self, columns: Sequence[int], labels: Sequence[_Label]) -> None:
        """Set the heads over the columns of figures one by one, where they stand beside them and are as many."""
        heads = [label for label in labels if label.left == label.right >= self.zone and self._is_of_column(label)]
        heads.sort(key=lambda label: label.left)
        numbers = [{item.column for item in label.match.of("column")} for label in heads if label.match is not None]
        complete = len(heads) == len(columns) and set(range(len(columns))) <= set().union(*numbers)
        between = zip(heads, (-1, *columns), (*columns[1:], len(self.table.rows[0])), strict=False)
        if complete and all(before < label.left < behind for label, before, behind in between):
            for label, column in zip(heads, columns, strict=True):
                label.left = label.right = column

    @staticmethod
    def _is_of_column(label: _Label) -> bool:
        return label.match is not None and bool(label.match.of("column"))

    def _row(
        self, label: _Label | None, figures: dict[int, NormalisedCell], columns: Sequence[int]
    ) -> list[NormalisedCell]:
        empty = NormalisedCell("", self.table.origin, (0, 0))
        cells = [replace(label.cell, text=label.text) if label is not None else empty]
        cells += [figures.get(column, empty) for column in columns]
        return [replace(cell, owner=(0, place), begins=True) for place, cell in enumerate(cells)]

    def _head(self, head: Sequence[_Label], columns: Sequence[int]) -> list[NormalisedCell]:
        """A row of heads, each over the columns below it."""
        cells = self._row(None, {}, columns)
        for label in head:
            below = [place for place, column in enumerate(columns, 1) if label.left <= column <= label.right] or [0]
            own = range(0 if label.left < self.zone else below[0], below[-1] + 1)
            for place in own:
                cells[place] = replace(label.cell, text=label.text, owner=(0, own[0]), begins=place == own[0])
        return cells


def _pieces(table: NormalisedTable) -> Iterator[_Label]:
    """The cells that hold anything, from top to bottom and left to right."""
    for number, row in enumerate(table.rows):
        for column, cell in enumerate(row):
            if cell.begins and cell.text:
                right = column
                while right + 1 < len(row) and row[right + 1].owner == cell.owner:
                    right += 1
                yield _Label(cell, cell.text, number, number, column, right)


def _is_value(piece: _Label) -> bool:
    return looks_like_figures(piece.text) or is_blank_text(piece.text)
