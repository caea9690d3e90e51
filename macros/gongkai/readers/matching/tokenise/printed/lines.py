"""Joins lines of print to rows: in a table without lines nothing but the labels says where a row ends.

Words that stand below each other are joined where they are a label of the form then. The figures of a row are those
beside any line of its label; two figures below each other in one row are kept apart by a line break, so that nobody
takes their digits for one.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongkai.figures import NOT_APPLICABLE_WORD
from gongkai.readers.matching.figure_text import is_blank_text
from gongkai.readers.matching.label_text import comparable
from gongkai.readers.matching.normalise import NormalisedBlock, NormalisedCell, NormalisedRow, NormalisedTable
from gongkai.readers.matching.tokenise.lexicon import Lexicon
from gongkai.readers.matching.tokenise.printed.heads import heads_of, makes_column, set_over
from gongkai.readers.matching.tokenise.printed.pieces import Label, PrintRow, is_value, pieces_of, with_rests
from gongkai.readers.matching.tokenise.printed.strays import doubt_beside_strays
from gongkai.readers.matching.tokenise.printed.wrapped import join_wrapped

_MOST_PIECES = 12
"""Lines over which a label breaks at most."""
_SAME_ROW = 100
"""Distance below which lines are of one row, in hundredths of the height of their characters."""
_NUMERAL = "[一二三四五六七八九十]{1,2}"
_NUMBERED = re.compile(rf"\s*(?:[（(]{_NUMERAL}[)）]|{_NUMERAL}、|\d{{1,2}}[.．、](?!\d))")


def join_print_lines(blocks: Sequence[NormalisedBlock], lexicon: Lexicon) -> tuple[NormalisedBlock, ...]:
    """Join the lines of print of every table that consists of them.

    Args:
        blocks: The document.
        lexicon: The labels of the form.
    """
    printed = {
        number: _PrintedTable(block, lexicon)
        for number, block in enumerate(blocks)
        if isinstance(block, NormalisedTable) and block.tops
    }
    for one, other in itertools.pairwise(printed.values()):
        one.meet(other)
    return tuple(
        replace(printed[number].table, rows=tuple(printed[number].joined_rows())) if number in printed else block
        for number, block in enumerate(blocks)
    )


class _PrintedTable:
    """A table of lines of print."""

    def __init__(self, table: NormalisedTable, lexicon: Lexicon) -> None:
        self.table = table
        self.lexicon = lexicon
        cells = with_rests(list(pieces_of(table)), table.tops)
        labelled = [piece for piece in cells if not is_value(piece)]
        columns = [piece.left for piece in cells if is_value(piece) and not is_blank_text(piece.text)]
        self.zone = min(columns, default=0)
        """The first column of figures."""
        whole = list(self._joined(labelled))
        self._set_apart_first_heads(whole)
        self.labels = [part for label in whole for part in self._parted(label)]
        self.values: dict[int, dict[int, NormalisedCell]] = {}
        self.labelled: list[int] = []
        """Lines of figures with a label beside them."""
        of_rows = [label for label in self.labels if label.may_be_of_row(self.zone)]
        wrapped = join_wrapped([piece for piece in cells if is_value(piece)], of_rows, table.tops)
        self.loose = wrapped.open_lines
        """Lines with figures but without a label."""
        for piece in wrapped.figures:
            self.values.setdefault(piece.first, {})[piece.left] = piece.cell
        self.width = len({column for figures in self.values.values() for column in figures})
        """Columns of figures."""
        for label in [label for label in self.labels if label.text == NOT_APPLICABLE_WORD]:
            line = next((line for line in self.values if label.is_beside(line)), label.first)
            self.labels.remove(label)
            self.values.setdefault(line, {})[label.left] = replace(label.cell, text=label.text)
        for label in list(self.labels):  # a picture, or words, in place of a figure
            if (
                label.left >= self.zone
                and label.match is None
                and (label.first in self.values or self._labels_beside(label.first))
            ):
                self.labels.remove(label)
                self.values.setdefault(label.first, {})[label.left] = label.cell
        self.rows = self._rows_of_figures()
        doubt_beside_strays(self.rows, self.labels, zone=self.zone, tops=table.tops)

    def _joined(self, pieces: list[Label]) -> Iterator[Label]:
        unjoined = list(pieces)
        while unjoined:
            chain = self._chain(unjoined)
            for piece in chain:
                unjoined.remove(piece)
            text = "".join(piece.text for piece in chain)
            first, last = min(piece.left for piece in chain), max(piece.right for piece in chain)
            match = self.lexicon.look_up(text)
            yield Label(chain[0].cell, text, chain[0].first, chain[-1].last, first, last, match)

    def _set_apart_first_heads(self, labels: Sequence[Label]) -> None:
        """Let the columns of figures begin with the first head, where there is no figure below it.

        Only in tables without any label of a row: in the others a column's head may begin over the labels.
        """
        if any(label.match is not None and label.match.of("row", "rowhead") for label in labels):
            return
        for label in labels:
            if label.right < self.zone and label.is_of_column():
                label.right = label.left
        heads = [label.left for label in labels if label.left == label.right and label.is_of_column()]
        self.zone = min([self.zone, *heads])

    def _parted(self, label: Label) -> Iterator[Label]:
        """The heads that stand side by side without a gap, each in a column of its own.

        A head may begin before the figures below it.
        """
        if label.left < self.zone <= label.right and label.is_of_column():
            label.left = self.zone
        spans = self.lexicon.scan(label.text) if label.left >= self.zone else []
        several = len(spans) > 1
        if not several or any(span.match is None or not span.match.of("column", "heads") for span in spans):
            yield label
            return
        for number, span in enumerate(spans):
            column = label.left + number
            text = label.text[span.start : span.end]
            yield replace(label, text=text, left=column, right=column, match=span.match)

    def _chain(self, pieces: Sequence[Label]) -> list[Label]:
        """The first of the pieces with those below that make a label with it: the longest one."""
        chain, text = [pieces[0]], pieces[0].text
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
            following = next((piece for piece in pieces if piece.is_below(chain[-1], self.table.tops)), None)
            if following is None or len(chain) == _MOST_PIECES or _NUMBERED.match(following.text):
                return chain[: whole or nearly or 1]
            chain.append(following)
            text += following.text

    def meet(self, other: "_PrintedTable") -> None:
        """Note that a row may go on in the table after, on the next page: figures without a label begin that one.

        The same the other way round: figures without a label at the end may be of the first row there.
        """
        height = len(self.table.rows)
        first = min(other.labelled, default=len(other.table.rows))
        begin = [line for line in sorted(other.loose) if line < first and not other.is_under_heads(line)]
        if begin:
            self.loose.add(height)
            self.rows[-1].torn = True
            self.rows[-1].list_behind_word([cell for line in begin for cell in other.values.get(line, {}).values()])
        if any(line > max(self.labelled, default=-1) for line in self.loose - {height}):
            other.loose.add(-1)
            other.rows[0].torn = True

    def is_under_heads(self, line: int) -> bool:
        """Whether heads of the table stand above a line that has figures in most columns: a row without a label."""
        heads = [label for label in self.labels if label.is_of_column() and label.first < line]
        return bool(heads) and 2 * len(self.values.get(line, {})) > self.width

    def joined_rows(self) -> Iterator[NormalisedRow]:
        """The rows, heads and labels, from top to bottom."""
        rows = self.rows
        labels = [label for label in self.labels if not any(row.label is label for row in rows)]
        heads = heads_of([label for label in labels if label.right >= self.zone], [row.line for row in rows])
        beside = [label for label in labels if label.right < self.zone]
        columns = sorted({column for row in rows for column in row.figures})
        every = [label for _, head in heads for label in head]
        beside_heads = set_over(columns, every, zone=self.zone, width=len(self.table.rows[0]))
        own = {label.left for _, head in heads for label in head if makes_column(label, self.zone)}
        columns = sorted({*columns, *own})
        in_order = [
            (row.line, self._row(row.label, row.figures, columns, loose=self._is_loose(row.line), torn=row.torn))
            for row in rows
        ]
        in_order += [
            (label.first, self._row(label, {}, columns, loose=self._is_loose(label.first))) for label in beside
        ]
        in_order += [(line, self._head(head, columns)) for line, head in heads]
        in_order.sort(key=lambda pair: pair[0])
        for number, (_, row) in enumerate(in_order):
            yield tuple(replace(cell, owner=(number, cell.owner[1]), beside_heads=beside_heads) for cell in row)

    def _rows_of_figures(self) -> list[PrintRow]:
        rows: list[PrintRow] = []
        loose: dict[int, dict[int, NormalisedCell]] = {}
        for line, figures in sorted(self.values.items()):
            label = max(self._labels_beside(line), key=lambda item: item.left, default=None)
            if label is not None and label.match is None and len(figures) * 2 < self.width:
                label = None  # words that are no label of the form, as those around a figure that a page cut off
            above = next((row for row in rows if row.label is label is not None), None)
            if above is not None:
                above.add(line, figures)
            elif label is None and (len(figures) * 2 < self.width or self._is_part_of_row(line)):
                loose[line] = figures
            else:
                rows.append(PrintRow(line, label, dict(figures)))
        for above, row in itertools.pairwise(rows):  # the rest of figures, most of which break
            if row.label is None and len(row.figures) < self.width and {*row.figures} <= {*above.figures}:
                above.torn = True
        self.loose |= {*loose, *(row.line for row in rows if row.label is None)}
        self.labelled = [row.line for row in rows if row.label is not None]
        self._place_loose(rows, {(line, column): cell for line, own in loose.items() for column, cell in own.items()})
        return sorted(rows, key=lambda row: row.line)

    def _labels_beside(self, line: int) -> list[Label]:
        """The labels of rows that a line of print is one of."""
        return [label for label in self.labels if label.may_be_of_row(self.zone) and label.is_beside(line)]

    def _is_close(self, above: int, below: int) -> bool:
        """Whether a line stands so close below another that both may be of one row."""
        return above < below and self.table.tops[below] - self.table.tops[above] < _SAME_ROW

    def _is_part_of_row(self, line: int) -> bool:
        """Whether figures without a label stand closer to those of a labelled row than another row could."""
        beside = filter(self._labels_beside, self.values)
        return any(self._is_close(line, other) or self._is_close(other, line) for other in beside)

    def _is_loose(self, line: int) -> bool:
        """Whether figures without a label stand between a line and the rows above and below it."""
        if not self.labelled and self.is_under_heads(line):
            return bool(self.loose - {line})  # of rows without labels it is one itself
        above = max((other for other in self.labelled if other < line), default=-2)
        below = min((other for other in self.labelled if other > line), default=len(self.table.rows) + 1)
        return any(above < other < below for other in self.loose)

    def _place_loose(self, rows: list[PrintRow], loose: dict[tuple[int, int], NormalisedCell]) -> None:
        """Put figures without a label to their rows: they are of cells whose figures break.

        Those above and below one row are its own, as are those below a row whose figures stand at its top. Of the
        others nobody can say to which of two rows they belong: both have them, and neither is taken for certain.
        """
        at_top = self._is_set_at_top(rows)
        for row in rows if not at_top else ():
            for line, column in [place for place in loose if self._is_close(place[0], row.first)]:
                rest = next(
                    (other for other in loose if other[1] == column and self._is_close(row.last, other[0])), None
                )
                if rest is not None:
                    row.add(line, {column: loose.pop((line, column))})
                    row.add(rest[0], {column: loose.pop(rest)})
        for (line, column), cell in loose.items():
            above = max((row for row in rows if row.line < line), key=lambda row: row.line, default=None)
            below = min((row for row in rows if row.line > line), key=lambda row: row.line, default=None)
            of_above = at_top and above is not None and not (below is not None and self._is_close(line, below.first))
            own = [row for row in (above, None if of_above else below) if row is not None]
            near = [row for row in own if self._is_close(row.last, line) or self._is_close(line, row.first)]
            for row in near if len(near) == 1 else own:
                row.torn = row.torn or column not in row.figures  # two below each other are unread, and said
                row.add(line, {column: cell})
            if not own:
                rows.append(PrintRow(line, None, {column: cell}))

    @staticmethod
    def _is_set_at_top(rows: Sequence[PrintRow]) -> bool:
        """Whether figures stand beside the first line of a label that breaks, rather than beside its middle."""
        broken = [
            row.line == row.label.first for row in rows if row.label is not None and row.label.last > row.label.first
        ]
        return 2 * sum(broken) > len(broken)

    def _row(
        self,
        label: Label | None,
        figures: dict[int, NormalisedCell],
        columns: Sequence[int],
        *,
        loose: bool = False,
        torn: bool = False,
    ) -> list[NormalisedCell]:
        empty = NormalisedCell("", self.table.origin, (0, 0))
        cells = [replace(label.cell, text=label.text) if label is not None else empty]
        cells += [figures.get(column, empty) for column in columns]
        torn = torn or any(cell.torn for cell in cells)
        return [
            replace(cell, owner=(0, place), begins=True, loose=loose, torn=torn) for place, cell in enumerate(cells)
        ]

    def _head(self, head: Sequence[Label], columns: Sequence[int]) -> list[NormalisedCell]:
        """A row of heads, each over the columns below it."""
        cells = self._row(None, {}, columns)
        for label in head:
            below = [place for place, column in enumerate(columns, 1) if label.left <= column <= label.right]
            if not below:  # in the middle over several columns, it stands between two of them
                below = [sum(column < label.left for column in columns)]
            own = range(0 if label.left < self.zone else below[0], below[-1] + 1)
            for place in own:
                cells[place] = replace(label.cell, text=label.text, owner=(0, own[0]), begins=place == own[0])
        return cells
